"""The integrals over [0, 1] in the closed forms of Shapley values, and their nodes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import beta


def nodes_and_weights(n_players: int) -> zip:
    """Give the quadrature on [0, 1] that is exact for a path of so many players."""
    nodes, weights = np.polynomial.legendre.leggauss(max(1, (n_players + 1) // 2))
    return zip((nodes + 1) / 2, weights / 2, strict=True)


def first_shares(n_players: int) -> NDArray[np.float64]:
    """Give (a-1)! b! / (a+b)! for all a and b up to ``n_players``; 0 where a is 0.

    Parameters
    ----------
    n_players : int

    Returns
    -------
    float array of shape (n_players + 1, n_players + 1)
    """
    a, b = np.ogrid[: n_players + 1, : n_players + 1]
    return np.where(a > 0, beta(np.maximum(a, 1), b + 1.0), 0.0)
