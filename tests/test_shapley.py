"""The exact engine against brute force: every subset of players, written out plainly."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import make_classification
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.tree import DecisionTreeRegressor

from explainers.engine import cutting, lookup, shapley
from explainers.engine.shapley import tree_values
from explainers.engine.trees import read_trees
from tests.oracle import (
    CASES,
    HISTOGRAM,
    MODELS,
    against,
    assert_same,
    brute_force,
    by_cover,
    conjunction,
    people,
    random_ensemble,
    raw,
)


@pytest.mark.parametrize(("name", "missing"), CASES)
def test_both_questions_equal_brute_force(name, missing):
    X, y = people(missing=missing)
    model = MODELS[name].fit(X[:150], y[:150])
    ensemble = read_trees(model)
    assert np.abs(ensemble.margin(X) - raw(model, X)).max() < 1e-12
    who, background = X[150:154], X[160:167]
    assert_same(
        tree_values(ensemble, who, background=background),
        brute_force(against(lambda rows: raw(model, rows), who, background), np.arange(6)),
    )
    assert_same(tree_values(ensemble, who), brute_force(by_cover(ensemble, who), np.arange(6)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 5), st.integers(0, 5), st.sampled_from([2, 24, 4096]))
def test_any_trees_any_missing_and_infinite_values_any_grouping_equal_brute_force(
    seed, p, depth, max_cells
):
    rng = np.random.default_rng(seed)
    ensemble = random_ensemble(rng, p, 3, depth)
    grid = [-np.inf, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, np.inf, np.nan]
    who, background = rng.choice(grid, (3, p)), rng.choice(grid, (4, p))
    players = rng.integers(0, p, p)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "MAX_CELLS", max_cells)
        found = tree_values(ensemble, who, background=background, players=players)
        by_model = tree_values(ensemble, who, players=players)
    assert_same(found, brute_force(against(ensemble.margin, who, background), players))
    assert_same(by_model, brute_force(by_cover(ensemble, who), players))


@pytest.mark.parametrize("k", range(1, 17))
def test_a_conjunction_gives_the_closed_form(k):
    for a in range(k + 1):
        b = k - a
        mine = np.arange(k) < a
        values, base = tree_values(conjunction(k), [1.0 * mine], background=[1.0 * ~mine])
        mine_each = math.factorial(a - 1) * math.factorial(b) / math.factorial(k) if a else 0
        other_each = math.factorial(a) * math.factorial(b - 1) / math.factorial(k) if b else 0
        assert np.abs(values - np.where(mine, mine_each, -other_each)).max() < 1e-14
        assert base == (a == 0)


def test_a_path_of_seventeen_players_is_refused_unless_they_are_grouped():
    with pytest.raises(ValueError, match=r"model must ask about at most 16 .* got a path with 17"):
        tree_values(conjunction(17), np.ones((1, 17)))
    values, _ = tree_values(
        conjunction(17), np.ones((1, 17)), background=np.zeros((1, 17)), players=np.arange(17) // 2
    )
    assert np.abs(values - 1 / 9).max() < 1e-14


def test_a_forest_compares_in_single_precision():
    grid = np.float32(99) + np.arange(40, dtype=np.float32) * np.spacing(np.float32(99))
    X = np.repeat(grid.astype(float)[:, None], 2, axis=1)[:, ::1] * [1, -1]
    y = np.random.default_rng(0).integers(0, 2, 40)
    for model in (RandomForestClassifier(5, random_state=0), GradientBoostingClassifier()):
        ensemble = read_trees(model.fit(X, y))
        cuts = np.sort(np.unique(np.abs(ensemble.threshold[ensemble.left >= 0])))
        between = np.concatenate([cuts, cuts + 1e-9, cuts - 1e-9])
        who = np.stack([between, -between], axis=1)
        rounded = who.astype(np.float32).astype(float)
        assert np.any(np.searchsorted(cuts, who[:, 0]) != np.searchsorted(cuts, rounded[:, 0]))
        values, base = tree_values(ensemble, who, background=who[::-1])
        assert np.abs(base + values.sum(axis=1) - raw(model, who)).max() < 1e-12


def test_columns_of_one_category_are_one_player():
    rng = np.random.default_rng(1)
    category = rng.integers(0, 4, 300)
    X = np.column_stack([np.eye(4)[category], rng.normal(size=(300, 2))])
    y = (category % 2 + X[:, 4] + rng.normal(size=300) > 0.5).astype(int)
    model = HistGradientBoostingClassifier(**HISTOGRAM).fit(X, y)
    ensemble, players = read_trees(model), np.array([1, 1, 1, 1, 0, 2])
    who, background = X[:5], X[5:12]
    assert_same(
        tree_values(ensemble, who, background=background, players=players),
        brute_force(against(model.decision_function, who, background), players),
    )
    assert_same(
        tree_values(ensemble, who, players=players), brute_force(by_cover(ensemble, who), players)
    )


def test_a_reference_person_counts_as_often_as_they_are_listed():
    X, y = people()
    ensemble = read_trees(HistGradientBoostingClassifier(**HISTOGRAM).fit(X, y))
    one, other = (tree_values(ensemble, X, background=X[[i]]) for i in (3, 8))
    listed = tree_values(ensemble, X, background=X[[3, 8, 3, 3]])
    assert_same(listed, [0.75 * a + 0.25 * b for a, b in zip(one, other, strict=True)])
    alone = tree_values(ensemble, X[[3]], background=X[[3]])
    assert_same(alone, (np.zeros((1, 6)), ensemble.margin(X[[3]])[0]))


@pytest.mark.parametrize("background", [None, np.zeros((2, 3))])
def test_trees_without_a_split_give_nobody_anything(background):
    X, y = np.zeros((30, 3)), np.arange(30) % 3 == 0
    for model in (DecisionTreeRegressor(), HistGradientBoostingClassifier(max_iter=2)):
        values, base = tree_values(read_trees(model.fit(X, y)), X, background=background)
        assert not values.any()
        assert abs(base - raw(model, X)[0]) < 1e-12


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize(
    "model",
    [
        HistGradientBoostingClassifier(max_iter=30, max_leaf_nodes=31),
        RandomForestClassifier(10, max_depth=8, random_state=0),
    ],
)
def test_forty_five_columns_add_up_however_the_trees_are_cut(model, missing, monkeypatch):
    X, y = make_classification(2_000, 45, n_informative=20, random_state=0)
    if missing:
        X[np.random.default_rng(0).random(X.shape) < 0.1] = np.nan
    ensemble = read_trees(model.fit(X, y))
    for background in (None, X[:300]):
        values, base = tree_values(ensemble, X[:500], background=background)
        assert np.abs(base + values.sum(axis=1) - raw(model, X[:500])).max() < 1e-12
        with monkeypatch.context() as patch:
            patch.setattr(cutting, "MAX_CELLS", 64)
            patch.setattr(shapley, "BATCH_BYTES", 100_000)
            patch.setattr(lookup, "CHUNK", 99)
            assert_same(
                tree_values(ensemble, X[:500], background=background), (values, base), 1e-12
            )


def test_a_column_with_more_than_255_thresholds_and_a_long_chain_of_splits():
    X = np.random.default_rng(0).normal(size=(3_000, 2))
    model = DecisionTreeRegressor(max_leaf_nodes=900, random_state=0).fit(X[:, :1], X[:, 1])
    ensemble = read_trees(model)
    values, base = tree_values(ensemble, X[:, :1], background=X[:50, :1])
    assert abs(base - model.predict(X[:50, :1]).mean()) < 1e-12
    assert np.abs(values[:, 0] - (model.predict(X[:, :1]) - base)).max() < 1e-12


@pytest.mark.parametrize(
    "name", ["histogram classifier", "forest classifier", "gradient classifier"]
)
def test_shap_agrees(name):
    shap = pytest.importorskip("shap")
    X, y = people(400)
    # shap's interventional code rounds people to float32. Boosted trees do not, and their
    # thresholds may lie exactly on a person, so shap can send that person the wrong way.
    X = X.astype(np.float32).astype(float)
    model = MODELS[name].fit(X, y)
    ensemble, who, background = read_trees(model), X[:50], X[-150:]

    def their(**question):
        explainer = shap.TreeExplainer(model, **question)
        values, base = explainer.shap_values(who), np.atleast_1d(explainer.expected_value)[-1]
        return (values[..., 1] if values.ndim == 3 else values), base

    by_cover = their(feature_perturbation="tree_path_dependent")
    assert_same(tree_values(ensemble, who), by_cover, 1e-8)
    masker = shap.maskers.Independent(background, max_samples=len(background))
    interventional = their(data=masker, feature_perturbation="interventional")
    assert_same(tree_values(ensemble, who, background=background), interventional, 1e-6)


X, Y = people(60)
NAN = np.full((1, 6), np.nan)
TREE = DecisionTreeRegressor(max_depth=2).fit(X, Y)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": X[:, :5]}, r"X must have shape \(n, 6\), .* got \(60, 5\)"),
        ({"X": X[0]}, r"X must have shape \(n, 6\), .* got \(6,\)"),
        ({"background": X[:, :5]}, r"background must have shape \(n, 6\), .* got \(60, 5\)"),
        ({"background": X[:0]}, "background must have at least one row; got none"),
        ({"players": [0, 1]}, r"players must be 6 whole numbers from 0, .* got \[0, 1\]"),
        ({"players": [0, 1, 2, 3, 4, -1]}, "players must be 6 whole numbers from 0"),
        ({"players": [0.0, 1, 2, 3, 4, 5]}, "players must be 6 whole numbers from 0"),
    ],
)
def test_a_wrong_argument_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        tree_values(read_trees(TREE), **{"X": X, **arguments})


def test_missing_values_are_refused_where_the_model_takes_none():
    ensemble = read_trees(GradientBoostingRegressor(n_estimators=2).fit(X, Y))
    with pytest.raises(ValueError, match=r"X must have no missing values, .* got 6"):
        tree_values(ensemble, NAN)
    with pytest.raises(ValueError, match=r"background must have no missing values, .* got 6"):
        tree_values(ensemble, X, background=NAN)


def test_nobody_to_explain_gives_no_rows():
    values, base = tree_values(read_trees(TREE), X[:0], background=X)
    assert values.shape == (0, 6)
    assert abs(base - TREE.predict(X).mean()) < 1e-12
