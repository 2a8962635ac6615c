"""Mixed people: some columns are a person's own, the others a reference person's.

Perturbation-based explainers ask a score about such people. Many of them could not exist; how
far they lie from real ones is measured here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd


def codes(table: pd.DataFrame) -> np.ndarray:
    """Return the table as numbers, a category by its code; NaN is a missing value."""
    columns = []
    for name in table.columns:
        column = table[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes = column.cat.codes.to_numpy(float)
            columns.append(np.where(codes < 0, np.nan, codes))
        elif pd.api.types.is_numeric_dtype(column.dtype):
            columns.append(column.to_numpy(float))
        else:
            raise ValueError(
                f"column {name!r} must hold numbers, or be categorical; received {column.dtype}"
            )
    return np.column_stack(columns)


def filled(numbers: np.ndarray) -> np.ndarray:
    """Return 0 throughout a column where nobody has a value: trees cannot be fitted on it."""
    return np.where(np.isnan(numbers).all(axis=0), 0.0, numbers)


def mix(people: pd.DataFrame, others: pd.DataFrame, own: np.ndarray) -> pd.DataFrame:
    """Give each person another's columns where ``own`` is false.

    Parameters
    ----------
    people, others : DataFrame of shape (n, p)
        Row i is mixed with row i.
    own : boolean array of shape (n, p) or (p,)

    Returns
    -------
    DataFrame of shape (n, p)
    """
    own = np.broadcast_to(own, people.shape)
    mixed = {}
    for j, name in enumerate(people.columns):
        mine, theirs = people[name], others[name]
        if isinstance(mine.dtype, pd.CategoricalDtype):
            both = np.where(own[:, j], mine.cat.codes, theirs.cat.codes)
            mixed[name] = pd.Categorical.from_codes(both, dtype=mine.dtype)
        else:
            mixed[name] = np.where(own[:, j], mine, theirs)
    return pd.DataFrame(mixed)


def mixed_people(people: pd.DataFrame, others: pd.DataFrame, rng, share=None) -> pd.DataFrame:
    """Mix each person with a random other one, as Shapley values weigh coalitions.

    The number of the person's own columns is uniform from 1 to p - 1, or a given share of p;
    then which ones.
    """
    n, p = people.shape
    size = rng.integers(1, p, n) if share is None else np.full(n, round(share * p))
    own = rng.random((n, p)).argsort(axis=1).argsort(axis=1) < size[:, None]
    return mix(people, others.iloc[rng.integers(len(others), size=n)], own)


def mixed_auc(people: pd.DataFrame, others: pd.DataFrame, *, share=None, seed: int = 0) -> float:
    """Tell how well boosted trees tell real people from mixed ones.

    Parameters
    ----------
    people : DataFrame of shape (n, p)
        Real people; half of them teach the trees, half measure them.
    others : DataFrame of shape (m, p)
        Real people to mix them with.
    share : float in (0, 1), optional
        How many of the columns are the person's own; any number, all equally likely, if left
        out.
    seed : int

    Returns
    -------
    float
        Area under the ROC curve on the second half: 0.5 if mixed people look real, 1 if every
        one gives itself away.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(seed)
    n = len(people)
    both = [codes(people), codes(mixed_people(people, others, rng, share))]
    both = filled(np.concatenate(both))
    is_real = np.arange(2 * n) < n
    first = np.tile(rng.permutation(n) < n // 2, 2)
    trees = HistGradientBoostingClassifier(max_iter=150, random_state=seed)
    trees.fit(both[first], is_real[first])
    return float(roc_auc_score(is_real[~first], trees.predict_proba(both[~first])[:, 1]))
