"""The common loop: score, consequence, behaviour and records, score again.

    round 0        score_0 = S(file_0)
    round r        brought_r = consequences(score_r)
                   file_(r+1) = respond(file_r, brought_r)
                   score_(r+1) = S(file_(r+1))

S is fitted once: what changes is the country. With ``retrain``, a clone of it is fitted on the
training rows' records of each round before it scores that round. With the loop cut (dose 0) the
files stay as they are, bit for bit. Luck comes from named streams, one a mechanism and round, so
every dose meets the same luck.
"""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from scoring import reliability
from scoring.aftermath.history import EVERYBODY, Aftermath, summarise
from scoring.aftermath.world import Mechanism, World
from scoring.opaque import OpaqueScore
from scoring.scale import margin_from_points
from synthetic_data import Population, arguments


def play(
    mechanism: Mechanism,
    score: OpaqueScore,
    population: Population,
    *,
    dose: float,
    rounds: int,
    groups: Mapping[str, np.ndarray] | str | None,
    retrain: np.ndarray | None,
) -> Aftermath:
    """Run a mechanism, and once more with the loop cut; see :func:`scoring.aftermath.run`."""
    check_numbers(dose, rounds)
    _check_score(score, population)
    if retrain is not None:
        retrain = _mask("retrain", retrain, population)
    start = _start(mechanism, score, population, retrain)
    groups = _masks(groups, mechanism, start)
    history, quality, scores = [], [], []
    for world in _rounds(mechanism, start, float(dose), rounds, retrain):
        history += summarise(world, groups)
        quality.append(_quality(world))
        scores.append(world.published.astype(np.int16))
    cut = [
        row
        for world_cut in _rounds(mechanism, start, 0.0, rounds, retrain)
        for row in summarise(world_cut, groups)
    ]
    return Aftermath(
        mechanism=mechanism,
        dose=float(dose),
        history=pd.DataFrame(history),
        cut=pd.DataFrame(cut),
        quality=pd.DataFrame(quality),
        scores=np.stack(scores),
        last=world,
    )


def _start(mechanism: Mechanism, score: OpaqueScore, population: Population, retrain) -> World:
    friends = score.social_weight > 0 or "ties" in mechanism.moves
    ties = population.ties if friends else None
    hidden = [name for name in population.undisclosed if name in score.encoder_.columns]
    observed = population.observed.assign(**population.undisclosed[hidden])
    recorded = population.recorded.to_numpy()
    if retrain is not None:
        score = _trained(score, observed, recorded, retrain)
    published = _predict(score, observed, ties)
    return World(
        mechanism=mechanism.name,
        population=population,
        score=score,
        round=0,
        observed=observed,
        recorded=recorded,
        ties=ties,
        published=published,
        first=published,
    )


def _predict(score: OpaqueScore, observed: pd.DataFrame, ties) -> np.ndarray:
    """Score everybody by the columns that the score was fitted on, and no others."""
    return score.predict(observed[list(score.encoder_.columns)], ties)


def _trained(score: OpaqueScore, observed: pd.DataFrame, recorded, rows) -> OpaqueScore:
    """Train a clone on some people's files and records, by the columns of the score."""
    files = observed[list(score.encoder_.columns)]
    return clone(score).fit(files[rows], recorded[rows], measure=False)


def _rounds(mechanism: Mechanism, world: World, dose: float, rounds: int, retrain):
    world = replace(world, consequences=mechanism.consequences(world, dose))
    yield world
    for number in range(1, rounds + 1):
        moved = mechanism.respond(world, dose)
        if retrain is not None:
            trained = _trained(moved.score, moved.observed, moved.recorded, retrain)
            moved = replace(moved, score=trained)
        published = _predict(moved.score, moved.observed, moved.ties)
        world = replace(moved, round=number, published=published, consequences={})
        world = replace(world, consequences=mechanism.consequences(world, dose))
        yield world


def _quality(world: World) -> dict:
    both = len(np.unique(world.recorded)) == 2
    margin = margin_from_points(world.published)
    measured = reliability.measure(margin, world.recorded) if both else None
    return {
        "round": world.round,
        "auc": measured.auc if both else np.nan,
        "calibration_error": measured.calibration_error if both else np.nan,
    }


def check_numbers(dose, rounds) -> None:
    """Require a dose in [0, 1] and at least one round."""
    is_number = isinstance(dose, numbers.Real) and not isinstance(dose, bool | np.bool_)
    if not is_number or not 0 <= dose <= 1:
        raise ValueError(f"dose must be a number in [0, 1]; received {dose!r}")
    arguments.check_whole("rounds", rounds, least=1)


def _check_score(score, population) -> None:
    if not isinstance(score, OpaqueScore):
        raise ValueError(f"score must be a fitted OpaqueScore; received {type(score).__name__}")
    if not hasattr(score, "encoder_"):
        raise NotFittedError(f"score must be fitted first; received the unfitted {score!r}")
    if not isinstance(population, Population):
        raise ValueError(f"population must be a Population; received {type(population).__name__}")
    columns = (*population.observed.columns, *population.undisclosed.columns)
    missing = [str(name) for name in score.encoder_.columns if name not in columns]
    if missing:
        raise ValueError(
            "population must have the columns that score was fitted on; received one without "
            f"{', '.join(missing)}"
        )


def _masks(groups, mechanism: Mechanism, start: World) -> dict[str, np.ndarray]:
    population = start.population
    if groups is None:
        groups = {mechanism.harms: mechanism.member(start)}
    elif isinstance(groups, str):
        columns = population.protected.select_dtypes("category").columns
        arguments.check_names("groups", [groups], columns)
        labels = population.column(groups)
        groups = {label: np.asarray(labels == label) for label in labels.categories}
    elif not isinstance(groups, Mapping) or not groups:
        raise ValueError(
            "groups must be a mapping of names to boolean masks, or the name of a categorical "
            f"protected column; received {groups!r}"
        )
    return {name: _group(name, mask, population) for name, mask in groups.items()}


def _group(name: str, mask, population: Population) -> np.ndarray:
    if name == EVERYBODY:
        raise ValueError(f"groups must not be named {EVERYBODY!r}, which the history adds itself")
    return _mask(f"groups[{name!r}]", mask, population)


def _mask(argument: str, mask, population: Population) -> np.ndarray:
    people = population.observed.index
    return arguments.check_group(argument, mask, len(people), index=people)
