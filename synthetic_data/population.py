"""A population: the columns of every person, who knows whom, and exact counterfactual twins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
import pandas as pd
from scipy import sparse

from synthetic_data import arguments, ties
from synthetic_data.bias import TIES
from synthetic_data.biases import BIASES
from synthetic_data.codebook import make_codebook, names
from synthetic_data.edges import FRIENDSHIPS, stored_edge
from synthetic_data.engine import districts, draw_noise
from synthetic_data.generate import active, generate
from synthetic_data.scenarios import HOMOPHILY, all_doses
from synthetic_data.structure import STRUCTURE
from synthetic_data.structure.people import NEIGHBOURHOODS


@dataclass(frozen=True, eq=False)
class Population:
    """A fictional country's people, as :func:`make_population` returns it.

    Attributes
    ----------
    columns : mapping of str to ndarray of shape (n,)
        Stored columns; the frames below are views of them, in the words of the codebook.
    doses : dict of str to float
        Dose of every bias, and the homophily of friendships.
    seed : int
    do : mapping of str, or of pairs of str, to ndarray of shape (n,)
        Interventions: variables that were set, whatever their causes say; pairs as in ``twin``.
    n_jobs : int or None
        Processes that generate it; the result does not depend on them.
    """

    columns: Mapping[str, np.ndarray] = field(repr=False)
    doses: Mapping[str, float]
    seed: int
    do: Mapping[str | tuple[str, str], np.ndarray] = field(default_factory=dict, repr=False)
    n_jobs: int | None = None

    @property
    def n_people(self) -> int:
        """Number of people."""
        return len(self.columns["age"])

    def column(self, name: str):
        """Return one variable of any role, as functions see it: an array or a Categorical."""
        arguments.check_names("column", [name], STRUCTURE)
        return STRUCTURE[name].restore(self.columns[name])

    def _frame(self, variables) -> pd.DataFrame:
        frame = pd.DataFrame({name: self.column(name) for name in variables}, copy=False)
        return frame.rename_axis("person")

    @cached_property
    def observed(self) -> pd.DataFrame:
        """What a scorer may see, one row a person."""
        return self._frame(names("observed"))

    @cached_property
    def undisclosed(self) -> pd.DataFrame:
        """What a scorer uses and does not show, one row a person."""
        return self._frame(names("undisclosed"))

    @cached_property
    def files(self) -> pd.DataFrame:
        """All that is on file: the observed and the undisclosed columns, one row a person."""
        return self.observed.join(self.undisclosed)

    @cached_property
    def protected(self) -> pd.DataFrame:
        """Who people are: what an auditor groups them by, and no scorer sees."""
        return self._frame(names("protected"))

    @cached_property
    def truth(self) -> pd.DataFrame:
        """Character, hidden causes and ``kept_promise``, the true outcome; for marking only."""
        return self._frame((*names("latent"), "kept_promise"))

    @cached_property
    def recorded(self) -> pd.Series:
        """The recorded outcome, 1 = kept: what a scorer is trained on."""
        return self._frame(["recorded_kept"])["recorded_kept"].astype(int)

    @property
    def planted(self) -> tuple[str, ...]:
        """Names of the biases that are at work: those with a dose above 0."""
        return tuple(name for name in BIASES if self.doses[name] > 0)

    @property
    def places(self) -> np.ndarray:
        """Number of each person's neighbourhood in the whole country; shape (n,), int."""
        number = self.columns["neighbourhood"].astype(int)
        for district, first, end in districts(self.n_people):
            number[first:end] += district * NEIGHBOURHOODS
        return number

    @property
    def selected(self) -> np.ndarray:
        """Whether each person is in the data on which a scorer is trained; shape (n,), bool."""
        return self.columns["selected"]

    @property
    def training(self) -> np.ndarray:
        """Whom a scorer trains on: the first part of ``split()``, as far as it is ``selected``."""
        return self.split()[0] & self.selected

    @cached_property
    def codebook(self) -> pd.DataFrame:
        """Unit, range, role, causes and meaning of every variable."""
        return make_codebook()

    @cached_property
    def friendships(self) -> sparse.csr_array:
        """Who knows whom: symmetric, 0 or 1, shape (n, n)."""
        parts = []
        for district, first, end in districts(self.n_people):
            people = {
                name: self.do.get((name, FRIENDSHIPS), self.columns[name])[first:end]
                for name in ties.TRAITS
            }
            parts.append(friends_within(self.seed, district, people, self.doses))
        return ties.join_districts(parts, self.n_people)

    @cached_property
    def ties(self) -> sparse.csr_array:
        """What the scorer sees of the friendships: the same pairs, weighted 0 to 1."""
        weights = np.zeros(self.friendships.nnz)
        for _bias, function, dose in active(self.doses).get(TIES, ()):
            weights = function(weights, dose=dose)
        structure = self.friendships
        return sparse.csr_array((weights, structure.indices, structure.indptr), structure.shape)

    def twin(self, *, doses=None, without=None, do=None) -> Population:
        """Return the same people, with the same luck, in another world.

        Parameters
        ----------
        doses : dict of str to float, optional
            Doses to change; the others stay.
        without : str or iterable of str, optional
            Biases to take out: their doses become 0.
        do : dict of str to (scalar or array of shape (n,)), optional
            Variables to set, whatever their causes say; a category is given by its label. A pair
            (variable, function) sets what one function sees of the variable, and nothing else;
            ``synthetic_data.edges.readers`` lists the functions. A pair outlives a later
            intervention on its variable.

        Returns
        -------
        Population
            It differs from this one only downstream of what was changed.

        Raises
        ------
        ValueError
            For an unknown bias or column, a dose outside [0, 1], or values that do not fit.
        """
        changed = dict(doses or {})
        for bias in [without] if isinstance(without, str) else (without or ()):
            changed[bias] = 0.0
        arguments.check_doses(changed, (*BIASES, HOMOPHILY))
        interventions = {
            name: stored_edge(name, values, self.n_people)
            if isinstance(name, tuple)
            else arguments.stored_values(name, values, STRUCTURE, self.n_people)
            for name, values in (do or {}).items()
        }
        world = dict(
            doses={**self.doses, **changed},
            seed=self.seed,
            do={**self.do, **interventions},
            n_jobs=self.n_jobs,
        )
        return Population(generate(self.n_people, **world), **world)

    def split(self, fraction: float = 0.7) -> tuple[np.ndarray, np.ndarray]:
        """Part people into two groups, such as training and test; stable by person.

        Parameters
        ----------
        fraction : float in (0, 1)
            Expected share of the first group.

        Returns
        -------
        first, second : ndarray of bool, shape (n,)
            Each person is in one of them, in every twin and at every size the same one.
        """
        arguments.check_fraction("fraction", fraction)
        lots = np.concatenate(
            [
                draw_noise(self.seed, district, "split", end - first)
                for district, first, end in districts(self.n_people)
            ]
        )
        return lots < fraction, lots >= fraction


def make_population(
    n_people: int,
    *,
    scenario: str = "sesame",
    doses: Mapping[str, float] | None = None,
    seed: int = 0,
    n_jobs: int | None = None,
) -> Population:
    """Generate a fictional country.

    Parameters
    ----------
    n_people : int
        At least 1. People live in districts of 65,536.
    scenario : str
        A key of ``SCENARIOS``: named doses.
    doses : dict of str to float in [0, 1], optional
        Doses that replace the scenario's; ``homophily`` is one of them.
    seed : int
        Not negative. The same seed gives the same bits, whatever ``n_jobs``.
    n_jobs : int, optional
        Processes to share the districts among; one if left out.

    Returns
    -------
    Population

    Raises
    ------
    ValueError
        For an unknown scenario or bias, a dose outside [0, 1], or a number that is not whole
        or too small; the message names the argument.

    Examples
    --------
    >>> country = make_population(1000, scenario="level", seed=7)
    >>> country.observed.shape
    (1000, 41)
    >>> fair = country.twin(without="idle_gamers")
    >>> bool((fair.recorded == country.recorded).all())
    True
    """
    arguments.check_whole("n_people", n_people, least=1)
    arguments.check_whole("seed", seed, least=0)
    world = dict(doses=all_doses(scenario, doses), seed=seed, do={}, n_jobs=n_jobs)
    return Population(generate(n_people, **world), **world)


def friends_within(seed: int, district: int, people, doses) -> sparse.csr_array:
    """Return the friendships inside one district, whose people have these stored columns."""
    noise = partial(draw_noise, seed, district, n_people=len(people["age"]))
    return ties.draw_friendships(people, noise, doses[HOMOPHILY])
