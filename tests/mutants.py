"""Mutants: break the code on purpose, one change at a time, and see whether a test notices.

``make mutants`` (or ``python -m tests.mutants``) copies the tree, applies one mutant of
``mutants.txt`` after the other, and runs the fast tests of the files that the table names. A
mutant is *killed* when a test fails, and *lives* when none does: then the tests do not hold what
it broke. ``python -m tests.mutants gaps groups`` tries only those whose file or words hold one of
the words given. For all of them it takes about half an hour on one core.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_name("mutants.txt")
PACKAGES = ("synthetic_data", "scoring", "explainers", "underglass", "notebooks", "tests")
FAST = ("-x", "-q", "-m", "not slow", "-p", "no:cacheprovider", "--tb=no")
FAILED, PASSED = 1, 0  # what pytest returns
SECONDS = 900  # a mutant that runs for longer hangs
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
ALONE |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


@dataclass(frozen=True)
class Mutant:
    """One change of one file: ``old`` stands in it exactly once."""

    file: str
    tests: tuple[str, ...]
    breaks: str
    old: str
    new: str

    def applied(self, text: str) -> str:
        """Return the file's text with the change."""
        if text.count(self.old) != 1:
            raise ValueError(
                f"{self.file}: {self.old!r} must stand there once; received "
                f"{text.count(self.old)} times. Mend the row of tests/mutants.txt ({self.breaks})."
            )
        return text.replace(self.old, self.new)


def read_table(path: Path = TABLE) -> list[Mutant]:
    """Read the table; its first lines say how it is written."""
    mutants, file, tests = [], "", ()
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for block in re.split(r"\n{2,}", text.strip()):
        if block.startswith("== "):
            file, _, named = block.removeprefix("== ").partition(" | ")
            tests = tuple(named.split())
            continue
        breaks, old, new = block.split("\n")
        mutants.append(Mutant(file, tests, breaks, old.removeprefix("- "), new.removeprefix("+ ")))
    return mutants


def copy_tree(root: Path, to: Path) -> None:
    """Copy what tests read, without compiled files: a stale one would hide a mutant."""
    for package in PACKAGES:
        if (root / package).exists():
            ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(root / package, to / package, ignore=ignored)
    for path in root.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy2(path, to)


def run_tests(tree: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """Run the fast tests of some files; return pytest's code and the first test that failed."""
    command = [sys.executable, "-m", "pytest", *FAST, *tests]
    try:
        run = subprocess.run(
            command,
            cwd=tree,
            env=os.environ | ALONE,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return FAILED, "(hangs)"
    noticed = re.search(r"^(?:FAILED|ERROR) (\S+?)(?:\[| |$)", run.stdout, re.MULTILINE)
    if run.returncode == FAILED and noticed:
        return FAILED, noticed[1].rpartition("::")[2]
    if run.returncode != PASSED:
        raise RuntimeError(f"{' '.join(command)} could not run:\n{run.stdout}\n{run.stderr}")
    return PASSED, ""


def try_mutants(
    mutants: list[Mutant], root: Path = ROOT
) -> Iterator[tuple[Mutant, bool, str, float]]:
    """Try each mutant in a copy of the tree: whether it was killed, by which test, in seconds.

    Raises
    ------
    RuntimeError
        If a test fails without any mutant: then it cannot tell what a mutant breaks.
    """
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder)
        copy_tree(root, tree)
        named = tuple(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
        code, failed = run_tests(tree, named)
        if code != PASSED:
            raise RuntimeError(f"{failed} fails without any mutant")
        for mutant in mutants:
            path, start = tree / mutant.file, time.monotonic()
            whole = path.read_text(encoding="utf-8")
            path.write_text(mutant.applied(whole), encoding="utf-8")
            code, noticed = run_tests(tree, mutant.tests)
            path.write_text(whole, encoding="utf-8")
            yield mutant, code == FAILED, noticed, time.monotonic() - start


def main(words: list[str]) -> int:
    """Print a line for each mutant, and the share that was killed."""
    mutants = [
        mutant
        for mutant in read_table()
        if not words or any(word in f"{mutant.file} {mutant.breaks}" for word in words)
    ]
    if not mutants:
        print(f"No mutant's file or words hold {' or '.join(words)}.")
        return 1
    print("First the tests run without any mutant …", flush=True)
    lived, file = [], ""
    for mutant, killed, noticed, seconds in try_mutants(mutants):
        if mutant.file != file:
            print(f"\n{(file := mutant.file)}")
        result = f"killed by {noticed}" if killed else "LIVES"
        print(f"  {seconds:4.0f} s  {mutant.breaks}: {result}", flush=True)
        lived += [] if killed else [mutant]
    share = 1 - len(lived) / len(mutants)
    print(f"\n{len(mutants) - len(lived)} of {len(mutants)} mutants were killed ({share:.0%}).")
    for mutant in lived:
        print(f"  lives: {mutant.file}: {mutant.breaks}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
