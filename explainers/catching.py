"""Tests that catch the attacks of ``explainers/attacks.py``, and leave honest scores alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr

from explainers.attacks import values_by_group
from explainers.attribution import Attribution, explain
from explainers.mixing import codes, mixed_people
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


def detect_scaffolding(
    predict: Callable[..., np.ndarray],
    people: pd.DataFrame,
    *,
    points=None,
    n_mixed: int = 2_000,
    tolerance: float = 1.25,
    seed: int = 0,
) -> Check:
    """Ask whether a score treats mixed people by another rule than real ones.

    Two copies of the score learn from real people only, each from its own two fifths of them.
    On the last fifth, and on mixed people, the score's squared distance to the copies is
    compared with the copies' distance to each other:

        statistic = (score to copies / copy to copy) on mixed people / the same on real people

    Copies find mixed people as strange as they may be, but both of them do. An honest score
    gives about 1; a scaffold much more, because real people taught the copies its other face.

    Parameters
    ----------
    predict : callable
        The score that an explainer would ask, from an array of shape (n, p) to points.
    people : DataFrame of shape (n, p)
        Real people, at least 500; a category is asked for by its code.
    points : array of shape (n,), optional
        What was published about them; what ``predict`` answers if left out.
    n_mixed : int
        How many mixed people to ask about; at least 100.
    tolerance : float
        Alarm if the 95 % interval (a bootstrap of people) lies above it.
    seed : int

    Returns
    -------
    Check
    """
    check_whole("n_mixed", n_mixed, least=100)
    if len(people) < 500:
        raise ValueError(f"people must be at least 500; received {len(people)}")
    rng = np.random.default_rng(seed)
    numbers = codes(people)
    points = predict(numbers) if points is None else np.asarray(points, float)
    first, second, last = np.split(
        rng.permutation(len(people)), [2 * len(people) // 5, 4 * len(people) // 5]
    )
    copies = [_copy(numbers[part], points[part]) for part in (first, second)]
    held = people.iloc[last].reset_index(drop=True)
    base = rng.integers(len(held), size=n_mixed)
    mixed = codes(mixed_people(held.iloc[base].reset_index(drop=True), held, rng))
    off = _distances(predict(mixed), [copy.predict(mixed) for copy in copies])
    on = _distances(points[last], [copy.predict(numbers[last]) for copy in copies])
    logs = []
    for _ in range(400):  # a person is drawn with all mixed people made from her
        weight = np.bincount(rng.integers(len(held), size=len(held)), minlength=len(held))
        logs.append(_log_ratio(off, weight[base]) - _log_ratio(on, weight))
    centre = _log_ratio(off, np.ones(n_mixed)) - _log_ratio(on, np.ones(len(held)))
    half = 1.96 * np.std(logs, ddof=1)
    statistic, low, high = np.exp([centre, centre - half, centre + half]).tolist()
    alarm = low > tolerance
    said = f"{statistic:.2f} times ({low:.2f} to {high:.2f}) as far from its copies on mixed people"
    if not alarm:
        text = f"No sign of a second face: the score is {said} as on real ones, about 1 if honest."
    else:
        gap = predict(mixed) - np.mean([copy.predict(mixed) for copy in copies], axis=0)
        column, shift = _where(gap, mixed, numbers)
        text = (
            f"A second face: the score is {said} as on real ones. What it tells an explainer that "
            f"mixes people does not hold for the people it scores. It differs most by "
            f"{people.columns[column]}: {shift:+.1f} points for one standard deviation."
        )
    return Check(alarm, statistic, low, high, float("nan"), text)


def _copy(numbers, points):
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(max_leaf_nodes=15, random_state=0).fit(numbers, points)


def _distances(points, copies) -> np.ndarray:
    """Squared distance of the score to the copies, and of the copies; shape (2, n)."""
    return np.stack(
        [np.mean([(points - copy) ** 2 for copy in copies], axis=0), (copies[0] - copies[1]) ** 2]
    )


def _log_ratio(distances, weight) -> float:
    to_copies, between = distances @ weight
    return float(np.log(max(to_copies, 1e-12)) - np.log(max(between, 1e-12)))


def _where(gap, mixed, numbers) -> tuple[int, float]:
    """Return the column on which the gap depends most, and its slope for a standard deviation."""
    spread = np.nanstd(numbers, axis=0)
    scaled = np.nan_to_num((mixed - np.nanmean(numbers, axis=0)) / np.where(spread, spread, 1))
    slopes = np.linalg.lstsq(np.column_stack([scaled, np.ones(len(gap))]), gap, rcond=None)[0][:-1]
    return int(np.abs(slopes).argmax()), float(slopes[np.abs(slopes).argmax()])


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
        of ``claimed``, with Bonferroni's correction for the columns.
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
        return explain(score, some, background=background, ties=_nobody(score, len(some)))

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
        error = true.std(axis=0, ddof=1) / np.sqrt(N_PARTS)
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


def _nobody(score, n: int):
    """Return ties that tie nobody: they change friends' rows, and no column's value."""
    if getattr(score, "social_weight", 0) == 0:
        return None
    from scipy import sparse

    return sparse.csr_array((n, n))
