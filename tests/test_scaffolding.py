"""The test for a second face, on scores and tables that it was not made with."""

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures
from sklearn.tree import DecisionTreeRegressor

from explainers.limits.attacks import scaffold
from explainers.limits.mixing import codes
from explainers.limits.scaffolding import detect_scaffolding
from scoring import OpaqueScore
from synthetic_data import make_population

N = 600
HONEST = {
    "line": LinearRegression(),
    "squares": make_pipeline(PolynomialFeatures(2), LinearRegression()),
    "tree": DecisionTreeRegressor(max_depth=6, random_state=0),
    "forest": RandomForestRegressor(10, random_state=0),
    "neighbours": KNeighborsRegressor(5),
}


def table(kind, n=N, seed=0):
    """Tables whose mixed people look like nobody, like anybody, or hold odd columns."""
    rng = np.random.default_rng(seed)
    a, b, group = rng.normal(size=n), rng.normal(size=n), rng.integers(0, 5, n)
    labels = np.array(list("vwxyz"))
    other = (group + (rng.random(n) < 0.1)) % 5
    return pd.DataFrame(
        {
            "repeated": {"a": a, "b": a + 0.05 * b, "c": a + 0.3 * rng.normal(size=n), "d": b},
            "labels": {
                "group": pd.Categorical(labels[group]),
                "nearly": pd.Categorical(labels[other]),
                "number": group + 0.1 * b,
            },
            "odd": {
                "a": a, "flat": 1.0, "empty": np.nan, "whole": group, "yes": b > 0,
                "gaps": np.where(rng.random(n) < 0.2, np.nan, b), "heavy": np.exp(2 * b),
            },
        }[kind]
    )  # fmt: skip


@pytest.mark.parametrize("model", HONEST)
@pytest.mark.parametrize("kind", ["repeated", "labels"])
def test_honest_scores_pass_where_columns_repeat_each_other(kind, model):
    """Among mixed people who are like nobody, more than half of these were called scaffolds."""
    for seed in (0, 1):
        known, people = table(kind, 2 * N, seed)[:N], table(kind, 2 * N, seed)[N:]
        numbers, rng = codes(known), np.random.default_rng(seed)
        y = 20 * numbers[:, 0] + 15 * numbers[:, 0] * numbers[:, 1] + rng.normal(0, 10, N)
        score = HONEST[model].fit(numbers, y)
        found = detect_scaffolding(score.predict, people, n_mixed=200, seed=seed)
        assert not found.alarm, found.text
        assert found.text.startswith("Cannot tell" if found.low > 1.25 else "No sign")


def test_one_pair_of_repeated_columns_among_many_makes_no_scaffold():
    rng = np.random.default_rng(0)
    people = pd.DataFrame(rng.normal(size=(N, 8)), columns=list("abcdefgh"))
    people["b"] = people["a"] + 0.05 * people["b"]
    found = detect_scaffolding(lambda rows: 100 * (rows[:, 0] - rows[:, 1]), people, n_mixed=200)
    assert found.low > 1.25 and not found.alarm and found.text.startswith("Cannot tell")


def test_constant_empty_missing_and_heavy_columns_hide_no_scaffold_and_accuse_nobody():
    people = table("odd")

    def honest(rows):
        return 30 * rows[:, 0] + 10 * rows[:, 3] + 20 * np.nan_to_num(rows[:, 5])

    def biased(rows):
        return honest(rows) - 80 * (rows[:, 4] > 0.5)

    for open_face in (honest, biased, lambda rows: np.full(len(rows), 500.0)):
        assert not detect_scaffolding(open_face, people, n_mixed=300).alarm
    caught = detect_scaffolding(scaffold(biased, honest, people), people, n_mixed=300)
    assert caught.alarm and "yes" in caught.text


def test_a_fitted_score_s_own_method_is_asked_with_tables():
    country = make_population(1_200, scenario="level", seed=2)
    X, y = country.observed, country.recorded
    score = OpaqueScore("scorecard").fit(X[:600], y[:600], measure=False)
    line = LinearRegression().fit(X[["income", "savings"]], y)
    for method, people in ((score.predict, X[600:]), (score.own_points, X[600:])):
        assert not detect_scaffolding(method, people, n_mixed=200).alarm
    assert not detect_scaffolding(line.predict, X[["income", "savings"]], n_mixed=200).alarm


def test_what_cannot_be_asked_is_named():
    people = table("repeated")
    X, y = people, people["a"] > 0
    for predict, kind, message in (
        (HONEST["line"], TypeError, "predict must be a function .* received LinearRegression"),
        (
            DecisionTreeRegressor().fit(X, np.column_stack([y, y])).predict, ValueError,
            r"predict must give one number for each of 600 people; received shape \(600, 2\)",
        ),
    ):  # fmt: skip
        with pytest.raises(kind, match=message):
            detect_scaffolding(predict, people)
    with pytest.raises(ValueError, match="people must have at least 2 columns"):
        detect_scaffolding(np.ravel, people[["a"]])
    words = people.assign(word="yes").astype({"word": object})
    with pytest.raises(ValueError, match="column 'word' must hold numbers, or be categorical"):
        detect_scaffolding(lambda rows: rows[:, 0], words)
