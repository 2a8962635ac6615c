"""Lesson 09, one file too many: the right answers."""

from functools import cache

import numpy as np

from underglass.course.exercise import exercise, pick
from underglass.course.lesson_world import world_of

BIAS = {"dating": "partner_data", "clinic": "family_planning", "police": "watched_professions"}
MIN_HEALED = 0.2  # of the gap
MAX_LOST = 0.3  # pairs in a hundred


@cache
def join(files):
    """Join files: pairs in a hundred ranked rightly, and the gap of each bias's group."""
    joined = world_of("09").join(files)
    return joined["ranked rightly"], joined["gaps"]


def early(seed):
    """The student's file, and what it brings when it comes right after the shop's."""
    mine = pick(seed, list(BIAS), "file")
    return mine, *join(("shop", mine))


@exercise(
    1,
    unit="pairs in a hundred",
    within=0.1,
    hints=[
        '`join(["shop", mine])` returns several numbers by name.',
        'Take its `["ranked rightly"]`, and subtract that of the shop alone.',
    ],
)
def another_order(world, seed):
    """Pairs in a hundred that the student's file brings over the shop's alone."""
    mine, rightly, _ = early(seed)
    files = tuple(world.FILES)
    before = files[: files.index(mine)]
    return rightly - join(("shop",))[0], {
        "That is the whole. How much more is it than the shop alone?": rightly,
        "That is what the file brought in the lesson's order. Join it to the shop's alone.": join(
            (*before, mine)
        )[0]
        - join(before)[0],
    }


@exercise(
    2,
    unit="points",
    within=0.2,
    hints=[
        '`join(["shop", mine])["gaps"]` has an entry for each bias.',
        "The name of your file's bias is printed above the cell.",
    ],
)
def its_price(world, seed):
    """Points by which the early join widens the gap of the group that is harmed."""
    mine, _, gaps = early(seed)
    files = tuple(world.FILES)
    upto = files[: files.index(mine) + 1]
    return gaps[BIAS[mine]], {
        "That is the gap in the lesson's order. Join your file to the shop's alone.": join(upto)[1][
            BIAS[mine]
        ],
        "That is the mean over nine biases. Take the gap of your file's bias.": np.mean(
            list(gaps.values())
        ),
    }


@exercise(
    3,
    hints=[
        "Join all files but one, for each of them, and compare with all eight.",
        "Which file brought no accuracy at all?",
    ],
)
def one_too_many(world, seed, answer):
    """The file that brings no accuracy and a fifth of the gap."""
    everything = tuple(world.FILES)
    if not isinstance(answer, str) or answer.casefold() not in everything:
        return f"The name of one file is asked for: {', '.join(everything)}."
    rightly, gaps = join(everything)
    left, narrower = join(tuple(file for file in everything if file != answer.casefold()))
    lost = rightly - left
    healed = 1 - np.mean(list(narrower.values())) / np.mean(list(gaps.values()))
    if healed < MIN_HEALED:
        change = f"{healed:.0%} narrower" if healed > 0 else "no narrower"
        return f"Without that file the gap is {change}."
    if lost > MAX_LOST:
        return f"That narrows the gap, but {lost:.1f} pairs in a hundred fewer are ranked rightly."
    return ""


@exercise(
    4,
    unit="people",
    within=2,
    hints=[
        "`clean.twin(doses={'merged_records': dose})` is the country with careful matching.",
        "Score its files and the true ones with the same `score`, and count who has fewer points.",
    ],
)
def better_matching(world, seed):
    """People who lose points to a stranger's entries, at the student's dose."""
    dose = pick(seed, [0.2, 0.3, 0.4, 0.5], "dose")
    columns = world.columns_of(world.FILES)
    score, _ = world.trained(world.everything, columns)

    def losers(dose):
        linked = world.clean.twin(doses={"merged_records": dose})
        own, true = (score.own_points(p.observed[columns]) for p in (linked, world.clean))
        return int((own < true).sum()), int((own != true).sum())

    lose, moved = losers(dose)
    return lose, {
        "That is at the lesson's dose. Take yours.": losers(world.national["merged_records"])[0],
        "That is everybody whose points move. Some gain by a mistake: count who loses.": moved,
    }
