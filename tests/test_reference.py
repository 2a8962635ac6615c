"""What an explanation says of its reference people: how many, and which, without their records."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor

from explainers import explain
from explainers.points.reference import Reference
from scoring import OpaqueScore
from synthetic_data import make_population


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "age": [30, 41, 52, 30],
            "debt": [0.5, np.nan, -1.0, 0.5],
            "owner": [True, False, True, True],
            "job": pd.Categorical(["nurse", "clerk", None, "nurse"]),
        }
    )


def test_the_same_people_have_the_same_fingerprint_in_any_order_and_any_type(table):
    mark = Reference.of(table)
    assert mark.n_people == 4
    assert Reference.of(table[::-1]) == mark
    stored = table.astype({"age": float, "owner": float, "job": object}).set_index([list("dbca")])
    assert Reference.of(stored) == mark
    relabelled = table.assign(job=table["job"].cat.set_categories(["nurse", "baker", "clerk"]))
    assert Reference.of(relabelled) == mark
    zeros = [table.assign(age=zero) for zero in (0.0, -0.0)]
    assert Reference.of(zeros[0]) == Reference.of(zeros[1])


@pytest.mark.parametrize(
    ("column", "value"), [("age", 31), ("debt", 0.0), ("owner", False), ("job", "clerk")]
)
def test_one_other_value_of_one_person_is_another_fingerprint(table, column, value):
    changed = table.copy()
    changed.loc[0, column] = value
    assert Reference.of(changed) != Reference.of(table)


def test_people_fewer_or_twice_or_under_other_names_have_another_fingerprint(table):
    others = [table[:3], pd.concat([table, table[:1]]), table.rename(columns={"age": "years"})]
    assert len({Reference.of(t).fingerprint for t in [table, *others]}) == 4


def test_an_explanation_keeps_the_fingerprint_of_those_it_was_computed_with():
    rng = np.random.default_rng(0)
    X = pd.DataFrame(rng.normal(size=(1_500, 2)), columns=["a", "b"])
    model = LinearRegression().fit(X, X["a"])
    assert explain(model, X, background=X[:70]).reference == Reference.of(X[:70])
    mask = np.arange(1_500) < 70
    assert explain(model, X, background=mask).reference == Reference.of(X[:70])
    evenly = explain(model, X).reference
    assert evenly.n_people == 1_000 and evenly != Reference.of(X[:1_000])
    tree = DecisionTreeRegressor(max_depth=2).fit(X, X["a"])
    assert explain(tree, X, perturbation="path_dependent").reference is None


def test_reference_people_drawn_for_a_reader_are_spread_over_the_whole_table():
    """Not the first thousand: those may all live in one district."""
    X = pd.DataFrame({"place": np.arange(5_000.0)})
    model = LinearRegression().fit(X, X["place"])
    why = explain(model, X, rows=[0])
    assert why.base == pytest.approx(X["place"].mean(), abs=5)
    assert why.reference.n_people == 1_000
    few = X.iloc[:300]
    assert explain(model, few, rows=[0]).reference == Reference.of(few)


def test_the_points_table_is_compared_with_its_training_people_where_the_question_says_so():
    """Path-dependent values of a few people must not be compared with these few."""
    country = make_population(600, scenario="level", seed=1)
    train, few = country.observed[:400], country.observed[400:].nsmallest(30, "income")
    score = OpaqueScore("points_table").fit(train, country.recorded[:400])
    why = explain(score, few, perturbation="path_dependent")
    assert why.base == pytest.approx(score.own_points(train).mean())
    against_them = explain(score, few, background=train)
    np.testing.assert_allclose(why.values, against_them.values, atol=1e-9)
    assert abs(why.values.sum(axis=1).mean()) > 1  # these few differ from the training people
