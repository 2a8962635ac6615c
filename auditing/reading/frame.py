"""Reading a frame: scores, outcomes and groups as arrays, and one sentence for what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from auditing.reading.labels import (
    NEGATIVE,
    POSITIVE,
    UNKNOWN,
    factorized,
    named,
    read_labels,
    shortened,
)

MAX_SIZE = 1e50  # of a number: far beyond it squares are not finite


@dataclass(frozen=True, eq=False)
class People:
    """The people of a table who have a score, as arrays of length n.

    Attributes
    ----------
    score : ndarray of float
    outcome : ndarray of int8, or None
        1, 0, or -1 where it is unknown.
    codes : dict of str to ndarray of int
        By column: the place of a person's label in ``labels``; -1 where it is missing.
    labels : dict of str to tuple of str
        Sorted; a category may be among them that nobody with a score bears.
    weights : ndarray of float, or None
    clusters : ndarray of int, or None
    rows : ndarray of int
        Where in the table each of them stands, from 0.
    n_without_score : int
        People left out because they have no score.
    """

    score: np.ndarray = field(repr=False)
    outcome: np.ndarray | None = field(repr=False)
    codes: dict[str, np.ndarray] = field(repr=False)
    labels: dict[str, tuple[str, ...]]
    weights: np.ndarray | None = field(repr=False)
    clusters: np.ndarray | None = field(repr=False)
    rows: np.ndarray = field(repr=False)
    n_without_score: int


def read_people(
    table, *, score, groups, outcome=None, weights=None, clusters=None, unknown=()
) -> People:
    """Read the columns that an audit needs from any frame that pandas is or narwhals reads.

    Parameters
    ----------
    table : DataFrame
    score, outcome, weights, clusters : str, or array of shape (n,)
        Names of columns, or their values.
    groups : str, or sequence of str
        Names of columns of labels; numbers are labels as well.
    unknown : sequence of str
        Labels that mean that the group is not known.

    Returns
    -------
    People

    Raises
    ------
    ValueError
        In one sentence that names the column, and the row counted from 1, of what is no number,
        no outcome, no weight or no group.
    """
    groups = [groups] if isinstance(groups, str) else list(groups)
    if not groups:
        raise ValueError("groups must name at least one column; received none")
    n_rows, take = opened(table)
    if not n_rows:
        raise ValueError("table must hold at least one row; received none")
    points = _numbers(score, take(score), "score")
    kept = np.isfinite(points)
    if not kept.any():
        raise ValueError(f"{named(score, 'score')} holds no number: nobody has a score")
    everybody = kept.all()
    who = slice(None) if everybody else kept
    codes, labels = {}, {}
    for name in groups:
        codes[name], labels[name] = read_labels(name, _cut(take(name), who), unknown)
    return People(
        score=points[who],
        outcome=None if outcome is None else _outcome(outcome, take(outcome))[who],
        codes=codes,
        labels=labels,
        weights=None if weights is None else _weights(weights, take(weights))[who],
        clusters=None if clusters is None else _clusters(clusters, take(clusters))[who],
        rows=np.flatnonzero(kept),
        n_without_score=0 if everybody else int((~kept).sum()),
    )


def opened(table):
    """Return a table's number of rows, and how to take a column or check values beside it."""
    if not isinstance(table, pd.DataFrame):
        if isinstance(table, Mapping):
            table = pd.DataFrame(dict(table))
        else:
            import narwhals

            table = narwhals.from_native(table)
            if hasattr(table, "collect"):
                table = table.collect()
    names = [str(name) for name in table.columns]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"table must name each column once; received {name!r} twice")

    def take(column):
        if not isinstance(column, str):
            values = column if isinstance(column, pd.Series) else pd.Series(np.asarray(column))
            if len(values) != len(table):
                raise ValueError(
                    f"values given beside the table must be one a row, {len(table)}; "
                    f"received {len(values)}"
                )
            index = getattr(table, "index", None)
            if isinstance(column, pd.Series) and index is not None:
                if not column.index.equals(index):
                    raise ValueError("values given beside the table must bear its index")
            return values
        if column not in names:
            raise ValueError(f"table has no column {column!r}; it has {', '.join(names[:30])}")
        values = table.iloc[:, names.index(column)] if isinstance(table, pd.DataFrame) else None
        return pd.Series(table[column].to_list()) if values is None else values

    return len(table), take


def _cut(values: pd.Series, who):
    return values if isinstance(who, slice) else values[who]


def _numbers(column, values: pd.Series, argument: str) -> np.ndarray:
    """Return numbers, NaN where there are none; refuse text and infinities."""
    if values.dtype == bool or pd.api.types.is_numeric_dtype(values.dtype):
        numbers = values.to_numpy(dtype=float, na_value=np.nan)
        wrong = np.abs(numbers) > MAX_SIZE
    else:
        if isinstance(values.dtype, pd.CategoricalDtype):
            values = values.astype(object)
        there = values.notna().to_numpy() & (values.astype(str).str.strip() != "").to_numpy()
        numbers = pd.to_numeric(values.where(there), errors="coerce").to_numpy(dtype=float)
        wrong = (there & np.isnan(numbers)) | (np.abs(numbers) > MAX_SIZE)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"{named(column, argument)} must hold finite numbers (up to {MAX_SIZE:g}); "
            f"row {row + 1} holds {shortened(values.iloc[row])}"
        )
    return numbers


def _outcome(column, values: pd.Series) -> np.ndarray:
    """Return 1, 0, or -1 where nothing is known."""
    if values.dtype == bool:
        return values.to_numpy().view(np.int8)
    if pd.api.types.is_integer_dtype(values.dtype) and not values.isna().any():
        whole = values.to_numpy()
        if whole.min() >= 0 and whole.max() <= 1:
            return whole.astype(np.int8)
    codes, uniques = factorized(column, values)
    meaning = np.full(len(uniques) + 1, UNKNOWN, dtype=np.int8)
    for place, one in enumerate(uniques):
        word = str(one).strip().lower()
        if word in POSITIVE or word in NEGATIVE:
            meaning[place] = word in POSITIVE
        elif word:
            row = int(np.flatnonzero(codes == place)[0])
            raise ValueError(
                f"{named(column, 'outcome')} must hold 1 and 0, true and false, or yes and no; "
                f"row {row + 1} holds {shortened(one)}"
            )
    return meaning[codes]


def _weights(column, values: pd.Series) -> np.ndarray:
    numbers = _numbers(column, values, "weights")
    wrong = np.flatnonzero(~(numbers >= 1 / MAX_SIZE))
    if len(wrong):
        raise ValueError(
            f"{named(column, 'weights')} must hold numbers above 0; row {wrong[0] + 1} holds "
            f"{shortened(values.iloc[wrong[0]])}"
        )
    return numbers


def _clusters(column, values: pd.Series) -> np.ndarray:
    codes, _ = factorized(column, values)
    wrong = np.flatnonzero(codes < 0)
    if len(wrong):
        raise ValueError(
            f"{named(column, 'clusters')} must name everybody's cluster; row {wrong[0] + 1} is "
            "empty"
        )
    return codes
