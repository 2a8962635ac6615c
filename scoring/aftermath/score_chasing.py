"""A game in which citizens compete: people move what the score looks at, if they can afford it.

That people approve is documented; that they chase points on advice that goes round, as here, is
ours. The advice is folklore, ``ADVICE``: buy books, verify papers, pay early, and so on. With
``s`` the published score and ``u`` the person's luck of a round,

    purse   = (income - 600) / 3000, kept to [0, 1]
    effort  = dose * STEP * purse   where s < 700 and u < HEARD, else 0
    column' = column + effort * (target - column)   where that is in the advised direction

Nothing that decides whether promises are kept is among the columns, so the truth does not move:
a measure that becomes a target stops measuring (strategic classification, Hardt et al. 2016),
and it moves most for those who can pay (Hu et al. 2019). Ledger row 12 (documented); status of
our loop: fiction. Harmed: people on less than 1,100 crowns a month. Parallel: paid courses
and coaching raise admission-test results for families who can afford them.
"""

import numpy as np

from scoring.aftermath.world import Mechanism, World
from scoring.scale import BANDS

TOP = BANDS["excellent"]
STEP = 0.3  # of the way to the target, in a round, with a full purse
HEARD = 0.7  # share of people whom the advice reaches in a round
LOW_INCOME = 1_100  # crowns per month
#: Column -> (target, +1 to raise it or -1 to lower it).
ADVICE = {
    "books": (12, 1),
    "documents": (8, 1),
    "volunteering": (10, 1),
    "contacts": (600, 1),
    "payment_delay": (-12, -1),
    "lottery": (0, -1),
    "night_activity": (0, -1),
}


def purse(world: World) -> np.ndarray:
    """How much of the advice a person can afford, from 0 to 1; shape (n,)."""
    return np.clip((world.original("income") - 600) / 3_000, 0, 1)


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """Who still lacks the top band, and what effort that sets off."""
    chasing = world.published < TOP
    heard = world.noise() < HEARD
    return {"chasing": chasing, "effort": dose * STEP * purse(world) * (chasing & heard)}


def respond(world: World, dose: float) -> World:
    """Move every advised column towards its target, by one's effort."""
    effort = world.consequences["effort"]
    moved = {}
    for name, (target, direction) in ADVICE.items():
        value = world.now(name)
        missing = direction * np.maximum(direction * (target - value), 0)
        moved[name] = value + effort * missing
    return world.moved(**moved)


def low_income(world: World) -> np.ndarray:
    """People on less than LOW_INCOME crowns a month."""
    return world.population.column("income") < LOW_INCOME


SCORE_CHASING = Mechanism(
    name="score_chasing",
    claims={12: "documented"},
    status="fiction",
    pattern="strategic classification (Hardt et al. 2016) at unequal cost (Hu et al. 2019)",
    harms="people on less than 1,100 crowns a month",
    parallel="Many countries: paid coaching for admission tests raises results of those who can "
    "afford it (reported)",
    moves=tuple(ADVICE),
    member=low_income,
    consequences=consequences,
    respond=respond,
)
