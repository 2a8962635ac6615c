"""Named doses. Every scenario is a literal: what it does not name has dose 0.

A scenario of one bias tells that bias's ``story``.
"""

from __future__ import annotations

from collections.abc import Mapping

from synthetic_data import arguments
from synthetic_data.biases import BIASES

HOMOPHILY = (
    "homophily"  # how alike friends are: a condition of the country, harmful to nobody alone
)

SCENARIOS: dict[str, dict[str, float]] = {
    # Nobody meddles: institutions write down what happened, one small offence in five. A score
    # still differs between people, because they do: look for gaps that are there before any bias.
    "level": {},
    "idle_gamers": {"idle_gamers": 1.0},
    "nappy_bonus": {"nappy_bonus": 1.0},
    "watched_professions": {"watched_professions": 1.0},
    "guilt_by_association": {"guilt_by_association": 1.0, "homophily": 0.5},
    "past_wealth": {"past_wealth": 1.0},
    "fraud_suspicion": {"fraud_suspicion": 1.0},
    "always_on_city": {"always_on_city": 1.0},
    "camera_error": {"camera_error": 1.0},
    "denunciations": {"denunciations": 1.0},
    "neighbourhood_share": {"neighbourhood_share": 1.0},
    "peer_watch": {"peer_watch": 1.0},
    "merged_records": {"merged_records": 1.0},
    "family_planning": {"family_planning": 1.0},
    "partner_data": {"partner_data": 1.0},
    "patriot_posts": {"patriot_posts": 1.0},
    "inferred_minority": {"inferred_minority": 1.0},
    "norm_distance": {"norm_distance": 1.0},
    "postcode": {"postcode": 1.0},
    "secret_weights": {"secret_weights": 1.0},
    "volunteers_only": {"volunteers_only": 1.0},
    # A shop's score rewards its customers: it likes parents, dislikes players and looks at friends.
    # The scale is documented, the rules are disputed.
    "sesame": {
        "idle_gamers": 0.8,
        "nappy_bonus": 0.8,
        "watched_professions": 0.6,
        "guilt_by_association": 0.8,
        "homophily": 0.5,
    },
    # Everything is merged into one score, and each office adds its own error: fiction as one score.
    # Look for how many biases an explanation can still tell apart.
    "national": {
        "past_wealth": 0.5,
        "idle_gamers": 0.5,
        "nappy_bonus": 0.5,
        "fraud_suspicion": 0.5,
        "watched_professions": 0.6,
        "always_on_city": 0.5,
        "camera_error": 0.5,
        "denunciations": 0.5,
        "neighbourhood_share": 0.5,
        "peer_watch": 0.5,
        "merged_records": 0.8,
        "family_planning": 0.5,
        "partner_data": 0.5,
        "patriot_posts": 0.6,
        "inferred_minority": 0.5,
        "norm_distance": 0.5,
        "postcode": 0.5,
        "secret_weights": 0.5,
        "volunteers_only": 0.5,
        "guilt_by_association": 0.5,
        "homophily": 0.5,
    },
    "safe_city": {
        "watched_professions": 0.4,
        "always_on_city": 0.9,
        "camera_error": 0.8,
        "denunciations": 0.4,
        "inferred_minority": 0.6,
        "homophily": 0.5,
    },
    "health_pass": {
        "peer_watch": 0.9,
        "neighbourhood_share": 0.6,
        "volunteers_only": 0.4,
        "homophily": 0.5,
    },
    "benefit_fraud": {
        "past_wealth": 0.4,
        "fraud_suspicion": 0.9,
        "merged_records": 0.5,
        "secret_weights": 0.5,
    },
    "credit_bureau": {
        "past_wealth": 0.6,
        "postcode": 0.7,
        "merged_records": 0.4,
        "secret_weights": 0.7,
        "volunteers_only": 0.3,
    },
    "export": {
        "camera_error": 0.9,
        "always_on_city": 0.6,
        "inferred_minority": 0.4,
        "volunteers_only": 0.6,
    },
}


def all_doses(scenario: str, doses: Mapping[str, float] | None) -> dict[str, float]:
    """Return the dose of every bias: the scenario's, or what replaces it; 0 where none is named."""
    arguments.check_names("scenario", [scenario], SCENARIOS)
    given = dict(doses or {})
    arguments.check_doses(given, (*BIASES, HOMOPHILY))
    return {name: 0.0 for name in (*BIASES, HOMOPHILY)} | SCENARIOS[scenario] | given
