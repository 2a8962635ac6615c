"""The command line: ``underglass demo | population | biases | aftermath | graph | class | …``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from underglass.command.audit import audit_file
from underglass.command.bench import bench_app
from underglass.command.classes import class_app
from underglass.command.export import export_app
from underglass.command.lessons import lesson_app
from underglass.command.limits import attacks, mixing, paths, stability
from underglass.command.options import Model, People, Scenario, Seed
from underglass.command.pictures import aftermath, graph
from underglass.command.rich_tables import (
    effects_table,
    marks_table,
    mechanisms_table,
    person_table,
    print_table,
)
from underglass.command.terminal import Commands, console, folder_of_checkout, hand_over, tell
from underglass.showcase.outputs import check_file, whole_file

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,  # plain help: whole words on a narrow terminal
    pretty_exceptions_enable=False,
)
app.add_typer(class_app, name="class")
app.add_typer(lesson_app, name="lesson")
app.add_typer(bench_app, name="bench")
app.add_typer(export_app, name="export")
app.command("audit")(audit_file)


def _print_version(asked: bool) -> None:
    if asked:
        from synthetic_data.manifest import package_version

        typer.echo(f"under-glass {package_version()}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def underglass(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", help="Tell the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """An opaque score of a fictional country, explained in points and marked."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def demo(
    out: Annotated[
        Path, typer.Option(help="Folder of the page: new, empty, or of an earlier demo.")
    ] = Path("out"),
    people: People = 20_000,
    seed: Seed = 0,
    picture: Annotated[
        Path | None, typer.Option(help="A .png where one person's explanation is saved as well.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write into any folder, over files of the same names.")
    ] = False,
) -> None:
    """Generate, score, explain and mark a country; write a page."""
    import matplotlib

    from underglass.be_scored.build import built_page
    from underglass.command.progress import bars
    from underglass.showcase.demo import make_demo

    matplotlib.use("agg")  # no windows
    with bars() as say:
        shown = make_demo(out, n_people=people, seed=seed, picture=picture, force=force, say=say)
    print_table(person_table(shown))
    console().print(shown.everybody.text)
    print_table(marks_table(shown.marks))
    tell("Now open ", out / "index.html")
    if page := built_page():
        tell("For a class: ", page, ", one file that works without a network")


@app.command()
def population(
    out: Annotated[Path, typer.Option(help="Folder: new, empty, or begun by the same command.")],
    scenario: Scenario = "sesame",
    people: Annotated[int, typer.Option(help="Number of people, on disk.")] = 100_000,
    seed: Seed = 0,
    dose: Annotated[
        list[str] | None,
        typer.Option(help="Another dose of one bias: name=value, from 0 to 1; may be repeated."),
    ] = None,
    jobs: Annotated[int, typer.Option(help="Processes; the bits do not depend on them.")] = 1,
) -> None:
    """Write a country as Parquet, with its datasheet.

    Data, truth and friendships are written district by district. After an interruption the same
    command goes on.
    """
    from synthetic_data.manifest import write_text
    from synthetic_data.storage import write_population
    from underglass.command.progress import counting_bar
    from underglass.showcase.datasheet import make_datasheet

    pairs = list(map(_dose, dose or ()))
    doses = dict(pairs)
    if len(doses) < len(pairs):
        raise ValueError(f"dose must be given once for each bias; received {', '.join(dose)}")
    try:
        with counting_bar("Writing the country", "districts") as count:
            written = write_population(
                out, people, scenario=scenario, doses=doses, seed=seed, n_jobs=jobs, progress=count
            )
        write_text(out / "DATASHEET.md", make_datasheet(written))
    except KeyboardInterrupt:
        raise KeyboardInterrupt("Stopped; the same command goes on from here.") from None
    there = "person is" if people == 1 else "people are"
    tell(f"{people:,} {there} in ", out, f"; hash of the content: {written['hash']}")


def _dose(pair: str) -> tuple[str, float]:
    name, _, value = pair.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise ValueError(
            f"dose must be name=value, such as idle_gamers=0.5; received {pair!r}"
        ) from None


@app.command()
def biases(
    quick: Annotated[bool, typer.Option("--list", help="Describe only; measure nothing.")] = False,
    people: People = 10_000,
) -> None:
    """List the planted biases, whom each harms, and what it costs.

    The rows are those of the project's ledger of claims. Each bias is planted alone, at half and
    at full dose, and the points that it costs the harmed group are measured. With --list, what it
    distorts, its pattern and its parallel elsewhere are told instead, at once.
    """
    from scoring.aftermath import MECHANISMS
    from synthetic_data import BIASES

    if quick:
        print_table(mechanisms_table(BIASES.values(), "The planted biases"))
    else:
        from underglass.command.progress import bars
        from underglass.measured.effects import measure_effects

        with bars() as say:
            effects = measure_effects(people, say=say)
        print_table(effects_table(effects, people))
    print_table(mechanisms_table(MECHANISMS.values(), "What a score does next, in rounds"))


for command in (aftermath, graph, paths, stability, attacks, mixing):
    app.command()(command)


@app.command()
def notice(
    person: Annotated[int, typer.Option(help="Number of the inhabitant, from 0.")] = 0,
    language: Annotated[str, typer.Option(help="en or fr.")] = "en",
    scenario: Scenario = "sesame",
    people: People = 10_000,
    seed: Seed = 0,
    model: Model = "boosted",
    out: Annotated[
        Path | None, typer.Option(help="File of the letter: .txt or .html; printed if left out.")
    ] = None,
) -> None:
    """Write the letter that one inhabitant gets.

    It tells the score, the reasons, and what would have changed it.
    """
    from underglass.command.progress import bars
    from underglass.showcase.inhabitant import make_letter

    if out is not None:
        check_file("out", out, ".txt", ".html")
    with bars() as say:
        letter = make_letter(
            person, scenario=scenario, n_people=people, seed=seed, model=model,
            language=language, say=say,
        )  # fmt: skip
    if out is None:
        console().print(letter.text)
        return
    page = out.suffix.lower() == ".html"
    with whole_file(out) as beside:
        beside.write_text(letter.to_html() if page else letter.text, encoding="utf-8")
    tell("Now open ", out)


@app.command()
def lab() -> None:
    """Open the course in JupyterLab."""
    hand_over("jupyterlab", str(folder_of_checkout("notebooks", "the course")))
