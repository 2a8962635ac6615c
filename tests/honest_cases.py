"""Honest scores, and scaffolded ones, for the false-alarm rates of the tests that catch attacks."""

import numpy as np

from explainers.limits.attacks import scaffold
from explainers.limits.sampling import asked_with_numbers
from scoring import OpaqueScore
from scoring.models import MODELS
from synthetic_data import SCENARIOS, make_population


def honest_case(number: int, n_train: int = 2_000, n_audited: int = 2_000):
    """Return a score and real people it was not trained on: models and scenarios in turn."""
    scenario = list(SCENARIOS)[number % len(SCENARIOS)]
    country = make_population(n_train + n_audited, scenario=scenario, seed=1_000 + number)
    table = country.observed
    score = OpaqueScore(list(MODELS)[number % len(MODELS)])
    score.fit(table[:n_train], country.recorded[:n_train], measure=False)
    return score, table[n_train:].reset_index(drop=True)


def two_faces(score, people, column="guessed_hill", points=80, detector="register"):
    """Return the honest face, the biased one, and the scaffold that shows the one or the other."""
    honest = asked_with_numbers(score, people)
    place = people.columns.get_loc(column)

    def biased(numbers):
        marked = np.atleast_2d(numbers)[:, place] > 0.5
        return honest(numbers) - points * marked

    return honest, biased, scaffold(biased, honest, people, detector=detector)
