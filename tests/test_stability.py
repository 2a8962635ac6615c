"""Stability: intervals that cover, credit that swaps, a gap with the training's luck in it."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtrit
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeRegressor

from explainers import decompose_gap, explain
from explainers.figures import off_manifold, stable_bars
from explainers.limits.manifold import OffManifold
from explainers.limits.stability import stability
from scoring import OpaqueScore
from scoring.parts import resample_clusters
from synthetic_data import make_population

matplotlib.use("Agg")


def draw(n, seed, twin=0.02):
    """Two columns that are nearly the same, a third apart from them, and an outcome."""
    rng = np.random.default_rng(seed)
    first = rng.normal(size=n)
    X = pd.DataFrame(
        {"first": first, "second": first + rng.normal(0, twin, n), "other": rng.normal(size=n)}
    )
    return X, X["first"] + X["second"] + X["other"] + rng.normal(0, 2, n)


def test_columns_that_are_nearly_the_same_swap_credit_while_the_score_hardly_moves():
    X, y = draw(1_000, 0)
    found = stability(LinearRegression().fit(X, y), X, y, rows=np.arange(200), refits=30)
    pair = found.swaps(1).iloc[0]
    assert {pair["first"], pair["second"]} == {"first", "second"}
    assert pair["correlation"] > 0.99 and pair["traded"] > 0.99
    assert pair["together"] < 0.05 * pair["apart"]
    assert found.score_spread < 0.1 * pair["apart"]
    assert 0.2 < found.top_kept < 0.95
    apart = stability(LinearRegression().fit(*draw(1_000, 0, 3.0)), *draw(1_000, 0, 3.0), refits=30)
    assert abs(apart.swaps(3)["traded"]).max() < 0.95 and apart.swaps(1)["together"][0] > 0.05


def test_intervals_cover_what_other_trainings_give():
    """Against the mean of trainings on fresh people: 95 % intervals, 25 times."""
    people, background = draw(60, 99, 0.3)[0], draw(500, 98, 0.3)[0]

    def train(seed):
        X, y = draw(400, seed, 0.3)
        return LinearRegression().fit(X, y), X, y

    trainings = [explain(train(s)[0], people, background=background).values for s in range(150)]
    truth, spread = np.mean(trainings, axis=0), np.std(trainings, axis=0)
    covered, half = [], []
    for seed in range(1_000, 1_025):
        model, X, y = train(seed)
        everybody = pd.concat([X, people], ignore_index=True)
        rows = np.arange(len(everybody)) >= len(X)
        outcome = np.r_[y, np.zeros(len(people))]
        found = stability(
            model, everybody, outcome, train=~rows, rows=rows, background=background, refits=20
        )
        half.append(found.half[:, :3])
        covered.append((np.abs(found.told.values - truth) <= half[-1]).mean())
    assert np.mean(covered) > 0.88
    assert 0.9 < np.mean(half) / (stdtrit(19, 0.975) * spread.mean()) < 1.15


def test_half_widths_are_student_s_quantile_times_the_spread_between_refits():
    """With three refits 4.30 standard deviations, not 1.96."""
    X, y = draw(300, 2)
    member = (X["other"] > 0).to_numpy()
    found = stability(LinearRegression().fit(X, y), X, y, refits=3)
    quantile = stdtrit(2, 0.975)
    assert quantile > 4.3
    np.testing.assert_allclose(found.half, quantile * found.values.std(axis=0, ddof=1))
    wide = found.gap(member).table.set_index("column")
    narrow = decompose_gap(found.told, member).table.set_index("column")
    gaps = found.values[:, member].mean(axis=1) - found.values[:, ~member].mean(axis=1)
    spread = pd.Series(quantile * gaps.std(axis=0, ddof=1), index=found.told.rows.columns)
    people = (narrow["high"] - narrow["low"]) / 2
    half = np.hypot(people, spread.reindex(wide.index))
    np.testing.assert_allclose((wide["high"] - wide["low"]) / 2, half)


def trained_on_texts(model):
    """A pipeline that reads a text, a label and numbers, missing ones among them."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame(
        {
            "job": rng.choice(["nurse", "clerk", "baker"], 400).astype(object),
            "place": pd.Categorical(rng.choice(["north", "south"], 400)),
            "debt": np.where(rng.random(400) < 0.1, np.nan, rng.normal(size=400)),
        }
    )
    y = (X["debt"].fillna(0) + (X["job"] == "nurse") + rng.normal(size=400) > 0).astype(int)
    before = make_column_transformer(
        (OneHotEncoder(), ["job", "place"]), (SimpleImputer(), ["debt"])
    )
    return make_pipeline(before, model).fit(X, y), X, y


@pytest.mark.parametrize("model", [RandomForestClassifier(5, random_state=3), LogisticRegression()])
def test_a_pipeline_is_refitted_on_people_as_often_as_they_are_drawn(model):
    score, X, y = trained_on_texts(model)
    clusters = np.arange(400) // 10
    train = np.arange(400) < 300
    found = stability(
        score, X, y, clusters=clusters, train=train, rows=np.arange(300, 400), refits=3
    )
    np.testing.assert_array_equal(
        found.told.values, explain(score, X, rows=np.arange(300, 400)).values
    )
    people = np.repeat(np.arange(400), (resample_clusters(clusters, 1) * train).astype(int))
    by_hand = clone(score)
    if "randomforestclassifier" in score.named_steps:
        by_hand.set_params(randomforestclassifier__random_state=1)
    by_hand.fit(X.iloc[people], y.iloc[people])
    expected = explain(by_hand, X, rows=np.arange(300, 400), background=X)
    np.testing.assert_allclose(found.values[1, :, :3], expected.values, atol=1e-9)
    assert (found.half[:, 0] > 0).all() and len(found.swaps(3)) == 3
    assert found.gap(y[300:].to_numpy() > 0).table["flips"].between(0, 1).all()


def test_an_array_is_refitted_as_a_table_is():
    X, y = draw(200, 3)
    table, array = (
        stability(LinearRegression().fit(x, y), x, y, refits=3) for x in (X, X.to_numpy())
    )
    np.testing.assert_allclose(table.half, array.half)


@pytest.fixture(scope="module")
def refitted():
    country = make_population(3_000, scenario="sesame", seed=1)
    train = country.split()[0]
    X, y = country.observed, country.recorded
    score = OpaqueScore("scorecard", social_weight=0.3).fit(X[train], y[train])
    return country, stability(
        score, X, y, clusters=country.places, train=train, ties=country.ties, refits=6
    )


def test_a_person_and_a_gap_have_an_interval_on_every_bar(refitted):
    country, found = refitted
    rows = found.told.rows
    person = found.person(3)
    assert set(person.index) == set(rows.columns)
    np.testing.assert_allclose(person["points"], rows.iloc[3][person.index])
    assert ((person["low"] <= person["points"]) & (person["points"] <= person["high"])).all()
    assert person["points"].abs().is_monotonic_decreasing
    assert person["overtaken"].iloc[:-1].between(0, 1).all()
    member = (country.protected["age"] > 60).to_numpy()
    trained = found.gap(member, clusters=country.places)
    people = decompose_gap(found.told, member, clusters=country.places)
    wide, narrow = (gap.table.set_index("column") for gap in (trained, people))
    assert trained.points == people.points and trained.n_members == member.sum()
    pd.testing.assert_series_equal(wide["points"], narrow["points"])
    assert (wide["high"] >= narrow["high"]).all() and wide["flips"].between(0, 1).all()
    assert wide["points"].sum() == pytest.approx(trained.points, abs=1e-9)
    assert trained.interval[0] < people.interval[0]
    sums = found.told.base + rows.to_numpy().sum(axis=1)
    np.testing.assert_allclose(sums, found.told.published, atol=1e-9)


def test_the_same_neighbourhoods_give_the_same_refits_and_no_luck_gives_no_width(refitted):
    country, _ = refitted
    weight = resample_clusters(country.places, 5)
    assert np.array_equal(weight, resample_clusters(country.places, 5))
    by_place = pd.Series(weight).groupby(country.places)
    assert (by_place.nunique() == 1).all() and by_place.first().sum() == len(by_place)
    X, _ = draw(200, 1)
    exact = LinearRegression().fit(X, X["first"])  # every resample finds the same line
    assert stability(exact, X, X["first"], refits=3).half.max() < 1e-9
    tree = DecisionTreeRegressor(max_depth=3, random_state=0).fit(X, X["other"])
    assert stability(tree, X, X["other"], refits=3, rows=[0, 1]).half.shape == (2, 3)


def test_figures_draw_what_they_are_given(refitted):
    _, found = refitted
    ax = stable_bars(found, 3, n_columns=5)
    person = found.person(3).loc[lambda t: t.index.isin(found.told.columns)].iloc[:5]
    np.testing.assert_allclose([bar.get_width() for bar in ax.patches], person["points"])
    table = pd.DataFrame(
        {"correlation": [0.9, 0.2], "difference": [5.0, 1.0], "error": 0.1,
         "interventional": [0.0, 3.0], "conditional": 1.0}, index=["a", "b"],
    )  # fmt: skip
    ax = off_manifold(OffManifold(table, auc=0.61, auc_half=0.74))
    assert {text.get_text() for text in ax.texts} == {"a", "b"} and "0.61" in ax.get_xlabel()
    matplotlib.pyplot.close("all")


def test_bad_input_is_named():
    X, y = draw(50, 0)
    model = LinearRegression().fit(X, y)
    with pytest.raises(ValueError, match="refits must be a whole number of at least 2"):
        stability(model, X, y, refits=1)
    with pytest.raises(ValueError, match="clusters must have one label for each of 50 people"):
        stability(model, X, y, clusters=[1, 2, 3])
