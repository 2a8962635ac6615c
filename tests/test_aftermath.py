"""What a score does next: cut loops, doses, whom each loop harms, and what it leaves alone."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from scoring import OpaqueScore
from scoring.aftermath import MECHANISMS, run
from scoring.aftermath.dropped_friends import keep
from scoring.aftermath.function_creep import with_children
from scoring.aftermath.health_code import protests
from scoring.aftermath.patrol_feedback import MAX_PATROLS, MIN_PATROLS, send
from scoring.aftermath.world import World
from scoring.groups import difference
from synthetic_data import make_population
from synthetic_data.bias import STATUSES
from synthetic_data.engine import causal_graph, downstream
from synthetic_data.structure import STRUCTURE

ROUNDS = 4
WORLD = {
    "scenario": "level",
    "doses": {"guilt_by_association": 0.8, "homophily": 0.5},
    "seed": 2,
}


@pytest.fixture(scope="module")
def country():
    return make_population(6_000, **WORLD)


@pytest.fixture(scope="module")
def score(country):
    table = OpaqueScore("points_table", social_weight=0.3)
    return table.fit(country.observed, country.recorded)


@pytest.fixture(scope="module")
def at_dose_one(country, score):
    return {name: run(name, score, country, rounds=ROUNDS) for name in MECHANISMS}


def start(country, score, name) -> World:
    published = score.predict(country.observed, country.ties)
    recorded = country.recorded.to_numpy()
    ties = country.ties
    return World(name, country, score, 0, country.observed, recorded, ties, published, published)


def alone(country) -> OpaqueScore:
    """Fit a points table without friends."""
    return OpaqueScore("points_table").fit(country.observed, country.recorded)


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_loop_that_is_cut_changes_nothing_bit_for_bit(name, country, score, at_dose_one):
    cut = run(name, score, country, dose=0, rounds=ROUNDS)
    first = score.predict(country.observed, country.ties)
    assert (cut.scores == first).all() and cut.scores.shape == (ROUNDS + 1, country.n_people)
    pd.testing.assert_frame_equal(cut.last.observed, country.observed)
    assert np.array_equal(cut.last.recorded, country.recorded)
    assert (cut.last.ties != country.ties).nnz == 0 and cut.last.ties.nnz == country.ties.nnz
    pd.testing.assert_frame_equal(cut.history, cut.cut)
    pd.testing.assert_frame_equal(cut.cut, at_dose_one[name].cut)
    assert cut.loop_gain() == 1 or np.isnan(cut.loop_gain())


@pytest.mark.parametrize("name", MECHANISMS)
def test_scores_move_more_with_the_dose(name, country, score, at_dose_one):
    runs = [run(name, score, country, dose=d, rounds=ROUNDS) for d in (0.3, 0.6)]
    moved = [
        np.abs(after.scores[1:] - after.scores[0].astype(int)).mean()
        for after in (*runs, at_dose_one[name])
    ]
    assert 0 < moved[0] < moved[1] < moved[2], moved


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_same_seed_gives_the_same_aftermath(name, country, score, at_dose_one):
    again = run(name, score, make_population(6_000, **WORLD), rounds=ROUNDS)
    pd.testing.assert_frame_equal(again.history, at_dose_one[name].history)
    assert np.array_equal(again.scores, at_dose_one[name].scores)


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_loop_moves_only_what_it_says_within_range_and_never_a_cause_of_the_truth(
    name, country, at_dose_one
):
    mechanism, last = MECHANISMS[name], at_dose_one[name].last
    columns = set(mechanism.moves) - {"ties", "recorded"}
    moved = {c for c in country.observed if not last.observed[c].equals(country.observed[c])}
    assert moved == columns
    assert "kept_promise" not in downstream(causal_graph(STRUCTURE, {}), columns)
    for column in columns:
        values = last.observed[column].to_numpy()
        assert values.dtype == STRUCTURE[column].dtype
        assert np.array_equal(STRUCTURE[column].store(values), values)
    assert ("recorded" in mechanism.moves) == (last.recorded != country.recorded).any()
    assert ("ties" in mechanism.moves) == (last.ties.nnz < country.ties.nnz)


def test_history_adds_up_and_its_intervals_are_those_of_two_groups(country, score):
    after = run("health_code", score, country, rounds=2, groups="community")
    history = after.history.set_index(["round", "group"])
    for number, points in enumerate(after.scores):
        everybody, groups = history.loc[(number, "everybody")], history.loc[number].iloc[1:]
        assert groups["people"].sum() == everybody["people"] == country.n_people
        assert everybody["mean_score"] == points.mean()
        for column in ("mean_score", "kept", "red", "closed"):
            assert groups["share"] @ groups[column] == pytest.approx(everybody[column])
        member = np.asarray(country.column("community") == "hill")
        gap, half = difference(points[:, None].astype(float), member, country.places)
        hill = history.loc[(number, "hill")]
        assert (hill["gap"], hill["high"]) == pytest.approx((gap[0], gap[0] + half[0]))
        assert after.gap("hill", against="valley")[number] == pytest.approx(gap[0])


def test_a_point_at_a_band_edge_decides_and_pushes_people_apart_and_elsewhere_not(country):
    score = alone(country)
    points = score.predict(country.observed)
    for edge, deposit, loan, drift in ((600, 0.5, 0, 4), (650, 0, 1, 4), (625, 0, 0, -2)):
        below, above = (
            (points >= edge - 12) & (points < edge),
            (points >= edge) & (points < edge + 12),
        )
        after = run(
            "perk_cliffs", score, country, rounds=3, groups={"below": below, "above": above}
        )
        brought = after.history.set_index(["group", "round"])
        assert brought["deposit"]["below", 0] - brought["deposit"]["above", 0] == deposit
        assert brought["cheap_loan"]["above", 0] - brought["cheap_loan"]["below", 0] == loan
        apart = after.gap("above", against="below")
        assert apart[3] - apart[0] > drift if drift > 0 else abs(apart[3] - apart[0]) < -drift


def test_who_can_pay_gains_points_while_the_truth_stays(country):
    truth = country.truth.copy()
    after = run("score_chasing", alone(country), country)
    everybody = after.history[after.history["group"] == "everybody"]["mean_score"]
    assert everybody.iloc[-1] > everybody.iloc[0] + 20
    assert after.gap().iloc[-1] < after.gap().iloc[0] - 10 and after.loop_gain() > 1.1
    assert after.quality["auc"].iloc[-1] < after.quality["auc"].iloc[0]
    pd.testing.assert_frame_equal(country.truth, truth)
    assert country.truth["kept_promise"].equals(country.twin().truth["kept_promise"])


def test_ties_are_only_ever_cut_for_both_and_the_country_segregates(country, score, at_dose_one):
    after = at_dose_one["dropped_friends"]
    left, friends = after.last.ties, country.friendships
    assert 0 < left.nnz < friends.nnz
    there = left.copy()
    there.data = np.ones(left.nnz)
    assert (there - there.T).nnz == 0 and (there > friends).nnz == 0
    history = after.history[after.history["group"] == "everybody"]
    assert (np.diff(history["friends"]) < 0).all() and (np.diff(history["alike_friends"]) > 0).all()
    assert after.gap().iloc[-1] < after.gap().iloc[0]
    blind = run("dropped_friends", alone(country), country, rounds=1)
    assert (blind.scores == blind.scores[0]).all()
    there = blind.last.ties.copy()
    there.data = np.ones(there.nnz)
    one, other = (friends - there).nonzero()
    assert len(one) > 1_000
    assert np.abs(blind.scores[0][one] - blind.scores[0][other]).min() == 40


def test_a_tie_of_weight_zero_is_kept_as_a_friend(country):
    ties = country.twin(without="guilt_by_association").ties
    kept = np.arange(ties.nnz) % 2 == 0
    assert keep(ties, kept).nnz == kept.sum() and not ties.data.any()


def test_patrols_make_a_gap_where_the_same_offences_are_committed(country):
    watched = country.column("neighbourhood") % 4 == 0
    luck = make_population(6_000, seed=9).column("income") % 100 / 100
    first = luck < np.where(watched, 0.6, 0.2)
    equal = country.twin(do={"offences": 3, "recorded_offences": first})
    groups = {"watched": watched}
    gains = [
        run("patrol_feedback", alone(equal), equal, dose=d, groups=groups).loop_gain()
        for d in (0, 0.25, 0.5, 1)
    ]
    assert gains[0] == 1 and all(more > less for less, more in pairwise(gains)), gains
    assert gains[-1] > 2 and equal.truth["offences"].nunique() == 1


def test_the_number_of_patrols_stays_the_same():
    people = np.array([100, 200, 300, 400, 0])
    patrols = send(np.array([3.0, 2.0, 1.0, 0.2, 0.0]), people, 2.0)
    assert (people * patrols).sum() == pytest.approx(people.sum(), rel=1e-6)
    assert patrols.min() == MIN_PATROLS and patrols.max() == MAX_PATROLS
    assert (send(np.array([3.0, 2.0, 1.0, 0.2, 0.0]), people, 0.0) == 1).all()


def test_the_arbitrary_red_code_hits_protesters_only(country):
    score = alone(country)
    member = protests(start(country, score, "health_code"))
    groups = {"protest": member, "others": ~member}
    after = run("health_code", score, country, groups=groups)
    overridden = after.history.groupby("group")["overridden"]
    assert (overridden.get_group("others") == 0).all()
    assert (overridden.get_group("protest") > 0.3).all() and 0.02 < member.mean() < 0.04
    assert after.gap("protest").iloc[-1] < -20
    assert np.isnan(after.loop_gain("protest")) and "undefined" in after.text


def test_the_exception_ends_with_the_emergency_at_dose_zero_and_lives_longer_with_the_dose(country):
    score = alone(country)
    lives = []
    for dose in (0, 0.5, 0.75, 1):
        history = run("lasting_exception", score, country, dose=dose).history
        force = history[history["group"] == "everybody"]["in_force"]
        assert force.iloc[0] == 1 and (np.diff(force) <= 0).all()
        lives.append(force.iloc[1:].sum())
    assert lives[0] == 0 and all(more > less for less, more in pairwise(lives)), lives


def test_a_score_is_worse_abroad(country):
    score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    after = run("exported_score", score, country, rounds=1)
    home, abroad = after.quality.iloc[0], after.quality.iloc[1]
    assert abroad["calibration_error"] > 1.5 * home["calibration_error"]
    assert abroad["auc"] < home["auc"] - 0.05
    assert after.gap()[1] < after.gap()[0] - 10


def test_prominence_brings_company_to_those_who_had_points(country):
    after = run("bought_prominence", alone(country), country)
    assert after.gap().iloc[0] < -50 and after.loop_gain() > 1.05
    shown = after.last.consequences["shown"]
    assert ((shown > 0) == (after.last.published > 650)).all()
    company = after.last.now("contacts") / country.column("contacts")
    assert company[after.scores[0] > 700].mean() > 1.2 and company[after.scores[0] < 550].max() < 1


def test_a_score_that_is_trained_again_learns_from_the_records_that_it_brought(country):
    rows = country.split()[0]
    score = OpaqueScore("scorecard").fit(country.observed[rows], country.recorded[rows])
    cut = run("exported_score", score, country, rounds=2, dose=0, retrain=rows)
    first = score.predict(country.observed)
    assert (cut.scores == first).all()  # the same rows, the same seed: bit for bit
    kept, again = (
        run("exported_score", score, country, rounds=1, retrain=which) for which in (None, rows)
    )
    assert (again.scores[0] == kept.scores[0]).all()
    assert again.quality["auc"].iloc[1] > kept.quality["auc"].iloc[1] + 0.02
    abroad = kept.last
    by_hand = OpaqueScore("scorecard").fit(abroad.observed[rows], abroad.recorded[rows])
    assert (again.scores[1] == by_hand.predict(abroad.observed)).all()


def test_more_doors_ask_and_schools_refuse_only_people_with_children(country):
    score = alone(country)
    member = with_children(start(country, score, "function_creep"))
    groups = {"with": member, "without": ~member}
    after = run("function_creep", score, country, rounds=ROUNDS, groups=groups)
    by_group = after.history.groupby("group")
    for door in ("school_asks", "travel_asks"):
        assert (np.diff(by_group[door].get_group("with")) >= 0).all()
        assert by_group[door].get_group("with").iloc[0] == 0
    assert (after.last.consequences["school_asks"] != after.last.memory["travel"]).any()
    assert (by_group["school_refused"].get_group("without") == 0).all()
    assert by_group["school_refused"].get_group("with").iloc[-1] > 0.1


def test_luck_of_a_neighbourhood_is_shared_within_it_and_differs_between_districts():
    country = make_population(66_000, scenario="level", seed=3)
    score = alone(country)
    world = start(country, score, "function_creep")
    luck = pd.Series(world.place_noise("school")).groupby(country.places).agg(["min", "max"])
    assert (luck["min"] == luck["max"]).all() and luck["min"].nunique() == len(luck) > 100


def test_every_mechanism_says_what_it_is():
    rows = {row for mechanism in MECHANISMS.values() for row in mechanism.claims}
    assert rows == {1, 5, 6, 11, 12, 13, 15, 16, 19, 21, 23}
    for name, mechanism in MECHANISMS.items():
        assert mechanism.name == name and mechanism.status in STATUSES
        assert set(mechanism.claims.values()) <= set(STATUSES)
        assert mechanism.pattern and mechanism.harms and mechanism.parallel and mechanism.moves


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"mechanism": "karma"}, r"mechanism must be one of perk_cliffs, .* received 'karma'"),
        ({"dose": 1.5}, r"dose must be a number in \[0, 1\]; received 1.5"),
        ({"dose": float("nan")}, r"dose must be a number in \[0, 1\]; received nan"),
        ({"dose": True}, r"dose must be a number in \[0, 1\]; received True"),
        ({"rounds": 0}, "rounds must be a whole number of at least 1; received 0"),
        ({"rounds": 2.0}, "rounds must be a whole number of at least 1; received 2.0"),
        ({"groups": {"few": np.zeros(6_000, bool)}}, r"groups\['few'\] .*; received nobody"),
        ({"groups": {"all": np.ones(6_000, bool)}}, r"groups\['all'\] .*; received everybody"),
        ({"groups": {"short": np.ones(5, bool)}}, r"mask over 6000 people; .* shape \(5,\)"),
        ({"groups": {"ints": np.ones(6_000, int)}}, "boolean mask over 6000 people; .*int"),
        ({"retrain": np.zeros(6_000, bool)}, r"retrain must .*; received nobody"),
        ({"groups": {}}, r"groups must be a mapping .*; received \{\}"),
        ({"groups": "income"}, "groups must be one of community, .* received 'income'"),
        ({"score": OpaqueScore("points_table")}, "score must be fitted first; received the unf"),
        ({"score": "table"}, "score must be a fitted OpaqueScore; received str"),
        ({"population": "Simsim"}, "population must be a Population; received str"),
    ],
)
def test_bad_input_gets_one_clear_sentence(change, message, country, score):
    given = {"mechanism": "perk_cliffs", "score": score, "population": country} | change
    with pytest.raises(ValueError, match=message):
        run(**given)


def test_an_export_to_a_country_with_other_columns_is_refused(country):
    files = country.observed.assign(steps=np.arange(country.n_people))
    score = OpaqueScore("scorecard").fit(files, country.recorded)
    with pytest.raises(ValueError, match=r"population must have the columns .* without steps"):
        run("exported_score", score, country)


def test_a_score_reads_only_the_columns_that_it_was_fitted_on(country):
    shop = country.observed[["late_payments", "alcohol", "books"]]
    score = OpaqueScore("scorecard").fit(shop, country.recorded)
    creep = run("function_creep", score, country, rounds=2)
    chase = run("score_chasing", score, country, rounds=2)
    assert (creep.scores == score.predict(shop)).all()
    assert (chase.scores[2] != chase.scores[0]).any()


def test_a_score_may_use_undisclosed_columns(country):
    files = country.observed.join(country.undisclosed)
    score = OpaqueScore("scorecard").fit(files, country.recorded)
    after = run("health_code", score, country, rounds=1)
    assert (after.scores[0] == score.predict(files)).all()


def test_an_unknown_group_of_a_result_is_named(at_dose_one):
    with pytest.raises(ValueError, match="group must be one of people who protest; received 'x'"):
        at_dose_one["health_code"].gap("x")
