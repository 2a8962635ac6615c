"""Each column as a few features, so that a sum of them can be any smooth function of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

KNOTS = 9


@dataclass(frozen=True, eq=False)
class Basis:
    """Hat functions on the quantiles of a number, a 0/1 feature for each category.

    Attributes
    ----------
    knots : tuple of ndarray
        For each column, where its hats stand, or its codes.
    categorical : tuple of bool
    mean, spread : ndarray of shape (F,)
        Of the features, among the people it was learned from.
    owner : int array of shape (F,)
        The column that each feature belongs to.
    """

    knots: tuple[np.ndarray, ...]
    categorical: tuple[bool, ...]
    mean: np.ndarray
    spread: np.ndarray
    owner: np.ndarray

    @classmethod
    def learn(cls, table: np.ndarray, categorical, n_knots: int = KNOTS) -> Basis:
        """Place the knots by these people's columns; a column that does not vary has none."""
        knots = []
        for column, kind in zip(table.T, categorical, strict=True):
            known = column[~np.isnan(column)]
            values = np.unique(known)
            if not kind and len(values) > n_knots:
                values = np.unique(np.quantile(known, np.linspace(0, 1, n_knots)))
            knots.append(values)
        raw, owner = _features(table, knots, categorical)
        spread = raw.std(axis=0)
        return cls(
            tuple(knots), tuple(categorical), raw.mean(axis=0), np.where(spread, spread, 1), owner
        )

    def encode(self, table: np.ndarray) -> np.ndarray:
        """Return standardised features; shape (n, F). Numbers beyond the last knots stop there."""
        raw, _ = _features(table, self.knots, self.categorical)
        return (raw - self.mean) / self.spread


def _features(table, knots, categorical) -> tuple[np.ndarray, np.ndarray]:
    """Leave out each column's first hat, which the others and a constant make up."""
    parts, owner = [], []
    for j, (values, kind) in enumerate(zip(knots, categorical, strict=True)):
        if len(values) < 2:
            continue
        numbers = np.arange(1, len(values))
        if kind:
            part = table[:, j, None] == values[1:]
        else:
            place = np.interp(table[:, j], values, np.arange(len(values)))  # NaN stays NaN
            part = np.nan_to_num(np.maximum(0, 1 - np.abs(place[:, None] - numbers)))
        parts.append(part.astype(float))
        owner += [j] * len(numbers)
    features = np.hstack(parts) if parts else np.zeros((len(table), 0))
    return features, np.array(owner, dtype=int)
