"""The exact engine against brute force: every subset of players, written out plainly."""

import math
import sys
from importlib.util import find_spec

import numpy as np
import pytest
from sklearn.datasets import make_classification
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.tree import DecisionTreeRegressor

from explainers.trees import question, shapley
from explainers.trees.scikit_learn import read_trees
from explainers.trees.shapley import tree_values
from explainers.trees.vectorised import cutting, lookup, meeting
from explainers.trees.vectorised import form as vectorised
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
    raw,
)


@pytest.fixture(params=["numpy", "compiled"])
def form(request, monkeypatch):
    """Have everything done in NumPy, then everything in the compiled form."""
    if request.param == "compiled":
        pytest.importorskip("numba")
    monkeypatch.setattr(shapley, "_FORM", request.param)


@pytest.mark.parametrize(("name", "missing"), CASES)
def test_both_questions_equal_brute_force(name, missing, form):
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


@pytest.mark.parametrize("k", [*range(1, 14), 14, 17, 20])
def test_a_conjunction_gives_the_closed_form(k, form):
    for a in range(k + 1):
        b = k - a
        mine = np.arange(k) < a
        values, base = tree_values(conjunction(k), [1.0 * mine], background=[1.0 * ~mine])
        mine_each = math.factorial(a - 1) * math.factorial(b) / math.factorial(k) if a else 0
        other_each = math.factorial(a) * math.factorial(b - 1) / math.factorial(k) if b else 0
        assert np.abs(values - np.where(mine, mine_each, -other_each)).max() < 1e-14
        assert base == (a == 0)


def test_players_of_several_columns_shorten_a_path(form):
    values, _ = tree_values(
        conjunction(17), np.ones((1, 17)), background=np.zeros((1, 17)), players=np.arange(17) // 2
    )
    assert np.abs(values - 1 / 9).max() < 1e-14


@pytest.mark.parametrize("background", [None, 4])
def test_fully_grown_forests_on_forty_columns_add_up(background, form):
    X, y = make_classification(1_500, 40, n_informative=30, flip_y=0.4, random_state=0)
    X[np.random.default_rng(0).random(X.shape) < 0.02] = np.nan
    model = RandomForestClassifier(2, max_features=1, random_state=0).fit(X, y)
    ensemble = read_trees(model)
    asked = question.pose(ensemble, X, None, None).paths.asked
    assert asked.max() > question.MAX_PLAYERS
    values, base = tree_values(ensemble, X[:9], background=background and X[-background:])
    assert np.abs(base + values.sum(axis=1) - raw(model, X[:9])).max() < 1e-9


def test_a_forest_compares_in_single_precision(form):
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


def test_columns_of_one_category_are_one_player(form):
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


def test_a_reference_person_counts_as_often_as_they_are_listed(form):
    X, y = people()
    ensemble = read_trees(HistGradientBoostingClassifier(**HISTOGRAM).fit(X, y))
    one, other = (tree_values(ensemble, X, background=X[[i]]) for i in (3, 8))
    listed = tree_values(ensemble, X, background=X[[3, 8, 3, 3]])
    assert_same(listed, [0.75 * a + 0.25 * b for a, b in zip(one, other, strict=True)])
    alone = tree_values(ensemble, X[[3]], background=X[[3]])
    assert_same(alone, (np.zeros((1, 6)), ensemble.margin(X[[3]])[0]))


@pytest.mark.parametrize("background", [None, np.zeros((2, 3))])
def test_trees_without_a_split_give_nobody_anything(background, form):
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
def test_forty_five_columns_add_up_however_the_trees_are_cut(model, missing, form, monkeypatch):
    X, y = make_classification(2_000, 45, n_informative=20, random_state=0)
    if missing:
        X[np.random.default_rng(0).random(X.shape) < 0.1] = np.nan
    ensemble = read_trees(model.fit(X, y))
    for background in (None, X[:300]):
        values, base = tree_values(ensemble, X[:500], background=background)
        assert np.abs(base + values.sum(axis=1) - raw(model, X[:500])).max() < 1e-12
        with monkeypatch.context() as patch:
            patch.setattr(cutting, "MAX_CELLS", 64)
            patch.setattr(vectorised, "BATCH_BYTES", 100_000)
            patch.setattr(lookup, "CHUNK", 99)
            if shapley._FORM == "compiled":
                from explainers.trees.compiled import form as compiled

                patch.setattr(compiled, "MAX_CELLS", 64)
                patch.setattr(compiled, "BATCH_BYTES", 100_000)
                patch.setattr(compiled, "PEOPLE", 99)
            assert_same(
                tree_values(ensemble, X[:500], background=background), (values, base), 1e-12
            )


def test_a_column_with_more_than_255_thresholds_and_a_long_chain_of_splits(form):
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


def test_the_compiled_form_is_chosen_for_large_work_and_where_numba_is(monkeypatch):
    small = question.pose(read_trees(TREE), X, None, None)
    monkeypatch.delitem(sys.modules, "explainers.trees.compiled.form", raising=False)
    assert not shapley._compiles(small, 10, pairs=False)
    assert shapley._compiles(small, 10**9, pairs=False) == (find_spec("numba") is not None)
    monkeypatch.setattr(shapley, "find_spec", lambda name: None)
    assert not shapley._compiles(small, 10**9, pairs=False)


@pytest.mark.parametrize("background", [None, 100])
def test_few_people_are_walked_down_full_grown_trees_and_many_are_looked_up(background):
    X, y = make_classification(600, 12, n_informative=6, flip_y=0.2, random_state=0)
    model = RandomForestClassifier(5, random_state=0).fit(X, y)
    asked = question.pose(read_trees(model), X[:1], background and X[:background], None)
    costs = vectorised.COSTS
    few, cheap = asked.plan(1, costs, pairs=False)
    many, dear = asked.plan(10**7, costs, pairs=False)
    assert len(few) == 5 and len(many) == 0 and cheap < dear


@pytest.mark.parametrize("bits", [1, 2, 64])
def test_whom_a_pair_has_failed_may_fill_several_numbers(bits, monkeypatch):
    monkeypatch.setattr(shapley, "_FORM", "numpy")
    monkeypatch.setattr(meeting, "BITS", bits)
    monkeypatch.setattr(meeting, "ROWS", 7)
    values, base = tree_values(conjunction(20), np.ones((2, 20)), background=np.zeros((3, 20)))
    assert np.abs(values - 1 / 20).max() < 1e-14 and base == 0
    X, y = people(missing=True)
    model = DecisionTreeRegressor(random_state=0).fit(X, y)
    monkeypatch.setattr(question, "MAX_PLAYERS", -1)  # all trees are walked
    assert_same(
        tree_values(read_trees(model), X[:4], background=X[50:55]),
        brute_force(against(model.predict, X[:4], X[50:55]), np.arange(6)),
    )


def test_nobody_to_explain_gives_no_rows(form):
    values, base = tree_values(read_trees(TREE), X[:0], background=X)
    assert values.shape == (0, 6)
    assert abs(base - TREE.predict(X).mean()) < 1e-12
