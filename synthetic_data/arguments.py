"""Checks of what a caller passes: one clear sentence that names the argument and what came."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd


def check_whole(argument: str, value, *, least: int, most: int | None = None) -> None:
    """Require a whole number of at least ``least``, and at most ``most``."""
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_)
    if not whole or value < least:
        raise ValueError(
            f"{argument} must be a whole number of at least {least}; received {value!r}"
        )
    if most is not None and value > most:
        raise ValueError(f"{argument} must be at most {most:,}; received {value:,}")


def check_position(argument: str, value, n_people: int) -> None:
    """Require the position of one of ``n_people``, counted from 0."""
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_)
    if not whole or not 0 <= value < n_people:
        raise ValueError(
            f"{argument} must be a whole number from 0 to {n_people - 1}; received {value!r}"
        )


def check_fraction(argument: str, value) -> None:
    """Require a number strictly between 0 and 1."""
    if not _is_number(value) or not 0 < value < 1:
        raise ValueError(f"{argument} must be a number between 0 and 1; received {value!r}")


def check_names(argument: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    """Require known names."""
    for name in names:
        if name not in allowed:
            raise ValueError(f"{argument} must be one of {', '.join(allowed)}; received {name!r}")


def check_doses(doses: Mapping[str, float], allowed: Iterable[str]) -> None:
    """Require known biases, and doses in [0, 1]."""
    check_names("doses", doses, allowed)
    for name, dose in doses.items():
        if not _is_number(dose) or not 0 <= dose <= 1:
            raise ValueError(f"doses[{name!r}] must be a number in [0, 1]; received {dose!r}")


def check_group(
    argument: str, member, n_people: int, *, index: pd.Index | None = None
) -> np.ndarray:
    """Require a boolean mask with somebody inside and somebody outside.

    Parameters
    ----------
    argument : str
        Its name, for errors.
    member : array of shape (n,), or Series
        A Series is brought into the order of ``index``, where one is given.
    n_people : int
    index : Index of length n, optional
        The people's labels.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    mask, known = read_mask(argument, member, n_people, index=index)
    if not known.all():
        raise ValueError(
            f"{argument} must say yes or no of each of {n_people} people; received "
            f"{(~known).sum()} without a label"
        )
    if mask.all() or not mask.any():
        who = "everybody" if mask.all() else "nobody"
        raise ValueError(f"{argument} must take in some people but not all; received {who}")
    return mask


def read_mask(
    argument: str, group, n_people: int, *, index: pd.Index | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Read a boolean mask in which labels may be missing (None, NaN or pandas' NA).

    Returns
    -------
    mask, known : ndarray of bool, shape (n,)
        Who is inside, and who has a label at all; nobody without one is inside.
    """
    if isinstance(group, list | tuple):  # of which NumPy might make numbers
        group = np.fromiter(group, dtype=object, count=len(group))
    mask = np.asarray(group) if index is None else aligned(argument, group, index)
    known = np.ones(mask.shape, dtype=bool)
    if mask.dtype == object:
        known = ~pd.isna(mask)
        if all(isinstance(value, bool | np.bool_) for value in mask[known].tolist()):
            mask = np.where(known, mask, False).astype(bool)
    if mask.dtype != bool or mask.shape != (n_people,):
        raise ValueError(
            f"{argument} must be a boolean mask over {n_people} people; received {mask.dtype} of "
            f"shape {mask.shape}"
        )
    return mask, known


def aligned(argument: str, values, index: pd.Index) -> np.ndarray:
    """Return what is given for each person in the order of the people.

    Parameters
    ----------
    argument : str
        Its name, for errors.
    values : Series, DataFrame or array
        One value, or row, a person. A Series or DataFrame is brought into the order of
        ``index``; whatever bears no labels is taken as it stands.
    index : Index of length n
        The people's labels.

    Returns
    -------
    ndarray
        Of the shape of ``values``.

    Raises
    ------
    ValueError
        If the labels are not those of ``index``, repeat in another order, or are pandas' default
        0 to n − 1 where the people's are others: that may be the people's order or any other.
    """
    return np.asarray(in_order(argument, values, index))


def in_order(argument: str, values, index: pd.Index):
    """As :func:`aligned`, but a Series or DataFrame stays one, with its types."""
    if not isinstance(values, pd.Series | pd.DataFrame) or values.index.equals(index):
        return values
    own = values.index
    default = isinstance(own, pd.RangeIndex) and own.equals(pd.RangeIndex(len(own)))
    place = own.get_indexer(index) if own.is_unique else np.array([])
    if default and len(own) == len(index):
        received = "pandas' default 0 to n - 1: pass an array in their order, or their index"
    elif not own.is_unique or not index.is_unique:
        received = "labels that repeat, in another order"
    elif len(own) != len(index) or (place < 0).any():
        received = f"{len(own)} labels, {len(own.intersection(index))} of them theirs"
    else:
        return values.iloc[place]
    raise ValueError(
        f"{argument} must be an array, or bear the index of the {len(index)} people; received "
        f"{received}"
    )


def check_clusters(clusters, n_people: int, *, index: pd.Index | None = None) -> np.ndarray:
    """Require one label for each person, none missing; a Series in the order of ``index``."""
    labels = np.asarray(clusters) if index is None else aligned("clusters", clusters, index)
    if labels.shape != (n_people,):
        raise ValueError(
            f"clusters must have one label for each of {n_people} people; received shape "
            f"{labels.shape}"
        )
    if missing := int(pd.isna(labels).sum()):
        raise ValueError(
            f"clusters must have a label for each of {n_people} people; received {missing} missing"
        )
    if labels.dtype == object:
        try:
            np.unique(labels)
        except TypeError:
            kinds = sorted({type(label).__name__ for label in labels.tolist()})
            raise ValueError(
                f"clusters must be labels of one type; received {', '.join(kinds)}"
            ) from None
    return labels


def stored_values(name: str, values, structure: Mapping, n_people: int) -> np.ndarray:
    """Bring values that replace a variable to its type: a scalar, or one for each person."""
    check_names("do", [name], structure)
    variable = structure[name]
    values = np.asarray(values)
    if values.shape not in ((), (n_people,)):
        raise ValueError(
            f"do[{name!r}] must be one value or one for each of {n_people} people; received "
            f"shape {values.shape}"
        )
    values = np.broadcast_to(values, (n_people,))
    if variable.categories is not None:
        check_names(f"do[{name!r}]", np.unique(values).tolist(), variable.categories)
        return np.array([variable.categories.index(value) for value in values.tolist()], np.int8)
    low, high = variable.range
    if not (np.issubdtype(values.dtype, np.number) or values.dtype == bool) or not (
        np.all(values >= low) and np.all(values <= high)
    ):
        shown = f"{values.min()} to {values.max()}" if values.dtype.kind in "iufb" else values.dtype
        raise ValueError(f"do[{name!r}] must be numbers in [{low:g}, {high:g}]; received {shown}")
    return variable.store(values)


def _is_number(value) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_)
