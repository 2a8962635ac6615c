"""The country: same luck, dose 0, monotone doses, twins, margins, friends."""

import hashlib
import inspect
import subprocess
import sys
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from synthetic_data import BIASES, SCENARIOS, make_population
from synthetic_data.codebook import FILE_MARKS
from synthetic_data.engine import DISTRICT_SIZE, causal_graph, downstream, draw_noise
from synthetic_data.generate import active
from synthetic_data.scenarios import HOMOPHILY
from synthetic_data.structure import STRUCTURE
from synthetic_data.ties import CIRCLES, _order

CONSTANT = {"selected", "partner_replies", "hidden_index", *FILE_MARKS} - {"guessed_hill"}
SOCIAL = {name for name, variable in STRUCTURE.items() if variable.social}
DOSES = (0.0, 0.25, 0.5, 0.75, 1.0)
CHECKSUM = "a0feef96734cbf1e"


@pytest.fixture(scope="module")
def level():
    return make_population(20_000, scenario="level", seed=3)


@pytest.fixture(scope="module")
def village():
    return make_population(2_000, scenario="level", seed=3)


@pytest.fixture(scope="module")
def alone(village):
    return {name: village.twin(doses={name: 1.0}) for name in BIASES}


@pytest.fixture(scope="module")
def large():
    return make_population(300_000, scenario="level", seed=5)


def same(one, other, names=STRUCTURE) -> set[str]:
    return {name for name in names if not np.array_equal(one.columns[name], other.columns[name])}


def checksum(population) -> str:
    digest = hashlib.sha256()
    for name in sorted(STRUCTURE):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(population.columns[name], dtype="<f8").tobytes())
    digest.update(population.friendships.indices.astype("<i4").tobytes())
    return digest.hexdigest()[:16]


def test_the_same_seed_gives_the_same_bits_everywhere():
    assert checksum(make_population(3_000, scenario="sesame", seed=11)) == CHECKSUM


def test_the_bits_do_not_depend_on_the_number_of_processes():
    one = make_population(140_000, scenario="sesame", seed=2)
    two = make_population(140_000, scenario="sesame", seed=2, n_jobs=2)
    assert same(one, two) == set()


def test_another_seed_gives_other_people():
    one, two = (make_population(500, seed=seed) for seed in (0, 1))
    assert same(one, two) >= {"age", "income", "gaming_hours"}


@settings(max_examples=15, deadline=None)
@given(few=st.integers(1, 3_000), more=st.integers(3_000, 70_000))
def test_the_first_people_are_the_same_whatever_the_size(few, more):
    small, big = (make_population(n, scenario="sesame", seed=4) for n in (few, more))
    for name in STRUCTURE.keys() - SOCIAL:
        np.testing.assert_array_equal(small.columns[name], big.columns[name][:few], name)


def test_noise_streams_are_uniform_and_independent():
    names = [*STRUCTURE, "idle_gamers:recorded_kept", "split"]
    streams = np.array([draw_noise(1, 0, name, 20_000) for name in names])
    assert streams.min() > 0 and streams.max() < 1
    assert np.abs(streams.mean(axis=1) - 0.5).max() < 5 * np.sqrt(1 / 12 / 20_000)
    correlation = np.corrcoef(streams) - np.eye(len(names))
    assert np.abs(correlation).max() < 5.5 / np.sqrt(20_000)


def test_districts_have_their_own_luck_lots_and_neighbourhoods():
    """The first people of the second district are not those of the first again."""
    country = make_population(DISTRICT_SIZE + 2_000, scenario="level", seed=7)
    first, second = slice(0, 2_000), slice(DISTRICT_SIZE, None)
    assert not np.array_equal(draw_noise(7, 0, "age", 9), draw_noise(7, 1, "age", 9))
    for column in (country.columns["income"], country.split()[0]):
        assert abs(np.corrcoef(column[first], column[second])[0, 1]) < 0.1
    assert not {*country.places[first]} & {*country.places[second]}


@pytest.mark.parametrize("name", BIASES)
def test_dose_zero_is_the_identity_bit_for_bit(name, level):
    for function in BIASES[name].distortions:
        value = np.array([0.0, 1.0]) if function.__name__ == "ties" else None
        if value is None:
            variable = STRUCTURE[function.__name__]
            value = level.column(function.__name__)
            given = {"value": value, "dose": 0.0}
            parameters = inspect.signature(function).parameters
            given |= {cause: level.column(cause) for cause in parameters if cause in STRUCTURE}
            for luck in (2.0**-54, 1 - 2.0**-53):  # what a dose touches first: chances, counts
                given["u"] = np.full(level.n_people, luck)
                result = function(**{name: given[name] for name in parameters})
                assert np.array_equal(variable.store(result), variable.store(value))
        else:
            assert np.array_equal(function(value=value, dose=0.0), value)
    assert same(level, level.twin(doses={name: 0.0})) == set()
    assert not level.ties.data.any()


@pytest.mark.parametrize("name", BIASES)
def test_effects_on_the_data_grow_with_the_dose_and_move_only_what_they_distort(name, level):
    worlds = [level.twin(doses={name: dose}) for dose in DOSES]
    for target in BIASES[name].distorts:
        read = (lambda w: w.ties.data) if target == "ties" else (lambda w, t=target: w.columns[t])
        base = read(worlds[0]).astype(float)
        moved = [np.abs(read(world) - base) for world in worlds]
        for less, more in pairwise(moved):
            assert (more >= less).all() and more.sum() > less.sum()
    targets = {t for t in BIASES[name].distorts if t != "ties"}
    functions = {t: tuple(f for _, f, _ in active(worlds[-1].doses)[t]) for t in targets}
    reached = downstream(causal_graph(STRUCTURE, functions), targets)
    assert same(worlds[0], worlds[-1]) <= reached


@pytest.mark.parametrize("pair", list(combinations(BIASES, 2)), ids="+".join)
def test_every_pair_works_together_and_can_be_undone_in_either_order(pair, village, alone):
    both = village.twin(doses=dict.fromkeys(pair, 1.0))
    one, other = pair
    for first, second in (pair, pair[::-1]):
        left = both.twin(without=first)
        assert same(village, left.twin(without=second)) == set()
        assert same(alone[second], left) == set()
    assert same(both.twin(without=[one, other]), village) == set()


def test_a_false_record_leaves_the_truth_alone_and_old_disadvantage_changes_it(level):
    """Label bias: record and truth part. Historical bias: the truth itself is another."""
    for name, bias in BIASES.items():
        world = level.twin(doses={name: 1.0})
        wrong = world.column("recorded_kept") != world.column("kept_promise")
        moved = world.column("kept_promise") != level.column("kept_promise")
        assert wrong.any() == ("recorded_kept" in bias.distorts)
        assert moved.any() == (name == "past_wealth")
        if name in ("idle_gamers", "nappy_bonus", "fraud_suspicion"):
            assert wrong.mean() > 0.004
    world = level.twin(doses={"past_wealth": 1.0})
    poor = BIASES["past_wealth"].harmed(level)
    lost = level.column("kept_promise") & ~world.column("kept_promise")
    assert lost[poor].mean() > 0.02 and not lost[~poor].any()


def test_a_group_that_reports_no_more_offences_has_more_recorded(level):
    """Closer watch finds at most what happened; false entries go past it."""
    for name in ("watched_professions", "always_on_city"):
        world = level.twin(doses={name: 1.0})
        assert (world.column("recorded_offences") <= world.column("offences")).all()
    for name in ("camera_error", "denunciations", "neighbourhood_share", "peer_watch"):
        world = level.twin(doses={name: 1.0})
        assert (world.column("recorded_offences") > world.column("offences")).mean() > 0.05


def test_an_inferred_community_is_a_coin_toss_at_dose_zero_and_right_at_dose_one(level):
    hill = level.column("community") == "hill"
    for dose in DOSES:
        guess = level.twin(doses={"inferred_minority": dose}).column("guessed_hill")
        assert abs((guess == hill).mean() - (1 + dose) / 2) < 0.015


def test_who_does_not_volunteer_stays_in_the_country(level):
    world = level.twin(doses={"volunteers_only": 1.0})
    away = BIASES["volunteers_only"].harmed(world)
    assert world.n_people == level.n_people and world.selected[~away].all()
    assert 0.2 < world.selected[away].mean() < 0.4
    kept = world.column("kept_promise")
    assert kept[away & world.selected].mean() < kept[away].mean() - 0.1


def test_disabled_people_are_unusual_more_often(level):
    unusual, disabled = BIASES["norm_distance"].harmed(level), level.column("disabled")
    assert unusual[disabled].mean() > 1.3 * unusual[~disabled].mean()


@pytest.mark.parametrize("name", ["age", "small_children", "diligence", "gender", "gaming_hours"])
def test_a_twin_differs_only_downstream_of_what_was_set(name, level):
    variable = STRUCTURE[name]
    value = variable.categories[0] if variable.categories else variable.range[1]
    twin = level.twin(do={name: value})
    changed = same(level, twin)
    assert name in changed
    assert changed <= downstream(causal_graph(STRUCTURE, {}), {name})
    assert same(twin, twin.twin(doses={HOMOPHILY: 0.3})) == set()


def test_a_twin_keeps_what_was_set_before(level):
    twin = level.twin(do={"age": 40}).twin(without="nappy_bonus")
    assert (twin.columns["age"] == 40).all()


def test_every_variable_is_in_its_range_and_at_its_resolution(level):
    for name, variable in STRUCTURE.items():
        stored = level.columns[name]
        assert stored.dtype == variable.dtype
        assert np.array_equal(variable.store(variable.restore(stored)), stored), name
        if variable.range:
            assert variable.range[0] <= stored.min() and stored.max() <= variable.range[1], name
        assert (len(np.unique(stored)) > 1) != (name in CONSTANT), name


def test_the_codebook_describes_every_column(level):
    book = level.codebook
    assert len(STRUCTURE) >= 35 and set(book.index) == set(STRUCTURE)
    assert (book["meaning"].str.len() > 10).all()
    assert ((book["unit"] != "category") | book["range"].str.contains(",")).all()
    frames = [level.observed, level.undisclosed, level.protected, level.truth]
    shown = [column for frame in frames for column in frame]
    assert sorted([*shown, "recorded_kept", "selected"]) == sorted(STRUCTURE)


def test_one_person_in_ten_breaks_promises_and_all_are_recorded_rightly(level):
    assert 0.08 < 1 - level.column("kept_promise").mean() < 0.12
    assert np.array_equal(level.column("recorded_kept"), level.column("kept_promise"))
    assert level.selected.all()


def test_groups_differ_in_the_truth_only_where_the_codebook_says_so(large):
    """A chi-squared statistic per protected variable; the largest of the neutral ones is noise."""
    broken = ~large.column("kept_promise")
    z = {}
    for name in large.protected:
        table = pd.crosstab(large.protected[name].to_numpy(), broken).to_numpy(float)
        expected = table.sum(1, keepdims=True) * table.sum(0) / table.sum()
        statistic, freedom = ((table - expected) ** 2 / expected).sum(), len(table) - 1
        z[name] = (statistic - freedom) / np.sqrt(2 * freedom)
    said = large.codebook["outcome_reason"].loc[list(z)] != ""
    assert {"community", "hill_dialect", "district_type"} <= set(said[~said].index)
    assert all(z[name] < 5 for name in said[~said].index), z
    assert all(z[name] > 5 for name in said[said].index), z


TRUTHS = {  # believable margins and correlations: name -> (lowest, highest)
    "hill people": (lambda p: (p.protected.community == "hill").mean(), 0.19, 0.21),
    "mean age": (lambda p: p.protected.age.mean(), 44, 50),
    "over 65": (lambda p: (p.protected.age >= 65).mean(), 0.15, 0.25),
    "parents of small children": (lambda p: (p.protected.small_children > 0).mean(), 0.05, 0.12),
    "single parents who are women": (
        lambda p: (p.protected.gender[p.protected.household == "single parent"] == "woman").mean(),
        0.75,
        0.85,
    ),
    "hill dialect, by community": (
        lambda p: np.corrcoef(p.protected.hill_dialect, p.protected.community == "hill")[0, 1],
        0.7,
        0.95,
    ),
    "hours played by young men over others": (
        lambda p: (
            p.observed.gaming_hours[BIASES["idle_gamers"].harmed(p)].mean()
            / p.observed.gaming_hours[~BIASES["idle_gamers"].harmed(p)].mean()
        ),
        3,
        8,
    ),
    "nappies in homes without small children": (
        lambda p: (p.observed.nappies[p.protected.small_children == 0] > 0).mean(),
        0.005,
        0.1,
    ),
    "watched professions": (lambda p: BIASES["watched_professions"].harmed(p).mean(), 0.08, 0.2),
    "diligence against late payments": (
        lambda p: p.truth.diligence.corr(p.observed.late_payments),
        -0.5,
        -0.15,
    ),
    "income by diploma": (
        lambda p: (
            p.observed.income[p.observed.education == "higher"].mean()
            / p.observed.income[p.observed.education == "basic"].mean()
        ),
        1.3,
        2.5,
    ),
    "recorded share of offences": (
        lambda p: p.observed.recorded_offences.sum() / p.truth.offences.sum(),
        0.18,
        0.22,
    ),
}


@pytest.mark.parametrize("truth", TRUTHS)
def test_margins_and_correlations_are_believable(truth, level):
    measure, low, high = TRUTHS[truth]
    assert low < measure(level) < high


def test_friends_are_about_twelve_symmetric_and_one_connected_whole():
    country = make_population(140_000, scenario="level", seed=6)
    friends = country.friendships
    assert connected_components(friends, directed=False)[0] == 1
    assert 11 < friends.nnz / country.n_people < 13
    assert (friends != friends.T).nnz == 0
    assert not friends.diagonal().any() and set(friends.data.tolist()) == {1}
    assert np.diff(friends.indptr).min() >= 1


def test_friends_grow_more_alike_with_homophily_and_age_counts_always(level):
    hill = (level.protected.community == "hill").to_numpy()
    age = level.columns["age"]

    def alike(dose, trait):
        one, other = level.twin(doses={HOMOPHILY: dose}).friendships.nonzero()
        return np.corrcoef(trait[one], trait[other])[0, 1]

    by_kind = [alike(dose, hill) for dose in DOSES]
    assert np.all(np.diff(by_kind) > 0) and by_kind[-1] - by_kind[0] > 0.1
    assert alike(0.0, age) > 0.1


def test_a_circle_orders_everybody_once(level):
    people = {name: values[:1000] for name, values in level.columns.items()}
    for circle in CIRCLES:
        order = _order(circle, people, draw_noise(0, 0, circle.name, 1000), 0.5)
        assert sorted(order.tolist()) == list(range(1000))


@pytest.mark.parametrize("n_people", [1, 2, 3, 65_537])
def test_tiny_and_uneven_countries_work(n_people):
    country = make_population(n_people)
    assert country.friendships.shape == country.ties.shape == (n_people, n_people)
    assert len(country.observed) == n_people


def test_a_split_is_stable_by_person_and_parts_everybody(level):
    train, test = level.split(0.7)
    assert np.array_equal(train, ~test) and 0.68 < train.mean() < 0.72
    other = make_population(30_000, seed=3).split(0.7)[0]
    assert np.array_equal(other[:20_000], train)


def test_every_bias_has_its_words_and_its_scenario_and_every_scenario_its_story():
    for name, bias in BIASES.items():
        assert bias.name == name and SCENARIOS[name] == {name: 1.0} | (
            {HOMOPHILY: 0.5} if name == "guilt_by_association" else {}
        )
        assert bias.harms and bias.parallel and bias.pattern and bias.distorts
        for function in bias.distortions:
            assert "dose" in inspect.getdoc(function) or "confused" in inspect.getdoc(function)
    assert not any(SCENARIOS["level"].values())
    assert {*BIASES, HOMOPHILY} == SCENARIOS["national"].keys()
    assert all(0 < dose <= 1 for doses in SCENARIOS.values() for dose in doses.values())
    for bias in BIASES.values():
        told, known = bias.story.split(" Status: ")
        assert told.count(". ") == 2 and told.endswith(".")
        status, look = known.split(". Look ")
        assert {"documented", "disputed", "fiction", "comparison"} & set(
            status.replace(",", "").split()
        )
        assert look.endswith(".")


BAD = {
    "a fractional number of people": (lambda: make_population(10.5), "n_people .* 10.5"),
    "nobody": (lambda: make_population(0), "n_people .* 0"),
    "true is no number": (lambda: make_population(True), "n_people"),
    "a negative seed": (lambda: make_population(9, seed=-1), "seed .* -1"),
    "an unknown scenario": (lambda: make_population(9, scenario="x"), "scenario .* 'x'"),
    "an unknown bias": (lambda: make_population(9, doses={"x": 1}), "doses .* 'x'"),
    "a dose above 1": (lambda: make_population(9, doses={"nappy_bonus": 1.5}), r"\[0, 1\].* 1.5"),
    "a dose below 0": (lambda: make_population(9, doses={"nappy_bonus": -0.1}), r"\[0, 1\]"),
    "a dose that is no number": (
        lambda: make_population(9, doses={"nappy_bonus": float("nan")}),
        "nan",
    ),
    "an unknown bias to take out": (lambda: make_population(9).twin(without="x"), "'x'"),
    "an unknown column to set": (lambda: make_population(9).twin(do={"x": 1}), "do .* 'x'"),
    "an unknown label": (lambda: make_population(9).twin(do={"gender": "x"}), "gender.* 'x'"),
    "a value out of range": (lambda: make_population(9).twin(do={"age": 200}), r"\[18, 90\].* 200"),
    "another number of values": (lambda: make_population(9).twin(do={"age": [30]}), "9 people"),
    "a split of everybody": (lambda: make_population(9).split(1.0), "fraction .* 1.0"),
    "an unknown column": (lambda: make_population(9).column("x"), "column .* 'x'"),
    "a position without points": (
        lambda: BIASES["guilt_by_association"].harmed(make_population(9)),
        "own_points",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_clear_sentence(case):
    act, says = BAD[case]
    with pytest.raises(ValueError, match=says) as error:
        act()
    assert "\n" not in str(error.value)


def test_a_hash_seed_of_the_process_changes_nothing():
    code = "from tests.test_country import *; print(checksum(make_population(3000, seed=11)))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": s}, capture_output=True, text=True
        ).stdout.strip()
        for s in ("1", "2")
    }
    assert printed == {CHECKSUM}
