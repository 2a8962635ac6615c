"""The margin of a reader's own model: what its values add up to, and in which unit.

Values can add up only where the model itself adds: in the log-odds of boosted and logistic
classifiers, the probability of forests, the prediction of most regressors, and the *logarithm* of
the prediction where a model has a logarithmic link (Poisson, gamma and most Tweedie losses).
"""

from __future__ import annotations

import numpy as np
from sklearn.base import is_classifier
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import (
    ARDRegression,
    BayesianRidge,
    ElasticNet,
    ElasticNetCV,
    GammaRegressor,
    HuberRegressor,
    Lars,
    LarsCV,
    Lasso,
    LassoCV,
    LassoLars,
    LassoLarsCV,
    LassoLarsIC,
    LinearRegression,
    LogisticRegression,
    OrthogonalMatchingPursuit,
    OrthogonalMatchingPursuitCV,
    PoissonRegressor,
    QuantileRegressor,
    Ridge,
    RidgeClassifier,
    RidgeClassifierCV,
    RidgeCV,
    SGDClassifier,
    SGDRegressor,
    TheilSenRegressor,
    TweedieRegressor,
)
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC, LinearSVR

from explainers.trees.scikit_learn import BOOSTED, FOREST, HISTOGRAM, SINGLE

TREE_MODELS = HISTOGRAM + BOOSTED + FOREST + SINGLE
LOG_LINKED = (PoissonRegressor, GammaRegressor)
LINEAR_MODELS = (
    ARDRegression,
    BayesianRidge,
    ElasticNet,
    ElasticNetCV,
    HuberRegressor,
    Lars,
    LarsCV,
    Lasso,
    LassoCV,
    LassoLars,
    LassoLarsCV,
    LassoLarsIC,
    LinearDiscriminantAnalysis,
    LinearRegression,
    LinearSVC,
    LinearSVR,
    LogisticRegression,
    OrthogonalMatchingPursuit,
    OrthogonalMatchingPursuitCV,
    QuantileRegressor,
    Ridge,
    RidgeClassifier,
    RidgeClassifierCV,
    RidgeCV,
    SGDClassifier,
    SGDRegressor,
    TheilSenRegressor,
    TweedieRegressor,
    *LOG_LINKED,
)
SEARCHES = (GridSearchCV, RandomizedSearchCV)
LOG = "log of the prediction"


def steps_of(model) -> list:
    """Return a model as its steps: a search is its best model, a pipeline at the end its steps.

    Steps that do nothing are left out, so a model by itself is one step.
    """
    if isinstance(model, SEARCHES):
        return steps_of(getattr(model, "best_estimator_", model.estimator))
    if isinstance(model, Pipeline) and model.steps:
        *before, last = [step for _, step in model.steps]
        return [*(step for step in before if not passes(step)), *steps_of(last)]
    return [model]


def passes(step) -> bool:
    """Whether a pipeline's step lets everything through."""
    return step is None or (isinstance(step, str) and step == "passthrough")


def margin(model, features) -> np.ndarray:
    """Ask a fitted model for what its values add up to; shape (n,)."""
    last = steps_of(model)[-1]
    if has_log_link(last):
        answers = np.log(model.predict(features))
    elif hasattr(model, "decision_function"):
        answers = model.decision_function(features)
    elif is_classifier(model):
        answers = model.predict_proba(features)[:, 1]
    else:
        answers = model.predict(features)
    answers = np.asarray(answers, dtype=float)
    return answers[:, 0] if answers.ndim == 2 and answers.shape[1] == 1 else answers


def unit_of(model) -> str:
    """Name the unit of a model's margin."""
    last = steps_of(model)[-1]
    if not is_classifier(last):
        return LOG if has_log_link(last) else "prediction"
    if isinstance(last, FOREST + SINGLE):
        return "probability"
    loss = getattr(last, "loss", "log_loss")
    if isinstance(last, BOOSTED) and loss == "exponential":
        return "half the log-odds"
    logistic = (*HISTOGRAM, *BOOSTED, LogisticRegression, LinearDiscriminantAnalysis, SGDClassifier)
    return "log-odds" if isinstance(last, logistic) and loss == "log_loss" else "margin"


def has_log_link(model) -> bool:
    """Whether a regressor adds up on the logarithm of its prediction."""
    if isinstance(model, TweedieRegressor):
        return model.link == "log" or (model.link == "auto" and model.power > 0)
    boosted = isinstance(model, HistGradientBoostingRegressor)
    return isinstance(model, LOG_LINKED) or (boosted and model.loss in ("poisson", "gamma"))
