"""Conditional values: what knowing a person's columns tells about the score.

v(S) is the mean score of the people who agree with this person in the columns S. The country is
a structural model, so people can be drawn until that mean is known well. It is estimated as

    v(S) = a_S(x_S) + mean over reference people b of r(x_S, b's other columns)

where a_S is the least-squares projection of the score on sums of functions of the known columns,
and r = score - a_all, the *remainder*: what is no sum of such functions. For S = all it is the
score itself, so base + values = own points. For an additive score there is no remainder, and in
a Gaussian one this is the closed form of Aas, Jullum & Løland (2021). Features that become known
in some order are a Cholesky factor away from being orthogonal, so each order costs O(F^3) for any
number of people.

Mixed people are asked for the remainder alone; ``coalition_error`` measures what that costs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import pandas as pd
from scipy.linalg import cholesky, solve_triangular

from explainers.limits.basis import Basis
from explainers.limits.mixing import codes
from explainers.points.attribution import Attribution, explain
from explainers.points.columns import margin
from explainers.points.inputs import as_table, fitted_columns, take_columns
from explainers.points.reference import positions
from explainers.points.undisclosed import merge_undisclosed
from scoring.opaque import OpaqueScore
from synthetic_data import Population
from synthetic_data.arguments import check_whole

RIDGE = 1e-7
FEW_COLUMNS = 4
MOST_MIXED = 5_000


@dataclass(frozen=True, eq=False)
class Fold:
    """One independent draw of the country.

    Attributes
    ----------
    rows : slice
        Of the reference people.
    centre : ndarray of shape (F,)
        Mean features.
    gram : ndarray of shape (F, F)
        Covariance of the features.
    """

    rows: slice
    centre: np.ndarray
    gram: np.ndarray


@dataclass(frozen=True, eq=False)
class ConditionalExplainer:
    """Explains like :func:`explain`, and knows how well; see :func:`conditional_explainer`.

    Attributes
    ----------
    people : DataFrame of shape (m, p)
        The reference people, undisclosed columns included.
    n_orders : int
        Random orders of the columns for each fold, each taken forwards and backwards.
    n_folds : int
    seed : int
    """

    people: pd.DataFrame
    n_orders: int
    n_folds: int
    seed: int

    def __call__(self, score, X, *, ties=None, background=None, rows=None) -> Attribution:
        """Explain scores; ``background`` is not used: the reference people are our own."""
        given = as_table(X)
        table = take_columns(given, fitted_columns(score, given))
        reference = self.people[list(table.columns)]
        evenly = np.linspace(0, len(reference) - 1, min(len(reference), MOST_MIXED))
        mixed = reference.iloc[evenly.round().astype(int)]
        why = explain(score, table, ties=ties, rows=rows, background=mixed)
        people = table.iloc[positions("rows", rows, table.index)]
        shift, base = self._shift(score, people, mixed)
        shift, _, _ = merge_undisclosed(shift.mean(axis=0), people)
        return replace(
            why,
            values=why.values + shift,
            base=why.base + float(base.mean()),
            background=f"{len(reference):,} people drawn from the country's structure",
            perturbation="conditional",
            reference=None,
        )

    def standard_error(self, score, X) -> pd.DataFrame:
        """Measure the standard error of each value, in points; shape (n, p).

        It is the spread between the folds, each with its own people and its own orders, divided
        by the square root of their number: error of sampling people and orders alike.
        """
        reference = self.people[list(X.columns)]
        shift, _ = self._shift(score, X, reference.iloc[:MOST_MIXED])
        error = shift.std(axis=0, ddof=1) / np.sqrt(self.n_folds)
        error, data, columns = merge_undisclosed(error, X)
        return pd.DataFrame(error, columns=list(columns), index=data.index)

    def projections(self, score, names) -> tuple[Basis, list[tuple[Fold, np.ndarray]]]:
        """Return the features of these columns; for each fold, their covariance with the score."""
        table = self.people[list(names)]
        numbers = codes(table)
        kinds = [isinstance(kind, pd.CategoricalDtype) for kind in table.dtypes]
        basis = Basis.learn(numbers, kinds)
        own = own_output(score, table)
        parts = []
        for first, end in _parts(len(table), self.n_folds):
            features = basis.encode(numbers[first:end])
            centre = features.mean(axis=0)
            features -= centre
            gram = features.T @ features / len(features)
            gram[np.diag_indices(len(gram))] += RIDGE
            fold = Fold(slice(first, end), centre, gram)
            parts.append(
                (fold, features.T @ (own[first:end] - own[first:end].mean()) / len(features))
            )
        return basis, parts

    def _shift(self, score, people, mixed) -> tuple[np.ndarray, np.ndarray]:
        """Conditional minus interventional values of the additive part, fold by fold."""
        basis, parts = self.projections(score, people.columns)
        theirs, against = basis.encode(codes(people)), basis.encode(codes(mixed)).mean(axis=0)
        n_columns = people.shape[1]
        shifts, bases = [], []
        for number, (fold, covariance) in enumerate(parts):
            orders = self._orders(n_columns, number)
            weights = conditional_weights(fold.gram, covariance, basis.owner, n_columns, orders)
            additive = np.linalg.solve(fold.gram, covariance)
            apart = np.eye(n_columns)[basis.owner] * additive[:, None]
            shifts.append((theirs - fold.centre) @ weights - (theirs - against) @ apart)
            bases.append((fold.centre - against) @ additive)
        return np.array(shifts), np.array(bases)

    def _orders(self, n_columns: int, fold: int) -> list[np.ndarray]:
        """Draw orders for a fold; all of them for so few columns that they can be counted."""
        if n_columns <= FEW_COLUMNS:
            return [np.array(order) for order in permutations(range(n_columns))]
        rng = np.random.default_rng([self.seed, fold])
        return [rng.permutation(n_columns) for _ in range(self.n_orders)]


def conditional_explainer(
    reference, *, n_orders: int = 40, n_folds: int = 5, seed: int = 0
) -> ConditionalExplainer:
    """Make an explainer that conditions on what it knows, instead of mixing people.

    Parameters
    ----------
    reference : Population, or DataFrame of shape (m, p)
        A large draw of the same country: same scenario and doses, another seed. 100,000 people
        give standard errors of some tenths of a point.
    n_orders : int
        At least 1. Up to four columns, all orders are taken.
    n_folds : int
        At least 2: independent parts of the reference people, whose spread is the error.
    seed : int
        Of the orders.

    Returns
    -------
    ConditionalExplainer
        Called like :func:`explain`; an ``explainer`` for :func:`mark`.

    References
    ----------
    Aas, Jullum & Løland (2021); Janzing, Minorics & Blöbaum (2020) and Chen et al. (2020) on when
    to ask which question.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> from scoring import OpaqueScore
    >>> country = make_population(2000, scenario="level")
    >>> score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    >>> ask = conditional_explainer(make_population(20000, scenario="level", seed=1), n_orders=5)
    >>> why = ask(score, country.observed, rows=[0, 1])
    >>> bool(np.allclose(why.base + why.rows.sum(axis=1), why.published))
    True
    """
    check_whole("n_orders", n_orders, least=1)
    check_whole("n_folds", n_folds, least=2)
    if isinstance(reference, Population):
        reference = reference.files
    if len(reference) < 1_000 * n_folds:
        raise ValueError(
            f"reference must have at least 1,000 people for each of {n_folds} folds; received "
            f"{len(reference):,}"
        )
    return ConditionalExplainer(reference, n_orders, n_folds, seed)


def conditional_weights(gram, covariance, owner, n_columns: int, orders) -> np.ndarray:
    """Return what each feature gives each column, in a game of projections.

    Parameters
    ----------
    gram : ndarray of shape (F, F)
        Covariance of the features.
    covariance : ndarray of shape (F,)
        Of each feature with the score.
    owner : int array of shape (F,)
        The column that each feature belongs to.
    n_columns : int
    orders : iterable of permutations of the columns
        Each is taken forwards and backwards.

    Returns
    -------
    ndarray of shape (F, n_columns)
        Centred features times this are the Shapley values of v(S) = the score's projection on
        the features of the columns in S.
    """
    weights, n_orders = np.zeros((len(gram), n_columns)), 0
    for forwards in orders:
        for order in (forwards, forwards[::-1]):
            rank = np.argsort(order)
            known = np.argsort(rank[owner], kind="stable")
            factor = cholesky(gram[np.ix_(known, known)], lower=True, check_finite=False)
            along = solve_triangular(factor, covariance[known], lower=True, check_finite=False)
            steps = np.eye(n_columns)[owner[known]] * along[:, None]
            weights[known] += solve_triangular(
                factor, steps, lower=True, trans="T", check_finite=False
            )
            n_orders += 1
    return weights / n_orders


def own_output(score, table: pd.DataFrame) -> np.ndarray:
    """Return own points, or the margin of a reader's own model."""
    if isinstance(score, OpaqueScore):
        return score.own_points(table)
    return margin(score, table if hasattr(score, "feature_names_in_") else table.to_numpy())


def _parts(n: int, n_folds: int) -> list[tuple[int, int]]:
    ends = np.linspace(0, n, n_folds + 1).astype(int)
    return list(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))
