"""``underglass aftermath`` and ``underglass graph``: what a command draws."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from underglass.command.options import Mechanism, Model, People, Scenario, Seed
from underglass.command.rich_tables import print_table, rounds_table
from underglass.command.terminal import console, tell
from underglass.showcase.outputs import check_file, save_picture


def aftermath(
    mechanism: Mechanism,
    scenario: Scenario = "sesame",
    people: People = 20_000,
    model: Model = "points_table",
    dose: Annotated[float, typer.Option(help="From 0, the loop is cut, to 1.")] = 1.0,
    rounds: Annotated[int, typer.Option(help="Scored again how often, up to 100.")] = 10,
    seed: Seed = 0,
    retrain: Annotated[bool, typer.Option("--retrain", help="Train anew every round.")] = False,
    picture: Annotated[Path | None, typer.Option(help="A .png of the gap by round.")] = None,
) -> None:
    """Let a score act on people, and tell the gap by round.

    It is the harmed group's gap, beside the gap of the same people with the loop cut.
    """
    from underglass.command.progress import bars
    from underglass.showcase.loops import draw_loop, loop_table, run_loop

    if picture is not None:
        check_file("picture", picture, ".png")
    with bars() as say:
        after = run_loop(
            mechanism, scenario=scenario, n_people=people, model=model, dose=dose,
            rounds=rounds, seed=seed, retrain=retrain, say=say,
        )  # fmt: skip
    if picture is not None:
        save_picture(picture, lambda: draw_loop(after))
    print_table(rounds_table(loop_table(after), after))
    console().print(after.text)
    if picture is not None:
        tell("Now open ", picture)


def graph(
    picture: Annotated[Path, typer.Option(help="A .png to save the graph in.")],
    scenario: Annotated[
        str | None,
        typer.Option(help="Whose biases are planted, such as sesame; none if left out."),
    ] = None,
    around: Annotated[
        str | None, typer.Option(help="One bias or variable; everything if left out.")
    ] = None,
) -> None:
    """Draw the country's causal graph."""
    from underglass.showcase.causal_graph import draw_causal_graph

    check_file("picture", picture, ".png")
    save_picture(picture, lambda: draw_causal_graph(scenario, around))
    tell("Now open ", picture)
