"""Swapped reference people: the test leaves honest owners alone, and catches liars it can see."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeRegressor

from explainers import explain
from explainers.limits.attacks import swap_background
from explainers.limits.catching import detect_background_swap
from explainers.points.reference import Reference
from scoring import OpaqueScore
from synthetic_data import make_population

SIZES = [(50, 5_000), (5_000, 50), (1_000, 1_000), (500, 5_000), (50, 50), (1, 2_000)]


@pytest.fixture(scope="module")
def skewed():
    """A linear score of a normal, a skewed and a constant column, and of five ever rarer marks."""
    rng = np.random.default_rng(0)
    n = 12_000
    X = pd.DataFrame({f"one in {k}": rng.random(n) < 1 / k for k in (5, 25, 125, 625, 3_125)})
    X = X.astype(float).assign(flat=1.0, normal=rng.normal(size=n), skewed=rng.exponential(size=n))
    return LinearRegression().fit(X, X @ np.array([20, 20, 20, 20, 20, 0, 5, 5])), X


def honest_alarms(score, X, sizes, n_worlds):
    """Count alarms about owners who tell the truth; every other one draws evenly."""
    m, k = sizes
    alarms = 0
    for world in range(n_worlds):
        lots = np.random.default_rng(world).permutation(len(X))
        used, held = X.iloc[lots[:m]], X.iloc[np.sort(lots[-k:])]
        if world % 2:
            used = X.iloc[np.linspace(0, len(X) - 1, m).round().astype(int)]
        people = X.iloc[lots[m : m + 30]]
        honest = explain(score, people, background=used)
        alarms += detect_background_swap(honest, score, people, held, complete=False).alarm
    return alarms


@pytest.mark.parametrize("sizes", SIZES)
def test_an_honest_owner_passes_whatever_the_sizes_of_both_draws(skewed, sizes):
    """With draws taken for equally large, half of these worlds and more raised an alarm."""
    assert honest_alarms(*skewed, sizes, 40) <= 40 * 0.05 + 2 * np.sqrt(40 * 0.05 * 0.95)


@pytest.mark.slow
@pytest.mark.parametrize("model", ["scorecard", "boosted"])
@pytest.mark.parametrize("sizes", [(50, 20_000), (1_000, 1_000), (20_000, 1_000)])
def test_false_alarms_are_as_rare_as_stated(model, sizes):
    country = make_population(44_000, scenario="sesame", seed=7)
    score = OpaqueScore(model)
    score.fit(country.observed[:3_000], country.recorded[:3_000], measure=False)
    assert honest_alarms(score, country.observed[3_000:], sizes, 400) <= 31


def test_the_draw_that_explain_takes_by_itself_passes_before_a_larger_one(skewed):
    score, X = skewed
    honest = explain(score, X, rows=np.arange(40))
    for held in (X, X[::2], X[:900]):
        check = detect_background_swap(honest, score, X[:40], held, complete=False)
        assert not check.alarm and f"draws of 1,000 and {len(held):,} people" in check.text


@pytest.mark.parametrize("hide", [False, True])
@pytest.mark.parametrize(("m", "k"), [(400, 5_000), (5_000, 400), (2_000, 2_000)])
def test_a_swap_for_the_lower_half_is_caught_by_a_draw_of_any_size(skewed, m, k, hide):
    score, X = skewed
    lower = X[X["normal"] < 0][:m]
    lie = swap_background(score, X[:40], X[-m:], lower, hide=hide)
    assert lie.reference == Reference.of(X[-m:])  # a liar who lies about that as well
    caught = detect_background_swap(lie, score, X[:40], X[6_000 : 6_000 + k], complete=False)
    assert caught.alarm and "normal" in caught.text


def test_a_twentieth_swapped_is_seen_by_whoever_holds_them_all(skewed):
    score, X = skewed
    claimed = X[:1_000]
    used = pd.concat([X[:950], X[X["normal"] < -1][-50:]])
    for hide in (False, True):
        lie = swap_background(score, X[:40], claimed, used, hide=hide)
        assert detect_background_swap(lie, score, X[:40], claimed).alarm
        passed = detect_background_swap(lie, score, X[:40], X[2_000:3_000], complete=False)
        assert "may differ by" in passed.text  # too little for a draw: it says what it can see


def test_other_people_with_the_same_means_change_trees_and_no_sum(skewed):
    _, X = skewed
    claimed = X[:1_000].reset_index(drop=True)
    used = pd.concat([claimed.mean().to_frame().T] * 1_000, ignore_index=True)
    for model, seen in ((DecisionTreeRegressor(max_depth=6), True), (LinearRegression(), False)):
        model.fit(X[:5_000], X[:5_000].sum(axis=1))
        lie = explain(model, X[:40], background=used)
        check = detect_background_swap(lie, model, X[:40], claimed)
        assert check.alarm == seen, check.text  # a sum has the same base and values: no harm
        assert "by its own record" in check.text
        lie = swap_background(model, X[:40], claimed, used)
        assert detect_background_swap(lie, model, X[:40], claimed).alarm == seen


def test_an_owner_who_is_honest_to_the_first_draw_of_people_is_caught_with_another_seed(skewed):
    score, X = skewed
    true = explain(score, X[:400], background=X[:1_000])
    lie = swap_background(score, X[:400], X[:1_000], X[X["normal"] < 0][:1_000])
    watched = np.random.default_rng(0).choice(400, 25, replace=False)
    values = lie.values.copy()
    values[watched] = true.values[watched]
    lie = replace(lie, values=values, base=true.base)
    assert not detect_background_swap(lie, score, X[:400], X[:1_000]).alarm
    for complete in (True, False):
        args = (lie, score, X[:400], X[:1_000])
        assert detect_background_swap(*args, complete=complete, seed=1).alarm


@pytest.mark.parametrize("complete", [True, False])
def test_values_that_are_no_numbers_agree_with_nothing(skewed, complete):
    score, X = skewed
    why = explain(score, X[:20], background=X[:500])
    lie = replace(why, values=np.full_like(why.values, np.nan))
    assert detect_background_swap(lie, score, X[:20], X[:500], complete=complete).alarm


def test_labels_missing_values_and_pipelines_are_asked_about_as_they_are_explained():
    country = make_population(3_000, scenario="sesame", seed=3)
    X = country.observed.assign(income=country.observed["income"].where(country.places != 1))
    score = OpaqueScore("boosted").fit(X[:2_000], country.recorded[:2_000], measure=False)
    labels = [name for name in X if isinstance(X[name].dtype, pd.CategoricalDtype)]
    coded = make_column_transformer((OneHotEncoder(), labels), remainder="passthrough")
    pipeline = make_pipeline(coded, DecisionTreeRegressor(max_depth=5, random_state=0))
    pipeline.fit(X[:2_000], country.recorded[:2_000])
    poor = X.sort_values("income")[:400]
    for model in (score, pipeline):
        honest = explain(model, X[:30], background=X[-1_000:])
        assert not detect_background_swap(honest, model, X[:30], X[-1_000:]).alarm
        assert not detect_background_swap(honest, model, X[:30], X[:600], complete=False).alarm
        lie = explain(model, X[:30], background=poor)
        assert detect_background_swap(lie, model, X[:30], X[-1_000:]).alarm
    assert detect_background_swap(
        explain(score, X[:30], background=poor), score, X[:30], X[:1_500], complete=False
    ).alarm


def test_bad_input_is_named(skewed):
    score, X = skewed
    why = explain(score, X, rows=np.arange(20), background=X[:500])
    with pytest.raises(ValueError, match="claimed must be at least 20 people; received 19"):
        detect_background_swap(why, score, X[:20], X[:19], complete=False)
    with pytest.raises(ValueError, match="people must be the 20 who are explained; received 12000"):
        detect_background_swap(why, score, X, X[:500])
    with pytest.raises(ValueError, match="attribution must say how many its reference people are"):
        detect_background_swap(replace(why, reference=None), score, X[:20], X[:500], complete=False)
    with pytest.raises(ValueError, match="attribution must be interventional"):
        detect_background_swap(replace(why, perturbation="conditional"), score, X[:20], X[:500])
