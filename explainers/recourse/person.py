"""One person's options, the tables of points over them, and the search over both."""

from __future__ import annotations

import heapq
from itertools import count

import numpy as np
import pandas as pd

from explainers.recourse.changes import Rule
from explainers.recourse.pieces import Piece, different_options, keep_options, tree_pieces
from explainers.recourse.search import Found, cheapest
from scoring.scale import POINTS_PER_LOGIT

FIRST_LOOK = 25  # nodes, to find a ceiling for the costs


class Person:
    """What one person may change, and what it gains.

    Parameters
    ----------
    setting : Setting
        The score, the table, the changes and the rules.
    position : int
    gain : float
        Own points that are missing.
    budget : int
        Most nodes of all searches together.

    Attributes
    ----------
    proved : bool
        Every search so far ended with a proof.
    refused : dict of str
        The words of the rules that refused something, as keys.
    """

    def __init__(self, setting, position: int, gain: float, budget: int):
        self.setting, self.budget = setting, budget
        self.present = setting.X.iloc[[position]]
        self.rules = [(rule, self._broken(rule, self.present)) for rule in setting.rules]
        self.refused: dict[str, None] = {}
        self.proved = True
        self.changes, self.values, self.costs = [], [], []
        for change in setting.readable:
            values, costs = change.options(
                setting.X[change.column], self.present[change.column].iloc[0]
            )
            if len(values) > 1:
                self.changes.append(change)
                self.values.append(values)
                self.costs.append(costs)
        self.pieces = self._pieces() if self.changes else []
        self.need = sum(p.at(np.zeros(len(self.changes), int)) for p in self.pieces) + gain
        self.kept = different_options(self.pieces, [len(c) for c in self.costs])

    def _pieces(self) -> list[Piece]:
        score, trees = self.setting.score, self.setting.trees
        ends = np.cumsum([len(values) for values in self.values])[:-1]
        everything = self._options()
        if trees is None:
            points = np.split(score.own_points(everything), ends)
            return [Piece((j,), (np.arange(len(p)),), p) for j, p in enumerate(points)]
        at = [score.encoder_.columns.index(change.column) for change in self.changes]
        owners = score.encoder_.players.tolist()
        read = trees.as_compared(score.features(everything))
        options = {
            owners.index(c): rows[:, owners.index(c)]
            for c, rows in zip(at, np.split(read, ends), strict=True)
        }
        return tree_pieces(trees, read[0], options, POINTS_PER_LOGIT)

    def _options(self) -> pd.DataFrame:
        """Return the person once for each option of each column, the present ones included."""
        n = sum(len(values) for values in self.values)
        rows = self.present.iloc[np.zeros(n, int)].reset_index(drop=True)
        changed, first = {}, 0
        for change, values in zip(self.changes, self.values, strict=True):
            column = rows[change.column].to_list()
            column[first : first + len(values)] = values
            first += len(values)
            dtype = self.present[change.column].dtype
            changed[change.column] = pd.Series(column).astype(dtype)
        return rows.assign(**changed)

    def row(self, options) -> pd.DataFrame:
        """Return the person as a table of one row, with these options taken."""
        changed = {
            change.column: pd.Series([values[o]], index=self.present.index).astype(
                self.present[change.column].dtype
            )
            for change, values, o in zip(self.changes, self.values, options, strict=True)
            if o
        }
        return self.present.assign(**changed)

    @staticmethod
    def _broken(rule: Rule, people: pd.DataFrame) -> float:
        return max(0.0, float(np.asarray(rule.excess(people), float).ravel()[0]))

    def different(self, answers: int) -> list[Found]:
        """Return the cheapest choices, each without a column of every one before it."""
        found: list[Found] = []
        sets: list[frozenset[int]] = []
        seen, order = {frozenset()}, count()
        # (cost or a bound of it, whether it is only a bound, ..., frozen columns, what was found)
        queue = [(0.0, True, next(order), frozenset(), None)]
        while queue and len(found) < answers:
            bound, unsolved, _, frozen, best = heapq.heappop(queue)
            if unsolved:
                rival = min((q[0] for q in queue if not q[1]), default=np.inf)
                solved = self._solve(frozen, np.inf if bound >= rival else rival)
                if solved.options is not None:
                    heapq.heappush(queue, (solved.cost, False, next(order), frozen, solved))
                elif bound < rival < np.inf:
                    heapq.heappush(queue, (rival, True, next(order), frozen, None))
                continue
            used = frozenset(np.flatnonzero(best.options).tolist())
            earlier = next((s for s in sets if s <= used), None)
            if earlier is None:
                found.append(best)
                sets.append(used)
            for column in sorted(earlier or used):
                more = frozen | {column}
                if more not in seen:
                    seen.add(more)
                    heapq.heappush(queue, (best.cost, True, next(order), more, None))
        return found

    def _solve(self, frozen: frozenset[int], ceiling: float) -> Found:
        kept = [k[:1] if j in frozen else k for j, k in enumerate(self.kept)]
        found = self._search(kept, ceiling)
        if found.refused:
            asked = {name for rule, _ in self.rules for name in rule.columns}
            kept = [
                np.arange(len(self.costs[j])) if c.column in asked and j not in frozen else kept[j]
                for j, c in enumerate(self.changes)
            ]
            found = self._search(kept, ceiling)
        self.proved &= found.proved
        return found

    def _search(self, kept: list[np.ndarray], ceiling: float) -> Found:
        """Look for a ceiling first; what costs more than it need not be searched."""
        look = self._cheapest(kept, FIRST_LOOK, ceiling)
        if look.proved:
            return look
        kept = [k[: max(1, (self.costs[j][k] < look.cost).sum())] for j, k in enumerate(kept)]
        found = self._cheapest(kept, self.budget, look.cost)
        refused = look.refused or found.refused
        options, cost = (
            (look.options, look.cost) if found.options is None else (found.options, found.cost)
        )
        return Found(options, cost, found.proved, look.nodes + found.nodes, refused)

    def _cheapest(self, kept, budget: int, ceiling: float) -> Found:
        def allowed(options) -> bool:
            row = self.row([k[o] for k, o in zip(kept, options, strict=True)])
            broken = [r.words for r, before in self.rules if self._broken(r, row) > before + 1e-9]
            self.refused |= dict.fromkeys(broken)
            return not broken

        costs = [self.costs[j][k] for j, k in enumerate(kept)]
        pieces = keep_options(self.pieces, kept)
        found = cheapest(pieces, costs, self.need, budget=budget, allowed=allowed, ceiling=ceiling)
        self.budget = max(self.budget - found.nodes, 0)
        if found.options is None:
            return found
        options = np.array([k[o] for k, o in zip(kept, found.options, strict=True)])
        return Found(options, found.cost, found.proved, found.nodes, found.refused)
