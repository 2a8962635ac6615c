"""Attacks on explanations: each works, its test catches it, and honest scores pass."""

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingRegressor

from explainers import explain
from explainers.limits.attacks import (
    cherry_pick,
    plausible_groups,
    scaffold,
    swap_background,
    values_by_group,
)
from explainers.limits.cherry_picking import detect_cherry_picking, judge_choice
from explainers.limits.mixing import codes
from explainers.limits.sampling import asked_with_numbers, sample_values
from explainers.limits.scaffolding import detect_scaffolding
from explainers.limits.swapping import detect_background_swap
from scoring import OpaqueScore
from synthetic_data import make_population
from tests.honest_cases import honest_case, two_faces


@pytest.fixture(scope="module")
def audited():
    """A score, real people and the place of the column that the scaffold hides."""
    score, people = honest_case(1)
    return score, people, people.columns.get_loc("guessed_hill")


def test_sampling_agrees_with_the_exact_engine_and_adds_up(audited):
    score, people, _ = audited
    ask = asked_with_numbers(score, people)
    for asked in (people, codes(people)):
        np.testing.assert_array_equal(ask(asked), score.own_points(people))
    values, base = sample_values(ask, people[:8], people[8:48], n_orders=40)
    np.testing.assert_allclose(base + values.sum(axis=1), score.own_points(people[:8]), atol=1e-9)
    exact = explain(score, people[:8], background=people[8:48])
    assert np.abs(values - exact.values).max() < 1e-6  # an additive score: any order will do


@pytest.mark.parametrize(("detector", "hidden"), [("register", 0.2), ("trees", 0.9)])
def test_a_scaffold_shows_an_explainer_another_face_than_people_see(audited, detector, hidden):
    """Trees hide less than a register: this country's mixed people look much like real ones."""
    score, people, place = audited
    honest, biased, face = two_faces(score, people, detector=detector)
    marked = people[people["guessed_hill"].astype(bool)][:8]
    met = face.looks_real(codes(marked))
    expected = np.where(met, biased(codes(marked)), honest(codes(marked)))
    np.testing.assert_array_equal(face(marked), expected)
    assert face.looks_real(codes(people)).mean() >= 0.9
    shown, base = sample_values(face, marked, people, n_orders=20)
    truth, _ = sample_values(biased, marked, people, n_orders=20)
    assert truth[:, place].mean() < -20
    assert abs(shown[:, place].mean()) < hidden * abs(truth[:, place].mean())
    np.testing.assert_allclose(base + shown.sum(axis=1), face(marked), atol=1e-9)


def test_the_check_catches_the_scaffold_and_neither_of_its_faces(audited):
    score, people, _ = audited
    honest, biased, face = two_faces(score, people)
    caught = detect_scaffolding(face, people)
    assert caught.alarm and caught.low > 1.25 and "guessed_hill" in caught.text
    published = detect_scaffolding(honest, people, points=biased(codes(people)))
    assert published.alarm  # an explainer is given another model than the one that scores
    for open_face in (honest, biased):
        passed = detect_scaffolding(open_face, people)
        assert not passed.alarm and passed.low < 1.25 and "No sign" in passed.text


@pytest.fixture(scope="module")
def picked():
    country = make_population(3_000, scenario="sesame", seed=3)
    score = OpaqueScore("scorecard").fit(country.observed, country.recorded, measure=False)
    groups = plausible_groups(country)
    rows = np.arange(0, country.n_people, 60)
    values, columns = values_by_group(score, country.observed, groups, rows)
    return score, country.observed, groups, rows, values, columns


def test_plausible_groups_are_many_and_not_small(picked):
    groups = picked[2]
    assert len(groups) >= 40 and groups["everybody"].all()
    assert min(member.sum() for member in groups.values()) >= 100


def test_cherry_picking_hides_a_column_and_is_caught(picked):
    score, X, groups, rows, values, columns = picked
    column = columns.index("income")
    person = int(values[0, :, column].argmin())  # the ranking is by size, not by sign
    few = {name: groups[name] for name in list(groups)[:20]}
    ranked = cherry_pick(score, X, "income", few, rows[[person]])
    assert ranked.abs().is_monotonic_increasing and set(ranked.index) == set(few)
    given = pd.Series(values[: len(few), person, column], index=list(few))
    pd.testing.assert_series_equal(ranked.sort_index(), given.sort_index(), check_names=False)
    caught = detect_cherry_picking(score, X, "income", few, ranked.index[0], rows[[person]])
    assert caught.alarm and caught.statistic > 1 and "hides income" in caught.text
    assert caught.low <= ranked.iloc[0] <= caught.high and caught.p_value == 1 / 20
    assert not detect_cherry_picking(score, X, "income", few, "everybody", rows[[person]]).alarm
    with pytest.raises(ValueError, match="groups must be at least 20; received 3"):
        three = {name: groups[name] for name in list(groups)[:3]}
        detect_cherry_picking(score, X, "income", three, "everybody", rows)


def choices(picked, least=5.0):
    """Every person and column that gives some points against everybody, by group."""
    *_, groups, _, values, columns = picked
    for person in range(values.shape[1]):
        for column in range(len(columns)):
            given = pd.Series(values[:, person, column], index=list(groups))
            if abs(given["everybody"]) >= least:
                yield columns[column], given


def test_cherry_picking_is_caught_at_the_stated_rate_of_false_alarms(picked):
    rng, false, caught = np.random.default_rng(0), [], []
    for column, given in choices(picked):
        at_random = given.index[rng.integers(len(given))]
        false.append(judge_choice(given, column, at_random).alarm)
        caught.append(judge_choice(given, column, given.abs().idxmin()).alarm)
    assert len(false) >= 200
    assert np.mean(false) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / len(false))
    assert np.mean(caught) > 0.9


def test_odd_columns_and_groups_of_one_accuse_no_honest_owner():
    """A column that never varies, and one with many gaps; reference groups of a single person."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"flat": 1.0, "number": rng.normal(size=400)}, range(400))
    X["gaps"] = np.where(rng.random(400) < 0.9, np.nan, X["number"])
    y = X["number"] + X["gaps"].fillna(0)
    score = HistGradientBoostingRegressor(max_iter=10, random_state=0).fit(X, y)
    groups = {"everybody": np.ones(400, bool)}
    groups |= {f"person {place}": np.arange(400) == place for place in range(30)}
    for claimed in ("everybody", "person 3"):
        check = detect_cherry_picking(score, X, "flat", groups, claimed, [40, 50], least=0.01)
        assert not check.alarm and check.p_value == 1 and check.statistic == 0
    rows, alarms = np.arange(40, 140), 0
    values, columns = values_by_group(score, X, groups, rows)
    for person in range(len(rows)):
        given = pd.Series(values[:, person, columns.index("number")], index=list(groups))
        honest = given.index[rng.integers(len(given))]
        alarms += judge_choice(given, "number", honest, least=0.01).alarm
        assert not judge_choice(given, "number", "everybody", least=0.01).alarm
    assert alarms <= 100 * 0.05 + 2 * np.sqrt(100 * 0.05 * 0.95)


@pytest.mark.parametrize("hide", [False, True])
def test_a_background_swap_is_caught_even_where_the_base_is_right(picked, hide):
    score, X, *_ = picked
    people, claimed = X[:40], X[1_000:1_500]
    used = X.sort_values("income")[-500:]
    swapped = swap_background(score, people, claimed, used, hide=hide)
    own = score.own_points(people)
    np.testing.assert_allclose(swapped.base + swapped.values.sum(axis=1), own, atol=1e-9)
    assert hide == (swapped.base == pytest.approx(score.own_points(claimed).mean()))
    caught = detect_background_swap(swapped, score, people, claimed)
    assert caught.alarm and caught.statistic > 1 and "Not computed with" in caught.text
    theirs = detect_background_swap(swapped, score, people, X[1_500:2_500], complete=False)
    assert theirs.alarm and theirs.p_value < 0.05
    honest = explain(score, people, background=claimed)
    assert not detect_background_swap(honest, score, people, claimed).alarm


@pytest.mark.slow
def test_false_alarms_about_scaffolds_are_rare():
    honest, caught = [], []
    for number in range(200):
        score, people = honest_case(number)
        open_face, _, face = two_faces(score, people)
        honest.append(detect_scaffolding(open_face, people, n_mixed=1_000, seed=number).alarm)
        if number % 10 == 0:
            caught.append(detect_scaffolding(face, people, n_mixed=1_000, seed=number).alarm)
    print("false alarms:", np.mean(honest), "caught:", np.mean(caught))
    assert np.mean(honest) <= 0.05 and np.mean(caught) >= 0.9


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # lime's and shap's own
def test_lime_and_shap_are_fooled(audited):
    """The victims themselves, as Slack et al. (2020) fooled them."""
    from lime.lime_tabular import LimeTabularExplainer
    from shap import KernelExplainer

    score, people, place = audited
    _, biased, face = two_faces(score, people)
    numbers = codes(people)
    marked = numbers[numbers[:, place] == 1][:5]
    lime = LimeTabularExplainer(numbers[:1_000], mode="regression", random_state=0)
    given = {}
    for name, scorer in (("open", biased), ("scaffold", face)):
        kernel = KernelExplainer(scorer, numbers[:20]).shap_values(
            marked, nsamples=300, silent=True, l1_reg=False
        )
        told = [
            dict(lime.explain_instance(row, scorer, num_features=41, num_samples=1_500).as_map()[1])
            for row in marked
        ]
        given[name] = kernel[:, place].mean(), np.mean([t.get(place, 0) for t in told])
    print(given)
    assert given["open"][0] < -20 and abs(given["scaffold"][0]) < 0.2 * abs(given["open"][0])
    assert given["open"][1] < -20 and abs(given["scaffold"][1]) < 0.2 * abs(given["open"][1])


def test_bad_input_is_named(audited):
    score, people, _ = audited
    ask = asked_with_numbers(score, people)
    with pytest.raises(ValueError, match="people must be at least 500; received 20"):
        detect_scaffolding(ask, people[:20])
    with pytest.raises(ValueError, match="detector must be one of register, trees"):
        scaffold(ask, ask, people, detector="guess")
