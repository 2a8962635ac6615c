"""Run the countries, in two processes, and keep each in a file as soon as it is finished."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MEASURED = ("synthetic_data", "scoring", "explainers", "underglass/measured/coverage/worlds")
LIBRARIES = ("numpy", "pandas", "scipy", "scikit-learn")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
Found = dict[str, list[float]] | list[dict]


@cache
def code_hash() -> str:
    """Hash the code that is measured, comments and docstrings left out."""
    return hash_of(ROOT / name for name in MEASURED)


def hash_of(paths: Iterable[Path]) -> str:
    """Hash the code of some files and folders, comments and docstrings left out."""
    total = hashlib.sha256()
    files = [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])]
    for path in sorted(files):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
                node.body = node.body[1:]
        total.update(f"{path.parent.name}/{path.name}\n{ast.dump(tree)}\n".encode())
    return total.hexdigest()[:16]


def versions() -> dict[str, str]:
    """Return what the countries were run with."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def simulate(
    families: Mapping[str, Callable[[int], Found]],
    n_worlds: int,
    path: Path | None,
    *,
    n_jobs: int = 2,
    key: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, dict[int, Found]]:
    """Measure the countries 0, 1, 2 … that are not in the file yet, and add them to it.

    Parameters
    ----------
    families : mapping of str to callable
        From a country's number to what JSON can hold, such as the estimates of
        ``underglass.measured.coverage.worlds.FAMILIES``.
    n_worlds : int
    path : Path or None
        A line of JSON for each finished country and family. A line that broke off is cut away;
        lines of other code, or other versions, stay and do not count. None keeps nothing.
    n_jobs : int
        Processes.
    key : str, optional
        What the lines hold for: hash and versions of the code, if left out.
    progress : callable, optional
        Told how many of how many are done.

    Returns
    -------
    dict of str to dict of int
        By family and country.
    """
    from joblib import Parallel, delayed

    if key is None:
        key = "-".join([code_hash(), *versions().values()])
    found = {family: {} for family in families}
    for line in [] if path is None else _finished(path):
        if line["key"] == key and line["family"] in families and line["world"] < n_worlds:
            found[line["family"]][line["world"]] = line["found"]
    tasks = [
        (family, world)
        for world in range(n_worlds)
        for family in families
        if world not in found[family]
    ]
    done, total = n_worlds * len(families) - len(tasks), n_worlds * len(families)
    if progress is not None:
        progress(done, total)
    if not tasks:
        return found
    one = delayed(_measure)
    results = Parallel(n_jobs=n_jobs, return_as="generator_unordered")(
        one(family, families[family], world) for family, world in tasks
    )
    with nullcontext() if path is None else _open(path) as file:
        for family, world, measured in results:
            if file is not None:
                line = {"key": key, "family": family, "world": world, "found": measured}
                file.write(json.dumps(line) + "\n")
                file.flush()
            found[family][world] = measured
            done += 1
            if progress is not None:
                progress(done, total)
    return found


def _measure(family: str, measure: Callable[[int], Found], world: int):
    """Measure a country; what is returned now is what a file would hold."""
    return family, world, json.loads(json.dumps(measure(world), default=lambda value: value.item()))


def _open(path: Path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a", encoding="utf-8")


def _finished(path: Path) -> list[dict]:
    """Read the whole lines, and cut away a last one that broke off."""
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with path.open("r+b") as file:
            file.truncate(whole)
    return [json.loads(line) for line in content[:whole].splitlines()]
