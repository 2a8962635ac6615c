"""Lesson 09, one file too many: the right answers."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from sklearn.metrics import roc_auc_score

from scoring import OpaqueScore
from synthetic_data import BIASES, SCENARIOS, make_population
from underglass.course.exercise import exercise, pick

SHOP = "main_shop nappies gaming_hours games_spend books alcohol lottery fresh_food gifts"
FILES = {
    "shop": (f"{SHOP} phone_price", ""),
    "bank": (
        "income rent savings debt years_with_bank late_payments payment_delay",
        "merged_records",
    ),
    "tax office": ("tax_delay documents address_changes education", ""),
    "transport": ("transport_fines travel commute late_arrivals", ""),
    "dating": ("partner_replies messages contacts", "partner_data"),
    "clinic": ("missed_appointments sport night_activity", "family_planning"),
    "police": ("recorded_offences", "watched_professions always_on_city camera_error"),
    "neighbourhood": (
        "volunteering overdue_books",
        "denunciations neighbourhood_share peer_watch",
    ),
}
NATIONAL = SCENARIOS["national"]
BIAS = {"dating": "partner_data", "clinic": "family_planning", "police": "watched_professions"}
LEAST_HEALED = 0.2  # of the gap
MOST_LOST = 0.3  # pairs in a hundred


@cache
def world():
    """Return the country with true files, and whom to train on."""
    clean = make_population(10_000, scenario="level", seed=1)
    train, test = clean.split(0.7)
    return SimpleNamespace(clean=clean, train=train, test=test)


def parts(files):
    """Columns and biases of some files."""
    columns = [column for file in files for column in FILES[file][0].split()]
    return columns, [bias for file in files for bias in FILES[file][1].split()]


def trained(world, country, columns):
    """Train on seven people in ten, by some columns."""
    score = OpaqueScore("scorecard")
    table = country.observed[columns]
    return score.fit(table[world.train], country.recorded[world.train], measure=False)


@cache
def join(files):
    """Join files: pairs in a hundred ranked rightly, and the gap of each bias's group."""
    here = world()
    columns, biases = parts(files)
    country = here.clean.twin(doses={bias: NATIONAL[bias] for bias in biases})
    points, true = (
        trained(here, place, columns).own_points(place.observed[columns])
        for place in (country, here.clean)
    )
    cost, gaps = points - true, {}
    for bias in parts(FILES)[1]:
        group = BIASES[bias].harmed(country)
        gaps[bias] = cost[group].mean() - cost[~group].mean()
    return 100 * roc_auc_score(here.clean.recorded[here.test], points[here.test]), gaps


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
    before = tuple(FILES)[: list(FILES).index(mine)]
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
    upto = tuple(FILES)[: list(FILES).index(mine) + 1]
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
    if not isinstance(answer, str) or answer.casefold() not in FILES:
        return f"The name of one file is asked for: {', '.join(FILES)}."
    everything = tuple(FILES)
    rightly, gaps = join(everything)
    left, narrower = join(tuple(file for file in FILES if file != answer.casefold()))
    lost = rightly - left
    healed = 1 - np.mean(list(narrower.values())) / np.mean(list(gaps.values()))
    if healed < LEAST_HEALED:
        change = f"{healed:.0%} narrower" if healed > 0 else "no narrower"
        return f"Without that file the gap is {change}."
    if lost > MOST_LOST:
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
    columns, biases = parts(FILES)
    everything = world.clean.twin(doses={bias: NATIONAL[bias] for bias in biases})
    score = trained(world, everything, columns)

    def losers(dose):
        linked = world.clean.twin(doses={"merged_records": dose})
        own, true = (score.own_points(p.observed[columns]) for p in (linked, world.clean))
        return int((own < true).sum()), int((own != true).sum())

    lose, moved = losers(dose)
    return lose, {
        "That is at the lesson's dose. Take yours.": losers(NATIONAL["merged_records"])[0],
        "That is everybody whose points move. Some gain by a mistake: count who loses.": moved,
    }
