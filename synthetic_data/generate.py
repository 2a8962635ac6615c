"""Generate columns and friendships, district by district, in as many processes as asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from scipy import sparse

from synthetic_data import ties
from synthetic_data.biases import BIASES
from synthetic_data.engine import districts, draw_noise, evaluate
from synthetic_data.scenarios import HOMOPHILY
from synthetic_data.structure import STRUCTURE


def generate(n_people: int, *, doses, seed: int, do, n_jobs: int | None) -> dict[str, np.ndarray]:
    """Generate every column of every person.

    Parameters
    ----------
    n_people : int
    doses : mapping of str to float
        Of every bias.
    seed : int
    do : mapping of str, or of pairs of str, to ndarray of shape (n_people,)
        Stored values that replace a variable, or what one function sees of it.
    n_jobs : int or None
        Processes; the result does not depend on them.

    Returns
    -------
    dict of str to ndarray of shape (n_people,)
        Stored columns: codes for categorical ones, numbers otherwise.
    """
    columns = {name: np.empty(n_people, dtype=v.dtype) for name, v in STRUCTURE.items()}
    ranges = districts(n_people)
    tasks = [
        (seed, district, end - first, doses, {name: v[first:end] for name, v in do.items()})
        for district, first, end in ranges
    ]
    for (_, first, end), district in zip(ranges, _run(tasks, n_jobs), strict=False):
        for name, values in district.items():
            columns[name][first:end] = values
    return columns


def _run(tasks: list[tuple], n_jobs: int | None):
    if n_jobs in (None, 1) or len(tasks) == 1:
        return (generate_district(*task) for task in tasks)
    from joblib import Parallel, delayed

    run = delayed(generate_district)
    return Parallel(n_jobs=n_jobs, return_as="generator")(run(*task) for task in tasks)


def generate_district(seed: int, district: int, n_people: int, doses, do) -> dict[str, np.ndarray]:
    """Generate every stored column of one district, whatever the others hold."""
    return evaluate(
        STRUCTURE, active(doses), seed=seed, district=district, n_people=n_people, do=do
    )


def active(doses: Mapping[str, float]) -> dict[str, tuple]:
    """For each distorted variable, the (bias, function, dose) that act on it, in order."""
    acting: dict[str, tuple] = {}
    for name, bias in BIASES.items():
        for function in bias.distortions if doses[name] > 0 else ():
            target = function.__name__
            acting[target] = (*acting.get(target, ()), (name, function, doses[name]))
    return acting


def friends_within(seed: int, district: int, people, doses) -> sparse.csr_array:
    """Return the friendships inside one district, whose people have these stored columns."""
    noise = partial(draw_noise, seed, district, n_people=len(people["age"]))
    return ties.draw_friendships(people, noise, doses[HOMOPHILY])
