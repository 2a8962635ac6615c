"""The cheapest change that reaches a band.

A value of an explanation is neither recourse nor cause. What would *change the score* is asked
here, exactly; whether it would change the person is asked in ``follow``.

Ustun, Spangher & Liu (2019) and Karimi, Schölkopf & Valera (2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from explainers.points.margins import TREE_MODELS
from explainers.recourse.answers import Answer, Recourse, Step
from explainers.recourse.changes import CHANGES, RULES, Change, Rule
from explainers.recourse.person import Person
from explainers.recourse.search import Found
from explainers.trees.scikit_learn import read_trees
from scoring.opaque import OpaqueScore
from scoring.scale import BANDS, band, publish
from scoring.social import check_ties, share_with_friends
from synthetic_data.arguments import check_names, check_whole
from synthetic_data.codebook import names

BUDGET = 10_000
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
        A key of ``scoring.BANDS``.
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
        model = self.score.model_
        return read_trees(model) if isinstance(model, TREE_MODELS) else None

    @property
    def readable(self) -> tuple[Change, ...]:
        """The changes of columns that the score reads: file marks are the points table's alone."""
        read = self.score.encoder_.read
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
        person = Person(self, position, gain, budget)
        found = person.different(answers)
        return Recourse(
            answers=tuple(self._answer(person, position, effect, f) for f in found),
            exact=person.proved,
            refused=tuple(person.refused),
            **said,
        )

    def _answer(self, person: Person, position: int, effect: float, found: Found) -> Answer:
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
