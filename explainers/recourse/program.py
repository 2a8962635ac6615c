"""The cheapest choice of options that gains enough points, as an integer program.

One variable in {0, 1} for each option of each column, and one in [0, 1] for each leaf of each tree:

    minimise    sum of cost * option
    subject to  sum of a column's options = 1
                sum of a tree's leaves = 1
                sum of leaves that ask for options of a set S or fewer <= sum of the options in S
                    (for each tree, column, and set S that a leaf of the tree asks for)
                sum of gain * option + sum of points * leaf >= need

Where the options are whole, so are the leaves: all but the one that they lead to are 0. Mišić
(2020), *Optimization of tree ensembles*; Parmentier & Vidal (2021), *Optimal counterfactual
explanations in tree ensembles*. HiGHS (Huangfu & Hall 2018) solves it, through
``scipy.optimize.milp``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from explainers.recourse.leaves import Leaves

#: Points that a choice may lack, so that no rounding inside HiGHS, which keeps its rows to 1e-6,
#: loses one that just reaches. Whoever asks looks at the answer, and forbids it if need be.
SLACK = 1e-5


@dataclass(frozen=True)
class Solution:
    """What HiGHS found.

    Attributes
    ----------
    options : ndarray of int or None
        The option of every column; none where nothing was found.
    proved : bool
        Nothing is cheaper, or nothing exists; not so where the nodes were used up.
    nodes : int
        Nodes that were opened for the proof, at least 1.
    """

    options: np.ndarray | None
    proved: bool
    nodes: int


class Program:
    """An integer program that takes further rows.

    Parameters
    ----------
    costs : list of ndarray
        For each column, the cost of each option, at least 0; the present one first.
    gains : ndarray
        For each option of each column, one column after the other, the points it adds by itself.
    trees : list of Leaves
    need : float
        Points that are missing.
    """

    def __init__(self, costs, gains: np.ndarray, trees: list[Leaves], need: float):
        n = self._n_options = sum(len(own) for own in costs)
        self.options = np.split(np.arange(n), np.cumsum([len(c) for c in costs])[:-1])
        self.present = np.array([own[0] for own in self.options])
        self._entries, self._low, self._high = [], [], []
        for own in self.options:
            self.add([(own, np.ones(len(own)))], 1, 1)
        points = [gains]
        for tree in trees:
            leaves = n + np.arange(len(tree.points))
            n += len(leaves)
            points.append(tree.points)
            self.add([(leaves, np.ones(len(leaves)))], 1, 1)
            for column, admits in tree.admits.items():
                asked = np.unique(admits, axis=0)
                within = ~(~asked @ admits.T)
                self.add([(leaves, within), (self.options[column], -1.0 * asked)], -np.inf, 0)
        self._points = np.concatenate(points)
        self._costs = np.append(np.concatenate(costs), np.zeros(n - self._n_options))
        self.add([(np.arange(n), self._points)], need - SLACK, np.inf)

    def add(self, blocks: Iterable[tuple[np.ndarray, np.ndarray]], low: float, high: float):
        """Add one row or several.

        Parameters
        ----------
        blocks : iterable of (variables, coefficients)
            Coefficients of shape (k,), or (n_rows, k) for k variables.
        low, high : float
            Ends of each row's sum.
        """
        first = len(self._low)
        for variables, coefficients in blocks:
            coefficients = np.atleast_2d(coefficients)
            row, at = np.nonzero(coefficients)
            self._entries.append((first + row, variables[at], coefficients[row, at]))
        self._low += [low] * len(coefficients)
        self._high += [high] * len(coefficients)

    def solve(self, budget: int) -> Solution:
        """Find the cheapest choice and, of equally cheap ones, one with most points.

        Parameters
        ----------
        budget : int
            Most nodes to prove what is the cheapest; as many again may look for most points.
        """
        cheapest = self._minimise(self._costs, budget)
        nodes = max(1, cheapest.mip_node_count or 0)
        proved = cheapest.status in (0, 2)  # the cheapest was found, or nothing exists
        if cheapest.x is None:
            return Solution(None, proved, nodes)
        limit = self._costs @ np.rint(cheapest.x) + 1e-6
        best = self._minimise(-self._points, budget, LinearConstraint(self._costs, -np.inf, limit))
        x = cheapest.x if best.x is None else best.x
        options = np.array([x[own].argmax() for own in self.options])
        return Solution(options, proved, nodes)

    def _minimise(self, objective: np.ndarray, budget: int, *more: LinearConstraint):
        row, column, value = map(np.concatenate, zip(*self._entries, strict=True))
        # scipy 1.14 hands indices to HiGHS as they are, and HiGHS takes 32 bits.
        cells = row.astype(np.int32), column.astype(np.int32)
        rows = coo_array((value, cells), shape=(len(self._low), len(objective))).tocsc()
        return milp(
            objective,
            integrality=np.arange(len(objective)) < self._n_options,
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(rows, self._low, self._high), *more],
            options={"mip_rel_gap": 0, "node_limit": budget},
        )
