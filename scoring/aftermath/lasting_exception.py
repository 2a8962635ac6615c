"""The exception that lasts: an emergency measure stays, because people got used to it.

That emergency measures persist is an opinion; the loop is ours. In round 0 an emergency ends; it
has left nothing in the files yet. While the measure is in force, people below 600 points show
their papers at every door, which costs time. After the emergency each neighbourhood votes every
round, with luck ``v``, and the measure stays for as long as every vote so far went for it:

    used    = 1 - FORGET ** r                      habit after r rounds, from 0 to 1
    renewed = v < dose * (RENEW + (1 - RENEW) * used)
    late_arrivals       = first + WAIT where renewed and score < 600
    missed_appointments = first + TURNED_AWAY there

so at dose 0 it ends with the emergency, and its life grows with the dose up to all rounds. Ledger
row 23 (disputed); status of our loop: fiction. Harmed: people who score below 600 at first.
Parallel: emergency powers against terrorism were prolonged and then made ordinary law in several
countries. The pattern, an exception that outlives its reason, has no single reference; its second
half is function creep (Koops 2021).
"""

import numpy as np

from scoring.aftermath.world import Mechanism, World
from scoring.scale import BANDS

CHECKED = BANDS["good"]
RENEW = 0.6
FORGET = 0.5
WAIT = 0.12  # share of appointments
TURNED_AWAY = 1  # appointments in two years


def in_force(world: World) -> np.ndarray:
    """Where the measure is in force: everywhere at first, then where every vote renewed it."""
    return world.memory.get("in_force", np.ones(world.population.n_people, dtype=bool))


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """Where the measure is in force, and who is checked under it."""
    force = in_force(world)
    return {"in_force": force, "checked": force & (world.published < CHECKED)}


def respond(world: World, dose: float) -> World:
    """Vote on the measure; where it stays, checks cost people below 600 time."""
    used = 1 - FORGET**world.round
    vote = world.place_noise() < dose * (RENEW + (1 - RENEW) * used)
    force = in_force(world) & vote
    checked = force & (world.published < CHECKED)
    return world.remember(in_force=force).moved(
        late_arrivals=world.original("late_arrivals") + WAIT * checked,
        missed_appointments=world.original("missed_appointments") + TURNED_AWAY * checked,
    )


def low_at_first(world: World) -> np.ndarray:
    """People whose first score is below 600."""
    return world.first < CHECKED


LASTING_EXCEPTION = Mechanism(
    name="lasting_exception",
    claims={23: "disputed"},
    status="fiction",
    pattern="the exception that lasts (compare function creep, Koops 2021)",
    harms="people who score below 600 at first",
    parallel="Several countries: emergency powers against terrorism were prolonged, and parts of "
    "them became ordinary law (reported)",
    moves=("late_arrivals", "missed_appointments"),
    member=low_at_first,
    consequences=consequences,
    respond=respond,
)
