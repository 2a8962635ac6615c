"""A model of the reader's own: explained in its margin, and held against its own answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.base import is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from explainers.points.columns import model_values
from explainers.points.inputs import as_features, as_fitted
from explainers.points.margins import LINEAR_MODELS, LOG, TREE_MODELS, margin, steps_of, unit_of
from explainers.points.pipelines import pipeline_values

SUPPORTED = (
    "an OpaqueScore, or a fitted scikit-learn tree model (HistGradientBoosting, GradientBoosting, "
    "RandomForest, ExtraTrees, DecisionTree), a linear model (such as LogisticRegression, "
    "LinearRegression, Ridge, Lasso, LinearSVC or PoissonRegressor), or a Pipeline that ends in one"
)
TOLERANCE = 1e-5  # of the largest answer: models that compute in float32 err by some 1e-7


def check_supported(model) -> None:
    """Require a fitted tree or linear model with one output, or a pipeline or search of such.

    Raises
    ------
    TypeError
        If it is another kind, or has several outputs or more than two classes.
    sklearn.exceptions.NotFittedError
        If it is not fitted.
    """
    last = steps_of(model)[-1]
    if not isinstance(last, TREE_MODELS + LINEAR_MODELS):
        received = model.__name__ if isinstance(model, type) else type(last).__name__
        received += " itself, not one that is made and fitted" if isinstance(model, type) else ""
        if last is not model:
            received = f"a {type(model).__name__} that ends in {received}"
        raise TypeError(f"score must be {SUPPORTED}; received {received}")
    try:
        check_is_fitted(last)
    except NotFittedError:
        raise NotFittedError(
            f"score must be fitted first; received an unfitted {type(last).__name__}"
        ) from None
    outputs = getattr(last, "n_outputs_", 1)
    if isinstance(last, LINEAR_MODELS) and not is_classifier(last):
        outputs = len(np.atleast_2d(last.coef_)) if np.ndim(last.coef_) else 1
    if outputs != 1:
        raise TypeError(
            f"score must have one output; received {type(last).__name__} with {outputs}"
        )
    if is_classifier(last) and len(last.classes_) != 2:
        raise TypeError(
            f"score must have two classes; received {type(last).__name__} with "
            f"{len(last.classes_)}: train it for one class against the rest"
        )


def explain_model(model, people: pd.DataFrame, reference: pd.DataFrame | None) -> dict:
    """Explain a fitted scikit-learn model of the reader's own, in its margin.

    Parameters
    ----------
    model : estimator
        For which :func:`check_supported` holds.
    people : DataFrame of shape (n, p)
        The columns that it was fitted on, in their order.
    reference : DataFrame of shape (m, p), or None

    Returns
    -------
    dict
        The ``values``, ``base``, ``published``, ``data``, ``unit`` and ``note`` of an Attribution.

    Raises
    ------
    ValueError
        If the values and the base do not add up to the model's own answers.
    """
    steps = steps_of(model)
    if len(steps) > 1:
        values, base, data, joined = pipeline_values(model, people, reference)
    else:
        features = as_features(steps[0], people)
        others = None if reference is None else as_features(steps[0], reference, "background")
        values, base = model_values(steps[0], features, others)
        data, joined = people, ""
    published = margin(model, as_fitted(model, people))
    check_sums(model, values, base, published)
    return dict(
        values=values,
        base=base,
        published=published,
        data=data,
        unit=unit_of(model),
        note=" ".join(filter(None, [_about(steps[-1]), joined])),
    )


def check_sums(model, values: np.ndarray, base: float, published: np.ndarray) -> None:
    """Hold ``base + values`` against what the model itself answers, person by person."""
    apart = np.abs(base + values.sum(axis=1) - published).max()
    largest = np.abs(published).max() + np.abs(base) + np.abs(values).sum(axis=1).max()
    if not apart <= TOLERANCE * largest:
        raise ValueError(
            f"score must be a model whose values add up to its own answers; received a "
            f"{type(steps_of(model)[-1]).__name__} that answers up to {apart:.3g} away from them"
        )


def _about(last) -> str:
    """Say whose probability or log-odds it is, or that the values are of the logarithm."""
    if is_classifier(last):
        return f"In {unit_of(last)} of class {str(last.classes_[1])!r}."
    if unit_of(last) == LOG:
        return "The model multiplies, so its values add up to the logarithm of its prediction."
    return ""
