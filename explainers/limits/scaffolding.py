"""The test that catches a scorer with two faces, and leaves honest scores alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from explainers.limits.catching import Check
from explainers.limits.mixing import codes, mixed_people
from synthetic_data.arguments import check_whole


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
        weight = np.bincount(
            rng.integers(len(held), size=len(held)).astype(np.intp), minlength=len(held)
        )
        logs.append(_log_ratio(off, weight[base]) - _log_ratio(on, weight))
    centre = _log_ratio(off, np.ones(n_mixed)) - _log_ratio(on, np.ones(len(held)))
    half = 1.96 * np.std(logs, ddof=1)
    statistic, low, high = np.exp([centre, centre - half, centre + half]).tolist()
    alarm = low > tolerance
    said = f"{statistic:.2f} times ({low:.2f} to {high:.2f}) as far from its copies on mixed people"
    if not alarm:
        text = (
            f"No sign of a second face: the score is {said} as on real ones; an honest score is "
            "about as far, or nearer."
        )
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
