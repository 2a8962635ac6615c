"""A model of trees as flat arrays of nodes.

Every tree of the model lies in the same arrays, one after the other. A split sends a
person left if ``x[feature] <= threshold``; a missing value goes where training sent it.
A leaf carries what it adds to the model's output, the *margin*.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class TreeEnsemble:
    """The trees of one model, all nodes in flat arrays of length n_nodes.

    Attributes
    ----------
    left, right : int array
        The children's places in these arrays; -1 at a leaf.
    feature : int array
        The column a split reads; -1 at a leaf.
    threshold : float array
        A split sends ``x <= threshold`` to the left; NaN at a leaf.
    missing_left : bool array
        Whether a missing value goes left.
    value : float array
        What a leaf adds to the margin; 0 at a split.
    cover : float array
        The (weighted) number of training rows that reached the node.
    roots : int array of shape (n_trees,)
        Where each tree begins.
    base : float
        The margin before any tree has spoken.
    n_features : int
        The number of columns the model reads.
    single_precision : bool
        Whether people are rounded to float32 before they are compared, as forests,
        single trees and ``GradientBoosting`` do.
    accepts_missing : bool
        Whether the model takes missing values at all.
    """

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    missing_left: NDArray[np.bool_]
    value: NDArray[np.float64]
    cover: NDArray[np.float64]
    roots: NDArray[np.intp]
    base: float
    n_features: int
    single_precision: bool
    accepts_missing: bool

    def as_compared(self, X: ArrayLike, *, name: str = "X") -> NDArray[np.float64]:
        """Give the numbers that the splits compare, after the model's own rounding.

        Parameters, errors: as of ``check``.
        """
        return self.rounded(self.check(X, name=name))

    def check(self, X: ArrayLike, *, name: str = "X") -> NDArray[np.float64]:
        """Check people's columns.

        Parameters
        ----------
        X : array-like of shape (n, n_features)
            One row a person; NaN is a missing value, infinite values are compared as such.
        name : str
            What an error calls ``X``.

        Returns
        -------
        float64 array of shape (n, n_features)

        Raises
        ------
        ValueError
            If the shape is wrong, or a value is missing and the model takes none.
        """
        rows = np.asarray(X, dtype=np.float64)
        if rows.ndim != 2 or rows.shape[1] != self.n_features:
            raise ValueError(
                f"{name} must have shape (n, {self.n_features}), one column for each feature "
                f"of the model; got {rows.shape}."
            )
        if not self.accepts_missing and np.isnan(rows).any():
            raise ValueError(
                f"{name} must have no missing values, because the model takes none; "
                f"got {int(np.isnan(rows).sum())}."
            )
        return rows

    def rounded(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Round checked people as the model does before it compares them."""
        if self.single_precision:
            with np.errstate(over="ignore"):  # too large for float32 is infinite there
                rows = rows.astype(np.float32).astype(np.float64)
        return rows

    def margin(self, X: ArrayLike) -> NDArray[np.float64]:
        """Walk every person down every tree.

        Parameters
        ----------
        X : array-like of shape (n, n_features)

        Returns
        -------
        float64 array of shape (n,)
            base + the sum of the leaves reached.
        """
        rows = self.as_compared(X)
        margin = np.full(len(rows), self.base)
        for root in self.roots:
            node = np.full(len(rows), root)
            walking = np.flatnonzero(self.left[node] >= 0)
            while walking.size:
                at = node[walking]
                x = rows[walking, self.feature[at]]
                goes_left = (x <= self.threshold[at]) | (np.isnan(x) & self.missing_left[at])
                node[walking] = np.where(goes_left, self.left[at], self.right[at])
                walking = walking[self.left[node[walking]] >= 0]
            margin += self.value[node]
        return margin
