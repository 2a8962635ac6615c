"""Lesson 03, right or wrong: the right answers."""

from functools import cache
from types import SimpleNamespace

from scoring import OpaqueScore
from synthetic_data import BIASES, make_population
from underglass.course.exercise import exercise, pick


@cache
def world():
    """Return the twins, the people to train on, young men, and what each score says."""
    fair = make_population(10_000, scenario="level", seed=1)
    biased = fair.twin(doses={"idle_gamers": 1.0})
    train, _ = fair.split(0.7)
    young_men = BIASES["idle_gamers"].harmed(biased)
    made = SimpleNamespace(fair=fair, biased=biased, train=train, young_men=young_men)
    made.in_fair, made.in_biased = points_in(made, fair), points_in(made, biased)
    return made


def points_in(world, country, without=()):
    """Train in a country, without some columns, and score everybody there."""
    table = country.observed.drop(columns=list(without))
    score = OpaqueScore()
    score.fit(table[world.train], country.recorded[world.train], measure=False)
    return score.predict(table)


def gap(points, member):
    """Mean of a group minus mean of the rest."""
    return float(points[member].mean() - points[~member].mean())


@exercise(
    1,
    unit="points",
    within=0.4,
    hints=[
        "`train_in(part)` gives everybody's points in the country with your dose.",
        "Young men minus the others there, minus the same in the fair country.",
    ],
)
def part_of_a_dose(world, seed):
    """Points that the student's dose adds to the gap of young men."""
    dose = pick(seed, [0.3, 0.4, 0.5], "dose")
    points = points_in(world, world.fair.twin(doses={"idle_gamers": dose}))
    before, full = gap(world.in_fair, world.young_men), gap(world.in_biased, world.young_men)
    there = gap(points, world.young_men)
    return there - before, {
        "That is the whole gap. How much of it did the dose add?": there,
        "That is what the whole dose adds.": full - before,
        "You took the full dose in proportion. Train at your dose, and see.": dose
        * (full - before),
    }


@exercise(
    2,
    unit="points",
    hints=[
        "`in_biased - in_fair` is what each person gained; most is negative.",
        "Its mean over your group, minus its mean over all others.",
    ],
)
def another_group(world, seed):
    """Points that the bias costs another group, more than the rest."""
    group = pick(seed, ["student", "teacher", "office", "shop"], "group")
    member = (world.fair.protected["profession"] == group).to_numpy()
    lost = world.in_biased - world.in_fair
    return gap(lost, member), {
        "That is what your group lost. How much more is it than the others lost?": lost[
            member
        ].mean(),
        "That is young men. Ask about your group.": gap(lost, world.young_men),
        "That is the gap in the biased country. How much of it did the bias add?": gap(
            world.in_biased, member
        ),
    }


@exercise(
    3,
    unit="points",
    hints=[
        "`train_in(country, without=…)` deletes a column. Which country is asked about?",
        "Its points for young men, minus those of the others: `gap_of` does that.",
    ],
)
def without_the_column(world, seed):
    """Gap of young men after the hours of games were deleted and the score trained again."""
    points = points_in(world, world.biased, without=["gaming_hours"])
    return gap(points, world.young_men), {
        "That is the gap with the column. Train without it.": gap(world.in_biased, world.young_men),
        "That is the gap of the fair country.": gap(world.in_fair, world.young_men),
    }
