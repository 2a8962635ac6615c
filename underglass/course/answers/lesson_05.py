"""Lesson 05, your friends' score: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from explainers.friends.social import drop_friendship
from scoring import OpaqueScore
from scoring.aftermath import run
from scoring.social import share_with_friends
from synthetic_data import BIASES, make_population
from underglass.course.exercise import exercise, pick


@cache
def world():
    """Return the country, its points table with friends, and everybody's points."""
    level = make_population(6_000, scenario="level", seed=1)
    score = OpaqueScore("points_table", social_weight=0.3)
    score.fit(level.observed, level.recorded, measure=False)
    country = level.twin(doses={"homophily": 0.5, "guilt_by_association": 1.0})
    own = score.own_points(country.observed)
    points = share_with_friends(own, country.ties, score.social_weight)
    return SimpleNamespace(country=country, score=score, own=own, points=points)


def your_person(world, seed):
    """The student's own inhabitant, and the numbers of this person's friends."""
    ties = world.country.ties
    number = np.diff(ties.indptr)
    one, other = np.repeat(np.arange(len(number)), number), ties.indices
    usual = ties @ world.points / number
    keep = (world.points[other] < world.own[one]) & (world.points[other] > usual[one] + 10)
    findable = np.bincount(one[keep], minlength=len(number)) > 0  # exercise 3 has an answer
    below = BIASES["guilt_by_association"].harmed(world.country, world.own)
    you = pick(seed, below & findable & (number >= 8) & (number <= 14), "you")
    return you, ties.indices[ties.indptr[you] : ties.indptr[you + 1]]


def dropping(world, you, friend):
    """What ending a friendship brings each of the two."""
    country = world.country
    moved = drop_friendship(
        world.score, country.observed, country.ties, you, int(friend), own=world.own
    )
    return float(moved[you]), float(moved[friend])


def bars(world, you, friends):
    """The friends' bars: the part of the score that is theirs, times how far they lie from you."""
    return world.score.social_weight / len(friends) * (world.points[friends] - world.own[you])


@exercise(
    1,
    unit="points",
    within=0.1,
    hints=[
        "Your score with friends minus your own points.",
        "`points[YOU]` and `own[YOU]`; or add up the whole table above.",
    ],
)
def from_friends(world, seed):
    """Points that all friends together bring the student's own inhabitant."""
    you, friends = your_person(world, seed)
    each = bars(world, you, friends)
    return world.points[you] - world.own[you], {
        "You left out the friends who lift you.": each[each < 0].sum(),
        "That is the longest bar alone.": each.min(),
        "That is your score with friends. How much of it did friends bring?": world.points[you],
    }


@exercise(
    2,
    unit="points",
    within=0.05,
    hints=[
        "The first row with a minus in the table above has the longest such bar.",
        "`drop_friendship(…)` gives the change for everybody; you are entry `YOU` of it.",
    ],
)
def drop_the_worst(world, seed):
    """Points won by dropping the friend with the longest bar to the left."""
    you, friends = your_person(world, seed)
    each = bars(world, you, friends)
    worst = friends[each.argmin()]
    yours, theirs = dropping(world, you, worst)
    return yours, {
        "That is the bar. When a friend goes, who gets the friend's part?": -each.min(),
        "That is the bar, with its minus. What would dropping the friend bring?": each.min(),
        "That is what the dropped friend loses or wins. Look at your own entry.": theirs,
    }


@exercise(
    3,
    hints=[
        "Look for a friend who scores below you, but above your other friends.",
        "Try the friends with the shortest bars to the left first.",
    ],
)
def a_friend_to_keep(world, seed, answer):
    """A friend who costs points, and whom one would lose points by dropping."""
    if not isinstance(answer, float):
        return "A friend's number is asked for, without quotation marks."
    you, friends = your_person(world, seed)
    if answer not in friends.tolist():
        return "That is no friend of yours. The column `friend` has their numbers."
    if world.points[int(answer)] >= world.own[you]:
        return "This friend does not cost you points: the bar has no minus."
    gain, _ = dropping(world, you, int(answer))
    return "" if gain < 0 else f"Dropping this friend brings you {gain:+.2f} points."


@exercise(
    4,
    unit="friends",
    within=0.05,
    hints=[
        "`run(…).history` has a row for each round and group; the group is `loop.groups[0]`.",
        "The column `friends`, in round 8.",
    ],
)
def fewer_drop(world, seed):
    """Friends that a low scorer has left after eight rounds at the student's dose."""
    dose = pick(seed, [0.2, 0.3, 0.4, 0.6], "dose")

    def friends(dose):
        history = run(
            "dropped_friends", world.score, world.country, rounds=8, dose=dose
        ).history.set_index(["group", "round"])["friends"]
        low = history.index.get_level_values("group") != "everybody"
        return history[low].to_numpy(), history.loc["everybody"].to_numpy()

    low, everybody = friends(dose)
    return low[-1], {
        "That is everybody. Ask about low scorers.": everybody[-1],
        "That is at the full dose. Give yours.": friends(1.0)[0][-1],
        "That is before the first round.": low[0],
    }
