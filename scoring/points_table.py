"""A hand-written moral points table: the opaque score that needs no training data.

Invented, in the five dimensions that were announced for Sesame Credit (cited): history,
behaviour, capacity, identity and network. Each column earns points by itself; between two knots
the points run in a straight line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from scoring.scale import margin_from_points

START = 620.0


@dataclass(frozen=True)
class Entry:
    """One row of the table: points for a column, at its knots or by its labels."""

    column: str
    dimension: str
    points: dict

    @property
    def has_labels(self) -> bool:
        """Whether points go by label, not by number."""
        return isinstance(next(iter(self.points)), str)

    def __call__(self, values) -> np.ndarray:
        """Points of each person, shape (n,)."""
        if self.has_labels:
            return values.map(self.points).to_numpy(dtype=float)
        return np.interp(values.astype(float), list(self.points), list(self.points.values()))


TABLE = (
    Entry("late_payments", "history", {0: 30, 1: 5, 3: -45, 8: -110}),
    Entry("payment_delay", "history", {-12: 35, -3: 5, 10: -45}),
    Entry("debt", "history", {0: 20, 0.5: -15, 2: -60}),
    Entry("recorded_offences", "history", {0: 12, 1: -15, 4: -70}),
    Entry("transport_fines", "history", {0: 8, 1: -15, 4: -50}),
    Entry("tax_delay", "history", {0: 12, 20: -15, 120: -50}),
    Entry("years_with_bank", "history", {0: -12, 20: 15}),
    Entry("missed_appointments", "behaviour", {0: 10, 2: -20, 6: -45}),
    Entry("late_arrivals", "behaviour", {0: 15, 0.2: -8, 0.8: -45}),
    Entry("night_activity", "behaviour", {0: 12, 0.1: 0, 0.3: -35}),
    Entry("alcohol", "behaviour", {0: 10, 6: -5, 25: -35}),
    Entry("lottery", "behaviour", {0: 6, 20: -12, 100: -30}),
    Entry("books", "behaviour", {0: -6, 10: 12}),
    Entry("idle_mark", "behaviour", {0: 0, 1: -70}),
    Entry("parent_mark", "behaviour", {0: 0, 1: 45}),
    Entry("dissent_mark", "behaviour", {0: 0, 1: -60}),
    Entry("unusual_mark", "behaviour", {0: 0, 1: -50}),
    Entry("income", "capacity", {600: -45, 1900: 0, 5000: 45}),
    Entry("savings", "capacity", {0: -25, 2: 8, 15: 45}),
    Entry("phone_price", "capacity", {100: -6, 400: 0, 1200: 10}),
    Entry("education", "identity", {"basic": -10, "secondary": 0, "higher": 15}),
    Entry("documents", "identity", {1: -10, 3: 5, 8: 20}),
    Entry("address_changes", "identity", {0: 8, 3: -20}),
    Entry("redlined_mark", "identity", {0: 0, 1: -40}),
    Entry("guessed_hill", "identity", {0: 20, 1: -20}),
    Entry("contacts", "network", {20: -12, 150: 0, 600: 15}),
    Entry("volunteering", "network", {0: 0, 10: 20}),
)


def column_points(X: pd.DataFrame) -> pd.DataFrame:
    """Points that each column of ``X`` earns; 0 for a column that the table does not read.

    Raises
    ------
    ValueError
        If a column that the table reads is missing, or holds missing or infinite values, or
        labels that the table does not know.
    """
    missing = [entry.column for entry in TABLE if entry.column not in X]
    if missing:
        raise ValueError(f"X must have the columns of the points table; missing {missing}")
    bad = [entry.column for entry in TABLE if not _known(entry, X[entry.column])]
    if bad:
        raise ValueError(
            "X must have no missing (NaN) or infinite values, because the points table takes "
            f"none; received some in {bad}"
        )
    for entry in TABLE:
        unknown = set(X[entry.column].unique()) - set(entry.points) if entry.has_labels else None
        if unknown:
            raise ValueError(
                f"X[{entry.column!r}] must have labels among {list(entry.points)}; received "
                f"{sorted(map(str, unknown))}"
            )
    points = pd.DataFrame(0.0, index=X.index, columns=X.columns)
    return points.assign(**{entry.column: entry(X[entry.column]) for entry in TABLE})


@dataclass(frozen=True)
class PointsEncoder:
    """The points that the table's columns earn, as features; like ``encoding.Encoder``.

    Attributes
    ----------
    columns : tuple of str
        All columns of the table of people, in order.
    """

    columns: tuple[str, ...]

    @classmethod
    def learn(cls, X: pd.DataFrame) -> PointsEncoder:
        """Remember the columns of a table."""
        return cls(tuple(X.columns))

    @property
    def read(self) -> tuple[str, ...]:
        """Columns that a table of points may read: all."""
        return self.columns

    @property
    def players(self) -> np.ndarray:
        """For each feature, the position of its column among ``columns``."""
        entries = {entry.column for entry in TABLE}
        return np.flatnonzero([name in entries for name in self.columns])

    def encode(self, X: pd.DataFrame) -> np.ndarray:
        """Points of the columns with an entry; shape (n, n_features), float."""
        return column_points(X).to_numpy()[:, self.players]


class PointsTable(ClassifierMixin, BaseEstimator):
    """The table as an estimator: an additive model that learns nothing, its margin in points.

    Attributes
    ----------
    coef_, intercept_ : arrays of shape (1, n_features) and (1,)
        As a linear model has them.
    mean_ : ndarray of shape (n_features,)
        Mean points of the training data.
    """

    def fit(self, X, y, sample_weight=None) -> PointsTable:
        """Remember the mean points; the outcomes change nothing."""
        X, y = validate_data(self, X, y)
        if sample_weight is not None:  # checked, and without effect
            _check_sample_weight(sample_weight, X)
        check_classification_targets(y)
        kind = type_of_target(y)
        if kind != "binary" or len(np.unique(y)) < 2:
            raise ValueError(
                "Only binary classification is supported. The type of the target is "
                f"{kind}, with {len(np.unique(y))} class(es)."
            )
        self.classes_, self.mean_ = np.unique(y), X.mean(axis=0)
        self.coef_, self.intercept_ = np.ones((1, X.shape[1])), np.array([START])
        return self

    def decision_function(self, X) -> np.ndarray:
        """Points before friends, rounding and clipping; shape (n,)."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, order="F")  # summed column after column
        return self.intercept_[0] + X.sum(axis=1)

    def predict(self, X) -> np.ndarray:
        """Foresee the outcome: kept, where its odds are better than even."""
        kept = margin_from_points(self.decision_function(X)) > 0
        return self.classes_[kept.astype(int)]

    def __sklearn_tags__(self):
        """Two outcomes only; it does not learn, so no data set can be predicted well."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.classifier_tags.poor_score = True
        return tags


def _known(entry: Entry, values: pd.Series) -> bool:
    if entry.has_labels:
        return not values.isna().any()
    return bool(np.isfinite(values.to_numpy(dtype=float, na_value=np.nan)).all())
