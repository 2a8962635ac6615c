"""Tables of pairwise interactions, for each pattern of a leaf (compare ``tables``).

Under the integral stands v (h_i - r_i)(h_j - r_j) times the product of h_l x + r_l (1 - x) over
the other players l, with r the reference person's pattern, or independent bits with the cover
ratios as their means. Let G[h] be the mean of the whole product, over all players. Then taking one
player's factor out and putting h - r in its place is a 2 x 2 matrix on that player's bit::

    [ -1/(1-x)       0  ]
    [ -1/(x (1-x))  1/x ]

so a pair's table is G with that matrix on the bits of both.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from explainers.trees.quadrature import nodes_and_weights


def interventional_pairs(
    reached: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fill the tables of pairs, of all leaves with k players, against the reference people.

    Parameters
    ----------
    reached : float array of shape (n_leaves, 2**k)
        The share of the reference people with each pattern.
    values : float array of shape (n_leaves,)
        What each leaf adds to the margin.

    Returns
    -------
    float array of shape (n_leaves, k (k-1) / 2, 2**k)
        The interaction of each pair i < j, ordered by j, for each pattern of the person.
    """
    k = reached.shape[1].bit_length() - 1

    def product(x: float) -> NDArray[np.float64]:
        G = reached * values[:, None]
        for j in range(k):
            bits = G.reshape(len(G), -1, 2, 1 << j)
            only_reference = (1 - x) * bits[:, :, 1]
            bits[:, :, 1] += x * bits[:, :, 0]
            bits[:, :, 0] = only_reference
        return G

    return _pairs(product, len(values), k)


def path_dependent_pairs(
    ratios: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fill the tables of pairs, of all leaves with k players, by the model's own cover.

    Parameters
    ----------
    ratios : float array of shape (n_leaves, k)
        The share of the training rows that a player's nodes let through.
    values : float array of shape (n_leaves,)
        What each leaf adds to the margin.

    Returns
    -------
    float array of shape (n_leaves, k (k-1) / 2, 2**k)
        The interaction of each pair i < j, ordered by j, for each pattern of the person.
    """
    n_leaves, k = ratios.shape

    def product(x: float) -> NDArray[np.float64]:
        G = values[:, None]
        for ratio in ratios.T:
            factor = np.stack([ratio * (1 - x), ratio * (1 - x) + x], axis=1)
            G = (factor[:, :, None] * G[:, None, :]).reshape(n_leaves, -1)
        return G

    return _pairs(product, n_leaves, k)


def _pairs(
    product: Callable[[float], NDArray[np.float64]], n_leaves: int, k: int
) -> NDArray[np.float64]:
    tables = np.zeros((n_leaves, k * (k - 1) // 2, 1 << k))
    if k < 2:
        return tables
    for x, weight in nodes_and_weights(k):
        G = product(x) * weight
        for j in range(1, k):
            without_j = _swap(G, j, x)
            for i in range(j):
                tables[:, j * (j - 1) // 2 + i] += _swap(without_j, i, x)
    return tables


def _swap(G: NDArray[np.float64], j: int, x: float) -> NDArray[np.float64]:
    """Put the matrix of the module's docstring on bit ``j``."""
    bits = G.reshape(len(G), -1, 2, 1 << j)
    swapped = np.empty_like(bits)
    swapped[:, :, 0] = bits[:, :, 0] / (x - 1)
    swapped[:, :, 1] = (bits[:, :, 1] + swapped[:, :, 0]) / x
    return swapped.reshape(G.shape)
