"""One district as Parquet files: which columns lie in which part, and how they are stored.

Categories are stored with their labels, numbers and booleans as they are, so that any reader of
Parquet understands a file on its own. pyarrow is imported when a file is written or read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from synthetic_data.codebook import names
from synthetic_data.structure import STRUCTURE

RECORDED = ("recorded_kept", "selected")
PARTS: dict[str, tuple[str, ...]] = {
    "observed": names("observed"),
    "undisclosed": names("undisclosed"),
    "protected": names("protected"),
    "truth": (
        *names("latent"),
        *(name for name in names("outcome") if name not in RECORDED),
    ),
    "recorded": RECORDED,
    "friendships": (),  # one row a pair, not one a person
}
PART_OF = {name: part for part, listed in PARTS.items() for name in listed}


def require_pyarrow() -> None:
    """Say what to install where pyarrow is missing, before anything is written."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            "a population on disk needs pyarrow, which is not installed: pip install pyarrow"
        ) from None


def tables(columns: Mapping[str, np.ndarray], first: int, friends: np.ndarray) -> dict:
    """Lay out one district as a pyarrow Table for each part.

    Parameters
    ----------
    columns : mapping of str to ndarray of shape (n,)
        Stored columns of the district's people.
    first : int
        Number of its first person in the country.
    friends : ndarray of int, shape (k, 2)
        Pairs of friends, by number in the country.
    """
    import pyarrow as pa

    person = pa.array(np.arange(first, first + len(columns["age"]), dtype=np.int64))
    laid = {
        part: pa.table({"person": person} | {name: _arrow(name, columns[name]) for name in listed})
        for part, listed in PARTS.items()
    }
    laid["friendships"] = pa.table({"person": friends[:, 0], "friend": friends[:, 1]})
    return laid


def _arrow(name: str, stored: np.ndarray):
    import pyarrow as pa

    labels = STRUCTURE[name].categories
    return pa.array(stored) if labels is None else pa.DictionaryArray.from_arrays(stored, labels)


def write_table(table, file) -> None:
    """Write a table into an open file, with a checksum on every page."""
    import pyarrow.parquet as pq

    numbers = {"person", "friend"}  # they rise: storing the steps takes next to no room
    pq.write_table(
        table,
        file,
        compression="zstd",
        write_page_checksum=True,
        use_dictionary=[name for name in table.column_names if name not in numbers],
        column_encoding={"person": "DELTA_BINARY_PACKED"},
    )


def read_columns(path: Path, wanted: tuple[str, ...]) -> list[np.ndarray]:
    """Read some columns of one file, as they were stored.

    Raises
    ------
    ValueError
        If the file is damaged, or lacks a column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with open(path, "rb") as file:
            table = pq.ParquetFile(file, page_checksum_verification=True).read(list(wanted))
        return [_stored(name, table[name].combine_chunks()) for name in wanted]
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        where = f"{path.parent.name}/{path.name}"
        raise ValueError(f"{where} is damaged or missing, and must be written again") from error


def _stored(name: str, array) -> np.ndarray:
    variable = STRUCTURE.get(name)
    if variable is None or variable.categories is None:
        return array.to_numpy(zero_copy_only=False)
    codes = [variable.categories.index(label) for label in array.dictionary.to_pylist()]
    return np.array(codes, dtype=variable.dtype)[array.indices.to_numpy()]


def content_hash(columns: Mapping[str, np.ndarray], friends: np.ndarray) -> str:
    """Hash a district's content, whatever wrote the files and however they are compressed."""
    digest = hashlib.blake2b(digest_size=16)
    for name in sorted(columns):
        values = np.ascontiguousarray(columns[name])
        little = values.dtype.newbyteorder("<")
        digest.update(f"{name}:{little.str}:{len(values)};".encode())
        digest.update(values.astype(little, copy=False))
    digest.update(friends.astype("<i8", order="C", copy=False))
    return digest.hexdigest()
