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

from explainers.attribution import Attribution, explain
from explainers.trial import Trial, View, prepare
from explainers.verdict import Arm, Mark
from scoring.groups import difference
from synthetic_data import BIASES, Population


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
        Called like :func:`explain`; ``explain`` itself if left out. It need not be exact, nor
        explain everybody: some of the group and some of the rest will do. Others stand in
        ``explainers.peers``.
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
        For an unknown bias, a mask that takes in nobody or everybody, too few refits, or an
        explainer that explains nobody of the group, or nobody else.
    """
    trial = prepare(
        score, population, bias, member, train=train, background=background, refits=refits
    )
    return mark_trial(trial, explainer or explain)


def mark_trial(trial: Trial, explainer: Callable[..., Attribution] = explain) -> Mark:
    """Mark one explainer in worlds that are ready; see :func:`mark`.

    An explainer may explain some people only: planted is still everybody's, and found is
    estimated from them with the regression estimator of surveys, which knows everybody's scores.
    """

    def look(view: View) -> Attribution:
        return explainer(view.score, view.table, ties=view.world.ties, background=trial.background)

    population = trial.population
    with_bias = look(trial.with_bias)
    who = _who(with_bias, trial.with_bias)
    _check_both_sides(trial.member[who])
    carriers = [name for name in BIASES[trial.bias].carriers if name in with_bias.rows]

    def compare(seen, world_view, unseen, twin_view, spread=None) -> Arm:
        moved = _moved(seen, world_view, unseen, twin_view)
        return _arm(*moved, trial.member, carriers, population.places, spread)

    kept = compare(with_bias, trial.with_bias, look(trial.kept), trial.kept)
    level = look(trial.retrained)
    spread = []
    for pair in trial.resamples:
        arm = compare(look(pair[0]), pair[0], look(pair[1]), pair[1])
        spread.append((arm.planted, arm.found))
    retrained = compare(with_bias, trial.with_bias, level, trial.retrained, np.array(spread))
    alone = [
        _interval(
            *difference(_on(carriers, seen)[:, None], trial.member[who], population.places[who])
        )
        for seen in (with_bias, level)
    ]
    return Mark(
        bias=trial.bias,
        dose=float(population.doses[trial.bias]),
        carriers=BIASES[trial.bias].carriers,
        n_members=int(trial.member.sum()),
        n_people=population.n_people,
        kept=kept,
        retrained=retrained,
        alone=alone[0][0],
        alone_interval=alone[0][1],
        without=alone[1][0],
        without_interval=alone[1][1],
        refits=len(trial.resamples),
        n_explained=len(who),
        fidelity=_fidelity(with_bias),
    )


def _who(seen: Attribution, view: View) -> np.ndarray:
    """Positions of the explained people."""
    return view.table.index.get_indexer(seen.data.index)


def _check_both_sides(member: np.ndarray) -> None:
    if not 0 < member.sum() < len(member):
        raise ValueError(
            "explainer must explain some of the group and some of the rest; received "
            f"{int(member.sum())} of the group among {len(member)} people"
        )


def _moved(seen: Attribution, view: View, unseen: Attribution, twin: View):
    """What each row moves from T to W, whom that is about, and what everybody's score moves."""
    who, change = _who(seen, view), seen.rows - unseen.rows
    if len(who) == len(view.table):
        return change, who, (seen.published - unseen.published).astype(float)
    return change, who, view.published - twin.published


def _arm(change, who, planted, member, carriers, places, spread=None) -> Arm:
    """Compare two worlds; ``spread`` holds planted and found of refits on resampled data."""
    found = change[carriers].sum(axis=1).to_numpy()
    if len(who) == len(planted):
        points, half = difference(np.column_stack([planted, found]), member, places)
        by_column, _ = difference(change.to_numpy(), member, places)
    else:
        points, half = difference(planted[:, None], member, places)
        rows = np.column_stack([found, change])
        estimate, width = _from_sample(rows, planted, who, member, places)
        points, half = np.append(points, estimate[0]), np.append(half, width[0])
        by_column = estimate[1:]
    if spread is not None:
        half = np.hypot(half, 1.96 * spread.std(axis=0, ddof=1))
    by_column = pd.Series(by_column, index=change.columns)
    return Arm(
        planted=float(points[0]),
        planted_interval=(float(points[0] - half[0]), float(points[0] + half[0])),
        found=float(points[1]),
        found_interval=(float(points[1] - half[1]), float(points[1] + half[1])),
        elsewhere=float(by_column.drop(carriers).sum()),
        by_column=by_column,
    )


def _from_sample(rows, planted, who, member, places):
    """Estimate everybody's differences from some people's, knowing everybody's ``planted``.

    The regression estimator (Cochran 1977, chapter 7): with ``b`` the slope of a row on what the
    same people's score moved, within each side, add ``b`` times how far planted of everybody lies
    from planted of the sample.
    """
    near, side, here = planted[who], member[who], places[who]
    centred = [
        v - np.where(side[:, None], v[side].mean(0), v[~side].mean(0))
        for v in (rows, near[:, None])
    ]
    power = float((centred[1] ** 2).sum())
    slope = (centred[1] * centred[0]).sum(axis=0) / power if power > 0 else np.zeros(rows.shape[1])
    own, half = difference(rows - near[:, None] * slope, side, here)
    everybody, known = difference(planted[:, None], member, places)
    return own + slope * everybody, np.hypot(half, slope * known)


def _fidelity(seen: Attribution) -> float:
    """Share of the variance of the published score that base and rows add up to; 1 if exact."""
    missed = seen.published - seen.base - seen.rows.sum(axis=1).to_numpy()
    spread = np.var(seen.published)
    return float(1 - np.mean(missed**2) / spread) if spread > 0 else float("nan")


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
