"""A class: who is in it, with which seed, and one folder a student with the notebooks."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from io import StringIO
from pathlib import Path

from underglass.course import exercise
from underglass.course.answer_file import MAX_BYTES, checked_seed, read_json, write_json
from underglass.course.differ import versions

CLASS = "class.json"
MAX_STUDENTS = 1_000
MAX_NAME = 80
FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
POINTS_ROW = "Points Possible"  # of a gradebook from Canvas
TO_COPY = ("[0-9][0-9]_*.ipynb", "GLOSSARY.md")


@dataclass(frozen=True)
class Student:
    """A student of a class: any name, a folder made of it, and a seed."""

    name: str
    folder: str
    seed: int


def read_names(path: Path) -> list[str]:
    """Return the names in a CSV file with a column ``name`` (or ``student``), blank ones left out.

    The first line tells the delimiter: ``csv.Sniffer`` refuses a file of one column, as most are.
    The gradebook that Canvas exports is such a file; its row of points is nobody.

    Raises
    ------
    ValueError
        If it is no file, the column is missing, there is no name, one is longer than 80
        characters, there are more than 1,000, a line has more fields than the first (a name was
        cut at a comma), or the file is no UTF-8 text.
    """
    if not path.is_file():
        what = "which is no file" if path.exists() else "which does not exist"
        raise ValueError(f"students must be a CSV file; received {path}, {what}")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{path.name} must have at most {MAX_BYTES:,} bytes")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} must be saved as UTF-8 text") from None
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    table = csv.DictReader(StringIO(text), delimiter=delimiter)
    columns = {(column or "").strip().casefold(): column for column in table.fieldnames or ()}
    column = columns.get("name", columns.get("student"))
    if column is None:
        raise ValueError(
            f"{path.name} must have a column name in its first line; received {first_line[:80]!r}"
        )
    try:
        names = [_name_in(row, column, table) for row in table]
    except csv.Error as error:
        raise ValueError(f"{path.name} cannot be read as CSV: {error}") from None
    names = ["".join(filter(str.isprintable, name)) for name in names]
    names = [name for name in names if name and name != POINTS_ROW]
    if not 1 <= len(names) <= MAX_STUDENTS:
        raise ValueError(f"{path.name} must name 1 to {MAX_STUDENTS:,}; received {len(names):,}")
    for name in names:
        if len(name) > MAX_NAME:
            raise ValueError(f"a name must have at most {MAX_NAME} characters: {name[:40]!r}…")
    return names


def _name_in(row: dict, column: str, table: csv.DictReader) -> str:
    """Return the name in one row; one that was cut at a comma is refused."""
    if any(field.strip() for field in row.get(None, ())):
        cells = [*(row[field] for field in table.fieldnames), *row[None]]
        place = table.fieldnames.index(column)
        surname, *first_names = (cell.strip() for cell in cells[place : place + 1 + len(row[None])])
        raise ValueError(
            f"line {table.line_num} has more fields than the first line; write "
            f'"{", ".join([surname, *first_names])}" in quotation marks, '
            f"or {' '.join([*first_names, surname])}"
        )
    return " ".join((row[column] or "").split())


def enrol(names: Iterable[str], class_seed: int) -> list[Student]:
    """Give each name a folder of its own and a seed of its own.

    The same names in the same order give the same folders and seeds; a name added at the end
    changes none before it.
    """
    students: list[Student] = []
    taken: set[str] = set()
    seeds: set[int] = set()
    for name in names:
        stem = safe_folder(name)
        folder, count = stem, 1
        while folder in taken:
            count += 1
            folder = f"{stem}-{count}"
        seed = _first_free_seed(f"{class_seed}/{folder}", seeds)
        taken.add(folder)
        seeds.add(seed)
        students.append(Student(name, folder, seed))
    return students


def safe_folder(name: str) -> str:
    """Return a name as a folder: a to z, digits and hyphens, good on every system."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    folder = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-")
    if not folder or folder in RESERVED:
        folder = f"student-{folder}".strip("-")
    return folder


def _first_free_seed(text: str, taken: set[int]) -> int:
    for attempt in range(10_000):
        digest = hashlib.sha256(f"{text}/{attempt}".encode()).digest()
        seed = 1 + int.from_bytes(digest[:8], "big") % exercise.MAX_SEED
        if seed not in taken:
            return seed
    raise RuntimeError("no free seed was found")


def new_class(names: Sequence[str], out: Path, notebooks: Path, *, seed: int = 0) -> list[Student]:
    """Make, or enlarge, a class: a folder a student with seed and notebooks, and ``class.json``.

    Parameters
    ----------
    names : sequence of str
        Made-up names will do; nothing else about a student is kept.
    out : Path
        New, empty, or begun by this function: then only what is missing is added, and no file of
        a student is touched.
    notebooks : Path
        Where the students' notebooks lie.
    seed : int
        The class's seed: another one, other numbers for everybody.

    Raises
    ------
    ValueError
        If the folder holds something else, or a class with other names or another seed, or a
        student's folder is a link.
    """
    checked_seed(seed)
    students = enrol(names, seed)
    lessons = [path for pattern in TO_COPY for path in sorted(notebooks.glob(pattern))]
    if not lessons:
        raise ValueError(f"there is no notebook in {notebooks}")
    if (out / CLASS).exists():
        before = read_class(out)
        if students[: len(before)] != before:
            raise ValueError(
                f"{out} holds a class with other names or another seed; keep its list and "
                "seed and add new names at the end, or choose a new folder"
            )
    elif out.exists() and any(out.iterdir()):
        raise ValueError(f"{out} must be new, empty, or a class; it holds other files")
    for student in students:
        folder = out / student.folder
        if folder.is_symlink():
            raise ValueError(f"{folder} must be a folder; received a link")
        folder.mkdir(parents=True, exist_ok=True)
        for path in lessons:
            if not os.path.lexists(folder / path.name):  # nor through a link, to where it points
                _copy(path, folder / path.name)
        if not os.path.lexists(folder / "student.json"):
            who = {"format": 1, "student": student.name, "seed": student.seed}
            write_json(folder / "student.json", who)
    roster = {"format": 1, "seed": seed, "versions": versions()}
    write_json(out / CLASS, roster | {"students": [asdict(student) for student in students]})
    return students


def _copy(path: Path, to: Path) -> None:
    """Copy a file; a notebook without what its cells gave, so that students can still guess."""
    if path.suffix != ".ipynb":
        shutil.copyfile(path, to)
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook.get("metadata", {}).pop("widgets", None)
    for cell in notebook.get("cells", ()):
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    write_json(to, notebook)


def read_class(folder: Path) -> list[Student]:
    """Return the students of a class, from the teacher's ``class.json``."""
    path = folder / CLASS
    if not path.exists():
        raise ValueError(f"{folder} must be a class that underglass class new made: no {CLASS}")
    entries = read_json(path, max_bytes=10 * MAX_BYTES).get("students")
    if not isinstance(entries, list):
        raise ValueError(f"{CLASS} must have a list of students")
    students = []
    for entry in entries:
        try:
            name, place, seed = (entry[field.name] for field in fields(Student))
        except (TypeError, KeyError):
            raise ValueError(f"{CLASS}: a student must have a name, a folder and a seed") from None
        if not isinstance(place, str) or not FOLDER.fullmatch(place):
            raise ValueError(f"{CLASS}: {place!r:.60} is no folder of a student")
        students.append(Student(str(name), place, checked_seed(seed)))
    twice = [place for place, n in Counter(s.folder for s in students).items() if n > 1]
    if twice:
        raise ValueError(f"{CLASS}: two students share the folder {twice[0]}")
    return students
