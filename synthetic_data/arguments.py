"""Checks of what a caller passes: one clear sentence that names the argument and what came."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping

import numpy as np


def check_whole(argument: str, value, *, least: int, most: int | None = None) -> None:
    """Require a whole number of at least ``least``, and at most ``most``."""
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_)
    if not whole or value < least:
        raise ValueError(
            f"{argument} must be a whole number of at least {least}; received {value!r}"
        )
    if most is not None and value > most:
        raise ValueError(f"{argument} must be at most {most:,}; received {value:,}")


def check_fraction(argument: str, value) -> None:
    """Require a number strictly between 0 and 1."""
    if not _is_number(value) or not 0 < value < 1:
        raise ValueError(f"{argument} must be a number between 0 and 1; received {value!r}")


def check_names(argument: str, given: Iterable[str], allowed: Iterable[str]) -> None:
    """Require known names."""
    for name in given:
        if name not in allowed:
            raise ValueError(f"{argument} must be one of {', '.join(allowed)}; received {name!r}")


def check_doses(doses: Mapping[str, float], allowed: Iterable[str]) -> None:
    """Require known biases, and doses in [0, 1]."""
    check_names("doses", doses, allowed)
    for name, dose in doses.items():
        if not _is_number(dose) or not 0 <= dose <= 1:
            raise ValueError(f"doses[{name!r}] must be a number in [0, 1]; received {dose!r}")


def check_group(argument: str, member, n_people: int) -> np.ndarray:
    """Require a boolean mask with somebody inside and somebody outside."""
    mask = np.asarray(member)
    if mask.dtype != bool or mask.shape != (n_people,):
        raise ValueError(
            f"{argument} must be a boolean mask over {n_people} people; received {mask.dtype} of "
            f"shape {mask.shape}"
        )
    if mask.all() or not mask.any():
        who = "everybody" if mask.all() else "nobody"
        raise ValueError(f"{argument} must take in some people but not all; received {who}")
    return mask


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
