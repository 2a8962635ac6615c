"""Lesson 12, can it be repaired, and should it exist?: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from sklearn.metrics import roc_auc_score

from scoring import OpaqueScore
from synthetic_data import make_population
from underglass.course.exercise import exercise, pick

HONEST = [60, 65, 70, 75, 85]
CHANCE, MEANING = 0.8, 0.9  # of exercise 2
MOST, LEAST_PAIRS = 6, 78.0  # of exercise 4
GROUPS = {
    "benefit claimants": ("benefit_claimant", 1),
    "people under thirty": ("age_group", "18-29"),
    "families": ("household", "family"),
    "retired people": ("profession", "retired"),
}


@cache
def world():
    """Return the country of poor quarters, who learns, who is tested, and everybody's points."""
    country = make_population(10_000, scenario="past_wealth", seed=1)
    learn, test = country.split(0.6)
    score = OpaqueScore()
    score.fit(country.observed[learn], country.recorded[learn], measure=False)
    points = score.own_points(country.observed)
    return SimpleNamespace(country=country, learn=learn, test=test, points=points)


@exercise(
    1,
    unit="points",
    hints=[
        "Three quarters taken: the limit is the points below which one quarter stays outside.",
        "`np.quantile(points, 0.25)` of the others' honest people, minus the same of your group's.",
    ],
)
def size_of_the_present(world, seed):
    """Points by which the group's limit must lie below the others' for equal honest chances."""
    column, value = GROUPS[pick(seed, list(GROUPS), "group")]
    member = (world.country.protected[column] == value).to_numpy()
    kept = np.asarray(world.country.recorded) == 1
    inside, outside = (world.points[world.test & who & kept] for who in (member, ~member))
    everybody = [world.points[world.test & who] for who in (member, ~member)]
    limit = [np.quantile(p, 0.25) for p in (inside, outside)]
    return limit[1] - limit[0], {
        "That is the difference of means. A limit is a quantile.": outside.mean() - inside.mean(),
        "You took all people. Take those recorded as kept.": np.quantile(everybody[1], 0.25)
        - np.quantile(everybody[0], 0.25),
        "That limit takes one quarter. Three quarters shall be taken.": np.quantile(outside, 0.75)
        - np.quantile(inside, 0.75),
        "That is your group's limit. How far is it below the others'?": limit[0],
    }


@exercise(
    2,
    unit="per cent",
    hints=[
        "Honest people taken: eight in ten of them. They are nine in ten of all who are taken.",
        "So dishonest people taken are a ninth of the honest people taken.",
    ],
)
def by_hand(world, seed):
    """Per cent of the dishonest who are taken, once two wishes are granted."""
    honest = pick(seed, HONEST, "honest")
    dishonest = CHANCE * honest * (1 - MEANING) / MEANING
    percent = 100 * dishonest / (100 - honest)
    return percent, {
        "That is how many are taken. What part of all dishonest people is it?": dishonest,
        "You took a tenth of the honest. They are nine in ten of *all* taken.": (
            100 * CHANCE * honest * (1 - MEANING) / (100 - honest)
        ),
        "You took all honest people. Only eight in ten of them are taken.": percent / CHANCE,
    }


@exercise(
    3,
    hints=[
        "Think of the two countries of this lesson. What did their desks look like?",
        "In one of them many records were false, and the forecasts held by the records.",
    ],
)
def the_regulators_question(world, seed, answer):
    """Whether forecasts that hold by the records show that the whole difference is real."""
    if not isinstance(answer, str):
        return 'Answer "yes", "no" or "it cannot tell".'
    said = " ".join(answer.casefold().replace("'", "").replace(".", "").split())
    if "cannot" in said or "cant" in said or "can not" in said:
        return ""
    if said == "yes":
        return "The forecasts of the clerks' country held too. Who made its difference?"
    if said == "no":
        return "In the poor quarters' country it was. Can the desk know which country it is in?"
    return 'Answer "yes", "no" or "it cannot tell".'


@exercise(
    4,
    hints=[
        "What did people fail at before? Bills, debts, dates: `payment_delay` is a good start.",
        "Add `savings`, `debt` and `late_payments`, and see with `pairs([...])`.",
    ],
)
def a_score_one_can_read(world, seed, answer):
    """At most six columns whose scorecard ranks seventy-eight of a hundred pairs rightly."""
    names = [answer] if isinstance(answer, str) else answer
    known = list(world.country.observed)
    if not isinstance(names, list) or not all(name in known for name in names):
        return 'A list of columns is asked for, such as ["books", "income"].'
    names = sorted(set(names))
    if not 1 <= len(names) <= MOST:
        return f"From one to {MOST} columns, please."
    table, recorded = world.country.observed[names], world.country.recorded
    score = OpaqueScore("scorecard").fit(table[world.learn], recorded[world.learn], measure=False)
    points = score.own_points(table[world.test])
    pairs = 100 * roc_auc_score(recorded[world.test], points)
    few = f"That ranks {pairs:.1f} of a hundred pairs rightly; {LEAST_PAIRS:.0f} are asked for."
    return "" if pairs >= LEAST_PAIRS else few
