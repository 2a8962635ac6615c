"""Recourse: as cheap as brute force, possible, true of the published score, and not a cause."""

from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier

from explainers.marks.marking import kept_by
from explainers.recourse import (
    CHANGES,
    RULES,
    Answer,
    Change,
    Recourse,
    Rule,
    Step,
    follow,
    recourse,
    recourse_by_group,
)
from explainers.recourse.pieces import different_options, keep_options, tree_pieces
from explainers.recourse.search import cheapest
from explainers.trees.scikit_learn import read_trees
from scoring import OpaqueScore
from scoring.scale import BANDS
from synthetic_data import make_population
from synthetic_data.structure import STRUCTURE

BY_NAME = {change.column: change for change in CHANGES}
NOT_CAUSES = tuple(c for c in CHANGES if c.column not in ("income", "rent"))
CAUSES = (
    Change("income", "up", 4.0, step=50, most=2_000),
    Change("rent", "down", 3.0, step=50, most=600),
)


@pytest.fixture(scope="module")
def country():
    return make_population(4_000, seed=3)


@pytest.fixture(scope="module")
def scores(country):
    weights = {"boosted": 0.0, "scorecard": 0.3, "points_table": 0.0}
    return {
        model: OpaqueScore(model, social_weight=w).fit(country.observed, country.recorded)
        for model, w in weights.items()
    }


def below(score, country, to, n):
    found = np.flatnonzero(score.predict(country.observed, country.ties) < BANDS[to])
    return found[np.linspace(0, len(found) - 1, n).astype(int)].tolist()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), share=st.floats(-0.2, 1.1), rule=st.booleans())
def test_the_search_is_as_cheap_as_brute_force(seed, share, rule):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 8, size=(300, 5)).astype(float)
    y = (X[:, 0] * X[:, 1] - X[:, 2] * X[:, 3] + rng.normal(0, 6, 300)) > 0
    model = HistGradientBoostingClassifier(
        max_iter=12, max_leaf_nodes=9, min_samples_leaf=5, early_stopping=False, learning_rate=0.5
    ).fit(X, y)
    row, columns = X[0], rng.permutation(5)[:4].tolist()
    values = {f: np.append(row[f], rng.permutation(8)[:5]).astype(float) for f in columns}
    costs = [np.append(0, np.sort(rng.integers(0, 60, 5))).astype(float) for _ in columns]
    chosen = np.array(list(product(*(range(6) for _ in columns))))
    people = np.repeat(row[None], len(chosen), axis=0)
    for axis, feature in enumerate(columns):
        people[:, feature] = values[feature][chosen[:, axis]]
    points = 60 * model.decision_function(people)
    cost = sum(c[chosen[:, axis]] for axis, c in enumerate(costs))
    need = points.min() + share * np.ptp(points) + 1e-7
    possible = (chosen.sum(axis=1) % 3 != 1) if rule else np.ones(len(chosen), bool)

    trees = read_trees(model)
    pieces = tree_pieces(trees, row, values, 60.0)
    total = np.array([sum(p.at(options) for p in pieces) for options in chosen])
    assert total + 60 * trees.base == pytest.approx(points, abs=1e-9)
    kept = [np.arange(6)] * 4 if rule else different_options(pieces, [6] * 4)
    found = cheapest(
        keep_options(pieces, kept),
        [c[k] for c, k in zip(costs, kept, strict=True)],
        need - 60 * trees.base,
        budget=10_000,
        allowed=(lambda o: sum(o) % 3 != 1) if rule else None,
    )
    reaches = (points >= need) & possible
    assert found.proved
    assert found.cost == (pytest.approx(cost[reaches].min()) if reaches.any() else np.inf)
    if reaches.any():
        at = np.array([k[o] for k, o in zip(kept, found.options, strict=True)])
        assert reaches[(chosen == at).all(axis=1)].all()


@pytest.mark.parametrize(
    "model", [pytest.param("boosted", marks=pytest.mark.slow), "scorecard", "points_table"]
)
def test_every_answer_is_possible_and_truly_reaches_the_band(country, scores, model):
    score, X, ties = scores[model], country.observed, country.ties
    for person in below(score, country, "good", 3):
        advice = recourse(score, X, person, to="good", ties=ties, answers=2, budget=1_500)
        sets = [set(answer.columns) for answer in advice.answers]
        assert sets and not any(a <= b for a, b in pairwise(sets))
        for answer in advice.answers:
            changed = answer.apply(X, person)
            assert changed.dtypes.equals(X.dtypes)
            published = score.predict(changed, ties)[person]
            assert published == answer.score >= advice.limit
            assert answer.cost == pytest.approx(sum(step.cost for step in answer.steps))
            for step in answer.steps:
                change, variable = BY_NAME[step.column], STRUCTURE[step.column]
                assert (step.after > step.before) == (change.direction == "up")
                assert abs(step.after - step.before) <= change.most + 1e-9
                assert variable.range[0] <= step.after <= variable.range[1]
                assert variable.store(np.array([step.after]))[0] == step.after
            for rule in RULES:
                assert rule.excess(changed)[person] <= max(0, rule.excess(X)[person])


@pytest.mark.parametrize("model", ["boosted", "points_table"])
def test_brute_force_over_real_columns_agrees_and_rules_refuse(country, scores, model):
    score, X = scores[model], country.observed
    changes = (
        Change("late_payments", "down", 3.0),
        Change("books", "either", 0.5, most=6),
        Change("lottery", "down", 1.0, step=5),
        Change("volunteering", "up", 1.0, most=6),
    )
    rule = Rule(
        "Not both", ("late_payments", "lottery"), lambda p: 14 - p.lottery - p.late_payments
    )
    refused = 0
    for person in below(score, country, "fair", 12):
        options = [c.options(X[c.column], X[c.column].iloc[person]) for c in changes]
        grid = pd.DataFrame(
            list(product(*(v for v, _ in options))), columns=[c.column for c in changes]
        )
        cost = np.array([sum(parts) for parts in product(*(c for _, c in options))])
        people = X.iloc[np.full(len(grid), person)].reset_index(drop=True).assign(**grid)
        reaches = score.predict(people) >= BANDS["fair"]
        reaches &= rule.excess(people) <= max(0, rule.excess(X.iloc[[person]]).item())
        advice = recourse(score, X, person, to="fair", changes=changes, rules=(rule,), answers=1)
        assert advice.exact
        assert advice.cost == (pytest.approx(cost[reaches].min()) if reaches.any() else np.inf)
        refused += bool(advice.refused)
        if not reaches.any():
            assert not advice.reached and "No change in these columns reaches" in advice.text
    assert refused


def test_more_columns_are_never_dearer(country, scores):
    score, X = scores["boosted"], country.observed
    for person in below(score, country, "fair", 4):
        costs = [
            recourse(score, X, person, to="fair", changes=CHANGES[:n], answers=1).cost
            for n in (4, 8, 12)
        ]
        assert costs == sorted(costs, reverse=True)


def test_a_category_and_a_small_budget(country, scores):
    score, X = scores["boosted"], country.observed
    person = below(score, country, "fair", 3)[0]
    changes = (*CHANGES, Change("main_shop", "either", 0.1), Change("education", "up", 0.1))
    advice = recourse(score, X, person, to="very good", changes=changes, budget=1)
    assert not advice.exact and all(a.score >= 650 for a in advice.answers)
    for answer in advice.answers:
        assert score.predict(answer.apply(X, person))[person] == answer.score
    assert recourse(score, X, person, to="poor").already
    assert "reached already" in recourse(score, X, person, to="poor").text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"to": "superb"}, "to must be one of"),
        ({"position": 4_000}, "position must be from 0 to 3999; received 4000"),
        ({"position": -1}, "position must be a whole number of at least 0"),
        ({"changes": ()}, "at least one changeable column; received none"),
        ({"changes": (Change("gender", "up", 1),)}, "changes must be one of .* 'gender'"),
        ({"changes": (CHANGES[0], CHANGES[0])}, "each column once; received 'income' twice"),
        ({"changes": (Change("books", "up", 1, step=0.5),)}, "multiple of its resolution 1"),
        ({"changes": (Change("books", "up", 1, highest=99),)}, r"must lie in \[0, 60\]"),
        ({"answers": 0}, "answers must be a whole number of at least 1"),
    ],
)
def test_errors_name_the_argument(country, scores, arguments, message):
    person = below(scores["boosted"], country, "fair", 1)[0]
    with pytest.raises(ValueError, match=message):
        recourse(
            scores["boosted"], country.observed, **{"position": person, "to": "good"} | arguments
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("books", "sideways", 1), "direction of 'books' must be one of up, down, either"),
        (("books", "up", 0), "cost of 'books' must be a number above 0; received 0"),
        (("books", "up", 1, -1), "step of 'books' must be above 0; received -1"),
    ],
)
def test_a_change_is_checked(arguments, message):
    with pytest.raises(ValueError, match=message):
        Change(*arguments)


@pytest.mark.parametrize(
    ("direction", "most", "values"),
    [
        ("up", 3, [10, 11, 12, 13]),
        ("down", 2, [10, 9, 8]),
        ("either", 2, [10, 9, 11, 8, 12]),
        ("up", 100, list(range(10, 61))),
        ("down", 100, list(range(10, -1, -1))),
    ],
)
def test_a_change_goes_its_way_as_far_as_it_may_and_every_step_costs(direction, most, values):
    options, costs = Change("books", direction, 0.5, most=most).options(pd.Series([0, 60]), 10)
    assert options[0] == 10 and sorted(options) == sorted(values)
    assert costs.tolist() == [0.5 * abs(value - 10) for value in options]
    assert (np.diff(costs) >= 0).all()


@pytest.mark.slow
def test_following_the_advice_moves_the_score_and_only_causes_move_the_truth():
    country = make_population(6_000, scenario="level", seed=3)
    score = OpaqueScore("scorecard").fit(country.observed, country.recorded)

    def ask(changes, n):
        return [
            recourse(score, country.observed, i, to="good", changes=changes, answers=1)
            for i in below(score, country, "good", n)
        ]

    gamed = follow(country, score, ask(NOT_CAUSES, 40))
    before, after, _ = kept_by(country, gamed.twin, gamed.people)
    assert (gamed.after - gamed.before).mean() > 40 and after == before
    assert gamed.after.mean() == pytest.approx(gamed.promised.mean(), abs=1)

    earned = follow(country, score, ask(CAUSES, 250))
    before, after, _ = kept_by(country, earned.twin, earned.people)
    assert after - before > 0.02 and (earned.after - earned.before).mean() > 10
    assert earned.after.mean() > earned.promised.mean() + 5  # what it causes helps as well
    others = np.setdiff1d(np.arange(6_000), earned.people)
    assert kept_by(country, earned.twin, others)[:2] == kept_by(country, country, others)[:2]
    with pytest.raises(ValueError, match="at least one answer to follow"):
        follow(country, score, [])


def test_what_one_follower_sets_still_follows_its_causes_in_another(country, scores):
    score, X = scores["points_table"], country.observed
    play = np.flatnonzero((X["gaming_hours"] > 4) & (X["games_spend"] > 20))[:2].tolist()

    def advice(person, column, after):
        step = Step(column, X[column].iloc[person], after, 1.0)
        return Recourse(
            person, "poor", 500, "good", 600, (Answer((step,), 1.0, 600, True),), True, (column,)
        )

    both = [advice(play[0], "gaming_hours", 0.0), advice(play[1], "games_spend", 3)]
    twin = follow(country, score, both).twin.observed
    assert twin["games_spend"].iloc[play[0]] < X["games_spend"].iloc[play[0]]
    assert twin["games_spend"].iloc[play[1]] == 3
    assert twin["gaming_hours"].iloc[play[1]] == X["gaming_hours"].iloc[play[1]]


def test_recourse_by_group_finds_the_dearer_side(country, scores):
    score, X = scores["points_table"], country.observed
    low = score.predict(X) < 510
    found = recourse_by_group(score, X, low, to="fair", people=10)
    table = found.table
    assert table.loc["members", "cost"] > table.loc["rest", "cost"]
    assert found.dearer > 0 and found.interval[0] > 0
    assert (table["reach_low"] <= table["reach"]).all()
    assert (table["cost_low"] <= table["cost"]).all() and (table["proved"] > 0.9).all()
    hill = (country.protected["community"] == "hill").to_numpy()
    few = recourse_by_group(
        score, X, hill, to="excellent", people=6, changes=(Change("books", "up", 1, most=2),)
    ).table
    assert np.isinf(few["cost"]).all() and (few["reach"] < 0.5).all()
    with pytest.raises(ValueError, match="below 'fair' on each side; rest: none"):
        recourse_by_group(score, X, score.predict(X) < BANDS["fair"], to="fair")
