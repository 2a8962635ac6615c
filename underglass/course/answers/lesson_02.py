"""Lesson 02, open the box: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

from explainers import explain
from scoring import OpaqueScore
from synthetic_data import make_population
from underglass.course.exercise import exercise, pick

THREE = ["gaming_hours", "debt", "late_payments"]
WHO = 14
LEAST_GROUP = 50


@cache
def world():
    """Return the country, its score, the small score, and Mira, as the lesson makes them."""
    country = make_population(10_000, scenario="sesame", seed=1)
    score = OpaqueScore(social_weight=0.3)
    score.fit(country.observed, country.recorded, measure=False)
    small = OpaqueScore().fit(country.observed[THREE], country.recorded, measure=False)
    mira = pd.DataFrame({"gaming_hours": [0.3], "debt": [0.16], "late_payments": [0]})
    return SimpleNamespace(country=country, score=score, small=small, mira=mira)


@exercise(
    1,
    within=0.06,
    unit="points",
    hints=[
        "Debt first: `two(['debt']) - two([])`. What is it worth where the bills come first?",
        "The Shapley value is the average of the two.",
    ],
)
def debt_by_hand(world, seed):
    """Shapley value of the debt, where debt and late bills differ from Mira's."""
    debt, late = pick(seed, [0.6, 0.9, 1.5], "debt"), pick(seed, [2, 4, 7], "late")

    def two(**new):
        return world.small.own_points(world.mira.assign(**new))[0]

    both = two(debt=debt, late_payments=late)
    first, last = two(debt=debt) - two(), both - two(late_payments=late)
    bills = (two(late_payments=late) - two() + both - two(debt=debt)) / 2
    one_order = "That is the step in one order. There is another one: average the two."
    return (first + last) / 2, {
        one_order: first,
        one_order + " ": last,
        "That is what both columns give together.": both - two(),
        "That is the value of the late bills.": bills,
    }


@exercise(
    2,
    hints=[
        "Number fourteen has 3,240 crowns a month. Against whom is that remarkable?",
        "Against people who play less the games weigh more. Who earns little, and plays too?",
    ],
)
def choose_the_reasons(world, seed, answer):
    """A range of incomes against whose people income has the most points."""
    if not isinstance(answer, dict) or set(answer) != {"from", "to"}:
        return 'Answer with a range such as {"from": 3000, "to": 5000}.'
    if not all(isinstance(value, float) for value in answer.values()):
        return "Both ends of the range must be numbers."
    income = world.country.observed["income"].to_numpy()
    group = (income >= answer["from"]) & (income <= answer["to"])
    if group.sum() < LEAST_GROUP:
        return f"Only {group.sum()} people have such an income; fifty are needed."
    told = explain(
        world.score, world.country.observed, ties=world.country.ties, rows=[WHO], background=group
    )
    largest = told.columns[int(np.abs(told.values[0]).argmax())]
    return "" if largest == "income" else f"Against these people the main reason is {largest}."


@exercise(
    3,
    hints=[
        "A cost has a minus. Look for the largest number with a minus.",
        "The left column of the table holds the people's numbers, the right one the points.",
    ],
)
def whose_friends(world, seed):
    """Whom, of the student's thirty people, friends cost most."""
    mask = np.arange(1_000) >= 0
    mine = sorted({pick(seed, mask, turn) for turn in range(30)})
    table = world.country.observed
    friends = world.score.scores(table, world.country.ties) - world.score.own_points(table)
    return min(mine, key=lambda person: friends[person]), {
        "To this person friends give most. Who loses most?": max(mine, key=lambda p: friends[p]),
        "That is a place in your list. Which person stands there?": float(np.argmin(friends[mine])),
        "That is the number of points. Which person is it?": friends[mine].min(),
    }
