"""What one cause does to a score, path by path through the causal graph.

:func:`explainers.decompose_gap` compares two groups as they are: an association, in which all
that they differ in has a part. Here one variable is set, for everybody, first to one value and
then to another, with the same luck: a cause. Each function that reads the variable begins a path,
and can be shown one value while the others see the other (Pearl 2001; Avin, Shpitser & Pearl
2005). The effect is split exactly and without an order, by Shapley over these edges.

It needs the country's own structure, so it marks explanations; nobody has it for real people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import factorial

import numpy as np
import pandas as pd

from explainers.groups.path_result import LEARNT_FROM, RETRAINED, PathEffects
from scoring.groups import GroupSums
from scoring.opaque import OpaqueScore
from synthetic_data.arguments import check_group, check_names
from synthetic_data.bias import TIES
from synthetic_data.biases import BIASES
from synthetic_data.edges import DOSE, FRIENDSHIPS, bias_of, readers, target
from synthetic_data.engine import causal_graph, downstream
from synthetic_data.generate import active
from synthetic_data.population import Population
from synthetic_data.structure import STRUCTURE
from synthetic_data.ties import TRAITS

MOST_PATHS = 10
DIRECT = "the score itself"  # reads the cause, where a scorer may see it
TRUTH = "kept_promise"


@dataclass(frozen=True)
class _Start:
    """One cause, switched between two values along chosen edges."""

    cause: str
    values: tuple
    world: Population
    bias: bool

    def switched(self, edges, world: Population) -> Population:
        """Return the world in which the functions of these edges see the second value."""
        first, second = self.values
        if self.bias:
            sees = {edge: second if edge in edges else first for edge in self.edges}
            return world.twin(do={(DOSE, edge): dose for edge, dose in sees.items()})
        seen = {(self.cause, edge): second for edge in edges if edge != DIRECT}
        return world.twin(do={self.cause: first, **seen})

    @property
    def edges(self) -> tuple[str, ...]:
        """All functions that read the cause."""
        if not self.bias:
            return readers(self.cause)
        return tuple(edge for edge in readers(DOSE) if bias_of(edge) == self.cause)


def path_effects(
    score: OpaqueScore,
    population: Population,
    cause: str,
    values: tuple | None = None,
    *,
    member=None,
    together: Mapping[str, list[str]] | None = None,
) -> PathEffects:
    """Split the effect of a cause on the published score among the paths that begin at it.

    Held fixed are the trained score, everybody's luck and all other causes. So a bias of the
    labels has no effect here, though a score that learns from them may cost a group many points:
    for that see the retrained arm of :func:`explainers.mark`.

    Parameters
    ----------
    score : OpaqueScore
        Fitted; it is kept.
    population : Population
    cause : str
        A variable, or a bias.
    values : tuple of two
        From which value to which it is set, for everybody: ``("valley", "hill")``. For a bias:
        doses, from 0 to its dose (1 where it is not planted) if left out.
    member : boolean array of shape (n,), optional
        Over whom the effect is averaged; everybody if left out. Set are all the same.
    together : mapping of str to list of str, optional
        Edges that count as one path, by the path's name. At most 10 paths: the structure is
        evaluated and scored in all 2^k combinations, one after the other, and where biases are
        planted once more without them. That takes about 0.1 s each for 3,000 people (2 cores, AMD
        EPYC), so 3 s for 5 paths and two minutes for 10.

    Returns
    -------
    PathEffects

    Raises
    ------
    ValueError
        For an unknown cause, one from which nothing reaches the score, values out of range or
        fewer than two, too many paths, or names in ``together`` that are no edges.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> country = make_population(2000, scenario="camera_error")
    >>> score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    >>> found = path_effects(score, country, "community", ("valley", "hill"))
    >>> found.table["path"][0], found.table["kind"][0]
    ('camera_error:recorded_offences', 'planted')
    """
    start = _start(population, cause, values)
    places = population.places
    if member is not None:
        member = check_group("member", member, population.n_people, index=population.observed.index)
    else:
        member = np.ones(population.n_people, dtype=bool)
    graph = _graph(start.world)
    paths, unreached = _paths(score, start, graph, dict(together or {}))
    given, total = _split(score, start, start.world, paths, set())
    planted = given
    biases = start.world.planted
    if not start.bias:
        fair = start.world.twin(without=biases) if biases else start.world
        silent = {edge for edges in paths.values() for edge in edges if bias_of(edge)}
        planted = given - _split(score, start, fair, paths, silent)[0] if biases else 0 * given
    sums = GroupSums.of(np.column_stack([given, total])[member], {}, places[member])
    points, half = sums.mean()
    table = pd.DataFrame(
        {
            "path": list(paths),
            "kind": [_kind(edges, graph) for edges in paths.values()],
            "points": points[:-1],
            "low": (points - half)[:-1],
            "high": (points + half)[:-1],
            "planted": planted[member].mean(axis=0),
        }
    )
    order = table["points"].abs().sort_values(ascending=False, kind="stable").index
    table = table.loc[order].reset_index(drop=True)
    return PathEffects(
        cause=cause,
        values=start.values,
        points=float(points[-1]),
        interval=(float(points[-1] - half[-1]), float(points[-1] + half[-1])),
        table=table,
        unreached=unreached,
    )


def _start(population: Population, cause: str, values) -> _Start:
    check_names("cause", [cause], (*STRUCTURE, *BIASES))
    bias = cause in BIASES
    if bias and TIES in BIASES[cause].distorts:
        raise ValueError(
            f"cause must act on columns; received {cause!r}, which acts on ties alone: one path, "
            "which twin(without=…) measures"
        )
    if values is None and bias:
        values = (0.0, population.doses[cause] or 1.0)
    if not isinstance(values, (tuple, list)) or len(values) != 2:
        raise ValueError(f"values must be two, from which to which; received {values!r}")
    if any(np.ndim(value) for value in values):
        raise ValueError(f"values must be one value each, for everybody; received {values!r}")
    world = population
    if bias:
        world = population.twin(doses={cause: max(values)})
    return _Start(cause, tuple(values), world, bias)


def _graph(world: Population) -> dict[str, set[str]]:
    acting = {name: tuple(f for _, f, _ in given) for name, given in active(world.doses).items()}
    return causal_graph(STRUCTURE, {name: acting[name] for name in acting if name != TIES})


def _paths(score, start: _Start, graph, together) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Name the paths with their edges, and the functions from which no way leads to the score."""
    inputs = set(score.feature_names_in_)
    friends = score.social_weight > 0
    inputs |= set(TRAITS) if friends else set()
    edges, unreached = [], []
    for edge in start.edges:
        if bias_of(edge) and not start.world.doses[bias_of(edge)] > 0:
            continue
        reaches = friends if edge == FRIENDSHIPS else downstream(graph, {target(edge)}) & inputs
        (edges if reaches else unreached).append(edge)
    if start.cause in score.feature_names_in_:
        edges.append(DIRECT)
    merged = [edge for given in together.values() for edge in given]
    check_names("together", merged, edges)
    if len(set(merged)) < len(merged):
        raise ValueError(f"together must name each edge once; received {', '.join(merged)}")
    paths = {name: list(given) for name, given in together.items()}
    paths |= {edge: [edge] for edge in edges if edge not in merged}
    if not paths:
        learnt = [edge for edge in unreached if target(edge) in LEARNT_FROM]
        raise ValueError(
            f"cause must reach the score by a column that it reads; received {start.cause!r}, "
            "which does not" + (f". {RETRAINED}" if learnt else "")
        )
    if len(paths) > MOST_PATHS:
        raise ValueError(
            f"together must leave 1 to {MOST_PATHS} paths from {start.cause}; received "
            f"{len(paths)}: {', '.join(paths)}"
        )
    return paths, tuple(unreached)


def _split(score, start: _Start, world: Population, paths, silent: set) -> tuple:
    """Each path's points and the total, person by person: shapes (n, k) and (n,).

    Edges that are ``silent`` in this world need no world of their own.
    """
    k, names, seen = len(paths), list(paths), {}
    values = np.zeros((world.n_people, k))
    for subset in range(2**k):
        inside = [bool(subset >> j & 1) for j in range(k)]
        edges = {e for name, on in zip(names, inside, strict=True) if on for e in paths[name]}
        key = frozenset(edges - silent)
        if key not in seen:
            seen[key] = _published(score, start, key, world)
        size = sum(inside)
        joins = factorial(max(size - 1, 0)) * factorial(k - size)
        stays = factorial(size) * factorial(max(k - 1 - size, 0))
        share = [joins if on else -stays for on in inside]
        values += seen[key][:, None] * (np.array(share) / factorial(k))
    return values, seen[key] - seen[frozenset()]


def _published(score, start: _Start, edges, world: Population) -> np.ndarray:
    twin = start.switched(edges, world)
    X = twin.files[list(score.feature_names_in_)]
    if DIRECT in edges:
        told = twin.twin(do={start.cause: start.values[1]})
        X = X.assign(**{start.cause: told.column(start.cause)})
    return score.predict(X, twin.ties if score.social_weight > 0 else None).astype(float)


def _kind(edges: list[str], graph) -> str:
    kinds = {FRIENDSHIPS: "friends", DIRECT: "read"}
    found = []
    for edge in edges:
        kind = "planted" if bias_of(edge) else kinds.get(edge)
        if kind is None:
            kind = "life" if TRUTH in downstream(graph, {target(edge)}) else "trace"
        found.append(kind)
    return " + ".join(dict.fromkeys(found))
