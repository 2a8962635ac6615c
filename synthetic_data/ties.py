"""Who knows whom: friendships from the circles that people move in.

Each circle (neighbours, people of one's age, people of one's kind, people who live alike, chance)
puts a district in an order, and people befriend a few who stand close to them in it. Friends
within a circle therefore know each other, as they do in life. With homophily h in [0, 1], the
key of a circle is sqrt(h) * trait + sqrt(1 - h) * luck: at 0 kind and way of life say nothing
about who befriends whom, at 1 they say all that a circle can (McPherson et al. 2001).

Array operations only; the first circle closes a ring, so a district is connected, and a bridge
ties it to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from synthetic_data.draws import normal
from synthetic_data.engine import DISTRICT_SIZE, districts

TRAITS = ("neighbourhood", "age", "community", "hill_dialect", "diligence", "sociability", "strain")
BRIDGE_EVERY = 4_096
WIDEST_KEY = 100.0
CLOSE = 16  # a friend stands at most this far off in the circle's order, most of them nearer


@dataclass(frozen=True)
class Circle:
    """One way in which people meet."""

    name: str
    friends: float  # befriended per person, before counting those who befriend them
    key: Callable[[Mapping[str, np.ndarray]], np.ndarray]  # people -> trait
    homophilous: bool  # whether luck stands in where homophily is low


CIRCLES = (
    Circle("neighbours", 1.1, lambda p: p["neighbourhood"] * 0.6, homophilous=False),
    Circle("same age", 1.2, lambda p: p["age"] * 0.35, homophilous=False),
    Circle("same kind", 1.2, lambda p: 2.0 * p["community"] + 1.0 * p["hill_dialect"], True),
    Circle("live alike", 1.2, lambda p: 0.8 * (p["diligence"] - p["strain"]), True),
    Circle("chance", 0.5, lambda p: 0.0, homophilous=False),
)


def draw_friendships(
    people: Mapping[str, np.ndarray], noise: Callable[[str], np.ndarray], homophily: float
) -> sparse.csr_array:
    """Draw the friendships of one district.

    Parameters
    ----------
    people : mapping of str to ndarray of shape (n,)
        Stored columns named in ``TRAITS``.
    noise : callable
        From the name of a stream to ``n`` uniform numbers.
    homophily : float in [0, 1]

    Returns
    -------
    csr_array of shape (n, n), int8
        Symmetric, 0 on the diagonal, 1 where two people are friends; about 12 a person.
    """
    n = len(people["age"])
    active = np.exp(0.45 * people["sociability"] - 0.10)  # mean 1
    people_numbers = np.arange(n, dtype=np.int32)
    one, other = [], []
    for circle in CIRCLES:
        order = _order(circle, people, noise(f"friendships:{circle.name}"), homophily)
        if circle is CIRCLES[0]:
            one.append(order)
            other.append(np.roll(order, -1))
        luck = noise(f"friendships:{circle.name}:number")
        number = (circle.friends * active[order] + luck).astype(np.int32)
        first = (CLOSE * noise(f"friendships:{circle.name}:distance")).astype(np.int32)
        starts = np.repeat(people_numbers, number)
        nth = np.arange(len(starts), dtype=np.int32) - (np.cumsum(number) - number)[starts]
        distance = 1 + (5 * nth + first[starts]) % CLOSE
        one.append(order[starts])
        other.append(order[(starts + distance) % n])
    return _symmetric(np.concatenate(one), np.concatenate(other), n)


def _order(circle: Circle, people, luck: np.ndarray, homophily: float) -> np.ndarray:
    """Sort a district's people by the circle's key; equal keys by number."""
    trait = circle.key(people)
    share = homophily if circle.homophilous else 0.5
    key = np.sqrt(share) * trait + np.sqrt(1 - share) * normal(luck)
    ranks = np.rint((key + WIDEST_KEY) * (2**31 / WIDEST_KEY)).astype(np.uint32)
    order = np.argsort((ranks & 0xFFFF).astype(np.uint16), kind="stable")  # by radix: two halves
    high = (ranks >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")].astype(np.int32)


def _symmetric(one: np.ndarray, other: np.ndarray, n: int) -> sparse.csr_array:
    different = one != other
    one, other = one[different], other[different]
    rows, columns = np.concatenate([one, other]), np.concatenate([other, one])
    ties = sparse.coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(n, n))
    ties = ties.tocsr()  # sorts, and adds up a pair that meets twice
    ties.data = np.ones(len(ties.data), dtype=np.int8)
    return ties


def bridge_to_next(district: int, n_people: int) -> tuple[np.ndarray, np.ndarray]:
    """Return who are friends across the border with the next district, by number in the country.

    Every BRIDGE_EVERY-th person of a district is a friend of the person with the same number
    in the next.

    Returns
    -------
    near, far : ndarray of int
        Pairs: one in the district, the other in the next; empty in the last district.
    """
    start = (district + 1) * DISTRICT_SIZE
    far = np.arange(start, min(start + DISTRICT_SIZE, n_people), BRIDGE_EVERY)
    return far - DISTRICT_SIZE, far


def join_districts(parts: list[sparse.csr_array], n_people: int) -> sparse.csr_array:
    """Put districts side by side, and bridge each with the next."""
    if len(parts) == 1:
        return parts[0]
    starts = [start for _, start, _ in districts(n_people)]
    sizes = [part.nnz for part in parts]
    friends, ends = [], []
    for part, start, before in zip(parts, starts, np.cumsum([0, *sizes[:-1]]), strict=True):
        friends.append(part.indices.astype(np.int32) + np.int32(start))
        ends.append(part.indptr[1:] + before)
    friends, ends = np.concatenate(friends), np.concatenate([[0], *ends])
    bridges = [bridge_to_next(district, n_people) for district in range(len(parts))]
    near, far = (np.concatenate(ends) for ends in zip(*bridges, strict=True))
    # A friend in the next district comes last among one's friends, one in the last comes first.
    positions, added = np.concatenate([ends[near + 1], ends[far]]), np.concatenate([far, near])
    friends = np.insert(friends, positions, added)
    ends += np.cumsum(np.bincount(np.concatenate([near, far]) + 1, minlength=n_people + 1))
    data = np.ones(len(friends), dtype=np.int8)
    return sparse.csr_array((data, friends, ends.astype(np.int32)), shape=(n_people, n_people))
