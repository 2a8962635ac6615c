"""Tests that catch a chosen reference group and a swapped one, and leave honest owners alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr

from explainers.attribution import Attribution, explain
from explainers.limits.attacks import values_by_group
from explainers.reference import ties_of_nobody
from synthetic_data.arguments import check_fraction, check_names, check_whole

EXACT = 1e-6  # points: far above rounding errors, far below what anybody would swap for
N_PARTS = 10


@dataclass(frozen=True)
class Check:
    """What a test of an explanation found.

    Attributes
    ----------
    alarm : bool
    statistic : float
        What was measured; the text says in which unit.
    low, high : float
        Ends of its interval, or of its spread; not numbers where there is none.
    p_value : float
        Not a number where the test has none.
    text : str
        The verdict in plain words.
    """

    alarm: bool
    statistic: float
    low: float
    high: float
    p_value: float
    text: str


def detect_cherry_picking(
    score,
    X: pd.DataFrame,
    column: str,
    groups: Mapping,
    claimed: str,
    rows,
    *,
    ties=None,
    default: str = "everybody",
    level: float = 0.05,
    least: float = 1.0,
) -> Check:
    """Ask whether a reference group was chosen to make a column look small.

    Had the group been chosen without looking at this column, it would be any of the plausible
    ones; p is the share of them that make the column look as small as the claimed one does.

    Parameters
    ----------
    score : OpaqueScore
    X : DataFrame of shape (n, p)
    column : str
    groups : mapping of str to boolean array of shape (n,)
        Plausible groups, at least 1 / level of them; the default group and the claimed one are
        among them.
    claimed : str
        The group that the explanation names.
    rows : array of positions, or boolean mask over X
        The people whose explanation it is.
    ties : sparse matrix of shape (n, n), optional
    default : str
        The group that stands for no choice.
    level : float in (0, 1)
        Alarm if p is at most this, and
    least : float
        if the default group shows at least so many points more.

    Returns
    -------
    Check
        Statistic: mean points of the column against the default group, minus against the
        claimed one, in absolute values; low and high: the spread of the column's mean points.
    """
    check_fraction("level", level)
    check_names("claimed", [claimed], groups)
    check_names("default", [default], groups)
    if len(groups) < 1 / level:
        raise ValueError(f"groups must be at least {1 / level:.0f}; received {len(groups)}")
    values, columns = values_by_group(score, X, groups, rows, ties=ties)
    check_names("column", [column], columns)
    given = pd.Series(values[:, :, columns.index(column)].mean(axis=1), index=list(groups))
    return judge_choice(given, column, claimed, default=default, level=level, least=least)


def judge_choice(
    given: pd.Series, column: str, claimed: str, *, default="everybody", level=0.05, least=1.0
) -> Check:
    """Judge a choice among groups by what the column gives against each of them."""
    size = given.abs()
    p_value = float((size <= size[claimed]).mean())
    statistic = float(size[default] - size[claimed])
    alarm = p_value <= level and statistic >= least
    said = (
        f"{column} gives {given[claimed]:+.1f} points against {claimed}, {given[default]:+.1f} "
        f"against {default}, and {given.min():+.1f} to {given.max():+.1f} against "
        f"{len(given)} plausible groups"
    )
    verdict = (
        f"The reference group hides {column}"
        if alarm
        else f"No sign that the reference group was chosen to hide {column}"
    )
    text = f"{verdict}: {said}. {p_value:.0%} of the groups make it look as small."
    return Check(alarm, statistic, float(given.min()), float(given.max()), p_value, text)


def detect_background_swap(
    attribution: Attribution,
    score,
    people: pd.DataFrame,
    claimed: pd.DataFrame,
    *,
    complete: bool = True,
    n_sample: int = 25,
    level: float = 0.05,
) -> Check:
    """Ask whether an explanation was computed with the reference people that it names.

    Parameters
    ----------
    attribution : Attribution
        Interventional, of ``people``.
    score : OpaqueScore
    people : DataFrame of shape (n, p)
    claimed : DataFrame of shape (m, p)
        All the reference people it names, or an auditor's own draw from that group.
    complete : bool
        Whether these are all. If so, base and values must be the same to a millionth of a
        point. If not, base and the sample's mean values are compared by a t-test over ten parts
        of ``claimed``, with Bonferroni's correction for the columns. The explanation's own
        reference people are taken for a draw of the same size, so the test is cautious where
        there were more of them.
    n_sample : int
        How many of the people, evenly drawn, are explained again.
    level : float in (0, 1)
        Of the t-test.

    Returns
    -------
    Check
        Statistic: the largest difference in base or in a (mean) value, in points.
    """
    check_whole("n_sample", n_sample, least=1)
    check_fraction("level", level)
    drawn = np.linspace(0, len(people) - 1, min(n_sample, len(people))).round().astype(int)
    some, told = people.iloc[drawn], attribution.values[drawn]

    def again(background) -> Attribution:
        return explain(score, some, background=background, ties=ties_of_nobody(score, len(some)))

    names = ["base", *attribution.columns]
    if complete:
        true = again(claimed)
        gaps = np.abs(told - true.values).max(axis=0)
        gaps = np.concatenate([[abs(attribution.base - true.base)], gaps])
        worst = int(gaps.argmax())
        alarm, p_value = bool(gaps[worst] > EXACT), float("nan")
    else:
        if len(claimed) < 2 * N_PARTS:
            raise ValueError(
                f"claimed must be at least {2 * N_PARTS} people; received {len(claimed)}"
            )
        looks = [again(claimed.iloc[part::N_PARTS]) for part in range(N_PARTS)]
        true = np.array([[look.base, *look.values.mean(axis=0)] for look in looks])
        gaps = true.mean(axis=0) - np.array([attribution.base, *told.mean(axis=0)])
        error = true.std(axis=0, ddof=1) * np.sqrt(2 / N_PARTS)  # theirs is a draw as well
        size = np.where(np.abs(gaps) < EXACT, 0, np.abs(gaps) / np.maximum(error, EXACT))
        worst = int(size.argmax())
        p_value = float(min(1.0, 2 * stdtr(N_PARTS - 1, -size[worst]) * len(gaps)))
        alarm = p_value <= level
    said = f"{names[worst]} differs by {abs(gaps[worst]):.2g} points"
    verdict = (
        f"Not computed with {attribution.background}: {said}"
        if alarm
        else f"Agrees with {attribution.background}; most of all, {said}"
    )
    nothing = float("nan")
    return Check(alarm, float(abs(gaps[worst])), nothing, nothing, p_value, f"{verdict}.")
