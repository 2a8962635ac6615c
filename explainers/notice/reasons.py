"""From columns to a few reasons in whole points that add up to the published score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.notice.words import COLUMNS, TOPICS
from explainers.points.attribution import Attribution
from explainers.points.undisclosed import NOT_DISCLOSED
from scoring.scale import MAX_POINTS

MAIN_REASONS = 4
CLIPPED = 0.5 + 1e-6  # rounding alone is never more
FRIENDS, ELSE, START = "friends", "else", "start"
END_TOP, END_BOTTOM = "end_top", "end_bottom"


@dataclass(frozen=True)
class Reason:
    """One line of a letter.

    Attributes
    ----------
    topic : int or str
        Position in ``TOPICS``, or "start", "friends", "not disclosed", "else", "end_top",
        "end_bottom".
    points : int
        Whole points, as they are printed.
    exact : float
        The same before rounding.
    columns : tuple of str
        The columns to name, the weightiest first; none for what is no topic.
    """

    topic: int | str
    points: int
    exact: float
    columns: tuple[str, ...] = ()


def reasons(attribution: Attribution, position: int, *, named: int = 2) -> list[Reason]:
    """Group one person's columns into at most four main reasons and everything else.

    Parameters
    ----------
    attribution : Attribution
        In points.
    position : int
        Position among the explained people.
    named : int
        Most columns to name in a line.

    Returns
    -------
    list of Reason
        The start, the main reasons from the largest, everything else, and the scale's end where
        it clips. Their whole points add up to the published score; each is less than a point
        from the exact sum (largest remainders).
    """
    given = dict(zip(attribution.columns, attribution.values[position].tolist(), strict=True))
    sums = {
        number: (sum(given.get(name, 0.0) for name in columns), columns)
        for number, (_, _, columns) in enumerate(TOPICS)
    }
    sums[FRIENDS] = (float(attribution.friends[position]), ())
    sums[NOT_DISCLOSED] = (given.get(NOT_DISCLOSED, 0.0), ())
    rounding = float(attribution.rounding[position])
    order = sorted(sums, key=lambda topic: -abs(sums[topic][0]))
    main = [topic for topic in order[:MAIN_REASONS] if abs(sums[topic][0]) >= 0.5]
    lines = [(START, attribution.base, ())]
    lines += [(topic, sums[topic][0], _named(sums[topic], given, named)) for topic in main]
    rest = sum(points for topic, (points, _) in sums.items() if topic not in main)
    if abs(rounding) <= CLIPPED:
        lines.append((ELSE, rest + rounding, ()))
    else:
        top = attribution.published[position] == MAX_POINTS
        lines += [(ELSE, rest, ()), (END_TOP if top else END_BOTTOM, rounding, ())]
    whole = whole_points([exact for _, exact, _ in lines])
    return [
        Reason(topic, points, float(exact), columns)
        for (topic, exact, columns), points in zip(lines, whole, strict=True)
    ]


def _named(sum_and_columns, given: dict, most: int) -> tuple[str, ...]:
    """Name what pulled the way that the reason went, the weightiest first."""
    total, columns = sum_and_columns
    same = [name for name in columns if given.get(name, 0.0) * total > 0]
    same.sort(key=lambda name: -abs(given[name]))
    return tuple(name for i, name in enumerate(same[:most]) if i == 0 or abs(given[name]) >= 1)


def whole_points(exact) -> list[int]:
    """Round so that the sum stays: whole parts, then the largest remainders.

    Examples
    --------
    >>> whole_points([600.4, 0.3, -0.7])
    [601, 0, -1]
    """
    exact = np.asarray(exact, float)
    whole = np.floor(exact)
    left = round(exact.sum() - whole.sum())
    up = np.argsort(-(exact - whole), kind="stable")[:left]
    whole[up] += 1
    return whole.astype(int).tolist()


def check_words(columns) -> None:
    """Require words for every column."""
    for name in set(columns) - {*COLUMNS, NOT_DISCLOSED}:
        raise ValueError(
            f"attribution must hold columns that the letter has words for; received {name!r}"
        )
