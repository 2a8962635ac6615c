"""Lesson 06, watched more closely: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

from scoring import OpaqueScore
from scoring.aftermath import run
from synthetic_data import BIASES, make_population
from underglass.course.exercise import exercise, pick

PROFESSIONS = ["teacher", "journalist", "medical", "accountant"]
WAYS = ["peer_watch", "camera_error", "always_on_city", "merged_records"]
GOALS = [-8, -12, -18, -24, -30]  # points
CLOSE = 1  # point


@cache
def world():
    """Return the country with and without the watch, and the score that learned in each."""
    fair = make_population(10_000, scenario="level", seed=1)
    train, _ = fair.split()
    watched = fair.twin(doses={"watched_professions": 1.0})
    scores = [
        OpaqueScore("scorecard").fit(it.observed[train], it.recorded[train], measure=False)
        for it in (fair, watched)
    ]
    records = fair.observed["recorded_offences"].to_numpy()
    heads = pd.Series(records).groupby(fair.places).mean()
    return SimpleNamespace(
        fair=fair,
        learned_fair=scores[0],
        learned_watched=scores[1],
        records=records,
        offences=fair.truth["offences"].to_numpy(),
        most_recorded=heads[fair.places].to_numpy() > np.quantile(heads, 0.8),
    )


@exercise(
    1,
    unit="records for 100 offences",
    within=0.6,
    hints=[
        "Records of your profession in `half_watched`, divided by the offences it committed.",
        "`per_hundred(half_watched)` gives all professions; take yours in square brackets.",
    ],
)
def half_the_watch(world, seed):
    """Of 100 offences of the student's profession, how many are written down at half the dose."""
    profession = (
        world.fair.protected["profession"] == pick(seed, PROFESSIONS, "profession")
    ).to_numpy()

    def written(dose):
        twin = world.fair.twin(doses={"watched_professions": dose})
        return twin.observed["recorded_offences"].to_numpy()[profession]

    committed = world.offences[profession].sum()
    return 100 * written(0.5).sum() / committed, {
        "That is at the full dose. Half of it is asked for.": 100 * written(1.0).sum() / committed,
        "That is without the watch.": 100 * written(0.0).sum() / committed,
        "That is records a head. How many is it for 100 offences?": written(0.5).mean(),
    }


@exercise(
    2,
    unit="points",
    hints=[
        "It is a difference: the new score's points minus the old score's.",
        "`learned_watched.predict(person)[0]` is what the new score gives your person.",
    ],
)
def who_gains(world, seed):
    """Points that the score's learning elsewhere brings somebody who is not watched."""
    watched = BIASES["watched_professions"].harmed(world.fair)
    others = ~watched & (world.records >= 2) & (world.records <= 4)
    person = world.fair.observed.loc[[pick(seed, others, "unwatched")]]
    new = int(world.learned_watched.predict(person)[0])
    old = int(world.learned_fair.predict(person)[0])
    return new - old, {
        "The file is the same, but is the score? Ask both for their points.": 0,
        "That is the new score. How far is it from the old one?": new,
        "That is the old score. How far does the new one differ?": old,
    }


@exercise(
    3,
    hints=[
        "`fair.twin(doses={'camera_error': 1.0})` is the twin of one of them.",
        "Count the people whose records there are above `offences`. None at all is asked for.",
    ],
)
def deeds_behind(world, seed, answer):
    """Ways to a longer file that only write down what happened."""
    named = (
        {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, list) else None
    )
    if named is None or not named <= set(WAYS):
        return "A list of names is asked for, out of these four: " + ", ".join(WAYS) + "."
    for bias in WAYS:
        there = world.fair.twin(doses={bias: 1.0}).observed["recorded_offences"].to_numpy()
        too_many = int((there > world.offences).sum())
        if bias in named and too_many:
            return f"With {bias}, {too_many:,} people have more records than offences."
        if bias not in named and not too_many:
            return "One is missing: with it, nobody has more records than offences."
    return ""


@exercise(
    4,
    hints=[
        "The figure of the four doses says roughly where to look.",
        "Halve the interval: if one dose gives too little and another too much, try the middle.",
    ],
)
def turn_the_dose(world, seed, answer):
    """Dose of patrol_feedback at which the gap after ten rounds is the student's goal."""
    if not isinstance(answer, float):
        return "A dose is asked for: a number between 0 and 1."
    if not 0 <= answer <= 1:
        if answer < 0:
            return "That looks like points. A dose between 0 and 1 is asked for."
        return "A dose lies between 0 (nothing) and 1 (all of it)."
    goal = pick(seed, GOALS, "goal")
    groups = {"fifth": world.most_recorded}
    gap = run("patrol_feedback", world.learned_fair, world.fair, dose=answer, groups=groups).gap()[
        10
    ]
    return (
        "" if abs(gap - goal) <= CLOSE else f"At that dose the gap after ten rounds is {gap:.1f}."
    )
