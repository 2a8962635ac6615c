"""A test that catches a reference group chosen to make a column look small."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from explainers.limits.attacks import values_by_group
from explainers.limits.check import Check
from synthetic_data.arguments import check_fraction, check_names


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
    points = pd.Series(values[:, :, columns.index(column)].mean(axis=1), index=list(groups))
    return judge_choice(points, column, claimed, default=default, level=level, least=least)


def judge_choice(
    points: pd.Series, column: str, claimed: str, *, default="everybody", level=0.05, least=1.0
) -> Check:
    """Judge a choice among groups by what the column gives against each of them."""
    size = points.abs()
    p_value = float((size <= size[claimed]).mean())
    statistic = float(size[default] - size[claimed])
    alarm = p_value <= level and statistic >= least
    said = (
        f"{column} gives {points[claimed]:+.1f} points against {claimed}, "
        + (f"{points[default]:+.1f} against {default}, " if claimed != default else "")
        + f"and {points.min():+.1f} to {points.max():+.1f} against {len(points)} plausible groups"
    )
    verdict = (
        f"The reference group hides {column}"
        if alarm
        else f"No sign that the reference group was chosen to hide {column}"
    )
    text = f"{verdict}: {said}. {p_value:.0%} of the groups make it look as small."
    return Check(alarm, statistic, float(points.min()), float(points.max()), p_value, text)
