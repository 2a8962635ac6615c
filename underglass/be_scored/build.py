"""Build the page "Be scored": ``site/be-scored/`` for a server, ``site/be-scored.html`` to mail.

``python -m underglass.be_scored.build`` exports the data and builds both forms of the page.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from underglass.be_scored.export import export_be_scored
from underglass.be_scored.node import install, npm, page_folder
from underglass.command.terminal import ROOT, complain, tell

DATA = "data"  # in the folder of the page
SITE = ROOT / "site"
FOLDER, ONE_FILE = "be-scored", "be-scored.html"  # there


def built_page() -> Path | None:
    """Return the one file, if it was built."""
    return page if (page := SITE / ONE_FILE).is_file() else None


def build(site: Path) -> list[Path]:
    """Export, install, build and copy; return what was written."""
    page = page_folder()
    export_be_scored(page / DATA, say=tell)
    tell("Installing the page's packages, and building")
    install()
    npm("run", "build", "--silent", check=True)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    shutil.copytree(page / "dist" / "folder", site / FOLDER)
    shutil.copyfile(page / "dist" / "onefile" / "index.html", site / ONE_FILE)
    return [site / FOLDER / "index.html", site / ONE_FILE]


def main() -> int:
    """Build into ``site/``; the exit code."""
    try:
        for path in build(SITE):
            tell("Written: ", path, f", {path.stat().st_size / 1e3:,.0f} kB")
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    except OSError as error:
        return complain(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
