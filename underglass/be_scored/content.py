"""What the page reads: people, models, ties, scale and words."""

from __future__ import annotations

import numpy as np

from explainers.notice.texts import MONTHS, TEXTS
from explainers.notice.words import (
    BAND_NAMES,
    COLUMNS,
    LABELS,
    PROTECTED,
    SHARES,
    TOPICS,
)
from explainers.recourse import CHANGES, Change
from explainers.trees.scikit_learn import read_trees
from scoring.aftermath import MECHANISMS
from scoring.scale import (
    BANDS,
    MAX_POINTS,
    MIN_POINTS,
    POINTS_PER_LOGIT,
    REFERENCE_MARGIN,
    REFERENCE_POINTS,
)
from synthetic_data import BIASES
from synthetic_data.codebook import FILE_MARKS, names
from synthetic_data.structure import STRUCTURE
from underglass.be_scored.packing import smallest
from underglass.be_scored.worlds import PLANTED, SOCIAL_WEIGHT, WORLDS, Worlds, doses_of, model_of

PORTRAIT = ("age", "gender", "community", "household", "small_children", "profession")
CONTROLS = ("nappies", "gaming_hours", "overdue_books", "late_payments")
READ = tuple(name for name in names("observed") if name not in FILE_MARKS)
LEAF = 255

#: What the four controls cost, in days of effort; the fifth, a friend, is the page's own.
CHEAPEST = (
    Change("nappies", "up", 1.0, step=1, most=6),
    *(change for change in CHANGES if change.column in CONTROLS),
)


def read_columns() -> list[dict]:
    """Describe the columns that the score reads, in the order of the model's features."""
    return [
        {
            "name": name,
            "labels": list(variable.categories or ()),
            "range": [float(end) for end in variable.range or (0, len(variable.categories) - 1)],
            "steps": round(1 / variable.resolution) if (variable.resolution or 1) < 1 else 1,
            "step": max(variable.resolution or 1, 1),
            "unit": variable.unit,
        }
        for name in READ
        for variable in [STRUCTURE[name]]
    ]


def people_arrays(worlds: Worlds) -> dict[str, np.ndarray]:
    """Everybody's columns as whole steps of their resolution, and how a bias changed them."""
    country = worlds.countries[0]
    arrays = {f"people:{name}": _steps(country, name) for name in READ}
    for name in PORTRAIT:
        arrays[f"portrait:{name}"] = smallest(country.columns[name])
    watched = worlds.countries[1 << PLANTED.index("watched_professions")]
    arrays["watched:recorded_offences"] = _steps(watched, "recorded_offences")
    for life, (other, possible) in worlds.variants.items():
        base = worlds.countries[-1]
        arrays[f"{life}:possible"] = possible.astype("u1")
        for name in READ:
            if (other.columns[name] != base.columns[name]).any():
                arrays[f"{life}:{name}"] = _steps(other, name)
    known = country.friendships
    arrays["friends:ends"] = smallest(known.indptr)
    arrays["friends:who"] = smallest(known.indices)
    return arrays


def _steps(country, name: str) -> np.ndarray:
    resolution = STRUCTURE[name].resolution or 1
    return smallest(np.rint(np.asarray(country.columns[name], float) * max(1, 1 / resolution)))


def model_arrays(worlds: Worlds) -> dict[str, np.ndarray]:
    """The eight models: for each node a feature, or LEAF; for splits a threshold and children.

    Nodes of a tree are counted from its root; ``thresholds`` holds the numbers once.
    """
    ensembles = [read_trees(score.model_) for score in worlds.scores]
    used = [trees.threshold[trees.left >= 0] for trees in ensembles]
    thresholds = np.unique(np.concatenate(used))
    arrays = {"thresholds": thresholds.astype("<f8")}
    for number, trees in enumerate(ensembles):
        split = trees.left >= 0
        sizes = np.diff(np.append(trees.roots, len(trees.left)))
        root = np.repeat(trees.roots, sizes)
        arrays |= {
            f"model{number}:sizes": smallest(sizes),
            f"model{number}:feature": smallest(np.where(split, trees.feature, LEAF)),
            f"model{number}:left": smallest((trees.left - root)[split]),
            f"model{number}:right": smallest((trees.right - root)[split]),
            f"model{number}:threshold": smallest(
                np.searchsorted(thresholds, trees.threshold[split])
            ),
            f"model{number}:value": trees.value[~split].astype("<f8"),
            f"model{number}:base": np.array([trees.base], "<f8"),
        }
    return arrays


def content_words(worlds: Worlds) -> dict:
    """Everything that is no array: worlds, columns, scale, costs, statuses and the letter."""
    built = [*BIASES.values(), *MECHANISMS.values()]
    return {
        "people": worlds.n_people,
        "trained": worlds.n_trained,
        "social_weight": SOCIAL_WEIGHT,
        "scale": {
            "min": MIN_POINTS,
            "max": MAX_POINTS,
            "points": REFERENCE_POINTS,
            "margin": REFERENCE_MARGIN,
            "per_logit": POINTS_PER_LOGIT,
            "bands": list(BANDS.items()),
        },
        "planted": [
            {
                "name": name,
                "claims": {str(row): status for row, status in BIASES[name].claims.items()},
                "status": BIASES[name].status,
                "carriers": [c for c in BIASES[name].carriers if c in (*READ, "friends")],
            }
            for name in PLANTED
        ],
        "ledger": {str(row): status for it in built for row, status in it.claims.items()},
        "worlds": [_world(worlds, number) for number in WORLDS],
        "columns": read_columns(),
        "portrait": {name: list(STRUCTURE[name].categories or ()) for name in PORTRAIT},
        "changes": [
            {
                "column": change.column,
                "direction": change.direction,
                "cost": change.cost,
                "step": change.step or STRUCTURE[change.column].resolution,
                "most": float(min(change.most, STRUCTURE[change.column].range[1])),
            }
            for change in CHEAPEST
        ],
        "letter": _letter(),
    }


def _world(worlds: Worlds, number: int) -> dict:
    good = worlds.score(number).reliability_
    return {
        "model": model_of(number),
        "doses": doses_of(number),
        "reliability": good
        and {"n": good.n_people, "auc": good.auc, "error": float(good.calibration_error)},
    }


def _letter() -> dict:
    return {
        "texts": TEXTS,
        "months": {"en": list(MONTHS[0]), "fr": list(MONTHS[1])},
        "topics": [[english, french, list(columns)] for english, french, columns in TOPICS],
        "columns": {name: COLUMNS[name] for name in READ},
        "labels": {str(label): said for label, said in LABELS.items()},
        "bands": BAND_NAMES,
        "protected": PROTECTED,
        "shares": list(SHARES),
    }
