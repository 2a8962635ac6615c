"""Lesson 01, be scored: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from scipy import sparse

from scoring import OpaqueScore
from synthetic_data import make_population
from synthetic_data.structure import STRUCTURE
from underglass.course.exercise import exercise, pick
from underglass.course.people import changed, steps_of, typical_person

# What is counted over years, or is not in a person's hands: no change of one month.
LONG = """education income rent savings debt years_with_bank late_payments late_arrivals
missed_appointments overdue_books transport_fines tax_delay address_changes documents
recorded_offences contacts""".split()
LEAST_TURN = 5  # points up, and points down
TROUBLED = [  # what another person has, whom Mira is to equal by playing
    {"debt": 0.4, "recorded_offences": 1},
    {"late_payments": 2, "recorded_offences": 1},
    {"debt": 1.0, "recorded_offences": 2},
    {"debt": 1.0, "late_payments": 6, "savings": 0.0, "recorded_offences": 2},
]


@cache
def world():
    """Return the country, its score, the way to ask, Mira and Bo, as the lesson makes them."""
    country = make_population(10_000, scenario="sesame", seed=1)
    score = OpaqueScore(social_weight=0.3)
    score.fit(country.observed, country.recorded, measure=False)
    alone = sparse.csr_array((1, 1))

    def ask(person):
        return int(score.predict(person, ties=alone)[0])

    mira = typical_person(country)
    bo = changed(mira, debt=1.0, late_payments=6, savings=0.0, recorded_offences=2)
    return SimpleNamespace(country=country, ask=ask, mira=mira, bo=bo)


@exercise(
    1,
    unit="points",
    hints=[
        "It is a difference: points after the change minus points before.",
        "`changed(yours, gaming_hours=10)` is your person with ten hours of games a day.",
    ],
)
def ten_hours(world, seed):
    """Points that ten hours of games a day bring the student's own inhabitant."""
    hours = world.country.observed["gaming_hours"]
    yours = world.country.observed.loc[[pick(seed, (hours > 0.5) & (hours < 2), "player")]]
    after = world.ask(changed(yours, gaming_hours=10))
    of_mira = world.ask(changed(world.mira, gaming_hours=10)) - world.ask(world.mira)
    return after - world.ask(yours), {
        "That is what it costs Mira. Ask about your own person.": of_mira,
        "That is the new score. How far is it from the old one?": after,
        "That is the score before the change. How far does the change move it?": world.ask(yours),
    }


@exercise(
    2,
    hints=[
        "What did four packs of nappies a month do for Bo?",
        "Others: when bills are paid (`payment_delay`), what the phone does at night.",
    ],
)
def cheapest_way_up(world, seed, answer):
    """One change within a month that lifts Bo by twenty points or more."""
    if not isinstance(answer, dict) or len(answer) != 1:
        return 'One change is asked for, such as {"books": 20}.'
    (column,) = answer
    if column in LONG:
        return (
            f"{column} is counted over a long time, or not in Bo's hands. Find something quicker."
        )
    try:
        gain = world.ask(changed(world.bo, **answer)) - world.ask(world.bo)
    except ValueError as error:
        return f"{error}."
    return "" if gain >= 20 else f"That brings Bo {gain:+d} points."


@exercise(
    3,
    hints=[
        "Choose columns in the list, and look for lines that go up and down.",
        '`along("travel")` draws the line for days of travel.',
    ],
)
def rule_that_turns(world, seed, answer):
    """A column in which more helps Mira at first and hurts later, or the reverse."""
    if answer == "sport":
        return "Sport is the example. Find another one."
    if answer not in list(world.mira.columns) or STRUCTURE[answer].categories is not None:
        return "The name of a column of numbers is asked for, in quotation marks."
    asked = [world.ask(changed(world.mira, **{answer: value})) for value in steps_of(answer)]
    points = np.array(asked)
    rise = (points - np.minimum.accumulate(points)).max()
    fall = (np.maximum.accumulate(points) - points).max()
    if min(rise, fall) >= LEAST_TURN:
        return ""
    return f"Along {answer} Mira's points rise by {rise} at most and fall by {fall} at most."


@exercise(
    4,
    unit="hours a day",
    hints=[
        "More hours, fewer points: `by_hour` above says roughly where to look.",
        "Try tenths of an hour: `ask(changed(mira, gaming_hours=1.4))`.",
    ],
)
def two_people_one_door(world, seed, answer):
    """Hours of games at which Mira comes within five points of the student's other person."""
    if not isinstance(answer, float):
        return "A number of hours is asked for."
    try:
        points = world.ask(changed(world.mira, gaming_hours=answer))
    except ValueError as error:
        return f"{error}."
    goal = world.ask(changed(world.mira, **pick(seed, TROUBLED, "trouble")))
    return "" if abs(points - goal) <= 5 else f"Mira then has {points} points."
