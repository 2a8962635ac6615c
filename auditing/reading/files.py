"""Opening a file of any usual kind: what it is, how it is written, and which columns it has.

Nothing is guessed silently: what was found out about a file (its separator, encoding, decimal sign)
is told, and can be set.
"""

import codecs
import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from auditing.reading.sniffing import (
    SAMPLE,
    check_names,
    guess_encoding,
    guess_separator,
    header,
    spelt,
)

GZIP, PARQUET = b"\x1f\x8b", b"PAR1"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Source:
    """A file that can be gone through.

    Attributes
    ----------
    paths : tuple of Path
        One CSV, or one or more Parquet files; under names without wildcards.
    kind : {"csv", "parquet"}
    columns : tuple of str
    separator, encoding : str
        Of a CSV.
    compressed : bool
    said : str
        What was found out about how the file is written.
    fingerprint : str
        SHA-256 of its bytes.
    """

    paths: tuple[Path, ...] = field(repr=False)
    kind: str
    columns: tuple[str, ...]
    separator: str = ","
    encoding: str = "utf-8"
    compressed: bool = False
    said: str = ""
    fingerprint: str = ""


@contextmanager
def open_source(path, *, separator: str | None = None, encoding: str | None = None) -> Iterator:
    """Open a CSV (also gzipped), a Parquet file, or a folder of Parquet.

    Parameters
    ----------
    path : path
    separator, encoding : str, optional
        Found out if left out.

    Yields
    ------
    Source

    Raises
    ------
    ValueError
        In one sentence, for what is no table.
    OSError
        For what cannot be read.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    with tempfile.TemporaryDirectory(prefix="underglass-") as folder:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*.parquet") if one.is_file())
            if not found:
                raise ValueError(f"a folder must hold .parquet files; {path.name} holds none")
            yield _parquet(found, Path(folder))
            return
        with open(path, "rb") as file:
            head = file.read(4)
        if not head:
            raise ValueError(f"a table must hold at least one row; {path.name} is empty")
        if head == PARQUET:
            yield _parquet([path], Path(folder))
        else:
            yield _text(path, Path(folder), separator, encoding)


def fingerprint(paths) -> str:
    """Return the SHA-256 of files, one after the other."""
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            while block := file.read(BLOCK):
                total.update(block)
    return total.hexdigest()


def _parquet(paths, folder: Path) -> Source:
    import duckdb

    linked = tuple(_link(one, folder / f"{n}.parquet") for n, one in enumerate(paths))
    with duckdb.connect() as connection:
        try:
            rows = connection.execute(
                "DESCRIBE SELECT * FROM read_parquet(?, union_by_name = true)",
                [[str(one) for one in linked]],
            ).fetchall()
        except duckdb.Error as error:
            raise ValueError(f"{paths[0].name} is no Parquet file that can be read") from error
    names = tuple(row[0] for row in rows)
    check_names(names)
    said = "Parquet" if len(paths) == 1 else f"Parquet, {len(paths)} files"
    return Source(linked, "parquet", names, said=said, fingerprint=fingerprint(paths))


def _text(path: Path, folder: Path, separator: str | None, encoding: str | None) -> Source:
    with open(path, "rb") as file:
        compressed = file.read(2) == GZIP
    sample = _sample(path, compressed)
    if not sample:
        raise ValueError(f"a table must hold at least one row; {path.name} is empty")
    encoding = encoding or guess_encoding(sample)
    try:
        b"ab".decode(encoding, "replace")  # a LookupError as well where it is none of text
        text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample)
    except LookupError:
        raise ValueError(f"encoding must be one that Python knows; received {encoding}") from None
    except UnicodeError:
        raise ValueError(f"encoding must be that of {path.name}; received {encoding}") from None
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise ValueError(f"{path.name} is no text: it holds bytes of zero")
    separator = {r"\t": "\t"}.get(separator, separator) or guess_separator(text)
    if len(separator) != 1 or separator in '"\r\n':
        raise ValueError(f"separator must be one character, such as ;; received {separator}")
    names = header(text, separator)
    check_names(names)
    said = f"CSV, {spelt(separator)}, {encoding}{', gzip' if compressed else ''}"
    print_of = fingerprint([path])
    if codecs.lookup(encoding).name == "utf-8":
        at = _link(path, folder / f"table.csv{'.gz' if compressed else ''}")
    else:
        at, compressed = _as_utf8(path, folder / "table.csv", compressed, encoding), False
    return Source((at,), "csv", names, separator, encoding, compressed, said, print_of)


def _sample(path: Path, compressed: bool) -> bytes:
    if not compressed:
        with open(path, "rb") as file:
            return file.read(SAMPLE)
    try:
        with gzip.open(path) as file:
            return file.read(SAMPLE)
    except (OSError, EOFError) as error:
        raise ValueError(f"{path.name} begins as a gzip file and cannot be read as one") from error


def _link(path: Path, at: Path) -> Path:
    """Give a file a name without wildcards, by which it can be asked for."""
    try:
        os.symlink(path.resolve(), at)
    except OSError:  # some systems have no links for everybody
        try:
            os.link(path.resolve(), at)
        except OSError:
            shutil.copyfile(path, at)
    return at


def _as_utf8(path: Path, at: Path, compressed: bool, encoding: str) -> Path:
    """Write a file anew as UTF-8, block by block."""
    opened = gzip.open if compressed else open
    row = 0
    with opened(path, "rb") as file, open(at, "w", encoding="utf-8", newline="") as out:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while block := file.read(BLOCK):
                text = decoder.decode(block)
                row += text.count("\n")
                out.write(text)
            out.write(decoder.decode(b"", final=True))
        except UnicodeDecodeError:
            raise ValueError(
                f"{path.name} must be {encoding} throughout; after row {row} it is not"
            ) from None
    return at
