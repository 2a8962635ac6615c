"""Interventions on one edge of the causal graph: what one function sees of a cause."""

import numpy as np
import pytest

from synthetic_data import BIASES, SCENARIOS, make_population
from synthetic_data.bias import TIES
from synthetic_data.edges import bias_of, readers, target
from synthetic_data.structure import STRUCTURE

SWITCHES = {
    "community": ("valley", "hill"),
    "gender": ("woman", "man"),
    "age": (30, 70),
    "district_type": ("city", "country"),
    "profession": ("office", "teacher"),
}


@pytest.fixture(scope="module")
def national():
    return make_population(1_500, scenario="national", seed=3)


def differing(one, other):
    return {
        name for name in STRUCTURE if not np.array_equal(one.columns[name], other.columns[name])
    }


@pytest.mark.parametrize("cause", SWITCHES)
def test_all_edges_of_a_variable_together_are_the_variable(cause, national):
    was, then = SWITCHES[cause]
    edges = {(cause, stream): then for stream in readers(cause)}
    by_edges = national.twin(do={cause: was, **edges})
    by_variable = national.twin(do={cause: then})
    assert differing(by_edges, by_variable) == {cause}
    assert (by_edges.friendships != by_variable.friendships).nnz == 0
    assert len(differing(by_edges, national.twin(do={cause: was}))) > 5


@pytest.mark.parametrize("cause", SWITCHES)
def test_one_edge_moves_only_what_lies_behind_it(cause, national):
    was, then = SWITCHES[cause]
    world = national.twin(do={cause: was})
    for stream in readers(cause):
        twin = world.twin(do={(cause, stream): then})
        moved = differing(world, twin)
        if stream == "friendships":  # all alike, whatever they are, stand in the same order
            some = np.where(np.arange(1_500) % 2, then, was)
            mixed = world.twin(do={(cause, stream): some})
            assert not moved | differing(world, mixed)
            assert (mixed.friendships != world.friendships).nnz > 0
            continue
        variable = STRUCTURE[target(stream)]
        assert not moved or variable.name in moved, stream
        assert cause not in moved
        assert not any(name in moved for name in variable.causes), stream


@pytest.mark.parametrize("name", BIASES)
def test_a_dose_that_no_function_sees_is_no_dose(name, national):
    edges = {("dose", f"{name}:{t}"): 0.0 for t in BIASES[name].distorts if t != TIES}
    assert set(edges) == {("dose", s) for s in readers("dose") if bias_of(s) == name}
    at_one = national.twin(doses={name: 1.0})
    assert differing(at_one.twin(do=edges), national.twin(without=name)) == set()
    assert differing(at_one.twin(do=dict.fromkeys(edges, 1.0)), at_one) == set()


def test_edges_of_structure_and_of_a_bias_between_the_same_two_are_apart(national):
    only = national.twin(do={"community": "valley"})
    planted = only.twin(do={("community", "camera_error:recorded_offences"): "hill"})
    moved = differing(only, planted)
    assert "recorded_offences" in moved and "guessed_hill" not in moved
    more = planted.columns["recorded_offences"] - only.columns["recorded_offences"]
    assert more.min() >= 0 and more.mean() > 0.3
    level = national.twin(without=tuple(SCENARIOS["national"].keys() & BIASES.keys()))
    nothing = level.twin(do={("community", "camera_error:recorded_offences"): "hill"})
    assert differing(level, nothing) == set()


def test_a_value_for_each_person_and_twins_of_twins(national):
    mixed = np.where(np.arange(1_500) % 2, "hill", "valley")
    edge = ("community", "camera_error:recorded_offences")
    world = national.twin(do={"community": "valley"})
    mine = world.twin(do={edge: mixed}).columns["recorded_offences"]
    all_hill = world.twin(do={edge: "hill"}).columns["recorded_offences"]
    assert np.array_equal(mine[1::2], all_hill[1::2])
    assert np.array_equal(mine[::2], world.columns["recorded_offences"][::2])
    again = world.twin(do={edge: "hill"}).twin(do={"gender": "man"})
    assert differing(again, world.twin(do={edge: "hill", "gender": "man"})) == set()


BAD = {
    "no such edge": ({("gender", "rent"): "man"}, "function that reads gender .* 'rent'"),
    "no such variable": ({("mood", "rent"): 1}, r"do must name .* \('mood', 'rent'\)"),
    "no pair": ({("gender",): "man"}, r"do must name .* \('gender',\)"),
    "no such value": ({("gender", "alcohol"): "x"}, "do.* must be one of woman, man"),
    "a dose of 2": ({("dose", "idle_gamers:idle_mark"): 2}, r"doses in \[0, 1\]; received 2"),
    "two doses": ({("dose", "idle_gamers:idle_mark"): [0, 1]}, r"each of 1500 .*\(2,\)"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_edges_get_a_clear_error(case, national):
    do, says = BAD[case]
    with pytest.raises(ValueError, match=says):
        national.twin(do=do)
