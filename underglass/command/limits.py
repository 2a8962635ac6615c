"""``underglass paths | stability | attacks | mixing``: what an explanation cannot say by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from underglass.command.options import Model, People, Scenario, Seed
from underglass.command.rich_tables import (
    attacks_table,
    mixing_table,
    paths_table,
    print_table,
    stability_table,
)
from underglass.command.terminal import console, tell
from underglass.showcase.outputs import check_file, save_picture

Picture = Annotated[Path | None, typer.Option(help="A .png of it.")]


def paths(
    cause: Annotated[
        str, typer.Argument(help="A bias, such as idle_gamers, or a variable, such as community.")
    ],
    first: Annotated[
        str | None, typer.Option("--from", help="Value or dose; a bias may do without.")
    ] = None,
    second: Annotated[str | None, typer.Option("--to", help="The other value or dose.")] = None,
    scenario: Scenario = "sesame",
    people: People = 3_000,
    seed: Seed = 0,
    model: Model = "points_table",
    picture: Picture = None,
) -> None:
    """Set a cause for everybody; tell its effect on scores, by path.

    The trained score, everybody's luck and all other causes are held fixed. Where more than five
    columns hang on the cause, paths of one kind stand together.
    """
    from explainers.figures.path_effects import plot_paths
    from underglass.command.progress import bars
    from underglass.showcase.limits import run_paths

    if picture is not None:
        check_file("picture", picture, ".png")
    with bars() as say:
        effects = run_paths(
            cause, (first, second), scenario=scenario, n_people=people, model=model, seed=seed,
            say=say,
        )  # fmt: skip
    print_table(paths_table(effects))
    console().print(effects.text)
    _draw(picture, lambda: plot_paths(effects))


def stability(
    person: Annotated[int, typer.Option(help="Number of the inhabitant, from 0.")] = 0,
    refits: Annotated[int, typer.Option(help="How often it is trained again, 2 to 100.")] = 8,
    scenario: Scenario = "sesame",
    people: People = 3_000,
    seed: Seed = 0,
    model: Model = "boosted",
    picture: Picture = None,
) -> None:
    """Train a score again and again, and compare what it tells.

    Each training draws the training people's neighbourhoods anew, with replacement.
    """
    from explainers.figures import stable_bars
    from underglass.command.progress import bars
    from underglass.showcase.limits import run_stability

    if picture is not None:
        check_file("picture", picture, ".png")
    with bars() as say:
        found = run_stability(
            person, scenario=scenario, n_people=people, model=model, refits=refits, seed=seed,
            say=say,
        )  # fmt: skip
    print_table(stability_table(found, person))
    console().print(
        f"Of {len(found.told.published)} people, the column that moves a person most stays the "
        f"same in {found.top_kept:.0%} of {refits} other trainings, and a published score lies "
        f"{found.score_spread:.0f} points around its mean (standard deviation)."
    )
    _draw(picture, lambda: stable_bars(found))


def attacks(
    scenario: Scenario = "sesame", people: People = 3_000, seed: Seed = 0,
    model: Model = "scorecard",
) -> None:  # fmt: skip
    """Attack explanations in three ways, and let tests look for it.

    A scaffold answers an explainer otherwise than people; a cherry-picked reference group makes a
    column look small; a background swap names other reference people than it computes with. Each
    test is asked about the attacker and about somebody honest.
    """
    from underglass.command.progress import bars
    from underglass.showcase.attacks import run_attacks

    with bars() as say:
        found = run_attacks(scenario=scenario, n_people=people, model=model, seed=seed, say=say)
    print_table(attacks_table(found))
    caught, accused = (
        sum(getattr(one, who).alarm for one in found) for who in ("attacker", "honest")
    )
    console().print(f"Caught: {caught} of {len(found)} attacks; false alarms: {accused}.")


def mixing(
    scenario: Scenario = "sesame",
    people: People = 10_000,
    seed: Seed = 0,
    model: Model = "boosted",
    picture: Picture = None,
) -> None:
    """Tell what it costs to ask a score about mixed people.

    Interventional values give a person other people's columns; conditional ones ask about real
    people only. Told is how far they lie apart, column by column.
    """
    from explainers.figures import off_manifold
    from underglass.command.progress import bars
    from underglass.showcase.limits import run_mixing

    if picture is not None:
        check_file("picture", picture, ".png")
    with bars() as say:
        error = run_mixing(scenario=scenario, n_people=people, model=model, seed=seed, say=say)
    print_table(mixing_table(error))
    console().print(
        f"A classifier tells mixed people from real ones with an AUC of {error.auc:.2f}: 0.5 is "
        "chance, 1 always. Neither value is wrong: they answer different questions."
    )
    _draw(picture, lambda: off_manifold(error))


def _draw(picture: Path | None, draw) -> None:
    if picture is not None:
        save_picture(picture, draw)
        tell("Now open ", picture)
