"""No lie that a verdict speaks about gets away with *found*; the honest are not accused."""

from dataclasses import replace

import numpy as np
import pytest

from explainers import explain
from explainers.limits.conditional import conditional_explainer
from explainers.marks.arm import VERDICTS
from explainers.marks.faithfulness import TOLERANCE
from explainers.marks.marking import mark_trial
from explainers.marks.peers import linear_surrogate, path_dependent, surrogate_tree
from explainers.marks.trial import prepare
from scoring import OpaqueScore
from synthetic_data import BIASES, make_population
from tests.liars import CARRIER, IDLE, LIARS, at, give, swapped

N = 4_000


def trial(bias, model="scorecard", *, dose=1.0, seed=4, n=N, parts=8):
    population = make_population(n, scenario="level", doses={bias: dose}, seed=seed)
    train = population.split()[0] & population.selected
    score = OpaqueScore(model)
    score.fit(population.observed[train], population.recorded[train], measure=False)
    own = score.own_points(population.observed)
    return prepare(score, population, bias, BIASES[bias].harmed(population, own), refits=parts)


@pytest.fixture(scope="module")
def watched():
    """Two parts only: no verdict of a liar hangs on how wide the intervals are."""
    return trial("watched_professions", parts=2)


@pytest.fixture(scope="module")
def surely():
    return trial("watched_professions")


def test_the_family_has_thirty_members_and_more():
    assert len(LIARS) >= 30


@pytest.mark.parametrize("name", LIARS)
def test_who_lies_about_a_question_that_has_one_answer_is_unfaithful(watched, name):
    """And no lie moves what was planted."""
    honest, found = mark_trial(watched), mark_trial(watched, LIARS[name].explainer(watched.member))
    assert found.verdict == found.kept.verdict == "unfaithful"
    for arm in ("kept", "retrained"):
        own, its = getattr(honest, arm), getattr(found, arm)
        assert (own.planted, own.planted_interval) == (its.planted, its.planted_interval)
    assert VERDICTS["unfaithful"] in found.text and found.retrained.faults[0] in found.text


@pytest.mark.parametrize("name", LIARS)
def test_who_lies_and_calls_it_an_approximation_is_seen_but_for_what_is_listed(watched, name):
    liar = LIARS[name]
    found = mark_trial(watched, liar.explainer(watched.member, approximate=True))
    assert found.kept.verdict == liar.as_approximation
    assert (found.verdict == "unfaithful") == (found.kept.verdict == "unfaithful")


@pytest.mark.parametrize("place", ["kept", "retrained", "parts"])
def test_a_lie_in_one_world_only_is_seen(surely, place):
    asked = iter(["in W", "kept", "retrained", *["parts"] * len(surely.of_parts)])

    def sometimes(score, X, **kwargs):
        why = explain(score, X, **kwargs)
        return give(why, why.values * (0.5 if next(asked) == place else 1))

    found = mark_trial(surely, sometimes)
    assert found.kept.verdict == ("unfaithful" if place == "kept" else "found")
    assert found.retrained.verdict == ("found" if place == "kept" else "unfaithful")


def test_the_other_world_in_place_of_this_one_is_seen(watched):
    asked = iter([watched.retrained, *[None] * 9])

    def turned(score, X, **kwargs):
        view = next(asked)
        return explain(view.score if view else score, view.table if view else X, **kwargs)

    assert mark_trial(watched, turned).verdict == "unfaithful"


def test_what_an_explainer_does_to_its_arguments_it_does_to_its_own(surely):
    """A score turned round, people made richer and other reference people change no truth."""

    def meddles(score, X, *, ties, background):
        honest = explain(score, X, ties=ties, background=background)
        score.model_[-1].coef_ *= -1
        X["income"], background["income"] = X["income"] * 2, 0.0
        return honest

    honest, found = mark_trial(surely), mark_trial(surely, meddles)
    assert found.verdict == "found" and found.retrained.intervals == honest.retrained.intervals

    def turns(score, X, *, ties, background):
        score.model_[-1].coef_ *= -1
        return explain(score, X, ties=ties, background=background)

    assert mark_trial(surely, turns).verdict == "unfaithful"


def test_an_approximation_finds_nothing_that_the_exact_values_do_not_show(surely):
    """The bias sits on recorded offences; nappies are asked about, and given most of its points."""
    asked = replace(surely, bias="nappy_bonus")
    assert mark_trial(asked).verdict == "found elsewhere"

    def moves(score, X, **kwargs):
        why = explain(score, X, **kwargs)
        values, nappies = why.values.copy(), BIASES["nappy_bonus"].carriers[0]
        moved = 0.7 * values[:, at(why, CARRIER)]
        values[:, at(why, nappies)] += moved
        values[:, at(why, CARRIER)] -= moved
        return replace(give(why, values), perturbation="a surrogate")

    found = mark_trial(asked, moves)
    assert found.verdict == found.kept.verdict == "unfaithful"
    assert found.retrained.faults == (
        "it shows the bias on its carriers, where the exact values are: found elsewhere",
    )


@pytest.mark.parametrize("explainer", [explain, path_dependent, surrogate_tree, linear_surrogate])
@pytest.mark.parametrize("bias", ["watched_professions", "camera_error"])
def test_the_honest_are_not_accused(bias, explainer):
    found = mark_trial(trial(bias), explainer)
    assert found.verdict in ("found", "found elsewhere", "undecided")
    assert found.verdict == "found" or explainer in (surrogate_tree, linear_surrogate)
    assert not found.retrained.faults


@pytest.mark.parametrize("explainer", [surrogate_tree, linear_surrogate])
def test_an_honest_surrogate_of_a_world_where_a_column_says_nothing_is_not_accused(explainer):
    """In the twin without `secret_weights` the hidden column is constant, and so unlearnt."""
    doses = {"secret_weights": 1.0}
    population = make_population(2_500, scenario="level", doses=doses, seed=31)
    table, train = population.observed.join(population.undisclosed), population.split()[0]
    score = OpaqueScore().fit(table[train], population.recorded[train], measure=False)
    single = BIASES["secret_weights"].harmed(population)
    world = prepare(score, population, "secret_weights", single, refits=2)
    assert not mark_trial(world, explainer).kept.faults


def test_honest_conditional_values_are_not_accused():
    drawn = make_population(4_000, scenario="level", doses={"watched_professions": 1.0}, seed=5)
    explainer = conditional_explainer(drawn, n_orders=4, n_folds=2)
    assert mark_trial(trial("watched_professions", parts=2), explainer).verdict != "unfaithful"


def test_in_which_order_people_are_explained_makes_no_difference(surely):
    def turned(score, X, **kwargs):
        order = np.random.default_rng(len(X)).permutation(len(X))
        return explain(score, X, rows=order, **kwargs)

    own, its = mark_trial(surely).retrained, mark_trial(surely, turned).retrained
    assert its.verdict == "found" and its.found == pytest.approx(own.found)
    assert its.intervals["beyond half"] == pytest.approx(own.intervals["beyond half"])


def test_where_nothing_is_planted_a_liar_is_still_a_liar():
    world = trial("watched_professions", dose=0.0)
    assert mark_trial(world).verdict == "nothing planted"
    assert mark_trial(world, LIARS["tripled"].explainer(world.member)).verdict == "unfaithful"


def test_a_swap_of_two_idle_columns_below_the_tolerance_is_not_seen_as_the_contract_says(surely):
    """What *found* does not say: values that differ by less than the tolerance are one."""

    def nudged(score, X, **kwargs):
        why = explain(score, X, **kwargs)
        return give(why, why.values + 0.9 * TOLERANCE * np.sign(why.values))

    assert mark_trial(surely, nudged).verdict == "found"
    seen = LIARS["halved"].__class__("column", swapped(*IDLE)).explainer(surely.member)
    assert mark_trial(surely, seen).verdict == "unfaithful"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda w: give(w, w.values * np.nan), "numbers only"),
        (lambda w: replace(w, data=w.data.set_axis(w.data.index + 1)), "keep their index"),
        (
            lambda w: replace(
                w, data=w.data.iloc[:, 1:], values=w.values[:, 1:], columns=w.columns[1:]
            ),
            "one value to each column",
        ),
        (lambda w: replace(w, columns=("x", *w.columns[1:])), "in their order"),
    ],
)
def test_what_is_no_explanation_of_these_people_is_refused(watched, change, says):
    with pytest.raises(ValueError, match=f"explainer must .*{says}"):
        mark_trial(watched, lambda *args, **kwargs: change(explain(*args, **kwargs)))
