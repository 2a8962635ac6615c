"""What a planted bias is: where it acts, whom it harms, what is known of its claim."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

STATUSES = ("documented", "disputed", "fiction")
TIES = "ties"


@dataclass(frozen=True)
class Bias:
    """One planted mechanism, with a dose between 0 (nothing, bit for bit) and 1.

    Attributes
    ----------
    name : str
    claims : mapping of int to str
        Rows of the ledger of claims, each with its status: what is known of the claim.
    status : {"documented", "disputed", "fiction"}
        Status of *our* mechanism: whether it is known to run like this anywhere.
    pattern : str
        The bias pattern, with its reference.
    harms : str
        In words, the group that is stipulated as wronged; an attribution never decides that.
    parallel : str
        A case from elsewhere.
    story : str
        Three sentences of story, what is known, and what to look for. The country is invented;
        that a mechanism moves a score as it does here is ours.
    carriers : tuple of str
        Columns through which a score can carry the bias, or "friends".
    member : callable
        From columns of the population (its parameters) to a boolean mask: the harmed group.
    distortions : tuple of callable
        Each is named like the variable that it distorts, and receives the value so far,
        further causes, its own noise ``u`` and the ``dose``.
    """

    name: str
    claims: Mapping[int, str]
    status: str
    pattern: str
    harms: str
    parallel: str
    story: str
    carriers: tuple[str, ...]
    member: Callable
    distortions: tuple[Callable, ...]

    @property
    def distorts(self) -> tuple[str, ...]:
        """Names of the distorted variables; "ties" for what the scorer sees of friendships."""
        return tuple(function.__name__ for function in self.distortions)

    @property
    def meaning(self) -> str:
        """The distortions' docstrings: the equations."""
        return " ".join(" ".join((inspect.getdoc(f) or "").split()) for f in self.distortions)

    @property
    def is_position(self) -> bool:
        """Whether the harmed group is a position in a score, such as "friends score low"."""
        return "own_points" in inspect.signature(self.member).parameters

    def harmed(self, population, own_points=None) -> np.ndarray:
        """Tell who is in the harmed group.

        Parameters
        ----------
        population : Population
        own_points : array of shape (n,), optional
            Scores before the friends' share; needed where the group is a position in a score.

        Returns
        -------
        ndarray of bool, shape (n,)

        Raises
        ------
        ValueError
            If the group is a position and ``own_points`` is missing or of another length.
        """
        given = {}
        for name in inspect.signature(self.member).parameters:
            if name == "own_points":
                given[name] = _checked(own_points, population.n_people, self.name)
            elif name == "friends_points":
                given[name] = mean_of_friends(population.friendships, given["own_points"])
            else:
                given[name] = population.column(name)
        return np.asarray(self.member(**given), dtype=bool)


def mean_of_friends(friendships, points: np.ndarray) -> np.ndarray:
    """Mean of the friends' points, shape (n,); one's own points where there is no friend."""
    number = np.asarray(friendships.sum(axis=1)).ravel()
    total = friendships @ points
    return np.divide(total, number, out=np.array(points, dtype=float), where=number > 0)


def _checked(own_points, n_people: int, name: str) -> np.ndarray:
    if own_points is None:
        raise ValueError(
            f"own_points: {name} harms a position in a score, so it needs one number a person; "
            "received none"
        )
    own_points = np.asarray(own_points, dtype=float)
    if own_points.shape != (n_people,):
        raise ValueError(
            f"own_points must have one number for each of {n_people} people; received shape "
            f"{own_points.shape}"
        )
    return own_points
