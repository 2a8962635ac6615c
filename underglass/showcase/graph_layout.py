"""Where each variable of the causal graph stands: causes left of their effects, a column a step.

The graph is the engine's, read from the signatures, so a picture cannot drift from the code.
Friendships, and the ties that a scorer sees of them, are no variables and stand beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from synthetic_data import arguments
from synthetic_data.bias import TIES
from synthetic_data.biases import BIASES
from synthetic_data.engine import causal_graph, evaluation_order
from synthetic_data.generate import active
from synthetic_data.scenarios import all_doses
from synthetic_data.structure import STRUCTURE
from synthetic_data.ties import TRAITS

LINE = 0.30  # inches from name to name
LETTER_WIDTH, BOLD_WIDTH = 0.064, 0.073  # inches, of a letter of 8 points: a generous mean
BETWEEN = 0.9  # inches between columns, for the arrows
LEAST_WIDTH = 6.0  # inches
MOST_LINES = 24  # names in a column
SWEEPS = 12
FRIENDSHIPS = "friendships"


@dataclass(frozen=True)
class Layout:
    """Where each variable stands, and which arrows join them.

    Attributes
    ----------
    at : dict of str to (float, float)
        Centre of each name, in inches; x to the right, y downwards.
    width : dict of str to float
        Inches that each name takes.
    arrows : set of (str, str)
        Cause and effect, biases or not.
    added : set of (str, str)
        The arrows that only the biases bring.
    distorted : set of str
        The variables that a bias changes.
    size : (float, float)
        Inches of the whole.
    """

    at: Mapping[str, tuple[float, float]]
    width: Mapping[str, float]
    arrows: set[tuple[str, str]]
    added: set[tuple[str, str]]
    distorted: set[str]
    size: tuple[float, float]


def lay_out(scenario: str | None = None, around: str | None = None) -> Layout:
    """Lay the graph out in columns, each variable right of its causes.

    Parameters
    ----------
    scenario : str, optional
        A key of ``SCENARIOS``, whose biases add arrows; none if left out.
    around : str, optional
        A bias: what it distorts, its direct causes and effects, and what stands behind the causes
        that the bias adds. Or a variable: its causes and its effects. A bias is planted, whatever
        the scenario says.

    Returns
    -------
    Layout

    Raises
    ------
    ValueError
        For an unknown scenario, or an ``around`` that is neither a bias nor a variable.
    """
    doses = all_doses("level" if scenario is None else scenario, None)
    if around is not None:
        arguments.check_names("around", [around], (*BIASES, *STRUCTURE, FRIENDSHIPS, TIES))
        if around in BIASES:
            doses[around] = max(doses[around], 1.0)
    plain, (graph, distorted) = causal_graph(STRUCTURE, {}), _biased_graph(doses)
    shown = set(graph) if around is None else _near(around, graph, plain)
    arrows = {(cause, name) for name in shown for cause in graph[name] & shown}
    added = {(cause, name) for cause, name in arrows if name in plain and cause not in plain[name]}
    columns = _untangle(_columns(graph, shown), arrows)
    width = {name: name_width(name, bold=name in distorted) for name in shown}
    tallest = max(map(len, columns)) * LINE
    at, left = {}, 0.2
    for column in columns:
        widest, step = max(width[name] for name in column), tallest / len(column)
        for row, name in enumerate(column):
            at[name] = (left + widest / 2, (row + 0.5) * step)
        left += widest + BETWEEN
    size = (max(left - BETWEEN + 0.2, LEAST_WIDTH), tallest)
    return Layout(at, width, arrows, added, distorted & shown, size)


def name_width(name: str, *, bold: bool = False) -> float:
    """Return the inches that a name takes with its box."""
    return (BOLD_WIDTH if bold else LETTER_WIDTH) * len(name) + 0.12


def role_of(name: str) -> str:
    """Return the role of a variable; friendships and ties have one of their own."""
    return STRUCTURE[name].role if name in STRUCTURE else "who knows whom"


def _biased_graph(doses: Mapping[str, float]) -> tuple[dict[str, set[str]], set[str]]:
    """Return each node's direct causes, friendships and ties among them, and what is distorted."""
    acting = active(doses)
    functions = {
        name: tuple(function for _, function, _ in given)
        for name, given in acting.items()
        if name != TIES
    }
    graph = causal_graph(STRUCTURE, functions)
    return graph | {FRIENDSHIPS: set(TRAITS), TIES: {FRIENDSHIPS}}, set(acting)


def _near(around: str, graph: Mapping[str, set[str]], plain: Mapping[str, set[str]]) -> set[str]:
    targets = set(BIASES[around].distorts) if around in BIASES else {around}
    near = targets.union(*(graph[name] for name in targets))
    if around in BIASES:
        behind = {cause for name in targets & plain.keys() for cause in graph[name] - plain[name]}
        near |= behind.union(*(graph[name] for name in behind))
        near |= graph[FRIENDSHIPS] if TIES in targets else set()
    return near | {name for name in graph if graph[name] & targets}


def _columns(graph: Mapping[str, set[str]], shown: set[str]) -> list[list[str]]:
    """Put each name one column right of its last cause; what has no cause, left of its effects."""
    depth: dict[str, int] = {}
    for name in evaluation_order({name: graph[name] & shown for name in shown}):
        depth[name] = 1 + max((depth[cause] for cause in graph[name] & shown), default=-1)
    for name in shown:
        effects = [depth[other] for other in shown if name in graph[other]]
        if not graph[name] & shown and effects:
            depth[name] = min(effects) - 1
    columns = [[] for _ in range(max(depth.values()) + 1)]
    for name in sorted(shown, key=[*graph].index):
        columns[depth[name]].append(name)
    return [part for column in columns if column for part in _cut(column)]


def _cut(column: list[str]) -> list[list[str]]:
    """Cut a column that is too tall into columns of about the same height."""
    parts = -(-len(column) // MOST_LINES)
    return [column[len(column) * i // parts : len(column) * (i + 1) // parts] for i in range(parts)]


def _untangle(columns: list[list[str]], arrows: set[tuple[str, str]]) -> list[list[str]]:
    """Order each column by the mean height of what its names are joined to, a few times over."""
    joined: dict[str, list[str]] = {name: [] for column in columns for name in column}
    for cause, effect in sorted(arrows):
        joined[cause].append(effect)
        joined[effect].append(cause)
    for _ in range(SWEEPS):
        height = {n: (i + 0.5) / len(column) for column in columns for i, n in enumerate(column)}
        for column in columns:
            pull = {
                name: np.mean([height[other] for other in joined[name]] or [height[name]])
                for name in column
            }
            column.sort(key=pull.__getitem__)
            height |= {name: (i + 0.5) / len(column) for i, name in enumerate(column)}
    return columns
