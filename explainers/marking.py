"""Mark an explanation: right or wrong, against the planted truth.

World W is the population, world T its twin without one bias, g a group. The contract:

*Planted*: the mean over g of s(W) - s(T), minus the same over the rest. With the *model kept*,
one fitted score reads both worlds: what enters through people's columns and ties. *Retrained*,
the score of T is a clone that was fitted on T's records of the same rows with the same seed: what
enters through the training labels as well.

*Found*: how much of that shows in the attributed gap on the columns that carry the bias, and how
much *elsewhere*. With an exact explainer, found + elsewhere = planted.

*What an auditor without a twin would say*: the attributed gap on the carriers in W alone, beside
the same in T. They differ, because part of the association is older than the bias.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.base import clone

from explainers.attribution import Attribution, explain
from explainers.verdict import Arm, Mark
from scoring.groups import difference, resample_clusters
from synthetic_data import BIASES, Population
from synthetic_data.arguments import check_group, check_names, check_whole


def mark(
    score,
    population: Population,
    bias: str,
    member,
    *,
    train=None,
    background=None,
    explainer: Callable[..., Attribution] | None = None,
    refits: int = 4,
) -> Mark:
    """Mark how an explanation shows a planted bias.

    Parameters
    ----------
    score : OpaqueScore
        Fitted on ``train`` of this population.
    population : Population
        World W; its twin without the bias is world T.
    bias : str
        A key of ``BIASES``.
    member : boolean array of shape (n,)
        The group, such as ``BIASES[bias].harmed(population)``.
    train : boolean array of shape (n,), optional
        The training rows in both worlds; if left out, the first part of
        ``population.split()``, as far as it is ``selected`` in each world.
    background : DataFrame, optional
        The reference people, the same in both worlds; at most 1,000 training people of W,
        evenly drawn, if left out.
    explainer : callable, optional
        Called like :func:`explain`; ``explain`` itself if left out.
    refits : int
        At least 2. Both worlds' scores are fitted again on this many resamples of the training
        neighbourhoods, each with its own seed: the retrained arm's interval holds for the
        training data as well as for the people.

    Returns
    -------
    Mark

    Raises
    ------
    ValueError
        For an unknown bias, a mask that takes in nobody or everybody, or too few refits.
    """
    check_names("bias", [bias], BIASES)
    check_whole("refits", refits, least=2)
    member = check_group("member", member, population.n_people)
    worlds = (population, population.twin(without=bias))
    if train is None:
        trains = {world: population.split()[0] & world.selected for world in worlds}
    else:
        train = check_group("train", train, population.n_people)
        trains = dict.fromkeys(worlds, train)
    if background is None:
        people = np.flatnonzero(trains[population])
        evenly = np.linspace(0, len(people) - 1, min(len(people), 1_000)).round().astype(int)
        background = _read(score, population).iloc[people[evenly]]
    explainer = explainer or explain

    def look(fitted, world) -> Attribution:
        return explainer(fitted, _read(score, world), ties=world.ties, background=background)

    def fit(world, seed, weight=None):
        copy = clone(score).set_params(random_state=seed)
        rows = trains[world]
        weight = None if weight is None else weight[rows]
        return copy.fit(
            _read(score, world)[rows], world.recorded[rows], sample_weight=weight, measure=False
        )

    places = population.places
    with_bias = look(score, worlds[0])
    carriers = [name for name in BIASES[bias].carriers if name in with_bias.rows]
    kept = _arm(with_bias, look(score, worlds[1]), member, carriers, places)
    level = look(fit(worlds[1], score.random_state), worlds[1])
    spread = []
    for resample in range(refits):
        weight = resample_clusters(places, resample)
        looks = (look(fit(world, resample, weight), world) for world in worlds)
        arm = _arm(*looks, member, carriers, places)
        spread.append((arm.planted, arm.found))
    retrained = _arm(with_bias, level, member, carriers, places, np.array(spread))
    alone = [
        _interval(*difference(_on(carriers, seen)[:, None], member, places))
        for seen in (with_bias, level)
    ]
    return Mark(
        bias=bias,
        dose=float(population.doses[bias]),
        carriers=BIASES[bias].carriers,
        n_members=int(member.sum()),
        n_people=population.n_people,
        kept=kept,
        retrained=retrained,
        alone=alone[0][0],
        alone_interval=alone[0][1],
        without=alone[1][0],
        without_interval=alone[1][1],
        refits=refits,
    )


def _arm(with_bias, without, member, carriers, places, spread=None) -> Arm:
    """Compare two worlds; ``spread`` holds planted and found of refits on resampled data."""
    change = with_bias.rows - without.rows
    planted = (with_bias.published - without.published).astype(float)
    found = change[carriers].sum(axis=1).to_numpy()
    points, half = difference(np.column_stack([planted, found]), member, places)
    if spread is not None:
        half = np.hypot(half, 1.96 * spread.std(axis=0, ddof=1))
    by_column, _ = difference(change.to_numpy(), member, places)
    by_column = pd.Series(by_column, index=change.columns)
    return Arm(
        planted=float(points[0]),
        planted_interval=(float(points[0] - half[0]), float(points[0] + half[0])),
        found=float(points[1]),
        found_interval=(float(points[1] - half[1]), float(points[1] + half[1])),
        elsewhere=float(by_column.drop(carriers).sum()),
        by_column=by_column,
    )


def _read(score, world: Population) -> pd.DataFrame:
    """Return the columns that the score was fitted on, undisclosed ones included."""
    everything = world.observed.join(world.undisclosed)
    return everything[list(getattr(score, "feature_names_in_", world.observed))]


def _on(carriers, seen: Attribution) -> np.ndarray:
    return seen.rows[carriers].sum(axis=1).to_numpy()


def _interval(points, half) -> tuple[float, tuple[float, float]]:
    return float(points[0]), (float(points[0] - half[0]), float(points[0] + half[0]))


def kept_by(before: Population, after: Population, people) -> tuple[float, float, float]:
    """Compare how many of the same people keep promises in two worlds; truth, not records.

    Parameters
    ----------
    before, after : Population
        Twins.
    people : array of positions

    Returns
    -------
    before, after, half : float
        Shares who keep promises, and the half-width of the change's 95 % interval, from each
        person's own change.
    """
    kept = [world.truth["kept_promise"].to_numpy(float)[people] for world in (before, after)]
    change = kept[1] - kept[0]
    half = 1.96 * change.std(ddof=1) / np.sqrt(len(change)) if len(change) > 1 else np.inf
    return float(kept[0].mean()), float(kept[1].mean()), float(half)
