"""``underglass bench``, ``bench explainers`` and ``bench coverage``, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from underglass.command.options import People, Seed
from underglass.command.tables import print_table
from underglass.command.terminal import Commands, folder_of_checkout, hand_over, tell
from underglass.showcase.outputs import check_folder

bench_app = typer.Typer(
    cls=Commands,
    help="Measure run times; mark explainers; count coverage.",
    invoke_without_command=True,
)


@bench_app.callback()
def bench(context: typer.Context) -> None:
    """Measure run times; mark explainers; count coverage.

    Without a command: how long generating, explaining and importing take, beside peers.
    """
    if context.invoked_subcommand is None:
        folder = folder_of_checkout("benchmarks", "the benchmarks")
        hand_over("benchmarks", cwd=folder.parent)


@bench_app.command()
def explainers(
    people: People = 8_000,
    scenario: Annotated[
        str | None, typer.Option(help="The biases at work in it; each bias alone if left out.")
    ] = None,
    seed: Seed = 0,
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
    resume: Annotated[
        Path | None,
        typer.Option(help="File that keeps finished countries; the same command goes on."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every number and both arms too.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the table as Markdown and CSV.")
    ] = None,
) -> None:
    """Mark explainers on every bias: what each found of it.

    A draw takes about twenty minutes on two cores, half of them for LIME: scores are trained again
    in every world.
    """
    from underglass.command.progress import counting_bar
    from underglass.measured.explainer_report import (
        compact_table,
        details_table,
        summary_table,
        write_report,
    )
    from underglass.measured.explainer_table import measure_explainers

    if out is not None:
        check_folder("out", out)
    with counting_bar("Marking", "countries") as count:
        marks = measure_explainers(
            people, scenario=scenario, biases=bias, explainers=explainer, seed=seed,
            draws=draws, refits=refits, lime_people=lime_people, path=resume, progress=count,
        )  # fmt: skip
    written = write_report(marks, out) if out is not None else ()
    for table in (compact_table, summary_table, *([details_table] if full else [])):
        print_table(table(marks))
    for path in written:
        tell("Written: ", path)


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
    """Count how often the project's intervals hold.

    The whole takes some hours on two cores. Finished countries are kept, and count only for
    the same code: the same command goes on where it was stopped.
    """
    from underglass.command.progress import counting_bar
    from underglass.measured.coverage import (
        full_table,
        markdown_table,
        measure_coverage,
        write_summary,
    )

    with counting_bar("Measuring", "countries and families") as count:
        told = measure_coverage(worlds, resume, whats=rows, n_jobs=jobs, progress=count)
    typer.echo((full_table if full else markdown_table)(told))
    if out is not None:
        write_summary(told, out)
        tell("Written: ", out)
