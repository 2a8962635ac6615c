"""The explainers of the central table; another one is a function in ``peers.py`` and a line here.

Each is asked by ``row(trial, exact, few, seed)`` for its columns of the table; ``exact`` is the
mark of our exact explainer in the same worlds, and ``few`` how many people a slow one explains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explainers import Attribution, explain
from explainers.limits.conditional import conditional_explainer
from explainers.marks.importance import mark_importance
from explainers.marks.marking import mark_trial
from explainers.marks.peers import lime, linear_surrogate, path_dependent, surrogate_tree
from explainers.marks.trial import Trial
from explainers.marks.verdict import Mark
from synthetic_data import make_population
from underglass.measured.explainer_rows import importance_columns, points_columns

DRAWN = 20_000  # people of another draw of W, from whom conditional values are estimated
IMPORTANCE = "permutation importance"


@dataclass(frozen=True)
class InPoints:
    """An explainer in points.

    Attributes
    ----------
    make : callable
        From a trial to an explainer that is called like :func:`explain`.
    slow : bool
        Whether it explains a few people only, half of them of the harmed group.
    """

    make: Callable[[Trial], Callable[..., Attribution]]
    slow: bool = False

    def row(self, trial: Trial, exact: Mark, few: int, seed: int) -> dict:
        """Mark it."""
        rows = some_of_each(trial.member, few, trial.population.seed) if self.slow else None
        return points_columns(mark_trial(trial, self.make(trial), rows=rows))


@dataclass(frozen=True)
class Ranking:
    """Permutation importance, which gives ranks and no points."""

    def row(self, trial: Trial, exact: Mark, few: int, seed: int) -> dict:
        """Mark it."""
        return importance_columns(mark_importance(trial, exact.retrained, seed=seed))


def some_of_each(member: np.ndarray, number: int, seed: int) -> np.ndarray:
    """Draw people, half of them members, as far as there are."""
    generator = np.random.default_rng(seed)
    drawn = [
        generator.choice(side, min(number // 2, len(side)), replace=False)
        for side in (np.flatnonzero(member), np.flatnonzero(~member))
    ]
    return np.sort(np.concatenate(drawn))


def _conditional(trial: Trial) -> Callable[..., Attribution]:
    doses, seed = dict(trial.population.doses), trial.population.seed + 1
    drawn = make_population(DRAWN, scenario="level", doses=doses, seed=seed)
    return conditional_explainer(drawn, n_orders=20, n_folds=2)


EXPLAINERS = {
    "interventional": InPoints(lambda trial: explain),
    "path-dependent": InPoints(lambda trial: path_dependent),
    "conditional": InPoints(_conditional),
    "surrogate tree": InPoints(lambda trial: surrogate_tree),
    "linear surrogate": InPoints(lambda trial: linear_surrogate),
    "LIME": InPoints(lambda trial: lime, slow=True),
    IMPORTANCE: Ranking(),
}
