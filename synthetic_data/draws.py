"""Draws by inversion: each turns one uniform number ``u`` in (0, 1) a person into a value.

No generator is passed in and nothing is rejected, so a person's luck stays the same when a
dose, a cause or the size of the country changes (*common random numbers*).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.special import ndtri


def by(category: pd.Categorical, table: Mapping[str, float]) -> np.ndarray:
    """Look up each person's category in a table of numbers; every label must be in it."""
    return np.array([table[label] for label in category.categories], dtype=float)[category.codes]


def normal(u: np.ndarray, mean=0.0, sd=1.0) -> np.ndarray:
    """Draw from the normal distribution: ``mean + sd * Phi^-1(u)``."""
    draw = ndtri(u)
    draw *= sd
    draw += mean
    return draw


def lognormal(u: np.ndarray, median=1.0, spread=0.5) -> np.ndarray:
    """Draw a positive amount: ``median * exp(spread * Phi^-1(u))``."""
    draw = ndtri(u)
    draw *= spread
    return np.exp(draw, out=draw) * median


def exponential(u: np.ndarray, mean=1.0) -> np.ndarray:
    """Draw a waiting time or an amount that is mostly small: ``-mean * log(1 - u)``."""
    return -mean * np.log1p(-u)


def count(u: np.ndarray, mean) -> np.ndarray:
    """Draw how often something happened: a geometric number with the given mean.

    ``floor(log(1 - u) / log(mean / (1 + mean)))``; its variance is ``mean * (1 + mean)``,
    more than a Poisson number's, as counts of what people do usually show.
    """
    mean = np.maximum(mean, 1e-300)  # a mean of 0 gives 0 to the unluckiest
    return np.floor(np.log1p(-u) / -np.log1p(1 / mean))


def binomial(u: np.ndarray, trials: np.ndarray, rate) -> np.ndarray:
    """Draw how many of ``trials`` events happen, each with probability ``rate`` below 1.

    The distribution function is summed up term by term, only for those not yet reached.
    """
    trials = np.asarray(trials, dtype=float)
    rate = np.broadcast_to(np.asarray(rate, dtype=float), trials.shape)
    drawn = np.zeros(len(trials))
    term = (1 - rate) ** trials
    active = np.flatnonzero(u >= term)
    left, term = u[active] - term[active], term[active]
    happened = 0
    while len(active):
        odds = rate[active] / (1 - rate[active])
        term = term * odds * (trials[active] - happened) / (happened + 1)
        happened += 1
        drawn[active] = np.minimum(happened, trials[active])
        more = (left >= term) & (happened < trials[active])
        active, left, term = active[more], (left - term)[more], term[more]
    return drawn


def chance(log_odds) -> np.ndarray:
    """Return the probability ``1 / (1 + exp(-log_odds))``."""
    # Not scipy's expit, whose last bits differ: every population would move.
    return 1 / (1 + np.exp(-np.asarray(log_odds, dtype=float)))


def choose(u: np.ndarray, shares: Mapping[str, float | np.ndarray]) -> pd.Categorical:
    """Draw one label; the shares, numbers or one array of ``n`` each, need not add up to 1."""
    labels = tuple(shares)
    upper = []
    for label in labels:
        upper.append(shares[label] + upper[-1] if upper else shares[label])
    target = u * upper[-1]
    codes = np.zeros(len(u), dtype=np.int8)
    for limit in upper[:-1]:
        codes += target >= limit
    return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(labels))
