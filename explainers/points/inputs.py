"""What goes into ``explain``: a table with the right columns, and values that the model takes.

Infinite values are refused wherever the model itself refuses them: by every ``OpaqueScore``, and
by all models of a reader's own but HistGradientBoosting, which compares them like other numbers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype
from scipy import sparse
from sklearn.utils import get_tags
from sklearn.utils.validation import check_is_fitted

from explainers.trees.categories import reads_categories
from explainers.trees.scikit_learn import HISTOGRAM
from scoring.encoding import FITTED_COLUMNS, columns_differ
from scoring.opaque import OpaqueScore


def as_table(X) -> pd.DataFrame:
    """Return ``X`` as a table with at least one person; an array's columns are 0, 1, 2 …."""
    if sparse.issparse(X):
        raise ValueError("X must be a DataFrame or an array; received a sparse one: call toarray()")
    table = X if isinstance(X, pd.DataFrame) else np.asarray(X)
    if table.ndim != 2 or len(table) == 0:
        raise ValueError(
            "X must have one row for each person, at least one, and one column for each feature; "
            f"received shape {table.shape}"
        )
    return pd.DataFrame(table)


def fitted_columns(score, table: pd.DataFrame) -> list:
    """Which columns of a table a fitted score or model reads: by name, or all by position.

    Raises
    ------
    ValueError
        If it was fitted on an array with another number of columns.
    """
    if isinstance(score, OpaqueScore):
        check_is_fitted(score)
        return list(score.encoder_.columns)
    fitted = getattr(score, "feature_names_in_", None)
    if fitted is not None:
        return list(fitted)
    number = getattr(score, "n_features_in_", table.shape[1])
    if number != table.shape[1]:
        raise ValueError(
            f"X must have {number} columns, as the score was fitted on; received {table.shape[1]}"
        )
    return list(table.columns)


def take_columns(table: pd.DataFrame, columns, must: str = FITTED_COLUMNS) -> pd.DataFrame:
    """Take columns by name, in this order; others are left out.

    Raises
    ------
    ValueError
        Beginning with ``must``: if a column is missing, or there twice.
    """
    columns, names = list(columns), pd.Index([str(name) for name in table.columns])
    twice = names[names.duplicated() & names.isin([str(name) for name in columns])]
    if len(twice):
        raise ValueError(f"{must}, each once; received twice {list(dict.fromkeys(twice))}")
    if not set(columns) <= set(table.columns):
        raise ValueError(columns_differ(columns, table.columns).replace(FITTED_COLUMNS, must))
    return table if columns == list(table.columns) else table[columns]


def as_fitted(model, people: pd.DataFrame):
    """Give people as a model was fitted on them: a table where it knows names, else an array.

    A table of numbers and labels stays one where its columns have no names: its array would hold
    objects.
    """
    if hasattr(model, "feature_names_in_") or not hasattr(model, "n_features_in_"):
        return people
    if people.iloc[:1].to_numpy().dtype != object:
        return people.to_numpy()
    if all(is_numeric_dtype(kind) for kind in people.dtypes):
        return people.to_numpy(dtype=float, na_value=np.nan)
    named = all(isinstance(name, str) for name in people.columns)
    return people.to_numpy() if named or people.dtypes.nunique() == 1 else people


def as_features(model, people: pd.DataFrame, name: str = "X"):
    """Give a model of the reader's own its people: numbers, or labels where it reads them.

    Raises
    ------
    ValueError
        If a column holds texts or labels, missing or infinite values, and the model takes none.
    """
    if reads_categories(model):
        return as_fitted(model, people)
    numbers = np.empty(people.shape, dtype=float)
    for place, column in enumerate(people):
        try:
            if people.dtypes.iloc[place].kind in "mMc":  # NumPy would make numbers of dates
                raise TypeError
            numbers[:, place] = people.iloc[:, place].to_numpy(dtype=float, na_value=np.nan)
        except (TypeError, ValueError):
            raise ValueError(
                f"{name}[{column!r}] must hold numbers, or the score must be a pipeline that "
                f"encodes it; received {people.dtypes.iloc[place]}"
            ) from None
    check_numbers(model, numbers, list(people), name)
    return numbers


def check_numbers(model, numbers: np.ndarray, columns: list, name: str = "X") -> None:
    """Refuse what the model itself refuses, by column.

    Parameters
    ----------
    model : estimator
        A pipeline's last step.
    numbers : ndarray of shape (n, q)
    columns : list of length q
        Which column each feature came from.
    name : str
        What an error calls the table.
    """
    takes_infinite = isinstance(model, HISTOGRAM)
    takes_missing = get_tags(model).input_tags.allow_nan
    for kind, refused, test in (
        ("missing", not takes_missing, np.isnan),
        ("infinite", not takes_infinite, np.isinf),
    ):
        if refused and test(numbers).any():
            found = list(dict.fromkeys(np.array(columns, object)[test(numbers).any(axis=0)]))
            raise ValueError(
                f"{name} must have no {kind} values, because {type(model).__name__} takes none; "
                f"received some in {found}"
            )
