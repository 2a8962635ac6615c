"""The command line: ``underglass demo | biases | lab | bench``."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]

app = typer.Typer(
    help="An opaque score of a fictional country, explained in points and marked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder of the page.")] = Path("out"),
    people: Annotated[int, typer.Option(help="Number of people.")] = 20_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same country.")] = 0,
    picture: Annotated[
        Path | None, typer.Option(help="A .png where one person's explanation is saved as well.")
    ] = None,
) -> None:
    """Generate, score, explain and mark a country, and write a page about it."""
    import matplotlib

    from lab.demo import make_demo
    from lab.progress import bars

    matplotlib.use("agg")  # no windows
    with _one_sentence(), bars() as say:
        shown = make_demo(out, n_people=people, seed=seed, picture=picture, say=say)
    console = Console()
    console.print(person_table(shown))
    console.print(shown.everybody.text, highlight=False)
    console.print(marks_table(shown.marks))
    console.print(f"Now open [bold]{out / 'index.html'}[/bold]", highlight=False, soft_wrap=True)


@app.command()
def biases() -> None:
    """List the planted biases: what is known of the claim, what is ours, whom each harms.

    The rows are those of the project's ledger of claims.
    """
    from synthetic_data import BIASES

    table = Table(title="The planted biases", show_lines=True)
    table.add_column("bias", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("what it is")
    for bias in BIASES.values():
        claims = [f"claim: {status} (row {row})" for row, status in bias.claims.items()]
        table.add_row(
            bias.name,
            "\n".join([*claims, f"our mechanism: {bias.status}"]),
            f"harms: {bias.harms}\ndistorts: {', '.join(bias.distorts)}\n{bias.pattern}",
        )
    Console().print(table)


@app.command()
def lab() -> None:
    """Open the course in JupyterLab."""
    notebooks = _folder("notebooks", "the course")
    raise typer.Exit(subprocess.call([sys.executable, "-m", "jupyterlab", str(notebooks)]))


@app.command()
def bench() -> None:
    """Measure how long generating, explaining and importing take."""
    _folder("benchmarks", "the benchmarks")
    raise typer.Exit(subprocess.call([sys.executable, "-m", "benchmarks"], cwd=ROOT))


def person_table(shown) -> Table:
    """Write one person's explanation as a small table, from base to published."""
    from explainers.steps import signed, steps_of_person

    why = shown.everybody
    table = Table(title=f"Person {shown.person:,}, in score points")
    table.add_column("column = own value")
    table.add_column("points", justify="right")
    table.add_row("base", f"{why.base:.1f}", style="bold", end_section=True)
    for step in steps_of_person(why, shown.person, n_columns=9):
        table.add_row(step.label, signed(step.value))
    table.add_section()
    table.add_row("published score", f"{why.published[shown.person]:.0f}", style="bold")
    return table


def marks_table(marks) -> Table:
    """Write the verdicts as a table, in score points."""
    from explainers.steps import signed

    table = Table(title="Planted against found: the harmed group minus the rest, in score points")
    table.add_column("bias", no_wrap=True)
    for name in ("planted", "found", "elsewhere", "without a twin"):
        table.add_column(name, justify="right", min_width=7)
    table.add_column("verdict")
    for mark in marks:
        arm = mark.retrained
        numbers = (arm.planted, arm.found, arm.elsewhere, mark.alone)
        table.add_row(mark.bias, *map(signed, numbers), mark.verdict)
    return table


def _folder(name: str, what: str) -> Path:
    if not (ROOT / name).is_dir():
        typer.echo(
            f"This installation holds no folder {name}: {what} come with a checkout.", err=True
        )
        raise typer.Exit(1)
    return ROOT / name


@contextmanager
def _one_sentence():
    """Say what was wrong in one sentence, without a traceback."""
    try:
        yield
    except (ValueError, OSError) as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from None
