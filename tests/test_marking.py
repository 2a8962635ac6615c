"""Marking: known answers in toy worlds, dose 0, and explainers that are wrong on purpose."""

import numpy as np
import pandas as pd
import pytest

from explainers import mark
from explainers.marks.arm import JUDGED, VERDICTS, Arm
from scoring import OpaqueScore
from scoring.groups import difference
from synthetic_data import BIASES, make_population

N = 8_000


def world(bias, dose=1.0, model="scorecard", weight=0.0):
    population = make_population(N, scenario="level", doses={bias: dose}, seed=4)
    train = population.split()[0]
    score = OpaqueScore(model, social_weight=weight)
    score.fit(population.observed[train], population.recorded[train])
    own = score.own_points(population.observed)
    return score, population, bias, BIASES[bias].harmed(population, own)


@pytest.mark.parametrize("bias", BIASES)
def test_dose_zero_gives_nothing_planted(bias):
    found = mark(*world(bias, dose=0.0, weight=0.3), refits=2)
    assert found.verdict == "nothing planted" and found.kept.verdict == "nothing planted"
    assert found.kept.planted == found.retrained.planted == 0
    assert np.isnan(found.retrained.share)
    assert found.carriers_gap == pytest.approx(found.carriers_gap_without_bias)


@pytest.mark.parametrize(
    ("bias", "weight"),
    [
        ("idle_gamers", 0),
        ("nappy_bonus", 0),
        ("watched_professions", 0),
        ("guilt_by_association", 0.3),
    ],
)
@pytest.mark.parametrize("model", ["scorecard", "points_table"])
def test_an_exact_explanation_finds_what_was_planted_and_loses_nothing(bias, weight, model):
    found = mark(*world(bias, model=model, weight=weight))
    for arm in (found.kept, found.retrained):
        assert arm.found + arm.elsewhere == pytest.approx(arm.planted, abs=1e-9)
        assert arm.by_column.sum() == pytest.approx(arm.planted, abs=1e-9)
    assert found.verdict == "found" and found.retrained.planted < -10
    assert VERDICTS[found.verdict] in found.text
    assert found.table["planted"].round(1).tolist() == [
        round(arm.planted, 1) for arm in (found.kept, found.retrained)
    ]


def test_what_is_not_disclosed_is_found_in_its_row_where_the_score_reads_it():
    population = make_population(N, scenario="secret_weights", seed=4)
    train, single = population.split()[0], BIASES["secret_weights"].harmed(population)
    for X, planted in (
        (population.observed.join(population.undisclosed), True),
        (population.observed, False),
    ):
        score = OpaqueScore("scorecard").fit(X[train], population.recorded[train])
        found = mark(score, population, "secret_weights", single)
        assert found.verdict == ("found" if planted else "nothing planted")
        assert (found.retrained.planted < -10) == planted
        assert "not disclosed" in found.text


def test_each_world_is_trained_on_its_own_volunteers():
    population = make_population(N, scenario="volunteers_only", seed=4)
    train = population.split()[0] & population.selected
    score = OpaqueScore("scorecard").fit(population.observed[train], population.recorded[train])
    member = BIASES["volunteers_only"].harmed(population)
    found = mark(score, population, "volunteers_only", member)
    assert found.kept.planted == 0 and found.retrained.planted < -10


@pytest.mark.parametrize("bias", ["idle_gamers", "nappy_bonus"])
def test_a_label_bias_plants_nothing_while_the_model_is_kept(bias):
    found = mark(*world(bias))
    assert found.kept.planted == 0 and found.kept.verdict == "nothing planted"


def test_planted_is_the_difference_of_differences_of_published_scores():
    """The contract, computed by hand from predict alone, both arms."""
    score, population, bias, member = world("watched_professions")
    train = population.split()[0]
    twin = population.twin(without=bias)
    again = OpaqueScore("scorecard").fit(twin.observed[train], twin.recorded[train])
    found = mark(score, population, bias, member)
    for arm, of_twin in ((found.kept, score), (found.retrained, again)):
        change = score.predict(population.observed) - of_twin.predict(twin.observed)
        assert arm.planted == pytest.approx(change[member].mean() - change[~member].mean())


def test_in_a_toy_world_the_points_are_known_beforehand():
    """A table that takes 70 points for the remark "idle": planted is the change of the marks."""
    score, population, bias, member = world("idle_gamers", model="points_table")
    found = mark(score, population, bias, member)
    marks = population.column("idle_mark")
    assert found.kept.found == pytest.approx(-70 * (marks[member].mean() - marks[~member].mean()))
    assert set(found.kept.by_column.loc[lambda c: c.abs() > 1e-9].index) == {
        "idle_mark",
        "rounding",
    }


def test_an_auditor_without_a_twin_sees_more_than_the_bias():
    found = mark(*world("idle_gamers"))
    assert found.carriers_gap - found.carriers_gap_without_bias == pytest.approx(
        found.retrained.found, abs=1e-9
    )
    assert (
        found.carriers_gap_without_bias < 0
        and found.carriers_gap_interval[0] < found.carriers_gap < found.carriers_gap_interval[1]
    )


def arm(planted, width, found, found_width, elsewhere, faults=()):
    """Intervals are as wide as found's where found is counted, else as planted's."""
    points = {name: np.dot(of, (planted, found, elsewhere)) for name, of in JUDGED.items()}
    half = {name: found_width if of[1] else width for name, of in JUDGED.items()}
    ends = {name: (points[name] - half[name], points[name] + half[name]) for name in JUDGED}
    return Arm(planted, found, elsewhere, ends, pd.Series(dtype=float), faults)


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        (arm(-20, 25, -20, 5, 0), "too small to tell"),
        (arm(0, 0, 0, 0, 0), "nothing planted"),
        (arm(0, 0, -2, 3, 0), "nothing planted"),
        (arm(0, 0, -4, 3, 0), "false alarm"),
        (arm(-20, 5, -40, 9, 0), "overstated"),
        (arm(20, 5, 40, 9, 0), "overstated"),
        (arm(-20, 5, -40, 9, 20), "found"),
        (arm(-20, 5, -40, 11, 0), "found"),
        (arm(-20, 5, -27, 1, 0), "found"),
        (arm(-20, 5, -33, 1, 0), "overstated"),
        (arm(-20, 5, -12, 1, -8), "found"),
        (arm(20, 5, 12, 1, 8), "found"),
        (arm(-20, 5, -12, 3, -8), "undecided"),
        (arm(-20, 5, -9, 3, -8), "undecided"),
        (arm(-20, 5, -4, 5, -16), "found elsewhere"),
        (arm(-20, 5, -4, 5, -9), "undecided"),
        (arm(-20, 5, -4, 5, 8), "invisible in the columns"),
        (arm(20, 5, 4, 5, -8), "invisible in the columns"),
        (arm(-20, 5, 10, 5, -30), "misleading"),
        (arm(20, 5, -10, 5, 30), "misleading"),
        (arm(-20, 5, 3, 5, -23), "found elsewhere"),
        (arm(-20, 5, -1, 5, -2), "invisible in the columns"),
        (arm(-20, 5, -20, 5, 0, ("a lie",)), "unfaithful"),
        (arm(0, 0, 0, 0, 0, ("a lie",)), "unfaithful"),
    ],
)
def test_verdicts(case, verdict):
    assert case.verdict == verdict
    assert np.isnan(case.share) == (
        verdict in ("nothing planted", "too small to tell", "false alarm") or case.planted == 0
    )


def test_refits_widen_the_interval_of_the_retrained_arm_only():
    """Planted comes from one score, its interval also from scores on other training data."""
    score, population, bias, member = world("nappy_bonus")
    train, twin = population.split()[0], population.twin(without=bias)
    again = OpaqueScore("scorecard").fit(twin.observed[train], twin.recorded[train])
    change = (score.predict(population.observed) - again.predict(twin.observed)).astype(float)
    _, half = difference(change[:, None], member, population.places)
    found = mark(score, population, bias, member, refits=3)
    low, high = found.retrained.planted_interval
    assert found.kept.planted_interval == (0, 0) and (high - low) / 2 > 1.5 * half[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"bias": "x"}, "bias must be one of .* 'x'"),
        ({"member": np.zeros(N, bool)}, "member .* nobody"),
        ({"member": np.ones(3, bool)}, "member .* 8000"),
        ({"refits": 1}, "refits .* at least 2; received 1"),
        ({"train": np.ones(3, bool)}, "train .* 8000"),
    ],
)
def test_bad_input_gets_a_clear_error(change, says):
    score, population, bias, member = world("nappy_bonus")
    given = {"bias": bias, "member": member, "refits": 2} | change
    with pytest.raises(ValueError, match=says):
        mark(score, population, **given)
