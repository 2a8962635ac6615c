"""The cheapest choice of options that gains enough points: best first, with proof.

The problem: one option for every column, costs that add up, points that are a sum of small
tables (``pieces``), at least ``need`` points. Every table is split into a part for each column
and a rest that is never above 0,

    table(x) = u_1(x_1) + ... + u_k(x_k) + rest(x),   rest <= 0,

by moving the largest entry of each row into its column, one column after the other (projection,
as in soft arc consistency). So the u's bound the points from above, and for every price of a
point p >= 0

    cost >= p * need + sum over columns of min over options of (cost - p * u):

the Lagrangian bound of a multiple-choice knapsack. A node fixes a column; the rests that it
slices become tighter parts. The node with the lowest bound comes first, so the first complete
choice that is taken is the cheapest. Cooper et al. (2010) on soft arc consistency; Sinha &
Zoltners (1979) on the knapsack.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import numpy as np

from explainers.recourse.pieces import Piece

SAFETY = 1e-9
PRICES = 24


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes
    ----------
    options : ndarray of int or None
        The chosen option of every column; none where nothing was found.
    cost : float
    proved : bool
        Nothing is cheaper, or nothing exists; not so where the budget of nodes was used up.
    nodes : int
        Nodes that were opened.
    refused : bool
        Whether a rule refused a choice that gained enough and cost less.
    """

    options: np.ndarray | None
    cost: float
    proved: bool
    nodes: int
    refused: bool


@dataclass
class _Node:
    cost: float
    fixed: dict[int, int]
    parts: dict[int, np.ndarray]
    rests: list[Piece]
    const: float


def cheapest(
    pieces: list[Piece],
    costs: list[np.ndarray],
    need: float,
    *,
    budget: int,
    allowed: Callable[[np.ndarray], bool] | None = None,
    ceiling: float = np.inf,
) -> Found:
    """Find the cheapest choice with at least ``need`` points.

    Parameters
    ----------
    pieces : list of Piece
    costs : list of ndarray
        For each column, the cost of each option, at least 0.
    need : float
    budget : int
        Most nodes to open: the same everywhere, unlike a time.
    allowed : callable, optional
        Whether a complete choice is possible.
    ceiling : float
        Only choices that cost less.

    Returns
    -------
    Found
    """
    best, best_cost, refused, nodes, unit = None, ceiling, False, 0, _unit(costs)
    tried: set[bytes] = set()

    def offer(options) -> None:
        """Take a complete choice, if it gains enough, costs less and is possible."""
        nonlocal best, best_cost, refused
        cost = float(sum(c[o] for c, o in zip(costs, options, strict=True)))
        key = options.tobytes()
        if cost >= best_cost - SAFETY or key in tried:
            return
        tried.add(key)
        if sum(piece.at(options) for piece in pieces) < need:
            return
        if allowed is not None and not allowed(options):
            refused = True
            return
        best, best_cost = options, cost

    root = _project(_Node(0.0, {}, {j: np.zeros(len(c)) for j, c in enumerate(costs)}, pieces, 0.0))
    order = count()
    queue = [(0.0, 0, next(order), root, None)]
    while queue:
        bound, _, _, node, step = heapq.heappop(queue)
        if bound >= best_cost - SAFETY:
            break
        if nodes >= budget:
            return Found(best, best_cost, False, nodes, refused)
        nodes += 1
        if step is not None:
            node = _fix(node, *step, costs)
        if not node.parts:
            offer(np.array([node.fixed[j] for j in range(len(costs))]))
            continue
        column, bounds, relaxed = _bounds(node, costs, need)
        if unit:
            bounds = np.ceil(bounds / unit - 1e-6) * unit
        for options in relaxed:
            offer(np.array([node.fixed.get(j, options.get(j, 0)) for j in range(len(costs))]))
        for option in np.flatnonzero(bounds < best_cost - SAFETY):
            entry = (max(bound, float(bounds[option])), -len(node.fixed), next(order))
            heapq.heappush(queue, (*entry, node, (column, int(option))))
    return Found(best, best_cost, True, nodes, refused)


def _unit(costs: list[np.ndarray]) -> float:
    """Return what every cost is a multiple of, so that bounds can be rounded up; 0 if nothing."""
    thousandths = 1_000 * np.concatenate([*costs, np.zeros(1)])
    if not np.allclose(thousandths, np.rint(thousandths), rtol=0, atol=1e-6):
        return 0.0
    return float(np.gcd.reduce(np.rint(thousandths).astype(int))) / 1_000


def _project(node: _Node) -> _Node:
    """Move the largest entry of each row of a table into its column."""
    rests = []
    for piece in node.rests:
        table = piece.table
        if not piece.columns:
            node.const += float(table)
            continue
        for axis, (j, cells) in enumerate(zip(piece.columns, piece.cells, strict=True)):
            others = tuple(a for a in range(table.ndim) if a != axis)
            top = table.max(axis=others) if others else table
            node.parts[j] = node.parts[j] + top[cells]
            table = table - np.expand_dims(top, others)
        if table.ndim > 1 and table.min() < -1e-12:
            rests.append(Piece(piece.columns, piece.cells, table))
    node.rests = rests
    return node


def _fix(node: _Node, column: int, option: int, costs) -> _Node:
    """Fix one column, and tighten what depends on it."""
    parts = {j: part for j, part in node.parts.items() if j != column}
    kept, sliced = [], []
    for piece in node.rests:
        if column not in piece.columns:
            kept.append(piece)
            continue
        axis = piece.columns.index(column)
        sliced.append(
            Piece(
                piece.columns[:axis] + piece.columns[axis + 1 :],
                piece.cells[:axis] + piece.cells[axis + 1 :],
                piece.table.take(piece.cells[axis][option], axis=axis),
            )
        )
    child = _Node(
        node.cost + float(costs[column][option]),
        {**node.fixed, column: option},
        parts,
        sliced,
        node.const + float(node.parts[column][option]),
    )
    child = _project(child)
    child.rests = kept + child.rests
    return child


def _bounds(node: _Node, costs, need: float):
    """Choose the column to branch on, bound each of its options, and try relaxed choices."""
    columns = list(node.parts)
    width = max(len(part) for part in node.parts.values())
    cost = np.full((len(columns), width), np.inf)
    gain = np.full((len(columns), width), -np.inf)
    for i, j in enumerate(columns):
        cost[i, : len(costs[j])], gain[i, : len(costs[j])] = costs[j], node.parts[j]
    missing = need - node.const
    spread = dict.fromkeys(columns, 0.0)
    for piece in node.rests:
        for j in piece.columns:
            spread[j] -= float(piece.table.min())
    at = int(np.argmax([(spread[j], np.ptp(node.parts[j])) for j in columns], axis=0)[0])
    if not any(spread.values()):
        at = int(np.argmax([np.ptp(node.parts[j]) for j in columns]))
    best = gain.max(axis=1)
    reachable = gain[at] + best.sum() - best[at] >= missing - SAFETY
    usable = np.isfinite(cost)
    prices = np.append(0.0, np.geomspace(1e-3, 1e2, PRICES))
    bounds = np.full(width, -np.inf)
    relaxed = []
    for _ in range(2):
        priced = np.where(usable, cost, 0) - prices[:, None, None] * np.where(usable, gain, 0)
        priced = np.where(usable, priced, np.inf)
        choice = priced.argmin(axis=2)
        least = np.take_along_axis(priced, choice[..., None], axis=2)[..., 0]
        total = least.sum(axis=1) + prices * missing
        bounds = np.maximum(bounds, (total[:, None] - least[:, [at]] + priced[:, at]).max(axis=0))
        gained = np.take_along_axis(gain, choice.T, axis=1).sum(axis=0)
        enough = np.flatnonzero(gained >= missing)[:2]
        relaxed += [dict(zip(columns, choice[p].tolist(), strict=True)) for p in enough]
        peak = int(total.argmax())
        low, high = prices[max(peak - 1, 0)], prices[min(peak + 1, len(prices) - 1)]
        prices = np.linspace(low, high, PRICES)
    n_options = len(costs[columns[at]])
    bounds = np.where(reachable, node.cost + bounds, np.inf)[:n_options]
    return columns[at], bounds, relaxed
