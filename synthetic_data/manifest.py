"""What a written population says of itself: recipe, receipts of districts, manifest.

Whether a folder is ours, and holds the country that is asked for, is decided here.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pandas as pd

from synthetic_data import arguments
from synthetic_data.codebook import make_codebook
from synthetic_data.parquet import PARTS

FORMAT = "under-glass population 1"
MANIFEST, UNFINISHED, RECIPE = "manifest.json", ".unfinished", "recipe.json"
MAX_PEOPLE = 2**31 - 1  # friends are read back by numbers of 32 bits


def make_recipe(n_people: int, scenario: str, doses: dict[str, float], seed: int) -> dict:
    """Say what a country is made of: all that its bits depend on."""
    arguments.check_whole("n_people", n_people, least=1, most=MAX_PEOPLE)
    arguments.check_whole("seed", seed, least=0)
    return {
        "format": FORMAT,
        "package": package_version(),
        "variables": _hash(make_codebook().to_csv(lineterminator="\n")),
        "scenario": scenario,
        "doses": {name: float(dose) for name, dose in doses.items()},
        "seed": int(seed),
        "n_people": int(n_people),
    }


def make_manifest(recipe: dict, receipts: list[dict]) -> dict:
    """Join recipe and receipts; ``hash`` is that of the districts' hashes, in their order."""
    return {
        **recipe,
        "hash": _hash("".join(receipt["hash"] for receipt in receipts)),
        "versions": {"numpy": np.__version__, "pandas": pd.__version__},
        "districts": receipts,
    }


def read_manifest(folder: Path) -> dict:
    """Read the manifest of a finished population, and see that its files are there.

    Raises
    ------
    ValueError
        If there is none, or the files do not fit it, or its variables are not those of this code.
    """
    if not (folder / MANIFEST).exists():
        if (folder / UNFINISHED / RECIPE).exists():
            raise ValueError(f"{folder.name} is not finished: write it again, and it goes on")
        raise ValueError(f"folder must hold a written population; {folder.name} has no {MANIFEST}")
    manifest = read_json(folder / MANIFEST)
    if manifest.get("format") != FORMAT:
        raise ValueError(f"{folder.name}/{MANIFEST} is not that of a population of ours")
    if manifest["variables"] != _hash(make_codebook().to_csv(lineterminator="\n")):
        raise ValueError(
            f"{folder.name} was written by version {manifest['package']}, whose variables were "
            "others; read it with that version, or write it again"
        )
    for district, receipt in enumerate(manifest["districts"]):
        if not is_whole(folder, district, receipt):
            raise ValueError(
                f"district {district} of {folder.name} is damaged or missing: delete {folder.name} "
                "and write it again"
            )
    return manifest


def require_ours(folder: Path, recipe: dict) -> bool:
    """Tell whether a folder holds this country, in whole or in part; False if it is free to take.

    Raises
    ------
    ValueError
        If it holds anything else.
    """
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise ValueError(f"folder must be a folder; received the file {folder.name}")
    for path in (folder / MANIFEST, folder / UNFINISHED / RECIPE):
        if path.exists():
            recipe_on_disk = read_json(path)
            others = [key for key in recipe if recipe_on_disk.get(key) != recipe[key]]
            if others:
                raise ValueError(
                    f"folder must be new, empty or hold the same country; {folder.name} holds "
                    f"one with {_differences(others, recipe_on_disk, recipe)}"
                )
            return True
    # A run that was stopped before it noted its recipe has left empty folders.
    free = {
        p.name for p in folder.iterdir() if p.is_dir() and p.name in PARTS and not any(p.iterdir())
    }
    if {path.name for path in folder.iterdir()} - free - {UNFINISHED}:
        raise ValueError(
            f"folder must be new, empty or hold a population of ours; {folder.name} holds "
            "something else"
        )
    return False


def _differences(keys: list[str], recipe_on_disk: dict, wanted: dict) -> str:
    said = []
    for key in keys:
        there, here = recipe_on_disk.get(key), wanted[key]
        if isinstance(there, dict):
            names = [name for name in here | there if here.get(name) != there.get(name)]
            said += [f"{key}[{n!r}] {there.get(n)} instead of {here.get(n)}" for n in names]
        else:
            said.append(f"{key} {there!r} instead of {here!r}")
    return ", ".join(said)


def is_whole(folder: Path, district: int, receipt: dict) -> bool:
    """Whether a district's files are there, with the sizes that its receipt notes."""
    for part, size in receipt["bytes"].items():
        path = file_of(folder, part, district)
        if not path.exists() or path.stat().st_size != size:
            return False
    return True


def file_of(folder: Path, part: str, district: int) -> Path:
    """Return where a part of a district lies."""
    return folder / part / f"district-{district:05}.parquet"


def receipt_of(folder: Path, district: int) -> Path:
    """Return where the receipt of a finished district lies."""
    return folder / UNFINISHED / f"district-{district:05}.json"


def read_json(path: Path) -> dict:
    """Read a JSON object.

    Raises
    ------
    ValueError
        If it is none.
    """
    try:
        recipe_on_disk = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        recipe_on_disk = None
    if not isinstance(recipe_on_disk, dict):
        raise ValueError(f"{path.parent.name}/{path.name} is not that of a population of ours")
    return recipe_on_disk


def write_json(path: Path, content: dict, *, by_way_of: Path | None = None) -> None:
    """Write a JSON file whole, or not at all; see :func:`write_text`."""
    write_text(path, json.dumps(content, indent=1) + "\n", by_way_of=by_way_of)


def write_text(path: Path, text: str, *, by_way_of: Path | None = None) -> None:
    """Write a text file whole, or not at all; first under another name, in ``by_way_of``."""
    beside = (by_way_of or path.parent) / f".{path.name}.{os.getpid()}.part"
    try:
        with open(beside, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force renames in a folder to the disk, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def package_version() -> str:
    """Return this package's version, which a checkout that is not installed says itself."""
    try:
        return version("under-glass")
    except PackageNotFoundError:
        project = Path(__file__).resolve().parents[1] / "pyproject.toml"
        return tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
