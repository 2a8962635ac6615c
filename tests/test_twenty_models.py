"""Kinds of scikit-learn models that readers bring: a truth table of what works and what is refused.

What works agrees with brute force, which asks the model itself, in the unit that is claimed.
"""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.cross_decomposition import PLSRegression
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
    VotingClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import (
    BayesianRidge,
    ElasticNet,
    GammaRegressor,
    HuberRegressor,
    Lasso,
    LinearRegression,
    LogisticRegression,
    PoissonRegressor,
    QuantileRegressor,
    Ridge,
    RidgeClassifier,
    SGDClassifier,
    SGDRegressor,
    TweedieRegressor,
)
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    KBinsDiscretizer,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    PowerTransformer,
    SplineTransformer,
    StandardScaler,
)
from sklearn.svm import SVC, LinearSVC, LinearSVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from explainers import explain
from tests.oracle import assert_same, brute_force, mixed_worth

NUMBERS = ["age", "debt", "income"]


def draw(n, seed):
    random = np.random.default_rng(seed)
    X = pd.DataFrame(
        {
            "job": random.choice(["nurse", "clerk", "baker"], n),
            "age": random.integers(18, 90, n),
            "debt": random.normal(size=n),
            "income": np.exp(random.normal(size=n)),
        }
    )
    X.loc[random.random(n) < 0.1, "income"] = np.nan
    return X


X = draw(160, 0)
MARGIN = (X["job"] == "nurse") + (X["age"] - 50) / 20 - X["debt"] * X["income"].fillna(1)
NOISE = np.random.default_rng(1).normal(size=len(X))
TARGETS = {
    "yes or no": np.where(MARGIN + NOISE > 0.5, "yes", "no"),
    "number": (MARGIN + NOISE).to_numpy(),
    "count": np.random.default_rng(2).poisson(np.exp(MARGIN.clip(-2, 2) / 2)),
    "amount": np.exp(MARGIN.clip(-3, 3) + NOISE / 4).to_numpy(),
    "three": (np.arange(len(X)) % 3),
    "two numbers": np.column_stack([MARGIN, NOISE]),
}


def columns(*more, labels=None):
    """One-hot or other codes for the job, and filled numbers that go through more steps."""
    numbers = make_pipeline(SimpleImputer(), *more)
    labels = labels or OneHotEncoder(sparse_output=False)
    return ColumnTransformer([("numbers", numbers, NUMBERS), ("labels", labels, ["job"])])


SCALED = columns(StandardScaler())
CODES = columns(labels=OrdinalEncoder())
MIXED = ColumnTransformer(  # age and debt become one row
    [
        ("mixed", PCA(2), ["debt", "age"]),
        ("alone", make_pipeline(SimpleImputer(), SplineTransformer(3, degree=2)), ["income"]),
        ("labels", OrdinalEncoder(), ["job"]),
    ]
)
BINNED = columns(KBinsDiscretizer(3, encode="onehot-dense", strategy="uniform"))
BENT = columns(PowerTransformer(), FunctionTransformer(np.tanh))
POLYNOMIAL = columns(StandardScaler(), PolynomialFeatures(2, interaction_only=True))
SPLINES = columns(SplineTransformer(3, degree=2))
SPARSE = ColumnTransformer(
    [("labels", OneHotEncoder(), ["job"]), ("number", PowerTransformer(), ["debt"])],
    sparse_threshold=1.0,
)
SMALL = {"max_iter": 6, "max_leaf_nodes": 6, "min_samples_leaf": 5}
FEW = {"n_estimators": 4, "max_depth": 4, "random_state": 0}
ASK = {
    "log-odds": lambda model: model.decision_function,
    "half the log-odds": lambda model: model.decision_function,
    "margin": lambda model: model.decision_function,
    "probability": lambda model: lambda table: model.predict_proba(table)[:, 1],
    "prediction": lambda model: model.predict,
    "log of the prediction": lambda model: lambda table: np.log(model.predict(table)),
}
PLAIN, HALF = "prediction", "half the log-odds"
LOG = "log of the prediction"
WORKS = [
    (CODES, HistGradientBoostingClassifier(**SMALL), "yes or no", "log-odds"),
    (SCALED, HistGradientBoostingRegressor(**SMALL), "number", "prediction"),
    (CODES, HistGradientBoostingRegressor(loss="poisson", **SMALL), "count", LOG),
    (MIXED, HistGradientBoostingRegressor(loss="gamma", **SMALL), "amount", LOG),
    (CODES, HistGradientBoostingRegressor(loss="quantile", quantile=0.8, **SMALL), "number", PLAIN),
    (MIXED, RandomForestClassifier(**FEW), "yes or no", "probability"),
    (CODES, RandomForestRegressor(criterion="poisson", **FEW), "count", PLAIN),
    (SCALED, ExtraTreesClassifier(class_weight="balanced", **FEW), "yes or no", "probability"),
    (BINNED, ExtraTreesRegressor(**FEW), "number", PLAIN),
    (BINNED, DecisionTreeClassifier(max_depth=4), "yes or no", "probability"),
    (CODES, DecisionTreeRegressor(max_depth=4, criterion="absolute_error"), "number", PLAIN),
    (SCALED, GradientBoostingClassifier(**FEW), "yes or no", "log-odds"),
    (CODES, GradientBoostingClassifier(loss="exponential", **FEW), "yes or no", HALF),
    (MIXED, GradientBoostingRegressor(loss="huber", **FEW), "number", PLAIN),
    (SCALED, LogisticRegression(), "yes or no", "log-odds"),
    (SPARSE, LogisticRegression(), "yes or no", "log-odds"),
    (POLYNOMIAL, LogisticRegression(max_iter=1000), "yes or no", "log-odds"),
    (SCALED, LinearRegression(), "number", PLAIN),
    (BENT, Ridge(), "number", PLAIN),
    (SPLINES, Ridge(alpha=2.0), "number", PLAIN),
    (SCALED, Lasso(0.1), "number", PLAIN),
    (MIXED, ElasticNet(0.1), "number", PLAIN),
    (SCALED, BayesianRidge(), "number", PLAIN),
    (SCALED, HuberRegressor(), "number", PLAIN),
    (SCALED, QuantileRegressor(alpha=0.01), "number", PLAIN),
    (SCALED, SGDRegressor(random_state=0), "number", PLAIN),
    (SCALED, PoissonRegressor(), "count", LOG),
    (BENT, GammaRegressor(), "amount", LOG),
    (SCALED, TweedieRegressor(power=1.5), "count", LOG),
    (SCALED, TweedieRegressor(power=0), "number", PLAIN),
    (SCALED, LinearSVR(random_state=0), "number", PLAIN),
    (SCALED, LinearSVC(random_state=0), "yes or no", "margin"),
    (SCALED, SGDClassifier(loss="log_loss", random_state=0), "yes or no", "log-odds"),
    (SCALED, SGDClassifier(random_state=0), "yes or no", "margin"),
    (SCALED, RidgeClassifier(), "yes or no", "margin"),
    (SCALED, LinearDiscriminantAnalysis(), "yes or no", "log-odds"),
]


def named(case):
    """Name a case by its model and what is not usual about it."""
    return str(case[1]).replace("\n", "").replace(" ", "")[:60]


def fitted(before, model, target):
    return make_pipeline(before, model).fit(X, TARGETS[target])


def check_against_brute_force(model, unit):
    people, reference = draw(4, 5), draw(5, 6)
    why = explain(model, people, background=reference)
    assert why.unit == unit
    players = [
        next(at for at, label in enumerate(why.columns) if name in label.split(" + "))
        for name in people
    ]
    worth = mixed_worth(ASK[unit](model), people, reference)
    assert_same((why.values, why.base), brute_force(worth, np.array(players)))
    np.testing.assert_allclose(why.published, ASK[unit](model)(people), rtol=0, atol=1e-9)
    np.testing.assert_allclose(why.base + why.rows.sum(axis=1), why.published, rtol=0, atol=1e-9)
    return why


@pytest.mark.parametrize("case", WORKS, ids=named)
def test_it_works_and_agrees_with_brute_force(case):
    before, model, target, unit = case
    why = check_against_brute_force(fitted(before, model, target), unit)
    joined = any(" + " in label for label in why.columns)
    assert joined == (before in (MIXED, POLYNOMIAL)) == ("stand in one row, because" in why.text)


def test_a_search_and_pipelines_in_pipelines_are_explained_by_what_they_hold():
    inner = make_pipeline(StandardScaler(), Ridge())
    search = GridSearchCV(inner, {"ridge__alpha": [0.1, 1.0]}, cv=2)
    whole = Pipeline([("codes", CODES), ("nothing", "passthrough"), ("search", search)])
    check_against_brute_force(whole.fit(X, TARGETS["number"]), "prediction")
    forest = GridSearchCV(fitted(CODES, RandomForestClassifier(**FEW), "yes or no"), {}, cv=2)
    check_against_brute_force(forest.fit(X, TARGETS["yes or no"]), "probability")
    alone = GridSearchCV(RandomForestRegressor(**FEW), {"max_depth": [2]}, cv=2)
    alone.fit(X[["age", "debt"]], TARGETS["number"])
    why = explain(alone, X)  # the job is left out, by name
    assert why.columns == ("age", "debt") and why.unit == "prediction"


class Unknown(TransformerMixin, BaseEstimator):
    """A reader's own transformer that says nothing about its columns."""

    def fit(self, X, y=None):
        self.fitted_ = True
        return self

    def transform(self, X):
        return np.column_stack([X, X.sum(axis=1)]) if isinstance(X, np.ndarray) else X


@pytest.mark.parametrize(
    "steps",
    [(Unknown(), CODES), (CODES, Unknown()), (CODES, Unknown(), StandardScaler())],
    ids=["first", "in the middle", "before a scaler"],
)
def test_a_transformer_of_the_readers_own_joins_what_it_may_mix_and_is_named(steps):
    model = make_pipeline(*steps, Ridge()).fit(X, TARGETS["number"])
    why = check_against_brute_force(model, "prediction")
    assert "that Unknown makes may be made of several" in why.text and len(why.columns) == 1


class Booster:
    """As LightGBM's and XGBoost's own: it predicts, and is no estimator."""

    def predict(self, X):
        return np.zeros(len(X))


ONE = "score must have one output"
TWO = "score must have two classes"
KINDS = (
    r"score must be an OpaqueScore, or a fitted scikit-learn tree model .*DecisionTree.*a linear "
    "model .*or a Pipeline that ends in one; received "
)
LOGISTIC = LogisticRegression()
REFUSED = [
    (RandomForestClassifier(**FEW), "three", f"{TWO}; received RandomForestClassifier with 3"),
    (HistGradientBoostingClassifier(**SMALL), "three", f"{TWO}; .*Classifier with 3"),
    (LogisticRegression(max_iter=1000), "three", f"{TWO}; received LogisticRegression with 3"),
    (RandomForestRegressor(**FEW), "two numbers", f"{ONE}; received RandomForestRegressor with 2"),
    (LinearRegression(), "two numbers", f"{ONE}; received LinearRegression with 2"),
    (SVC(), "yes or no", f"{KINDS}a Pipeline that ends in SVC"),
    (KNeighborsClassifier(), "yes or no", f"{KINDS}.* ends in KNeighborsClassifier"),
    (GaussianNB(), "yes or no", f"{KINDS}.* ends in GaussianNB"),
    (MLPClassifier(2, tol=10, n_iter_no_change=1), "yes or no", f"{KINDS}.* MLPClassifier"),
    (StackingClassifier([("a", LOGISTIC)], cv=2), "yes or no", f"{KINDS}.* StackingClassifier"),
    (VotingClassifier([("a", LOGISTIC)]), "yes or no", f"{KINDS}.* VotingClassifier"),
    (CalibratedClassifierCV(LOGISTIC, cv=2), "yes or no", f"{KINDS}.* CalibratedClassifierCV"),
    (IsolationForest(n_estimators=3), "number", f"{KINDS}.* IsolationForest"),
    (AdaBoostClassifier(n_estimators=3), "yes or no", f"{KINDS}.* AdaBoostClassifier"),
    (BaggingClassifier(n_estimators=3), "yes or no", f"{KINDS}.* BaggingClassifier"),
    (PLSRegression(1), "number", f"{KINDS}.* PLSRegression"),
    (
        TransformedTargetRegressor(Ridge(), func=np.log, inverse_func=np.exp),
        "amount",
        f"{KINDS}.* TransformedTargetRegressor",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: type(case[0]).__name__)
def test_it_is_refused_in_one_sentence_that_names_what_is_supported(case):
    model, target, says = case
    with pytest.raises(TypeError, match=f"^{says}"):
        explain(fitted(SCALED, model, target), X)


@pytest.mark.parametrize(
    ("brought", "received"),
    [
        (None, "NoneType"),
        (np.sum, "function|_ArrayFunctionDispatcher"),
        (Booster(), "Booster"),
        (RandomForestClassifier, "RandomForestClassifier itself, not one that is made and fitted"),
        (KNeighborsClassifier(), "KNeighborsClassifier"),
        (make_pipeline(StandardScaler()), "a Pipeline that ends in StandardScaler"),
    ],
)
def test_what_is_no_model_at_all_is_refused_in_the_same_sentence(brought, received):
    with pytest.raises(TypeError, match=f"^{KINDS}({received})$"):
        explain(brought, X)


def test_what_is_not_fitted_is_refused():
    for model in (Ridge(), make_pipeline(CODES, Ridge()), GridSearchCV(Ridge(), {})):
        with pytest.raises(ValueError, match="score must be fitted first; received an unfitted Ri"):
            explain(model, X)


class Doubled(RandomForestRegressor):
    """Answers something else than its trees add up to."""

    def predict(self, X):
        return 2 * super().predict(X)


def test_a_model_that_answers_something_else_than_its_values_add_up_to_is_refused():
    for model in (Doubled(**FEW), make_pipeline(StandardScaler(), Doubled(**FEW))):
        model.fit(X[["age", "debt"]], TARGETS["amount"])
        with pytest.raises(ValueError, match=r"add up to its own answers; received a Doubled that"):
            explain(model, X[["age", "debt"]])


def test_models_that_compute_in_single_precision_are_not_refused_for_their_rounding():
    people = X[["age", "debt"]].astype(np.float32) + np.float32(1000)
    for model in (
        RandomForestRegressor(**FEW),
        GradientBoostingClassifier(**FEW),
        make_pipeline(StandardScaler(), LinearRegression()),
        make_pipeline(PCA(2), LogisticRegression(max_iter=1000)),
        LinearRegression(),
    ):
        model.fit(people, (TARGETS["number"] > 0).astype(np.float32))
        why = explain(model, people)
        np.testing.assert_allclose(why.base + why.values.sum(axis=1), why.published, atol=1e-3)
