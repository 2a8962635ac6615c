"""Friends with low scores lower yours, so they are dropped: the country sorts itself by score.

A network dimension was announced in 2015; contagion, and people who drop friends for it, are
not established. The loop is ours. With ``s`` the published scores and ``u_i`` a person's luck of
a round, a friendship between i and j is cut for good where

    |s_i - s_j| >= WELL_BELOW   and   frac(u_i + u_j) < dose * RATE

``frac(u_i + u_j)`` is a uniform number that the two have in common, so a tie is cut for both.
Ties are only ever cut. The scores move with them where the score has a friends' share and sees
ties (``guilt_by_association`` above 0); elsewhere only the network changes. Homophily: McPherson
et al. 2001; scores from networks, and how people then choose friends: Wei et al. 2016. Ledger
row 6 (disputed); status of our loop: fiction. Harmed: people who score below 600 at first. They
lose friends. Parallel: a lender that scans social accounts gives people the same reason to choose.
"""

from dataclasses import replace

import numpy as np
from scipy import sparse

from scoring.aftermath.world import Mechanism, World
from scoring.scale import BANDS

WELL_BELOW = 40  # points
RATE = 0.3  # of such friendships, in a round at dose 1
LOW = BANDS["good"]


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """Friends that are left, and which share of them is on one's own side of 600 points."""
    number = np.diff(world.ties.indptr)
    one, other = ends(world.ties)
    low = world.published < LOW
    alike = np.bincount(one, low[one] == low[other], minlength=len(number))
    share = np.full(len(number), np.nan)
    np.divide(alike, number, out=share, where=number > 0)
    return {"friends": number.astype(float), "alike_friends": share, "alone": number == 0}


def respond(world: World, dose: float) -> World:
    """Cut friendships between people whose scores lie far apart."""
    one, other = ends(world.ties)
    luck = world.noise()
    shared = (luck[one] + luck[other]) % 1
    far = np.abs(world.published[one] - world.published[other]) >= WELL_BELOW
    return replace(world, ties=keep(world.ties, ~(far & (shared < dose * RATE))))


def ends(ties: sparse.csr_array) -> tuple[np.ndarray, np.ndarray]:
    """The two people of every stored tie, one entry for each direction."""
    return np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr)), ties.indices


def keep(ties: sparse.csr_array, remaining: np.ndarray) -> sparse.csr_array:
    """Take out stored ties, also those of weight 0, which are friends all the same."""
    if remaining.all():
        return ties
    before = np.concatenate([[0], np.cumsum(remaining)])
    indptr = before[ties.indptr].astype(ties.indptr.dtype)
    return sparse.csr_array(
        (ties.data[remaining], ties.indices[remaining], indptr), shape=ties.shape
    )


def low_at_first(world: World) -> np.ndarray:
    """People whose first score is below 600."""
    return world.first < LOW


DROPPED_FRIENDS = Mechanism(
    name="dropped_friends",
    claims={6: "disputed"},
    status="fiction",
    pattern="homophily made by a score (McPherson et al. 2001; Wei et al. 2016)",
    harms="people who score below 600 at first",
    parallel="Several countries: a lender that scans social accounts gives people a reason to "
    "choose contacts by their credit (Wei et al. 2016 model it)",
    moves=("ties",),
    member=low_at_first,
    consequences=consequences,
    respond=respond,
)
