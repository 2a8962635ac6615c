"""Groups of people, however a caller names them: a mask, masks, labels, or columns that cross."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

FORMS = (
    "a boolean mask, a mapping of names to masks, text labels, or a DataFrame of labels and "
    "booleans"
)


def read_groups(argument: str, given, n_people: int) -> dict[str, np.ndarray]:
    """Read any number of groups as masks.

    Parameters
    ----------
    argument : str
        Its name, for errors.
    given : mapping, Series, array or DataFrame
        *Mapping* of names to boolean masks, which may overlap. *Labels*, text or categorical, of
        shape (n,): a group each; who has no label is in no group. *DataFrame* of labels and
        booleans: a group for each combination that occurs, such as "woman × hill".
    n_people : int

    Returns
    -------
    dict of str to ndarray of bool, shape (n,)
        In the order of the mapping, or of the categories; empty groups of a mapping are kept.

    Raises
    ------
    ValueError
        If it is none of these, or has another length.
    """
    if isinstance(given, Mapping):
        if not given:
            raise ValueError(f"{argument} must name at least one group; received none")
        return {
            str(name): _mask(f"{argument}[{name!r}]", mask, n_people)
            for name, mask in given.items()
        }
    columns = given if isinstance(given, pd.DataFrame) else pd.DataFrame({"": pd.Series(given)})
    if len(columns) != n_people or not columns.shape[1]:
        raise ValueError(
            f"{argument} must have a row for each of {n_people} people, and at least one column; "
            f"received shape {columns.shape}"
        )
    parts = [_labels(argument, name, column) for name, column in columns.items()]
    codes = np.zeros(n_people, dtype=np.int64)
    known = np.ones(n_people, dtype=bool)
    for part in parts:
        codes = codes * len(part.categories) + part.codes
        known &= part.codes >= 0
    return {
        " × ".join(str(part[first]) for part in parts): known & (codes == code)
        for code in np.unique(codes[known])
        for first in [np.flatnonzero(known & (codes == code))[0]]
    }


def _mask(argument: str, given, n_people: int) -> np.ndarray:
    mask = np.asarray(given)
    if mask.dtype != bool or mask.shape != (n_people,):
        raise ValueError(
            f"{argument} must be a boolean mask over {n_people} people; received {mask.dtype} of "
            f"shape {mask.shape}"
        )
    return mask


def _labels(argument: str, name, column: pd.Series) -> pd.Categorical:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Categorical(column)
    if pd.api.types.is_bool_dtype(column):
        yes = str(name) or "yes"
        return pd.Categorical(np.where(column, yes, f"not {yes}"), [yes, f"not {yes}"])
    if pd.api.types.is_numeric_dtype(column):
        where = f" in column {name!r}" if name != "" else ""
        raise ValueError(
            f"{argument} must be {FORMS}; received numbers ({column.dtype}){where}: cut them into "
            "named bands, or turn codes into text"
        )
    return pd.Categorical(column)
