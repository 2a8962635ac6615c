"""Both worlds of a mark, and the scores fitted in them: made once, looked at by any explainer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from sklearn.base import clone

from scoring.groups import resample_clusters
from synthetic_data import BIASES, Population
from synthetic_data.arguments import check_group, check_names, check_whole


@dataclass(frozen=True, eq=False)
class View:
    """One fitted score in one world.

    Attributes
    ----------
    score : OpaqueScore
    world : Population
    table : DataFrame of shape (n, p)
        The columns that the score reads, undisclosed ones included.
    """

    score: object
    world: Population
    table: pd.DataFrame

    @cached_property
    def published(self) -> np.ndarray:
        """Published scores of everybody, shape (n,), float."""
        return self.score.predict(self.table, ties=self.world.ties).astype(float)


@dataclass(frozen=True, eq=False)
class Trial:
    """All that marks of several explainers have in common.

    Attributes
    ----------
    bias : str
    member : ndarray of bool, shape (n,)
        The group.
    background : DataFrame of shape (m, p)
        The reference people, the same in both worlds.
    tested : ndarray of bool, shape (n,)
        Who is in no world's training data.
    with_bias : View
        World W and its score.
    kept, retrained : View
        World T with the score of W, and with a score of its own.
    resamples : tuple of (View, View)
        W and T, each with a score fitted on one resample of the training neighbourhoods, the
        same in both.
    """

    bias: str
    member: np.ndarray
    background: pd.DataFrame
    tested: np.ndarray
    with_bias: View
    kept: View
    retrained: View
    resamples: tuple[tuple[View, View], ...]

    @property
    def population(self) -> Population:
        """World W."""
        return self.with_bias.world


def prepare(
    score, population: Population, bias: str, member, *, train=None, background=None, refits=4
) -> Trial:
    """Fit all the scores that marking needs; the arguments are those of ``mark``."""
    check_names("bias", [bias], BIASES)
    check_whole("refits", refits, least=2)
    member = check_group("member", member, population.n_people)
    worlds = (population, population.twin(without=bias))
    if train is None:
        trains = {world: population.split()[0] & world.selected for world in worlds}
    else:
        train = check_group("train", train, population.n_people)
        trains = dict.fromkeys(worlds, train)
    tables = {world: _read(score, world) for world in worlds}
    if background is None:
        people = np.flatnonzero(trains[population])
        evenly = np.linspace(0, len(people) - 1, min(len(people), 1_000)).round().astype(int)
        background = tables[population].iloc[people[evenly]]

    def fit(world, seed, weight=None) -> View:
        copy = clone(score).set_params(random_state=seed)
        rows = trains[world]
        weight = None if weight is None else weight[rows]
        copy.fit(tables[world][rows], world.recorded[rows], sample_weight=weight, measure=False)
        return View(copy, world, tables[world])

    weights = [resample_clusters(population.places, seed) for seed in range(refits)]
    return Trial(
        bias=bias,
        member=member,
        background=background,
        tested=~np.asarray(trains[worlds[0]] | trains[worlds[1]]),
        with_bias=View(score, worlds[0], tables[worlds[0]]),
        kept=View(score, worlds[1], tables[worlds[1]]),
        retrained=fit(worlds[1], score.random_state),
        resamples=tuple(
            tuple(fit(world, seed, weight) for world in worlds)
            for seed, weight in enumerate(weights)
        ),
    )


def _read(score, world: Population) -> pd.DataFrame:
    """Return the columns that the score was fitted on, undisclosed ones included."""
    everything = world.observed.join(world.undisclosed)
    return everything[list(getattr(score, "feature_names_in_", world.observed))]
