"""How well a class can be told from what is known: scaled AUC on held-out people, by cells.

A column, or two together, put people into cells. The folds before a fold tell how often a class
occurs in each cell, and the fold's people are ranked by that (Dawid's prequential rule, 1984): in
ordinary cross-validation each fold also teaches those that test it, and noise raised four times
as many alarms as it should. ``skill`` is 2 AUC − 1, averaged over folds, from the second on, and
over the classes (one against the rest): 0 is a coin, 1 tells all. The interval is that of DeLong
et al. (1988), summed by cluster as Obuchowski (1997) does, with as many degrees of freedom as
clusters on the smaller side, less one a fold. Whether there is skill at all is asked of the ranks
if there were none: ``skill = sum_i d_i R_i``, with ``d`` known from the classes, and the ranks'
variance within clusters and between them from everybody. So a class of five neighbourhoods is not
judged by the spread of five.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from numbers import Number

import numpy as np
import pandas as pd
from scipy.special import stdtrit
from scipy.stats import rankdata

TIMES = (date, time, timedelta, pd.Period, np.datetime64, np.timedelta64)
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
        """Half-width of the interval of an estimate with this influence of each person.

        Infinite where some class, or the rest, has no fold with two clusters of it.
        """
        m, freedom = self._independent
        if freedom < 1:
            return np.inf
        squares = (np.bincount(self.clusters, influence) ** 2).sum()
        return float(stdtrit(freedom, (1 + level) / 2) * np.sqrt(m * squares))

    @cached_property
    def _independent(self) -> tuple[float, float]:
        """What the variance is to be multiplied with, and degrees of freedom.

        Of a class: effective clusters on the smaller side, summed over the tested folds, less one
        a fold; of several classes by Satterthwaite's rule.
        """
        shape = int(self.folds.max()) + 1, int(self.clusters.max()) + 1
        where, m_inverse, freedom = self.folds * shape[1] + self.clusters, [], []
        for label in self.asked:
            yes = self.classes == label
            sides = [
                np.bincount(where[side], minlength=np.prod(shape)).reshape(shape)
                for side in (yes, ~yes)
            ]
            m = [n.sum(axis=1) ** 2 / np.maximum((n**2).sum(axis=1), 1) for n in sides]
            there = (m[0] > 0) & (m[1] > 0)
            there[0] = False
            total, free = min((x[there].sum(), (x[there] - 1).sum()) for x in m)
            if free <= 0:
                return np.inf, 0.0
            m_inverse.append(1 / total)
            freedom.append(free)
        m_inverse, freedom = np.array(m_inverse), np.array(freedom)
        satterthwaite = m_inverse.sum() ** 2 / (m_inverse**2 / freedom).sum()
        return (1 / freedom).sum() / m_inverse.sum(), satterthwaite

    @cached_property
    def weights(self) -> np.ndarray:
        """Weight of each tested fold and class; shape (folds, asked)."""
        shape = int(self.folds.max()) + 1, int(self.classes.max()) + 1
        n = np.bincount(self.folds * shape[1] + self.classes, minlength=np.prod(shape))
        n = n.reshape(shape)
        there = ((n > 0) & (n < n.sum(axis=1, keepdims=True)))[:, list(self.asked)]
        there[0] = False
        return there / max(there.sum(), 1)

    @cached_property
    def _contrast(self) -> np.ndarray:
        """Everybody's ``d``: skill is the sum of ``d`` times rank; shape (n, asked)."""
        d = np.zeros((len(self.classes), len(self.asked)))
        for place, label in enumerate(self.asked):
            for fold in np.flatnonzero(self.weights[:, place]):
                here = self.folds == fold
                yes = here & (self.classes == label)
                d[yes, place] = 2 * self.weights[fold, place] / yes.sum()
                d[here & ~yes, place] = -2 * self.weights[fold, place] / (here & ~yes).sum()
        return d

    def _by_cluster(self, table: np.ndarray) -> np.ndarray:
        return np.stack([np.bincount(self.clusters, column) for column in table.T], axis=1)

    def chance(self, ranks: np.ndarray, level: float) -> float:
        """Skill that ranks without any exceed with a chance of (1 - level) / 2.

        Parameters
        ----------
        ranks : ndarray of shape (n, asked)
            Within the fold, from -1/2 to 1/2.
        level : float
        """
        tested = self.folds > 0
        ranks = np.where(tested[:, None], ranks, 0.0)
        sizes = np.bincount(self.clusters[tested], minlength=self.clusters.max() + 1)
        n, c, f = tested.sum(), (sizes > 0).sum(), int(self.folds.max())
        sums = self._by_cluster(ranks)
        between = sums.T @ (sums / np.maximum(sizes, 1)[:, None])
        within = (ranks.T @ ranks - between) / max(n - c, 1)
        if n == c:
            within = between / (n - f)
        if c - f < 1:
            return np.inf
        shared = (between - (c - f) * within) / (n - f * (sizes**2).sum() / n)
        d, d_sums = self._contrast, self._by_cluster(self._contrast)
        alone = (within * (d.T @ d)).sum()
        together = (shared * (d_sums.T @ d_sums)).sum()
        return float(stdtrit(c - f, (1 + level) / 2) * np.sqrt(max(alone, 0) + max(together, 0)))


def as_numbers(column: pd.Series) -> np.ndarray | None:
    """Read numbers, yes and no as numbers, missing ones as NaN; None for texts and labels.

    Raises
    ------
    ValueError
        For dates and spans of time.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        return None
    known = column.dropna()
    if column.dtype.kind in "Mm" or any(isinstance(value, TIMES) for value in known.iloc[:1]):
        raise ValueError(
            f"people[{column.name!r}] must hold numbers, texts, labels or yes and no; received "
            f"{column.dtype} of times: make numbers of them, such as days"
        )
    if not pd.api.types.is_numeric_dtype(column) and not all(
        isinstance(value, Number | np.bool_) for value in known
    ):
        return None
    numbers = np.full(len(column), np.nan)
    numbers[column.notna()] = known.to_numpy(dtype=float)
    return numbers


def cells_of(column: pd.Series, most: int) -> np.ndarray:
    """Put people into at most so many cells, and one for missing values: whole numbers.

    Of more labels than that, the rarer ones share a cell.
    """
    values = as_numbers(column)
    if values is None:
        codes = pd.factorize(column)[0]
        sizes = np.bincount(codes[codes >= 0])
        if len(sizes) > most:
            cell = np.full(len(sizes), most - 1)
            cell[np.argsort(-sizes, kind="stable")[: most - 1]] = np.arange(most - 1)
            codes = np.where(codes < 0, -1, cell[codes])
        return np.where(codes < 0, codes.max() + 1, codes)
    known = values[~np.isnan(values)]
    finite = known[np.isfinite(known)]
    if len(finite) < len(known):  # beyond all others; quantiles need numbers
        low, high = (finite.min(), finite.max()) if len(finite) else (0, 0)
        values, known = (np.clip(numbers, low - 1, high + 1) for numbers in (values, known))
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
        self.everybody = yes + no
        self.beaten = (no.cumsum(axis=2) - no / 2) / np.maximum(self.n_no, 1)[:, :, None]
        above = self.n_yes[:, :, None] - yes.cumsum(axis=2) + yes / 2
        self.lost = above / np.maximum(self.n_yes, 1)[:, :, None]
        self.auc = (yes * self.beaten).sum(axis=2) / np.maximum(self.n_yes, 1)
        self.weights = people.weights
        self.value = float((self.weights * (2 * self.auc - 1)).sum())

    def _sorted(self, counts: np.ndarray) -> np.ndarray:
        return np.take_along_axis(counts, self.order, axis=2)

    @property
    def ranks(self) -> np.ndarray:
        """Everybody's rank within the fold, from -1/2 to 1/2, by what is told; shape (n, asked)."""
        below = self.everybody.cumsum(axis=2) - self.everybody / 2
        ranks = below / np.maximum(self.everybody.sum(axis=2, keepdims=True), 1) - 0.5
        ranks = np.take_along_axis(ranks, np.argsort(self.order, axis=2), axis=2)
        return ranks[self.people.folds, :, self.cells]

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
