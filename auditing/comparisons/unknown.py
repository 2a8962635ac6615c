"""People whose group is not known: what the answer could be, and at which share it turns.

In the published audits under New York's Local Law 144 people of unknown group were left aside; they
alone could have turned the verdict. Here an adversary places a share of them, in the group or with
the rest, so that the difference becomes as small, or as large, as it can (worst-case bounds:
Manski, 2003, *Partial Identification of Probability Distributions*); the others stay aside.
"""

from dataclasses import dataclass

import numpy as np

from auditing.comparisons.findings import GAP, NONE_LARGER, Finding
from auditing.comparisons.metrics import MEAN, Metric
from auditing.reading.tally import Tally

SHARES = np.linspace(0, 1, 101)
SPLITS = 101


@dataclass(frozen=True, eq=False)
class Bounds:
    """What people of unknown group could make of one finding.

    Attributes
    ----------
    finding : Finding
        Of a group against the rest, in its mean score or a selection rate.
    n_unknown : int
    share : ndarray of shape (101,)
        Shares of the unknown people of whom the adversary may place as many as it likes.
    lowest, highest : ndarray of shape (101,)
        Least and greatest difference that can be reached.
    ratio_lowest, ratio_highest : ndarray of shape (101,), or None
        Of selection rates.
    turns_at : float
        Least share at which the verdict no longer holds; infinite where none is enough, NaN
        where there is no verdict to turn.
    """

    finding: Finding
    n_unknown: int
    share: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    ratio_lowest: np.ndarray | None
    ratio_highest: np.ndarray | None
    turns_at: float


def bound_unknown(tally: Tally, findings, favourable: str) -> tuple[Bounds, ...]:
    """Bound every group's gap in means and selection rates, where its column has unknown people."""
    made = []
    for finding in findings:
        if finding.against is not None or len(finding.group) > 1 or finding.withheld:
            continue
        if finding.metric not in (MEAN, "selection_rate") or not np.isfinite(finding.difference):
            continue
        bounds = _bounds(tally, finding, favourable)
        if bounds is not None:
            made.append(bounds)
    return tuple(made)


def _bounds(tally: Tally, finding: Finding, favourable: str) -> Bounds | None:
    ((column, label),) = finding.group
    codes = tally.cells[tally.cell, tally.columns.index(column)]
    unknown = codes < 0
    if not unknown.any():
        return None
    inside = codes == tally.labels[column].index(label)
    if finding.metric == MEAN:
        value = tally.middle
    else:
        value = Metric("selection_rate", finding.low_at).parts(tally)[0]
    sides = [(tally.weight[who].sum(), (tally.weight * value)[who].sum())
             for who in (inside, ~inside & ~unknown)]  # fmt: skip
    order = np.argsort(value[unknown], kind="stable")
    w, v = tally.weight[unknown][order], value[unknown][order]
    lowest = [_extreme(sides, w, v, share, lowest=True) for share in SHARES]
    highest = [_extreme(sides, w, v, share, lowest=False) for share in SHARES]
    ratios = [None, None]
    if finding.metric == "selection_rate":
        ratios = [
            np.array([_ratio(*pair, favourable) for pair in pairs]) for pairs in (lowest, highest)
        ]
        ratios = [
            np.minimum.accumulate(np.minimum(*ratios)), np.maximum.accumulate(np.maximum(*ratios)),
        ]  # fmt: skip
    low, high = (np.array([one - two for one, two in pairs]) for pairs in (lowest, highest))
    low, high = np.minimum.accumulate(low), np.maximum.accumulate(high)
    return Bounds(
        finding, round(float(tally.n[unknown].sum())), SHARES, low, high, *ratios,
        _turn(finding, low, high),
    )  # fmt: skip


def _extreme(sides, w, v, share: float, *, lowest: bool) -> tuple[float, float]:
    """Place a share of the unknown so that the difference is extreme; return both values.

    The people of the lowest values go into the group and those of the highest to the rest, or
    the other way round; how many of each is tried in steps of a hundredth.
    """
    total = w.sum()
    reach = np.concatenate([[0], np.cumsum(w)])
    sums = np.concatenate([[0], np.cumsum(w * v)])
    parts = np.linspace(0, share, SPLITS) * total
    low_w, high_w = parts, share * total - parts
    low_s = np.interp(low_w, reach, sums)
    high_s = sums[-1] - np.interp(total - high_w, reach, sums)
    (n_in, s_in), (n_out, s_out) = sides
    if lowest:
        one, two = (s_in + low_s) / (n_in + low_w), (s_out + high_s) / (n_out + high_w)
        best = np.argmin(one - two)
    else:
        one, two = (s_in + high_s) / (n_in + high_w), (s_out + low_s) / (n_out + low_w)
        best = np.argmax(one - two)
    return float(one[best]), float(two[best])


def _ratio(one: float, two: float, favourable: str) -> float:
    if favourable == "low":
        one, two = 1 - one, 1 - two
    return one / two if two > 0 else np.inf


def _turn(finding: Finding, low: np.ndarray, high: np.ndarray) -> float:
    """Least share at which the interval, moved by as much as the difference, loses its verdict."""
    lower = low - (finding.difference - finding.low)
    upper = high + (finding.high - finding.difference)
    if finding.verdict == GAP:
        gone = lower <= 0 if finding.difference > 0 else upper >= 0
    elif finding.verdict == NONE_LARGER:
        gone = (-lower > finding.margin) | (upper > finding.margin)
    else:
        return np.nan
    return float(SHARES[np.argmax(gone)]) if gone.any() else np.inf
