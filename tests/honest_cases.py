"""Honest scores, and scaffolded ones, for the false-alarm rates of the tests that catch attacks."""

from scoring import OpaqueScore
from scoring.models import MODELS
from synthetic_data import SCENARIOS, make_population
from underglass.showcase.attacks import two_faced


def honest_case(number: int, n_train: int = 2_000, n_audited: int = 2_000):
    """Return a score and real people it was not trained on: models and scenarios in turn."""
    scenario = list(SCENARIOS)[number % len(SCENARIOS)]
    country = make_population(n_train + n_audited, scenario=scenario, seed=1_000 + number)
    table = country.observed
    score = OpaqueScore(list(MODELS)[number % len(MODELS)])
    score.fit(table[:n_train], country.recorded[:n_train], measure=False)
    return score, table[n_train:].reset_index(drop=True)


def two_faces(score, people, detector="register"):
    """Return the honest face, the biased one, and the scaffold that shows the one or the other."""
    face = two_faced(score, people, detector=detector)
    return face.innocent, face.biased, face
