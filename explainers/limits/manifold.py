"""Off the manifold: what asking a score about mixed people costs, column by column."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from explainers.limits.basis import Basis
from explainers.limits.conditional import RIDGE, ConditionalExplainer, own_output
from explainers.limits.mixing import codes, mix, mixed_auc
from explainers.points.attribution import explain
from explainers.points.reference import ties_of_nobody
from synthetic_data.arguments import check_whole


@dataclass(frozen=True, eq=False)
class OffManifold:
    """What mixing people changes.

    Attributes
    ----------
    table : DataFrame
        Indexed by column: ``correlation`` (multiple R with all other columns, in [0, 1], on
        people who did not teach it), ``difference`` (root mean square of interventional minus
        conditional, in points), ``error`` (the standard error in it), ``interventional`` and
        ``conditional`` (mean absolute values). The largest difference first.
    auc, auc_half : float
        How well mixed people are told from real ones, whatever the share of own columns, and for
        half of them.
    """

    table: pd.DataFrame = field(repr=False)
    auc: float
    auc_half: float


def off_manifold_error(score, X: pd.DataFrame, conditional: ConditionalExplainer) -> OffManifold:
    """Compare interventional with conditional values, against how columns hang together.

    Parameters
    ----------
    score : OpaqueScore, or a fitted scikit-learn tree or linear model
        Without the friends' share: both questions give friends the same.
    X : DataFrame of shape (n, p)
        The people to explain.
    conditional : ConditionalExplainer
        Its reference people are the background of both questions.

    Returns
    -------
    OffManifold

    References
    ----------
    Aas, Jullum & Løland (2021); Kumar et al. (2020).
    """
    reference = conditional.people[list(X.columns)]
    mixed = explain(score, X, background=reference.iloc[:5_000], ties=ties_of_nobody(score, len(X)))
    known = conditional(score, X, ties=ties_of_nobody(score, len(X)))
    columns = list(mixed.columns)
    error = conditional.standard_error(score, X)
    table = pd.DataFrame(
        {
            "correlation": held_together(reference).reindex(columns),
            "difference": np.sqrt(((mixed.values - known.values) ** 2).mean(axis=0)),
            "error": np.sqrt((error.to_numpy() ** 2).mean(axis=0)),
            "interventional": np.abs(mixed.values).mean(axis=0),
            "conditional": np.abs(known.values).mean(axis=0),
        },
        index=pd.Index(columns, name="column"),
    ).sort_values("difference", ascending=False, kind="stable")
    some = reference.iloc[:20_000]
    return OffManifold(table, mixed_auc(some, some), mixed_auc(some, some, share=0.5))


def held_together(table: pd.DataFrame) -> pd.Series:
    """Return each column's multiple correlation with sums of functions of the others.

    Fitted on one half of the people and measured on the other; NaN for a column that does not
    vary. A category counts by its most predictable 0/1 feature.
    """
    numbers = codes(table)
    basis = Basis.learn(numbers, [isinstance(t, pd.CategoricalDtype) for t in table.dtypes])
    half = len(table) // 2
    train, test = basis.encode(numbers[:half]), basis.encode(numbers[half:])
    train = train - train.mean(axis=0)
    test = test - test.mean(axis=0)
    gram = train.T @ train / half + RIDGE * np.eye(train.shape[1])
    answer = {}
    for j, name in enumerate(table.columns):
        mine = basis.owner == j
        if not mine.any():
            answer[name] = np.nan
            continue
        weights = np.linalg.solve(gram[np.ix_(~mine, ~mine)], gram[np.ix_(~mine, mine)])
        if basis.categorical[j]:
            target, guess = test[:, mine], test[:, ~mine] @ weights
        else:  # the number itself is the sum of its hats, each times its knot
            heights = (basis.knots[j][1:] - basis.knots[j][0]) * basis.spread[mine]
            target, guess = (
                test[:, mine] @ heights[:, None],
                test[:, ~mine] @ (weights @ heights[:, None]),
            )
        share = 1 - ((target - guess) ** 2).mean(axis=0) / (target**2).mean(axis=0)
        answer[name] = float(np.sqrt(max(0.0, share.max())))
    return pd.Series(answer)


def coalition_error(
    score,
    X: pd.DataFrame,
    conditional: ConditionalExplainer,
    *,
    n_coalitions: int = 12,
    n_mixed: int = 100,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure v(S), on people who taught it nothing, against trees fitted for that S alone.

    Parameters
    ----------
    score : OpaqueScore, or a fitted scikit-learn model
    X : DataFrame of shape (n, p)
        Fresh people of the same country; a thousand are enough.
    conditional : ConditionalExplainer
    n_coalitions : int
        Sets S, with sizes spread evenly from 1 to p - 1.
    n_mixed : int
        Reference people in the mean of the remainder.
    seed : int

    Returns
    -------
    DataFrame
        For each S: ``size``; ``r2``, the share of the score's variance that v(S) explains;
        ``r2_additive``, the same without the remainder; ``r2_trees``, by boosted trees that were
        fitted on all reference people with the columns of S; ``short``, the points (root mean
        square) by which v(S) explains less than the better of all three: 0 where nothing better
        was found. What no function of x_S can explain is in none of them.
    """
    from sklearn.ensemble import HistGradientBoostingRegressor

    check_whole("n_coalitions", n_coalitions, least=1)
    rng = np.random.default_rng(seed)
    reference = conditional.people[list(X.columns)]
    basis, parts = conditional.projections(score, X.columns)
    covariance = np.mean([c for _, c in parts], axis=0)
    gram = np.mean([fold.gram for fold, _ in parts], axis=0)
    centre = np.mean([fold.centre for fold, _ in parts], axis=0)
    others = reference.iloc[rng.choice(len(reference), n_mixed, replace=False)]
    numbers, taught = codes(X), codes(reference)
    features, theirs = basis.encode(numbers) - centre, basis.encode(codes(others)) - centre
    truth, target = own_output(score, X), own_output(score, reference)
    every = np.linalg.solve(gram, covariance)
    n, p = X.shape
    pairs = np.repeat(np.arange(n), n_mixed), np.tile(np.arange(n_mixed), n)
    mine, yours = X.iloc[pairs[0]], others.iloc[pairs[1]]
    rows = []
    for size in np.linspace(1, p - 1, n_coalitions).round().astype(int):
        own = np.zeros(p, dtype=bool)
        own[rng.choice(p, size, replace=False)] = True
        inside = own[basis.owner]
        weights = np.linalg.solve(gram[np.ix_(inside, inside)], covariance[inside])
        additive = target.mean() + features[:, inside] @ weights
        full = own_output(score, mix(mine, yours, own)).reshape(n, n_mixed)
        full_additive = target.mean() + (features[:, inside] @ every[inside])[:, None]
        full_additive = full_additive + theirs[:, ~inside] @ every[~inside]
        value = additive + (full - full_additive).mean(axis=1)
        trees = HistGradientBoostingRegressor(max_iter=200, random_state=0)
        guess = trees.fit(taught[:, own], target).predict(numbers[:, own])
        errors = [((truth - v) ** 2).mean() for v in (value, additive, guess)]
        r2 = 1 - np.array(errors) / truth.var()
        short = np.sqrt(errors[0] - min(errors))
        rows.append((size, *r2, short))
    return pd.DataFrame(rows, columns=["size", "r2", "r2_additive", "r2_trees", "short"])
