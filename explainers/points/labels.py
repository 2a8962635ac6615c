"""What the rows of an explanation are called: columns, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

NOT_DISCLOSED = "not disclosed"
BESIDE = ("friends", "rounding")  # what adds up beside the columns, and comes after them
TOLD = ("base", *BESIDE, "published", NOT_DISCLOSED)


def column_names(X) -> tuple[str, ...]:
    """Name a table's columns; numbers from 0 for an array.

    A column that bears the name of a row of another kind, or of a column before it, is told as
    such.

    Examples
    --------
    >>> import pandas as pd
    >>> column_names(pd.DataFrame(columns=["age", "friends"]))
    ('age', 'friends (column)')
    """
    names: Iterable = X.columns if hasattr(X, "columns") else range(np.shape(X)[1])
    labels = dict.fromkeys(TOLD)
    for name in map(str, names):
        while name in labels:
            name = f"{name} (column)"
        labels[name] = None
    return tuple(labels)[len(TOLD) :]
