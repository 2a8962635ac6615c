"""Reading scikit-learn's tree models: the margin is the model's own, the rest is refused."""

import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import (
    AdaBoostClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestRegressor,
)
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from explainers.trees.scikit_learn import read_trees
from tests.oracle import CASES, MODELS, people, raw

X, Y = people(60)
START = LogisticRegression()
RANDOM = DummyClassifier(strategy="stratified")


@pytest.mark.parametrize(("name", "missing"), CASES)
def test_the_margin_is_the_models_own(name, missing):
    X, y = people(400, missing=missing)
    model = MODELS[name].fit(X, y)
    ensemble = read_trees(model)
    assert ensemble.accepts_missing == (not name.startswith("gradient"))
    who = np.concatenate([X, people(400, missing=True)[0]]) if ensemble.accepts_missing else X
    if name.startswith("histogram"):  # only these take infinite values
        who = np.where(who > 3, np.inf, np.where(who < -3, -np.inf, who))
    assert np.abs(ensemble.margin(who) - raw(model, who)).max() < 1e-12


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        (LogisticRegression(), TypeError, "model must be .* got LogisticRegression"),
        (AdaBoostClassifier(), TypeError, "got AdaBoostClassifier"),
        (None, TypeError, "got NoneType"),
        (RandomForestRegressor(), NotFittedError, "fitted first; got an unfitted RandomForestReg"),
        (DecisionTreeRegressor().fit(X, np.stack([Y, Y], 1)), ValueError, "one output; .* with 2"),
        (DecisionTreeClassifier().fit(X, np.arange(60) % 3), ValueError, "two classes; .* with 3"),
        (
            HistGradientBoostingClassifier(max_iter=2).fit(X, np.arange(60) % 3),
            ValueError,
            "two classes; got HistGradientBoostingClassifier with 3",
        ),
        (
            HistGradientBoostingClassifier(categorical_features=[1]).fit(np.abs(X), Y),
            ValueError,
            "numeric columns only .* with 1 categorical",
        ),
        (
            GradientBoostingClassifier(init=START, n_estimators=2).fit(X, Y),
            ValueError,
            r"start from a constant .* got init=LogisticRegression\(\)",
        ),
        (
            GradientBoostingClassifier(init=RANDOM, n_estimators=2).fit(X, Y),
            ValueError,
            "start from a constant .* got init=DummyClassifier",
        ),
    ],
)
def test_a_model_that_cannot_be_read_is_refused(model, error, message):
    with pytest.raises(error, match=message):
        read_trees(model)
