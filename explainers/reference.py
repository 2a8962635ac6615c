"""Whom an explanation is about, and whom it compares them with."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from scoring.encoding import FITTED_COLUMNS, columns_differ

MOST_REFERENCE_PEOPLE = 1_000


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
