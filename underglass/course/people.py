"""Invented persons for the counter: a typical one, and one with some entries changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data import Population
from synthetic_data.structure import STRUCTURE


def typical_person(country: Population) -> pd.DataFrame:
    """Return one row with each column's middle value, or its commonest word.

    Nobody need look like that: who is in the middle everywhere has no blemish anywhere.
    """
    table = country.observed
    row = {
        name: values.mode()[0] if STRUCTURE[name].categories else float(values.median())
        for name, values in table.items()
    }
    words = {name: table[name].dtype for name in table if STRUCTURE[name].categories}
    return pd.DataFrame([row], columns=table.columns).astype(words)


def steps_of(column: str, n: int = 61) -> np.ndarray:
    """Return values of a column of numbers, evenly from end to end of the codebook's range."""
    return np.linspace(*STRUCTURE[column].range, n)


def changed(person: pd.DataFrame, **new) -> pd.DataFrame:
    """Return a person's row with some entries replaced; the old row stays as it is.

    Parameters
    ----------
    person : DataFrame of shape (1, p)
    **new
        Column by column, in the codebook's unit and range.

    Raises
    ------
    ValueError
        For a column that the row does not have, or a value outside the codebook's range.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> mira = typical_person(make_population(500))
    >>> float(changed(mira, books=20)["books"].iloc[0])
    20.0
    >>> changed(mira, books=-1)
    Traceback (most recent call last):
    ValueError: books must be a number from 0 to 60 (per year); received -1
    """
    for name, value in new.items():
        if name not in person.columns:
            raise ValueError(f"{name} is no column of this row; list(person.columns) names them")
        variable = STRUCTURE[name]
        if variable.categories is not None:
            if value not in variable.categories:
                allowed = ", ".join(variable.categories)
                raise ValueError(f"{name} must be one of {allowed}; received {value!r}")
            continue
        low, high = variable.range
        is_number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:
            unit = f" ({variable.unit})" if variable.unit else ""
            raise ValueError(
                f"{name} must be a number from {low:g} to {high:g}{unit}; received {value!r}"
            )
    words = {name: person[name].dtype for name in new if STRUCTURE[name].categories}
    return person.assign(**new).astype(words)
