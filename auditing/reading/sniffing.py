"""How a text file is written: its encoding, its separator, the names of its columns."""

import codecs
import csv
import io

SAMPLE = 1 << 18  # bytes that are looked at
SEPARATORS = (",", ";", "\t", "|")
LONGEST_NAME = 200
MAX_COLUMNS = 10_000


def guess_encoding(sample: bytes) -> str:
    """Tell UTF-8 and UTF-16 from the Windows code page of Western Europe."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"),
                       (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if sample.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def guess_separator(text: str) -> str:
    """Return the sign that divides the first lines into equally many columns, and the most."""
    best, most = ",", 1
    for sign in SEPARATORS:
        rows = _rows(text, sign, 20)
        if rows and len(rows[0]) > most and all(len(row) in (0, len(rows[0])) for row in rows):
            best, most = sign, len(rows[0])
    if most > 1:
        return best
    return max(SEPARATORS, key=text.split("\n", 1)[0].count)


def _rows(text: str, separator: str, most: int) -> list[list[str]]:
    whole = text if len(text) < SAMPLE // 2 else text[: text.rfind("\n") + 1]
    rows = []
    try:
        for row in csv.reader(io.StringIO(whole, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) == most:
                break
    except csv.Error:
        pass
    return rows


def header(text: str, separator: str) -> tuple[str, ...]:
    r"""Return the names in the first line; one without a name is called by its place.

    pandas and R write such a column of row numbers.

    Examples
    --------
    >>> header(",sex\n0,f\n", ",")
    ('column 1', 'sex')
    """
    rows = _rows(text, separator, 1)
    if not rows:
        raise ValueError("the first row must name the columns; it cannot be read")
    return tuple(name.strip() or f"column {place}" for place, name in enumerate(rows[0], start=1))


def check_names(names) -> None:
    """Require that columns have names, and different ones."""
    if len(names) > MAX_COLUMNS:
        raise ValueError(f"a table must have at most {MAX_COLUMNS} columns; received {len(names)}")
    seen = {}
    for place, name in enumerate(names, start=1):
        if not name:
            raise ValueError(f"every column must have a name; column {place} has none")
        if len(name) > LONGEST_NAME:
            raise ValueError(
                f"names of columns must have at most {LONGEST_NAME} characters; that of column "
                f"{place} has {len(name)}: are its quotes closed?"
            )
        if name.lower() in seen:
            raise ValueError(
                f"every column must have a name of its own; columns {seen[name.lower()]} and "
                f"{place} are both called {name!r}"
            )
        seen[name.lower()] = place


def spelt(separator: str) -> str:
    """Name a separator."""
    return {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(
        separator, f"{separator!r}"
    )
