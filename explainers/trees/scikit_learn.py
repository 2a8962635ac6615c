"""Reading fitted scikit-learn tree models.

The *margin* of a model is what its trees add up to: log-odds for boosted classifiers, the
probability of ``classes_[1]`` for forests and single trees, the raw prediction for
regressors.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import is_classifier
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.exceptions import NotFittedError
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.utils import get_tags
from sklearn.utils.validation import check_is_fitted

from explainers.trees.ensemble import TreeEnsemble

HISTOGRAM = (HistGradientBoostingClassifier, HistGradientBoostingRegressor)
BOOSTED = (GradientBoostingClassifier, GradientBoostingRegressor)
FOREST = (
    RandomForestClassifier,
    RandomForestRegressor,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
)
SINGLE = (DecisionTreeClassifier, DecisionTreeRegressor)


def read_trees(model: object) -> TreeEnsemble:
    """Read a fitted scikit-learn tree model.

    Parameters
    ----------
    model : estimator
        A fitted ``HistGradientBoosting``, ``GradientBoosting``, ``RandomForest``,
        ``ExtraTrees`` or ``DecisionTree`` regressor or two-class classifier, with one
        output and numeric splits only.

    Returns
    -------
    TreeEnsemble
        Its ``margin`` equals ``decision_function`` of a boosted classifier,
        ``predict_proba(X)[:, 1]`` of a forest or single tree, and a regressor's raw
        prediction (before the link of a Poisson or gamma loss).

    Raises
    ------
    TypeError
        If the model is of another kind.
    sklearn.exceptions.NotFittedError
        If it has not been fitted.
    ValueError
        If it has more than two classes, several outputs, categorical columns of its own
        or an initial model that is not constant.
    """
    name = type(model).__name__
    if not isinstance(model, HISTOGRAM + BOOSTED + FOREST + SINGLE):
        raise TypeError(
            "model must be a HistGradientBoosting, GradientBoosting, RandomForest, ExtraTrees "
            f"or DecisionTree model of scikit-learn; got {name}."
        )
    try:
        check_is_fitted(model)
    except NotFittedError:
        raise NotFittedError(f"model must be fitted first; got an unfitted {name}.") from None
    if getattr(model, "n_outputs_", 1) != 1:
        raise ValueError(f"model must have one output; got {name} with {model.n_outputs_}.")
    if is_classifier(model) and len(model.classes_) != 2:
        raise ValueError(f"model must have two classes; got {name} with {len(model.classes_)}.")
    if isinstance(model, HISTOGRAM):
        if model.is_categorical_ is not None and np.any(model.is_categorical_):
            raise ValueError(
                "model must have numeric columns only (explain takes this one, and so does "
                f"CategoricalTrees); got {name} with {int(np.sum(model.is_categorical_))} "
                "categorical ones."
            )
        return read_histogram(model)
    if isinstance(model, BOOSTED):
        return _read_boosted(model)
    trees = (
        [tree.tree_ for tree in model.estimators_] if isinstance(model, FOREST) else [model.tree_]
    )
    return _concatenate(model, [_tree_columns(tree, 1 / len(trees)) for tree in trees])


def read_histogram(model: HistGradientBoostingClassifier) -> TreeEnsemble:
    """Read a HistGradientBoosting model; what its categorical splits ask is left out."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            {
                "left": np.where(leaf, -1, nodes["left"].astype(np.intp)),
                "right": np.where(leaf, -1, nodes["right"].astype(np.intp)),
                "feature": nodes["feature_idx"],
                "threshold": nodes["num_threshold"],
                "missing_left": nodes["missing_go_to_left"],
                "value": nodes["value"],
                "cover": nodes["count"],
            }
        )
    base = float(np.asarray(model._baseline_prediction).item())
    return _concatenate(model, trees, base=base, single_precision=False)


def _read_boosted(model: GradientBoostingClassifier) -> TreeEnsemble:
    start = model.init_
    constant = isinstance(start, str) or (
        isinstance(start, (DummyClassifier, DummyRegressor))
        and start.strategy not in ("stratified", "uniform")
    )
    if not constant:
        raise ValueError(
            "model must start from a constant (init=None, 'zero' or a constant Dummy model); "
            f"got init={start!r}."
        )
    trees = [_tree_columns(tree.tree_, model.learning_rate) for tree in model.estimators_[:, 0]]
    bare = _concatenate(model, trees)
    anyone = np.zeros((1, bare.n_features))
    names = getattr(model, "feature_names_in_", None)  # a model that knows names asks for them
    asked = anyone if names is None else pd.DataFrame(anyone, columns=names)
    raw = model.decision_function if is_classifier(model) else model.predict
    return _concatenate(model, trees, base=float(raw(asked)[0] - bare.margin(anyone)[0]))


def _tree_columns(tree: object, scale: float) -> dict[str, NDArray]:
    """Take one ``tree_`` apart; a classifier's leaf gives the share of its second class."""
    value = tree.value[:, 0, :]
    value = value[:, 1] / value.sum(axis=1) if value.shape[1] == 2 else value[:, 0]
    return {
        "left": tree.children_left,
        "right": tree.children_right,
        "feature": tree.feature,
        "threshold": tree.threshold,
        "missing_left": tree.missing_go_to_left,
        "value": value * scale,
        "cover": tree.weighted_n_node_samples,
    }


def _concatenate(
    model: object,
    trees: list[dict[str, NDArray]],
    *,
    base: float = 0.0,
    single_precision: bool = True,
) -> TreeEnsemble:
    sizes = [len(tree["left"]) for tree in trees]
    roots = np.cumsum([0, *sizes[:-1]])
    columns = {name: np.concatenate([tree[name] for tree in trees]) for name in trees[0]}
    start = np.repeat(roots, sizes)
    leaf = columns["left"] < 0
    return TreeEnsemble(
        left=np.where(leaf, -1, columns["left"] + start).astype(np.intp),
        right=np.where(leaf, -1, columns["right"] + start).astype(np.intp),
        feature=np.where(leaf, -1, columns["feature"]).astype(np.intp),
        threshold=np.where(leaf, np.nan, columns["threshold"]).astype(np.float64),
        missing_left=~leaf & columns["missing_left"].astype(bool),
        value=np.where(leaf, columns["value"], 0.0),
        cover=columns["cover"].astype(np.float64),
        roots=roots,
        base=base,
        n_features=int(model.n_features_in_),
        single_precision=single_precision,
        accepts_missing=bool(get_tags(model).input_tags.allow_nan),
    )
