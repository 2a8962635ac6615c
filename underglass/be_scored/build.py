"""Build the page "Be scored": ``site/be-scored/`` for a server, ``site/be-scored.html`` to mail.

``python -m underglass.be_scored.build`` exports the data and builds both forms of the page.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from underglass.be_scored.export import export_be_scored
from underglass.be_scored.node import PAGE, ended, install, npm

SITE = PAGE.parents[1] / "site"
FOLDER, ONE_FILE = "be-scored", "be-scored.html"  # there


def built_page() -> Path | None:
    """Return the one file, if it was built."""
    return page if (page := SITE / ONE_FILE).is_file() else None


def build() -> None:
    """Export, install, build and copy; tell what was written."""
    export_be_scored(PAGE / "data", say=print)
    print("Installing the page's packages, and building", flush=True)
    install()
    npm("run", "build", "--silent", check=True)
    shutil.rmtree(SITE / FOLDER, ignore_errors=True)
    shutil.copytree(PAGE / "dist" / "folder", SITE / FOLDER)
    shutil.copyfile(PAGE / "dist" / "onefile" / "index.html", SITE / ONE_FILE)
    for path in (SITE / FOLDER / "index.html", SITE / ONE_FILE):
        print(f"Written: {path}")


if __name__ == "__main__":
    sys.exit(ended(build))
