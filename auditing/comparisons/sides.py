"""Who is compared with whom: groups, the rest, pairs of groups and intersections."""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from auditing.reading.tally import Tally

Key = tuple[tuple[str, str], ...]  # column and label; two of them at an intersection
MAX_PAIRED = 8  # values of a column whose groups are compared pair by pair
MAX_CROSSED = 300  # intersections


@dataclass(frozen=True, eq=False)
class Sides:
    """Sets of people, as sets of cells, and who is compared with whom.

    Attributes
    ----------
    keys : tuple of Key, length K
        The group that a side is, or whose rest it is.
    is_rest : ndarray of bool, shape (K,)
    member : ndarray of float, shape (cells, K)
        1 where a cell is in a side.
    pairs : ndarray of int, shape (S, 2)
        Sides that are compared: the first against the second.
    not_looked_at : tuple of tuple
        What was left out for its number, as :mod:`auditing.report.words` says it.
    """

    keys: tuple[Key, ...]
    is_rest: np.ndarray
    member: np.ndarray = field(repr=False)
    pairs: np.ndarray = field(repr=False)
    not_looked_at: tuple[tuple, ...] = ()

    @property
    def groups(self) -> np.ndarray:
        """Places of the sides that are groups."""
        return np.flatnonzero(~self.is_rest)


def sides_of(tally: Tally, *, intersections: bool = True) -> Sides:
    """Lay out all comparisons of a tally: small groups are groups like any other."""
    keys, rests, members, pairs, left = [], [], [], [], []

    def add(key: Key, inside: np.ndarray, known: np.ndarray) -> int:
        place = len(keys)
        keys.extend([key, key])
        rests.extend([False, True])
        members.extend([inside, known & ~inside])
        if (known & ~inside).any():
            pairs.append((place, place + 1))
        return place

    for at, name in enumerate(tally.columns):
        codes, labels = tally.cells[:, at], tally.labels[name]
        known = codes >= 0
        places = [add(((name, label),), codes == n, known) for n, label in enumerate(labels)]
        if len(labels) < 2:
            left.append(("one value", name))
        if 2 < len(labels) <= MAX_PAIRED:
            pairs.extend(combinations(places, 2))
        elif len(labels) > MAX_PAIRED:
            left.append(("pairs", name, len(labels)))
    n_crossed = _count(tally) if intersections else 0
    if n_crossed > MAX_CROSSED:
        left.append(("intersections", n_crossed))
    elif n_crossed:
        for key, inside, known in _crossed(tally):
            add(key, inside, known)
    return Sides(
        tuple(keys), np.array(rests, dtype=bool), np.array(members, dtype=float).T,
        np.array(pairs, dtype=np.intp).reshape(-1, 2), tuple(left),
    )  # fmt: skip


def _crossed(tally: Tally) -> list[tuple[Key, np.ndarray, np.ndarray]]:
    """List the intersections of each two columns at which somebody is."""
    found = []
    for one, two in combinations(range(len(tally.columns)), 2):
        a, b = tally.cells[:, one], tally.cells[:, two]
        known = (a >= 0) & (b >= 0)
        joint = np.where(known, a * (b.max() + 1) + b, -1)
        for number in np.unique(joint[known]):
            inside = joint == number
            cell = int(np.flatnonzero(inside)[0])
            key = tuple(
                (tally.columns[at], tally.labels[tally.columns[at]][tally.cells[cell, at]])
                for at in (one, two)
            )
            found.append((key, inside, known))
    return found


def _count(tally: Tally) -> int:
    total = 0
    for one, two in combinations(range(len(tally.columns)), 2):
        cells = tally.cells[:, [one, two]]
        total += len(np.unique(cells[(cells >= 0).all(axis=1)], axis=0))
    return total
