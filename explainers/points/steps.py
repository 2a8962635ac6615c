"""What a waterfall says: which steps it takes, and in which words. Nothing here draws."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explainers.points.attribution import Attribution
from explainers.points.labels import BESIDE
from scoring.scale import MAX_POINTS, MIN_POINTS

LAST = BESIDE
LABEL_WIDTH = 32


@dataclass(frozen=True)
class Step:
    """One bar: from where the step before ended, by so many points.

    Attributes
    ----------
    label : str
    value : float
    interval : tuple of float or None
        Ends of the value's interval.
    """

    label: str
    value: float
    interval: tuple[float, float] | None = None


def steps_of_person(attribution: Attribution, position: int, n_columns: int) -> list[Step]:
    """Take one person from base to published: columns, other columns, friends, rounding."""
    given = attribution.rows.iloc[position]
    own = attribution.data.iloc[position].set_axis(list(attribution.columns))
    steps = _largest(given, n_columns, lambda name: f"{name} = {written(own[name])}")
    if not attribution.beside:
        return steps
    friends, rounding = (float(given[name]) for name in LAST)
    clipped = {MIN_POINTS: f"clipped at {MIN_POINTS}", MAX_POINTS: f"clipped at {MAX_POINTS}"}
    end = clipped.get(attribution.published[position], "") if abs(rounding) > 0.5 else ""
    return [*steps, Step("friends", friends), Step(end or "rounding", rounding)]


def steps_of_gap(gap, n_columns: int) -> list[Step]:
    """Take a group from no gap to its gap: columns, other columns, friends, rounding."""
    rows = gap.table.set_index("column")
    ends = {name: (row.low, row.high) for name, row in rows.iterrows() if np.isfinite(row.high)}
    steps = _largest(rows["points"], n_columns, str)
    steps += [Step(name, rows["points"][name]) for name in LAST if name in rows.index]
    return [Step(step.label, step.value, ends.get(step.label)) for step in steps]


def _largest(points: pd.Series, n_columns: int, label) -> list[Step]:
    """Keep the largest columns, in their order, and add up the others as one step."""
    points = points.drop([name for name in LAST if name in points.index])
    points = points.loc[points.abs().sort_values(ascending=False, kind="stable").index]
    n_shown = min(n_columns, int((points != 0).sum()) or 1)
    if len(points) == n_shown + 1:
        n_shown += 1  # "1 other column" takes the room of that column
    steps = [Step(label(name), float(value)) for name, value in points.iloc[:n_shown].items()]
    n_others = len(points) - n_shown
    if n_others:
        steps.append(Step(f"{n_others} other columns", float(points.iloc[n_shown:].sum())))
    return steps


def written(value) -> str:
    """Write a person's own value: 4, 7.5, 12,000, yes, teacher, missing.

    Examples
    --------
    >>> [written(v) for v in (4.0, 12000.0, 0.25, True, "teacher", float("nan"))]
    ['4', '12,000', '0.25', 'yes', 'teacher', 'missing']
    """
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "missing"
    if isinstance(value, str):
        return value
    if not hasattr(value, "real") or str(value) in ("True", "False"):
        return {"True": "yes", "False": "no"}.get(str(value), str(value))
    return f"{value:,.6g}".replace("-", "−")


def signed(value: float, unit: str = "points") -> str:
    """Write a change with its sign, and with more digits where it is tiny.

    Examples
    --------
    >>> [signed(v) for v in (12.34, -3.21, 0.04, -0.001)]
    ['+12.3', '−3.2', '+0.04', '0']
    """
    digits = 3 if unit != "points" else 1 if abs(value) >= 0.05 else 2
    text = f"{value:+.{digits}f}".replace("-", "−")
    return text if text.strip("+−0.") else "0"


def wrapped(label: str) -> str:
    """Break a long label into two lines; of a very long one, the middle gives way to "…"."""
    if "\n" in label or len(label) <= LABEL_WIDTH:
        return label
    most = 2 * LABEL_WIDTH - 8
    if len(label) > most:
        label = f"{label[: most // 2]}…{label[-most // 2 :]}"
    # Names break after an underscore; "_ " is undone below.
    lines = textwrap.wrap(label.replace("_", "_ "), LABEL_WIDTH + label.count("_") // 2)
    return "\n".join(line.replace("_ ", "_") for line in lines)


def describe_waterfall(attribution: Attribution, position: int = 0, *, n_columns: int = 9) -> str:
    """Say in one sentence what :func:`explainers.figures.waterfall` shows: its alt text."""
    steps = steps_of_person(attribution, position, n_columns)
    base, end = attribution.base, attribution.published[position]
    way = f"from base {base:.1f} to the published score of {end:g} points"
    if attribution.unit != "points":
        way = f"from base {base:.3f} to {end:.3f} ({attribution.unit})"
    return f"Waterfall {way}: {_listed(steps, attribution.unit)}."


def describe_gap(gap, *, n_columns: int = 9, group: str = "the group") -> str:
    """Say in one sentence what :func:`explainers.figures.gap_waterfall` shows: its alt text."""
    (low, high), unit = gap.interval, gap.unit
    ends = "too few for an interval"
    if np.isfinite(high):
        ends = f"{signed(low, unit)} to {signed(high, unit)}"
    points = f"{signed(gap.points, unit)} {unit if unit == 'points' else f'({unit})'}"
    return (
        f"Waterfall from no gap to the gap of {points} ({ends}) between {group} and the rest: "
        f"{_listed(steps_of_gap(gap, n_columns), unit)}."
    )


def _listed(steps: list[Step], unit: str = "points") -> str:
    return ", ".join(f"{step.label} {signed(step.value, unit)}" for step in steps)
