"""Three attacks on explanations, as a command shows them: each beside somebody honest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explainers.limits.attacks import (
    Scaffold,
    cherry_pick,
    plausible_groups,
    scaffold,
    swap_background,
)
from explainers.limits.check import Check
from explainers.limits.cherry_picking import detect_cherry_picking
from explainers.limits.sampling import asked_with_numbers
from explainers.limits.scaffolding import detect_scaffolding
from explainers.limits.swapping import detect_background_swap
from explainers.points.attribution import explain
from scoring import OpaqueScore
from synthetic_data import Population
from synthetic_data.arguments import check_whole
from underglass.showcase.limits import score_country

MIN_PEOPLE = 1_000  # so that there are twenty plausible groups of a hundred people
HIDDEN, POINTS = "guessed_hill", 80  # what the scaffold hides, and what it costs
SHOWN = 30  # people who are explained


@dataclass(frozen=True)
class Attack:
    """One attack on an explanation, and what its test says of the attacker and of honest people.

    Attributes
    ----------
    name : str
    attacker, honest : Check
    """

    name: str
    attacker: Check
    honest: Check


def run_attacks(
    *,
    scenario: str = "sesame",
    n_people: int = 3_000,
    model: str = "scorecard",
    seed: int = 0,
    say: Callable[[str], None] = lambda stage: None,
) -> list[Attack]:
    """Attack explanations of a score in three ways, and ask each attack's test; honest ones, too.

    Parameters
    ----------
    scenario, seed
        As for ``make_population``.
    n_people : int
        At least 1,000.
    model : str
        As for ``OpaqueScore``.
    say : callable
        Told what is done next.

    Returns
    -------
    list of Attack

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    check_whole("n_people", n_people, least=MIN_PEOPLE)
    country, score = score_country(scenario, n_people, model, seed, say)
    X = country.observed
    say("Attack: a score with two faces")
    face = two_faced(score, X)
    second = Attack("scaffold", *(detect_scaffolding(ask, X) for ask in (face, face.innocent)))
    say("Attack: a chosen reference group")
    choice = Attack("cherry-picking", *_choices(score, country))
    say("Attack: swapped reference people")
    claimed, rich = X[: n_people // 2], X.nlargest(n_people // 4, "income")
    told = (
        swap_background(score, X[:SHOWN], claimed, rich),
        explain(score, X[:SHOWN], background=claimed),
    )
    swaps = (detect_background_swap(one, score, X[:SHOWN], claimed) for one in told)
    return [second, choice, Attack("background swap", *swaps)]


def _choices(score: OpaqueScore, country: Population) -> list[Check]:
    """Hide the largest minus of thirty people by a choice of the group; then choose everybody."""
    X, groups = country.observed, plausible_groups(country)
    why = explain(score, X, rows=np.arange(SHOWN))
    person, place = np.unravel_index(why.values.argmin(), why.values.shape)
    chosen = cherry_pick(score, X, why.columns[place], groups, [person]).index[0]
    return [
        detect_cherry_picking(score, X, why.columns[place], groups, claimed, [person])
        for claimed in (chosen, "everybody")
    ]


def two_faced(score: OpaqueScore, people: pd.DataFrame, *, detector: str = "register") -> Scaffold:
    """Hide a score that takes 80 points from whoever was guessed to be of the hill people.

    Parameters
    ----------
    score : OpaqueScore
    people : DataFrame of shape (n, p)
        The real people whom the scaffold knows.
    detector : {"register", "trees"}
        As for ``scaffold``.

    Returns
    -------
    Scaffold
    """
    honest, place = asked_with_numbers(score, people), people.columns.get_loc(HIDDEN)

    def biased(numbers) -> np.ndarray:
        return honest(numbers) - POINTS * (np.atleast_2d(numbers)[:, place] > 0.5)

    return scaffold(biased, honest, people, detector=detector)
