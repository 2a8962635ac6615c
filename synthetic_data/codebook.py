"""The codebook: unit, range, role, causes and meaning of every variable, as a table."""

from __future__ import annotations

import pandas as pd

from synthetic_data.structure import STRUCTURE


def make_codebook() -> pd.DataFrame:
    """Write the codebook from the structure.

    Returns
    -------
    DataFrame
        Indexed by variable name, with the columns role, unit, range (as text), resolution,
        causes (as text), file_mark, social, meaning, and outcome_reason: for protected variables,
        why the groups differ in the true outcome with all doses at 0, empty where they do not.
    """
    return pd.DataFrame(
        {
            name: {
                "role": variable.role,
                "unit": variable.unit or "category",
                "range": _range(variable),
                "resolution": variable.resolution,
                "causes": ", ".join(variable.causes),
                "file_mark": variable.file_mark,
                "social": variable.social,
                "meaning": variable.meaning,
                "outcome_reason": variable.outcome_reason,
            }
            for name, variable in STRUCTURE.items()
        }
    ).T.rename_axis("variable")


def _range(variable) -> str:
    if variable.categories is not None:
        return ", ".join(variable.categories)
    low, high = variable.range
    return f"{low:g} to {high:g}"


def names(role: str, *, file_mark: bool | None = None) -> tuple[str, ...]:
    """List the variables of one role; with ``file_mark``, only those that are, or are not, one."""
    return tuple(
        name
        for name, variable in STRUCTURE.items()
        if variable.role == role and file_mark in (None, variable.file_mark)
    )


FILE_MARKS = names("observed", file_mark=True)
