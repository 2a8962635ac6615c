"""What is asked of a model: by whom it is split into players, and against which reference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explainers.engine.codes import Codes, number_splits
from explainers.engine.ensemble import TreeEnsemble
from explainers.engine.paths import Paths, trace_paths

MAX_PLAYERS = 13
"""The most players on a path that has a table: it has 2 ** players rows. Longer ones are walked."""


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

    def roots_to_walk(
        self, n: int, *, pairs: bool, by_axes: bool, costs: tuple[float, float, float]
    ) -> NDArray[np.intp]:
        """Choose the trees for which walking is cheaper than tables, or the only way.

        Parameters
        ----------
        n : int
            How many people are explained.
        pairs : bool
            Whether interactions are asked.
        by_axes : bool
            Whether tables have a bit for each coded column rather than each player.
        costs : tuple of 3 floats
            Nanoseconds for one number of a table, one node that any person visits, and one
            number of one person at one node.

        Returns
        -------
        int array
            Roots.
        """
        table_cost, node_cost, number_cost = costs
        leaf = self.ensemble.left < 0
        k = (self.paths.axes if by_axes else self.paths.asked).astype(float)
        points = (k + 1) // 2
        table = np.where(leaf, 2.0 ** np.minimum(k, 60) * points * (k * k / 2 if pairs else k), 0)
        starts = self.ensemble.roots
        table = np.add.reduceat(table, starts) * table_cost
        longest = np.maximum.reduceat(np.where(leaf, k, 0), starts)
        nodes = np.diff(np.append(starts, len(leaf))).astype(float)
        walks = 2.0 * self.n_players if pairs else 1.0
        if self.reference is None:
            numbers = n * nodes * (longest + 1) / 2
        else:  # the two of a pair part seldom, and then take only their own ways
            numbers = n * self.reference.shape[1] * nodes**0.75
        walk = walks * (nodes * node_cost + numbers * number_cost)
        return starts[(longest > MAX_PLAYERS) | (walk < table)]


def pose(
    ensemble: TreeEnsemble, background: ArrayLike | None, players: ArrayLike | None
) -> Question:
    """Check and prepare what is asked of an ensemble.

    Parameters
    ----------
    ensemble : TreeEnsemble
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
    codes = number_splits(ensemble)
    reference = rows = None
    if background is not None:
        rows = ensemble.as_compared(background, name="background")
        if len(rows) == 0:
            raise ValueError("background must have at least one row; got none.")
        reference = codes.encode(rows)
    return Question(
        ensemble=ensemble,
        codes=codes,
        paths=trace_paths(ensemble, codes, owner),
        players=owner,
        n_players=int(owner.max(initial=-1)) + 1,
        background=rows,
        reference=reference,
    )


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
