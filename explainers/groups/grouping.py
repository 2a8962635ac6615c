"""Groups of people, however a caller names them: a mask, masks, labels, or columns that cross."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Number

import numpy as np
import pandas as pd

from synthetic_data.arguments import in_order, read_mask

MEMBERS = ("the group", "the rest")
BOOLS = (bool, np.bool_)
FORMS = (
    "a boolean mask, a mapping of names to masks, text labels, or a DataFrame of labels and "
    "booleans"
)


def is_mask(given) -> bool:
    """Whether it can only be meant as one mask: yes and no, or numbers, with or without missing."""
    if isinstance(given, Mapping | pd.DataFrame):
        return False
    if isinstance(getattr(given, "dtype", None), pd.CategoricalDtype):
        return False
    if np.ndim(given) != 1 or pd.api.types.is_numeric_dtype(getattr(given, "dtype", object)):
        return True
    known = pd.Series(given, dtype=object).dropna()
    return len(known) > 0 and all(isinstance(value, Number | np.bool_) for value in known)


def read_groups(
    argument: str, given, n_people: int, index: pd.Index | None = None
) -> dict[str, np.ndarray]:
    """Read any number of groups as masks: the first of what :func:`read_labelled` returns."""
    return read_labelled(argument, given, n_people, index)[0]


def read_labelled(
    argument: str, given, n_people: int, index: pd.Index | None = None
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Read any number of groups as masks, and who has a label.

    Parameters
    ----------
    argument : str
        Its name, for errors.
    given : mapping, Series, array or DataFrame
        *Mapping* of names to boolean masks, which may overlap. *Labels*, text or categorical, of
        shape (n,): a group each. *DataFrame* of labels and booleans: a group for each combination
        that occurs, such as "woman × hill". Whose label is missing (None, NaN, pandas' NA) is in
        no group and not among the rest.
    n_people : int
    index : Index of length n, optional
        The people's labels: a Series or DataFrame is brought into their order.

    Returns
    -------
    masks : dict of str to ndarray of bool, shape (n,)
        In the order of the mapping, or of the categories; empty groups of a mapping are kept.
    known : ndarray of bool, shape (n, k + 1)
        Who has a label as to each group, and in the last place who has any.

    Raises
    ------
    ValueError
        If it is none of these, has another length, or bears another index than the people.
    """
    if isinstance(given, Mapping):
        if not given:
            raise ValueError(f"{argument} must name at least one group; received none")
        read = {
            str(name): read_mask(f"{argument}[{name!r}]", mask, n_people, index=index)
            for name, mask in given.items()
        }
        known = np.column_stack([known for _, known in read.values()])
        known = np.column_stack([known, known.any(axis=1)])
        return {name: mask for name, (mask, _) in read.items()}, known
    if index is not None:
        given = in_order(argument, given, index)
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
    found, first = np.unique(codes[known], return_index=True)
    first = np.flatnonzero(known)[first]
    masks = {
        " × ".join(str(part[at]) for part in parts): known & (codes == code)
        for code, at in zip(found, first, strict=True)
    }
    return masks, np.repeat(known[:, None], len(masks) + 1, axis=1)


def _labels(argument: str, name, column: pd.Series) -> pd.Categorical:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Categorical(column)
    known = column.dropna()
    if known.empty:
        return pd.Categorical([None] * len(column))
    if all(isinstance(value, BOOLS) for value in known):
        yes = str(name) or "yes"
        return pd.Categorical(
            column.astype(object).map({True: yes, False: f"not {yes}"}), [yes, f"not {yes}"]
        )
    if pd.api.types.is_numeric_dtype(column) or any(isinstance(value, Number) for value in known):
        where = f" in column {name!r}" if name != "" else ""
        raise ValueError(
            f"{argument} must be {FORMS}; received numbers ({column.dtype}){where}: cut them into "
            "named bands, or turn codes into text"
        )
    return pd.Categorical(column)


def read_classes(attribute) -> pd.Categorical:
    """Read labels, or a mask, as classes; who has no label is in none."""
    labels = pd.Series(attribute).reset_index(drop=True)
    known = labels.dropna()
    if len(known) and all(isinstance(value, BOOLS) for value in known):
        named = labels.astype(object).map(dict(zip((True, False), MEMBERS, strict=True)))
        return pd.Categorical(named, MEMBERS[::-1]).remove_unused_categories()
    return pd.Categorical(labels).remove_unused_categories()
