"""Lesson 04, judged by your basket: the right answers."""

from functools import cache
from types import SimpleNamespace

from sklearn.metrics import roc_auc_score

from explainers import decompose_gap, explain
from explainers.groups.proxies import proxies
from scoring import OpaqueScore
from synthetic_data import make_population
from underglass.course.exercise import exercise, pick
from underglass.course.people import changed, typical_person

GONE = [["gaming_hours", "alcohol"], ["games_spend", "alcohol"], ["gaming_hours", "night_activity"]]
NARROW, MOST, LEAST_AUC = 1.0, 5, 0.70  # of exercise 3
GROUPS = {
    "students": ("profession", "student"),
    "retired people": ("profession", "retired"),
    "teachers": ("profession", "teacher"),
    "families": ("household", "family"),
    "disabled people": ("disabled", 1),
}


@cache
def world():
    """Return the country, who learns and who tests, men, and the score with its explanation."""
    country = make_population(
        10_000, scenario="level", doses={"idle_gamers": 1.0, "nappy_bonus": 1.0}, seed=1
    )
    learn, test = country.split(0.7)
    man = (country.protected["gender"] == "man").to_numpy()
    made = SimpleNamespace(country=country, learn=learn, test=test, man=man)
    made.score = trained(made)
    made.why = explain(made.score, country.observed)
    return made


def trained(world, without=()):
    """Train on seven in ten people, without some columns."""
    table = world.country.observed.drop(columns=list(without))
    score = OpaqueScore()
    return score.fit(table[world.learn], world.country.recorded[world.learn], measure=False)


def gap_without(world, columns):
    """Gap of men, and the pairs ranked rightly by the records, without some columns."""
    points = trained(world, columns).predict(world.country.observed.drop(columns=list(columns)))
    auc = roc_auc_score(world.country.recorded[world.test], points[world.test])
    return float(points[world.man].mean() - points[~world.man].mean()), float(auc)


@cache
def best_column(group):
    """Return the column that reveals a group most, and the one that moves most points."""
    made = world()
    column, value = GROUPS[group]
    found = proxies(made.country, (made.country.protected[column] == value).to_numpy(), made.why)
    table = found.columns
    return table["column"].iloc[0], table["column"].iloc[int(table["moves"].argmax())]


@exercise(
    1,
    hints=[
        "`proxies(country, mine, why).columns.head(3)` is a table about your group.",
        "The column that reveals most stands on top: answer with its name.",
    ],
)
def what_reveals_my_group(world, seed):
    """Column that reveals the student's group most."""
    reveals, moves = best_column(pick(seed, list(GROUPS), "group"))
    return reveals, {
        "That column moves the most points. Which one *reveals* your group most?": moves,
    }


@exercise(
    2,
    unit="points",
    within=0.05,
    hints=[
        "`country.observed.drop(columns=mine_gone)` is the table without your columns.",
        "`train(table, country.recorded).predict(table)` learns again; then `gap_of`.",
    ],
)
def without_my_columns(world, seed):
    """Gap of men after the student's two columns were deleted and the score trained again."""
    gone = pick(seed, GONE, "gone")
    through = decompose_gap(world.why, world.man).table.set_index("column")["points"]
    before, _ = gap_without(world, [])
    hours, _ = gap_without(world, ["gaming_hours"])
    return gap_without(world, gone)[0], {
        "You subtracted what the explanation says. Delete, train again, and measure.": before
        - through[gone].sum(),
        "That is the gap with all columns.": before,
        "That is the gap with only the hours deleted. Delete both of your columns.": hours,
    }


@exercise(
    3,
    hints=[
        "The filled dots of the proxy map leave a little more than one point. Add to them.",
        "What else does somebody do who plays late? That column reveals little by itself.",
    ],
)
def the_surgeon(world, seed, answer):
    """At most five columns whose deletion closes the gap and leaves seventy pairs of a hundred."""
    names = [answer] if isinstance(answer, str) else answer
    known = list(world.country.observed)
    if not isinstance(names, list):
        return 'A list of columns is asked for, such as ["books", "rent"].'
    unknown = [name for name in names if name not in known]
    if unknown:
        return f"{unknown[0]!r} is no column of the table. Mind the spelling and the underscore."
    if not 1 <= len(set(names)) <= MOST:
        return f"From one to {MOST} columns, please."
    gap, auc = gap_without(world, sorted(set(names)))
    if abs(gap) >= NARROW:
        return (
            f"With {', '.join(sorted(set(names)))} deleted the gap is still {abs(gap):.1f} points."
        )
    if auc < LEAST_AUC:
        return f"The gap is narrow, but only {100 * auc:.1f} of a hundred pairs are ranked rightly."
    return ""


@exercise(
    4,
    unit="points",
    within=0.05,
    hints=[
        "`changed(mira, nappies=packs)` is Mira with your packs.",
        "`score.own_points(person)[0]` gives points; take Mira's own away.",
    ],
)
def an_aunts_basket(world, seed):
    """Points that some packs of nappies bring somebody without children."""
    packs = pick(seed, [1, 2, 3], "packs")
    mira = typical_person(world.country)

    def ask(n):
        return float(world.score.own_points(changed(mira, nappies=n))[0])

    return ask(packs) - ask(0), {
        "That is for four packs.": ask(4) - ask(0),
        "That is for another number of packs than yours.": ask(1 if packs == 2 else 2) - ask(0),
        "That is the new score. How far is it from Mira's?": ask(packs),
        "You took a part of four packs' points. Ask the score.": packs * (ask(4) - ask(0)) / 4,
    }
