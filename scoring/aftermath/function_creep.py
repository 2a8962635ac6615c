"""Function creep: a shop's score is asked for at school doors and ticket counters.

That a private score becomes everybody's is fiction as stated (row 11), and how far data are
cross-linked is disputed (row 19). The loop is ours. In every round a neighbourhood's schools, and
its transport, may begin to ask for the score, with luck ``v`` each; they never stop:

    asks'   = asks or v < dose * ADOPT             for schools and for travel apart
    refused = asks and s < 600                     schools: people with children only
    late_arrivals       = first + FAR where a school refused (the next one is far)
    missed_appointments = first + STRANDED where travel is refused
    address_changes     = first + 1 where a school refused

A score that was made for one purpose decides in another, and what it decides comes back into the
file (Koops 2021). Status of our loop: fiction. Harmed: people with children at home. Parallel:
credit histories are used by employers and insurers in the United States
(reported).
"""

import numpy as np

from scoring.aftermath.world import Mechanism, World
from scoring.scale import BANDS

ASKED = BANDS["good"]
ADOPT = 0.3  # chance a round at dose 1 that a neighbourhood's institution begins to ask
FAR = 0.12  # share of appointments
STRANDED = 1  # appointments in two years


def asks(world: World, door: str) -> np.ndarray:
    """Where an institution asks for the score; nowhere at first."""
    return world.memory.get(door, np.zeros(world.population.n_people, dtype=bool))


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """Where schools and transport ask for the score, and whom they refuse."""
    low = world.published < ASKED
    school, travel = asks(world, "school"), asks(world, "travel")
    return {
        "school_asks": school,
        "travel_asks": travel,
        "school_refused": school & low & with_children(world),
        "travel_refused": travel & low,
    }


def respond(world: World, dose: float) -> World:
    """Let more institutions ask, and write down what their refusals leave in the file."""
    asking = {
        door: asks(world, door) | (world.place_noise(door) < dose * ADOPT)
        for door in ("school", "travel")
    }
    low = world.published < ASKED
    far, stranded = asking["school"] & low & with_children(world), asking["travel"] & low
    return world.remember(**asking).moved(
        late_arrivals=world.original("late_arrivals") + FAR * far,
        address_changes=world.original("address_changes") + far,
        missed_appointments=world.original("missed_appointments") + STRANDED * stranded,
    )


def with_children(world: World) -> np.ndarray:
    """People with children at home: families and single parents."""
    return np.asarray(world.population.column("household").isin(["family", "single parent"]))


FUNCTION_CREEP = Mechanism(
    name="function_creep",
    claims={11: "fiction", 19: "disputed"},
    status="fiction",
    pattern="function creep (Koops 2021)",
    harms="people with children at home",
    parallel="United States: credit histories, kept for loans, are used by employers and insurers "
    "(reported)",
    moves=("late_arrivals", "address_changes", "missed_appointments"),
    member=with_children,
    consequences=consequences,
    respond=respond,
)
