"""Lies in other dress: in what is shown, in how it is asked again, in names, in friends."""

from dataclasses import replace

import numpy as np
import pytest

from explainers import Attribution, explain
from explainers.marks.marking import mark_trial
from explainers.marks.trial import prepare
from scoring import OpaqueScore
from scoring.reliability import Reliability
from synthetic_data import BIASES, make_population
from tests.liars import CARRIER, LIARS, at, give
from tests.test_liars import trial


@pytest.fixture(scope="module")
def watched():
    return trial("watched_professions", parts=2, n=2_500)


def telling(change):
    return lambda score, X, **kwargs: change(explain(score, X, **kwargs))


class Changing(Attribution):
    """Answers honestly when it is first asked for its rows, and otherwise later."""

    @property
    def rows(self):
        asked = self.__dict__["asked"] = self.__dict__.get("asked", 0) + 1
        rows = super().rows
        return rows.assign(**{CARRIER: rows[CARRIER] * (1 if asked == 1 else 2)})


class TwoFaced(Attribution):
    """Shows honest rows, and hands mirrored values to whoever looks at a person."""

    @property
    def rows(self):
        return replace(self.__dict__["honest"]).rows


def changing(why):
    return Changing(**{name: getattr(why, name) for name in why.__dataclass_fields__})


def two_faced(why):
    told = TwoFaced(
        **{name: getattr(why, name) for name in why.__dataclass_fields__} | {"values": -why.values}
    )
    told.__dict__["honest"] = why
    return told


def test_an_explanation_is_written_down_once(watched):
    """What counts are its values: rows that answer otherwise are not asked."""
    honest = mark_trial(watched)
    told = mark_trial(watched, telling(changing))
    assert told.kept.found == honest.kept.found and not told.kept.faults
    assert mark_trial(watched, telling(two_faced)).kept.verdict == "unfaithful"


@pytest.mark.parametrize("name", ["Interventional", " interventional ", "Path-Dependent"])
def test_the_name_of_an_exact_question_is_read_however_it_is_written(watched, name):
    def louder(why):
        values = why.values.copy()
        values[:, at(why, CARRIER)] *= 1.4
        return replace(give(why, values), perturbation=name)

    assert mark_trial(watched, telling(louder)).kept.verdict == "unfaithful"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda why: replace(why, base=float("nan")), "numbers only"),
        (lambda why: replace(why, unit="francs a month"), "points"),
        (lambda why: replace(why, data=why.data[[*why.data][::-1]]), "in their order"),
        (
            lambda why: replace(why, data=why.data.iloc[:, :1]),
            "in their order",
        ),
    ],
)
def test_what_is_shown_must_be_what_is_explained(watched, change, says):
    with pytest.raises(ValueError, match=f"explainer must .*{says}"):
        mark_trial(watched, telling(change))


def test_another_reliability_or_record_of_reference_people_is_a_lie(watched):
    other = explain(watched.with_bias.score, watched.with_bias.table[:50]).reference
    for change in (
        lambda why: replace(why, reliability=Reliability(100, 0.99, 0.0)),
        lambda why: replace(why, reference=other),
    ):
        assert mark_trial(watched, telling(change)).kept.verdict == "unfaithful"


def test_one_question_is_asked_in_both_worlds():
    world = trial("watched_professions", "boosted", dose=0.0, parts=2, n=2_500)
    asked = iter(["path_dependent", *["interventional"] * 9])

    def changes_its_mind(score, X, **kwargs):
        return explain(score, X, perturbation=next(asked), **kwargs)

    found = mark_trial(world, changes_its_mind)
    assert found.kept.verdict == "unfaithful" and "another question" in found.text


@pytest.fixture(scope="module", params=[0.5, 0.9])
def with_friends(request):
    doses = {"guilt_by_association": 1.0, "watched_professions": 1.0}
    population = make_population(2_500, scenario="level", doses=doses, seed=4)
    train = population.split()[0]
    score = OpaqueScore("scorecard", social_weight=request.param)
    score.fit(population.observed[train], population.recorded[train], measure=False)
    own = score.own_points(population.observed)
    return {
        bias: prepare(score, population, bias, BIASES[bias].harmed(population, own), refits=2)
        for bias in doses
    }


@pytest.mark.parametrize("bias", ["watched_professions", "guilt_by_association"])
@pytest.mark.parametrize(
    "name",
    [
        "carrier tripled, made up for",
        "carrier upside down, made up for",
        "carrier swapped with income",
        "evened out",
    ],
)
def test_friends_whom_everybody_reads_off_buy_no_agreement(with_friends, bias, name):
    world = with_friends[bias]
    told = LIARS[name].explainer(world.member, approximate=True)
    assert mark_trial(world).kept.verdict == "found"
    assert mark_trial(world, told).kept.verdict == "unfaithful"


def test_a_sample_of_honest_values_gives_no_sure_and_wrong_verdict():
    """Of ten draws of ten people of each side; with two of each, seven of 25 were wrong."""
    world = trial("past_wealth", "boosted", seed=11, parts=2, n=2_500)
    sides = [np.flatnonzero(side) for side in (world.member, ~world.member)]
    for seed in range(10):
        draw = np.random.default_rng(seed)
        some = np.concatenate([draw.choice(side, 10, replace=False) for side in sides])
        assert mark_trial(world, explain, rows=some).kept.verdict in ("found", "undecided")
