"""Pipelines are explained by original columns, each one player, against brute force."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.decomposition import PCA
from sklearn.ensemble import (
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.feature_selection import VarianceThreshold
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    StandardScaler,
)

from explainers import explain
from explainers.points.columns import margin
from explainers.trees.categories import CategoricalTrees, reads_categories
from explainers.trees.scikit_learn import read_trees
from tests.oracle import assert_same, brute_force, mixed_worth

pytestmark = pytest.mark.filterwarnings("ignore:Found unknown categories")

NAMES = ["job", "job_a", "town", "age", "income", "debt"]
QUESTIONS = ("interventional", "path_dependent")


def draw(n, seed=0, *, unknown=False):
    """Names with underscores that collide, rare labels, missing numbers and labels."""
    random = np.random.default_rng(seed)
    age = random.integers(18, 90, n).astype(float)
    X = pd.DataFrame(
        {
            "job": random.choice(["a", "b", "c_x", "rare"], n, p=[0.5, 0.3, 0.17, 0.03]),
            "job_a": random.choice(["x", "a_x"], n),
            "town": pd.Categorical(random.choice(["north", "south", "west"], n)),
            "age": age,
            "income": np.exp(random.normal(size=n)) + age / 40,
            "debt": random.normal(size=n),
        }
    )
    X.loc[random.random(n) < 0.15, "income"] = np.nan
    if unknown:
        X.loc[X.index[::3], "job"] = "unheard of"
    return X


def outcome(X):
    margin = (X["job"] == "b") * (X["age"] > 50) + (X["town"] == "south") - X["debt"]
    return (margin + np.random.default_rng(1).normal(size=len(X)) * 0.3 > 0.5).astype(int)


def filled(**kwargs):
    return make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(**kwargs))


def one_hot(**kwargs):
    return OneHotEncoder(handle_unknown="ignore", **kwargs)


TABLES = {
    "one-hot, scaled, passed": ColumnTransformer(
        [("labels", one_hot(), ["town", "job", "job_a"]), ("numbers", filled(), ["income", "age"])],
        remainder="passthrough",
    ),
    "sparse": ColumnTransformer(
        [("labels", one_hot(), [0, 1, 2]), ("numbers", filled(), slice(3, None))],
        sparse_threshold=1.0,
    ),
    "drop first, infrequent": ColumnTransformer(
        [
            ("labels", one_hot(drop="first", min_frequency=20), slice("job", "town")),
            ("gone", "drop", ["debt"]),
            ("numbers", filled(), make_column_selector("age|income")),
        ]
    ),
    "ordinal": ColumnTransformer(
        [
            (
                "labels",
                OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1),
                [True, True, True, False, False, False],
            ),
            ("small", make_pipeline(SimpleImputer(strategy="median"), MinMaxScaler()), ["income"]),
            ("log", FunctionTransformer(np.log1p), ["age"]),
        ],
    ),
    "nested": make_pipeline(
        ColumnTransformer(
            [
                (
                    "labels",
                    Pipeline(
                        [
                            ("fill", SimpleImputer(strategy="most_frequent")),
                            ("none", "passthrough"),
                            ("code", one_hot(drop="if_binary", max_categories=3)),
                        ]
                    ),
                    ["job_a", "job"],
                ),
                ("number", filled(), ["debt", "income"]),
            ],
            remainder="drop",
            verbose_feature_names_out=False,
        ),
        VarianceThreshold(0.22),
    ),
}
MODELS = {
    "boosted": HistGradientBoostingClassifier(max_iter=8, max_leaf_nodes=9, min_samples_leaf=3),
    "forest": RandomForestClassifier(5, max_depth=5, random_state=0),
    "gradient": GradientBoostingClassifier(n_estimators=8, random_state=0),
    "logistic": LogisticRegression(),
    "linear": LinearRegression(),
}
UNITS = {
    "boosted": "log-odds",
    "forest": "probability",
    "gradient": "log-odds",
    "logistic": "log-odds",
    "linear": "prediction",
}
NEED_ARRAYS = ("boosted",)  # takes no sparse table


def fitted(table, model):
    X = draw(400)
    before = TABLES[table]
    if model in NEED_ARRAYS and table == "sparse":
        before = ColumnTransformer(before.transformers, sparse_threshold=0.0)
    steps = before.steps if isinstance(before, Pipeline) else [("columns", before)]
    return Pipeline([*steps, ("model", MODELS[model])]).fit(X, outcome(X))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("table", TABLES)
def test_original_columns_agree_with_brute_force_on_the_pipeline_itself(table, model):
    pipeline = fitted(table, model)
    people, reference = draw(7, seed=5, unknown=True), draw(6, seed=6)
    why = explain(pipeline, people, background=reference)
    assert why.columns == tuple(NAMES) and why.unit == UNITS[model] and not why.friends.any()
    worth = mixed_worth(partial(margin, pipeline), people, reference)
    assert_same((why.values, why.base), brute_force(worth, np.arange(6)))
    np.testing.assert_allclose(
        why.base + why.values.sum(axis=1), margin(pipeline, people), rtol=0, atol=1e-9
    )
    # A column the pipeline never reads gives exactly nothing.
    gone = {"drop first, infrequent": ["debt"], "ordinal": ["debt"], "nested": ["town", "age"]}
    for name in gone.get(table, []):
        assert not why.values[:, NAMES.index(name)].any()


@pytest.mark.parametrize("model", ["boosted", "forest", "gradient"])
@pytest.mark.parametrize("table", TABLES)
def test_the_path_dependent_question_adds_up_and_knows_a_column_whole(table, model):
    """By cover: every split on a feature of a known column is followed, of an unknown weighted."""
    pipeline = fitted(table, model)
    people = draw(5, seed=5, unknown=True)
    why = explain(pipeline, people, perturbation="path_dependent")
    np.testing.assert_allclose(
        why.base + why.values.sum(axis=1), margin(pipeline, people), rtol=0, atol=1e-9
    )
    ensemble, features = read_trees(pipeline[-1]), pipeline[:-1].transform(people)
    features = features.toarray() if hasattr(features, "toarray") else features
    owner = changed_by(pipeline[:-1])
    worth = cover_worth(ensemble, ensemble.as_compared(np.asarray(features, dtype=float)))
    assert_same(
        (why.values, why.base), brute_force(lambda known: worth(known[owner]), np.arange(6))
    )


def cover_worth(ensemble, rows):
    def expected(node, x, known):
        left, right = ensemble.left[node], ensemble.right[node]
        if left < 0:
            return ensemble.value[node]
        if known[ensemble.feature[node]]:
            value = x[ensemble.feature[node]]
            left_too = ensemble.missing_left[node] if np.isnan(value) else None
            goes = value <= ensemble.threshold[node] if left_too is None else left_too
            return expected(left if goes else right, x, known)
        shares = ensemble.cover[[left, right]] / ensemble.cover[node]
        return shares[0] * expected(left, x, known) + shares[1] * expected(right, x, known)

    return lambda known: np.array(
        [ensemble.base + sum(expected(r, x, known) for r in ensemble.roots) for x in rows]
    )


def changed_by(before):
    """Which column each feature came from, found by changing one column and watching."""
    X = draw(400, seed=9)
    dense = lambda T: np.asarray(T.toarray() if hasattr(T, "toarray") else T, dtype=float)  # noqa: E731
    start = dense(before.transform(X))
    owner = np.full(start.shape[1], -1)
    for place, name in enumerate(NAMES):
        turned = X.assign(**{name: X[name].to_numpy()[::-1]})
        moved = ~np.isclose(dense(before.transform(turned)), start, equal_nan=True)
        owner[moved.any(axis=0)] = place
    assert (owner >= 0).all()
    return owner


def test_adding_up_one_hot_values_is_another_answer():
    """The reason for players: here the two differ by more than a tenth of the margin's spread."""
    random = np.random.default_rng(0)
    X = pd.DataFrame({"job": random.choice(list("abcdef"), 600), "age": random.normal(size=600)})
    y = X["job"].isin(["a", "b", "c"]) ^ (X["age"] > 0)
    labels = ("label", one_hot(sparse_output=False), ["job"])
    before = ColumnTransformer([labels], remainder="passthrough")
    pipeline = make_pipeline(before, RandomForestClassifier(20, random_state=0)).fit(X, y)
    people, reference = X[:100], X[100:200]
    why = explain(pipeline, people, background=reference)
    alone = explain(
        pipeline[-1],
        pipeline[:-1].transform(people),
        background=pd.DataFrame(pipeline[:-1].transform(reference)),
    )
    summed = np.stack([alone.values[:, :6].sum(axis=1), alone.values[:, 6]], axis=1)
    worth = mixed_worth(partial(margin, pipeline), people[:5], reference)
    assert_same((why.values[:5], why.base), brute_force(worth, np.arange(2)))
    np.testing.assert_allclose(alone.published, why.published, atol=1e-12)
    assert np.abs(summed - why.values).max() > 0.1 * why.published.std()


@pytest.mark.parametrize(("with_mean", "with_std"), [(True, True), (False, True), (True, False)])
def test_a_linear_pipeline_answers_by_its_training_means(with_mean, with_std):
    X = draw(300)[["age", "debt"]]
    scaler = StandardScaler(with_mean=with_mean, with_std=with_std)
    model = make_pipeline(MinMaxScaler(), scaler, LogisticRegression()).fit(X, outcome(draw(300)))
    by_training = explain(model, X, perturbation="path_dependent")
    against_all = explain(model, X, background=X)
    np.testing.assert_allclose(by_training.values, against_all.values, atol=1e-12)
    assert by_training.base == pytest.approx(against_all.base, abs=1e-12)


def test_columns_that_a_transformer_mixes_are_one_player_with_a_joined_name():
    X = draw(300)[["age", "debt", "income", "job"]].fillna(1.0)
    before = ColumnTransformer(
        [
            ("mixed", PCA(2), ["debt", "age"]),
            ("label", one_hot(), ["job"]),
            ("one by one", PolynomialFeatures(2), ["income"]),
        ]
    )
    model = make_pipeline(before, MODELS["boosted"]).fit(X, outcome(draw(300)))
    why = explain(model, X.iloc[:6], background=X.iloc[6:12])
    assert why.columns == ("age + debt", "income", "job")
    assert why.data["age + debt"].iloc[0] == f"{X['age'][0]} + {X['debt'][0]}"
    assert (
        "age and debt stand in one row, because a feature that PCA makes may be made of several"
    ) in why.text
    worth = mixed_worth(partial(margin, model), X.iloc[:6], X.iloc[6:12])
    players = np.array([0, 0, 1, 2])
    assert_same((why.values, why.base), brute_force(worth, players))


def with_categories(n, seed, *, unknown=False):
    """Forty labels, so that sets of them take several words of bits; some missing, some unseen."""
    random = np.random.default_rng(seed)
    labels = [f"town_{number}" for number in range(45)]
    X = draw(n, seed)[["income", "town", "debt"]]
    X["from"] = pd.Categorical(random.choice(labels[: 45 if unknown else 40], n), categories=labels)
    X.loc[random.random(n) < 0.1, "from"] = np.nan
    X.loc[random.random(n) < 0.1, "town"] = np.nan
    return X[["income", "from", "debt", "town"]]


def with_own_categories(through=None):
    X = with_categories(900, 0)
    number = X["from"].cat.codes.to_numpy(dtype=int)
    y = (number * 7 % 11 > 5) ^ (X["town"] == "south") ^ (X["debt"] > 1)
    boosted = HistGradientBoostingClassifier(max_iter=10, min_samples_leaf=5, early_stopping=False)
    return (boosted if through is None else make_pipeline(through, boosted)).fit(X, y)


@pytest.mark.parametrize("through", [None, "pipeline"])
def test_boosted_trees_with_categories_of_their_own_are_exact(through):
    if through:
        through = ColumnTransformer(
            [("number", MinMaxScaler(), ["debt", "income"])], remainder="passthrough"
        ).set_output(transform="pandas")
    model = with_own_categories(through)
    assert reads_categories(model if through is None else model[-1])
    people, reference = with_categories(9, 5, unknown=True), with_categories(8, 6)
    why = explain(model, people, background=reference)
    assert why.columns == ("income", "from", "debt", "town")
    assert_same(
        (why.values, why.base),
        brute_force(mixed_worth(partial(margin, model), people, reference), np.arange(4)),
    )
    many = with_categories(600, 7, unknown=True)
    for question in QUESTIONS:
        why = explain(model, many, perturbation=question)
        np.testing.assert_allclose(
            why.base + why.values.sum(axis=1), margin(model, many), rtol=0, atol=1e-9
        )


def test_categories_by_cover_agree_with_brute_force_and_with_codes_from_an_array():
    X = with_categories(900, 0)
    codes = X.assign(
        **{name: X[name].cat.codes.where(X[name].notna()) for name in ("from", "town")}
    )
    model = HistGradientBoostingClassifier(
        max_iter=10, min_samples_leaf=5, categorical_features=[1, 3]
    ).fit(codes.to_numpy(), X["debt"] + X["from"].cat.codes * 7 % 11 / 5 > 1)
    why = explain(model, codes.iloc[:6].to_numpy(), perturbation="path_dependent")
    trees = CategoricalTrees(model)
    worth = cover_worth(trees.ensemble, trees.features(codes.iloc[:6].to_numpy()))
    expected = brute_force(lambda known: worth(known[trees.column_of_feature]), np.arange(4))
    assert_same((why.values, why.base), expected)
    assert trees.ensemble.cover[trees.ensemble.roots].min() == 900


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # as shap is imported
def test_a_pipelines_texts_and_joined_columns_go_to_shap():
    pytest.importorskip("shap")
    why = explain(fitted("one-hot, scaled, passed", "forest"), draw(30))
    told = why.to_shap()
    assert told.data.shape == (30, 6) and told.display_data[0, 0] == draw(30)["job"].iloc[0]


def test_a_pipeline_on_arrays_is_explained_by_numbered_columns():
    X = draw(200)[["age", "debt"]].to_numpy()
    model = make_pipeline(
        ColumnTransformer([("a", MinMaxScaler(), [1])], remainder="passthrough"), MODELS["forest"]
    ).fit(X, X[:, 1] > 0)
    why = explain(model, X)
    assert why.columns == ("0", "1")
    assert np.abs(why.values[:, 1]).mean() > 5 * np.abs(why.values[:, 0]).mean()


BAD = {
    "another last step": (KNeighborsClassifier(), {}, TypeError, "ends in KNeighborsClassifier"),
    "a linear model without training means": (
        LogisticRegression(),
        {"perturbation": "path_dependent"},
        ValueError,
        "perturbation .* StandardScaler just before it",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_explained_is_refused(case):
    last, arguments, kind, says = BAD[case]
    X = draw(200)[["age", "debt"]]
    model = make_pipeline(MinMaxScaler(), last).fit(X, X["debt"] > 0)
    with pytest.raises(kind, match=says):
        explain(model, X, **arguments)
