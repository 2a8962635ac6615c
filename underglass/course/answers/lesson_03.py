"""Lesson 03, right or wrong: the right answers."""

from underglass.course.exercise import exercise, pick


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
    points = world.train_in(world.fair.twin(doses={"idle_gamers": dose}))
    before, full = (world.gap_of(it, world.young_men) for it in (world.in_fair, world.in_biased))
    there = world.gap_of(points, world.young_men)
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
    return world.gap_of(lost, member), {
        "That is what your group lost. How much more is it than the others lost?": lost[
            member
        ].mean(),
        "That is young men. Ask about your group.": world.gap_of(lost, world.young_men),
        "That is the gap in the biased country. How much of it did the bias add?": world.gap_of(
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
    points = world.train_in(world.biased, without="gaming_hours")
    return world.gap_of(points, world.young_men), {
        "That is the gap with the column. Train without it.": world.gap_of(
            world.in_biased, world.young_men
        ),
        "That is the gap of the fair country.": world.gap_of(world.in_fair, world.young_men),
    }
