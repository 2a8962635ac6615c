"""Intervals for a share, a median cost and a difference of medians, of people or of clusters.

People of one neighbourhood are alike, so they tell less than as many people drawn singly. How
much less is estimated: the share's variance over clusters against that of single persons. A
share's interval is the exact binomial one for that smaller number of people (Korn & Graubard
1998); a median's holds every cost that such intervals do not place on one side of it. Exact
intervals of few people are wide: those of shares held in 99 of 100 countries.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv, stdtrit
from scipy.stats import binom

from explainers.groups.gap_from_sums import LEAST_INDEPENDENT

RESAMPLES = 1_000
Z = 1.959964
TAIL = 0.025


def n_independent(clusters: np.ndarray) -> float:
    """Effective number of clusters, ``(sum_c n_c)^2 / sum_c n_c^2``; see ``GroupSums``."""
    sizes = np.unique(clusters, return_counts=True)[1]
    return float(sizes.sum() ** 2 / (sizes**2).sum())


def of_share(inside: np.ndarray, clusters: np.ndarray | None = None) -> tuple[float, float]:
    """Return the 95 % interval of a share, within [0, 1].

    Parameters
    ----------
    inside : ndarray of bool, shape (n,)
    clusters : ndarray of shape (n,), optional

    Returns
    -------
    low, high : float
        Wilson's without clusters. With them 0 and 1 where fewer than 5 are independent; where
        everybody is alike, nothing tells how alike neighbours are, and each cluster counts once.
    """
    n, share = len(inside), float(inside.mean())
    if clusters is None:
        middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
        half = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
        return max(0.0, middle - half), min(1.0, middle + half)
    m = n_independent(clusters)
    if m < LEAST_INDEPENDENT:
        return 0.0, 1.0
    alike = m
    if 0 < share < 1:
        number = np.unique(clusters, return_inverse=True)[1]
        sums = np.bincount(number, weights=inside - share)
        variance = m / (m - 1) * (sums**2).sum() / n**2
        people = share * (1 - share) * n / ((n - 1) * max(variance, 1e-12))
        alike = min(n, people) * (stdtrit(n - 1, TAIL) / stdtrit(m - 1, TAIL)) ** 2
    yes, no = share * alike, (1 - share) * alike
    low = float(betaincinv(yes, no + 1, TAIL)) if share > 0 else 0.0
    return low, float(betaincinv(yes + 1, no, 1 - TAIL)) if share < 1 else 1.0


def median(costs: np.ndarray) -> float:
    """Return the lower median: infinite costs have no mean."""
    return float(np.sort(costs)[(len(costs) - 1) // 2])


def of_median(costs: np.ndarray, clusters: np.ndarray | None = None) -> tuple[float, float]:
    """Return the 95 % interval of a median cost, from order statistics; within [0, inf].

    With clusters, from the lowest cost that may have half of the people at or below it to the
    lowest from which on that is certain.
    """
    if clusters is None:
        n, ordered = len(costs), np.sort(costs)
        rank = int(binom.ppf(TAIL, n, 0.5))
        return (ordered[rank - 1], ordered[n - rank]) if rank > 0 else (0.0, np.inf)
    values = np.append(0.0, np.unique(costs))
    shares = [np.zeros(len(costs), bool), *(costs <= value for value in values[1:])]
    low, high = np.transpose([of_share(inside, clusters) for inside in shares])
    unsure = np.flatnonzero(low < 0.5)[-1] + 1
    return (
        float(values[np.argmax(high >= 0.5)]),
        float(values[unsure]) if unsure < len(values) else np.inf,
    )


def of_difference(members, rest, clusters, *, seed: int) -> tuple[float, tuple[float, float]]:
    """Return the members' median minus the rest's, with its 95 % interval.

    Parameters
    ----------
    members, rest : ndarray of shape (n,)
        Costs.
    clusters : tuple of two ndarrays, or None
        Of the members, of the rest.
    seed : int

    Returns
    -------
    dearer : float
    interval : tuple of float
        A bootstrap of single persons without clusters. With them from the two medians' intervals
        (Zou & Donner 2008), as if both sides were drawn apart: too wide, if anything, where they
        share neighbourhoods. All numbers where a side has fewer than 5 effective clusters, or where
        a difference of infinite costs has no value.
    """
    middle = median(members), median(rest)
    with np.errstate(invalid="ignore"):
        dearer = float(np.subtract(*middle))
        if clusters is None:
            interval = _resampled(members, rest, seed)
        elif min(map(n_independent, clusters)) < LEAST_INDEPENDENT:
            interval = -np.inf, np.inf
        else:
            ends = [of_median(c, k) for c, k in zip((members, rest), clusters, strict=True)]
            interval = _recovered(middle, *ends)
    return dearer, (-np.inf, np.inf) if np.isnan(interval).any() else interval


def _resampled(members, rest, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    drawn = [
        [median(rng.choice(np.sort(costs), len(costs))) for _ in range(RESAMPLES)]
        for costs in (members, rest)
    ]
    apart = np.subtract(*drawn)
    if np.isnan(apart).any():
        return np.nan, np.nan
    low, high = np.quantile(apart, [TAIL, 1 - TAIL], method="nearest")
    return float(low), float(high)


def _recovered(middle, members, rest) -> tuple[float, float]:
    """Add up the medians' distances from their ends as squares, or, if infinite, as they are."""
    widest = np.array([members[0] - rest[1], members[1] - rest[0]])
    if not np.isfinite([*middle, *widest]).all():
        return float(widest[0]), float(widest[1])
    dearer = middle[0] - middle[1]
    low = np.hypot(middle[0] - members[0], rest[1] - middle[1])
    high = np.hypot(members[1] - middle[0], middle[1] - rest[0])
    return float(dearer - low), float(dearer + high)
