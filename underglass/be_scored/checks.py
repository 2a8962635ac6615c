"""Python's own answers, against which the page's engine is tested; they are not in the page."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from explainers import decompose_gap, explain
from explainers.notice.reasons import reasons
from explainers.recourse import recourse
from scoring import BANDS, band
from synthetic_data import BIASES
from synthetic_data.structure import STRUCTURE
from underglass.be_scored.content import CHEAPEST, CONTROLS, READ
from underglass.be_scored.worlds import WORLDS, Worlds

N_BUILT = 6  # inhabitants of each world whose inputs are changed
N_LETTERS = 25
NEW = (  # what they are changed to
    {"nappies": 4, "gaming_hours": 0.0},
    {"gaming_hours": 9.5, "late_payments": 5},
    {"overdue_books": 60, "nappies": 0},
    {"income": 900, "savings": 0.3, "debt": 1.25, "education": "basic"},
    {"recorded_offences": 7, "main_shop": "discount", "payment_delay": 12.4},
    {"late_payments": 0, "overdue_books": 0, "night_activity": 0.01, "books": 40},
)


def make_checks(worlds: Worlds) -> tuple[dict, dict[str, np.ndarray]]:
    """Score and explain everybody in every world, with Python.

    Returns
    -------
    words : dict
        By world: the persons who were built, friendships that ended, advice, letters, the gap.
    arrays : dict of str to ndarray
        By world: base, own points, scores, published scores, and values of everybody by column.
    """
    words, arrays = {"columns": list(READ), "worlds": []}, {}
    for number in WORLDS:
        country, score = worlds.countries[number], worlds.score(number)
        table, ties = country.observed, country.ties
        why = explain(score, table, background=table, ties=ties)
        own = score.own_points(table)
        arrays |= {
            f"{number}:base": np.array([why.base]),
            f"{number}:own": own,
            f"{number}:scores": own + why.friends,
            f"{number}:published": why.published.astype("<i2"),
            f"{number}:values": why.rows[list(READ)].to_numpy().ravel(),
        }
        chosen = np.linspace(0, worlds.n_people - 1, N_BUILT).astype(int) // 2 * 2
        gap = decompose_gap(why, BIASES["idle_gamers"].harmed(country)).table
        words["worlds"].append(
            {
                "built": [
                    _built(score, table, ties, int(person), new)
                    for person, new in zip(chosen, NEW, strict=True)
                ],
                "dropped": [_dropped(score, table, ties, int(person)) for person in chosen[:3]],
                "advice": [_advice(score, table, ties, int(person)) for person in chosen],
                "letters": [
                    [[str(line.topic), line.points, list(line.columns)] for line in found]
                    for found in (reasons(why, person) for person in range(N_LETTERS))
                ],
                "gap": dict(zip(gap["column"], gap["points"], strict=True)),
            }
        )
    return words, arrays


def _built(score, table: pd.DataFrame, ties, person: int, new: dict) -> dict:
    changed = table.copy()
    for name, value in new.items():
        changed.iloc[person, changed.columns.get_loc(name)] = value
    why = explain(score, changed, background=table, ties=ties, rows=[person])
    labels = {name: STRUCTURE[name].categories for name in new}
    return {
        "person": person,
        "new": {n: labels[n].index(v) if labels[n] else v for n, v in new.items()},
        "published": int(why.published[0]),
        "friends": float(why.friends[0]),
        "values": why.rows[list(READ)].iloc[0].tolist(),
    }


def without_friend(ties: sparse.csr_array, one: int, other: int) -> sparse.csr_array:
    """Return the ties without one friendship: neither is among the other's friends."""
    pairs = ties.tocoo()
    ends = np.stack([pairs.row, pairs.col])
    gone = (np.sort(ends, axis=0) == np.sort([one, other])[:, None]).all(axis=0)
    kept = pairs.data[~gone], tuple(ends[:, ~gone])
    return sparse.coo_array(kept, shape=ties.shape).tocsr()


def _dropped(score, table, ties, person: int) -> dict:
    friend = int(ties.indices[ties.indptr[person]])
    scores = score.scores(table, without_friend(ties, person, friend))
    return {
        "person": person,
        "friend": friend,
        "scores": [float(scores[person]), float(scores[friend])],
    }


def _advice(score, table, ties, person: int) -> dict:
    """Ask for the next band with the four controls: as it is, and with the first friend gone."""
    now = int(score.predict(table, ties)[person])
    limits = list(BANDS)
    higher = limits[limits.index(str(band([now])[0])) + 1 :]
    if not higher:
        return {"person": person, "to": None}
    friend = int(ties.indices[ties.indptr[person]])
    changes = tuple(change for change in CHEAPEST if change.column in CONTROLS)
    told = [
        recourse(score, table, person, to=higher[0], changes=changes, ties=seen, answers=1)
        for seen in (ties, without_friend(ties, person, friend))
    ]
    return {
        "person": person,
        "to": higher[0],
        "friend": friend,
        "already": [advice.already for advice in told],
        "cost": [a.answers[0].cost if a.answers else None for a in told],
        "score": [a.answers[0].score if a.answers else None for a in told],
    }
