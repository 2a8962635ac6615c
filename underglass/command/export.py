"""``underglass export be-scored``, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from underglass.command.terminal import Commands, tell

export_app = typer.Typer(cls=Commands, help="Write data for pages that run in a browser.")


@export_app.callback()
def export() -> None:
    """Write data for pages that run in a browser."""


@export_app.command("be-scored")
def be_scored(
    out: Annotated[Path, typer.Option(help="Folder; files of the same names are replaced.")],
    checks: Annotated[
        bool, typer.Option("--checks", help="Write Python's own answers too, for the tests.")
    ] = False,
) -> None:
    """Write people, models, scale, ties and texts of the page "Be scored"."""
    from underglass.be_scored import export_be_scored
    from underglass.command.progress import bars
    from underglass.showcase.outputs import check_folder

    check_folder("out", out)
    with bars() as say:
        written = export_be_scored(out, checks=checks, say=say)
    for path in written:
        tell("Written: ", path)
