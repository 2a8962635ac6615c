"""Going through a file once, out of memory: DuckDB counts, and a tally comes back."""

import re
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd

from auditing.files import Source
from auditing.frame import MOST_LABELS, NEGATIVE, POSITIVE, label_of
from auditing.tally import MOST_VALUES, N_BINS, Tally, from_rows

LOOKED_AT = 100_000  # rows, before all are gone through
MEMORY = "1GB"
FARTHEST = 20  # times the range of the first rows; what lies beyond is in the last bin
NUMBER = re.compile(r"^\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*$")


@dataclass(frozen=True, eq=False)
class Scanner:
    """A file under DuckDB, with which columns are written with decimal commas."""

    connection: object
    source: Source
    look: pd.DataFrame
    commas: frozenset[str]

    @property
    def relation(self) -> str:
        """What stands after FROM; nothing of the user's stands in it but what is quoted."""
        if self.source.kind == "parquet":
            files = ", ".join(map(text, self.source.paths))
            return f"read_parquet([{files}], union_by_name = true)"
        names = ", ".join(f"{text(name)}: 'VARCHAR'" for name in self.source.columns)
        return (
            f"read_csv({text(self.source.paths[0])}, auto_detect = false, header = true, "
            f"delim = {text(self.source.separator)}, quote = '\"', escape = '\"', "
            f"columns = {{{names}}}, nullstr = '', strict_mode = true, max_line_size = 4194304, "
            f"compression = '{'gzip' if self.source.compressed else 'none'}')"
        )

    def number(self, column: str) -> str:
        """Write a column as a number; NULL where it holds none."""
        said = f"replace({name(column)}, ',', '.')" if column in self.commas else name(column)
        return f"TRY_CAST({said} AS DOUBLE)"

    def wrong(self, column: str) -> str:
        """Tell whether a column holds something that is no finite number."""
        said = f"trim(CAST({name(column)} AS VARCHAR))"
        number = self.number(column)
        return (
            f"({name(column)} IS NOT NULL AND {said} <> '' AND lower({said}) <> 'nan' "
            f"AND ({number} IS NULL OR isinf({number})))"
        )


def text(value) -> str:
    """Quote text for SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def name(column: str) -> str:
    """Quote a column's name for SQL."""
    return '"' + column.replace('"', '""') + '"'


@contextmanager
def scanning(source: Source, *, decimal: str | None = None):
    """Open a source in DuckDB, which may write nowhere and fetch nothing.

    Yields
    ------
    Scanner
    """
    import duckdb

    settings = {
        "memory_limit": MEMORY, "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
        "temp_directory": str(source.paths[0].parent / "spill"),
    }  # fmt: skip
    connection = duckdb.connect(config=settings)
    try:
        connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        scanner = Scanner(connection, source, pd.DataFrame(), frozenset())
        look = _frame(scanner, f"SELECT * FROM {scanner.relation} LIMIT {LOOKED_AT}")
        if look.empty:
            raise ValueError("a table must hold at least one row; this one has none")
        commas = frozenset(
            column for column in look
            if source.kind == "csv" and decimal != "." and with_commas(look[column], decimal)
        )  # fmt: skip
        yield Scanner(connection, source, look, commas)
    finally:
        connection.close()


def with_commas(values: pd.Series, decimal: str | None) -> bool:
    """Tell whether a column's numbers have decimal commas: some do, and none has a point."""
    there = values.dropna().astype(str)
    there = there[there.str.strip() != ""]
    numbers = there[there.str.match(NUMBER)]
    if len(numbers) < 0.99 * len(there) or numbers.empty:
        return False
    comma = numbers.str.contains(",", regex=False)
    return bool(
        comma.any() and (decimal == "," or not numbers.str.contains(".", regex=False).any())
    )


def read_tally(
    scanner: Scanner, *, score: str, groups, outcome: str | None, cut_at=(),
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
        "min(CASE WHEN s IS NULL OR isinf(s) THEN raw END) AS strange "
        f"FROM (SELECT {', '.join(keys)}, {name(outcome) if outcome else 'NULL'} AS y, "
        f"{name(score)} AS raw, {s} AS s FROM {scanner.relation}) GROUP BY ALL"
    )
    rows = _frame(scanner, query, progress)
    strange = rows["strange"].dropna().astype(str).str.strip().str.lower()
    if not strange.isin(["", "nan"]).all():
        _complain(scanner, score)
    none = rows["b"].isna() | ~np.isfinite(rows["b"].to_numpy(dtype=float))
    n_without = int(rows["n"][none].sum())
    rows = rows[~none]
    if rows.empty:
        raise ValueError(f"column {score!r} holds no number: nobody has a score")
    if exact:
        rows = rows.assign(total=rows["n"] * rows["b"], sq=rows["n"] * (rows["b"] - low) ** 2)
    return _tally(rows, scanner, groups, outcome, low, width, exact, cut_at), n_without


def _tally(rows, scanner, groups, outcome, low, width, exact, cut_at) -> Tally:
    made = pd.DataFrame(index=range(len(rows)))
    for at, column in enumerate(groups):
        made[f"group {at}"] = _labels(rows[f"g{at}"], column)
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


def _labels(values: pd.Series, column: str) -> np.ndarray:
    codes, found = pd.factorize(values)
    words = [label_of(one) or None for one in found]
    n_labels = len({*words} - {None})
    if n_labels > MOST_LABELS:
        raise ValueError(
            f"groups must have at most {MOST_LABELS:,} values a column; column {column!r} has "
            f"{n_labels:,}: join them to fewer"
        )
    return np.array([*words, None], dtype=object)[codes]


def _outcomes(scanner: Scanner, values: pd.Series, outcome: str | None) -> np.ndarray:
    codes, found = pd.factorize(values)
    meaning = []
    for one in found:
        word = str(one).strip().lower()
        if word and word not in POSITIVE and word not in NEGATIVE:
            _complain(scanner, outcome, str(one))
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
    few = len(np.unique(values)) <= (MOST_VALUES if seen_all else min(MOST_VALUES, LOOKED_AT // 50))
    return low, (high - low) / N_BINS or 1.0, few


def numbers_of(scanner: Scanner, column: str) -> np.ndarray:
    """Return the numbers among the first rows of a column, NaN where there are none."""
    values = scanner.look[column]
    if column in scanner.commas:
        values = values.astype(str).str.replace(",", ".", regex=False)
    if values.dtype == bool:
        values = values.astype(float)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


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
            and _frame(
                scanner,
                f"SELECT count(*) AS n FROM {scanner.relation} WHERE {scanner.wrong(column)}",
            )["n"].iloc[0]
        ):
            _complain(scanner, column)
        told.append(f"{scanner.number(column) if number else name(column)} AS {name(column)}")
    query = f"SELECT {', '.join(told)} FROM {scanner.relation}"
    if most is not None:
        query += f" USING SAMPLE reservoir({int(most)} ROWS) REPEATABLE ({int(seed)})"
    scanner.connection.execute("SET threads = 1; SET preserve_insertion_order = true")
    frame = _frame(scanner, query)
    scanner.connection.execute("RESET threads; SET preserve_insertion_order = false")
    for column in frame:
        if not pd.api.types.is_numeric_dtype(frame[column].dtype):
            as_numbers = pd.to_numeric(frame[column], errors="coerce")
            if as_numbers.notna().sum() == frame[column].notna().sum():
                frame[column] = as_numbers
    return frame


def check_column(scanner: Scanner, column: str) -> None:
    """Require that the file has a column."""
    if column not in scanner.source.columns:
        shown = ", ".join(scanner.source.columns[:30])
        raise ValueError(f"the table has no column {column!r}; it has {shown}")


def _complain(scanner: Scanner, column: str, value: str | None = None):
    """Raise an error that names the column and the first row that is wrong."""
    if value is None:
        wrong = scanner.wrong(column)
    else:
        wrong = f"CAST({name(column)} AS VARCHAR) = {text(value)}"
    scanner.connection.execute("SET threads = 1; SET preserve_insertion_order = true")
    found = _frame(
        scanner,
        f"SELECT row, v FROM (SELECT row_number() OVER () AS row, CAST({name(column)} AS VARCHAR) "
        f"AS v, {wrong} AS wrong FROM {scanner.relation}) WHERE wrong LIMIT 1",
    )
    said = str(found["v"].iloc[0])
    said = said if len(said) <= 40 else said[:39] + "…"
    what = "finite numbers" if value is None else "1 and 0, true and false, or yes and no"
    raise ValueError(
        f"column {column!r} must hold {what}; row {found['row'].iloc[0]} holds {said!r}"
    )


def _frame(scanner: Scanner, query: str, progress=None) -> pd.DataFrame:
    """Ask; tell of the progress; say in one sentence what is wrong with the file."""
    import duckdb

    done = {}

    def work():
        try:
            done["rows"] = scanner.connection.execute(query).df()
        except duckdb.Error as error:
            done["error"] = error

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.1)
            if progress is not None:
                progress(int(min(max(scanner.connection.query_progress(), 0), 100)), 100)
    except KeyboardInterrupt:
        scanner.connection.interrupt()
        thread.join()
        raise
    if "error" in done:
        raise ValueError(_sentence(done["error"])) from done["error"]
    return done["rows"]


def _sentence(error: Exception) -> str:
    """Shorten DuckDB's report to what a reader can act on."""
    said = str(error)
    line = re.search(r"Line: (\d+)", said)
    where = f"line {line[1]} of the file" if line else "the file"
    lower = said.lower()
    if "unterminated quote" in lower or ("quote" in lower and "CSV Error" in said):
        return f"{where} has a quote that is never closed, or text after a closing quote"
    if "expected number of columns" in lower:
        found = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", said)
        counts = f": {found[1]} expected, {found[2]} found" if found else ""
        return f"{where} has another number of columns than the first{counts}"
    if "utf-8" in lower or "unicode" in lower:
        return f"{where} is not UTF-8; name its encoding, such as --encoding cp1252"
    if "maximum line size" in lower:
        return f"{where} is longer than 4 MB: is a quote never closed?"
    if "memory" in lower:
        return "the table needs more memory than this audit may take: name fewer groups"
    return f"{where} cannot be read: {said.splitlines()[0][:200]}"
