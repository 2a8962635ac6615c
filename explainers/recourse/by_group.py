"""How much dearer recourse is for a group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explainers.groups.gap_from_sums import LEAST_INDEPENDENT
from explainers.recourse.advise import Setting
from explainers.recourse.changes import RULES
from explainers.recourse.intervals import (
    median,
    n_independent,
    of_difference,
    of_median,
    of_share,
)
from scoring.scale import BANDS, publish
from synthetic_data.arguments import check_clusters, check_group, check_names, check_whole


@dataclass(frozen=True, eq=False)
class GroupRecourse:
    """How much dearer it is for a group to reach a band.

    Attributes
    ----------
    table : DataFrame
        One row a side, ``members`` and ``rest``: ``below`` (how many are below the band),
        ``asked``, ``reach`` (share of them who can reach it) with its 95 % interval, ``cost``
        (the median in days of effort; those who cannot reach it count as infinite) with its
        95 % interval, and ``proved`` (share of answers that are exact).
    dearer : float
        The members' median minus the rest's, in days of effort; NaN where hardly anybody of
        either side can reach the band.
    interval : tuple of float
        Its 95 % interval. Of a side with fewer than 5 effective clusters among those who were
        asked, intervals hold everything; how they are made: ``explainers.recourse.intervals``.
    note : str
        What was counted as independent.
    """

    table: pd.DataFrame
    dearer: float
    interval: tuple[float, float]
    note: str


def recourse_by_group(
    score,
    X: pd.DataFrame,
    member,
    *,
    to: str,
    clusters=None,
    changes=None,
    rules=RULES,
    ties=None,
    people: int = 100,
    budget: int = 2_000,
    seed: int = 0,
) -> GroupRecourse:
    """Tell how much dearer it is for a group to reach a band.

    Parameters
    ----------
    score, X, to, changes, rules, ties
        As in :func:`recourse`.
    member : boolean array of shape (n,)
        The group.
    clusters : array of shape (n,), optional
        Neighbourhoods, say: people of one are not counted as independent. A Series is read by its
        index. Left out, each person counts as independent, which is too narrow where neighbours
        are alike, above all for a group made of neighbourhoods.
    people : int
        Ask at most this many of each side who are below the band, drawn evenly by position.
    budget : int
        Most nodes of the search for each person.
    seed : int
        Of the resamples behind the difference's interval, without clusters.

    Returns
    -------
    GroupRecourse

    Raises
    ------
    ValueError
        If nobody of a side is below the band, clusters do not fit, or as :func:`recourse`.

    Notes
    -----
    The intervals are for this score and other people like these.

    With the default boosted trees (4,000 people, all of ``CHANGES``, to "good") one answer took
    0.1 to 3 seconds of one core of an AMD EPYC, 0.9 on average of ten people, two of whom used up
    the budget. Scorecards and points tables need no search over trees, and are faster.
    """
    check_whole("people", people, least=1)
    check_whole("budget", budget, least=1)
    check_names("to", [to], BANDS)
    member = check_group("member", member, len(X), index=X.index)
    if clusters is not None:
        clusters = check_clusters(clusters, len(X), index=X.index)
    setting = Setting(score, X, ties, changes, rules)
    below = publish(setting.scores) < BANDS[to]
    rows, costs, labels = {}, {}, {}
    for side, mask in (("members", member), ("rest", ~member)):
        here = np.flatnonzero(below & mask)
        if not len(here):
            raise ValueError(f"member must leave somebody below {to!r} on each side; {side}: none")
        asked = here[np.linspace(0, len(here) - 1, min(people, len(here))).round().astype(int)]
        found = [setting.advise(int(i), to, answers=1, budget=budget) for i in asked]
        costs[side] = np.array([advice.cost for advice in found])
        labels[side] = None if clusters is None else clusters[asked]
        proved = np.mean([advice.exact for advice in found])
        rows[side] = _row(len(here), costs[side], labels[side], proved)
    table = pd.DataFrame(rows).T.rename_axis("side").astype({"below": int, "asked": int})
    both = None if clusters is None else tuple(labels.values())
    dearer, interval = of_difference(*costs.values(), both, seed=seed)
    return GroupRecourse(table, dearer, interval, _note(labels))


def _row(below: int, costs: np.ndarray, clusters, proved: float) -> dict:
    reach = np.isfinite(costs)
    reach_low, reach_high = of_share(reach, clusters)
    low, high = of_median(costs, clusters)
    return {
        "below": below,
        "asked": len(costs),
        "reach": float(reach.mean()),
        "reach_low": reach_low,
        "reach_high": reach_high,
        "cost": median(costs),
        "cost_low": low,
        "cost_high": high,
        "proved": proved,
    }


def _note(asked) -> str:
    """Tell what counts as independent, and whether that is enough for an interval."""
    if any(own is None for own in asked.values()):
        return (
            "Each person is counted as independent. Of people of one neighbourhood, who are "
            "alike, that makes the intervals too narrow: pass clusters, such as population.places."
        )
    few = [side for side, own in asked.items() if n_independent(own) < LEAST_INDEPENDENT]
    if not few:
        return "Each cluster is counted as independent."
    return (
        f"Fewer than {LEAST_INDEPENDENT} clusters are independent among {' and '.join(few)}: "
        "their intervals hold everything."
    )
