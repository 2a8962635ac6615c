"""Marks for all biases at once, in as many processes as there are processors."""

from __future__ import annotations

import os
import warnings
from collections.abc import Generator
from contextlib import contextmanager

from explainers import Mark, mark
from scoring import OpaqueScore
from synthetic_data import BIASES, Population, make_population

REFITS = 2  # the fewest: more take longer than a demo may


class Refitted(OpaqueScore):
    """The same score for the many refits of marking: nobody asks how reliable each of them is."""

    def _hold_out(self, features, kept, sample_weight):
        return None


@contextmanager
def marking(score: OpaqueScore, population: Population, scenario: str):
    """Give one mark for each bias, in their order, for as long as somebody waits for them."""
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
    tasks = (delayed(_mark)(score, *country, name, REFITS) for name in BIASES)
    return Parallel(n_jobs=min(len(BIASES), cpu_count()), return_as="generator")(tasks)


def _mark(score: OpaqueScore, n_people: int, scenario: str, seed: int, name: str, refits: int):
    """Mark one bias in a process of its own, which generates the population again: that is fast."""
    population = make_population(n_people, scenario=scenario, seed=seed)
    member = BIASES[name].harmed(population, score.own_points(population.observed))
    refitted = Refitted(**score.get_params())
    vars(refitted).update(vars(score))
    return mark(refitted, population, name, member, refits=refits)


@contextmanager
def one_thread_a_process():
    """Keep each process to one thread: several processes share the processors here."""
    from threadpoolctl import threadpool_limits

    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"  # the lesson's kernel inherits it
    try:
        with threadpool_limits(1):
            yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before
