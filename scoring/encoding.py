"""From a table of people to the numbers that a model is fitted on.

A categorical column becomes ordinal codes for trees and one 0/1 feature a label for a linear
model; ``players`` remembers which column each feature came from, so that explanations can name
columns. File marks are left out: only the points table reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic_data.codebook import FILE_MARKS

FITTED_COLUMNS = "X must have the columns that the score was fitted on"


def columns_differ(fitted, given) -> str:
    """Say how a table's columns differ from those a score was fitted on; empty if they do not.

    Examples
    --------
    >>> columns_differ(["age", "debt"], ["age", "dept"])
    "X must have the columns that the score was fitted on; missing ['debt'], unexpected ['dept']"
    >>> columns_differ(["age", "debt"], ["age", "debt"])
    ''
    """
    fitted, given = list(fitted), list(given)
    missing = [name for name in fitted if name not in given]
    unexpected = [name for name in given if name not in fitted]
    parts = [f"missing {missing}"] * bool(missing) + [f"unexpected {unexpected}"] * bool(unexpected)
    if not parts and len(fitted) != len(given):
        parts = [f"twice {sorted({str(name) for name in given if given.count(name) > 1})}"]
    if parts:
        return f"{FITTED_COLUMNS}; {', '.join(parts)}"
    for place, (old, new) in enumerate(zip(fitted, given, strict=True)):
        if old != new:
            return (
                f"{FITTED_COLUMNS}, in their order; received {new!r} at place {place}, where "
                f"{old!r} was"
            )
    return ""


@dataclass(frozen=True)
class Encoder:
    """How the columns of the training table become features.

    Attributes
    ----------
    columns : tuple of str
        All columns of the table, in order.
    categories : dict of str to tuple
        Labels of the categorical ones.
    one_hot : bool
        One 0/1 feature a label, instead of ordinal codes.
    """

    columns: tuple[str, ...]
    categories: dict[str, tuple]
    one_hot: bool

    @classmethod
    def learn(cls, X: pd.DataFrame, *, one_hot: bool) -> Encoder:
        """Remember the columns and labels of a table."""
        labels = {
            name: tuple(X[name].cat.categories)
            for name in X.columns
            if isinstance(X[name].dtype, pd.CategoricalDtype)
        }
        return cls(tuple(X.columns), labels, one_hot)

    @property
    def read(self) -> tuple[str, ...]:
        """Columns that a trained model reads."""
        return tuple(name for name in self.columns if name not in FILE_MARKS)

    @property
    def players(self) -> np.ndarray:
        """For each feature, the position of its column among ``columns``."""
        widths = [self._width(name) for name in self.columns]
        return np.repeat(np.arange(len(self.columns)), widths)

    def _width(self, name: str) -> int:
        if name in FILE_MARKS:
            return 0
        return len(self.categories[name]) if self.one_hot and name in self.categories else 1

    def encode(self, X: pd.DataFrame) -> np.ndarray:
        """Encode a table with the same columns; shape (n, n_features), float.

        Raises
        ------
        ValueError
            If a categorical column has a label that the training table did not have, or a
            column that was numeric is not.
        """
        features = np.empty((len(X), len(self.players)), dtype=float, order="F")
        at = 0
        for name in self.columns:
            width = self._width(name)
            if not width:
                continue
            if name in self.categories:
                codes = self._codes(name, X[name])
                if self.one_hot:
                    features[:, at : at + width] = codes[:, None] == np.arange(width)
                else:
                    features[:, at] = np.where(codes < 0, np.nan, codes)
            else:
                features[:, at] = self._numbers(name, X[name])
            at += width
        return features

    def _codes(self, name: str, column: pd.Series) -> np.ndarray:
        unknown = set(column.dropna().unique()) - set(self.categories[name])
        if unknown:
            raise ValueError(
                f"X[{name!r}] must have labels among {list(self.categories[name])}; received "
                f"{sorted(map(str, unknown))}"
            )
        labels = list(self.categories[name])
        if isinstance(column.dtype, pd.CategoricalDtype):
            return column.cat.set_categories(labels).cat.codes.to_numpy()
        return pd.Categorical(column, categories=labels).codes

    @staticmethod
    def _numbers(name: str, column: pd.Series) -> np.ndarray:
        try:
            return column.to_numpy(dtype=float, na_value=np.nan)
        except (TypeError, ValueError):
            raise ValueError(
                f"X[{name!r}] must hold numbers, or be categorical; received {column.dtype}"
            ) from None
