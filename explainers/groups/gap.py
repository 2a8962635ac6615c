"""What a decomposed gap is: a group's, and several groups' side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Gap:
    """The gap between a group and the rest, column by column.

    Attributes
    ----------
    group : str
    n_members : int
    points : float
        Mean published score of the group minus that of the rest, in ``unit``.
    interval : tuple of float
        At ``level``, about this score, and other people like these; infinite where there are too
        few for one.
    table : DataFrame
        ``column``, ``points``, and the ends ``low`` and ``high`` of its interval; the largest
        first, friends and rounding among them. The points add up.
    level : float
        Of the intervals: 0.95, or more where many hold together.
    left_out : int
        People without a label, who are on neither side.
    unit : str
    note : str
        What the intervals do not say; empty if there is nothing to add.
    without_interval : mapping of str to str
        Columns that have none, and why.
    """

    group: str
    n_members: int
    points: float
    interval: tuple[float, float]
    table: pd.DataFrame
    level: float
    left_out: int
    unit: str = "points"
    note: str = ""
    without_interval: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """One sentence, and the note."""
        from explainers.points.steps import signed

        low, high = (signed(end, self.unit) for end in self.interval)
        sure = f" ({low} to {high})" if np.isfinite(self.interval).all() else ""
        said = f"{self.group}: {signed(self.points, self.unit)} {self.unit}{sure} against the rest."
        return f"{said} {self.note}".strip()


@dataclass(frozen=True, eq=False)
class Gaps(Mapping):
    """Several groups' gaps by name: each against everybody else who has a label.

    Attributes
    ----------
    text : str
        At which level the intervals hold, and whose do not.
    """

    by_group: Mapping[str, Gap] = field(repr=False)
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_group", MappingProxyType(dict(self.by_group)))

    def __getitem__(self, group: str) -> Gap:
        return self.by_group[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_group)

    def __len__(self) -> int:
        return len(self.by_group)

    @property
    def table(self) -> pd.DataFrame:
        """All groups' tables below each other, ``group`` and ``n_members`` in front."""
        parts = []
        for gap in self.by_group.values():
            part = gap.table.copy()
            part.insert(0, "group", gap.group)
            part.insert(1, "n_members", gap.n_members)
            part["note"] = [gap.without_interval.get(name, "") for name in part["column"]]
            parts.append(part)
        return pd.concat(parts, ignore_index=True)
