"""Options that several commands share, with what the parser checks before any work."""

from __future__ import annotations

from typing import Annotated

import typer

from underglass.command.room import check_memory

FEWEST = 100  # a score is trained on seven people in ten


def _fits(people: int) -> int:
    from synthetic_data.arguments import check_whole

    check_whole("--people", people, least=FEWEST)
    check_memory("--people", people)
    return people


People = Annotated[int, typer.Option(help="Number of people.", callback=_fits)]
Seed = Annotated[int, typer.Option(help="The same seed gives the same country.")]
Scenario = Annotated[
    str,
    typer.Option(
        help="Which biases are planted: level (none), sesame, national, safe_city, health_pass, "
        "benefit_fraud, credit_bureau, export, or the name of one bias, planted alone "
        "(underglass biases --list names them)."
    ),
]
Model = Annotated[str, typer.Option(help="boosted, scorecard or points_table.")]
Mechanism = Annotated[
    str,
    typer.Argument(
        help="What the score does next: perk_cliffs, score_chasing, bought_prominence, "
        "dropped_friends, patrol_feedback, health_code, lasting_exception, exported_score or "
        "function_creep (underglass biases --list explains them)."
    ),
]
