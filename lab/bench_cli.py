"""``underglass bench``, ``bench explainers`` and ``bench coverage``, on the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lab.terminal import folder_of_checkout, one_sentence

bench_app = typer.Typer(
    help="Measure how long things take; mark explainers against the planted truth; or count how "
    "often intervals hold.",
    invoke_without_command=True,
)


@bench_app.callback()
def bench(context: typer.Context) -> None:
    """Measure how long generating, explaining and importing take, side by side with peers."""
    if context.invoked_subcommand is None:
        folder = folder_of_checkout("benchmarks", "the benchmarks")
        code = subprocess.call([sys.executable, "-m", "benchmarks"], cwd=folder.parent)
        raise typer.Exit(code)


@bench_app.command()
def explainers(
    people: Annotated[int, typer.Option(help="People in each country.")] = 8_000,
    scenario: Annotated[
        str | None, typer.Option(help="The biases at work in it; each bias alone if left out.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same countries.")] = 0,
    draws: Annotated[int, typer.Option(help="Countries for each bias, from the seed on.")] = 1,
    refits: Annotated[
        int, typer.Option(help="Parts of the training data behind each interval, at least 2.")
    ] = 8,
    lime_people: Annotated[int, typer.Option(help="People whom LIME explains.")] = 30,
    bias: Annotated[
        list[str] | None, typer.Option(help="May be given often; all of them if left out.")
    ] = None,
    explainer: Annotated[
        list[str] | None, typer.Option(help="May be given often; all seven if left out.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every number and both arms too.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the table as Markdown and CSV.")
    ] = None,
) -> None:
    """Mark seven explainers on every planted bias: what each found of what was planted.

    It takes about a quarter of an hour on two cores: scores are trained again in every world.
    """
    from lab.explainer_report import compact_table, details_table, summary_table, write_report
    from lab.explainer_table import measure_explainers
    from lab.progress import counting_bar

    with one_sentence():
        with counting_bar("Marking", "biases") as count:
            marks = measure_explainers(
                people, scenario=scenario, biases=bias, explainers=explainer, seed=seed,
                draws=draws, refits=refits, lime_people=lime_people, progress=count,
            )  # fmt: skip
        console = Console()
        for table in (compact_table, summary_table, *([details_table] if full else [])):
            console.print(table(marks))
        for path in write_report(marks, out) if out is not None else ():
            console.print(f"Written: [bold]{path}[/bold]", highlight=False, soft_wrap=True)


@bench_app.command()
def coverage(
    worlds: Annotated[int, typer.Option(help="Countries to draw, at least 3.")] = 400,
    rows: Annotated[
        list[str] | None,
        typer.Option(help="What the intervals are of, such as gap; may be given often; all."),
    ] = None,
    resume: Annotated[
        Path, typer.Option(help="File that keeps finished countries; the same command goes on.")
    ] = Path("out/coverage.jsonl"),
    jobs: Annotated[int, typer.Option(help="Processes.")] = 2,
    full: Annotated[bool, typer.Option("--full", help="A line for every row.")] = False,
    out: Annotated[Path | None, typer.Option(help="A .json for the counts.")] = None,
) -> None:
    """Count how often the project's intervals hold, in countries drawn again and again.

    The whole takes about an hour on two cores. Finished countries are kept, and count only for
    the same code.
    """
    from lab.coverage import full_table, markdown_table, measure_coverage, write_summary
    from lab.progress import counting_bar

    with one_sentence("Stopped; the same command goes on from here."):
        with counting_bar("Measuring", "countries and families") as count:
            told = measure_coverage(worlds, resume, whats=rows, n_jobs=jobs, progress=count)
        typer.echo((full_table if full else markdown_table)(told))
        if out is not None:
            write_summary(told, out)
            typer.echo(f"Written: {out}")
