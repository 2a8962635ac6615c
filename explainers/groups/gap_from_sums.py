"""Every group's gap, with intervals, from sums that merge."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from explainers.groups.gap import Gap, Gaps
from scoring.groups import LEVEL, GroupSums

LEAST_INDEPENDENT = 5  # clusters of equal size, or people without clusters, on each side
MOST_SKEWED = 0.4  # of an estimate; more, and intervals hold with less than they say
FEW_DECIDE = "a few people decide this column: too few for an interval"
ADJUSTMENTS = (None, "bonferroni")


def gaps_of(sums: GroupSums, adjust: str | None, unit: str) -> Gaps:
    """Make every group's gap; the arguments are those of :func:`explainers.gap_table`."""
    if adjust not in ADJUSTMENTS:
        raise ValueError(f"adjust must be None or 'bonferroni'; received {adjust!r}")
    enough = np.rint(sums.n_independent) >= LEAST_INDEPENDENT
    n_intervals = max(int(enough.sum()) * len(sums.columns), 1)
    level = LEVEL if adjust is None else 1 - (1 - LEVEL) / n_intervals
    points, margin = sums.difference(level=level)
    skewness, z = sums.skewness, ndtri((1 + level) / 2)
    margin *= 1 + skewness**2 * (z**4 + 2 * z**2 - 3) / 18
    sure = enough[:, None] & (skewness <= MOST_SKEWED)
    clipped = np.array(sums.columns) == "rounding"  # at a scale's end: rare, and often not seen
    sure &= ~clipped | (margin == 0)
    margin[~sure] = np.inf
    independent = "people" if sums.clusters is None else "clusters"
    too_few = [
        "" if many else f"{number:.0f} {independent} on the smaller side: too few for an interval"
        for many, number in zip(enough, np.rint(sums.n_independent), strict=True)
    ]
    said = _said(sums, too_few, sure)
    columns, gaps = list(sums.columns[:-1]), {}
    for at, name in enumerate(sums.groups):
        low, high = points[at] - margin[at], points[at] + margin[at]
        why = too_few[at] or FEW_DECIDE
        table = pd.DataFrame(
            {
                "column": columns,
                "points": points[at, :-1],
                "low": low[:-1],
                "high": high[:-1],
            }
        )
        largest = np.argsort(-table["points"].abs(), kind="stable")
        gaps[name] = Gap(
            group=name,
            n_members=int(sums.sizes[at]),
            points=float(points[at, -1]),
            interval=(float(low[-1]), float(high[-1])),
            table=table.iloc[largest].reset_index(drop=True),
            level=level,
            left_out=int(sums.left_out[at]),
            unit=unit,
            note=said[at],
            without_interval={
                name: why for name, known in zip(columns, sure[at], strict=False) if not known
            },
        )
    together = f"all {n_intervals} together (Bonferroni)" if adjust else "each by itself"
    text = (
        "Each group against everybody else who has a label. The intervals hold with "
        f"{LEVEL:.0%}, {together}, counting {independent} as independent."
    )
    notes = [f"{name}: {gap.note}" for name, gap in gaps.items() if gap.note]
    return Gaps(gaps, " ".join([text, *notes]))


def _said(sums: GroupSums, notes: list[str], sure: np.ndarray) -> list[str]:
    """Say of each group what its intervals do not: who is left out, and what has none."""
    found = []
    for note, known, left_out in zip(notes, sure, sums.left_out, strict=True):
        skewed = [name for name, surely in zip(sums.columns, known, strict=True) if not surely]
        parts = [note]
        if not note and skewed:
            parts.append(
                f"too few for an interval of what a few people decide: {', '.join(skewed)}"
            )
        if left_out:
            parts.append(f"{left_out} people without a label are left out")
        found.append(" ".join(f"{part}." for part in parts if part))
    return found
