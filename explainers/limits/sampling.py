"""Values of any function of a row of numbers, by sampling: what a model-agnostic explainer does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from explainers.limits.mixing import codes
from scoring.opaque import OpaqueScore
from synthetic_data.arguments import check_whole


def asked_with_numbers(score: OpaqueScore, like: pd.DataFrame) -> Callable[..., np.ndarray]:
    """Return own points as a function of an array, for explainers that know no tables.

    Parameters
    ----------
    score : OpaqueScore
    like : DataFrame
        Its columns name those of the array; a category is given by its code, to the nearest.

    Returns
    -------
    callable
        From an array of shape (n, p), or a table like ``like``, to points of shape (n,).
    """

    def points(numbers) -> np.ndarray:
        numbers = codes(numbers) if isinstance(numbers, pd.DataFrame) else numbers
        return score.own_points(as_people(numbers, like))

    return points


def as_people(numbers, like: pd.DataFrame) -> pd.DataFrame:
    """Turn an array of shape (n, p) into a table like ``like``, codes to the nearest category."""
    table = {}
    for name, column in zip(like.columns, np.atleast_2d(numbers).T, strict=True):
        kind = like[name].dtype
        if isinstance(kind, pd.CategoricalDtype):
            known = np.isfinite(column)
            nearest = np.clip(np.rint(np.where(known, column, 0)), 0, len(kind.categories) - 1)
            column = pd.Categorical.from_codes(np.where(known, nearest, -1).astype(int), dtype=kind)
        table[name] = column
    return pd.DataFrame(table)


def sample_values(
    predict: Callable[..., np.ndarray], people, background, *, n_orders: int = 100, seed: int = 0
) -> tuple[np.ndarray, float]:
    """Estimate Shapley values by asking about mixed people, in random orders of the columns.

    Parameters
    ----------
    predict : callable
        From an array of shape (n, p) to shape (n,).
    people : DataFrame, or array of shape (n, p)
    background : DataFrame, or array of shape (m, p)
        One of them, evenly drawn, is mixed in for each order.
    n_orders : int
        At least 1; each costs p questions a person.
    seed : int

    Returns
    -------
    values : ndarray of shape (n, p)
    base : float
        ``base + values.sum(axis=1) == predict(people)``: the mean over those mixed in.

    References
    ----------
    Strumbelj & Kononenko's permutation sampling, as in ``shap.PermutationExplainer``.
    """
    check_whole("n_orders", n_orders, least=1)
    people, background = (
        codes(t) if isinstance(t, pd.DataFrame) else np.asarray(t, float)
        for t in (people, background)
    )
    n, p = people.shape
    rng = np.random.default_rng(seed)
    drawn = np.linspace(0, len(background) - 1, n_orders).round().astype(int)
    start = np.asarray(predict(background[drawn]), float)
    values = np.zeros((n, p))
    for other, before in zip(background[drawn], start, strict=True):
        order = rng.permutation(p)
        asked = np.repeat(other[None, None, :], p, axis=0).repeat(n, axis=1)
        for step, column in enumerate(order):
            asked[step:, :, column] = people[:, column]
        after = np.asarray(predict(asked.reshape(-1, p)), float).reshape(p, n)
        values[:, order] += np.diff(after, axis=0, prepend=before).T
    return values / n_orders, float(start.mean())
