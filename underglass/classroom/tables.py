"""Grades as files: a row an answer, or as Moodle and Canvas import them.

Written whole or not at all: an older file stays as it was until the new one is whole.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from underglass.classroom.grade import Grade
from underglass.showcase.outputs import whole_file

# Spreadsheets execute what begins so; some, too, where the sign is of Chinese or Japanese width.
FORMULA = tuple("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def write_grades(rows: Sequence[Grade], path: Path) -> None:
    """Write one row a student and exercise; no cell of it is a formula to a spreadsheet."""
    lines = [asdict(row).values() for row in rows]
    _write(path, [[field.name for field in fields(Grade)], *lines], "utf-8-sig")


def write_moodle(rows: Sequence[Grade], path: Path) -> None:
    """Write one row a student and one column a lesson, in per cent, for Moodle's CSV import.

    In *Grades, Import, CSV file* map ``identifier`` to what the class's names are (username, ID
    number, or e-mail address) and each lesson to a grade item with 100 as its highest grade. Moodle
    refuses the whole file for one name that it does not know.
    """
    lessons, students = _results(rows)
    header = ["identifier", *(f"Under Glass lesson {lesson} (per cent)" for lesson in lessons)]
    lines = [
        [name, *(f"{100 * n / asked:.2f}" if n is not None else "" for n, asked in results)]
        for name, results in students
    ]
    _write(path, [header, *lines], "utf-8")


def write_canvas(rows: Sequence[Grade], path: Path) -> None:
    """Write one row a student and one column a lesson, in points, for the import of Canvas.

    A new assignment is offered for each lesson, with a point an exercise. Students are found by
    name, which must be theirs in Canvas ("Mira Kite" or "Kite, Mira").
    """
    lessons, students = _results(rows)
    asked = Counter(lesson for lesson, _ in {(row.lesson, row.exercise) for row in rows})
    blank = [""] * (len(CANVAS) - 1)
    lines = [
        [*CANVAS, *(f"Under Glass lesson {lesson}" for lesson in lessons)],
        ["    Points Possible", *blank, *(asked[lesson] for lesson in lessons)],
        *(
            [name, *blank, *("" if n is None else n for n, _ in results)]
            for name, results in students
        ),
    ]
    _write(path, lines, "utf-8")


FORMS = {"table": write_grades, "moodle": write_moodle, "canvas": write_canvas}


def _results(rows: Sequence[Grade]) -> tuple[list[str], list[tuple[str, list]]]:
    """Return the lessons, and each student's name with (right, asked) a lesson.

    ``None`` stands for right where nothing was answered, or an answer is not counted until the
    teacher has asked. Who has no result at all is left out.

    Raises
    ------
    ValueError
        If two students have one name.
    """
    lessons = sorted({row.lesson for row in rows})
    marks: dict[str, dict[str, list[str]]] = {}
    names = {row.folder: row.student for row in rows}
    twice = [name for name, n in Counter(names.values()).items() if n > 1]
    if twice:
        raise ValueError(f"two students are called {twice[0]}; an import cannot tell them apart")
    for row in rows:
        marks.setdefault(row.folder, {}).setdefault(row.lesson, []).append(row.mark)
    students = []
    for folder, of_lesson in marks.items():
        results = [_result(of_lesson.get(lesson, [])) for lesson in lessons]
        if any(n is not None for n, _ in results):
            students.append((names[folder], results))
    return lessons, students


def _result(marks: list[str]) -> tuple[int | None, int]:
    open_question = "not counted" in marks or set(marks) <= {"not answered"}
    return None if open_question else marks.count("right"), len(marks)


def _write(path: Path, lines: Iterable[Iterable], encoding: str) -> None:
    with whole_file(Path(path)) as beside:
        with beside.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([_harmless(cell) for cell in line] for line in lines)


def _harmless(value):
    """Return a cell in which no spreadsheet sees a formula, nor after a semicolon.

    Where commas are decimal points, a spreadsheet takes semicolons for the borders of cells.
    """
    if not isinstance(value, str):
        return value
    value = re.sub(r";(?! ?\w)", ";'", value)
    if not value.lstrip().startswith(FORMULA):
        return value
    try:
        float(value)  # a negative number is no formula
    except ValueError:
        return "'" + value
    return value
