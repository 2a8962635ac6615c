"""Lesson 08, cliffs and chasing: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from scoring import OpaqueScore
from scoring.aftermath import run
from scoring.aftermath.score_chasing import ADVICE
from synthetic_data import make_population
from underglass.course.exercise import exercise, pick

EDGE, OTHER_EDGE = 650, 600  # points
WIDTHS = [3, 4, 5, 6, 8]  # points
LOOPS = ["perk_cliffs", "score_chasing", "bought_prominence", "lasting_exception", "health_code"]
POOR = 1_100  # crowns a month


@cache
def world():
    """Return the country, its points table, and each loop's ten years, run when asked for."""
    country = make_population(10_000, scenario="level", seed=1)
    train, _ = country.split()
    table = OpaqueScore("points_table").fit(country.observed[train], country.recorded[train])
    return SimpleNamespace(
        country=country,
        table=table,
        loop=cache(lambda name: run(name, table, country)),
        poor=country.observed["income"].to_numpy() < POOR,
        kept=country.truth["kept_promise"].to_numpy(),
    )


def apart(scores: np.ndarray, edge: int, width: int) -> tuple[float, float]:
    """How far people just above and below an edge are apart: at first, and at last."""
    first = scores[0]
    above = (first >= edge) & (first < edge + width)
    below = (first < edge) & (first >= edge - width)
    then, now = (float(s[above].mean() - s[below].mean()) for s in (first, scores[-1]))
    return then, now


@exercise(
    1,
    unit="points",
    within=0.2,
    hints=[
        "`apart(650, width)` gives two numbers: the distance at first and at last.",
        "How far has it grown? The second minus the first.",
    ],
)
def your_cliff(world, seed):
    """Points by which the distance across the edge grows, for the student's own width."""
    scores = world.loop("perk_cliffs").scores
    width = pick(seed, WIDTHS, "width")
    then, now = apart(scores, EDGE, width)
    lower = apart(scores, OTHER_EDGE, width)
    return now - then, {
        "That is the distance after ten years. By how much has it grown?": now,
        "That is the distance at first. By how much has it grown since?": then,
        "That is the edge at 600. The one at 650 is asked for.": lower[1] - lower[0],
    }


@exercise(
    2,
    unit="points",
    hints=[
        "`run(mine, table, country).gap()` is the gap by round, from round 0 to round 10.",
        "The change is the last one minus the first one: `.iloc[-1]` and `.iloc[0]`.",
    ],
)
def your_loop(world, seed):
    """Points by which the gap of the harmed group changes in the student's own loop."""
    gap = world.loop(pick(seed, LOOPS, "loop")).gap()
    return gap.iloc[-1] - gap.iloc[0], {
        "That is the last gap. How far is it from the first?": gap.iloc[-1],
        "That is the first gap. How far does the loop move it?": gap.iloc[0],
        "That is the gap's change in the first round. Ten rounds are asked for.": gap.iloc[1]
        - gap.iloc[0],
        "That is how many times as large it is. The change in points is asked for.": gap.iloc[-1]
        / gap.iloc[0],
    }


@exercise(
    3,
    hints=[
        "Do with each column what the cell above does with books, until the value in the table.",
        '`gain_of("lottery", 0)` is the gain of no lottery. There are seven columns to compare.',
    ],
)
def best_advice(world, seed):
    """Return the column that brings most points if everybody follows the advice to the end."""
    files, table = world.country.observed, world.table
    gains = {
        column: table.own_points(files.assign(**{column: goal})).mean()
        for column, (goal, _) in ADVICE.items()
    }
    ranked = sorted(gains, key=gains.get, reverse=True)
    return ranked[0], {
        "Close: it comes second.": ranked[1],
        "That is the example. Others bring more.": "books",
        "That one brings least of all.": ranked[-1],
    }


@exercise(
    4,
    unit="people",
    hints=[
        "`broken_better_off` says who they are; `before` and `after` hold everybody's points.",
        "`(before <= before[person])` says who was not ahead at first. Write the same for who is "
        "ahead `after`; `&` joins conditions, in brackets; `.sum()` counts.",
    ],
)
def overtaken(world, seed):
    """Better-off people who break promises and overtake the student's own poor person."""
    scores = world.loop("score_chasing").scores
    first, last = scores[0], scores[-1]
    mask = world.poor & (world.kept == 1) & (first > 520) & (first < 620)
    person = pick(seed, mask, "overtaken")
    others = ~world.poor & (world.kept == 0)
    behind, ahead = first[others] <= first[person], last[others] > last[person]
    return int((behind & ahead).sum()), {
        "That is everybody who is ahead now. Who of them was not at first?": int(ahead.sum()),
        "That is everybody who was not ahead at first. Who of them is now?": int(behind.sum()),
        "Level at first counts as well.": int(((first[others] < first[person]) & ahead).sum()),
        "These are all better-off people who break promises.": int(others.sum()),
        "Are these people of all kinds? Count only `broken_better_off`.": int(
            ((first <= first[person]) & (last > last[person])).sum()
        ),
    }
