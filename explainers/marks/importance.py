"""Permutation importance, marked: how much the score's ranking leans on a column.

It has no sign, no person and no points, so it cannot say what a group loses. The fairest thing to
ask of it is whether the importance of the carriers differs between the worlds, and whether they
stand near the top of the list that an auditor reads. The metric is the AUC on the recorded outcome
of people whom no world trained on: how well the score ranks those who kept promises above those
who broke them, less how well it does so once the carriers' values are dealt out at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from explainers.marks.arm import Arm
from explainers.marks.spread import Differences
from explainers.marks.trial import Trial, View
from explainers.points.undisclosed import NOT_DISCLOSED
from synthetic_data import BIASES
from synthetic_data.codebook import names

TOP = 10  # how far down the list an auditor looks


@dataclass(frozen=True)
class Importance:
    """Permutation importance of the carriers in W and T, in AUC (0.01 = one pair in a hundred).

    Attributes
    ----------
    bias : str
    planted : Arm
        What was planted, from an explainer in points; only its planted fields are read.
    importance, importance_without_bias : float
        AUC lost when the carriers are permuted together, in W and in T, each with its own score.
    importance_interval, importance_without_bias_interval : tuple of float
    change : float
        ``importance - importance_without_bias``.
    change_interval : tuple of float
        All three intervals hold for other people, by neighbourhood, and for other trainings, by
        scores fitted on parts of the neighbourhoods. Of a scorecard in T that of ``without`` held
        in 90 of 100 countries.
    rank, rank_without : int
        Place of the most important carrier in the list of single columns, in W and in T; 1 is
        the top.
    """

    bias: str
    planted: Arm
    importance: float
    importance_interval: tuple[float, float]
    importance_without_bias: float
    importance_without_bias_interval: tuple[float, float]
    change: float
    change_interval: tuple[float, float]
    rank: int
    rank_without: int

    @property
    def verdict(self) -> str:
        """A key of ``VERDICTS``, by a rule of its own.

        Found: the importance rises from T to W, told from 0, and a carrier is among the first
        ten of the list in W. Misleading: it falls, told from 0: the bias makes the columns count
        for less. Else invisible.
        """
        low, high = self.change_interval
        if self.planted.planted_interval == (0, 0):
            return "nothing planted" if low <= 0 <= high else "false alarm"
        if not self.planted.distinguishable:
            return "too small to tell"
        if high < 0:
            return "misleading"
        return "found" if low > 0 and self.rank <= TOP else "invisible in the columns"


def mark_importance(trial: Trial, planted: Arm, *, repeats: int = 5, seed: int = 0) -> Importance:
    """Mark permutation importance in worlds that are ready, by the retrained arm.

    Parameters
    ----------
    trial : Trial
    planted : Arm
        The retrained arm of any explainer in points.
    repeats : int
        Permutations of the carriers in each world; the single columns of the list get 3.
    seed : int
        The same permutations in all worlds.

    References
    ----------
    Breiman (2001); the same as ``sklearn.inspection.permutation_importance`` with the AUC as
    scoring, but that friends and "not disclosed" are columns too. Variance of the AUC: DeLong,
    DeLong & Clarke-Pearson (1988), summed by neighbourhood.
    """
    carriers, places = BIASES[trial.bias].carriers, trial.population.places[trial.tested]

    def lost(view: View):
        return People(view, trial.tested).lost(carriers, repeats, seed)

    world, twin = People(trial.with_bias, trial.tested), People(trial.retrained, trial.tested)
    importance, in_w = world.lost(carriers, repeats, seed)
    importance_without_bias, in_t = twin.lost(carriers, repeats, seed)
    parts = np.array([[lost(world)[0], lost(twin)[0]] for world, twin in trial.parts])
    values = [importance, importance_without_bias, importance - importance_without_bias]
    trained = np.column_stack([parts, parts[:, 0] - parts[:, 1]])
    of_people = [_variance(influence, places) for influence in (in_w, in_t, in_w - in_t)]
    degrees = max(len(np.unique(places)) - 1, 1)
    half = Differences(np.array(values), np.array(of_people), degrees).half(trained)
    intervals = [(float(x - h), float(x + h)) for x, h in zip(values, half, strict=True)]
    return Importance(
        bias=trial.bias,
        planted=planted,
        importance=importance,
        importance_interval=intervals[0],
        importance_without_bias=importance_without_bias,
        importance_without_bias_interval=intervals[1],
        change=importance - importance_without_bias,
        change_interval=intervals[2],
        rank=world.rank(carriers, seed),
        rank_without=twin.rank(carriers, seed),
    )


class People:
    """The tested people of one view: who they are, and what the score says of them."""

    def __init__(self, view: View, tested: np.ndarray) -> None:
        own = view.score.own_points(view.table)
        self.score, self.table = view.score, view.table[tested]
        self.kept = np.asarray(view.world.recorded[tested], dtype=bool)
        self.own = own[tested]
        self.friends = (view.score.scores(view.table, view.world.ties) - own)[tested]
        self.hidden = [name for name in self.table if name in names("undisclosed")]

    def lost(self, columns, repeats: int, seed: int) -> tuple[float, np.ndarray]:
        """AUC lost when columns are permuted together, and each person's influence on it."""
        before, each_before = auc(self.own + self.friends, self.kept)
        mixed = [name for name in columns if self._is_read(name)]
        mixed += self.hidden if NOT_DISCLOSED in columns else []
        values, parts = [], []
        for repeat in range(repeats):
            order = np.random.default_rng([seed, repeat]).permutation(len(self.table))
            points = self.own
            if mixed:
                changed = {name: self.table[name].array[order] for name in mixed}
                points = self.score.own_points(self.table.assign(**changed))
            friends = self.friends[order] if "friends" in columns else self.friends
            after, each = auc(points + friends, self.kept)
            values.append(before - after)
            parts.append(each_before - each)
        return float(np.mean(values)), np.mean(parts, axis=0)

    def rank(self, carriers, seed: int) -> int:
        """Place of the most important carrier among all single columns, 3 permutations each."""
        single = [name for name in self.table if self._is_read(name) and name not in self.hidden]
        single += [NOT_DISCLOSED] if self.hidden else []
        single += ["friends"] if self.score.social_weight > 0 else []
        lost = {name: self.lost([name], 3, seed)[0] for name in single}
        best = max((lost[name] for name in carriers if name in lost), default=-np.inf)
        return 1 + sum(value > best for value in lost.values())

    def _is_read(self, name: str) -> bool:
        return name in self.table and name in self.score.encoder_.read


def auc(scores, kept) -> tuple[float, np.ndarray]:
    """Area under the ROC curve, and each person's influence on it, shape (n,), sum 0."""
    n_kept, n_broken = int(kept.sum()), int((~kept).sum())
    overall, above = rankdata(scores), np.empty(len(scores))
    above[kept] = (overall[kept] - rankdata(scores[kept])) / n_broken
    above[~kept] = 1 - (overall[~kept] - rankdata(scores[~kept])) / n_kept
    value = float(above[kept].mean())
    return value, (above - value) / np.where(kept, n_kept, n_broken)


def _variance(influence, places) -> float:
    """Variance of a sum of influences, by neighbourhood; infinite if there is one only."""
    _, number = np.unique(places, return_inverse=True)
    sums = np.bincount(number, weights=influence)
    n = len(sums)
    return float(n / (n - 1) * (sums**2).sum()) if n > 1 else float("inf")
