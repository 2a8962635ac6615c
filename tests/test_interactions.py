"""Any trees, both questions, every rule and form of the engine, against brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier

from explainers.trees import question, shapley
from explainers.trees.scikit_learn import read_trees
from explainers.trees.shapley import tree_interactions, tree_values
from explainers.trees.vectorised import cutting
from explainers.trees.vectorised import form as vectorised
from tests.oracle import (
    HISTOGRAM,
    against,
    assert_same,
    brute_force,
    brute_force_pairs,
    by_cover,
    people,
    random_ensemble,
)

FORMS = ["numpy", "compiled"]
GRID = [-np.inf, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, np.inf, np.nan]


@pytest.fixture(params=FORMS)
def form(request):
    if request.param == "compiled":
        pytest.importorskip("numba")
    return request.param


def force(patch, form, *, max_players, max_cells=4096):
    """Force a form, and tables for all paths of at most ``max_players`` players."""
    patch.setattr(shapley, "_FORM", form)
    patch.setattr(question, "MAX_PLAYERS", max_players)
    free = question.Costs(0.0, 0.0, 0.0, 1.0, 1.0, 1.0)  # tables cost nothing
    patch.setattr(vectorised, "COSTS", free)
    patch.setattr(cutting, "MAX_CELLS", max_cells)
    if form == "compiled":
        from explainers.trees.compiled import form as compiled

        patch.setattr(compiled, "COSTS", free)
        patch.setattr(compiled, "MAX_CELLS", max_cells)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**9),
    st.integers(1, 5),
    st.integers(0, 5),
    st.sampled_from([2, 24, 4096]),
    st.sampled_from([13, 13, 2, -1]),
    st.booleans(),
)
@pytest.mark.parametrize("which", FORMS)
def test_any_trees_values_and_grouping_equal_brute_force(
    which, seed, p, depth, max_cells, max_players, missing
):
    if which == "compiled":
        pytest.importorskip("numba")
    rng = np.random.default_rng(seed)
    ensemble = random_ensemble(rng, p, 3, depth)
    grid = GRID if missing else GRID[:-1]
    who, background = rng.choice(grid, (3, p)), rng.choice(grid, (4, p))
    players = rng.integers(0, p, p)
    for reference, worth in (
        (background, against(ensemble.margin, who, background)),
        (None, by_cover(ensemble, who)),
    ):
        with pytest.MonkeyPatch.context() as patch:
            force(patch, which, max_players=max_players, max_cells=max_cells)
            values = tree_values(ensemble, who, background=reference, players=players)
            pairs = tree_interactions(ensemble, who, background=reference, players=players)
        assert_same(values, brute_force(worth, players))
        assert np.abs(pairs - brute_force_pairs(worth, players)).max(initial=0) < 1e-10


@pytest.mark.parametrize("background", [None, 30])
def test_interactions_are_symmetric_add_up_and_do_not_depend_on_the_rule(background, form):
    X, y = people(300, missing=True)
    ensemble = read_trees(HistGradientBoostingClassifier(**HISTOGRAM).fit(X, y))
    reference = background and X[:background]
    found = []
    for max_players in (13, -1):
        with pytest.MonkeyPatch.context() as patch:
            force(patch, form, max_players=max_players)
            found.append(tree_interactions(ensemble, X, background=reference))
            values, _ = tree_values(ensemble, X, background=reference)
        assert np.abs(found[-1].sum(axis=2) - values).max() < 1e-12
        assert np.array_equal(found[-1], found[-1].transpose(0, 2, 1))
    assert np.abs(found[0] - found[1]).max() < 1e-12
    assert np.abs(found[0]).max() > 0.01


def test_shaps_interaction_values_agree(form):
    shap = pytest.importorskip("shap")
    X, y = people(300)
    model = HistGradientBoostingClassifier(**HISTOGRAM).fit(X, y)
    theirs = shap.TreeExplainer(model).shap_interaction_values(X[:40])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shapley, "_FORM", form)
        ours = tree_interactions(read_trees(model), X[:40])
    assert np.abs(ours - theirs).max() < 1e-6
