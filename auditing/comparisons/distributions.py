"""Whole distributions: how far two groups' scores lie apart anywhere on the scale."""

import numpy as np

from auditing.comparisons.estimates import Estimates
from auditing.reading.tally import Tally


def compare_distributions(
    tally: Tally, member: np.ndarray, level_out: float, estimates: Estimates, places
) -> dict:
    """Compare the scores of two sides at every point of the scale.

    Parameters
    ----------
    tally : Tally
    member : ndarray of shape (cells, 2)
    level_out : float
    estimates : Estimates
        For the effective number of independent units of the mean score, metric 0.
    places : tuple of int
        The two sides.

    Returns
    -------
    dict
        ``difference``: the largest difference of cumulative shares (Kolmogorov & Smirnov), from 0
        to 1, with the ends ``low`` and ``high``; ``value`` is the mean distance of equal ranks
        (Wasserstein), in points.

    Notes
    -----
    Both cumulative shares together stray by more than ``c`` with at most
    ``e exp(-2 c^2 / (1 / n_1 + 1 / n_2))`` (Dvoretzky, Kiefer & Wolfowitz; for two samples Wei &
    Dudley, 2012), so the true distance lies within ``c`` of the one that is seen.
    """
    counts = member[tally.cell] * tally.weight[:, None]
    n_bins = len(tally.edges)
    shares = np.column_stack([np.bincount(tally.bin, one, n_bins) for one in counts.T])
    shares = np.cumsum(shares / shares.sum(axis=0), axis=0)
    apart = np.abs(shares[:, 0] - shares[:, 1])
    units = np.maximum(estimates.units[list(places), 0], 1)
    c = float(np.sqrt((1 - np.log(level_out)) / 2 * (1 / units).sum()))
    seen = float(apart.max())
    return {
        "difference": seen,
        "low": max(seen - c, 0.0),
        "high": min(seen + c, 1.0),
        "value": float((apart[:-1] * np.diff(tally.edges)).sum()),
    }


def quantiles(tally: Tally, member: np.ndarray, at) -> np.ndarray:
    """Return quantiles of the scores on one side, to the bin."""
    rows = tally.weight * member[tally.cell]
    total = np.cumsum(np.bincount(tally.bin, rows, len(tally.edges)))
    places = np.searchsorted(total, np.asarray(at) * total[-1], side="left")
    return tally.edges[np.minimum(places, len(tally.edges) - 1)]
