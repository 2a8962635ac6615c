"""Intervals of differences and ratios that hold for small groups and for rates near 0 too.

Each side of a comparison gets an interval of its own, and both are joined by the method of variance
estimates recovery (MOVER: Newcombe, 1998; Zou & Donner, 2008; for ratios Donner & Zou, 2012).

- A rate: Clopper & Pearson (1934), whose coverage is at least its level for any number of people
  and any rate; with weights or clusters on the effective number of people (Korn & Graubard, 1998).
- A mean: Student's t for the effective number of independent units, widened for skewness
  (Hall, 1988).

Two published answers to small groups were read and not taken. A Bayesian interval for them
(Ferrara et al., 2025, arXiv:2506.10586) covers on average over its prior; an audit's promise must
hold for the group at hand. Structured regression (Herlihy et al., 2024, arXiv:2401.14893) borrows
from other groups, and so draws the one intersection that differs towards what its columns predict:
good estimates, but a verdict must not rest on the assumption that it is to test.
"""

import numpy as np
from scipy.special import betaincinv, ndtri, stdtrit

from auditing.comparisons.estimates import Estimates
from auditing.comparisons.sides import Sides

MIN_UNITS = 5  # independent units for an interval that rests on their variance
MAX_SKEWED = 0.4  # skewness of an estimated mean


def side_ends(estimates: Estimates, level_out: float) -> tuple[np.ndarray, np.ndarray]:
    """Return lower and upper ends for every metric on every side; shape (k, m).

    Parameters
    ----------
    estimates : Estimates
    level_out : float
        How often an interval may miss: 0.05 for 95 %.
    """
    low, high = np.full_like(estimates.value, np.nan), np.full_like(estimates.value, np.nan)
    for place, metric in enumerate(estimates.metrics):
        column = (one[:, place] for one in (
            estimates.value, estimates.variance, estimates.units, estimates.counted,
            estimates.skewness,
        ))  # fmt: skip
        ends = rate_ends if metric.is_rate else mean_ends
        low[:, place], high[:, place] = ends(*column, level_out)
    return low, high


def mean_ends(value, variance, units, counted, skewness, level_out):
    """Student's t for ``units`` units, widened by ``1 + skew^2 (z^4 + 2 z^2 - 3) / 18``.

    Infinite below 5 units, and where a few people decide the mean (skewness above 0.4).
    """
    z = ndtri(1 - level_out / 2)
    t = stdtrit(np.maximum(units - 1, 1), 1 - level_out / 2)
    margin_of_error = t * np.sqrt(variance) * (1 + skewness**2 * (z**4 + 2 * z**2 - 3) / 18)
    sure = (units >= MIN_UNITS) & (np.abs(skewness) <= MAX_SKEWED)
    margin_of_error = np.where(sure, margin_of_error, np.inf)
    return value - margin_of_error, value + margin_of_error


def rate_ends(value, variance, units, counted, skewness, level_out):
    """Clopper & Pearson's ends on the effective number of people (Korn & Graubard, 1998).

    That is ``p (1 - p) / variance``, at most the people counted, times ``(z / t)^2``; where
    people are their own units and weigh alike, just the people counted. From 0 to 1 where weights
    or clusters leave fewer than 5 units.
    """
    p = np.clip(np.nan_to_num(value), 0, 1)
    simple = np.isclose(units, counted) & np.isclose(variance * (units - 1), p * (1 - p))
    n = np.where(variance > 0, p * (1 - p) / np.where(variance > 0, variance, 1), units)
    n = np.minimum(n, counted)
    z, t = ndtri(1 - level_out / 2), stdtrit(np.maximum(units - 1, 1), 1 - level_out / 2)
    n = np.where(simple, counted, n * (z / t) ** 2)
    n = np.maximum(n, 1e-9)
    hits = p * n
    misses = n - hits
    inside = hits > 1e-9
    low = betaincinv(np.where(inside, hits, 1), misses + 1, level_out / 2)
    low = np.where(inside, low, 0.0)
    inside = misses > 1e-9
    high = betaincinv(hits + 1, np.where(inside, misses, 1), 1 - level_out / 2)
    high = np.where(inside, high, 1.0)
    sure = simple | (units >= MIN_UNITS)
    low, high = np.where(sure, low, 0.0), np.where(sure, high, 1.0)
    empty = ~np.isfinite(value)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def difference_ends(estimates: Estimates, sides: Sides, ends) -> tuple[np.ndarray, ...]:
    """Return differences of compared sides and their ends; each of shape (pairs, m)."""
    low, high = ends
    i, j = sides.pairs.T
    one, two = estimates.value[i], estimates.value[j]
    below, above = one - low[i], high[i] - one
    below_two, above_two = two - low[j], high[j] - two
    spread = np.sqrt(estimates.variance[i] * estimates.variance[j])
    r = np.where(spread > 0, estimates.between / np.where(spread > 0, spread, 1), 0.0)
    r = np.clip(r, -1, 1)
    with np.errstate(invalid="ignore"):
        lower = (one - two) - _joined(below, above_two, r)
        upper = (one - two) + _joined(above, below_two, r)
    rates = np.array([metric.is_rate for metric in estimates.metrics])
    lower = np.where(rates, np.maximum(lower, -1), lower)
    upper = np.where(rates, np.minimum(upper, 1), upper)
    return one - two, lower, upper


def _joined(one, two, r):
    infinite = np.isinf(one) | np.isinf(two)
    one, two = np.where(infinite, 0, one), np.where(infinite, 0, two)
    joined = np.sqrt(np.maximum(one**2 - 2 * r * one * two + two**2, 0))
    return np.where(infinite, np.inf, joined)


def ratio_ends(p, q, p_ends, q_ends):
    """Return the ratio of two rates and its ends (Donner & Zou, 2012); infinite above a rate of 0.

    Examples
    --------
    >>> ratio, low, high = ratio_ends(0.3, 0.5, (0.25, 0.35), (0.45, 0.55))
    >>> round(float(ratio), 2), round(float(low), 2), round(float(high), 2)
    (0.6, 0.49, 0.72)
    """
    (l1, u1), (l2, u2) = p_ends, q_ends
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(q > 0, p / np.where(q > 0, q, 1), np.nan)
        bottom = u2 * (2 * q - u2)
        root = np.sqrt(np.maximum((p * q) ** 2 - l1 * u2 * (2 * p - l1) * (2 * q - u2), 0))
        low = np.where(
            bottom > 1e-12, (p * q - root) / np.where(bottom > 1e-12, bottom, 1), l1 / u2
        )
        top = l2 * (2 * q - l2)
        root = np.sqrt(np.maximum((p * q) ** 2 - u1 * l2 * (2 * p - u1) * (2 * q - l2), 0))
        high = np.where(top > 1e-12, (p * q + root) / np.where(top > 1e-12, top, 1), np.inf)
    return ratio, np.maximum(low, 0), np.where(np.isnan(ratio), np.nan, high)
