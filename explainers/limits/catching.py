"""Tests that catch a chosen reference group and a swapped one, and leave honest owners alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from explainers.limits.attacks import values_by_group
from explainers.points.attribution import Attribution, explain
from explainers.points.reference import Reference, ties_of_nobody
from synthetic_data.arguments import check_fraction, check_names, check_whole

EXACT = 1e-6  # points: far above rounding errors, far below what anybody would swap for
LEAST_DRAWN = 20


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
    seed: int = 0,
) -> Check:
    """Ask whether an explanation was computed with the reference people that it names.

    Parameters
    ----------
    attribution : Attribution
        Interventional, of ``people``.
    score : OpaqueScore, or whatever else :func:`explain` takes
    people : DataFrame of shape (n, p)
    claimed : DataFrame of shape (k, p)
        All the reference people it names, or an auditor's own draw from that group, at least 20.
        A draw is random or even; the first people of a sorted table are none.
    complete : bool
        Whether these are all. If so, base and values must be the same to a millionth of a
        point. If not, base and the sample's mean values are compared, with Bonferroni's
        correction for the columns, as means of two draws: the m reference people of
        ``attribution.reference`` and these k. With each person's share s of such a mean, and
        the largest one's distance d from it,

            error^2 = (var(s) + d^2 / min(m, k)) (1 / m + 1 / k)

        and Student's t for k - 1 degrees of freedom. The second term stands for people whom one
        of the draws may have missed: as rare as one in it, as far off as the farthest.
    n_sample : int
        How many of the people, drawn at random, are explained again.
    level : float in (0, 1)
        Of the t-test.
    seed : int
        Of that draw. An owner who knows it can be honest to these people alone.

    Returns
    -------
    Check
        Statistic: the largest difference in base or in a (mean) value, in points; for a draw,
        the one that is largest for its error.

    Notes
    -----
    In 400 honest worlds each, for draws of 1 to 20,000 people, even or random, and six kinds of
    score, at most 18 alarms; more, up to a third, only where fewer than 100 people are drawn of
    numbers so skewed (lognormal, sigma 2) that one person in a thousand makes up a tenth of the
    mean. A swap that moves a mean less than two draws may differ passes; the text says how much.
    """
    check_whole("n_sample", n_sample, least=1)
    check_fraction("level", level)
    if attribution.perturbation != "interventional":
        raise ValueError(
            "attribution must be interventional, or it compares with nobody; received a "
            f"{attribution.perturbation} one"
        )
    if len(people) != len(attribution.values):
        raise ValueError(
            f"people must be the {len(attribution.values)} who are explained; received "
            f"{len(people)}"
        )
    n_sample = min(n_sample, len(people))
    drawn = np.random.default_rng(seed).choice(len(people), n_sample, replace=False)
    some, told = people.iloc[drawn], attribution.values[drawn]
    names, nothing = ["base", *attribution.columns], float("nan")
    if complete:
        true = explain(score, some, background=claimed, ties=ties_of_nobody(score, len(some)))
        gaps = np.array([attribution.base - true.base, *np.abs(told - true.values).max(axis=0)])
        gaps, p_value, known = _distance(gaps), nothing, ""
        worst = int(gaps.argmax())
        alarm = bool(gaps[worst] > EXACT)
        if attribution.reference not in (None, Reference.of(claimed)):
            known = (
                f"; by its own record its {attribution.reference.n_people:,} reference people are "
                f"not these {len(claimed):,}: for a draw, ask with complete=False"
            )
    else:
        m, k = _draw_sizes(attribution, claimed)
        shares = _shares(score, some, claimed)
        gaps = _distance(shares.mean(axis=0) - [attribution.base, *told.mean(axis=0)])
        error = _error_of_two_draws(shares, m)
        size = np.where(gaps < EXACT, 0, gaps / np.maximum(error, EXACT))
        worst = int(size.argmax())
        p_value = float(min(1.0, 2 * stdtr(k - 1, -size[worst]) * len(gaps)))
        alarm = p_value <= level
        room = -stdtrit(k - 1, level / 2 / len(gaps)) * error[worst]
        known = f", where draws of {m:,} and {k:,} people may differ by {room:.2g}"
    said = f"{names[worst]} differs by {gaps[worst]:.2g} {attribution.unit}{known}"
    verdict = (
        f"Not computed with {attribution.background}: {said}"
        if alarm
        else f"Agrees with {attribution.background}; most of all, {said}"
    )
    return Check(alarm, float(gaps[worst]), nothing, nothing, p_value, f"{verdict}.")


def _distance(gaps: np.ndarray) -> np.ndarray:
    return np.nan_to_num(np.abs(gaps), nan=np.inf)  # what is no number agrees with nothing


def _draw_sizes(attribution: Attribution, claimed: pd.DataFrame) -> tuple[int, int]:
    if attribution.reference is None:
        raise ValueError(
            "attribution must say how many its reference people are, for complete=False; received "
            "reference=None"
        )
    if len(claimed) < LEAST_DRAWN:
        raise ValueError(f"claimed must be at least {LEAST_DRAWN} people; received {len(claimed)}")
    return attribution.reference.n_people, len(claimed)


def _shares(score, some: pd.DataFrame, claimed: pd.DataFrame) -> np.ndarray:
    """Return what each reference person alone would make of base and mean values; (k, p + 1).

    An interventional value is a mean over reference people, and exchanging person and reference
    person only changes its sign: so the reference people are explained against the explained.
    """
    back = explain(score, claimed, background=some, ties=ties_of_nobody(score, len(claimed)))
    return np.column_stack([back.base + back.values.sum(axis=1), -back.values])


def _error_of_two_draws(shares: np.ndarray, m: int) -> np.ndarray:
    """Return the standard error of a difference of means: of these k people, and of m others."""
    k = len(shares)
    far = np.abs(shares - shares.mean(axis=0)).max(axis=0)
    far[1:] = far[1:].max()  # a label that nobody here bears may weigh as much as any other
    return np.sqrt((shares.var(axis=0, ddof=1) + far**2 / min(m, k)) * (1 / m + 1 / k))
