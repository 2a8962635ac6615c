"""How well a class can be told from what is known: scaled AUC on held-out people, by cells.

A column, or two together, put people into cells. The folds before a fold tell how often a class
occurs in each cell, and the fold's people are ranked by that (Dawid's prequential rule, 1984): in
ordinary cross-validation each fold also teaches those that test it, and noise raised four times
as many alarms as it should. ``skill`` is 2 AUC − 1, averaged over folds, from the second on, and
over the classes (one against the rest): 0 is a coin, 1 tells all.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from numbers import Number

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingClassifier

from explainers.groups.people import People
from scoring.models import few_threads

TIMES = (date, time, timedelta, pd.Period, np.datetime64, np.timedelta64)
ROUNDS = 120  # of boosting, shared among the classes
SMOOTH = 5.0  # people of the usual mix that every cell is given


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
        codes = _codes(column)
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


def _codes(column: pd.Series) -> np.ndarray:
    """Number the labels in their order of appearance; missing ones -1."""
    try:
        return pd.factorize(column)[0]
    except TypeError:
        raise ValueError(
            f"people[{column.name!r}] must hold numbers, texts, labels or yes and no; received "
            f"{type(column.dropna().iloc[0]).__name__}"
        ) from None


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


def held_out_chances(X: pd.DataFrame, people: People, random_state: int) -> np.ndarray:
    """Chances of each class, shape (n, classes), from all columns of people not learnt from."""
    numbers = {}
    for name, column in X.items():
        values = as_numbers(column)
        numbers[name] = _codes(column) if values is None else values
    features = np.column_stack(list(numbers.values()))
    chances = np.zeros((len(X), int(people.classes.max()) + 1))
    rounds = max(12, ROUNDS // chances.shape[1])
    for fold in range(people.folds.max() + 1):
        held = people.folds == fold
        model = HistGradientBoostingClassifier(
            max_iter=rounds,
            learning_rate=min(0.3, 6 / rounds),
            max_leaf_nodes=15,
            early_stopping=False,
            random_state=random_state,
        )
        learnt = people.classes[~held]
        told = ~np.isnan(features[~held]).all(axis=0)
        if learnt.min() == learnt.max() or not told.any():
            continue  # nothing to learn, and nobody is ranked above another
        with few_threads(len(X)):
            model.fit(features[~held][:, told], learnt)
            chances[np.ix_(held, model.classes_)] = model.predict_proba(features[held][:, told])
    return chances
