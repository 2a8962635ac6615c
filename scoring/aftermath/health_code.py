"""Green, yellow, red: a code decides which doors open, and turns red for people who protest.

Health codes whose rules nobody explained, and red codes given to bank protesters in June 2022,
are documented; that a code comes from a score of 350 to 950 points, as here, is ours. With ``s``
the published score and ``u`` luck of the round,

    code     = red where s < RED, yellow where s < YELLOW, else green
    override = protests and u < dose * OVERRIDE      (the code turns red, whatever the score)
    closed   = 1 where red, 1/2 where yellow, else 0 (share of doors)
    burden'  = burden / 2 + dose * closed
    missed_appointments = first + 1.5 * burden';  late_payments = first + 1.0 * burden'

Who protests is drawn by luck alone, about 3 in 100 in every group. Doors that stay shut leave
marks in the file, and the file makes the next code. Ledger row 16 (documented); status of our
loop: fiction. Harmed: people who protest. Parallel: health passes in Europe opened and closed
doors as well.
"""

import numpy as np

from scoring.aftermath.world import Mechanism, World

RED, YELLOW = 450, 550  # points
PROTESTERS = 0.03
OVERRIDE = 0.5  # of protesters, in a round at dose 1
MISSED, LATE = 1.5, 1.0  # events a unit of burden


def protests(world: World) -> np.ndarray:
    """People who protest; the same in every round and at every dose."""
    return world.trait("protest") < PROTESTERS


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """Each person's code: red, of those by override, yellow; and the share of doors closed."""
    override = protests(world) & (world.noise() < dose * OVERRIDE)
    red = (world.published < RED) | override
    yellow = ~red & (world.published < YELLOW)
    return {
        "red": red,
        "overridden": override,
        "yellow": yellow,
        "closed": dose * (red + 0.5 * yellow),
    }


def respond(world: World, dose: float) -> World:
    """Write down what shut doors leave: appointments missed, bills paid late."""
    before = world.memory.get("burden", np.zeros(world.population.n_people))
    burden = before / 2 + world.consequences["closed"]
    return world.remember(burden=burden).moved(
        missed_appointments=world.original("missed_appointments") + MISSED * burden,
        late_payments=world.original("late_payments") + LATE * burden,
    )


HEALTH_CODE = Mechanism(
    name="health_code",
    claims={16: "documented"},
    status="fiction",
    pattern="feedback (Ensign et al. 2018) with arbitrary override",
    harms="people who protest",
    parallel="Europe: health passes decided about doors as well, by published rules",
    moves=("missed_appointments", "late_payments"),
    member=protests,
    consequences=consequences,
    respond=respond,
)
