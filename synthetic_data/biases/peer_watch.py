"""Everybody checks in everywhere, and a neighbour's misfortune is booked to who stood beside.

That a code in every hand makes everybody watch everybody is an interpretation. The mechanism
here is ours: misfortunes nearby leave entries in the files of people who cannot keep a distance.
"""

import numpy as np

from synthetic_data.bias import Bias
from synthetic_data.draws import count

ENTRIES = 5.0  # at dose 1, per neighbour in trouble at each of one's check-ins
APART = 0.1  # how close people with room come, where people in crowded housing come to 1


def late_payments(value, misfortune_nearby, crowded_housing, u, dose):
    """Book others' delays: value + Count(dose * 5 * misfortune_nearby * close).

    Close is 1 in crowded housing and 0.1 elsewhere.
    """
    close = np.where(crowded_housing, 1.0, APART)
    return value + count(u, dose * ENTRIES * misfortune_nearby * close)


def recorded_offences(value, misfortune_nearby, crowded_housing, u, dose):
    """Book others' offences: value + Count(dose * 5 * misfortune_nearby * close)."""
    close = np.where(crowded_housing, 1.0, APART)
    return value + count(u, dose * ENTRIES * misfortune_nearby * close)


def crowded(crowded_housing):
    """People in crowded housing."""
    return crowded_housing


PEER_WATCH = Bias(
    name="peer_watch",
    claims={17: "disputed"},
    status="fiction",
    pattern="differential reporting by nearness (measurement bias: Jacobs & Wallach 2021)",
    harms="people in crowded housing",
    parallel="several countries: contact-tracing apps took a wall between two flats for no "
    "distance at all (reported)",
    story="Everybody checks in everywhere. A misfortune nearby is booked to whoever stood close. "
    "Some have no room to keep away. Status: disputed, an interpretation. Look for files "
    "that grow with crowding.",
    carriers=("late_payments", "recorded_offences"),
    member=crowded,
    distortions=(late_payments, recorded_offences),
)
