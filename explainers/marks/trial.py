"""Both worlds of a mark, and the scores fitted in them: made once, looked at by any explainer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.base import clone

from explainers.points.attribution import Attribution, explain
from scoring.parts import part_clusters
from synthetic_data import BIASES, Population
from synthetic_data.arguments import check_group, check_names, check_whole

LEAST_OF_EACH = 10  # kept, and broken, promises in a part, on average


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
    _exact: dict[str, Attribution] = field(default_factory=dict, repr=False)

    def exact(self, background: pd.DataFrame, question: str = "interventional") -> Attribution:
        """Exact values of everybody, made once; ``background`` are a trial's reference people."""
        if question not in self._exact:
            self._exact[question] = explain(
                self.score,
                self.table,
                ties=self.world.ties,
                background=background,
                perturbation=question,
            )
        return self._exact[question]

    @property
    def exact_ones(self):
        """Exact values made so far."""
        return self._exact.values()


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
    parts : tuple of (View, View)
        W and T, each with a score fitted on one part of the training neighbourhoods, the same in
        both. No two parts share anybody.
    """

    bias: str
    member: np.ndarray
    background: pd.DataFrame
    tested: np.ndarray
    with_bias: View
    kept: View
    retrained: View
    parts: tuple[tuple[View, View], ...]

    @property
    def whole(self) -> tuple[View, ...]:
        """Views of scores that were trained on all training data."""
        return (self.with_bias, self.kept, self.retrained)

    @property
    def of_parts(self) -> tuple[View, ...]:
        """Views of scores that were trained on a part of it."""
        return tuple(view for pair in self.parts for view in pair)

    @property
    def population(self) -> Population:
        """World W."""
        return self.with_bias.world


def prepare(
    score, population: Population, bias: str, member, *, train=None, background=None, refits=8
) -> Trial:
    """Fit all the scores that marking needs; the arguments are those of ``mark``."""
    check_names("bias", [bias], BIASES)
    check_whole("refits", refits, least=2)
    member = check_group("member", member, population.n_people, index=population.observed.index)
    worlds = (population, population.twin(without=bias))
    if train is None:
        trains = {world: world.training for world in worlds}
    else:
        train = check_group("train", train, population.n_people, index=population.observed.index)
        trains = dict.fromkeys(worlds, train)
    tables = {world: _read(score, world) for world in worlds}
    if background is None:
        people = np.flatnonzero(trains[population])
        evenly = np.linspace(0, len(people) - 1, min(len(people), 1_000)).round().astype(int)
        background = tables[population].iloc[people[evenly]]

    def fit(world, rows) -> View:
        copy = clone(score)
        copy.fit(tables[world][rows], world.recorded[rows], measure=False)
        return View(copy, world, tables[world])

    number = _number_of_parts(refits, [world.recorded[trains[world]] for world in worlds])
    part = part_clusters(population.places, number, member, seed=population.seed)
    return Trial(
        bias=bias,
        member=member,
        background=background,
        tested=~np.asarray(trains[worlds[0]] | trains[worlds[1]]),
        with_bias=View(score, worlds[0], tables[worlds[0]]),
        kept=View(score, worlds[1], tables[worlds[1]]),
        retrained=fit(worlds[1], trains[worlds[1]]),
        parts=tuple(
            tuple(fit(world, trains[world] & (part == k)) for world in worlds)
            for k in range(number)
        ),
    )


def _number_of_parts(refits: int, outcomes) -> int:
    """As many parts as asked for, or as hold enough of both outcomes on average."""
    rarer = min(min(int(kept.sum()), int((1 - kept).sum())) for kept in outcomes)
    number = min(refits, rarer // LEAST_OF_EACH)
    if number < 2:
        raise ValueError(
            f"train must hold at least {2 * LEAST_OF_EACH} kept and as many broken promises in "
            f"both worlds, to be parted; received {rarer}"
        )
    return number


def _read(score, world: Population) -> pd.DataFrame:
    """Return the columns that the score was fitted on, undisclosed ones included."""
    return world.files[list(getattr(score, "feature_names_in_", world.observed))]
