"""More points, more perks: bands decide about deposits and loans, and a point makes a year.

Bands, waived deposits and credit limits are documented. That they feed back into the file, as
here, is ours: who is below an edge ties up savings in a deposit and borrows dear, and is scored
on just that a round later. With ``s`` the published score, a round is a year, and

    deposit  = DEPOSIT where s < 600, else 0                       months of income
    interest = DEAR where s < 650, else CHEAP                      a year
    savings' = savings - dose * deposit
    debt'    = debt * (1 + dose * interest)

Two people a point apart on the two sides of an edge are as good as the same person, so what
differs between them later is the edge's work (Keys et al. 2010); that help or its refusal moves
later scores is delayed impact (Liu et al. 2018). Ledger row 1 (documented); status of our loop:
fiction. Harmed: people who start just below an edge. Parallel: mortgage lenders in the United
States sorted borrowers at 620 points.
"""

import numpy as np

from scoring.aftermath.world import Mechanism, World
from scoring.scale import BANDS

NO_DEPOSIT = BANDS["good"]
CHEAP_LOAN = BANDS["very good"]
DEPOSIT = 0.5  # months of income
DEAR, CHEAP = 0.10, -0.05  # growth of debt a year
JUST_BELOW = 15  # points


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """What the score's band gives and takes: deposit, cheap loan; the dose is in what follows."""
    return {
        "deposit": np.where(world.published < NO_DEPOSIT, DEPOSIT, 0.0),
        "cheap_loan": world.published >= CHEAP_LOAN,
    }


def respond(world: World, dose: float) -> World:
    """Pay the deposit out of savings, and the interest into debt."""
    interest = np.where(world.consequences["cheap_loan"], CHEAP, DEAR)
    return world.moved(
        savings=world.now("savings") - dose * world.consequences["deposit"],
        debt=world.now("debt") * (1 + dose * interest),
    )


def just_below_an_edge(world: World) -> np.ndarray:
    """People who start at most JUST_BELOW points below one of the two edges."""
    return np.logical_or.reduce(
        [
            (world.first < edge) & (world.first >= edge - JUST_BELOW)
            for edge in (NO_DEPOSIT, CHEAP_LOAN)
        ]
    )


PERK_CLIFFS = Mechanism(
    name="perk_cliffs",
    claims={1: "documented"},
    status="fiction",
    pattern="threshold cliff (Keys et al. 2010), with delayed impact (Liu et al. 2018)",
    harms="people who start just below a band's edge",
    parallel="United States: mortgage lenders sorted borrowers at 620 points, and loans on the "
    "two sides were treated differently (Keys et al. 2010)",
    moves=("savings", "debt"),
    member=just_below_an_edge,
    consequences=consequences,
    respond=respond,
)
