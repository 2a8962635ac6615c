"""Stability: intervals that cover, credit that swaps, a gap with the training's luck in it."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtrit
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor

from explainers import decompose_gap, explain
from explainers.limits.figures import off_manifold, stable_bars
from explainers.limits.stability import stability
from scoring import OpaqueScore
from scoring.groups import resample_clusters
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
    wide, narrow = (
        f(member, clusters=country.places).set_index("column")
        for f in (found.gap, lambda *a, **k: decompose_gap(found.told, *a, **k))
    )
    pd.testing.assert_series_equal(wide["points"], narrow["points"])
    assert (wide["high"] >= narrow["high"]).all() and wide["flips"].between(0, 1).all()
    assert wide["points"].sum() == pytest.approx(wide.attrs["gap"], abs=1e-9)
    assert wide.attrs["interval"][0] < narrow.attrs["interval"][0]
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
    assert stability(tree, X, X["other"], refits=3, rows=[0, 1]).half.shape == (2, 5)


def test_figures_draw_what_they_are_given(refitted):
    _, found = refitted
    ax = stable_bars(found, 3, n_columns=5)
    person = found.person(3).loc[lambda t: t.index.isin(found.told.columns)].iloc[:5]
    np.testing.assert_allclose([bar.get_width() for bar in ax.patches], person["points"])
    table = pd.DataFrame(
        {"correlation": [0.9, 0.2], "difference": [5.0, 1.0], "error": 0.1,
         "interventional": [0.0, 3.0], "conditional": 1.0}, index=["a", "b"],
    )  # fmt: skip
    table.attrs |= {"auc": 0.61, "auc_half": 0.74}
    ax = off_manifold(table)
    assert {text.get_text() for text in ax.texts} == {"a", "b"} and "0.61" in ax.get_xlabel()
    matplotlib.pyplot.close("all")


def test_bad_input_is_named():
    X, y = draw(50, 0)
    model = LinearRegression().fit(X, y)
    with pytest.raises(ValueError, match="refits must be a whole number of at least 2"):
        stability(model, X, y, refits=1)
    with pytest.raises(ValueError, match="clusters must have one label for each of 50 people"):
        stability(model, X, y, clusters=[1, 2, 3])
