"""One person's points as a sum of small tables over what the person may change.

Everything that cannot change is fixed, so a tree shrinks to a small table over a few columns,
and a linear model or a points table to one row a column. Trees over the same columns are added
up into one table where it stays small: the bound of a sum is tighter than the sum of bounds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.trees.ensemble import TreeEnsemble

LARGEST_TABLE = 4_096


@dataclass(frozen=True)
class Piece:
    """A table over some columns' options.

    Attributes
    ----------
    columns : tuple of int
        Positions among the changeable columns; one axis of the table each.
    cells : tuple of ndarray of int
        For each axis, the place in the table of each of that column's options.
    table : ndarray
        Points.
    """

    columns: tuple[int, ...]
    cells: tuple[np.ndarray, ...]
    table: np.ndarray

    def at(self, options: np.ndarray) -> float:
        """Points at one choice of an option for every column."""
        place = tuple(cells[options[j]] for j, cells in zip(self.columns, self.cells, strict=True))
        return float(self.table[place])


def tree_pieces(
    trees: TreeEnsemble, row: np.ndarray, options: dict[int, np.ndarray], scale: float
) -> list[Piece]:
    """Shrink each tree to what one person may change.

    Parameters
    ----------
    trees : TreeEnsemble
    row : ndarray of shape (n_features,)
        The person, as the trees compare it.
    options : dict of int to ndarray
        For each feature that may change, its values as the trees compare them.
    scale : float
        Points for one unit of the trees' margin.

    Returns
    -------
    list of Piece
        Their sum is ``scale`` times the margin without its base; one may have no column.
    """
    order = {feature: j for j, feature in enumerate(options)}
    pieces = []
    for root in trees.roots:
        leaves: list[tuple[dict, float]] = []
        _walk(trees, root, row, order, {}, leaves)
        asked = sorted({f for box, _ in leaves for f in box}, key=order.get)
        cuts = [
            np.unique([end for box, _ in leaves for end in box.get(f, ()) if np.isfinite(end)])
            for f in asked
        ]
        table = np.empty([len(c) + 1 for c in cuts])
        for box, value in leaves:
            table[tuple(map(_slice, (box.get(f) for f in asked), cuts))] = scale * value
        cells = tuple(np.searchsorted(c, options[f]) for f, c in zip(asked, cuts, strict=True))
        pieces.append(Piece(tuple(order[f] for f in asked), cells, table))
    return pieces


def _walk(trees, node, row, order, box, leaves) -> None:
    """Collect the leaves that the person can reach, each with its box ``(low, high]``."""
    while trees.left[node] >= 0 and trees.feature[node] not in order:
        x = row[trees.feature[node]]
        left = trees.missing_left[node] if np.isnan(x) else x <= trees.threshold[node]
        node = trees.left[node] if left else trees.right[node]
    if trees.left[node] < 0:
        leaves.append((box, trees.value[node]))
        return
    feature, cut = int(trees.feature[node]), trees.threshold[node]
    low, high = box.get(feature, (-np.inf, np.inf))
    if cut < high:
        right = box | {feature: (max(low, cut), high)}
        _walk(trees, trees.right[node], row, order, right, leaves)
    if cut > low:
        left = box | {feature: (low, min(high, cut))}
        _walk(trees, trees.left[node], row, order, left, leaves)


def _slice(box, cuts: np.ndarray) -> slice:
    if box is None:
        return slice(None)
    low, high = box
    first = 0 if low == -np.inf else int(np.searchsorted(cuts, low)) + 1
    last = len(cuts) if high == np.inf else int(np.searchsorted(cuts, high))
    return slice(first, last + 1)


def merge(pieces: list[Piece]) -> list[Piece]:
    """Add up pieces over the same columns, as long as a table stays small."""
    groups: dict[tuple[int, ...], list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.columns, []).append(piece)
    return [merged for group in groups.values() for merged in _merge_group(group)]


def _merge_group(group: list[Piece]) -> list[Piece]:
    axes = range(len(group[0].columns))
    joint = [np.unique([p.cells[a] for p in group], axis=1, return_inverse=True) for a in axes]
    if len(group) > 1 and np.prod([cells.shape[1] for cells, _ in joint]) > LARGEST_TABLE:
        half = len(group) // 2
        return _merge_group(group[:half]) + _merge_group(group[half:])
    table = sum(p.table[np.ix_(*(cells[i] for cells, _ in joint))] for i, p in enumerate(group))
    return [Piece(group[0].columns, tuple(c.ravel() for _, c in joint), np.asarray(table))]


def different_options(pieces: list[Piece], n_options: list[int]) -> list[np.ndarray]:
    """For each column, the options worth a look, in order of cost.

    Of all options that no table can tell apart, the first, which is the cheapest. Where a column
    stands in no table with another, only options that give more than every cheaper one.
    """
    kept = []
    for j, n in enumerate(n_options):
        mine = [p for p in pieces if j in p.columns]
        if all(len(p.columns) == 1 for p in mine):
            gain = sum((p.table[p.cells[0]] for p in mine), start=np.zeros(n))
            best = np.maximum.accumulate(gain)
            kept.append(np.flatnonzero(np.append(True, gain[1:] > best[:-1])))
            continue
        cells = np.vstack([p.cells[p.columns.index(j)] for p in mine])
        kept.append(np.sort(np.unique(cells, axis=1, return_index=True)[1]))
    return kept


def keep_options(pieces: list[Piece], kept: list[np.ndarray]) -> list[Piece]:
    """Keep some options of each column; table rows that nobody can reach are dropped."""
    smaller = []
    for piece in pieces:
        used = [
            np.unique(cells[kept[j]], return_inverse=True)
            for j, cells in zip(piece.columns, piece.cells, strict=True)
        ]
        table = piece.table[np.ix_(*(u for u, _ in used))] if used else piece.table
        axes = [a for a, (u, _) in enumerate(used) if len(u) > 1]
        smaller.append(
            Piece(
                tuple(piece.columns[a] for a in axes),
                tuple(used[a][1] for a in axes),
                table.reshape([len(used[a][0]) for a in axes]),
            )
        )
    return merge(smaller)
