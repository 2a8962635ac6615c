"""Grades: the answers of a class, checked again by our own functions, as rows of a table.

Answers come back as data, ``answers.json`` in each student's folder. They are graded for the seed
that the teacher's ``class.json`` has for the student. No code of a student is executed, and nothing
that a student's file says is believed but the answers themselves. Who was right once stays right.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from underglass.classroom.classroom import Student, read_class
from underglass.course import exercise
from underglass.course.answer_file import read_json
from underglass.course.complaint import plain
from underglass.course.differ import versions

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # spreadsheets execute what begins so


@dataclass(frozen=True)
class Grade:
    """One answer's grade; ``mark`` is "right", "not yet" or "not answered"."""

    student: str
    folder: str
    seed: int
    lesson: str
    exercise: str
    mark: str
    answer: str
    tries: int
    remark: str


def grade_class(folder: Path, lessons: Sequence[str] | None = None) -> list[Grade]:
    """Grade every student's ``answers.json``: one row a student and exercise.

    Parameters
    ----------
    folder : Path
        A class, as ``new_class`` made it, with the students' files put back in.
    lessons : sequence of str, optional
        Such as ["04"]; those that anybody in the class has begun, if left out.

    Raises
    ------
    ValueError
        If ``folder`` is no class, or a lesson is unknown. What is wrong with one student's file
        stands in that student's remarks.
    """
    known = exercise.lessons_with_answers()
    for lesson in lessons or ():
        exercise.answers_of(lesson)
    students = read_class(folder)
    read = {student: _read_answers(folder, student) for student in students}
    begun = {lesson for given, _ in read.values() for lesson in given if lesson in known}
    rows = []
    for student, (given, remarks) in read.items():
        for lesson in lessons or sorted(begun) or known[:1]:
            rows += _grade_lesson(student, lesson, given.get(lesson), remarks)
    return rows


def _read_answers(folder: Path, student: Student) -> tuple[dict, list[str]]:
    """Return a student's answers and what is odd about the file."""
    path = folder / student.folder / "answers.json"
    if path.parent.is_symlink():
        return {}, ["the student's folder is a link; it was not read"]
    if not path.exists() and not path.is_symlink():
        return {}, ["no answers.json"]
    try:
        content = read_json(path)
    except (ValueError, OSError) as error:
        return {}, [str(error)]
    remarks = []
    if content.get("seed") != student.seed:
        remarks.append("the file has another seed; graded for the student's own")
    theirs, ours = content.get("versions"), versions()
    theirs = theirs if isinstance(theirs, dict) else {}
    other = [name for name in ours if name != "python" and theirs.get(name) != ours[name]]
    if other:
        remarks.append(f"other versions than the teacher's: {', '.join(other)}")
    given = content.get("answers")
    if not isinstance(given, dict):
        return {}, [*remarks, "answers.json must have an object answers"]
    unknown = sorted(set(given) - set(exercise.lessons_with_answers()))
    if unknown:
        remarks.append(f"unknown lessons left out: {', '.join(unknown)[:60]}")
    return given, remarks


def _grade_lesson(student: Student, lesson: str, given, remarks: list[str]) -> list[Grade]:
    _, exercises = exercise.answers_of(lesson)
    remarks = list(remarks)
    if given is None:
        given = {}
    elif not isinstance(given, dict):
        given = {}
        remarks.append(f"lesson {lesson} must be an object")
    unknown = set(given) - {str(number) for number in exercises}
    if unknown:
        remarks.append(f"unknown exercises left out: {', '.join(sorted(unknown))[:60]}")
    rows = []
    for number in exercises:
        entry = given.get(str(number))
        entry = entry if isinstance(entry, dict) else {}
        answer, tries = entry.get("answer"), entry.get("tries")
        verdict = _check(lesson, number, answer, student.seed)
        was = entry.get("right")  # a student who was right may go on trying
        if verdict.mark != "right" and was is not None:
            earlier = _check(lesson, number, was, student.seed)
            if earlier.mark == "right":
                answer, verdict = was, earlier
        rows.append(
            Grade(
                student=student.name,
                folder=student.folder,
                seed=student.seed,
                lesson=lesson,
                exercise=exercise.letter(number),
                mark=verdict.mark,
                answer=_shown(answer),
                tries=tries if type(tries) is int and 0 <= tries < 1_000_000 else 0,
                remark="; ".join(remarks),
            )
        )
    return rows


def _shown(answer) -> str:
    try:
        return "" if answer is None else json.dumps(plain(answer), ensure_ascii=False)
    except (ValueError, RecursionError):
        return "(no number and no word)"


def _check(lesson: str, number: int, answer, seed: int) -> exercise.Verdict:
    try:
        return exercise.check(lesson, number, answer, seed)
    except Exception as error:  # one student's file must not keep the others from their grades
        return exercise.Verdict("not yet", f"cannot be graded: {type(error).__name__}")


def write_grades(rows: Sequence[Grade], path: Path) -> None:
    """Write grades as CSV; no cell of it is a formula to a spreadsheet."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(field.name for field in fields(Grade))
        table.writerows([_harmless(value) for value in asdict(row).values()] for row in rows)


def _harmless(value):
    if isinstance(value, str) and value.lstrip().startswith(FORMULA):
        try:
            float(value)  # a negative number is no formula
        except ValueError:
            return "'" + value
    return value
