"""The leaves of a tree that one person can reach, and the options that lead to each.

Everything that cannot change is fixed, so a tree shrinks to a few leaves: each asks for a box,
some options of every column that is left in the tree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainers.trees.ensemble import TreeEnsemble


@dataclass(frozen=True)
class Leaves:
    """The leaves of one tree that a person can reach.

    Attributes
    ----------
    points : ndarray of shape (n_leaves,)
        More than at present.
    admits : dict of int to bool ndarray of shape (n_leaves, n_options)
        For each column that the tree still asks about, whether an option leads to a leaf.
    """

    points: np.ndarray
    admits: dict[int, np.ndarray]


def reachable_leaves(
    trees: TreeEnsemble, row: np.ndarray, options: dict[int, np.ndarray], scale: float
) -> list[Leaves]:
    """Shrink each tree to what one person may change.

    Parameters
    ----------
    trees : TreeEnsemble
    row : ndarray of shape (n_features,)
        The person, as the trees compare it.
    options : dict of int to ndarray
        For each feature that may change, its values as the trees compare them, the present one
        first.
    scale : float
        Points for one unit of the trees' margin.

    Returns
    -------
    list of Leaves
        Of the trees that can change at all; columns are numbered in the order of ``options``.
    """
    order = {feature: j for j, feature in enumerate(options)}
    shrunk = []
    for root in trees.roots:
        boxes: list[tuple[dict, float]] = []
        _walk(trees, root, row, order, {}, boxes)
        if len(boxes) == 1:
            continue
        margin = np.array([value for _, value in boxes])
        admits = {}
        for feature in {feature for box, _ in boxes for feature in box}:
            anywhere = (-np.inf, np.inf)
            low, high = np.transpose([box.get(feature, anywhere) for box, _ in boxes])
            value = options[feature]
            admits[order[feature]] = (low[:, None] < value) & (value <= high[:, None])
        present = np.all([admitted[:, 0] for admitted in admits.values()], axis=0)
        shrunk.append(Leaves(scale * (margin - margin[present]), admits))
    return shrunk


def _walk(trees, node, row, order, box, boxes) -> None:
    """Collect the leaves that the person can reach, each with its box ``(low, high]``."""
    while trees.left[node] >= 0 and trees.feature[node] not in order:
        x = row[trees.feature[node]]
        left = trees.missing_left[node] if np.isnan(x) else x <= trees.threshold[node]
        node = trees.left[node] if left else trees.right[node]
    if trees.left[node] < 0:
        boxes.append((box, trees.value[node]))
        return
    feature, cut = int(trees.feature[node]), trees.threshold[node]
    low, high = box.get(feature, (-np.inf, np.inf))
    if cut < high:
        right = box | {feature: (max(low, cut), high)}
        _walk(trees, trees.right[node], row, order, right, boxes)
    if cut > low:
        left = box | {feature: (low, min(high, cut))}
        _walk(trees, trees.left[node], row, order, left, boxes)
