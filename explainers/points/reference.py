"""Whom an explanation is about, and whom it compares them with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import infer_dtype
from scipy import sparse

from explainers.points.inputs import take_columns
from synthetic_data.arguments import read_mask

MOST_REFERENCE_PEOPLE = 1_000


@dataclass(frozen=True)
class Reference:
    """Which people an explanation was computed with, without their records.

    Attributes
    ----------
    n_people : int
    fingerprint : str
        Equal for the same people in any order, whatever types their columns are stored in. It
        hides nobody from somebody who knows all columns of all the people but one.

    Examples
    --------
    >>> table = pd.DataFrame({"age": [30, 40], "job": ["nurse", "clerk"]})
    >>> Reference.of(table) == Reference.of(table[::-1])
    True
    """

    n_people: int
    fingerprint: str

    @classmethod
    def of(cls, table: pd.DataFrame) -> Reference:
        """Take the fingerprint of a table of people."""
        bits = np.column_stack([_bits(table.iloc[:, place]) for place in range(table.shape[1])])
        each = sorted(hashlib.sha256(row).digest() for row in bits)
        names = repr([str(name) for name in table.columns])
        return cls(len(table), hashlib.sha256(names.encode() + b"".join(each)).hexdigest())


def _bits(column: pd.Series) -> np.ndarray:
    """Return eight bytes a person: the number itself, or the start of its label's hash."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        numbers = column.to_numpy(dtype=float, na_value=np.nan) + 0.0  # -0.0 is 0.0
        return np.where(np.isnan(numbers), np.nan, numbers).view(np.uint64)
    code, labels = pd.factorize(column)
    hashes = [hashlib.sha256(str(label).encode()).digest()[:8] for label in labels]
    return np.array([int.from_bytes(h, "little") for h in hashes] + [0], dtype=np.uint64)[code]


def reference_people(
    table: pd.DataFrame, background, name: str | None = None, columns=None
) -> tuple[pd.DataFrame, str]:
    """Return the reference people's table, and who they are in words.

    Parameters
    ----------
    table : DataFrame of shape (n, p)
        Everybody.
    background : DataFrame or array of shape (m, p), mask over ``table`` or positions, optional
        An array's columns are those of ``table``, in their order.
    name : str, optional
    columns : list, optional
        Which columns of ``table`` are wanted, by name; all if left out.
    """
    columns = table.columns if columns is None else columns
    if background is None:
        n = min(len(table), MOST_REFERENCE_PEOPLE)
        evenly = np.linspace(0, len(table) - 1, n).round().astype(int)
        people = table.iloc[evenly]
        return take_columns(people, columns), _count(n, name, "people drawn evenly from the table")
    if np.ndim(background) == 2:
        people = _as_people(background, table)
        people = take_columns(people, columns, "background must have the columns of X")
        return people, _count(len(people), name, "reference people")
    chosen = positions("background", background, table.index)
    people = take_columns(table.iloc[chosen], columns)
    return people, _count(len(chosen), name, "reference people of the table")


def _as_people(background, table: pd.DataFrame) -> pd.DataFrame:
    """Return reference people as a table; an array has the columns of everybody's, by position."""
    if sparse.issparse(background):
        raise ValueError(
            "background must be a DataFrame, an array or a mask; received a sparse one: call "
            "toarray()"
        )
    if len(background) == 0:
        raise ValueError("background must have at least one person; received none")
    if isinstance(background, pd.DataFrame):
        return background
    array = np.asarray(background)
    if array.shape[1] != table.shape[1]:
        raise ValueError(
            f"background must have the {table.shape[1]} columns of X; received an array of shape "
            f"{array.shape}"
        )
    if array.dtype == object:
        array = np.where(pd.isna(array), np.nan, array)  # pandas' NA is no number
    people = pd.DataFrame(array, columns=table.columns).infer_objects()
    kinds = table.dtypes[[isinstance(kind, pd.CategoricalDtype) for kind in table.dtypes]]
    return people.astype(kinds.to_dict())


def _count(n: int, name: str | None, usual: str) -> str:
    """Say who the reference people are; that it is a single one must be heard."""
    if n == 1:
        return f"one person, of {name}" if name else "one person"
    return f"{n:,} {name or usual}"


def positions(argument: str, given, index: pd.Index) -> np.ndarray:
    """Turn a mask or positions into positions; everybody where nothing is given.

    Parameters
    ----------
    argument : str
        Its name, for errors.
    given : boolean mask of length n, or positions, optional
        A mask that is a Series is read by its labels.
    index : Index of length n
        The people's labels.
    """
    n_people = len(index)
    if given is None:
        return np.arange(n_people)
    if np.ndim(given) == 1 and len(given) and infer_dtype(given, skipna=True) == "boolean":
        mask, known = read_mask(argument, given, n_people, index=index)
        if not known.all():
            raise ValueError(
                f"{argument} must say yes or no of each of {n_people} people; received "
                f"{(~known).sum()} missing entries"
            )
        if not mask.any():
            raise ValueError(
                f"{argument} must name at least one person; received a mask that takes in nobody"
            )
        return np.flatnonzero(mask)
    chosen = np.asarray(given)
    numbers = chosen.ndim == 1 and chosen.dtype.kind in "iu"
    labelled = isinstance(given, pd.Series | pd.Index)
    if numbers and labelled and not index.equals(pd.RangeIndex(n_people)):
        raise ValueError(
            f"{argument} must be an array of positions, or a boolean mask; received whole numbers "
            f"as {type(given).__name__}, which may be labels"
        )
    if numbers and len(chosen) == n_people > 2 and set(chosen.tolist()) <= {0, 1}:
        raise ValueError(
            f"{argument} must be a boolean mask over {n_people} people, or whole positions; "
            "received a 0 or 1 for each of them"
        )
    if chosen.size == 0:
        raise ValueError(f"{argument} must name at least one person; received none")
    if chosen.ndim != 1 or chosen.dtype.kind not in "iu":
        raise ValueError(
            f"{argument} must be a boolean mask over {n_people} people, or whole positions; "
            f"received {chosen.dtype} of shape {chosen.shape}"
        )
    if chosen.min() < 0 or chosen.max() >= n_people:
        raise ValueError(
            f"{argument} must be positions from 0 to {n_people - 1}; received {chosen.min()} to "
            f"{chosen.max()}"
        )
    return chosen


def ties_of_nobody(score, n_people: int) -> sparse.csr_array | None:
    """Return ties that tie nobody, where a score asks for ties: no column's value needs them."""
    if getattr(score, "social_weight", 0) == 0:
        return None
    return sparse.csr_array((n_people, n_people))
