"""Exact Shapley values of tree models, in the model's own margin.

The trees are cut into blocks (``blocks``, ``cutting``), every block gets a table of what it
gives for each cell (``tables``), and people are looked up in it (``codes``, ``lookup``). So
explaining n people against m reference people takes O(n + m), not O(n m).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explainers.engine.blocks import Block
from explainers.engine.codes import Codes, number_splits
from explainers.engine.cutting import cut_into_blocks
from explainers.engine.ensemble import TreeEnsemble
from explainers.engine.lookup import CellFinder, add_up
from explainers.engine.tables import block_table, leaf_tables

BATCH_BYTES = 1 << 27
"""How much memory the tables may take before people are looked up and the tables dropped."""


def tree_values(
    ensemble: TreeEnsemble,
    X: ArrayLike,
    *,
    background: ArrayLike | None = None,
    players: ArrayLike | None = None,
) -> tuple[NDArray[np.float64], float]:
    """Explain people's margins exactly.

    The Shapley value of player j is the mean, over all orders of the players, of what
    knowing j adds to v(S), where S are the players known before. Against reference people,
    v(S) is the mean margin of a person who keeps their own columns in S and takes the others
    from a reference person. By the model's own cover, v(S) follows the splits on S and
    weights both sides of the others by their training rows.

    Parameters
    ----------
    ensemble : TreeEnsemble
        From ``read_trees``.
    X : array-like of shape (n, n_features)
        The people to explain. NaN is a missing value; infinite values are compared as such.
    background : array-like of shape (m, n_features), optional
        The reference people, all of whom are used (the interventional question). None asks
        the path-dependent question.
    players : int array-like of shape (n_features,), optional
        The player that each feature belongs to, from 0: features of one player, such as the
        columns of one category, are known together. By default each feature is a player.

    Returns
    -------
    values : float64 array of shape (n, n_players)
        In units of the margin.
    base : float
        v of knowing nobody: ``base + values.sum(axis=1) == ensemble.margin(X)``.

    Raises
    ------
    ValueError
        If a shape is wrong, ``background`` is empty, ``players`` is not one whole number
        from 0 for each feature, or a path asks about more than 16 players.

    References
    ----------
    Lundberg et al. (2020), "From local explanations to global understanding with explainable
    AI for trees", Nature Machine Intelligence 2, 56-67.
    Nadel & Wettenstein (2026), "Woodelf", arXiv:2511.09376.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeRegressor
    >>> from explainers.engine.trees import read_trees
    >>> tree = DecisionTreeRegressor().fit([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [0, 0, 6])
    >>> values, base = tree_values(read_trees(tree), [[1.0, 1.0]], background=[[0.0, 1.0]])
    >>> values, base
    (array([[6., 0.]]), 0.0)
    """
    people = ensemble.as_compared(X)
    owner = _check_players(players, ensemble.n_features)
    codes = number_splits(ensemble)
    reference = None
    if background is not None:
        rows = ensemble.as_compared(background, name="background")
        if len(rows) == 0:
            raise ValueError("background must have at least one row; got none.")
        reference = CellFinder(codes.encode(rows))
    coded = codes.encode(people)
    values = np.zeros((len(people), int(owner.max(initial=-1)) + 1))
    base = ensemble.base
    for blocks in _batches(ensemble, codes, owner):
        tables, given = build_tables(blocks, reference)
        base += given
        add_up(coded, blocks, tables, values)
    return values, base


def build_tables(
    blocks: list[Block], reference: CellFinder | None
) -> tuple[list[NDArray[np.float64]], float]:
    """Build the tables of some blocks.

    Parameters
    ----------
    blocks : list of Block
    reference : CellFinder of the reference people, or None
        None asks the path-dependent question.

    Returns
    -------
    tables : list of float arrays of shape (n_digits, cells)
    base : float
        What these blocks give to everyone.
    """
    if reference is None:
        reached = None
        base = sum(float(block.values @ block.ratios.prod(axis=1)) for block in blocks)
    else:
        reached, base = [], 0.0
        for block in blocks:
            cells, shares = reference.occupied(block)
            patterns = block.patterns(cells)
            all_met = (1 << block.asks.sum(axis=1, keepdims=True)) - 1
            base += float(block.values @ ((patterns == all_met) @ shares))
            reached.append((patterns, shares))
    tables = leaf_tables(blocks, reached)
    return [block_table(*pair) for pair in zip(blocks, tables, strict=True)], base


def _batches(
    ensemble: TreeEnsemble, codes: Codes, players: NDArray[np.intp]
) -> Iterator[list[Block]]:
    """Gather blocks until their tables would take ``BATCH_BYTES``."""
    batch, size = [], 0
    for block in cut_into_blocks(ensemble, codes, players):
        batch.append(block)
        size += 8 * block.cells * (len(block.digits) + len(block.values))
        if size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _check_players(players: ArrayLike | None, n_features: int) -> NDArray[np.intp]:
    if players is None:
        return np.arange(n_features)
    owner = np.asarray(players)
    if owner.shape != (n_features,) or owner.dtype.kind not in "iu" or owner.min(initial=0) < 0:
        raise ValueError(
            f"players must be {n_features} whole numbers from 0, one for each feature; "
            f"got {players!r}."
        )
    return owner.astype(np.intp)
