"""Reading boosted trees that split on categories of their own.

Such a split sends some labels left and all others right. For the engine each different split
becomes a 0/1 feature of its own, "does this person go right here?", and all features of one
column belong to one player. Nothing is approximated: the trees and their covers stay as they are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from explainers.trees.ensemble import TreeEnsemble
from explainers.trees.scikit_learn import HISTOGRAM, read_histogram

N_CODES = 256  # scikit-learn's limit to the labels of one column


def reads_categories(model: object) -> bool:
    """Whether a model is a fitted HistGradientBoosting with categorical columns of its own."""
    flags = getattr(model, "is_categorical_", None)
    return isinstance(model, HISTOGRAM) and flags is not None and bool(np.any(flags))


class CategoricalTrees:
    """Boosted trees with categorical columns, as numeric trees on 0/1 features.

    Parameters
    ----------
    model : HistGradientBoostingClassifier or HistGradientBoostingRegressor
        Fitted, with one output, where :func:`reads_categories` holds.

    Attributes
    ----------
    ensemble : TreeEnsemble
        On ``features(X)``.
    column_of_feature : int array of shape (n_features,)
        The model's column, in the order it was fitted on, to which each feature belongs.
    """

    def __init__(self, model: HistGradientBoostingClassifier) -> None:
        if len(model._predictors[0]) != 1:
            raise ValueError(
                f"model must have two classes; got {type(model).__name__} with "
                f"{len(model.classes_)}."
            )
        self._model = model
        n_columns = model.n_features_in_
        categorical = np.flatnonzero(model.is_categorical_)
        # The model puts its categorical columns first.
        order = np.concatenate([categorical, np.flatnonzero(~np.asarray(model.is_categorical_))])
        bare = read_histogram(model)
        nodes = np.concatenate([predictor.nodes for (predictor,) in model._predictors])
        sides = [_labels(predictor.raw_left_cat_bitsets) for (predictor,) in model._predictors]
        tree = np.repeat(np.arange(len(sides)), [len(p.nodes) for (p,) in model._predictors])
        feature, threshold = bare.feature.copy(), bare.threshold.copy()
        self._splits: dict[tuple[int, bytes], int] = {}
        for node in np.flatnonzero((bare.left >= 0) & (nodes["is_categorical"] != 0)):
            left = sides[tree[node]][nodes["bitset_idx"][node]]
            goes_left = np.append(left, bare.missing_left[node])  # missing and unknown ones last
            split = (int(feature[node]), goes_left.tobytes())
            feature[node] = n_columns + self._splits.setdefault(split, len(self._splits))
            threshold[node] = 0.5
        read = [column for column, _ in self._splits]
        self.column_of_feature = order[np.concatenate([np.arange(n_columns), read]).astype(int)]
        self.ensemble: TreeEnsemble = replace(
            bare, feature=feature, threshold=threshold, n_features=len(self.column_of_feature)
        )

    def features(self, X) -> NDArray[np.float64]:
        """Give people's numbers and the sides they take; shape (n, n_features).

        The model's own encoder makes a label that the training data did not have a missing one.
        """
        numbers = np.asarray(self._model._preprocess_X(X, reset=False), dtype=np.float64)
        sides = np.empty((len(numbers), len(self._splits)))
        for (column, goes_left), place in self._splits.items():
            codes = numbers[:, column]
            codes = np.where(np.isnan(codes) | (codes < 0), N_CODES, codes).astype(int)
            sides[:, place] = ~np.frombuffer(goes_left, dtype=bool)[codes]
        return np.column_stack([numbers, sides])


def _labels(bitsets: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Spread sets of labels, eight words of 32 bits each, out to booleans; shape (n, 256)."""
    bits = np.asarray(bitsets)[:, :, None] >> np.arange(32, dtype=np.uint32)
    return (bits & 1).astype(bool).reshape(len(bits), N_CODES)
