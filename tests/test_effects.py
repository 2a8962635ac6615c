"""Measured effects: the harmed group loses, more at a higher dose; the score fits the bias."""

import math
from itertools import pairwise

import pytest
from sklearn.base import clone

from scoring import OpaqueScore
from synthetic_data import BIASES, SCENARIOS, make_population
from synthetic_data.bias import Bias
from underglass.measured import effects
from underglass.measured.effects import how_scored, measure_effects


@pytest.fixture(scope="module")
def measured():
    said = []
    found = measure_effects(6_000, biases=["idle_gamers", "guilt_by_association"], say=said.append)
    return {(effect.bias, effect.dose): effect for effect in found}, said


def test_each_bias_is_measured_at_half_and_full_dose(measured):
    found, said = measured
    assert [*found] == [(b, d) for b in ("idle_gamers", "guilt_by_association") for d in (0.5, 1.0)]
    assert said == [
        "Measuring idle_gamers (1 of 2)",
        "Measuring guilt_by_association (2 of 2)",
    ]


@pytest.mark.parametrize("name", ["idle_gamers", "guilt_by_association"])
def test_the_harmed_group_loses_and_more_at_a_higher_dose(name, measured):
    half, full = (measured[0][name, dose] for dose in (0.5, 1.0))
    assert full.points < half.points < 0
    assert full.points + full.half < 0
    assert 0 < full.n_members < 6_000


def test_an_effect_is_the_retrained_arm_computed_by_hand(measured):
    world = make_population(6_000, scenario="idle_gamers", seed=0)
    twin, rows = world.twin(without="idle_gamers"), world.split()[0] & world.selected
    score = OpaqueScore("boosted")
    scores = [
        clone(score).fit(w.observed[rows], w.recorded[rows]).predict(w.observed)
        for w in (world, twin)
    ]
    change, member = scores[0] - scores[1], BIASES["idle_gamers"].harmed(world)
    by_hand = change[member].mean() - change[~member].mean()
    assert measured[0]["idle_gamers", 1.0].points == pytest.approx(by_hand)


def test_a_bias_alone_is_its_scenario(measured):
    assert SCENARIOS["guilt_by_association"]["homophily"] > 0
    world = make_population(6_000, scenario="guilt_by_association", seed=0)
    rows = world.split()[0] & world.selected
    score = OpaqueScore("boosted").fit(world.observed[rows], world.recorded[rows], measure=False)
    member = BIASES["guilt_by_association"].harmed(world, score.own_points(world.observed))
    assert measured[0]["guilt_by_association", 1.0].n_members == member.sum()


def test_a_bias_that_acts_in_the_points_table_only_is_scored_by_it(monkeypatch):
    def idle_mark(value, gaming_hours, dose):
        return value | (gaming_hours > 5 * (2 - dose))

    def much_played(gaming_hours):
        return gaming_hours > 4

    only_mark = Bias(
        name="only_mark", claims={}, status="fiction", pattern="", harms="", parallel="", story="",
        carriers=("idle_mark",), member=much_played, distortions=(idle_mark,),
    )  # fmt: skip
    monkeypatch.setitem(BIASES, "only_mark", only_mark)
    assert how_scored("only_mark") == ("points_table", 0.0, False)
    (effect,) = measure_effects(3_000, biases=["only_mark"], doses=(1.0,))
    assert effect.model == "points_table" and effect.points < -10


@pytest.mark.parametrize("name", BIASES)
def test_friends_count_only_where_ties_are_distorted(name):
    model, weight, _hidden = how_scored(name)
    assert model in ("boosted", "points_table")
    assert (weight > 0) == ("ties" in BIASES[name].distorts)


def test_what_cannot_be_measured_is_said():
    with pytest.raises(ValueError, match=r"^biases must be one of"):
        measure_effects(100, biases=["nothing"])
    with pytest.raises(ValueError, match=r"^n_people must be so large that watched_professions"):
        measure_effects(1, biases=["watched_professions"])
    with pytest.raises(ValueError, match=r"^n_people must be a whole number"):
        measure_effects(0)


def test_a_level_country_is_scored_once_for_all_biases(monkeypatch):
    biased, published = [], effects._published

    def watched(world, *how):
        biased.append(any(world.doses.values()))
        return published(world, *how)

    monkeypatch.setattr(effects, "_published", watched)
    measure_effects(1_500, biases=["idle_gamers", "nappy_bonus"], doses=(1.0,))
    assert biased == [True, False, True]


@pytest.mark.slow
@pytest.mark.parametrize("name", BIASES)
def test_a_retrained_score_costs_the_harmed_group_more_at_every_higher_dose(name):
    """Within the interval: a quarter of a dose may hide in it, the whole dose may not."""
    found = measure_effects(10_000, biases=[name], doses=(0.25, 0.5, 0.75, 1.0), seed=8)
    for less, more in pairwise(found):
        assert more.points < less.points + math.hypot(less.half, more.half), (less, more)
    quarter, full = found[0], found[-1]
    assert full.points + full.half < 0 and -60 <= full.points <= -10
    assert full.points < quarter.points - full.half / 2
