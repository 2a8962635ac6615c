"""What lies between a tree's root and its nodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explainers.trees.codes import Codes
from explainers.trees.ensemble import TreeEnsemble


@dataclass(frozen=True, eq=False)
class Paths:
    """An ensemble's nodes, seen from their parents: arrays of length n_nodes.

    Attributes
    ----------
    parent : int array
        -1 at a root.
    from_right : bool array
        Whether the node is its parent's right child.
    share : float array
        The share of the parent's training rows that go to the node; 1 at a root.
    reach : float array
        The share of the tree's training rows that come by the node.
    before : int array
        The nearest node above that is reached through a split of the same player as this one; -1
        if there is none.
    asked : int array
        How many distinct players the path down to the node asks about.
    axes : int array
        How many distinct coded columns it reads.
    """

    parent: NDArray[np.intp]
    from_right: NDArray[np.bool_]
    share: NDArray[np.float64]
    reach: NDArray[np.float64]
    before: NDArray[np.intp]
    asked: NDArray[np.intp]
    axes: NDArray[np.intp]


def trace_paths(ensemble: TreeEnsemble, codes: Codes, players: NDArray[np.intp]) -> Paths:
    """Follow every path of an ensemble from its root.

    Parameters
    ----------
    ensemble : TreeEnsemble
    codes : Codes
        Of the same ensemble.
    players : int array of shape (n_features,)
        The player that each feature belongs to.

    Returns
    -------
    Paths
    """
    n = len(ensemble.left)
    parent = np.full(n, -1, dtype=np.intp)
    from_right = np.zeros(n, dtype=bool)
    share = np.ones(n)
    splits = np.flatnonzero(ensemble.left >= 0)
    cover = ensemble.cover[splits]
    for children, right in ((ensemble.left, False), (ensemble.right, True)):
        child = children[splits]
        parent[child] = splits
        from_right[child] = right
        # Where no training row came by, both sides are as likely.
        share[child] = np.divide(
            ensemble.cover[child], cover, out=np.full(len(splits), 0.5), where=cover > 0
        )
    player = np.where(ensemble.left >= 0, players[ensemble.feature], -1)
    reach, before = np.ones(n), np.full(n, -1, dtype=np.intp)
    asked, axes = np.zeros((2, n), dtype=np.intp)
    level = ensemble.roots
    while level.size:
        inner = level[ensemble.left[level] >= 0]
        level = np.concatenate([ensemble.left[inner], ensemble.right[inner]])
        split = parent[level]
        reach[level] = reach[split] * share[level]
        new_column = np.ones(len(level), dtype=bool)
        climbing, edge = np.arange(len(level)), split
        while climbing.size:  # is the split's player, or its column, on the path already?
            upper = parent[edge]
            going = upper >= 0
            climbing, edge, upper = climbing[going], edge[going], upper[going]
            own = split[climbing]
            first = (player[upper] == player[own]) & (before[level[climbing]] < 0)
            before[level[climbing[first]]] = edge[first]
            new_column[climbing] &= codes.column[upper] != codes.column[own]
            edge = upper
        asked[level] = asked[split] + (before[level] < 0)
        axes[level] = axes[split] + new_column
    return Paths(parent, from_right, share, reach, before, asked, axes)
