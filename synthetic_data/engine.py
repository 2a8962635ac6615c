"""Evaluate a country: noise, order, doses and interventions. Knows no variable's name.

The causal graph stands in the signatures: each variable's parameters are its causes, and the
further causes of a planted distortion are added to those of the variable that it distorts.
Every variable, and every distortion, has a stream of noise of its own, seeded by the country's
seed, the district and the name. So changing a dose, or adding a variable, redraws nothing.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from functools import cache
from graphlib import TopologicalSorter

import numpy as np

from synthetic_data.variable import Variable, causes_of

DISTRICT_SIZE = 65_536
SMALLEST_U = 2.0**-54


@cache
def stable_hash(name: str) -> int:
    """Hash a name to 64 bits, the same on every machine and in every process."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def draw_noise(seed: int, district: int, name: str, n_people: int) -> np.ndarray:
    """Draw one uniform number in (0, 1) a person from the stream of that name.

    Returns
    -------
    ndarray of shape (n_people,)
        The first numbers of the stream: a smaller country gets a beginning of them.
    """
    sequence = np.random.SeedSequence([seed, district, stable_hash(name)])
    noise = np.random.Generator(np.random.SFC64(sequence)).random(n_people)
    return np.maximum(noise, SMALLEST_U, out=noise)


def districts(n_people: int) -> list[tuple[int, int, int]]:
    """Cut a country into districts: (number, first person, one past the last person)."""
    starts = range(0, n_people, DISTRICT_SIZE)
    return [(d, start, min(start + DISTRICT_SIZE, n_people)) for d, start in enumerate(starts)]


def causal_graph(
    structure: Mapping[str, Variable], distortions: Mapping[str, tuple[Callable, ...]]
) -> dict[str, set[str]]:
    """Return each variable's direct causes, those of the distortions on it included.

    Parameters
    ----------
    structure : mapping of str to Variable
    distortions : mapping of str to tuple of callable
        For each distorted variable, the functions that distort it.

    Raises
    ------
    KeyError
        If a parameter names no variable.
    graphlib.CycleError
        If a variable would be its own cause.
    """
    graph = {
        name: set(variable.causes).union(*map(causes_of, distortions.get(name, ())))
        for name, variable in structure.items()
    }
    for name, causes in graph.items():
        for unknown in causes - graph.keys():
            raise KeyError(f"{name}: the parameter {unknown!r} names no variable")
    return graph


def evaluation_order(graph: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Order the variables so that causes come before effects."""
    return tuple(TopologicalSorter(graph).static_order())


def downstream(graph: Mapping[str, set[str]], changed: set[str]) -> set[str]:
    """Return the variables that a change of some can reach, themselves included."""
    reached = set(changed)
    for name in evaluation_order(graph):
        if graph[name] & reached:
            reached.add(name)
    return reached


def evaluate(
    structure: Mapping[str, Variable],
    distortions: Mapping[str, tuple[tuple[str, Callable, float], ...]],
    *,
    seed: int,
    district: int,
    n_people: int,
    do: Mapping[str | tuple[str, str], np.ndarray],
) -> dict[str, np.ndarray]:
    """Evaluate every variable for the people of one district.

    Parameters
    ----------
    structure : mapping of str to Variable
    distortions : mapping of str to tuple of (bias name, function, dose)
        What distorts each variable, in order; doses above 0 only.
    seed, district, n_people : int
    do : mapping of str, or of pairs of str, to ndarray of shape (n_people,)
        Stored values that replace a variable, whatever its causes say. For a pair (cause,
        stream) they replace only what the function of that stream sees of the cause.

    Returns
    -------
    dict of str to ndarray of shape (n_people,)
        Stored columns: codes for categorical ones, numbers otherwise.
    """
    functions = {name: tuple(f for _, f, _ in acts) for name, acts in distortions.items()}

    def noise(stream):
        return draw_noise(seed, district, stream, n_people)

    seen: dict[str, dict[str, object]] = {}
    for cause, stream in (key for key in do if isinstance(key, tuple)):
        value = do[cause, stream]
        value = structure[cause].restore(value) if cause in structure else value
        seen.setdefault(stream, {})[cause] = value
    stored: dict[str, np.ndarray] = {}
    visible: dict[str, object] = {}
    for name in evaluation_order(causal_graph(structure, functions)):
        variable = structure[name]
        if name in do:
            stored[name] = do[name]
        else:
            arguments = visible | seen.get(name, {})
            value = variable.store(_call(variable.function, arguments, noise, name))
            value = value if value.shape else np.full(n_people, value)
            for bias, function, dose in distortions.get(name, ()):
                stream = f"{bias}:{name}"
                arguments = visible | {"value": variable.restore(value), "dose": dose}
                arguments |= seen.get(stream, {})
                value = variable.store(_call(function, arguments, noise, stream))
            stored[name] = value
        visible[name] = variable.restore(stored[name])
    return stored


def _call(function: Callable, visible: Mapping[str, object], noise: Callable, stream: str):
    arguments = {
        name: noise(stream) if name == "u" else visible[name] for name in _parameters(function)
    }
    return function(**arguments)


@cache
def _parameters(function: Callable) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)
