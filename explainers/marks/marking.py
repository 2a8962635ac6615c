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

*Whose word counts*: planted comes from the score and the two worlds alone. What an explainer
returns is a claim, its published scores included, and an explanation that is not true of the score
is *unfaithful*, whatever it shows (:mod:`explainers.marks.faithfulness` has the limits, and what
they do not see).

*Intervals*: the kept arm's hold for this score and other people like these; the retrained arm's and
the auditor's readings for other trainings and other people (:mod:`scoring.parts`).
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import numpy as np

from explainers.marks.arm import Arm
from explainers.marks.comparing import CLAIMS, around, compare_worlds, hold_against
from explainers.marks.faithfulness import LIMITS, LIMITS_OF_PARTS, Look, take
from explainers.marks.spread import Differences
from explainers.marks.trial import Trial, View, prepare
from explainers.marks.verdict import Mark
from explainers.points.attribution import Attribution, explain
from explainers.points.reference import positions
from synthetic_data import BIASES, Population

LEAST_ASKED = 10  # people of each side of a sample


def mark(
    score,
    population: Population,
    bias: str,
    member,
    *,
    train=None,
    background=None,
    explainer: Callable[..., Attribution] | None = None,
    rows=None,
    refits: int = 8,
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
        Called like :func:`explain`; ``explain`` itself if left out. It need not be exact. Others
        stand in ``explainers.marks.peers``.
    rows : array of positions, or boolean mask, optional
        Whom it is asked to explain, where it is too slow for everybody: at least 10 of the group
        and 10 of the rest, drawn by lot. An explainer that chose them could flatter itself.
    refits : int
        At least 2. The neighbourhoods are dealt out to this many parts, and both worlds' scores
        are fitted again on each: their spread tells how much another training would differ.
        Few parts make wide intervals (Student's factor is 12.7 for 2, 3.2 for 4, 2.4 for 8);
        together they cost about two trainings, however many they are. Fewer are made where a
        part would hold fewer than 10 broken, or kept, promises.

    Returns
    -------
    Mark

    Raises
    ------
    ValueError
        For an unknown bias, a mask that takes in nobody or everybody, too few refits or rows, or
        an explainer that explains others than it is asked for.
    """
    trial = prepare(
        score, population, bias, member, train=train, background=background, refits=refits
    )
    return mark_trial(trial, explainer or explain, rows=rows)


def mark_trial(trial: Trial, explainer: Callable[..., Attribution] = explain, *, rows=None) -> Mark:
    """Mark one explainer in worlds that are ready; see :func:`mark`.

    Where it is asked to explain some people only, planted is still everybody's, and found is
    estimated from them with the regression estimator of surveys, which knows everybody's scores.
    """
    table, carriers = trial.with_bias.table, _carriers(trial)
    asked, some = np.unique(positions("rows", rows, table.index)), {}
    if rows is not None:
        some = {"rows": asked}
        _check_sample(trial.member[asked])
    ours = explainer is explain and rows is None
    pairs = {"kept": (trial.kept, ()), "retrained": (trial.retrained, trial.parts)}

    def claimed(view: View) -> Attribution:
        if ours:
            return view.exact(trial.background)
        # Copies: whatever an explainer does to its arguments, it does to its own.
        score, table, ties, people = map(
            deepcopy, (view.score, view.table, view.world.ties, trial.background)
        )
        return explainer(score, table, ties=ties, background=people, **some)

    def looks(explained) -> dict[View, Look]:
        return {
            view: take(explained(view), view, trial.background, limits)
            for views, limits in ((trial.whole, LIMITS), (trial.of_parts, LIMITS_OF_PARTS))
            for view in views
        }

    def arms(looks) -> dict[str, Arm]:
        return {
            name: compare_worlds(looks, trial, twin, parts, carriers)
            for name, (twin, parts) in pairs.items()
        }

    seen = looks(claimed)
    who = seen[trial.with_bias].who
    if any(not np.array_equal(look.who, asked) for look in seen.values()):
        raise ValueError(
            f"explainer must explain all {len(asked):,} people whom it is asked for, everywhere; "
            f"received {len(who):,}, or others"
        )
    marked = arms(seen)
    if not ours and any(arm.verdict in CLAIMS for arm in marked.values()):
        true = arms(looks(lambda view: view.exact(trial.background)))
        marked = {name: hold_against(arm, true[name]) for name, arm in marked.items()}

    def reading(whole: View, parts) -> tuple[float, tuple[float, float]]:
        """What an auditor reads off the carriers in one world."""
        member, places = trial.member[who], trial.population.places[who]
        points, *trained = [
            Differences.of(
                seen[view].rows[carriers].sum(axis=1).to_numpy()[:, None], member, places
            )
            for view in (whole, *parts)
        ]
        half = points.half([part.points for part in trained])
        return float(points.points[0]), around(points.points[0], half[0])

    gap, gap_interval = reading(trial.with_bias, [world for world, _ in trial.parts])
    without, without_interval = reading(trial.retrained, [twin for _, twin in trial.parts])
    return Mark(
        bias=trial.bias,
        dose=float(trial.population.doses[trial.bias]),
        carriers=BIASES[trial.bias].carriers,
        n_members=int(trial.member.sum()),
        n_people=trial.population.n_people,
        kept=marked["kept"],
        retrained=marked["retrained"],
        carriers_gap=gap,
        carriers_gap_interval=gap_interval,
        carriers_gap_without_bias=without,
        carriers_gap_without_bias_interval=without_interval,
        refits=len(trial.parts),
        n_explained=len(who),
        fidelity=seen[trial.with_bias].faithfulness.fidelity,
    )


def _carriers(trial: Trial) -> list[str]:
    """Rows of an explanation that can carry the bias."""
    rows = trial.with_bias.exact(trial.background).rows
    return [name for name in BIASES[trial.bias].carriers if name in rows]


def _check_sample(member: np.ndarray) -> None:
    if min(member.sum(), (~member).sum()) < LEAST_ASKED:
        raise ValueError(
            f"rows must take in at least {LEAST_ASKED} of the group and {LEAST_ASKED} of the rest; "
            f"received {int(member.sum())} of the group among {len(member)} people"
        )


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
