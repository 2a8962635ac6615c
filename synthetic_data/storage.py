"""Countries on disk: written district by district in bounded memory, resumable, with a manifest.

A folder holds one file a district in each of the parts::

    observed/ undisclosed/ protected/ truth/ recorded/    district-00000.parquet, ... by person
    friendships/                                          pairs person < friend, the bridge included
    manifest.json    what it is, with hashes; written last: a folder without one is not finished
    .unfinished/     only while it is written: recipe, lock, a receipt for each finished district

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
from synthetic_data.locking import sole_writer
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
    PARTS,
    content_hash,
    require_pyarrow,
    tables,
    write_table,
)
from synthetic_data.population import friends_within
from synthetic_data.processes import deaf_to_interrupts
from synthetic_data.scenarios import all_doses
from synthetic_data.stored import read_friendships, read_population
from synthetic_data.ties import bridge_to_next
from synthetic_data.wording import counted

__all__ = ["read_friendships", "read_population", "write_population"]

LOCK = "lock"
BYTES_A_PERSON = 60  # on disk; measured


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
        New, empty, or begun by the same call; made if it is missing. One run at a time.
    n_people : int
        From 1 to 2,147,483,647; each needs some 60 bytes of disk.
    scenario, doses, seed
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
        If the disk has too little room, or a file cannot be written. What is finished stays.
    BlockingIOError
        If another run is writing into the folder.
    ModuleNotFoundError
        If pyarrow is missing.
    """
    recipe = make_recipe(n_people, scenario, all_doses(scenario, doses), seed)
    if n_jobs is not None:
        arguments.check_whole("n_jobs", n_jobs, least=1)
    folder, progress = Path(folder), progress or _silent
    require_pyarrow()
    if require_ours(folder, recipe) and (folder / MANIFEST).exists():
        progress(len(districts(n_people)), len(districts(n_people)))
    else:
        _make_unfinished(folder)
        busy = f"another run is writing into {folder.name}: let it end, or choose another folder"
        with sole_writer(folder / UNFINISHED / LOCK, busy):
            begin(folder, recipe)
            if not (folder / MANIFEST).exists():  # that run may have ended just now
                _write_missing(folder, recipe, n_jobs, progress)
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)  # nothing needs it any more
    return read_manifest(folder)


def _write_missing(folder: Path, recipe: dict, n_jobs: int | None, progress) -> None:
    """Write every district that is not finished, and the manifest."""
    places = districts(recipe["n_people"])
    missing = [place for place in places if not is_finished(folder, place[0])]
    _check_disk(folder, sum(end - first for _, first, end in missing))
    done = len(places) - len(missing)
    try:
        progress(done, len(places))
        for _ in _write(folder, recipe, [district for district, _, _ in missing], n_jobs):
            done += 1
            progress(done, len(places))
        finish(folder)
    except (OSError, BrokenExecutor) as error:
        reason = getattr(error, "strerror", None) or "a process was ended, or a file refused"
        raise OSError(
            f"{reason}: {done} of {len(places)} districts in {folder.name} are finished, and no "
            "file is half written; put it right and run the same again to go on"
        ) from error


def _check_disk(folder: Path, n_people: int) -> None:
    """Require room for so many people more."""
    free, needed = shutil.disk_usage(folder).free, n_people * BYTES_A_PERSON
    if needed > free:
        raise OSError(
            f"{counted(n_people, 'person needs', 'people need')} about {needed / 1e9:,.3g} GB of "
            f"disk; {folder.name} has {free / 1e9:,.3g} GB free"
        )


def begin(folder: Path, recipe: dict) -> None:
    """Make the folder, or recognise it as one that holds the same country, whole or in part."""
    if require_ours(folder, recipe):
        return
    _make_unfinished(folder)
    for part in PARTS:
        (folder / part).mkdir(exist_ok=True)
    write_json(folder / UNFINISHED / RECIPE, recipe)


def _make_unfinished(folder: Path) -> None:
    try:
        (folder / UNFINISHED).mkdir(parents=True, exist_ok=True)
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
    return manifest


def _write(folder: Path, recipe: dict, missing: list[int], n_jobs: int | None) -> Iterator:
    if n_jobs in (None, 1) or len(missing) < 2:
        return (write_district(folder, recipe, district) for district in missing)
    from joblib import Parallel, delayed

    tasks = (delayed(write_district)(folder, recipe, district) for district in missing)
    with deaf_to_interrupts():
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
