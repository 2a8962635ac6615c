"""The cheapest change that reaches a band.

A value of an explanation is neither recourse nor cause. What would *change the score* is asked
here, exactly; whether it would change the person is asked in ``follow``.

Ustun, Spangher & Liu (2019) and Karimi, Schölkopf & Valera (2021).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
import pandas as pd

from explainers.engine.trees import read_trees
from explainers.recourse.answers import Answer, Recourse, Step
from explainers.recourse.changes import CHANGES, RULES, Change, Rule
from explainers.recourse.pieces import Piece, different_options, keep_options, tree_pieces
from explainers.recourse.search import Found, cheapest
from scoring.opaque import OpaqueScore
from scoring.scale import BANDS, POINTS_PER_LOGIT, band, publish
from scoring.social import check_ties, share_with_friends
from synthetic_data.arguments import check_names, check_whole
from synthetic_data.codebook import names

BUDGET = 10_000
FIRST_LOOK = 25  # nodes, to find a ceiling for the costs
SAFETY = 1e-6  # points


def recourse(
    score: OpaqueScore,
    X: pd.DataFrame,
    position: int,
    *,
    to: str,
    changes: tuple[Change, ...] | None = None,
    rules: tuple[Rule, ...] = RULES,
    ties=None,
    answers: int = 3,
    budget: int = BUDGET,
) -> Recourse:
    """Find the cheapest changes that bring one person to a band.

    Parameters
    ----------
    score : OpaqueScore
        Fitted.
    X : DataFrame of shape (n, p)
        Everybody: friends' scores need them.
    position : int
        Whom to advise, from 0.
    to : str
        A key of ``BANDS``.
    changes : tuple of Change, optional
        The changeable columns; those of ``CHANGES`` that the table has, if left out.
    rules : tuple of Rule
        Impossible combinations.
    ties : sparse matrix of shape (n, n), optional
        Needed where the score has a ``social_weight``. A person's own columns change; what that
        does to friends, and through them back to the person, is counted.
    answers : int
        At least 1. Each further answer leaves out a column of every one before it.
    budget : int
        Most nodes of the search, all answers together. With fewer than a proof needs, the best
        that was found is returned with ``exact=False``: a heuristic (what the bounds' relaxed
        choices turned up).

    Returns
    -------
    Recourse
        Also where no change in these columns reaches the band, or none is needed.

    Raises
    ------
    ValueError
        For an unknown band, a position outside the table, or no changeable column.
    TypeError
        If the score is not an ``OpaqueScore``.

    Notes
    -----
    Of all values between two split points of the trees the cheapest is enough. So the search
    runs over the model's own split points, and is exact. Where a rule refuses something, the
    columns that rules read are searched value by value.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> from scoring import OpaqueScore
    >>> country = make_population(2000, scenario="level")
    >>> score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    >>> poorest = int(score.predict(country.observed).argmin())
    >>> advice = recourse(score, country.observed, poorest, to="fair", answers=1)
    >>> advice.exact
    True
    """
    check_whole("answers", answers, least=1)
    check_whole("budget", budget, least=1)
    check_whole("position", position, least=0)
    setting = Setting(score, X, ties, changes, rules)
    if position >= len(X):
        raise ValueError(f"position must be from 0 to {len(X) - 1}; received {position}")
    return setting.advise(int(position), to, answers=answers, budget=budget)


@dataclass(eq=False)
class Setting:
    """A score and a table, read once for all who ask; see :func:`recourse`."""

    score: OpaqueScore
    X: pd.DataFrame
    ties: object = None
    changes: tuple[Change, ...] | None = None
    rules: tuple[Rule, ...] = RULES

    def __post_init__(self):
        """Read the table, and check the changes."""
        if not isinstance(self.score, OpaqueScore):
            raise TypeError(f"score must be an OpaqueScore; received {type(self.score).__name__}")
        self.own = self.score.own_points(self.X)
        self.weight = self.score.social_weight
        self.scores = self.own
        if self.weight > 0:
            self.ties = check_ties(self.ties, len(self.own))
            self.scores = share_with_friends(self.own, self.ties, self.weight)
        self.changes = self._check_changes()
        self.rules = tuple(r for r in self.rules if set(r.columns) <= set(self.X.columns))

    def _check_changes(self) -> tuple[Change, ...]:
        given = self.changes
        if given is None:
            given = tuple(change for change in CHANGES if change.column in self.X)
        columns = [change.column for change in given]
        if not columns:
            raise ValueError("changes must name at least one changeable column; received none")
        check_names("changes", columns, [str(name) for name in self.X.columns])
        for name in {name for name in columns if columns.count(name) > 1}:
            raise ValueError(f"changes must name each column once; received {name!r} twice")
        for name in set(columns) & set(names("undisclosed")):
            raise ValueError(f"changes must not name what is not disclosed; received {name!r}")
        return tuple(given)

    @cached_property
    def trees(self):
        """The score's trees; none where it is additive."""
        return read_trees(self.score.model_) if self.score.model == "boosted" else None

    @property
    def readable(self) -> tuple[Change, ...]:
        """The changes of columns that the score reads: file marks are the points table's alone."""
        if self.trees is None:
            return self.changes
        read = {self.score.encoder_.columns[j] for j in self.score.encoder_.players}
        return tuple(change for change in self.changes if change.column in read)

    def effect(self, position: int) -> float:
        """Points of score for each own point: what friends leave, and give back."""
        if self.weight == 0:
            return 1.0
        alone = np.zeros(len(self.own))
        alone[position] = 1.0
        return float(share_with_friends(alone, self.ties, self.weight)[position])

    def advise(self, position: int, to: str, *, answers: int, budget: int) -> Recourse:
        """Find the cheapest changes for one person."""
        check_names("to", [to], BANDS)
        limit = BANDS[to]
        now = int(publish(self.scores[position]))
        effect = self.effect(position)
        said = dict(position=position, band=str(band(now)), score=now, to=to, limit=limit)
        said["considered"] = tuple(change.column for change in self.changes)
        if now >= limit or effect <= 0:
            return Recourse(answers=(), exact=True, **said)
        gain = (limit - 0.5 - self.scores[position]) / effect + SAFETY
        person = _Person(self, position, gain, budget)
        found = person.different(answers)
        return Recourse(
            answers=tuple(self._answer(person, position, effect, f) for f in found),
            exact=person.proved,
            refused=tuple(person.refused),
            **said,
        )

    def _answer(self, person: _Person, position: int, effect: float, found: Found) -> Answer:
        steps = [
            Step(change.column, values[0], values[option], float(costs[option]))
            for change, values, costs, option in zip(
                person.changes, person.values, person.costs, found.options, strict=True
            )
            if option
        ]
        row = person.row(found.options)
        reached = self.scores[position] + effect * (
            self.score.own_points(row)[0] - self.own[position]
        )
        steps.sort(key=lambda step: -step.cost)
        return Answer(tuple(steps), found.cost, int(publish(reached)), found.proved)


class _Person:
    """The options of one person, and the tables of points over them."""

    def __init__(self, setting: Setting, position: int, gain: float, budget: int):
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
