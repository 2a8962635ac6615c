"""What happens when people follow their recourse, with everything that it causes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from explainers.recourse.answers import Recourse
from synthetic_data import Population
from synthetic_data.engine import causal_graph, evaluation_order
from synthetic_data.generate import active
from synthetic_data.structure import STRUCTURE


@dataclass(frozen=True, eq=False)
class Followed:
    """What happened to the scores when people followed their cheapest answer.

    Attributes
    ----------
    people : ndarray of int, shape (k,)
        Who followed one.
    before, promised, after : ndarray of int, shape (k,)
        Published points: now; as each answer promised; and in the world where all of them have
        followed theirs, with everything that their changes cause.
    twin : Population
        That world. What it does to the truth: ``marking.kept_by``.
    """

    people: np.ndarray
    before: np.ndarray
    promised: np.ndarray
    after: np.ndarray
    twin: Population = field(repr=False)


def follow(population: Population, score, advice: Iterable[Recourse]) -> Followed:
    """Let people follow their cheapest answer, and run the country's structure on.

    Parameters
    ----------
    population : Population
    score : OpaqueScore
        Fitted; the one that the advice is about. It is not fitted again.
    advice : iterable of Recourse
        Of people of this population, by position; who has no answer does nothing.

    Returns
    -------
    Followed

    Raises
    ------
    ValueError
        If nobody has an answer to follow.

    Notes
    -----
    The columns are set in the order of causes, one twin each, so that a column that one person
    sets still follows its causes in everybody else (spending on games, where only the hours of
    play were changed).
    """
    chosen = {given.position: given.answers[0] for given in advice if given.answers}
    if not chosen:
        raise ValueError("advice must hold at least one answer to follow; received none")
    people = np.array(sorted(chosen))
    columns = {column for answer in chosen.values() for column in answer.columns}
    twin = population
    for name in evaluation_order(_graph(population)):
        if name in columns:
            values = np.array(twin.column(name))
            for position, answer in chosen.items():
                for step in answer.steps:
                    if step.column == name:
                        values[position] = step.after
            twin = twin.twin(do={name: values})
    before = score.predict(_read(score, population), population.ties)
    after = score.predict(_read(score, twin), twin.ties)
    promised = np.array([chosen[i].score for i in people.tolist()])
    return Followed(people, before[people], promised, after[people], twin)


def _graph(population: Population):
    distorted = {
        name: tuple(function for _, function, _ in given)
        for name, given in active(population.doses).items()
        if name in STRUCTURE
    }
    return causal_graph(STRUCTURE, distorted)


def _read(score, population: Population) -> pd.DataFrame:
    """Return the columns that the score was fitted on, undisclosed ones included."""
    return population.files[list(score.feature_names_in_)]
