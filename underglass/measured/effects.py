"""What each planted bias does to a score, alone: the harmed group against the rest.

World W is a level country with one bias at a dose, world T its twin without it, each with a
score of its own, trained on its own records: boosted trees, or the points table where the bias
distorts nothing but file marks, which only that table reads. Effect = mean over the harmed group
of s(W) - s(T), minus the same over the rest (the retrained arm of :func:`explainers.mark`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring import train_score
from scoring.groups import difference
from scoring.social import SOCIAL_WEIGHT
from synthetic_data import BIASES, SCENARIOS, Population, make_population
from synthetic_data.arguments import check_names, check_whole
from synthetic_data.bias import TIES
from synthetic_data.codebook import FILE_MARKS, names

DOSES = (0.5, 1.0)


@dataclass(frozen=True)
class Effect:
    """Points that a bias gives or costs its harmed group, next to the rest.

    Attributes
    ----------
    bias : str
    dose : float
    model : str
        "boosted" or "points_table".
    points : float
        Score points; negative where the group loses.
    half : float
        Half the width of the 95 % interval over neighbourhoods, for one training; infinite where
        there is one neighbourhood only.
    n_members : int
        People in the harmed group.
    """

    bias: str
    dose: float
    model: str
    points: float
    half: float
    n_members: int


def measure_effects(
    n_people: int = 10_000,
    *,
    biases=None,
    doses: tuple[float, ...] = DOSES,
    seed: int = 0,
    say: Callable[[str], None] | None = None,
) -> list[Effect]:
    """Measure every bias alone, at each dose.

    Parameters
    ----------
    n_people : int
    biases : iterable of str, optional
        Keys of ``BIASES``; all of them if left out.
    doses : tuple of float
    seed : int
    say : callable, optional
        Told what is measured next.

    Returns
    -------
    list of Effect
        By bias, then by dose.

    Raises
    ------
    ValueError
        For an unknown bias, or a country so small that a harmed group is nobody or everybody.
    """
    check_whole("n_people", n_people, least=1)
    biases = list(BIASES if biases is None else biases)
    check_names("biases", biases, BIASES)
    level, found, known = make_population(n_people, scenario="level", seed=seed), [], {}
    for number, name in enumerate(biases, start=1):
        if say is not None:
            say(f"Measuring {name} ({number} of {len(biases)})")
        conditions = {**SCENARIOS.get(name, {}), name: 0.0}  # such as homophily
        without = level.twin(doses=conditions)
        model, weight, hidden = how_scored(name)
        key = (model, weight, hidden, *sorted(without.doses.items()))
        for dose in doses:
            world = without.twin(doses={name: dose})
            if not BIASES[name].is_position:
                member = _harmed(name, world)
            published, own = _published(world, model, weight, hidden)
            if BIASES[name].is_position:
                member = _harmed(name, world, own)
            if key not in known:
                known[key] = _published(without, model, weight, hidden)[0]
            change = (published - known[key]).astype(float)
            points, half = difference(change[:, None], member, world.places)
            effect = (float(points[0]), float(half[0]), int(member.sum()))
            found.append(Effect(name, dose, model, *effect))
    return found


def how_scored(bias: str) -> tuple[str, float, bool]:
    """Choose the score in which a bias can act: model, social weight, undisclosed columns or not.

    Examples
    --------
    >>> how_scored("guilt_by_association")
    ('boosted', 0.3, False)
    """
    targets = set(BIASES[bias].distorts)
    model = "points_table" if targets <= set(FILE_MARKS) else "boosted"
    weight = SOCIAL_WEIGHT if TIES in targets else 0.0
    return model, weight, bool(targets & set(names("undisclosed")))


def _harmed(name: str, world: Population, own_points=None) -> np.ndarray:
    member = BIASES[name].harmed(world, own_points)
    if not 0 < member.sum() < world.n_people:
        raise ValueError(
            f"n_people must be so large that {name} harms some and not all; received "
            f"{world.n_people}, of whom it harms {member.sum()}"
        )
    return member


def _published(world: Population, model: str, weight: float, hidden: bool):
    """Train a score on a world's records; return published scores, and points before friends."""
    score = train_score(world, model, social_weight=weight, undisclosed=hidden, measure=False)
    table = world.files[list(score.feature_names_in_)]
    return score.predict(table, ties=world.ties if weight else None), score.own_points(table)
