"""Marks for all biases at work at once, in as many processes as there are processors."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from contextlib import contextmanager

from explainers import Mark, mark
from scoring import OpaqueScore
from synthetic_data import BIASES, Population, make_population
from synthetic_data.processes import deaf_to_interrupts

REFITS = 4  # parts of the training data: more make narrower intervals, and a slower demo


@contextmanager
def marking(score: OpaqueScore, population: Population, scenario: str):
    """Give one mark for each bias at work, in order, for as long as somebody waits for them."""
    marks = _mark_all(score, population, scenario)
    try:
        yield marks
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # joblib's, of tasks that nobody needs any more
            marks.close()


def _mark_all(score: OpaqueScore, population: Population, scenario: str) -> Generator[Mark]:
    from joblib import Parallel, cpu_count, delayed

    country = (population.n_people, scenario, population.seed)
    tasks = [delayed(_mark)(score, *country, name, REFITS) for name in population.planted]
    with deaf_to_interrupts():
        return Parallel(n_jobs=min(len(tasks), cpu_count()), return_as="generator")(tasks)


def _mark(score: OpaqueScore, n_people: int, scenario: str, seed: int, name: str, refits: int):
    """Mark one bias in a process of its own, which generates the population again: that is fast."""
    population = make_population(n_people, scenario=scenario, seed=seed)
    member = BIASES[name].harmed(population, score.own_points(population.observed))
    return mark(score, population, name, member, refits=refits)
