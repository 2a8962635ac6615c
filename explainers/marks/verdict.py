"""What marking an explanation gives: both arms, the reading without a twin, and the verdict."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import pandas as pd

from explainers.marks.arm import VERDICTS, Arm

RENAMED = {
    "alone": "carriers_gap",
    "alone_interval": "carriers_gap_interval",
    "without": "carriers_gap_without_bias",
    "without_interval": "carriers_gap_without_bias_interval",
}


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
    carriers_gap, carriers_gap_interval
        The attributed gap on the carriers in W, and its 95 % interval: what an auditor without
        a twin would say. The interval holds for other trainings and other people; in groups of
        forty people it held in 90 of 100 countries, not 95.
    carriers_gap_without_bias, carriers_gap_without_bias_interval
        The same in T, where the bias is not at work, with the retrained score.
    refits : int
        Parts of the training neighbourhoods behind the intervals that hold for other trainings.
    n_explained : int
        People whose explanations were looked at.
    fidelity : float
        Share of the variance of own points in W that base and columns add up to: 1 if exact.
    """

    bias: str
    dose: float
    carriers: tuple[str, ...]
    n_members: int
    n_people: int
    kept: Arm
    retrained: Arm
    carriers_gap: float
    carriers_gap_interval: tuple[float, float]
    carriers_gap_without_bias: float
    carriers_gap_without_bias_interval: tuple[float, float]
    refits: int
    n_explained: int
    fidelity: float

    def __getattr__(self, name: str):
        """Give a field by its name of before, for one release."""
        if name not in RENAMED:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        warnings.warn(f"Mark.{name} is Mark.{RENAMED[name]} now", FutureWarning, stacklevel=2)
        return getattr(self, RENAMED[name])

    @property
    def verdict(self) -> str:
        """The retrained arm's verdict: that arm has seen all that a bias can do.

        *Found* says that these columns show it; not that an auditor without a twin could tell,
        nor whether the difference is wrong.
        """
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
        if arm.faults:
            said += f"Why: {'; '.join(arm.faults)}. "
        return said + (
            f"Without a twin, an auditor would read {self.carriers_gap:+.1f} off these columns; "
            f"where the bias is not at work they show {self.carriers_gap_without_bias:+.1f}."
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
