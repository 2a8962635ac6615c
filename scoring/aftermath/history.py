"""What a loop leaves behind: groups by round, gaps with intervals, the loop gain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.aftermath.world import Mechanism, World
from scoring.groups import difference
from synthetic_data.wording import counted

EVERYBODY = "everybody"


@dataclass(frozen=True, eq=False)
class Aftermath:
    """What became of a country after so many rounds of a score.

    Attributes
    ----------
    mechanism : Mechanism
    dose : float in [0, 1]
    history : DataFrame
        One row a round and group, ``everybody`` among the groups: ``round`` (0 = the first
        score), ``group``, ``people``, ``share`` of everybody, ``mean_score`` in points, ``gap``
        (the group's mean minus the mean of the rest, in points) with its 95 % interval ``low``
        to ``high`` by neighbourhood, ``kept`` (recorded share of kept promises), and the mean
        of each consequence.
    cut : DataFrame
        The same with the loop cut: dose 0, same people, same luck.
    quality : DataFrame
        By round, how well the score ranks (``auc``) and forecasts (``calibration_error``) the
        recorded outcome of everybody who is scored, trained on or not.
    scores : ndarray of int16, shape (rounds + 1, n)
        Published scores, in [350, 950].
    last : World
        The country in the last round.

    Notes
    -----
    The interval of a gap is that of the gap between two means with neighbourhoods as clusters;
    people of one neighbourhood share luck and consequences. It holds for other people and the same
    score. Where the score is trained anew in every round, that is one chain of trainings: another
    one differs by more (the coverage table says how much).
    """

    mechanism: Mechanism
    dose: float
    history: pd.DataFrame
    cut: pd.DataFrame
    quality: pd.DataFrame
    scores: np.ndarray
    last: World

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups, without everybody."""
        return tuple(name for name in self.history["group"].unique() if name != EVERYBODY)

    def gap(self, group: str | None = None, *, against: str | None = None) -> pd.Series:
        """Return the gap by round, in points; the first group's if none is named.

        Parameters
        ----------
        group : str, optional
        against : str, optional
            Another group; the rest of the country if left out.

        Returns
        -------
        Series
            Mean score of the group minus that of the others, indexed by round.
        """
        rows = self._rows(group)
        if against is None:
            return rows["gap"]
        return (rows["mean_score"] - self._rows(against)["mean_score"]).rename("gap")

    def loop_gain(self, group: str | None = None) -> float:
        """Gap in the last round over the gap in the first; the first group's if none is named.

        Returns
        -------
        float
            1 where the loop is cut; above 1 where the loop widens the gap, negative where it
            turns the gap round. Undefined, NaN, where the interval of the first gap takes in 0:
            then ``text`` says so.
        """
        rows = self._rows(group)
        first, last = rows.iloc[0], rows.iloc[-1]
        if not first["low"] * first["high"] > 0 or not np.isfinite(first["low"]):
            return float("nan")
        return float(last["gap"] / first["gap"])

    @property
    def text(self) -> str:
        """One sentence a group, after the mechanism's status."""
        said = [f"{self.mechanism.name} at dose {self.dose:g} ({self.mechanism.status})."]
        for group in self.groups:
            gap, gain = self.gap(group), self.loop_gain(group)
            tail = (
                f"the loop gain is {gain:.2f}"
                if np.isfinite(gain)
                else "the loop gain is undefined, as the first gap is not distinguishable from 0"
            )
            name = group[:1].upper() + group[1:]
            said.append(
                f"{name}: from {gap.iloc[0]:+.1f} to {gap.iloc[-1]:+.1f} points against "
                f"the rest in {counted(int(gap.index[-1]), 'round', 'rounds')}; {tail}."
            )
        return " ".join(said)

    def _rows(self, group: str | None) -> pd.DataFrame:
        group = self.groups[0] if group is None else group
        rows = self.history[self.history["group"] == group]
        if rows.empty or group == EVERYBODY:
            raise ValueError(f"group must be one of {', '.join(self.groups)}; received {group!r}")
        return rows.set_index("round")


def summarise(world: World, groups: Mapping[str, np.ndarray]) -> list[dict]:
    """Write one round's rows of the history."""
    everybody = np.ones(world.population.n_people, dtype=bool)
    rows = []
    for name, mask in {EVERYBODY: everybody, **groups}.items():
        gap, margin = _gap(world.published, mask, world.population.places)
        rows.append(
            {
                "round": world.round,
                "group": name,
                "people": int(mask.sum()),
                "share": float(mask.mean()),
                "mean_score": float(world.published[mask].mean()),
                "gap": gap,
                "low": gap - margin,
                "high": gap + margin,
                "kept": float(world.recorded[mask].mean()),
            }
            | {name: _mean(values[mask]) for name, values in world.consequences.items()}
        )
    return rows


def _mean(values: np.ndarray) -> float:
    """Mean over those to whom a consequence applies; a missing value is one it does not."""
    known = values[~np.isnan(values)] if values.dtype.kind == "f" else values
    return float(known.mean()) if len(known) else float("nan")


def _gap(points: np.ndarray, mask: np.ndarray, clusters: np.ndarray) -> tuple[float, float]:
    """Mean of the group minus mean of the rest, and its 95 % half-width by neighbourhood."""
    if mask.all():
        return float("nan"), float("nan")
    gap, margin = difference(points[:, None], mask, clusters)
    return float(gap[0]), float(margin[0])
