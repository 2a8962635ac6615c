"""What columns reveal of a class, beside the points they move."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Proxies:
    """What columns reveal, and what they move.

    Attributes
    ----------
    columns : DataFrame
        A row a column: ``column``; ``reveals`` (skill: 2 AUC − 1 on held-out people, 0 nothing,
        1 all; of several classes the mean of one against the rest), ``low``, ``high`` (its 95 %
        interval, infinite where a class lives in too few clusters for one); ``found``, whether it
        reveals anything; ``moves``, mean absolute points that it gives; ``gap``, points
        by which it moves the second class against the first (members against the rest of a
        mask), of more than two classes the highest mean minus the lowest. What reveals most
        first. If no column has anything to do with the attribute, whether that belongs to people
        or to whole clusters, ``found`` is true anywhere in at most 5 % of tables (Bonferroni).
    pairs : DataFrame
        A row for each pair that reveals it together: ``first``, ``second``, ``reveals``, ``gain``
        over the better of the two, with ``low`` and ``high`` of the gain that hold together for
        all pairs searched, and ``moves`` (both columns' together).
    together : tuple of float
        What all columns reveal together, by boosted trees, with the ends of its 95 % interval:
        for other people and these trees; others, trained elsewhere, differ by more.
    n_pairs : int
        Pairs searched: of columns whose interval ends below ``limit``.
    limit, margin : float
        Skill that a harmless column stays below, and gain that a pair must surely exceed.
    classes : tuple of str
    unit : str
    left_out : int
        People without a label.
    """

    columns: pd.DataFrame
    pairs: pd.DataFrame
    together: tuple[float, float, float]
    n_pairs: int
    limit: float
    margin: float
    classes: tuple[str, ...]
    unit: str = field(default="points")
    left_out: int = 0

    @property
    def text(self) -> str:
        """What was found, in plain words."""
        found = self.columns[self.columns["found"]]
        value, low, high = self.together
        ends = f"{low:.2f} to {high:.2f}" if np.isfinite(high) else "too few clusters to be sure"
        listed = ", ".join(
            f"{row.column} ({row.reveals:.2f}, moves {row.moves:.1f} {self.unit})"
            for row in found.head(5).itertuples()
        )
        pairs = ", ".join(
            f"{row.first} with {row.second} ({row.reveals:.2f})"
            for row in self.pairs.head(5).itertuples()
        )
        return (
            f"{len(found)} of {len(self.columns)} columns reveal something of "
            f"{' / '.join(self.classes)} (0: nothing, 1: all){': ' if listed else ''}{listed}. "
            f"All columns together reveal {value:.2f} ({ends}). "
            f"{self.n_pairs} pairs of columns that each stay below {self.limit:g} were searched; "
            f"{len(self.pairs)} surely reveal {self.margin:g} more together than either alone"
            f"{': ' if pairs else ''}{pairs}. "
            + (f"{self.left_out} people without a label are left out. " if self.left_out else "")
            + "These are associations, not causes."
        )
