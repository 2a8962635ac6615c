"""Countries on disk: written district by district in bounded memory, resumable, with a manifest.

A folder holds one file a district in each of the parts::

    observed/ undisclosed/ protected/ truth/ recorded/    district-00000.parquet, ... by person
    friendships/                                          pairs person < friend, the bridge included
    manifest.json    what it is, with hashes; written last: a folder without one is not finished
    .unfinished/     only while it is written: the recipe, and a receipt for each finished district

Files are written under another name, forced to the disk and then renamed. So whatever happens, a
file is whole or not there, and a district without a receipt is simply written again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from pathlib import Path

import numpy as np
from scipy import sparse

from synthetic_data import arguments
from synthetic_data.engine import districts
from synthetic_data.generate import generate_district
from synthetic_data.manifest import (
    MANIFEST,
    RECIPE,
    UNFINISHED,
    file_of,
    is_whole,
    make_manifest,
    make_recipe,
    read_json,
    read_manifest,
    receipt_of,
    require_ours,
    sync_folder,
    write_json,
)
from synthetic_data.parquet import (
    PART_OF,
    PARTS,
    content_hash,
    read_columns,
    require_pyarrow,
    tables,
    write_table,
)
from synthetic_data.population import Population, all_doses, friends_within
from synthetic_data.structure import STRUCTURE
from synthetic_data.ties import bridge_to_next


def write_population(
    folder,
    n_people: int,
    *,
    scenario: str,
    doses: Mapping[str, float] | None = None,
    seed: int = 0,
    n_jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict:
    """Write a country to disk, or go on where an interrupted run stopped.

    Parameters
    ----------
    folder : path
        New, empty, or begun by the same call; made if it is missing.
    n_people, scenario, doses, seed
        As for :func:`make_population`; the bits are the same.
    n_jobs : int, optional
        Processes to share the districts among; one if left out. Each holds one district.
    progress : callable, optional
        Told how many districts are finished, and of how many, at the start and after each.

    Returns
    -------
    dict
        The manifest: package, scenario, doses, seed, n_people, variables' hash, versions, and
        ``hash``, of the content; for each district its people, hash and sizes of files.

    Raises
    ------
    ValueError
        For an argument out of range, or a folder that holds anything else; it stays as it is.
    OSError
        If a file cannot be written, as on a full disk. What is finished stays.
    ModuleNotFoundError
        If pyarrow is missing.
    """
    recipe = make_recipe(n_people, scenario, all_doses(scenario, doses), seed)
    if n_jobs is not None:
        arguments.check_whole("n_jobs", n_jobs, least=1)
    folder, places = Path(folder), districts(n_people)
    begin(folder, recipe)
    if (folder / MANIFEST).exists():
        shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
        (progress or _silent)(len(places), len(places))
        return read_manifest(folder)
    missing = [district for district, _, _ in places if not is_finished(folder, district)]
    done = len(places) - len(missing)
    try:
        (progress or _silent)(done, len(places))
        for _ in _write(folder, recipe, missing, n_jobs):
            done += 1
            (progress or _silent)(done, len(places))
        return finish(folder)
    except (OSError, BrokenExecutor) as error:
        reason = getattr(error, "strerror", None) or "a process was ended, or a file refused"
        raise OSError(
            f"{reason}: {done} of {len(places)} districts in {folder.name} are finished, and no "
            "file is half written; put it right and run the same again to go on"
        ) from error


def begin(folder: Path, recipe: dict) -> None:
    """Make the folder, or recognise it as one that holds the same country, whole or in part."""
    require_pyarrow()
    if require_ours(folder, recipe):
        return
    try:
        for part in (UNFINISHED, *PARTS):
            (folder / part).mkdir(parents=True, exist_ok=True)
        write_json(folder / UNFINISHED / RECIPE, recipe)
    except OSError as error:
        raise OSError(f"{folder.name} cannot be written: {error.strerror}") from error


def is_finished(folder: Path, district: int) -> bool:
    """Whether a district has its receipt, and files of the sizes noted there."""
    path = receipt_of(folder, district)
    return path.exists() and is_whole(folder, district, read_json(path))


def write_district(folder: Path, recipe: dict, district: int) -> None:
    """Write one district of a folder that was begun, in any order, in any process."""
    _, first, end = districts(recipe["n_people"])[district]
    columns = generate_district(recipe["seed"], district, end - first, recipe["doses"], {})
    friends = _pairs(recipe, district, first, columns)
    staged, sizes = {}, {}
    try:
        for part, table in tables(columns, first, friends).items():
            staged[part] = folder / UNFINISHED / f"{part}-{district:05}.{os.getpid()}.part"
            with open(staged[part], "wb") as file:
                write_table(table, file)
                file.flush()
                os.fsync(file.fileno())
            sizes[part] = staged[part].stat().st_size
        for part, path in staged.items():
            os.replace(path, file_of(folder, part, district))
            sync_folder(folder / part)
    except BaseException:
        for path in staged.values():
            path.unlink(missing_ok=True)
        raise
    receipt = {"people": end - first, "hash": content_hash(columns, friends), "bytes": sizes}
    write_json(receipt_of(folder, district), receipt)


def finish(folder: Path) -> dict:
    """Gather the receipts into the manifest; the last thing that is written."""
    recipe = read_json(folder / UNFINISHED / RECIPE)
    numbers = [district for district, _, _ in districts(recipe["n_people"])]
    manifest = make_manifest(recipe, [read_json(receipt_of(folder, d)) for d in numbers])
    write_json(folder / MANIFEST, manifest, by_way_of=folder / UNFINISHED)
    shutil.rmtree(folder / UNFINISHED)
    return manifest


def _write(folder: Path, recipe: dict, missing: list[int], n_jobs: int | None) -> Iterator:
    if n_jobs in (None, 1) or len(missing) < 2:
        return (write_district(folder, recipe, district) for district in missing)
    from joblib import Parallel, delayed

    tasks = (delayed(write_district)(folder, recipe, district) for district in missing)
    return Parallel(n_jobs=n_jobs, return_as="generator_unordered")(tasks)


def _pairs(recipe: dict, district: int, first: int, columns) -> np.ndarray:
    """Pairs of friends (k, 2), the smaller number first, with the bridge to the next district."""
    within = sparse.triu(friends_within(recipe["seed"], district, columns, recipe["doses"]))
    inside = np.column_stack([within.row, within.col]).astype(np.int64) + first
    across = np.column_stack(bridge_to_next(district, recipe["n_people"]))
    pairs = np.concatenate([inside, across.astype(np.int64)])
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


class StoredColumns(Mapping):
    """Columns of a written population, each read when it is first asked for."""

    def __init__(self, folder: Path, n_people: int):
        self.folder, self.n_people, self._read = folder, n_people, {}

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._read:
            values = np.empty(self.n_people, dtype=STRUCTURE[name].dtype)
            for district, first, end in districts(self.n_people):
                path = file_of(self.folder, PART_OF[name], district)
                (values[first:end],) = read_columns(path, (name,))
            self._read[name] = values
        return self._read[name]

    def __iter__(self):
        return iter(STRUCTURE)

    def __len__(self) -> int:
        return len(STRUCTURE)


def read_population(folder) -> Population:
    """Open a written population: the same, bit for bit, as :func:`make_population` returns.

    A column is read when it is first used, so opening a large country costs nothing.

    Raises
    ------
    ValueError
        If the folder is none of ours, is not finished, or its files do not fit its manifest.
    """
    require_pyarrow()
    folder = Path(folder)
    manifest = read_manifest(folder)
    columns = StoredColumns(folder, manifest["n_people"])
    return Population(columns, doses=manifest["doses"], seed=manifest["seed"])


def read_friendships(folder) -> sparse.csr_array:
    """Read who knows whom as it was written; equal to ``read_population(folder).friendships``."""
    require_pyarrow()
    folder = Path(folder)
    n_people = read_manifest(folder)["n_people"]
    paths = [file_of(folder, "friendships", d) for d, _, _ in districts(n_people)]
    parts = [read_columns(path, ("person", "friend")) for path in paths]
    one, other = (np.concatenate(ends).astype(np.int32) for ends in zip(*parts, strict=True))
    rows, columns = np.concatenate([one, other]), np.concatenate([other, one])
    data = np.ones(len(rows), dtype=np.int8)
    return sparse.coo_array((data, (rows, columns)), shape=(n_people, n_people)).tocsr()
