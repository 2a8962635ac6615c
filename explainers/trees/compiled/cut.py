"""Cutting trees into blocks, compiled (compare ``explainers.trees.vectorised.cutting``).

A block's cell is written in *axes*, one for each coded column that the block reads, instead of
one digit for each player: an axis is 0 where the path's interval on that column is missed, and
otherwise counts how many of the block's own thresholds the person lies above (plus one where
the path asks something of the column). A leaf then accepts one interval of values on each axis.
"""

from __future__ import annotations

import numpy as np

from explainers.trees.compiled.jit import jit

MAX_INNER = 200
"""The most thresholds of a block on one axis: a value fits into one byte."""


@jit
def cut(roots, left, right, parent, from_right, column, rank, players, n_columns, max_cells):
    """Cut some trees into the largest subtrees of at most ``max_cells`` cells.

    ``players`` is the player of each split. Gives, all as int64 arrays: for each block its root
    node, its number of cells, where its axes, players and leaves begin; for each axis its
    column, the interval of codes (low, high) that the path asks, whether the path asks, its
    stride, its place among the block's players and where its thresholds begin; the
    thresholds; each block's players; each block's leaves.
    """
    top = np.int64(1) << 40
    block_root, cells_of, first_axis = [np.int64(0)][:0], [np.int64(0)][:0], [np.int64(0)]
    first_player, first_leaf, first_inner = [np.int64(0)], [np.int64(0)], [np.int64(0)]
    axis_column, low, high = [np.int64(0)][:0], [np.int64(0)][:0], [np.int64(0)][:0]
    asked, stride, place = [np.int64(0)][:0], [np.int64(0)][:0], [np.int64(0)][:0]
    inner, block_player, leaves = [np.int64(0)][:0], [np.int64(0)][:0], [np.int64(0)][:0]
    seen = np.zeros(n_columns, dtype=np.bool_)
    on_path = np.zeros(n_columns, dtype=np.bool_)
    above = np.zeros(n_columns, dtype=np.int64)
    below = np.zeros(n_columns, dtype=np.int64)
    owner = np.zeros(n_columns, dtype=np.int64)
    count = np.zeros(n_columns, dtype=np.int64)
    ranks = np.zeros((n_columns, MAX_INNER + 1), dtype=np.int64)
    columns = np.zeros(n_columns, dtype=np.int64)
    for root in roots:
        waiting = [root]
        while len(waiting):
            node = waiting.pop()
            n_seen, cells, child = 0, 1.0, node
            while child != root:
                split = parent[child]
                c = column[split]
                if not seen[c]:
                    seen[c], on_path[c], count[c], owner[c] = True, True, 0, players[split]
                    above[c], below[c] = -1, top
                    columns[n_seen] = c
                    n_seen += 1
                    cells *= 2
                if from_right[child]:
                    above[c] = max(above[c], rank[split])
                else:
                    below[c] = min(below[c], rank[split])
                child = split
            n_leaves = len(leaves)
            subtree = [node]
            fits = True
            while len(subtree):
                split = subtree.pop()
                if left[split] < 0:
                    leaves.append(split)
                    continue
                c = column[split]
                if not seen[c]:
                    seen[c], on_path[c], count[c], owner[c] = True, False, 0, players[split]
                    above[c], below[c] = -1, top
                    columns[n_seen] = c
                    n_seen += 1
                at = 0
                while at < count[c] and ranks[c, at] < rank[split]:
                    at += 1
                if at == count[c] or ranks[c, at] != rank[split]:
                    for other in range(count[c], at, -1):
                        ranks[c, other] = ranks[c, other - 1]
                    ranks[c, at] = rank[split]
                    values = count[c] + 1 + on_path[c]
                    cells = cells / values * (values + 1)
                    count[c] += 1
                    if cells > max_cells + 0.5 or count[c] >= MAX_INNER:
                        fits = False
                        break
                subtree.append(right[split])
                subtree.append(left[split])
            if fits:
                size = np.int64(1)
                for i in range(n_seen):
                    c = columns[i]
                    axis_column.append(c)
                    low.append(above[c] + 1)
                    high.append(below[c])
                    asked.append(np.int64(on_path[c]))
                    stride.append(size)
                    size *= count[c] + 1 + on_path[c]
                    for at in range(count[c]):
                        inner.append(ranks[c, at])
                    first_inner.append(len(inner))
                    at = first_player[-1]
                    while at < len(block_player) and block_player[at] != owner[c]:
                        at += 1
                    if at == len(block_player):
                        block_player.append(owner[c])
                    place.append(at - first_player[-1])
                block_root.append(node)
                cells_of.append(size)
                first_axis.append(len(axis_column))
                first_player.append(len(block_player))
                first_leaf.append(len(leaves))
            else:
                while len(leaves) > n_leaves:
                    leaves.pop()
                waiting.append(right[node])
                waiting.append(left[node])
            for i in range(n_seen):
                seen[columns[i]] = False
    return (
        np.array(block_root), np.array(cells_of), np.array(first_axis), np.array(first_player),
        np.array(first_leaf), np.array(axis_column), np.array(low), np.array(high),
        np.array(asked), np.array(stride), np.array(place), np.array(first_inner),
        np.array(inner), np.array(block_player), np.array(leaves),
    )  # fmt: skip
