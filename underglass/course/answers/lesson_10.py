"""Lesson 10, when explanations mislead: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from explainers import explain
from explainers.limits.attacks import scaffold
from explainers.limits.mixing import codes, mix
from explainers.limits.sampling import asked_with_numbers
from explainers.marks.marking import kept_by
from scoring import OpaqueScore
from synthetic_data import make_population
from synthetic_data.structure import STRUCTURE
from underglass.course.exercise import exercise, pick

ABOUT_GAMES = ["gaming_hours", "games_spend", "night_activity"]
LEFT_OUT = ["partner_replies", "guessed_hill"]
GROUPS = ["retired people", "people who play three hours or more", "families"]
LEAST = 1.0  # promises more, of a hundred, in exercise 3


@cache
def world():
    """Return the country, the open score, the polite one, and the doorman between them."""
    country = make_population(5_000, scenario="idle_gamers", seed=1)
    learn, test = country.split(0.7)
    people = country.observed.drop(columns=LEFT_OUT)
    people = people.drop(columns=[name for name in people if name.endswith("_mark")])
    no_games = people.drop(columns=ABOUT_GAMES)
    made = SimpleNamespace(country=country, test=test, people=people)
    made.score, asked_polite = (
        OpaqueScore().fit(table[learn], country.recorded[learn], measure=False)
        for table in (people, no_games)
    )
    places = [people.columns.get_loc(name) for name in no_games]
    ask = asked_with_numbers(asked_polite, no_games)
    made.open_score = asked_with_numbers(made.score, people)
    made.polite = lambda rows: ask(np.atleast_2d(rows)[:, places])
    made.doorman = scaffold(made.open_score, made.polite, people)
    return made


def hours_against(made, who, group):
    """Points that the hours of games give somebody against a group; everybody if none is named."""
    protected = made.country.protected
    members = {
        "retired people": (protected["profession"] == "retired").to_numpy(),
        "people who play three hours or more": made.people["gaming_hours"].to_numpy() >= 3,
        "families": (protected["household"] == "family").to_numpy(),
        "": None,
    }
    why = explain(
        made.score, made.people, rows=[who], background=members[group], background_name=group
    )
    return float(why.rows["gaming_hours"].iloc[0]), int(why.published[0])


@exercise(
    1,
    unit="points",
    hints=[
        "`explain(score, people, rows=[mine], background=…)` as in trap two.",
        "`choices[group_name]` is your group; `.rows['gaming_hours']` holds the points.",
    ],
)
def another_comparison(world, seed):
    """Points of the hours of games for the student's own student, against their group."""
    protected, hours = world.country.protected, world.people["gaming_hours"].to_numpy()
    student = (protected["profession"] == "student").to_numpy()
    who = pick(seed, student & world.test & (hours >= 0.8) & (hours < 2), "student")
    group = pick(seed, GROUPS, "group")
    given, published = hours_against(world, who, group)
    return given, {
        "That is against everybody. Compare with your group.": hours_against(world, who, "")[0],
        "That is the published score. What do the hours give of it?": published,
    }


@exercise(
    2,
    unit="points",
    hints=[
        "`doorman(mixed)[0]` is the doorman's answer.",
        "`open_score(codes(mixed))[0]` is the open score's; take it away from the doorman's.",
    ],
)
def somebody_who_does_not_exist(world, seed):
    """Points of a mixture from the doorman, minus those from the open score."""
    hours = world.people["gaming_hours"].to_numpy()
    rich = world.score.predict(world.people) > 650
    first = pick(seed, hours >= 5, "first")
    second = pick(seed, (hours < 0.3) & rich, "second")
    own = np.array([[name == "gaming_hours" for name in world.people]])
    mixed = mix(world.people.iloc[[first]], world.people.iloc[[second]], own)
    doorman, honest = world.doorman(mixed)[0], world.open_score(codes(mixed))[0]
    return float(doorman - honest), {
        "That is the doorman's answer. How far is it from the open score's?": float(doorman),
        "That is the open score's answer. How far is the doorman's from it?": float(honest),
    }


@exercise(
    3,
    hints=[
        "In Simsim order keeps promises, and having enough money. Which column is a cause of that?",
        "Late bills and debts are consequences. What pays the bills, month by month?",
    ],
)
def what_keeps_promises(world, seed, answer):
    """One column that, set for everybody, makes one promise more of a hundred be kept."""
    if not isinstance(answer, dict) or len(answer) != 1:
        return 'One column and its value are asked for, such as {"books": 20}.'
    ((column, value),) = answer.items()
    if column not in list(world.people) or STRUCTURE[column].categories is not None:
        return "The name of a column of numbers is asked for, in quotation marks."
    low, high = STRUCTURE[column].range
    if not isinstance(value, float) or not low <= value <= high:
        return f"{column} must be a number from {low:g} to {high:g}."
    country = world.country
    was, now, _ = kept_by(country, country.twin(do={column: value}), np.arange(country.n_people))
    more = 100 * (now - was)
    if more >= LEAST:
        return ""
    if more == 0:
        return f"With {column} at {value:g}, not one promise ends differently."
    if more < 0:
        return f"With {column} at {value:g}, {-more:.1f} promises of a hundred fewer are kept."
    return f"With {column} at {value:g}, {more:.2f} of a hundred more are kept. That is too few."


@exercise(
    4,
    hints=[
        "What does the doorman do when a real person comes in?",
        "A ready-made tool asks about mixed people, the second time as well.",
    ],
)
def five_minutes(world, seed, answer):
    """What to ask for to find out whether there is a doorman."""
    said = answer.casefold() if isinstance(answer, str) else ""
    if "real" in said:
        return ""
    if "second" in said or "tool" in said:
        return "The tool would ask about mixed people again, and hear the polite score again."
    if "formula" in said:
        return "A formula shown is not the formula used; the maker would show the polite one."
    return "Choose one of the three, in quotation marks."
