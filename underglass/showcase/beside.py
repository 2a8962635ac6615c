"""Marks for all biases at work at once, in as many processes as there are processors."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from contextlib import contextmanager

from explainers import Mark, mark
from scoring import OpaqueScore
from synthetic_data import BIASES, SCENARIOS, Population, make_population
from synthetic_data.processes import deaf_to_interrupts

REFITS = 4  # parts of the training data: more make narrower intervals, and a slower demo


@contextmanager
def marking(scenario: str):
    """Start the processes, and give what marks in them: a score and its country, bias by bias.

    The processes take a second to import what they need, and do so while the score is trained.
    Marks come in order, for as long as somebody waits for them.
    """
    from joblib import Parallel, cpu_count, delayed

    n_jobs = min(sum(map(bool, SCENARIOS[scenario].values())), cpu_count())
    started = []

    def start(tasks) -> Generator:
        with deaf_to_interrupts():
            started.append(Parallel(n_jobs=n_jobs, return_as="generator")(tasks))
        return started[-1]

    def mark_all(score: OpaqueScore, population: Population) -> Generator[Mark]:
        country = (population.n_people, scenario, population.seed)
        return start(delayed(_mark)(score, *country, name, REFITS) for name in population.planted)

    start(delayed(_wake)() for _ in range(n_jobs))
    try:
        yield mark_all
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # joblib's, of tasks that nobody needs any more
            for results in reversed(started):
                results.close()


def _wake() -> None:
    """Do nothing, in a process that has imported this file."""


def _mark(score: OpaqueScore, n_people: int, scenario: str, seed: int, name: str, refits: int):
    """Mark one bias in a process of its own, which generates the population again: that is fast."""
    population = make_population(n_people, scenario=scenario, seed=seed)
    member = BIASES[name].harmed(population, score.own_points(population.observed))
    return mark(score, population, name, member, refits=refits)
