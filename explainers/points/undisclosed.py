"""What a score uses and does not show stands in one row, "not disclosed"."""

from __future__ import annotations

import numpy as np
import pandas as pd

from explainers.points.labels import NOT_DISCLOSED, column_names
from synthetic_data.codebook import names


def merge_undisclosed(
    values: np.ndarray, people: pd.DataFrame
) -> tuple[np.ndarray, pd.DataFrame, tuple[str, ...]]:
    """Add up what the undisclosed columns give, and hide what they hold.

    Parameters
    ----------
    values : ndarray of shape (n, p)
        What each column of ``people`` gives.
    people : DataFrame of shape (n, p)

    Returns
    -------
    values : ndarray of shape (n, q)
    data : DataFrame of shape (n, q)
        The columns that may be shown, then ``"not disclosed"``, which is empty, if there is
        anything to hide; with nothing to hide, ``people`` as they are.
    columns : tuple of str, length q
    """
    hidden = np.isin([str(name) for name in people.columns], names("undisclosed"))
    if not hidden.any():
        return values, people, column_names(people)
    merged = np.column_stack([values[:, ~hidden], values[:, hidden].sum(axis=1)])
    shown = people.loc[:, ~hidden]
    shown = shown.set_axis(list(column_names(shown)), axis=1)
    data = shown.assign(**{NOT_DISCLOSED: np.nan})
    return merged, data, tuple(data.columns)
