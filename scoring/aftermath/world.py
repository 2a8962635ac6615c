"""The world between two scores: what a mechanism reads, and what it may move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from scipy import sparse

from scoring.opaque import OpaqueScore
from synthetic_data import Population
from synthetic_data.engine import districts, draw_noise
from synthetic_data.structure import STRUCTURE
from synthetic_data.structure.people import NEIGHBOURHOODS


@dataclass(frozen=True, eq=False)
class World:
    """A country in one round of a loop.

    Attributes
    ----------
    mechanism : str
        Name of the mechanism that runs; its streams of luck bear it.
    population : Population
        The country before the first score. Nothing in it ever changes.
    score : OpaqueScore
        The fitted score: the same in every round, or that of this round's training.
    round : int
        0 for the first score, before it had any consequence.
    observed : DataFrame of shape (n, p)
        The files in this round: the observed columns, and the undisclosed ones that the score
        uses.
    recorded : ndarray of int, shape (n,)
        The recorded outcome in this round, 1 = kept.
    ties : csr_array of shape (n, n), or None
        What the scorer sees of the friendships that are left; none where neither the score nor
        the mechanism asks for friends.
    published : ndarray of int, shape (n,)
        Scores of this round, in [350, 950].
    first : ndarray of int, shape (n,)
        Scores of round 0.
    consequences : mapping of str to ndarray of shape (n,)
        What this round's score brought each person.
    exact : mapping of str to ndarray of shape (n,)
        Moved columns before rounding, so that small steps add up.
    memory : mapping of str to ndarray
        What the mechanism keeps from round to round.
    """

    mechanism: str
    population: Population
    score: OpaqueScore
    round: int
    observed: pd.DataFrame
    recorded: np.ndarray
    ties: sparse.csr_array | None
    published: np.ndarray
    first: np.ndarray
    consequences: Mapping[str, np.ndarray] = field(default_factory=dict)
    exact: Mapping[str, np.ndarray] = field(default_factory=dict)
    memory: Mapping[str, np.ndarray] = field(default_factory=dict)

    def noise(self, what: str = "") -> np.ndarray:
        """One uniform number a person, new in every round, the same at every dose; shape (n,)."""
        return self.trait(f"{self.round}:{what}" if what else f"{self.round}")

    def trait(self, what: str) -> np.ndarray:
        """One uniform number a person, the same in every round; shape (n,)."""
        return self._per_person(f"aftermath:{self.mechanism}:{what}")

    def own_noise(self, variable: str) -> np.ndarray:
        """Return the luck with which a variable of the country was drawn; shape (n,)."""
        return self._per_person(variable)

    def place_noise(self, what: str = "") -> np.ndarray:
        """One uniform number a neighbourhood and round, as each resident sees it; shape (n,)."""
        stream = f"aftermath:{self.mechanism}:{self.round}:places:{what}"
        ranges = districts(self.population.n_people)
        numbers = [
            draw_noise(self.population.seed, d, stream, NEIGHBOURHOODS) for d, _, _ in ranges
        ]
        return np.concatenate(numbers)[self.population.places]

    def original(self, name: str) -> np.ndarray:
        """Return a numeric column as it was before the first score; shape (n,), float."""
        return self.population.column(name).astype(float)

    def now(self, name: str) -> np.ndarray:
        """Return a numeric observed column of this round, before rounding; shape (n,), float."""
        return self.exact[name] if name in self.exact else self.observed[name].to_numpy(float)

    def moved(self, **columns: np.ndarray) -> World:
        """Return the world with other observed columns, kept to their ranges and resolutions."""
        exact = {name: np.clip(v, *STRUCTURE[name].range) for name, v in columns.items()}
        stored = {name: STRUCTURE[name].store(values) for name, values in exact.items()}
        return replace(self, observed=self.observed.assign(**stored), exact={**self.exact, **exact})

    def remember(self, **memory: np.ndarray) -> World:
        """Return the world with something kept for the next round."""
        return replace(self, memory={**self.memory, **memory})

    def _per_person(self, stream: str) -> np.ndarray:
        seed = self.population.seed
        return np.concatenate(
            [
                draw_noise(seed, district, stream, end - start)
                for district, start, end in districts(self.population.n_people)
            ]
        )


@dataclass(frozen=True)
class Mechanism:
    """What a score does next, with a dose between 0 (the loop is cut, bit for bit) and 1.

    Attributes
    ----------
    name : str
    claims : mapping of int to str
        Rows of the ledger of claims, each with its status: what is known of the claim.
    status : {"documented", "disputed", "fiction"}
        Status of *our* mechanism: whether it is known to run like this anywhere.
    pattern : str
        The pattern, with its reference.
    harms : str
        In words, the group that is stipulated as wronged.
    parallel : str
        A case from elsewhere.
    moves : tuple of str
        Observed columns that it moves, "ties", or "recorded".
    member : callable
        From the :class:`World` of round 0 to a boolean mask: the harmed group.
    consequences : callable
        ``(world, dose)`` -> name and values, numbers or booleans of shape (n,): what this
        round's score brings each person.
    respond : callable
        ``(world, dose)`` -> the world in which the next score is made: behaviour and records.
    """

    name: str
    claims: Mapping[int, str]
    status: str
    pattern: str
    harms: str
    parallel: str
    moves: tuple[str, ...]
    member: Callable[[World], np.ndarray]
    consequences: Callable[[World, float], dict[str, np.ndarray]]
    respond: Callable[[World, float], World]
