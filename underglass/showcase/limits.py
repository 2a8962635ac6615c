"""What an explanation cannot say by itself, as commands show it: causes, training, mixing.

Each of these trains a score on a small country and asks one more question of it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explainers.groups.path_effects import path_effects
from explainers.groups.path_result import PathEffects
from explainers.limits.conditional import conditional_explainer
from explainers.limits.manifold import OffManifold, off_manifold_error
from explainers.limits.stability import stability
from explainers.limits.stability_result import Stability
from scoring import OpaqueScore, train_score
from scoring.models import MODELS
from synthetic_data import BIASES, Population, make_population
from synthetic_data.arguments import check_names, check_position, check_whole
from synthetic_data.edges import readers
from synthetic_data.structure import STRUCTURE

MAX_PATHS = 5  # of more, the world would be drawn too often
MAX_REFITS = 100
MIN_MIXED = 2_000  # conditional values are learnt from two folds
SHOWN = 30  # people who are explained where a mean is told


def score_country(
    scenario: str, n_people: int, model: str, seed: int, say: Callable[[str], None]
) -> tuple[Population, OpaqueScore]:
    """Generate a country and train its score; ``say`` is told."""
    check_names("model", [model], MODELS)
    say("Generating and scoring the country")
    country = make_population(n_people, scenario=scenario, seed=seed)
    return country, train_score(country, model, measure=False)


def run_paths(
    cause: str,
    values: tuple[str | None, str | None] = (None, None),
    *,
    scenario: str = "sesame",
    n_people: int = 3_000,
    model: str = "points_table",
    seed: int = 0,
    say: Callable[[str], None] = lambda stage: None,
) -> PathEffects:
    """Set a cause for everybody, and split what that does to the score by path.

    Where more than five functions read a variable, by kind of path.

    Parameters
    ----------
    cause : str
        A bias or a variable.
    values : tuple of two str
        From which value to which, as they are typed; a bias may do without.
    scenario, n_people, seed
        As for ``make_population``.
    model : str
        As for ``OpaqueScore``.
    say : callable
        Told what is done next.

    Returns
    -------
    PathEffects

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    check_names("cause", [cause], (*BIASES, *STRUCTURE))
    if (values[0] is None) != (values[1] is None) or (cause in STRUCTURE and values[0] is None):
        raise ValueError(f"{cause} must be set from one value to another: say --from and --to")
    pair = None if values[0] is None else tuple(_value(cause, value) for value in values)
    country, score = score_country(scenario, n_people, model, seed, say)
    say(f"Setting {cause}")
    many = cause in STRUCTURE and len(readers(cause)) > MAX_PATHS
    return path_effects(score, country, cause, pair, together="kind" if many else None)


def _value(cause: str, typed: str) -> str | float:
    """Read what was typed as a category, or as a number; a bias has a dose."""
    if cause in STRUCTURE and STRUCTURE[cause].categories is not None:
        check_names(cause, [typed], STRUCTURE[cause].categories)
        return typed
    try:
        value = float(typed)
    except ValueError:
        raise ValueError(f"{cause} must be a number; received {typed!r}") from None
    if cause in BIASES and not 0 <= value <= 1:
        raise ValueError(f"{cause} must have doses in [0, 1]; received {typed}")
    return value


def run_stability(
    person: int = 0,
    *,
    scenario: str = "sesame",
    n_people: int = 3_000,
    model: str = "boosted",
    refits: int = 8,
    seed: int = 0,
    say: Callable[[str], None] = lambda stage: None,
) -> Stability:
    """Train a score again and again, and explain the same people each time.

    Parameters
    ----------
    person : int
        Number of the inhabitant, from 0, who is explained first; up to 29 more are.
    refits : int
        From 2 to 100.
    scenario, n_people, model, seed, say
        As for :func:`run_paths`.

    Returns
    -------
    Stability

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    check_position("person", person, n_people)
    check_whole("refits", refits, least=2, most=MAX_REFITS)
    country, score = score_country(scenario, n_people, model, seed, say)
    evenly = np.linspace(0, n_people - 1, SHOWN).round().astype(int)
    say(f"Training it again {refits} times")
    return stability(
        score, country.observed, country.recorded.to_numpy(), clusters=country.places,
        train=country.training, rows=np.array([person, *evenly[evenly != person]]), refits=refits,
    )  # fmt: skip


def run_mixing(
    *,
    scenario: str = "sesame",
    n_people: int = 10_000,
    model: str = "boosted",
    seed: int = 0,
    say: Callable[[str], None] = lambda stage: None,
) -> OffManifold:
    """Compare values that mix people with values that condition on real ones.

    Parameters
    ----------
    scenario, n_people, model, seed, say
        As for :func:`run_paths`; at least 2,000 people. As many of the same country, drawn with
        the next seed, are the reference people; 30 are explained.

    Returns
    -------
    OffManifold

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    check_whole("n_people", n_people, least=MIN_MIXED)
    country, score = score_country(scenario, n_people, model, seed, say)
    say("Asking about mixed people, and about real ones")
    others = make_population(n_people, scenario=scenario, seed=seed + 1)
    knows = conditional_explainer(others.observed, n_orders=15, n_folds=2)
    return off_manifold_error(score, country.observed[:SHOWN], knows)
