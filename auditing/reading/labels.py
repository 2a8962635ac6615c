"""Labels of groups and of yes and no, as they stand in tables."""

import numpy as np
import pandas as pd

MAX_LABELS = 1_000  # of one column; more are no groups but names
POSITIVE = frozenset({"1", "1.0", "true", "t", "yes", "y", "oui", "o", "vrai"})
NEGATIVE = frozenset({"0", "0.0", "false", "f", "no", "n", "non", "faux"})
UNKNOWN = -1


def read_labels(name: str, values: pd.Series, unknown=()) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return codes and sorted labels of one column; empty text is no label."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes, found = values.cat.codes.to_numpy(), values.cat.categories
    else:
        codes, found = factorized(name, values)
    words = np.array([label_of(one) for one in found], dtype=object)
    labels = sorted({word for word in words if word} - {*unknown})
    if len(labels) > MAX_LABELS:
        raise ValueError(
            f"groups must have at most {MAX_LABELS:,} values a column; column {name!r} has "
            f"{len(labels):,}: join them to fewer"
        )
    place = {label: number for number, label in enumerate(labels)}
    new = np.array([*(place.get(word, UNKNOWN) for word in words), UNKNOWN], dtype=np.int16)
    if np.array_equal(new, [*range(len(words)), UNKNOWN]):
        return codes, tuple(labels)
    return new[codes], tuple(labels)


def factorized(column, values: pd.Series):
    """Number the values of a column; refuse lists and the like.

    Examples
    --------
    >>> factorized("sex", pd.Series([["f"], ["m"]]))
    Traceback (most recent call last):
    ValueError: column 'sex' must hold labels or numbers; row 1 holds "['f']"
    """
    try:
        return pd.factorize(values)
    except TypeError:
        raise ValueError(
            f"{named(column, 'a column')} must hold labels or numbers; row 1 holds "
            f"{shortened(values.iloc[0])}"
        ) from None


def label_of(value) -> str:
    """Write a value of a group's column as its label: whole numbers without a decimal point."""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()


def named(column, argument: str) -> str:
    """Name a column, or the argument that gave its values."""
    return f"column {column!r}" if isinstance(column, str) else argument


def shortened(value) -> str:
    """Quote a value, short enough for a sentence."""
    said = repr(str(value))
    return said if len(said) <= 42 else said[:40] + "…'"
