"""What marking an explanation gives: what was planted, what was found, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

VERDICTS = {
    "nothing planted": "the bias moves nobody's score, and nothing is found on its columns",
    "too small to tell": "what the bias moves in the score gap cannot be told from 0",
    "found": "at least half of what was planted shows on the columns that carry the bias",
    "found elsewhere": "less than half shows on the columns that carry the bias; with the other "
    "columns, proxies or correlation, most of it shows",
    "invisible in the columns": "most of it shows on no column",
    "overstated": "the columns that carry the bias show over one and a half times what was "
    "planted; what other columns give back, or nothing, makes up the difference",
    "misleading": "the columns that carry the bias point the wrong way",
    "false alarm": "the bias moves nobody's score, yet its columns show something",
}


@dataclass(frozen=True)
class Arm:
    """One way of asking what was planted, and what an explanation shows of it; in score points.

    Attributes
    ----------
    planted, found, elsewhere : float
        Differences between the worlds of the gap between the group and the rest.
    planted_interval, found_interval : tuple of float
        Ends of the 95 % intervals.
    by_column : Series
        The change of the attributed gap, column by column; friends and rounding among them.
    """

    planted: float
    planted_interval: tuple[float, float]
    found: float
    found_interval: tuple[float, float]
    elsewhere: float
    by_column: pd.Series

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
        """A key of ``VERDICTS``.

        Overstated: the whole interval of found lies beyond one and a half times planted.
        """
        low, high = self.found_interval
        if self.planted_interval == (0, 0):
            return "nothing planted" if low <= 0 <= high else "false alarm"
        if not self.distinguishable:
            return "too small to tell"
        wrong_way = high < 0 if self.planted > 0 else low > 0
        if wrong_way:
            return "misleading"
        if min(low / self.planted, high / self.planted) > 1.5:
            return "overstated"
        if self.share >= 0.5:
            return "found"
        if (self.found + self.elsewhere) / self.planted >= 0.5:
            return "found elsewhere"
        return "invisible in the columns"


@dataclass(frozen=True)
class Mark:
    """An explanation marked against the planted truth.

    Attributes
    ----------
    bias : str
    dose : float
    carriers : tuple of str
        Columns that can carry the bias, or "friends".
    n_members, n_people : int
    kept, retrained : Arm
        The two arms of the contract.
    alone, alone_interval
        The attributed gap on the carriers in W, and its 95 % interval: what an auditor without
        a twin would say.
    without, without_interval
        The same in T, where the bias is not at work, with the retrained score.
    refits : int
        Resamples of the training neighbourhoods behind the retrained arm's interval.
    n_explained : int
        People whose explanations were looked at.
    fidelity : float
        Share of the published score's variance in W that base and rows add up to: 1 if exact.
    """

    bias: str
    dose: float
    carriers: tuple[str, ...]
    n_members: int
    n_people: int
    kept: Arm
    retrained: Arm
    alone: float
    alone_interval: tuple[float, float]
    without: float
    without_interval: tuple[float, float]
    refits: int
    n_explained: int
    fidelity: float

    @property
    def verdict(self) -> str:
        """The retrained arm's verdict: that arm has seen all that a bias can do."""
        return self.retrained.verdict

    @property
    def table(self) -> pd.DataFrame:
        """Both arms as a table, in score points."""
        rows = [_row(self.kept), _row(self.retrained)]
        return pd.DataFrame(rows, index=["model kept", "retrained"])

    @property
    def text(self) -> str:
        """The verdict in plain words."""
        arm = self.retrained
        low, high = arm.planted_interval
        said = (
            f"{self.bias} at dose {self.dose:g}, {self.n_members:,} of {self.n_people:,} people. "
            f"Planted: {arm.planted:+.1f} points ({low:+.1f} to {high:+.1f}). "
            f"Shown on {', '.join(self.carriers)}: {arm.found:+.1f}; elsewhere: "
            f"{arm.elsewhere:+.1f}. Verdict: {self.verdict}, {VERDICTS[self.verdict]}. "
        )
        return said + (
            f"Without a twin, an auditor would read {self.alone:+.1f} off these columns; where "
            f"the bias is not at work they show {self.without:+.1f}."
        )


def _row(arm: Arm) -> dict:
    return {
        "planted": arm.planted,
        "low": arm.planted_interval[0],
        "high": arm.planted_interval[1],
        "found": arm.found,
        "elsewhere": arm.elsewhere,
        "share": arm.share,
        "verdict": arm.verdict,
    }
