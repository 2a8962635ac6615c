"""The test that catches a scorer with two faces, and leaves honest scores alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from explainers.limits.check import Check
from explainers.limits.mixing import codes, filled, mixed_people
from explainers.limits.sampling import as_people
from synthetic_data.arguments import check_whole

MIN_LIKELY = 0.2


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

    Where columns nearly repeat each other, most mixed people are like nobody, and an honest score
    may do anything there. So an alarm must hold among *likely* mixed people as well, and these be a
    fifth of all: those whom boosted trees find no stranger than the less strange half of real
    people. And it must hold against two kinds of copies, boosted trees alone and after straight
    lines, so that a score of either kind finds itself again. A scaffold that tells strange people
    by trees, as Slack et al. (2020) do, and hides from those alone, can go unseen.

    Parameters
    ----------
    predict : callable
        The score that an explainer would ask, from an array of shape (n, p) to points; or a
        method of a score that was fitted on a table, such as ``score.own_points``.
    people : DataFrame of shape (n, p)
        Real people, at least 500, with at least 2 columns; a category is asked for by its code.
    points : array of shape (n,), optional
        What was published about them; what ``predict`` answers if left out.
    n_mixed : int
        How many mixed people to ask about; at least 100.
    tolerance : float
        Alarm if both 95 % intervals (a bootstrap of people) lie above it.
    seed : int

    Returns
    -------
    Check
        Statistic, low and high of all mixed people. Without an alarm although ``low`` is above
        the tolerance, the text says that the test cannot tell.
    """
    check_whole("n_mixed", n_mixed, least=100)
    if len(people) < 500:
        raise ValueError(f"people must be at least 500; received {len(people)}")
    if people.shape[1] < 2:
        raise ValueError("people must have at least 2 columns to be mixed; received 1")
    ask = _asked(predict, people)
    rng = np.random.default_rng(seed)
    numbers = codes(people)
    infinite = people.columns[np.isinf(numbers).any(axis=0)].tolist()
    if infinite:
        raise ValueError(f"people must have no infinite values; received some in {infinite}")
    points = ask(numbers) if points is None else np.asarray(points, float)
    first, second, last = np.split(
        rng.permutation(len(people)), [2 * len(people) // 5, 4 * len(people) // 5]
    )
    held = people.iloc[last].reset_index(drop=True)

    def learn(kind) -> list:
        return [kind().fit(filled(numbers[part]), points[part]) for part in (first, second)]

    def compare(copies, mixed, base) -> np.ndarray:
        on = _distances(points[last], [copy.predict(numbers[last]) for copy in copies])
        off = _distances(ask(mixed), [copy.predict(mixed) for copy in copies])
        logs = []
        for _ in range(400):  # a person is drawn with all mixed people made from her
            weight = np.bincount(
                rng.integers(len(held), size=len(held)).astype(np.intp), minlength=len(held)
            )
            logs.append(_log_ratio(off, weight[base]) - _log_ratio(on, weight))
        centre = _log_ratio(off, np.ones(len(base))) - _log_ratio(on, np.ones(len(held)))
        margin = 1.96 * np.std(logs, ddof=1)
        return np.exp([centre, centre - margin, centre + margin])

    copies = learn(_boosted_trees)
    mixed, base = _mix(held, n_mixed, rng)
    statistic, low, high = compare(copies, mixed, base).tolist()
    alarm = low > tolerance
    said = f"{statistic:.2f} times ({low:.2f} to {high:.2f}) as far from its copies on mixed people"
    if not alarm:
        text = (
            f"No sign of a second face: the score is {said} as on real ones; an honest score is "
            "about as far, or nearer."
        )
        return Check(alarm, statistic, low, high, float("nan"), text)
    strange, around = _mix(held, round(n_mixed / MIN_LIKELY), rng)
    likely = _likely(people.iloc[np.r_[first, second]], numbers[last], strange, rng)[:n_mixed]
    both = [copies, learn(_LinesAndTrees)]
    enough = len(likely) == n_mixed
    alarm = enough and all(compare(c, strange[likely], around[likely])[1] > tolerance for c in both)
    if not alarm:
        text = (
            f"Cannot tell: the score is {said} as on real ones, but "
            + ("not by both kinds of copies on" if enough else "too few of them are")
            + " mixed people who could be real. Where they are like nobody, an honest score may do "
            "anything."
        )
    else:
        gap = ask(mixed) - np.mean([copy.predict(mixed) for copy in copies], axis=0)
        column, shift = _where(gap, mixed, numbers)
        text = (
            f"A second face: the score is {said} as on real ones. What it tells an explainer that "
            f"mixes people does not hold for the people it scores. It differs most by "
            f"{people.columns[column]}: {shift:+.1f} points for one standard deviation."
        )
    return Check(alarm, statistic, low, high, float("nan"), text)


def _asked(predict, people: pd.DataFrame) -> Callable[..., np.ndarray]:
    """Ask with numbers, or with a table where the score was fitted on one."""
    if not callable(predict):
        raise TypeError(
            "predict must be a function or a method such as score.own_points; received "
            f"{type(predict).__name__}"
        )
    named = hasattr(getattr(predict, "__self__", None), "feature_names_in_")

    def ask(numbers: np.ndarray) -> np.ndarray:
        output = predict(as_people(numbers, people) if named else numbers)
        points = np.asarray(output, float)
        if points.shape != (len(numbers),):
            raise ValueError(
                f"predict must give one number for each of {len(numbers)} people; received shape "
                f"{points.shape}"
            )
        return points

    return ask


def _mix(held: pd.DataFrame, n: int, rng) -> tuple[np.ndarray, np.ndarray]:
    """Return n mixed people as numbers, and from whom each of them was made."""
    base = rng.integers(len(held), size=n)
    return codes(mixed_people(held.iloc[base].reset_index(drop=True), held, rng)), base


def _likely(taught: pd.DataFrame, real: np.ndarray, mixed: np.ndarray, rng) -> np.ndarray:
    """Return positions of the mixed people who look at least as real as half of the real ones."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    taught = taught.reset_index(drop=True)
    fakes = codes(mixed_people(taught, taught, rng))
    trees = HistGradientBoostingClassifier(max_leaf_nodes=15, random_state=0)
    trees.fit(
        filled(np.concatenate([codes(taught), fakes])), np.arange(2 * len(taught)) < len(taught)
    )
    return np.flatnonzero(
        trees.decision_function(mixed) >= np.median(trees.decision_function(real))
    )


def _boosted_trees():
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(max_leaf_nodes=15, random_state=0)


class _LinesAndTrees:
    """Straight lines, and boosted trees for what they leave."""

    def fit(self, numbers, points):
        from sklearn.impute import SimpleImputer
        from sklearn.linear_model import LinearRegression
        from sklearn.pipeline import make_pipeline

        self.lines = make_pipeline(SimpleImputer(keep_empty_features=True), LinearRegression())
        rest = points - self.lines.fit(numbers, points).predict(numbers)
        self.trees = _boosted_trees().fit(numbers, rest)
        return self

    def predict(self, numbers) -> np.ndarray:
        return self.lines.predict(numbers) + self.trees.predict(numbers)


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
    table = pd.DataFrame(numbers)  # its means skip missing values, and stay silent where all are
    spread = table.std(ddof=0).fillna(0).to_numpy()
    scaled = np.nan_to_num((mixed - table.mean().to_numpy()) / np.where(spread, spread, 1))
    slopes = np.linalg.lstsq(np.column_stack([scaled, np.ones(len(gap))]), gap, rcond=None)[0][:-1]
    return int(np.abs(slopes).argmax()), float(slopes[np.abs(slopes).argmax()])
