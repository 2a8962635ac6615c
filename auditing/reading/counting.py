"""Counting a file in one pass, or reading some of its columns."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from auditing.reading.bins import MAX_VALUES, N_BINS
from auditing.reading.frame import MAX_SIZE
from auditing.reading.labels import MAX_LABELS, NEGATIVE, POSITIVE, factorized, label_of
from auditing.reading.scan import (
    LOOKED_AT,
    Scanner,
    ask_file,
    check_column,
    complain,
    name,
    numbers_of,
)
from auditing.reading.tally import Tally, from_rows

FARTHEST = 20  # times the range of the first rows; what lies beyond is in the last bin


def read_tally(
    scanner: Scanner, *, score: str, groups, outcome: str | None, cut_at=(),
    unknown=(),
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Tally, int]:  # fmt: skip
    """Count a file's people in one pass.

    Returns
    -------
    Tally
    int
        People without a score.
    """
    for column in (score, *groups, *([outcome] if outcome else [])):
        check_column(scanner, column)
    s = scanner.number(score)
    low, width, exact = _bins(scanner, score)
    keys = [f"{name(one)} AS g{at}" for at, one in enumerate(groups)]
    far = FARTHEST * N_BINS
    binned = f"greatest(least(floor((s - {low!r}) / {width!r}), {far}), {-far})"
    binned = f"CASE WHEN isfinite(s) THEN {binned} END"  # of nothing, least() would be a number
    sums = f"sum(s) AS total, sum((s - {low!r}) * (s - {low!r})) AS sq"
    query = (
        f"SELECT {', '.join(f'g{at}' for at in range(len(groups)))}, y, "
        f"{'s' if exact else binned} AS b, "
        f"{' + '.join(f'CAST(s >= {float(one)!r} AS INT)' for one in cut_at) or '0'} AS r, "
        f"count(*) AS n{'' if exact else f', {sums}'}, "
        f"min(CASE WHEN s IS NULL OR abs(s) > {MAX_SIZE!r} THEN raw END) AS strange "
        f"FROM (SELECT {', '.join(keys)}, {name(outcome) if outcome else 'NULL'} AS y, "
        f"{name(score)} AS raw, {s} AS s FROM {scanner.relation}) GROUP BY ALL"
    )
    rows = ask_file(scanner, query, progress)
    strange = rows["strange"].dropna().astype(str).str.strip().str.lower()
    if not strange.isin(["", "nan"]).all():
        complain(scanner, score)
    none = rows["b"].isna() | ~np.isfinite(rows["b"].to_numpy(dtype=float))
    n_without = int(rows["n"][none].sum())
    rows = rows[~none]
    if rows.empty:
        raise ValueError(f"column {score!r} holds no number: nobody has a score")
    if exact:
        rows = rows.assign(total=rows["n"] * rows["b"], sq=rows["n"] * (rows["b"] - low) ** 2)
    return _tally(rows, scanner, groups, outcome, low, width, exact, cut_at, unknown), n_without


def _tally(rows, scanner, groups, outcome, low, width, exact, cut_at, unknown) -> Tally:
    made = pd.DataFrame(index=range(len(rows)))
    for at, column in enumerate(groups):
        made[f"group {at}"] = _labels(rows[f"g{at}"], column, unknown)
    made["outcome"] = _outcomes(scanner, rows["y"], outcome)
    if exact:
        edges, number = np.unique(rows["b"].to_numpy(dtype=float), return_inverse=True)
    else:
        begin = low + rows["b"].to_numpy(dtype=float) * width
        ends = np.array([-np.inf, *sorted(map(float, cut_at))])
        begin = np.maximum(begin, ends[rows["r"].to_numpy(dtype=int)])
        edges, number = np.unique(begin, return_inverse=True)
    n = rows["n"].to_numpy(dtype=float)
    made["bin"], made["n"], made["weight"], made["weight_squares"] = number, n, n, n
    made["score"] = rows["total"].to_numpy(dtype=float)
    made["squares"] = rows["sq"].to_numpy(dtype=float)
    return from_rows(made, groups, edges, exact=exact, centre=low)


def _labels(values: pd.Series, column: str, unknown) -> np.ndarray:
    codes, found = factorized(column, values)
    words = [label_of(one) or None for one in found]
    words = [None if one in unknown else one for one in words]
    n_labels = len({*words} - {None})
    if n_labels > MAX_LABELS:
        raise ValueError(
            f"groups must have at most {MAX_LABELS:,} values a column; column {column!r} has "
            f"{n_labels:,}: join them to fewer"
        )
    return np.array([*words, None], dtype=object)[codes]


def _outcomes(scanner: Scanner, values: pd.Series, outcome: str | None) -> np.ndarray:
    codes, found = factorized(outcome, values)
    meaning = []
    for one in found:
        word = str(one).strip().lower()
        if word and word not in POSITIVE and word not in NEGATIVE:
            complain(scanner, outcome, str(one))
        meaning.append(int(word in POSITIVE) if word else -1)
    return np.array([*meaning, -1])[codes]


def _bins(scanner: Scanner, score: str) -> tuple[float, float, bool]:
    """Look at the first rows: where bins begin, how wide they are, or whether values are few."""
    values = numbers_of(scanner, score)
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0, False
    low, high = float(values.min()), float(values.max())
    seen_all = len(scanner.look) < LOOKED_AT
    few = len(np.unique(values)) <= (MAX_VALUES if seen_all else min(MAX_VALUES, LOOKED_AT // 50))
    return low, (high - low) / N_BINS or 1.0, few


def read_frame(
    scanner: Scanner, columns, *, numbers=(), most: int | None = None, seed: int = 0
) -> pd.DataFrame:
    """Read some columns into memory, or a sample of rows that the seed draws."""
    told = []
    for column in dict.fromkeys(columns):
        check_column(scanner, column)
        number = column in numbers or column in scanner.commas
        if (
            number
            and ask_file(
                scanner,
                f"SELECT count(*) AS n FROM {scanner.relation} WHERE {scanner.wrong(column)}",
            )["n"].iloc[0]
        ):
            complain(scanner, column)
        told.append(f"{scanner.number(column) if number else name(column)} AS {name(column)}")
    query = f"SELECT {', '.join(told)} FROM {scanner.relation}"
    if most is not None:
        query += f" USING SAMPLE reservoir({int(most)} ROWS) REPEATABLE ({int(seed)})"
    scanner.connection.execute("SET threads = 1; SET preserve_insertion_order = true")
    frame = ask_file(scanner, query)
    scanner.connection.execute("RESET threads; SET preserve_insertion_order = false")
    for column in frame:
        if not pd.api.types.is_numeric_dtype(frame[column].dtype):
            as_numbers = pd.to_numeric(frame[column], errors="coerce")
            if as_numbers.notna().sum() == frame[column].notna().sum():
                frame[column] = as_numbers
    return frame
