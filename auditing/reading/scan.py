"""A file under DuckDB: what stands in it, asked out of memory."""

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd

from auditing.reading.files import Source
from auditing.reading.frame import MAX_SIZE

LOOKED_AT = 100_000  # rows, before all are gone through
MEMORY = "1GB"
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
            f"AND ({number} IS NULL OR abs({number}) > {MAX_SIZE!r}))"
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
        look = ask_file(scanner, f"SELECT * FROM {scanner.relation} LIMIT {LOOKED_AT}")
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


def numbers_of(scanner: Scanner, column: str) -> np.ndarray:
    """Return the numbers among the first rows of a column, NaN where there are none."""
    values = scanner.look[column]
    if column in scanner.commas:
        values = values.astype(str).str.replace(",", ".", regex=False)
    if values.dtype == bool:
        values = values.astype(float)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def check_column(scanner: Scanner, column: str) -> None:
    """Require that the file has a column."""
    if column not in scanner.source.columns:
        shown = ", ".join(scanner.source.columns[:30])
        raise ValueError(f"the table has no column {column!r}; it has {shown}")


def complain(scanner: Scanner, column: str, value: str | None = None):
    """Raise an error that names the column and the first row that is wrong."""
    if value is None:
        wrong = scanner.wrong(column)
    else:
        wrong = f"CAST({name(column)} AS VARCHAR) = {text(value)}"
    scanner.connection.execute("SET threads = 1; SET preserve_insertion_order = true")
    found = ask_file(
        scanner,
        f"SELECT row, v FROM (SELECT row_number() OVER () AS row, CAST({name(column)} AS VARCHAR) "
        f"AS v, {wrong} AS wrong FROM {scanner.relation}) WHERE wrong LIMIT 1",
    )
    said = str(found["v"].iloc[0])
    said = said if len(said) <= 40 else said[:39] + "…"
    what = (
        f"finite numbers (up to {MAX_SIZE:g})"
        if value is None
        else "1 and 0, true and false, or yes and no"
    )
    raise ValueError(
        f"column {column!r} must hold {what}; row {found['row'].iloc[0]} holds {said!r}"
    )


def ask_file(scanner: Scanner, query: str, progress=None) -> pd.DataFrame:
    """Ask; tell of the progress; say in one sentence what is wrong with the file."""
    import duckdb

    done = {}

    def work():
        try:
            done["rows"] = scanner.connection.execute(query).df()
        except (duckdb.Error, MemoryError) as error:
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
    counts = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", said)
    if "Invalid unicode" in said:
        return f"{where} is not UTF-8; name its encoding, such as --encoding cp1252"
    if counts:
        return (
            f"{where} has another number of columns than the first: {counts[1]} expected, "
            f"{counts[2]} found"
        )
    if "unterminated quote" in said:
        return f"{where} has a quote that is never closed, or text after a closing quote"
    if "aximum line size" in said:
        return f"{where} is longer than 4 MB: is a quote never closed?"
    if isinstance(error, MemoryError) or "Out of Memory" in said:
        return "the table needs more memory than this audit may take: name fewer groups"
    return f"{where} cannot be read: {said.splitlines()[0][:200]}"
