"""Conditional values against closed forms, and what mixing people costs."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor

from explainers import explain, mark
from explainers.limits.conditional import conditional_explainer
from explainers.limits.manifold import coalition_error, held_together, off_manifold_error
from explainers.limits.mixing import codes, mix, mixed_auc
from scoring import OpaqueScore
from synthetic_data import BIASES, make_population

NAMES = list("abcd")
WEIGHTS = np.array([2.0, -1.0, 0.0, 3.0])


def gaussian(n, seed, spread=None):
    """Draw four columns that hang together; return them with mean and covariance."""
    made = np.random.default_rng(0)
    mean, root = made.normal(size=4), made.normal(size=(4, 4))
    covariance = root @ root.T if spread is None else spread
    drawn = np.random.default_rng(seed).multivariate_normal(mean, covariance, n)
    return pd.DataFrame(drawn, columns=NAMES), mean, covariance


def closed_form(people, mean, covariance, weights):
    """Average, over all orders, what knowing a column adds to E[score | known]; Aas 2021."""

    def value(known):
        known, others = list(known), [j for j in range(4) if j not in known]
        guess = np.tile(mean, (len(people), 1))
        guess[:, known] = people[:, known]
        if known and others:
            slope = np.linalg.solve(
                covariance[np.ix_(known, known)], covariance[np.ix_(known, others)]
            )
            guess[:, others] += (people[:, known] - mean[known]) @ slope
        return guess @ weights

    values = np.zeros(people.shape)
    for order in permutations(range(4)):
        for k, column in enumerate(order):
            values[:, column] += (value(order[: k + 1]) - value(order[:k])) / 24
    return values


def test_gaussian_values_converge_to_the_closed_form_and_the_error_is_known():
    people, mean, covariance = gaussian(400, seed=1)
    model = LinearRegression().fit(people, people @ WEIGHTS)
    truth = closed_form(people.to_numpy(), mean, covariance, WEIGHTS)
    missed = []
    for n, seed in ((5_000, 2), (20_000, 3), (80_000, 4)):
        ask = conditional_explainer(gaussian(n, seed)[0])
        why = ask(model, people)
        off = np.sqrt(((why.values - truth) ** 2).mean())
        stated = np.sqrt((ask.standard_error(model, people) ** 2).to_numpy().mean())
        assert 0.4 < off / stated < 2.5, (n, off, stated)
        np.testing.assert_allclose(why.base + why.values.sum(axis=1), why.published, atol=1e-9)
        missed.append(off)
    assert missed[2] < missed[0] / 2  # 1 / sqrt(16) = 1 / 4, were there no luck
    assert missed[2] < 0.01 * truth.std()


def test_a_column_that_the_score_ignores_is_credited_for_what_it_tells():
    """Janzing 2020, Chen 2020: one question gives it nothing, the other a share."""
    people, mean, covariance = gaussian(300, seed=1)
    model = LinearRegression().fit(people, people @ WEIGHTS)
    reference = gaussian(50_000, 2)[0]
    assert not explain(model, people, background=reference[:100]).values[:, 2].round(9).any()
    ignored = conditional_explainer(reference)(model, people).values[:, 2]
    truth = closed_form(people.to_numpy(), mean, covariance, WEIGHTS)[:, 2]
    assert truth.std() > 0.5 and np.corrcoef(ignored, truth)[0, 1] > 0.995


def test_independent_columns_get_the_interventional_values():
    reference, *_ = gaussian(40_000, seed=2, spread=np.eye(4))
    people = reference[:200]
    tree = DecisionTreeRegressor(max_leaf_nodes=12, random_state=0)
    tree.fit(reference[:5_000], reference["a"][:5_000] * reference["b"][:5_000])
    ask = conditional_explainer(reference)
    mixed = explain(tree, people, background=reference[:5_000]).values
    assert np.abs(ask(tree, people).values - mixed).mean() < 0.03 * np.abs(mixed).mean() + 0.02


def test_a_curved_dependence_is_seen():
    """With b = a^2 + noise and score = a + b, E[score | a] = a + a^2, E[score | b] = b + 0."""
    rng = np.random.default_rng(0)

    def draw(n):
        a = rng.uniform(-1, 1, n)
        return pd.DataFrame({"a": a, "b": a**2 + rng.normal(0, 0.5, n)})

    people = draw(500)
    model = LinearRegression().fit(people, people["a"] + people["b"])
    why = conditional_explainer(draw(100_000))(model, people)
    a, b = people["a"].to_numpy(), people["b"].to_numpy()
    truth = ((a + a**2 - 1 / 3) + (a + b - b)) / 2
    assert np.sqrt(((why.values[:, 0] - truth) ** 2).mean()) < 0.05


@pytest.fixture(scope="module")
def country():
    return make_population(4_000, scenario="sesame", seed=1)


@pytest.fixture(scope="module")
def reference():
    return make_population(20_000, scenario="sesame", seed=9)


@pytest.mark.parametrize("model", ["boosted", "scorecard", "points_table"])
def test_points_add_up_to_the_published_score(model, country, reference):
    score = OpaqueScore(model, social_weight=0.3).fit(country.observed, country.recorded)
    ask = conditional_explainer(reference, n_orders=3)
    why = ask(score, country.observed, ties=country.ties, rows=np.arange(200))
    np.testing.assert_allclose(why.base + why.rows.sum(axis=1), why.published, atol=1e-9)
    own = score.own_points(country.observed)[:200]
    np.testing.assert_allclose(why.base + why.values.sum(axis=1), own, atol=1e-9)
    assert why.base == pytest.approx(score.own_points(reference.observed).mean(), abs=1)
    assert why.perturbation == "conditional" and "does not read" in why.text


def test_a_mark_takes_it_as_an_explainer_and_the_undisclosed_stay_undisclosed():
    population = make_population(3_000, scenario="secret_weights", seed=1)
    train = population.split()[0]
    X = population.observed.join(population.undisclosed)
    score = OpaqueScore("scorecard").fit(X[train], population.recorded[train])
    ask = conditional_explainer(
        make_population(10_000, scenario="secret_weights", seed=9), n_orders=2
    )
    why = ask(score, X, rows=[0])
    assert why.columns[-1] == "not disclosed" and why.values.shape == (1, len(why.columns))
    member = BIASES["secret_weights"].harmed(population)
    found = mark(score, population, "secret_weights", member, refits=2, explainer=ask)
    assert found.retrained.unexplained == pytest.approx(0, abs=1e-9)


def test_mixed_people_give_themselves_away_where_columns_hang_together():
    close = gaussian(6_000, 1, np.full((4, 4), 0.98) + 0.02 * np.eye(4))[0]
    apart = gaussian(6_000, 1, np.eye(4))[0]
    assert mixed_auc(close, close) > 0.9 and 0.45 < mixed_auc(apart, apart) < 0.55
    assert held_together(close).min() > 0.95 and held_together(apart).max() < 0.1
    own = np.array([True, False, False, True])
    mixed = mix(apart[:5], close[:5], own)
    assert mixed[["a", "d"]].equals(apart[["a", "d"]][:5])
    assert mixed[["b", "c"]].equals(close[["b", "c"]][:5])


def test_the_off_manifold_error_is_the_closed_form_difference():
    people, mean, covariance = gaussian(2_000, seed=1)
    model = LinearRegression().fit(people, people @ WEIGHTS)
    ask = conditional_explainer(gaussian(50_000, 2)[0])
    error = off_manifold_error(model, people, ask)
    alone = (people.to_numpy() - mean) * WEIGHTS
    truth = closed_form(people.to_numpy(), mean, covariance, WEIGHTS)
    expected = pd.Series(np.sqrt(((alone - truth) ** 2).mean(axis=0)), index=NAMES)
    np.testing.assert_allclose(error.table["difference"].reindex(NAMES), expected, rtol=0.05)
    assert 0.5 < error.auc <= error.auc_half <= 1


@pytest.mark.slow
def test_v_explains_fresh_people_as_well_as_trees_fitted_for_each_coalition(country, reference):
    score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    ask = conditional_explainer(reference, n_orders=2)
    fresh = make_population(400, scenario="sesame", seed=77).observed
    table = coalition_error(score, fresh, ask, n_coalitions=3, n_mixed=10)
    assert (table["r2"] > table["r2_trees"] - 0.03).all() and table["r2"].is_monotonic_increasing


def test_bad_input_is_named(reference):
    with pytest.raises(ValueError, match=r"reference must have at least .* received 2,000"):
        conditional_explainer(reference.observed[:2_000])
    with pytest.raises(ValueError, match="n_folds must be a whole number of at least 2"):
        conditional_explainer(reference, n_folds=1)


def test_numbers_of_a_table_keep_missing_values():
    table = pd.DataFrame({"a": [1.0, np.nan], "b": pd.Categorical(["x", None])})
    np.testing.assert_array_equal(codes(table), [[1, 0], [np.nan, np.nan]])
