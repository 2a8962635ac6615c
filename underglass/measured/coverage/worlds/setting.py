"""The countries that are drawn again and again, their groups, and the scores that read them.

Small, so that hundreds fit in an hour: 2,000 people in 64 neighbourhoods; trained scores read
twelve columns, the points table its own; boosted trees are 30 with 8 leaves and 32 bins instead
of 120 with 15 and 255. The methods whose intervals are tried are the same at every size.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring import OpaqueScore
from scoring.models import fit_classifier
from scoring.points_table import TABLE
from synthetic_data import Population, make_population

N_PEOPLE = 2_000
DOSES = {"past_wealth": 1.0, "fraud_suspicion": 0.5}
TRAINED_ELSEWHERE = 1_000_000  # seed of the country that "this score" was trained in
N_REFERENCE = 300

MODELS = ("boosted", "scorecard", "points_table")
TRAINED = ("boosted", "scorecard")
COLUMNS = (
    "income",
    "savings",
    "debt",
    "late_payments",
    "payment_delay",
    "missed_appointments",
    "late_arrivals",
    "night_activity",
    "transport_fines",
    "recorded_offences",
    "education",
    "guessed_hill",
)
GROUPS = ("hill people", "accountants", "poor quarters", "towns' poor quarters")
HILL, ACCOUNTANTS, POOR, TOWN_POOR = GROUPS
#: Every group with the trees, and the large one of a neighbourhood with the other two models.
EACH = (*(("boosted", group) for group in GROUPS), ("scorecard", POOR), ("points_table", POOR))


class FewTrees(OpaqueScore):
    """The boosted score with fewer and smaller trees."""

    def _classifier(self, features, kept, sample_weight):
        trees = HistGradientBoostingClassifier(
            max_iter=30,
            learning_rate=0.15,
            max_leaf_nodes=8,
            min_samples_leaf=40,
            max_bins=32,
            l2_regularization=5.0,
            early_stopping=False,
            random_state=self.random_state,
        )
        return fit_classifier(trees, features, kept, sample_weight)


@lru_cache(maxsize=2)
def country(number: int) -> Population:
    """Return the country of this number."""
    return make_population(N_PEOPLE, scenario="level", doses=DOSES, seed=number)


def groups(home: Population) -> dict[str, np.ndarray]:
    """Return masks: a person's attribute and a neighbourhood's, a large and a small group each.

    Of 2,000 people about 400 are hill people and 40 are accountants, 640 live in the 16 poor
    neighbourhoods and 220 in the 5 of them that lie in towns.
    """
    who = home.protected
    poor = who["poor_quarter"].to_numpy()
    masks = (
        who["community"] == "hill",
        who["profession"] == "accountant",
        poor,
        poor & (who["district_type"] == "town"),
    )
    return {name: np.asarray(mask) for name, mask in zip(GROUPS, masks, strict=True)}


def training_rows(home: Population) -> np.ndarray:
    """Who is trained on: the same people as where ``mark`` is given none."""
    return home.training


def table(model: str, home: Population) -> pd.DataFrame:
    """Return the columns that a score of this model reads."""
    names = [entry.column for entry in TABLE] if model == "points_table" else list(COLUMNS)
    return home.observed[names]


def trained(model: str, home: Population) -> OpaqueScore:
    """Train a score on a country's own records."""
    rows = training_rows(home)
    score = FewTrees() if model == "boosted" else OpaqueScore(model)
    return score.fit(table(model, home)[rows], home.recorded[rows], measure=False)


@cache
def elsewhere() -> Population:
    """Return the country that "this score" was trained in."""
    return make_population(N_PEOPLE, scenario="level", doses=DOSES, seed=TRAINED_ELSEWHERE)


@cache
def this_score(model: str) -> OpaqueScore:
    """Return the one score of the rows that ask about this score."""
    return trained(model, elsewhere())


@cache
def reference(model: str) -> pd.DataFrame:
    """Return the reference people of the rows that ask about this score."""
    home = elsewhere()
    return table(model, home)[training_rows(home)][:N_REFERENCE]
