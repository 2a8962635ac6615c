"""Lesson 07, who is missing: the right answers."""

from underglass.course.exercise import exercise, pick

GROUPS = ["city", "country", "65+", "18-29"]
AGAIN = 1.5  # times as large


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
    person = pick(seed, world.not_theirs & (world.lost < -10), "stranger")
    return int(world.lost[person]), {
        "That is the score with the joined file. How far is it from the own one?": int(
            world.joined_points[person]
        ),
        "That is the score with the own file. How far does the stranger move it?": int(
            world.score_points[person]
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
    donated = (world.kind[world.luck < world.chance] == kind).mean()
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
    ratios = world.figures_of(world.test) / world.figures_of(world.test & world.in_data)
    answer = answer.casefold() if isinstance(answer, str) else ""
    if answer not in ratios:
        return "One of these four words is asked for: " + ", ".join(ratios.index) + "."
    ratio = ratios[answer]
    return (
        ""
        if ratio >= AGAIN
        else f'Measured on everybody, "{answer}" is {ratio:.2f} times as large.'
    )
