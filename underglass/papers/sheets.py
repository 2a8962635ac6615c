"""Two lessons as printed sheets, for a room without computers; every number is the code's.

``python -m underglass.papers.sheets`` writes them as HTML into ``notebooks/teacher/sheets/``, to be
printed on A4 from any browser; solutions stand on the last page. With ``--check`` it writes nothing
and says which page is out of date. Students count with pencil, so the sheets use the points table
of ``scoring/points_table.py`` at entries where it gives whole points.
"""

from __future__ import annotations

import argparse
import sys
from functools import cache
from types import SimpleNamespace

import jinja2
import numpy as np
import pandas as pd

from explainers.points.steps import signed
from scoring import MAX_POINTS, MIN_POINTS, OpaqueScore
from scoring.points_table import TABLE, column_points
from synthetic_data import BIASES, make_population
from underglass.course.people import changed, typical_person
from underglass.course.places import NOTEBOOKS
from underglass.showcase.page import TEMPLATES

FOLDER = NOTEBOOKS / "teacher" / "sheets"

# Sheet one: what may be asked about, in the words of the cards. Whole points at each entry.
ASKED = {
    "late_payments": ("late bills", "in two years", (0, 1, 3, 8)),
    "recorded_offences": ("offences", "on record, in five years", (0, 1, 4)),
    "savings": ("savings", "in months of income", (0, 2, 15)),
    "alcohol": ("alcohol", "bottles a month", (0, 6, 25)),
    "night_activity": ("night", "phone use at night, part of the whole", (0, 0.1, 0.3)),
    "books": ("books", "bought a year", (0, 5, 10)),
    "volunteering": ("clubs", "unpaid hours a month", (0, 5, 10)),
}
MARKS = {"parent_mark": "marked as parent", "idle_mark": "marked as idle"}
PEOPLE = {
    "Mira": {},
    "Bo": {"late_payments": 8, "savings": 0, "recorded_offences": 1},
    "Ilo": {"late_payments": 3, "night_activity": 0.3, "alcohol": 6},
    "Ada": {"savings": 15, "books": 10, "volunteering": 10},
    "Tam": {"savings": 15, "books": 10, "volunteering": 10, "idle_mark": True},
    "Rue": {"late_payments": 8, "savings": 0, "recorded_offences": 1, "parent_mark": True},
}
MIRA = {"savings": 2, "alcohol": 6, "night_activity": 0.1, "books": 0}

# Sheet two: how many of each kind lie on the table, the first of them in the country.
CARDS = {(True, True): 3, (True, False): 3, (False, True): 1, (False, False): 5}
BASKET = {
    "games_spend": "games, crowns",
    "night_activity": "night phone use",
    "nappies": "nappies, packs",
    "books": "books",
    "late_payments": "late bills",
}
ENTRY = {entry.column: entry for entry in TABLE}


def table_points(column: str, value) -> float:
    """Return what the points table gives for one entry of a column."""
    return float(ENTRY[column](pd.Series([value]))[0])


@cache
def country():
    """Return the country without a bias, its twin with idle gamers at full dose, and the table."""
    fair = make_population(3_000, scenario="level", seed=1)
    biased = fair.twin(doses={"idle_gamers": 1.0})
    score = OpaqueScore("points_table").fit(fair.observed, fair.recorded, measure=False)
    return SimpleNamespace(fair=fair, biased=biased, score=score)


@cache
def be_scored() -> dict:
    """Return what the sheet *Be scored* tells: the cards, the counter's table, the solutions."""
    world = country()
    kinds = world.fair.observed.dtypes.to_dict()
    mira = changed(typical_person(world.fair).astype(kinds), **MIRA)
    people = []
    for name, new in PEOPLE.items():
        row = mira.assign(**new)
        people.append(
            {
                "name": name,
                "entries": {column: row[column].iloc[0] for column in ASKED},
                "marks": [MARKS[mark] for mark in MARKS if row[mark].iloc[0]],
                "by_rule": [round(table_points(c, row[c].iloc[0])) for c in ASKED],
                "of_marks": sum(round(table_points(m, row[m].iloc[0])) for m in MARKS),
                "points": int(world.score.predict(row)[0]),
            }
        )
    first = people[0]
    return {
        "lowest": MIN_POINTS,
        "highest": MAX_POINTS,
        "short": {column: short for column, (short, _, _) in ASKED.items()},
        "asked": {column: f"{short}, {more}" for column, (short, more, _) in ASKED.items()},
        "rules": {
            column: [(value, round(table_points(column, value))) for value in values]
            for column, (_, _, values) in ASKED.items()
        },
        "marks": {MARKS[mark]: round(table_points(mark, True)) for mark in MARKS},
        "others": first["points"] - sum(first["by_rule"]),
        "people": people,
        "named": {person["name"]: person for person in people},
        "n_read": len(TABLE),
    }


@cache
def basket() -> dict:
    """Return what the sheet *Judged by your basket* tells: cards, sealed list, auditors."""
    world = country()
    observed, protected = world.biased.observed, world.biased.protected
    young_man = BIASES["idle_gamers"].harmed(world.biased)
    marked = observed["idle_mark"].to_numpy()
    points = world.score.predict(observed)
    chosen = np.concatenate(
        [
            np.flatnonzero((young_man == young) & (marked == mark))[:n]
            for (young, mark), n in CARDS.items()
        ]
    )
    chosen = chosen[np.argsort(-points[chosen], kind="stable")]
    in_twin = world.score.predict(world.fair.observed)
    cards = [
        {
            "number": place,
            "basket": {column: observed[column].iloc[who] for column in BASKET},
            "points": int(points[who]),
            "in_twin": int(in_twin[who]),
            "age": int(protected["age"].iloc[who]),
            "gender": protected["gender"].iloc[who],
            "young_man": bool(young_man[who]),
            "marked": bool(marked[who]),
        }
        for place, who in enumerate(chosen, start=1)
    ]
    young, mine, twins = young_man[chosen], points[chosen], in_twin[chosen]
    gaps = {"here": gap(mine, young), "in_twin": gap(twins, young)}
    planted = gaps["here"] - gaps["in_twin"]
    by_column = column_points(observed.iloc[chosen])
    by_column = by_column[young].mean() - by_column[~young].mean()
    lost = points - in_twin
    auditors = _auditors(by_column, gaps["here"])
    rounded = [round(t[young].mean(), 1) - round(t[~young].mean(), 1) for t in (mine, twins)]
    sums = {signed(sum(round(p, 1) for p in one["rows"].values())) for one in auditors}
    return {
        "planted_rounded": rounded[0] - rounded[1],
        "sums_rounded": " or ".join(sorted(sums)),
        "columns": BASKET,
        "cards": cards,
        "n_young": int(young.sum()),
        "twin_means": [twins[young].mean(), twins[~young].mean()],
        "here_means": [mine[young].mean(), mine[~young].mean()],
        "gaps": gaps,
        "planted": planted,
        "mark_points": round(table_points("idle_mark", True)),
        "auditors": auditors,
        "found": by_column["idle_mark"],
        "guess": _best_guess(observed.iloc[chosen][list(BASKET)], young),
        "n_people": world.fair.n_people,
        "everywhere": {
            "marked_young": marked[young_man].mean(),
            "marked_others": marked[~young_man].mean(),
            "planted": gap(lost, young_man),
        },
        "reads_games": "gaming_hours" in ENTRY,
    }


def gap(points, member) -> float:
    """Return the mean of a group minus the mean of the others."""
    return float(points[member].mean() - points[~member].mean())


def _auditors(by_column: pd.Series, whole: float) -> list[dict]:
    """Return three explanations of one gap, by column; all add up, one is the score's own.

    The second gives the mark's points to the late bills, the third spreads them over all others.
    """
    shown = ["idle_mark", "recorded_offences", "savings", "late_payments"]
    mark = by_column["idle_mark"]
    wrong = by_column.copy()
    wrong["late_payments"] += mark
    wrong["idle_mark"] = 0.0
    told = {"X": by_column, "Y": wrong, "Z": by_column.where(by_column.index != "idle_mark", 0.0)}
    result = []
    for name, points in told.items():
        rows = {column: float(points[column]) for column in shown}
        rows["all other columns"] = whole - sum(rows.values())
        result.append({"name": name, "rows": rows})
    return result


def _best_guess(basket: pd.DataFrame, young: np.ndarray) -> dict:
    """Return the rule "who has so much of this is a young man" that is right most often."""
    rules = [
        {"column": BASKET[column], "limit": limit, "right": int(((values >= limit) == young).sum())}
        for column, values in basket.items()
        for limit in sorted(set(values))
    ]
    return max(rules, key=lambda rule: rule["right"]) | {"of": len(young)}


SHEETS = {"01_be_scored": be_scored, "04_judged_by_your_basket": basket}


def sheet_html(name: str) -> str:
    """Return a sheet as one HTML page."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"signed": signed, "whole": _whole, "entry": _entry}
    return environment.get_template(f"sheet_{name[:2]}.html").render(SHEETS[name]()) + "\n"


def _whole(points: float) -> str:
    """Write whole points with their sign; zero has none."""
    return "0" if round(points) == 0 else f"{round(points):+d}".replace("-", "−")


def _entry(value) -> str:
    return f"{float(value):g}"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the sheets; return 0 where all is well and 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m underglass.papers.sheets", description="Build the sheets."
    )
    parser.add_argument("--check", action="store_true", help="write nothing, report what is off")
    options = parser.parse_args(arguments)
    found = 0
    for name in SHEETS:
        page = FOLDER / f"{name}.html"
        if not options.check:
            FOLDER.mkdir(parents=True, exist_ok=True)
            page.write_text(sheet_html(name), encoding="utf-8")
            print(f"{page.name} is written")
        elif not page.exists() or page.read_text(encoding="utf-8") != sheet_html(name):
            print(f"{page.name} differs from the code: run make slides", file=sys.stderr)
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
