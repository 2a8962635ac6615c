"""Whom an explanation is about, and whom it compares them with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from scoring.encoding import FITTED_COLUMNS, columns_differ

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


def reference_people(table: pd.DataFrame, background, name=None) -> tuple[pd.DataFrame, str]:
    """Return the reference people's table, and who they are in words."""
    if background is None:
        n = min(len(table), MOST_REFERENCE_PEOPLE)
        evenly = np.linspace(0, len(table) - 1, n).round().astype(int)
        return table.iloc[evenly], _count(n, name, "people drawn evenly from the table")
    if isinstance(background, pd.DataFrame):
        if len(background) == 0:
            raise ValueError("background must have at least one person; received none")
        if list(background.columns) != list(table.columns):
            difference = columns_differ(table.columns, background.columns)
            raise ValueError(
                difference.replace(FITTED_COLUMNS, "background must have the columns of X")
            )
        return background, _count(len(background), name, "reference people")
    chosen = positions("background", background, len(table))
    return table.iloc[chosen], _count(len(chosen), name, "reference people of the table")


def _count(n: int, name: str | None, usual: str) -> str:
    """Say who the reference people are; that it is a single one must be heard."""
    if n == 1:
        return f"one person, of {name}" if name else "one person"
    return f"{n:,} {name or usual}"


def positions(argument: str, given, n_people: int) -> np.ndarray:
    """Turn a mask or positions into positions; everybody where nothing is given."""
    if given is None:
        return np.arange(n_people)
    chosen = np.asarray(given)
    if chosen.dtype == bool:
        if chosen.shape != (n_people,):
            raise ValueError(
                f"{argument} must be a mask over {n_people} people; received shape {chosen.shape}"
            )
        chosen = np.flatnonzero(chosen)
        if len(chosen) == 0:
            raise ValueError(
                f"{argument} must name at least one person; received a mask that takes in nobody"
            )
    if chosen.ndim != 1 or chosen.dtype.kind not in "iu" or len(chosen) == 0:
        raise ValueError(f"{argument} must name at least one person; received {given!r}")
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
