"""Two worlds compared: what was planted, what an explanation shows of it, and how surely."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from explainers.marks.arm import JUDGED, Arm
from explainers.marks.faithfulness import Look
from explainers.marks.spread import Differences, from_sample
from explainers.marks.trial import Trial, View
from scoring.parts import scale_of_parts

#: Verdicts that say: what was planted shows here. An approximation cannot say more than is true.
CLAIMS = ("found", "overstated")


def compare_worlds(looks: dict[View, Look], trial: Trial, twin: View, parts, carriers) -> Arm:
    """Compare what is seen in world W with what is seen in its twin.

    Parameters
    ----------
    looks : dict of View to Look
    trial : Trial
    twin : View
        World T, and the score that reads it.
    parts : sequence of (View, View)
        W and T with scores that were trained on parts of the data.
    carriers : list of str
        Rows that can carry the bias.
    """
    change = _change(looks[trial.with_bias], looks[twin], carriers)
    changes = [_change(looks[world], looks[other], carriers) for world, other in parts]
    return _arm(change, changes, trial.member, trial.population.places)


def hold_against(arm: Arm, true: Arm) -> Arm:
    """Fault an explanation that shows the bias on its carriers where the exact values do not."""
    if arm.verdict not in CLAIMS or true.verdict in (*CLAIMS, "undecided"):
        return arm
    fault = f"it shows the bias on its carriers, where the exact values are: {true.verdict}"
    return replace(arm, faults=(*arm.faults, fault))


@dataclass(frozen=True)
class Change:
    """What moves from T to W: everybody's published score, and the rows of those explained.

    Attributes
    ----------
    planted : ndarray of shape (n,)
        From the score and the two worlds alone.
    who : ndarray of int, shape (s,)
    rows : DataFrame of shape (s, p)
    found, elsewhere : ndarray of shape (s,)
        Sums of the rows that carry the bias, and of the others.
    faults : tuple of str
    """

    planted: np.ndarray
    who: np.ndarray
    rows: pd.DataFrame
    found: np.ndarray
    elsewhere: np.ndarray
    faults: tuple[str, ...]


def _change(seen: Look, unseen: Look, carriers) -> Change:
    if not np.array_equal(seen.who, unseen.who):
        raise ValueError("explainer must explain the same people in both worlds; received others")
    rows, other_question = seen.rows - unseen.rows, ()
    if seen.question != unseen.question:
        other_question = ("it asks another question in the other world",)
    return Change(
        planted=seen.published - unseen.published,
        who=seen.who,
        rows=rows,
        found=rows[carriers].sum(axis=1).to_numpy(),
        elsewhere=rows.drop(columns=carriers).sum(axis=1).to_numpy(),
        faults=(*seen.faithfulness.faults, *unseen.faithfulness.faults, *other_question),
    )


def _arm(change: Change, parts, member, places) -> Arm:
    weights = np.array(list(JUDGED.values()))
    judged = _differences(change, member, places, weights)
    columns = _differences(change, member, places)
    trained, scale = None, None
    if parts:
        trained = np.array([_differences(part, member, places, weights).points for part in parts])
        scale = scale_of_parts(judged.points[0], trained[:, 0])
    half = judged.half(trained, scale)
    by_column = pd.Series(columns.points, index=change.rows.columns)
    planted, found = map(float, judged.points[:2])
    return Arm(
        planted=planted,
        found=found,
        elsewhere=float(judged.points[4] - judged.points[2]),
        intervals={
            name: around(*ends) for name, *ends in zip(JUDGED, judged.points, half, strict=True)
        },
        by_column=by_column,
        faults=tuple(dict.fromkeys(fault for part in (change, *parts) for fault in part.faults)),
    )


def _differences(change: Change, member, places, weights=None) -> Differences:
    """Differences of planted, found and elsewhere in these weights; of each row if left out."""
    rows = change.rows.to_numpy()
    planted = np.zeros(rows.shape[1])
    if weights is not None:
        rows = np.column_stack([change.found, change.elsewhere]) @ weights[:, 1:].T
        planted = weights[:, 0]
    if len(change.who) == len(change.planted):
        return Differences.of(rows + planted * change.planted[:, None], member, places)
    return from_sample(rows, change.planted, change.who, member, places, planted)


def around(points, half) -> tuple[float, float]:
    """Ends of an interval."""
    return float(points - half), float(points + half)
