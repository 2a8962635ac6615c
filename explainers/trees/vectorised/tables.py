"""Tables of Shapley values: what a leaf, and then a block, gives for each pattern.

A leaf whose path asks about k players is worth its value v if all of them are met and
nothing otherwise, so a person counts only through the *pattern* of the k players they meet,
a number of k bits. Both questions fill a table of 2^k patterns times k players for each leaf.

*Interventional.* Against one reference person, the players that both meet play no part.
Let a be the number that only the person meets and b the number that only the reference
meets; if some player is met by neither, nobody gets anything. Otherwise each of the a gets
v (a-1)! b! / (a+b)!, each of the b gets -v a! (b-1)! / (a+b)!, and both fractions are Beta
integrals::

    (a-1)! b! / (a+b)!  =  integral over x from 0 to 1 of x^(a-1) (1-x)^b

*Path-dependent.* With h the pattern's bits and c the players' cover ratios, player j gets::

    v (h_j - c_j) * integral over x from 0 to 1 of prod_{i != j} (h_i x + c_i (1-x))

Under both integrals stand polynomials of degree k-1 at most, so Gauss-Legendre quadrature
with ceil(k/2) nodes is exact.

References
----------
Lundberg et al. (2020), "From local explanations to global understanding with explainable AI
for trees", Nature Machine Intelligence 2, 56-67.
Nadel & Wettenstein (2026), "Woodelf", arXiv:2511.09376: patterns and tables shared by all
people.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explainers.trees.quadrature import nodes_and_weights
from explainers.trees.vectorised.blocks import Block
from explainers.trees.vectorised.pairs import interventional_pairs, path_dependent_pairs

CACHED = 1 << 15
"""How many patterns are filled at once, so that they stay in the cache."""

Reached = tuple[NDArray[np.intp], NDArray[np.float64]]


def interventional_tables(
    reached: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fill the tables of all leaves with k players, against the reference people.

    Parameters
    ----------
    reached : float array of shape (n_leaves, 2**k)
        The share of the reference people with each pattern.
    values : float array of shape (n_leaves,)
        What each leaf adds to the margin.

    Returns
    -------
    float array of shape (n_leaves, k, 2**k)
        The Shapley value of each player, for each pattern of the person.
    """
    n_leaves, n_patterns = reached.shape
    k = n_patterns.bit_length() - 1
    size = np.bitwise_count(np.arange(n_patterns))
    tables = np.zeros((n_leaves, k, n_patterns))
    # The pattern of what a reference person misses is the complement of what they meet.
    missed = reached[:, ::-1] * values[:, None]
    for x, weight in nodes_and_weights(k):
        # G[p] = sum over A within p of missed[A] x^|A|: the reference people who meet all
        # that the person does not.
        G = missed * (x**size * weight)
        for j in range(k):
            pairs = G.reshape(n_leaves, -1, 2, 1 << j)
            pairs[:, :, 1] += pairs[:, :, 0]
        only_person = (1 - x) ** (k - size) / x
        only_reference = -((1 - x) ** (k - size - 1.0)) * G
        for j in range(k):
            shape = (-1, 2, 1 << j)
            table = tables[:, j].reshape(n_leaves, *shape)
            pairs = G.reshape(n_leaves, *shape)
            table[:, :, 1] += only_person.reshape(shape)[:, 1] * (pairs[:, :, 1] - pairs[:, :, 0])
            table[:, :, 0] += only_reference.reshape(n_leaves, *shape)[:, :, 0]
    return tables


def path_dependent_tables(
    ratios: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fill the tables of all leaves with k players, by the model's own cover.

    Parameters
    ----------
    ratios : float array of shape (n_leaves, k)
        The share of the training rows that a player's nodes let through.
    values : float array of shape (n_leaves,)
        What each leaf adds to the margin.

    Returns
    -------
    float array of shape (n_leaves, k, 2**k)
        The Shapley value of each player, for each pattern of the person.
    """
    n_leaves, k = ratios.shape
    tables = np.zeros((n_leaves, k, 1 << k))
    jump = np.stack([-ratios, 1 - ratios], axis=2)
    for x, weight in nodes_and_weights(k):
        factor = np.stack([ratios * (1 - x), ratios * (1 - x) + x], axis=2)
        below = [(values * weight)[:, None]]  # products over the players before j
        for j in range(k):
            below.append((factor[:, j, :, None] * below[-1][:, None, :]).reshape(n_leaves, -1))
        above = np.ones((n_leaves, 1))  # the product over the players after j
        for j in reversed(range(k)):
            table = tables[:, j].reshape(n_leaves, -1, 2, 1 << j)
            step = jump[:, j, :, None] * below[j][:, None, :]
            table += above[:, :, None, None] * step[:, None]
            above = (above[:, :, None] * factor[:, j, None, :]).reshape(n_leaves, -1)
    return tables


def leaf_tables(
    blocks: list[Block], reached: list[Reached] | None, *, pairs: bool = False
) -> list[list[NDArray[np.float64]]]:
    """Fill the table of every leaf of some blocks, many leaves of one k at once.

    Parameters
    ----------
    blocks : list of Block
    reached : list of (patterns, shares), or None
        For each block the patterns of its leaves, shape (n_leaves, m), that the reference
        people have together, and the share of the people who have each; None asks the
        path-dependent question.
    pairs : bool
        Whether to fill the tables of pairs of players.

    Returns
    -------
    list (blocks) of lists (leaves) of float arrays of shape (k, 2**k), or (k (k-1) / 2, 2**k)
    """
    members: dict[int, list[tuple[int, int]]] = {}
    for b, block in enumerate(blocks):
        for leaf, k in enumerate(block.asks.sum(axis=1).tolist()):
            members.setdefault(k, []).append((b, leaf))
    tables: list[list] = [[None] * len(block.values) for block in blocks]
    for k, leaves in members.items():
        at_once = max(1, CACHED >> k)
        for start in range(0, len(leaves), at_once):
            some = leaves[start : start + at_once]
            values = np.array([blocks[b].values[leaf] for b, leaf in some])
            if reached is None:
                ratios = [blocks[b].ratios[leaf, blocks[b].asks[leaf]] for b, leaf in some]
                ratios = np.array(ratios).reshape(len(some), k)
                fill = path_dependent_pairs if pairs else path_dependent_tables
                filled = fill(ratios, values)
            else:
                shares = np.zeros((len(some), 1 << k))
                for row, (b, leaf) in zip(shares, some, strict=True):
                    patterns, share = reached[b]
                    row += np.bincount(patterns[leaf], share, minlength=1 << k)
                fill = interventional_pairs if pairs else interventional_tables
                filled = fill(shares, values)
            for (b, leaf), table in zip(some, filled, strict=True):
                tables[b][leaf] = table
    return tables


def block_table(
    block: Block, tables: list[NDArray[np.float64]], *, pairs: bool = False
) -> NDArray[np.float64]:
    """Add the tables of a block's leaves into one, over the block's cells.

    Parameters
    ----------
    block : Block
    tables : list of float arrays of shape (k, 2**k), or (k (k-1) / 2, 2**k)
        One for each leaf.
    pairs : bool
        Whether the rows are pairs of digits (i, j) with i < j, ordered by j, or digits.

    Returns
    -------
    float array of shape (n_digits, cells), or (n_digits (n_digits-1) / 2, cells)
        What the block gives to the player of each digit, or to each pair.
    """
    n_digits = len(block.digits)
    second, first = np.tril_indices(n_digits, -1)
    total = np.zeros((len(first) if pairs else n_digits, block.cells))
    for leaf, (asks, table) in enumerate(zip(block.asks, tables, strict=True)):
        rows = len(table)
        done, left = 1, 1 << int(asks.sum())  # cells of the digits so far; patterns of the others
        for digit, meets in enumerate(block.meets):
            radix = meets.shape[1]
            if asks[digit]:
                left >>= 1
                table = table.reshape(rows, left, 2, done).take(meets[leaf], axis=2)
            else:
                table = table.reshape(rows, left, 1, done).repeat(radix, axis=2)
            done *= radix
        own = asks[first] & asks[second] if pairs else asks
        total[own] += table.reshape(rows, block.cells)
    return total
