"""Lesson 07, who is missing: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

from scoring import OpaqueScore
from scoring.reliability import measure
from scoring.scale import margin_from_points
from synthetic_data import make_population
from underglass.course.exercise import exercise, pick

GROUPS = ["city", "country", "65+", "18-29"]
JOINED = ["recorded_offences", "late_payments", "transport_fines", "tax_delay"]
REFUSED = 600  # points
AGAIN = 1.5  # times as large


@cache
def world():
    """Return the country, who is in the data, the joined files, two scores and the donors."""
    fair = make_population(20_000, scenario="level", seed=1)
    merged = fair.twin(doses={"merged_records": 1.0})
    in_data = fair.twin(doses={"volunteers_only": 1.0}).selected
    train, test = fair.split()

    def trained_on(rows):
        score = OpaqueScore("scorecard")
        return score.fit(fair.observed[rows], fair.recorded[rows], measure=False)

    clean_score = trained_on(train)
    man = (fair.protected["gender"] == "man").to_numpy()
    old = (fair.protected["age_group"] == "65+").to_numpy()
    chance = 0.2 * np.where(man, 1.6, 0.6) * np.where(old, 0.3, 1.2)
    return SimpleNamespace(
        fair=fair,
        merged=merged,
        in_data=in_data,
        test=test,
        kept=fair.truth["kept_promise"].to_numpy(),
        points=trained_on(train & in_data).predict(fair.observed),
        own=clean_score.predict(fair.observed),
        joined=clean_score.predict(merged.observed),
        kind=pd.Series(np.where(man, "man", "woman")) + np.where(old, ", 65 or older", ", younger"),
        donors=np.random.default_rng(1).random(fair.n_people) < chance,
    )


@exercise(
    1,
    unit="per cent",
    within=0.3,
    hints=[
        "Look at the people in the data only: how many of them are of your group?",
        "`yours[in_data]` says, for each person in the data, whether they are of your group; "
        "its `.mean()` is a share.",
    ],
)
def share_of_the_data(world, seed):
    """Per cent of the training data that are of the student's group."""
    label, protected = pick(seed, GROUPS, "group"), world.fair.protected
    yours = ((protected["district_type"] == label) | (protected["age_group"] == label)).to_numpy()
    return 100 * yours[world.in_data].mean(), {
        "That is the share of your group that is in the data. "
        "Turn it round: what share of the data is your group?": 100 * world.in_data[yours].mean(),
        "That is your group's share of the country.": 100 * yours.mean(),
        "That is the share of the country that is in the data.": 100 * world.in_data.mean(),
    }


@exercise(
    2,
    unit="points",
    hints=[
        "It is a difference: points with the joined file minus points with the own file.",
        "`clean_score.predict(fair.observed.loc[[person]])[0]` are the points of the own file.",
    ],
)
def your_stranger(world, seed):
    """Points that a stranger's records bring the student's own inhabitant."""
    files = (world.merged.observed[JOINED] != world.fair.observed[JOINED]).any(axis=1).to_numpy()
    lost = world.joined - world.own
    person = pick(seed, files & (lost < -10), "stranger")
    return int(lost[person]), {
        "That is the score with the joined file. How far is it from the own one?": int(
            world.joined[person]
        ),
        "That is the score with the own file. How far does the stranger move it?": int(
            world.own[person]
        ),
    }


@exercise(
    3,
    unit="times",
    within=0.02,
    hints=[
        "Share of your kind in the country, divided by its share of the donors.",
        "`weight_of(donors)` gives it for every kind.",
    ],
)
def times_you_count(world, seed):
    """How many times a donor of the student's kind counts."""
    kind = pick(seed, sorted(world.kind.unique()), "kind")
    country = (world.kind == kind).mean()
    donated = (world.kind[world.donors] == kind).mean()
    return country / donated, {
        "Turn the division round: people who are rare among donors count more than once, and "
        "people who are common among them count less.": donated / country,
        "That is the share in the country.": country,
        "That is the share of the donors.": donated,
    }


@exercise(
    4,
    hints=[
        "The cell above shows the figures of the volunteers; `figures_of(test)` gives everybody's.",
        "Divide: `figures_of(test) / figures_of(test & in_data)`. Which is 1.5 or more?",
    ],
)
def who_tells_you(world, seed, answer):
    """The figure that is at least one and a half times as large on everybody as on volunteers."""
    both = [world.test, world.test & world.in_data]
    tests = [measure(margin_from_points(world.points[g]), world.kept[g]) for g in both]
    values = {
        "ranks": [it.auc for it in tests],
        "error": [it.calibration_error for it in tests],
        "refused": [(world.points[g] < REFUSED).mean() for g in both],
        "kept": [world.kept[g].mean() for g in both],
    }
    answer = answer.casefold() if isinstance(answer, str) else ""
    if answer not in values:
        return "One of these four words is asked for: " + ", ".join(values) + "."
    everybody, volunteers = values[answer]
    ratio = everybody / volunteers
    return (
        ""
        if ratio >= AGAIN
        else f'Measured on everybody, "{answer}" is {ratio:.2f} times as large.'
    )
