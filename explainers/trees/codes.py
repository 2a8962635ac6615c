"""People's columns as small whole numbers, so that a split compares one byte.

A split only asks on which side of its threshold a person lies. So each column is searched
once among all thresholds that the model has for it, and keeps its place: ``x <= t`` holds
exactly where ``code(x) <= rank(t)``. A column whose missing values go left in some splits
and right in others is coded twice: missing comes first in one code and last in the other,
and no split needs to ask for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explainers.trees.ensemble import TreeEnsemble


@dataclass(frozen=True, eq=False)
class Codes:
    """How to code people for one ensemble, and what each of its splits compares.

    Attributes
    ----------
    feature, missing_first : arrays of shape (n_coded,)
        The feature that a coded column is made of, and where its missing values lie.
    thresholds : tuple of float arrays
        The distinct thresholds of each coded column, ascending.
    column, rank : int arrays of shape (n_nodes,)
        A split sends left where ``codes[column] <= rank``; -1 at a leaf.
    dtype : unsigned integer type
        Wide enough for every code.
    """

    feature: NDArray[np.intp]
    missing_first: NDArray[np.bool_]
    thresholds: tuple[NDArray[np.float64], ...]
    column: NDArray[np.intp]
    rank: NDArray[np.intp]
    dtype: np.dtype

    def encode(self, rows: ArrayLike) -> NDArray[np.unsignedinteger]:
        """Code people, given as ``TreeEnsemble.as_compared`` gives them.

        Parameters
        ----------
        rows : float array of shape (n, n_features)

        Returns
        -------
        unsigned array of shape (n_coded, n)
        """
        codes = np.empty((len(self.thresholds), len(rows)), dtype=self.dtype)
        for code, feature, first, thresholds in zip(
            codes, self.feature, self.missing_first, self.thresholds, strict=True
        ):
            code[:] = np.searchsorted(thresholds, rows[:, feature])  # NaN comes last of all
            if first:
                code[np.isnan(rows[:, feature])] = 0
        return codes


def number_splits(ensemble: TreeEnsemble, *, missing: bool = True) -> Codes:
    """Number the thresholds of an ensemble, column by column.

    Parameters
    ----------
    ensemble : TreeEnsemble
    missing : bool
        Whether anybody's value may be missing; if not, one code a column is enough.

    Returns
    -------
    Codes
    """
    column = np.full(len(ensemble.left), -1, dtype=np.intp)
    rank = np.full(len(ensemble.left), -1, dtype=np.intp)
    features, missing_first, thresholds = [], [], []
    splits = np.flatnonzero(ensemble.left >= 0)
    kinds = 2 * ensemble.feature[splits] + (ensemble.missing_left[splits] & missing)
    for kind in np.unique(kinds):
        nodes = splits[kinds == kind]
        distinct, place = np.unique(ensemble.threshold[nodes], return_inverse=True)
        column[nodes] = len(thresholds)
        rank[nodes] = place
        features.append(kind // 2)
        missing_first.append(kind % 2 == 1)
        thresholds.append(distinct)
    return Codes(
        feature=np.array(features, dtype=np.intp),
        missing_first=np.array(missing_first, dtype=bool),
        thresholds=tuple(thresholds),
        column=column,
        rank=rank,
        dtype=np.min_scalar_type(max(map(len, thresholds), default=0)),
    )
