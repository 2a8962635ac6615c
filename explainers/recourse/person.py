"""One person's options, the program over them, and its cheapest answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explainers.recourse.changes import Rule
from explainers.recourse.leaves import reachable_leaves
from explainers.recourse.program import SLACK, Program
from scoring.scale import POINTS_PER_LOGIT, publish

SAFETY = 1e-9  # of a rule's excess


@dataclass(frozen=True)
class Choice:
    """An option for every column.

    Attributes
    ----------
    options : ndarray of int
    cost : float
    published : int
        Points, with everybody else as they are.
    proved : bool
        Nothing is cheaper.
    """

    options: np.ndarray
    cost: float
    published: int
    proved: bool


class Person:
    """What one person may change, and what it gains.

    Parameters
    ----------
    setting : Setting
        The score, the table, the changes and the rules.
    position : int
    limit : int
        Published points to reach.
    budget : int
        Most nodes, all answers together.

    Attributes
    ----------
    effect : float
        Points of score for each own point: what friends leave, and give back.
    proved : bool
        Every solution so far ended with a proof.
    refused : dict of str
        The words of the rules that refused something, as keys.
    """

    def __init__(self, setting, position: int, limit: int, budget: int):
        self.setting, self.position, self.limit, self.budget = setting, position, limit, budget
        self.effect = setting.effect(position)
        self.present = setting.X.iloc[[position]]
        self.rules = [
            (rule, max(0.0, _excess(rule, self.present)[0]) + SAFETY) for rule in setting.rules
        ]
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

    def different(self, answers: int) -> list[Choice]:
        """Return the cheapest choices, each without a column of every one before it."""
        choices: list[Choice] = []
        if not self.changes or self.effect <= 0:
            return choices
        program = self._program()
        while len(choices) < answers and (choice := self._cheapest(program)):
            choices.append(choice)
            used = np.flatnonzero(choice.options)
            program.add([(program.present[used], np.ones(len(used)))], 1, np.inf)
        return choices

    def _cheapest(self, program: Program) -> Choice | None:
        """Solve, and solve again without what a rule refuses, or what just misses the band."""
        while self.budget > 0:
            solution = program.solve(self.budget)
            self.budget -= solution.nodes
            self.proved &= solution.proved
            if solution.options is None:
                return None
            options, row = solution.options, self.row(solution.options)
            if self._refuse(program, options, row):
                continue
            published = self.published(row)
            if published >= self.limit:
                cost = float(sum(c[o] for c, o in zip(self.costs, options, strict=True)))
                return Choice(options, cost, published, solution.proved)
            self._forbid(program, options, [change.column for change in self.changes])
        self.proved = False
        return None

    def _refuse(self, program: Program, options: np.ndarray, row: pd.DataFrame) -> bool:
        """Tell whether a rule makes a choice impossible; if so, the program leaves it out."""
        broken = [(rule, most) for rule, most in self.rules if _excess(rule, row)[0] > most]
        for rule, most in broken:
            if rule.additive and rule.words not in self.refused:
                excess = _excess(rule, self._each_option(self.present))
                everything = np.concatenate(program.options)
                room = most + SLACK - excess[0]
                program.add([(everything, excess - excess[0])], -np.inf, room)
            else:
                also = np.flatnonzero(_excess(rule, self._each_option(row)) > most)
                self._forbid(program, options, rule.columns, also)
            self.refused[rule.words] = None
        return bool(broken)

    def _forbid(self, program: Program, options: np.ndarray, columns, also=()) -> None:
        """Leave out what these columns have in a choice, whatever the others have.

        ``also`` are options that are impossible, too, if nothing else of the choice changes: of the
        column that has most of them, all are left out.
        """
        asked = [j for j, change in enumerate(self.changes) if change.column in columns]
        chosen = [program.options[j][options[j]] for j in asked]
        alike = max((np.intersect1d(program.options[j], also) for j in asked), key=len)
        left_out = np.union1d(chosen, alike).astype(int)
        program.add([(left_out, np.ones(len(left_out)))], -np.inf, len(chosen) - 1)

    def _program(self) -> Program:
        score, trees = self.setting.score, self.setting.trees
        ends = np.cumsum([len(values) for values in self.values])
        missing = (self.limit - 0.5 - self.setting.scores[self.position]) / self.effect
        everything = self._each_option(self.present)
        if trees is None:
            points = score.own_points(everything)
            return Program(self.costs, points - points[0], [], missing)
        at = [score.encoder_.columns.index(change.column) for change in self.changes]
        owners = score.encoder_.players.tolist()
        read = trees.as_compared(score.features(everything))
        options = {
            owners.index(c): rows[:, owners.index(c)]
            for c, rows in zip(at, np.split(read, ends[:-1]), strict=True)
        }
        leaves = reachable_leaves(trees, read[0], options, POINTS_PER_LOGIT)
        return Program(self.costs, np.zeros(ends[-1]), leaves, missing)

    def _each_option(self, row: pd.DataFrame) -> pd.DataFrame:
        """Return one person once for each option of each column, all else as it is."""
        n = sum(len(values) for values in self.values)
        rows = row.iloc[np.zeros(n, int)].reset_index(drop=True)
        changed, first = {}, 0
        for change, values in zip(self.changes, self.values, strict=True):
            column = rows[change.column].to_list()
            column[first : first + len(values)] = values
            first += len(values)
            changed[change.column] = pd.Series(column).astype(row[change.column].dtype)
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

    def published(self, row: pd.DataFrame) -> int:
        """Points that the person would have as in ``row``, with everybody else as they are."""
        more = self.setting.score.own_points(row)[0] - self.setting.own[self.position]
        return int(publish(self.setting.scores[self.position] + self.effect * more))


def _excess(rule: Rule, people: pd.DataFrame) -> np.ndarray:
    return np.asarray(rule.excess(people[list(rule.columns)]), float).ravel()
