"""What each column gives, in points: trees by the exact engine, additive models in closed form.

In an additive model every column gives ``f_j(x_j)`` by itself, so its Shapley value is
``f_j(x_j)`` minus the mean of ``f_j``: over the reference people for the interventional
question, over the training data for the path-dependent one (an additive model is a sum of trees
with one column each, and their cover is the training data).
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.validation import check_is_fitted

from explainers.points.labels import column_names as column_names
from explainers.points.margins import LINEAR_MODELS
from explainers.points.margins import margin as margin
from explainers.trees.categories import CategoricalTrees, reads_categories
from explainers.trees.scikit_learn import read_trees
from explainers.trees.shapley import tree_values
from scoring.opaque import OpaqueScore
from scoring.points_table import PointsTable


def score_values(score: OpaqueScore, people, reference) -> tuple[np.ndarray, float]:
    """Points that each column gives each person, and the points to start from.

    Parameters
    ----------
    score : OpaqueScore
        Fitted.
    people : DataFrame of shape (n, p)
    reference : DataFrame of shape (m, p), or None
        The reference people; none asks the path-dependent question.

    Returns
    -------
    values : ndarray of shape (n, p)
    base : float
        ``base + values.sum(axis=1)`` are the people's own points.
    """
    players = score.encoder_.players
    features = score.features(people)
    others = None if reference is None else score.features(reference)
    by_feature, base = model_values(score.model_, features, others, players)
    values = np.zeros((len(people), len(score.encoder_.columns)))
    values[:, : by_feature.shape[1]] = by_feature
    scale = score.kind.scale
    return scale.per_unit * values, float(scale.points(base))


def model_values(model, features, reference, players=None) -> tuple[np.ndarray, float]:
    """What each player gives in the margin of a fitted scikit-learn tree or linear model.

    Parameters
    ----------
    model : estimator
        A tree model that ``read_trees`` reads, or one of ``LINEAR_MODELS``, with or without a
        StandardScaler before it.
    features : ndarray of shape (n, q)
        A DataFrame where the model reads categories of its own and was fitted on one.
    reference : like ``features``, of shape (m, q), or None
    players : ndarray of int, shape (q,), optional
        The column to which each feature belongs; each its own if left out.

    Returns
    -------
    values : ndarray of shape (n, n_players)
    base : float

    Raises
    ------
    TypeError
        If the model is not supported.
    ValueError
        If a linear model without its training means is asked the path-dependent question.
    """
    *before, last = model.named_steps.values() if isinstance(model, Pipeline) else [model]
    if reads_categories(last) and last is model:
        return _category_values(CategoricalTrees(last), features, reference, players)
    if not isinstance(last, (*LINEAR_MODELS, PointsTable)):
        return tree_values(read_trees(model), features, background=reference, players=players)
    check_is_fitted(last)
    coefficients = last.coef_.toarray() if sparse.issparse(last.coef_) else last.coef_
    weights = np.ravel(coefficients)
    if reference is None:
        reference = _training_means(before or [last])
    for step in before:
        features, reference = _scale(step, features), _scale(step, reference)
    means = reference.mean(axis=0)
    given = (features - means) * weights
    owner = np.arange(features.shape[1]) if players is None else players
    values = np.zeros((len(given), int(owner.max(initial=-1)) + 1))
    for feature, player in enumerate(owner):
        values[:, player] += given[:, feature]
    return values, float(np.ravel(last.intercept_)[0] + means @ weights)


def _category_values(trees: CategoricalTrees, people, reference, players):
    column = trees.column_of_feature
    owner = column if players is None else np.asarray(players)[column]
    others = None if reference is None else trees.features(reference)
    return tree_values(trees.ensemble, trees.features(people), background=others, players=owner)


def _training_means(before: list) -> np.ndarray:
    """Return the means that a scaler remembers of the training data, as one row."""
    means = getattr(before[0], "mean_", None)
    if means is None:
        raise ValueError(
            "perturbation must be 'interventional' for a linear model without a StandardScaler "
            "just before it: it does not remember its training data; received 'path_dependent'"
        )
    return means[None, :]


def _scale(step, features: np.ndarray) -> np.ndarray:
    if not isinstance(step, StandardScaler):
        raise TypeError(
            "score must be a tree or linear model, alone or after a StandardScaler; received a "
            f"pipeline with {type(step).__name__}"
        )
    return (features - (step.mean_ if step.with_mean else 0)) / (
        step.scale_ if step.with_std else 1
    )
