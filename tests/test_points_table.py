"""The points table and its two questions: against reference people, and against its training."""

import numpy as np
import pandas as pd
import pytest

from explainers import explain
from scoring import OpaqueScore
from scoring.points_table import START, TABLE, column_points
from synthetic_data import make_population


@pytest.fixture(scope="module")
def country():
    return make_population(1_500, seed=4)


def test_the_path_dependent_base_is_the_mean_of_those_it_was_fitted_on(country):
    """The explained are others: a third of the people, the oldest, and then a single one."""
    X = country.observed
    trained = country.split()[0]
    score = OpaqueScore("points_table").fit(X[trained], country.recorded[trained])
    means = column_points(X[trained]).mean()
    old = np.argsort(country.column("age"))[-500:]
    for rows in (old, [7]):
        why = explain(score, X, rows=rows, perturbation="path_dependent")
        assert why.base == pytest.approx(START + means.sum())
        expected = column_points(X.iloc[rows]) - means
        np.testing.assert_allclose(why.values, expected[list(why.columns)], atol=1e-9)


def test_points_of_a_person_at_the_last_knot_of_every_entry_add_up(country):
    person, expected = country.observed.iloc[[0]].copy(), START
    for entry in TABLE:
        knot, points = next(reversed(entry.points.items()))
        person[entry.column] = pd.Series([knot], person.index, country.observed[entry.column].dtype)
        expected += points
    score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    assert score.own_points(person)[0] == pytest.approx(expected)
