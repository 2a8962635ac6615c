"""One way of asking what was planted, what an explanation shows of it, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

VERDICTS = {
    "unfaithful": "what the explanation says is not true of the score that it explains, so what "
    "it shows counts for nothing",
    "nothing planted": "the bias moves nobody's score, and nothing is found on its columns",
    "too small to tell": "what the bias moves in the score gap cannot be told from 0",
    "found": "at least half of what was planted shows on the columns that carry the bias",
    "found elsewhere": "less than half shows on the columns that carry the bias; with the other "
    "columns, proxies or correlation, most of it shows",
    "invisible in the columns": "most of it shows on no column",
    "undecided": "how much of what was planted shows, and where, cannot be told: an interval "
    "takes in the limit of one half",
    "overstated": "the columns that carry the bias show over one and a half times what was "
    "planted, and no other columns give it back",
    "misleading": "the columns that carry the bias point the wrong way",
    "false alarm": "the bias moves nobody's score, yet its columns show something",
}

#: What an arm is judged by: how often planted, found and elsewhere are counted in each.
JUDGED = {
    "planted": (1.0, 0.0, 0.0),
    "found": (0.0, 1.0, 0.0),
    "beyond half": (-0.5, 1.0, 0.0),
    "beyond one and a half": (-1.5, 1.0, 0.0),
    "shown beyond half": (-0.5, 1.0, 1.0),
    "shown beyond one and a half": (-1.5, 1.0, 1.0),
}

Interval = tuple[float, float]


@dataclass(frozen=True)
class Arm:
    """One way of asking what was planted, and what an explanation shows of it; in score points.

    Attributes
    ----------
    planted, found, elsewhere : float
        Differences between the worlds of the gap between the group and the rest.
    intervals : dict of str to tuple of float
        Ends of the 95 % intervals of the keys of ``JUDGED``, which are sums of those three: the
        verdict's limits are judged by differences, each with its own interval, since planted and
        found are uncertain together.
    by_column : Series
        The change of the attributed gap, column by column; friends and rounding among them.
    faults : tuple of str
        Why the explanation is not true of the score; empty if it is.
    """

    planted: float
    found: float
    elsewhere: float
    intervals: dict[str, Interval]
    by_column: pd.Series
    faults: tuple[str, ...] = ()

    @property
    def planted_interval(self) -> Interval:
        """Ends of the 95 % interval of planted."""
        return self.intervals["planted"]

    @property
    def found_interval(self) -> Interval:
        """Ends of the 95 % interval of found."""
        return self.intervals["found"]

    @property
    def distinguishable(self) -> bool:
        """Whether the planted difference can be told from 0."""
        low, high = self.planted_interval
        return low > 0 or high < 0

    @property
    def share(self) -> float:
        """Found / planted; not a number where planted cannot be told from 0."""
        return self.found / self.planted if self.distinguishable else float("nan")

    @property
    def unexplained(self) -> float:
        """Planted - found - elsewhere: 0 with an exact explainer, else its misfit."""
        return self.planted - self.found - self.elsewhere

    @property
    def verdict(self) -> str:
        """A key of ``VERDICTS``; every limit is passed only if the whole interval passes it."""
        if self.faults:
            return "unfaithful"
        low, high = self.found_interval
        if self.planted_interval == (0, 0):
            return "nothing planted" if low <= 0 <= high else "false alarm"
        if not self.distinguishable:
            return "too small to tell"
        if self._told("found") < 0:
            return "misleading"
        if min(map(self._told, ("beyond one and a half", "shown beyond one and a half"))) > 0:
            return "overstated"
        carriers, all_columns = self._told("beyond half"), self._told("shown beyond half")
        if carriers > 0:
            return "found"
        if carriers < 0 and all_columns > 0:
            return "found elsewhere"
        if carriers < 0 and all_columns < 0:
            return "invisible in the columns"
        return "undecided"

    def _told(self, name: str) -> int:
        """1 where all of an interval lies on planted's side of 0, -1 on the other, else 0."""
        low, high = (end if self.planted > 0 else -end for end in self.intervals[name])
        low, high = min(low, high), max(low, high)
        return 1 if low > 0 else -1 if high < 0 else 0
