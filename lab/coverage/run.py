"""Run the countries, in two processes, and keep each in a file as soon as it is finished."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEASURED = ("synthetic_data", "scoring", "explainers", "lab/coverage/worlds")
LIBRARIES = ("numpy", "pandas", "scipy", "scikit-learn")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
Found = dict[str, list[float]]


@cache
def code_hash() -> str:
    """Hash the code that is measured, comments and docstrings left out."""
    return hash_of(ROOT / name for name in MEASURED)


def hash_of(folders: Iterable[Path]) -> str:
    """Hash the code below some folders, comments and docstrings left out."""
    total = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
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
    path: Path,
    *,
    n_jobs: int = 2,
    key: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, dict[int, Found]]:
    """Measure the countries 0, 1, 2 … that are not in the file yet, and add them to it.

    Parameters
    ----------
    families : mapping of str to callable
        From a country's number to its estimates, as in ``lab.coverage.worlds.FAMILIES``.
    n_worlds : int
    path : Path
        A line of JSON for each finished country and family. A line that broke off is cut away;
        lines of other code, or other versions, stay and do not count.
    n_jobs : int
        Processes.
    key : str, optional
        What the lines hold for: hash and versions of the code, if left out.
    progress : callable, optional
        Told how many of how many are done.

    Returns
    -------
    dict of str to dict of int to dict
        By family and country.
    """
    from joblib import Parallel, delayed

    if key is None:
        key = "-".join([code_hash(), *versions().values()])
    found = {family: {} for family in families}
    for line in _finished(path):
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
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for family, world, measured in results:
            line = {"key": key, "family": family, "world": world, "found": measured}
            file.write(json.dumps(line) + "\n")
            file.flush()
            found[family][world] = measured
            done += 1
            if progress is not None:
                progress(done, total)
    return found


def _measure(family: str, measure: Callable[[int], Found], world: int):
    measured = measure(world)
    return family, world, {name: [float(v) for v in values] for name, values in measured.items()}


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
