"""What is asked of a model: by whom it is split into players, and against which reference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explainers.trees.codes import Codes, number_splits
from explainers.trees.ensemble import TreeEnsemble
from explainers.trees.paths import Paths, trace_paths

MAX_PLAYERS = 16
"""The most players on a path that has a table: it has 2 ** players rows. Longer ones are walked."""

MAX_AXES = 16
"""The most coded columns on a path that has a table: a cell of it fits into two bytes."""


class Costs(NamedTuple):
    """What the steps of one form take, measured, in nanoseconds.

    Attributes
    ----------
    number_of_table : float
        One number of a leaf's table at one quadrature node.
    leaf : float
        All else that a leaf's table takes.
    look : float
        One person or reference person who is looked up, for one node of a tree.
    node : float
        One node of a tree that is walked, whoever walks.
    number : float
        One node and one quadrature node for one person who walks.
    visit : float
        A pair of a person and a reference person who walk a tree, for each root of its nodes.
    """

    number_of_table: float
    leaf: float
    look: float
    node: float
    number: float
    visit: float


@dataclass(frozen=True, eq=False)
class Question:
    """An ensemble and what is asked of it.

    Attributes
    ----------
    ensemble : TreeEnsemble
    codes : Codes
        Of the ensemble.
    paths : Paths
        Of the ensemble, by these players.
    players : int array of shape (n_features,)
        The player that each feature belongs to.
    n_players : int
    background : float array of shape (m, n_features), or None
        The reference people, as they are compared; None asks the path-dependent question.
    reference : unsigned array of shape (n_coded, m), or None
        The same, coded.
    """

    ensemble: TreeEnsemble
    codes: Codes
    paths: Paths
    players: NDArray[np.intp]
    n_players: int
    background: NDArray[np.float64] | None
    reference: NDArray[np.unsignedinteger] | None

    @cached_property
    def asker(self) -> NDArray[np.intp]:
        """The player of the split above each node; -1 at a root."""
        above = self.players[self.ensemble.feature[self.paths.parent]]
        return np.where(self.paths.parent < 0, -1, above)

    def base(self, roots: NDArray[np.intp]) -> float:
        """Give what some trees give to everyone: their worth when nobody is known."""
        trees = replace(self.ensemble, roots=roots, base=0.0)
        if self.background is not None:
            return float(trees.margin(self.background).mean())
        in_tree = np.isin(self.tree, np.searchsorted(self.ensemble.roots, roots))
        return float((self.ensemble.value * self.paths.reach)[in_tree].sum())

    @cached_property
    def tree(self) -> NDArray[np.intp]:
        """The tree that each node belongs to."""
        places = np.arange(len(self.ensemble.left))
        return np.searchsorted(self.ensemble.roots, places, side="right") - 1

    def plan(self, n: int, costs: Costs, *, pairs: bool) -> tuple[NDArray[np.intp], float]:
        """Choose the trees for which walking is cheaper than tables, or the only way.

        Parameters
        ----------
        n : int
            How many people are explained.
        costs : Costs
        pairs : bool
            Whether interactions are asked.

        Returns
        -------
        roots : int array
            Of the trees to walk.
        cost : float
            What all trees will cost, the others by their tables, in nanoseconds.
        """
        k, leaf = self.paths.asked.astype(float), self.ensemble.left < 0
        starts = self.ensemble.roots
        m = 0 if self.reference is None else self.reference.shape[1]
        rows = k * (k - 1) / 2 if pairs else k
        numbers = 2 ** np.minimum(k, 60) * (k + 1) / 2 * rows
        each = np.where(leaf, costs.number_of_table * numbers + costs.leaf, 0)
        tables = np.add.reduceat(each + costs.look * (n * (rows / np.maximum(k, 1)) + m), starts)
        longest = np.maximum.reduceat(k, starts)
        impossible = (longest > MAX_PLAYERS) | (
            np.maximum.reduceat(self.paths.axes, starts) > MAX_AXES
        )
        n_nodes = np.diff(np.append(starts, len(leaf))).astype(float)
        if self.reference is None:
            walk = n_nodes * (costs.node + n * costs.number * (longest + 1) / 2)
        else:  # the two of a pair part seldom, and then take only their own ways
            walk = n_nodes * costs.node + n * m * costs.visit * np.sqrt(n_nodes)
        walk *= 2 * self.n_players if pairs else 1
        walked = impossible | (walk < tables)
        return starts[walked], float(np.where(walked, walk, tables).sum())


def pose(
    ensemble: TreeEnsemble,
    people: NDArray[np.float64],
    background: ArrayLike | None,
    players: ArrayLike | None,
) -> Question:
    """Check and prepare what is asked of an ensemble.

    Parameters
    ----------
    ensemble : TreeEnsemble
    people : float array of shape (n, n_features)
        Who is to be explained, checked.
    background : array-like of shape (m, n_features), or None
    players : int array-like of shape (n_features,), or None

    Returns
    -------
    Question

    Raises
    ------
    ValueError
        If a shape is wrong, ``background`` is empty, or ``players`` is not one whole number
        from 0 for each feature.
    """
    owner = _check_players(players, ensemble.n_features)
    rows = None
    if background is not None:
        rows = ensemble.as_compared(background, name="background")
        if len(rows) == 0:
            raise ValueError("background must have at least one row; got none.")
    missing = _any_missing(people) or (rows is not None and _any_missing(rows))
    codes = number_splits(ensemble, missing=missing)
    return Question(
        ensemble=ensemble,
        codes=codes,
        paths=trace_paths(ensemble, codes, owner),
        players=owner,
        n_players=int(owner.max(initial=-1)) + 1,
        background=rows,
        reference=None if rows is None else codes.encode(rows),
    )


def _any_missing(rows: NDArray[np.float64]) -> bool:
    return any(np.isnan(rows[start : start + 4096]).any() for start in range(0, len(rows), 4096))


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
