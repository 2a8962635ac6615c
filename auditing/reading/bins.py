"""Bins of the score: each value by itself where they are few, else of equal width."""

from collections.abc import Sequence

import numpy as np

MAX_VALUES = 2_000  # of the score; more are put into bins
N_BINS = 1_000


def score_bins(score: np.ndarray, cut_at: Sequence[float] = ()):
    """Return the lower ends of bins, each score's bin, and whether a bin holds one value only."""
    low, high = float(score.min()), float(score.max())
    if high - low < MAX_VALUES:
        off = (score - low).astype(np.int64)
        if float(low).is_integer() and np.array_equal(off + low, score):
            there = np.bincount(off) > 0
            number = np.cumsum(there) - 1
            whole = there.all()
            return np.flatnonzero(there) + low, off if whole else number[off], True
    if len(score) <= 200_000:
        values, number = np.unique(score, return_inverse=True)
        if len(values) <= MAX_VALUES:
            return values, number, True
    edges = bin_edges(low, high, cut_at)
    return edges, np.searchsorted(edges, score, side="right") - 1, False


def bin_edges(low: float, high: float, cut_at: Sequence[float] = ()) -> np.ndarray:
    """Return the lower ends of bins of equal width, and of those that thresholds begin."""
    inside = [float(one) for one in cut_at if low < one <= high]
    return np.union1d(np.linspace(low, high, N_BINS, endpoint=False), inside)
