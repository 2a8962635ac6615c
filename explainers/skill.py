"""How well a class can be told from what is known: scaled AUC on held-out people, by cells.

A column, or two together, put people into cells. The folds before a fold tell how often a class
occurs in each cell, and the fold's people are ranked by that (Dawid's prequential rule, 1984): in
ordinary cross-validation each fold also teaches those that test it, and noise raised four times
as many alarms as it should. ``skill`` is 2 AUC − 1, averaged over folds, from the second on, and
over the classes (one against the rest): 0 is a coin, 1 tells all. The interval is that of DeLong
et al. (1988), summed by cluster as Obuchowski (1997) does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit
from scipy.stats import rankdata

SMOOTH = 5.0  # people of the usual mix that every cell is given


@dataclass(frozen=True, eq=False)
class People:
    """Who is to be told apart: class, fold and cluster of each person, as whole numbers."""

    classes: np.ndarray
    folds: np.ndarray
    clusters: np.ndarray

    @property
    def asked(self) -> range:
        """Classes to tell from the rest; of two, one is enough."""
        n = int(self.classes.max()) + 1
        return range(1, 2) if n == 2 else range(n)

    def half_width(self, influence: np.ndarray, level: float) -> float:
        """Half-width of the interval of an estimate with this influence of each person."""
        sums = np.bincount(self.clusters, influence)
        m = len(sums)
        if m < 2:
            return np.inf
        return float(stdtrit(m - 1, (1 + level) / 2) * np.sqrt(m / (m - 1) * (sums**2).sum()))


def cells_of(column: pd.Series, most: int) -> np.ndarray:
    """Put people into at most so many cells, and one for missing values: whole numbers."""
    if isinstance(column.dtype, pd.CategoricalDtype) or column.dtype == object:
        return pd.factorize(column, use_na_sentinel=False)[0]
    values = column.to_numpy(dtype=float)
    known = values[~np.isnan(values)]
    different = np.unique(known)
    edges = different[1:]
    if len(different) > most:
        edges = np.unique(np.quantile(known, np.arange(1, most) / most))
    return np.where(np.isnan(values), len(edges) + 1, np.searchsorted(edges, values, "right"))


class CellSkill:
    """Skill of cells at telling classes apart.

    Parameters
    ----------
    people : People
    cells : ndarray of int, shape (n,)

    Attributes
    ----------
    value : float
    """

    def __init__(self, people: People, cells: np.ndarray):
        self.people, self.cells = people, cells
        classes, folds = people.classes, people.folds
        self.shape = shape = (folds.max() + 1, classes.max() + 1, cells.max() + 1)
        flat = (folds * shape[1] + classes) * shape[2] + cells
        self.held = np.bincount(flat, minlength=np.prod(shape)).reshape(shape).astype(float)
        learnt = self.held.cumsum(axis=0) - self.held  # of the folds before
        of_class, in_cell = learnt.sum(axis=2, keepdims=True), learnt.sum(axis=1, keepdims=True)
        usual = of_class / np.maximum(of_class.sum(axis=1, keepdims=True), 1)
        rates = (learnt + SMOOTH * usual) / (in_cell + SMOOTH)
        asked = list(people.asked)
        self.order = np.argsort(rates[:, asked], axis=2, kind="stable")
        yes = self._sorted(self.held[:, asked])
        no = self._sorted(np.broadcast_to(self.held.sum(axis=1, keepdims=True), shape)[:, asked])
        no = no - yes
        self.n_yes, self.n_no = yes.sum(axis=2), no.sum(axis=2)
        self.beaten = (no.cumsum(axis=2) - no / 2) / np.maximum(self.n_no, 1)[:, :, None]
        above = self.n_yes[:, :, None] - yes.cumsum(axis=2) + yes / 2
        self.lost = above / np.maximum(self.n_yes, 1)[:, :, None]
        self.auc = (yes * self.beaten).sum(axis=2) / np.maximum(self.n_yes, 1)
        there = (self.n_yes > 0) & (self.n_no > 0)
        there[0] = False
        self.weights = there / max(there.sum(), 1)
        self.value = float((self.weights * (2 * self.auc - 1)).sum())

    def _sorted(self, counts: np.ndarray) -> np.ndarray:
        return np.take_along_axis(counts, self.order, axis=2)

    @property
    def influence(self) -> np.ndarray:
        """What each person adds to the estimate; shape (n,)."""
        back = np.argsort(self.order, axis=2)
        beaten, lost = (np.take_along_axis(a, back, axis=2) for a in (self.beaten, self.lost))
        auc, weights = self.auc[:, :, None], 2 * self.weights[:, :, None]
        if_yes = weights * (beaten - auc) / np.maximum(self.n_yes, 1)[:, :, None]
        if_no = weights * (lost - auc) / np.maximum(self.n_no, 1)[:, :, None]
        table = np.repeat(if_no.sum(axis=1, keepdims=True), self.shape[1], axis=1)
        for place, label in enumerate(self.people.asked):
            table[:, label] += if_yes[:, place] - if_no[:, place]
        return table[self.people.folds, self.people.classes, self.cells]


def ranked_skill(people: People, chances: np.ndarray) -> tuple[float, np.ndarray]:
    """Skill of held-out chances, shape (n, classes), and each person's influence on it."""
    found = []
    for fold in range(people.folds.max() + 1):
        held = np.flatnonzero(people.folds == fold)
        for label in people.asked:
            yes = people.classes[held] == label
            n_yes, n_no = yes.sum(), (~yes).sum()
            if not n_yes or not n_no:
                continue
            score = chances[held, label]
            all_ranks, placement = rankdata(score), np.empty(len(held))
            placement[yes] = (all_ranks[yes] - rankdata(score[yes])) / n_no
            placement[~yes] = 1 - (all_ranks[~yes] - rankdata(score[~yes])) / n_yes
            auc = placement[yes].mean()
            share = np.zeros(len(people.classes))
            share[held] = 2 * (placement - auc) / np.where(yes, n_yes, n_no)
            found.append((2 * auc - 1, share))
    values, shares = zip(*found, strict=True)
    return float(np.mean(values)), np.mean(shares, axis=0)
