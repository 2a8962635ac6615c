"""The command line: ``underglass demo | population | biases | aftermath | graph | class | …``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lab.bench_cli import bench_app
from lab.classroom_cli import class_app
from lab.tables import (
    effects_table,
    marks_table,
    mechanisms_table,
    person_table,
    rounds_table,
)
from lab.terminal import folder_of_checkout, one_sentence

app = typer.Typer(
    help="An opaque score of a fictional country, explained in points and marked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(class_app, name="class")
app.add_typer(bench_app, name="bench")


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
    with one_sentence(), bars() as say:
        shown = make_demo(out, n_people=people, seed=seed, picture=picture, say=say)
    console = Console()
    console.print(person_table(shown))
    console.print(shown.everybody.text, highlight=False)
    console.print(marks_table(shown.marks))
    console.print(f"Now open [bold]{out / 'index.html'}[/bold]", highlight=False, soft_wrap=True)


@app.command()
def population(
    out: Annotated[Path, typer.Option(help="Folder: new, empty, or begun by the same command.")],
    scenario: Annotated[str, typer.Option(help="Named doses.")] = "sesame",
    people: Annotated[int, typer.Option(help="Number of people.")] = 100_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same country.")] = 0,
    dose: Annotated[
        list[str] | None, typer.Option(help="name=value, from 0 to 1; may be given often.")
    ] = None,
    jobs: Annotated[int, typer.Option(help="Processes; the bits do not depend on them.")] = 1,
) -> None:
    """Write a country as Parquet: data, truth, friendships, manifest and datasheet.

    It is written district by district. After an interruption the same command goes on.
    """
    from lab.datasheet import make_datasheet
    from lab.progress import counting_bar
    from synthetic_data.manifest import write_text
    from synthetic_data.storage import write_population

    with one_sentence("Stopped; the same command goes on from here."):
        doses = dict(map(_dose, dose or ()))
        with counting_bar("Writing the country", "districts") as count:
            written = write_population(
                out, people, scenario=scenario, doses=doses, seed=seed, n_jobs=jobs, progress=count
            )
        write_text(out / "DATASHEET.md", make_datasheet(written))
    Console().print(
        f"{people:,} people are in [bold]{out}[/bold]; hash of the content: {written['hash']}",
        highlight=False,
        soft_wrap=True,
    )


def _dose(given: str) -> tuple[str, float]:
    name, _, value = given.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise ValueError(
            f"dose must be name=value, such as idle_gamers=0.5; received {given!r}"
        ) from None


@app.command()
def biases(
    quick: Annotated[bool, typer.Option("--list", help="List only; measure nothing.")] = False,
    people: Annotated[int, typer.Option(help="Number of people to measure with.")] = 10_000,
) -> None:
    """List the planted mechanisms: status of the claim and of ours, whom each harms, its effect.

    The rows are those of the project's ledger of claims. Each bias is planted alone, at half and
    at full dose, and the points that it costs the harmed group are measured; with --list, what it
    distorts, its pattern and its parallel elsewhere are told instead, at once.
    """
    from scoring.aftermath import MECHANISMS
    from synthetic_data import BIASES

    if quick:
        Console().print(mechanisms_table(BIASES.values(), "The planted biases"))
    else:
        from lab.effects import measure_effects
        from lab.progress import bars

        with one_sentence(), bars() as say:
            found = measure_effects(people, say=say)
        Console().print(effects_table(found, people))
    Console().print(mechanisms_table(MECHANISMS.values(), "What a score does next, in rounds"))


@app.command()
def aftermath(
    mechanism: Annotated[str, typer.Argument(help="What the score does next; see biases --list.")],
    scenario: Annotated[str, typer.Option(help="Named doses.")] = "sesame",
    people: Annotated[int, typer.Option(help="Number of people.")] = 20_000,
    model: Annotated[str, typer.Option(help="boosted, scorecard or points_table.")] = (
        "points_table"
    ),
    dose: Annotated[float, typer.Option(help="From 0, the loop is cut, to 1.")] = 1.0,
    rounds: Annotated[int, typer.Option(help="How often people are scored again.")] = 10,
    seed: Annotated[int, typer.Option(help="The same seed gives the same country.")] = 0,
    retrain: Annotated[bool, typer.Option("--retrain", help="Train anew every round.")] = False,
    picture: Annotated[Path | None, typer.Option(help="A .png of the gap by round.")] = None,
) -> None:
    """Let a score act on the people it scores, and tell the harmed group's gap by round."""
    from lab.loops import loop_table, run_loop
    from lab.progress import bars

    with one_sentence():
        with bars() as say:
            after = run_loop(
                mechanism, scenario=scenario, n_people=people, model=model, dose=dose,
                rounds=rounds, seed=seed, retrain=retrain, say=say,
            )  # fmt: skip
        Console().print(rounds_table(loop_table(after), after))
        Console().print(after.text, highlight=False)
        if picture is not None:
            from lab.loops import draw_loop

            _save(picture, lambda: draw_loop(after))


@app.command()
def graph(
    picture: Annotated[Path, typer.Option(help="A .png to save the graph in.")],
    scenario: Annotated[
        str | None, typer.Option(help="Whose biases are planted; none if left out.")
    ] = None,
    around: Annotated[
        str | None, typer.Option(help="One bias or variable; everything if left out.")
    ] = None,
) -> None:
    """Draw the country's causal graph, with or without a scenario's biases."""
    from lab.causal_graph import draw_causal_graph

    with one_sentence():
        _save(picture, lambda: draw_causal_graph(scenario, around))


def _save(picture: Path, draw) -> None:
    """Save what ``draw`` draws, without opening a window."""
    import matplotlib

    matplotlib.use("agg")
    if picture.suffix != ".png":
        raise ValueError(f"picture must be a .png; received {picture}")
    picture.parent.mkdir(parents=True, exist_ok=True)
    draw().figure.savefig(picture, dpi=140)
    Console().print(f"Now open [bold]{picture}[/bold]", highlight=False, soft_wrap=True)


@app.command()
def notice(
    person: Annotated[int, typer.Option(help="Number of the inhabitant, from 0.")] = 0,
    language: Annotated[str, typer.Option(help="en or fr.")] = "en",
    scenario: Annotated[str, typer.Option(help="Named doses.")] = "sesame",
    people: Annotated[int, typer.Option(help="Number of people.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same country.")] = 0,
    model: Annotated[str, typer.Option(help="boosted, scorecard or points_table.")] = "boosted",
    out: Annotated[Path | None, typer.Option(help="An .html to save the letter in.")] = None,
) -> None:
    """Write the letter that one inhabitant gets: score, reasons, what would have changed it."""
    from lab.letter import make_letter
    from lab.progress import bars

    with one_sentence():
        with bars() as say:
            letter = make_letter(
                person, scenario=scenario, n_people=people, seed=seed, model=model,
                language=language, say=say,
            )  # fmt: skip
        if out is None:
            Console().print(letter.text, highlight=False, markup=False)
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(letter.to_html(), encoding="utf-8")
        Console().print(f"Now open [bold]{out}[/bold]", highlight=False, soft_wrap=True)


@app.command()
def lab() -> None:
    """Open the course in JupyterLab."""
    notebooks = folder_of_checkout("notebooks", "the course")
    raise typer.Exit(subprocess.call([sys.executable, "-m", "jupyterlab", str(notebooks)]))
