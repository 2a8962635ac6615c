"""What a person may change, in which direction, how far and at what cost; and what is impossible.

The costs are stipulated: days of effort, invented for teaching. Whoever thinks that another cost
is right passes another table, and sees what that does to the answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic_data.structure import STRUCTURE

DIRECTIONS = ("up", "down", "either")


@dataclass(frozen=True)
class Change:
    """One column that a person may change.

    Attributes
    ----------
    column : str
    direction : {"up", "down", "either"}
        For categories: along the codebook's order of the labels.
    cost : float
        Above 0. Days of effort for each ``step``; for categories, for any other label.
    step : float, optional
        The smallest change, a multiple of the column's resolution; the resolution if left out.
    lowest, highest : float, optional
        Ends of the allowed values; those of the codebook if left out.
    most : float
        Largest change from what a person has.
    """

    column: str
    direction: str
    cost: float
    step: float | None = None
    lowest: float | None = None
    highest: float | None = None
    most: float = math.inf

    def __post_init__(self):
        """Check what can be checked without data."""
        if self.direction not in DIRECTIONS:
            raise ValueError(
                f"direction of {self.column!r} must be one of {', '.join(DIRECTIONS)}; received "
                f"{self.direction!r}"
            )
        if not (math.isfinite(self.cost) and self.cost > 0):
            raise ValueError(
                f"cost of {self.column!r} must be a number above 0; received {self.cost!r}"
            )
        if not self.most > 0:
            raise ValueError(f"most of {self.column!r} must be above 0; received {self.most!r}")
        if self.step is not None and not (math.isfinite(self.step) and self.step > 0):
            raise ValueError(f"step of {self.column!r} must be above 0; received {self.step!r}")

    def options(self, column: pd.Series, present) -> tuple[list, np.ndarray]:
        """List the values that a person may have, and what each costs.

        Parameters
        ----------
        column : Series
            The whole column, for its type and labels.
        present : scalar
            What the person has.

        Returns
        -------
        values : list of length k
            ``present`` first; whole numbers where the column has whole numbers.
        costs : ndarray of shape (k,)
            From 0, in days of effort; it never falls.
        """
        if pd.isna(present):
            return [present], np.zeros(1)
        if isinstance(column.dtype, pd.CategoricalDtype):
            return self._labels(list(column.cat.categories), present)
        step, lowest, highest, store = self._grid(column)
        top, floor = min(highest, present + self.most), max(lowest, present - self.most)
        up = _steps(top - present, step) if self.direction != "down" else 0
        down = _steps(present - floor, step) if self.direction != "up" else 0
        moves = np.concatenate([np.arange(1, up + 1), -np.arange(1, down + 1)])
        moves = moves[np.argsort(np.abs(moves), kind="stable")]
        values = store(np.clip(present + moves * step, floor, top))
        fits = (values >= floor - 1e-9) & (values <= top + 1e-9) & (values != present)
        return [present, *values[fits].tolist()], self.cost * np.append(0, np.abs(moves[fits]))

    def _labels(self, labels: list, present) -> tuple[list, np.ndarray]:
        at = labels.index(present)
        after = labels[at + 1 :] if self.direction != "down" else []
        before = labels[:at] if self.direction != "up" else []
        values = [present, *before, *after]
        return values, np.array([0.0] + [self.cost] * (len(values) - 1))

    def _grid(self, column: pd.Series):
        known = STRUCTURE.get(self.column)
        whole = column.dtype.kind in "iub"
        resolution = known.resolution if known else (1 if whole else None)
        low, high = known.range if known else (None, None)
        step = resolution if self.step is None else self.step
        lowest = low if self.lowest is None else self.lowest
        highest = high if self.highest is None else self.highest
        for argument, value in (("step", step), ("lowest", lowest), ("highest", highest)):
            if value is None or not math.isfinite(value):
                raise ValueError(
                    f"{argument} of {self.column!r} must be a number, because the codebook does "
                    f"not know this column; received {value!r}"
                )
        if (low is not None and lowest < low) or (high is not None and highest > high):
            raise ValueError(
                f"lowest and highest of {self.column!r} must lie in [{low:g}, {high:g}]; received "
                f"{lowest:g} to {highest:g}"
            )
        if lowest > highest:
            raise ValueError(
                f"lowest of {self.column!r} must not lie above highest; received {lowest:g} and "
                f"{highest:g}"
            )
        if resolution and abs(step / resolution - round(step / resolution)) > 1e-9:
            raise ValueError(
                f"step of {self.column!r} must be a multiple of its resolution {resolution:g}; "
                f"received {step!r}"
            )
        if known:
            return step, lowest, highest, known.store
        return step, lowest, highest, np.rint if whole else np.asarray


def _steps(room: float, step: float) -> int:
    """Count steps into the room there is; a part of a step costs as much as a whole one."""
    return max(0, math.ceil(room / step - 1e-9))


@dataclass(frozen=True)
class Rule:
    """What no change may make impossible.

    Attributes
    ----------
    words : str
    columns : tuple of str
        What it reads; a rule whose columns are missing in a table is not asked.
    excess : callable
        From a table of people, with these columns alone, to how far each breaks the rule, shape
        (n,): 0 or below is not at all. Nobody may break it further than they do now.
    additive : bool
        Whether ``excess`` is a sum with one part for each column. Such a rule is asked for all
        values at once; another one for each combination that would be the cheapest.
    """

    words: str
    columns: tuple[str, ...]
    excess: Callable[[pd.DataFrame], np.ndarray]
    additive: bool = False


HOURS_AWAKE = 18.0  # stipulated: at least six hours of sleep


def _hours(people: pd.DataFrame):
    return (
        people["gaming_hours"]
        + people["streaming_hours"]
        + people["commute"] / 60
        + people["sport"] / 7
        + people["volunteering"] / 30
        - HOURS_AWAKE
    )


def _crowns(people: pd.DataFrame):
    spent = people["rent"] + people["gifts"] + people["lottery"] + people["games_spend"]
    return spent - people["income"]


RULES = (
    Rule(
        "A day has 24 hours, six of them for sleep.",
        ("gaming_hours", "streaming_hours", "commute", "sport", "volunteering"),
        _hours,
        additive=True,
    ),
    Rule(
        "Rent, gifts, lottery and games cannot cost more than the income.",
        ("rent", "gifts", "lottery", "games_spend", "income"),
        _crowns,
        additive=True,
    ),
)

#: What a person of Simsim may change within about a year. Costs are days of effort: stipulated.
CHANGES = (
    Change("income", "up", 4.0, step=50, most=500),
    Change("rent", "down", 3.0, step=50, most=300),
    Change("savings", "up", 3.0, step=0.5, most=6),
    Change("debt", "down", 3.0, step=0.05, most=1),
    Change("late_payments", "down", 3.0, most=6),
    Change("payment_delay", "down", 1.0, step=1, most=20),
    Change("phone_price", "up", 2.0, step=100, most=600),
    Change("gaming_hours", "down", 1.0, step=0.5, most=6),
    Change("games_spend", "down", 1.0, step=10),
    Change("books", "up", 0.5, most=24),
    Change("alcohol", "down", 1.0, most=20),
    Change("lottery", "down", 1.0, step=10),
    Change("fresh_food", "up", 1.0, step=0.05, most=0.5),
    Change("gifts", "up", 1.0, step=10, most=200),
    Change("streaming_hours", "down", 1.0, step=0.5, most=6),
    Change("sport", "up", 2.0, step=0.5, most=6),
    Change("night_activity", "down", 1.0, step=0.01),
    Change("late_arrivals", "down", 1.0, step=0.02),
    Change("missed_appointments", "down", 2.0),
    Change("overdue_books", "down", 0.5, step=5),
    Change("transport_fines", "down", 3.0),
    Change("tax_delay", "down", 0.5, step=5),
    Change("documents", "up", 1.0),
    Change("volunteering", "up", 1.0, most=20),
)
