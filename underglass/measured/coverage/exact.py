"""Exact intervals for a share, and what counts as too many false alarms."""

from __future__ import annotations

from scipy.special import betaincinv
from scipy.stats import binom

ALARM_LEVEL = 0.01  # a false-alarm row: at 400 worlds, 31 alarms of 5 % pass and 32 do not


def clopper_pearson(count: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of a share (Clopper & Pearson 1934).

    Parameters
    ----------
    count, n : int
        ``count`` of ``n``; of none, the interval is 0 to 1.
    level : float in (0, 1)

    Examples
    --------
    >>> [round(end, 4) for end in clopper_pearson(380, 400)]
    [0.9238, 0.9692]
    """
    tail = (1 - level) / 2
    low = float(betaincinv(count, n - count + 1, tail)) if count > 0 else 0.0
    high = float(betaincinv(count + 1, n - count, 1 - tail)) if count < n else 1.0
    return low, high


def most_alarms(n: int, rate: float = 0.05) -> int:
    """Most alarms in ``n`` worlds that are no sign of a rate above ``rate`` (at 1 %, one-sided).

    Examples
    --------
    >>> most_alarms(400)
    31
    """
    return int(binom.isf(ALARM_LEVEL, n, rate))
