"""What a variable of the country is: a function, its causes, and how it is measured.

"Each column is a function; its parameters are its causes." A decorator turns a function into
a :class:`Variable`; the parameter ``u``, if there is one, is the variable's own noise and not
a cause. The decorators below are the five roles that a variable can have.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

ROLES = ("observed", "undisclosed", "protected", "latent", "outcome")


@dataclass(frozen=True)
class Variable:
    """One column of the country.

    Attributes
    ----------
    name : str
        The name of the function, and of the column.
    function : callable
        Maps the causes, and ``u`` in (0, 1), to the values of ``n`` people.
    role : {"observed", "undisclosed", "protected", "latent", "outcome"}
        *Observed*: a scorer may see it. *Undisclosed*: a scorer uses it and does not show it.
        *Protected*: an auditor groups people by it. *Latent*: nobody sees it. *Outcome*: what
        a score claims to foresee, and what institutions wrote down of it.
    unit : str
        What one unit of the column is, in words.
    range : tuple of float, optional
        Lowest and highest value; values outside are set to the nearest end.
    resolution : float, optional
        Values are rounded to a multiple of it, so that they are the same bits everywhere.
    categories : tuple of str, optional
        The labels of a categorical column, instead of a range.
    file_mark : bool
        A remark in a person's file that only the points table reads.
    social : bool
        Depends on who else lives in the district, such as a mean over neighbours; all other
        variables depend on a person's own causes only.
    outcome_reason : str
        For a protected variable: why its groups differ in the true outcome with all doses at
        0, or empty where they do not.
    """

    name: str
    function: Callable
    role: str
    unit: str = ""
    range: tuple[float, float] | None = None
    resolution: float | None = None
    categories: tuple[str, ...] | None = None
    file_mark: bool = False
    social: bool = False
    outcome_reason: str = ""

    def __call__(self, *args, **kwargs):
        """Evaluate the function itself, without rounding."""
        return self.function(*args, **kwargs)

    @property
    def causes(self) -> tuple[str, ...]:
        """Names of the direct causes: the parameters, without the noise ``u``."""
        return causes_of(self.function)

    @property
    def meaning(self) -> str:
        """The docstring in one line."""
        return " ".join((inspect.getdoc(self.function) or "").split())

    @property
    def dtype(self) -> np.dtype:
        """How the column is stored; categorical columns are stored as codes."""
        if self.categories is not None:
            return np.dtype(np.int8)
        if self.range == (0, 1) and self.resolution == 1:
            return np.dtype(bool)
        return np.dtype(np.int32 if self.resolution >= 1 else np.float64)

    def store(self, values) -> np.ndarray:
        """Bring raw values to the column's range, resolution and type.

        Returns
        -------
        ndarray of shape (n,)
            Codes for a categorical column, numbers otherwise. The result of storing a stored
            column is the same column.
        """
        if self.categories is not None:
            return values.codes if isinstance(values, pd.Categorical) else np.asarray(values)
        if self.dtype == bool:
            return np.asarray(values, dtype=bool)
        low, high = self.range
        if self.resolution >= 1:
            rounded = np.rint(np.asarray(values, dtype=float) / self.resolution)
            rounded = np.asarray(rounded * self.resolution)
        else:
            steps = round(1 / self.resolution)
            rounded = np.asarray(np.rint(np.asarray(values, dtype=float) * steps))
            rounded /= steps
        rounded += 0.0  # minus zero becomes zero
        return np.clip(rounded, low, high, out=rounded).astype(self.dtype, copy=False)

    def restore(self, stored: np.ndarray):
        """Return the column as functions and tables see it: a Categorical where it has labels."""
        if self.categories is None:
            return stored
        return pd.Categorical.from_codes(stored, dtype=pd.CategoricalDtype(self.categories))


def causes_of(function: Callable) -> tuple[str, ...]:
    """Names of the causes in a signature; noise, dose and the value so far are no causes."""
    parameters = inspect.signature(function).parameters
    return tuple(name for name in parameters if name not in ("u", "dose", "value"))


def _variable(function=None, /, *, role: str, **declaration):
    if function is None:
        return partial(_variable, role=role, **declaration)
    if declaration.get("categories") is None:
        declaration.setdefault("range", (0, 1))
        declaration.setdefault("resolution", 1)
    return Variable(function.__name__, function, role, **declaration)


observed, undisclosed, protected, latent, outcome = (partial(_variable, role=r) for r in ROLES)
