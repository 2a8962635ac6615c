"""Grades: the answers of a class, checked again by our own functions, as rows of a table.

Answers come back as data, ``answers.json`` in each student's folder. They are graded for the seed
that the teacher's ``class.json`` has for the student. No code of a student is executed, and nothing
that a student's file says is believed but the answers themselves. Who was right once stays right.

What counts: a file must bear the seed that its folder was handed out with, else none of its answers
is counted, right or wrong, until the teacher has asked (whoever's folder was put in the wrong place
loses nothing once it is put right). Numbers that fit a classmate's seed are not counted either
(``copied.py``). The classmate's own marks stay.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from underglass.classroom.classroom import Student, read_class
from underglass.classroom.copied import mark_copied
from underglass.classroom.grade import Grade as Grade
from underglass.classroom.hand_in import HandIn, read_hand_in
from underglass.classroom.tables import write_grades as write_grades
from underglass.classroom.time_limit import TooSlow, time_limit
from underglass.course import exercise
from underglass.course.complaint import is_empty, plain
from underglass.course.differ import versions

MAX_SECONDS = 120  # for one student and lesson


def grade_class(
    folder: Path, lessons: Sequence[str] | None = None, *, seconds: float = MAX_SECONDS
) -> list[Grade]:
    """Grade every student's ``answers.json``: one row a student and exercise.

    Parameters
    ----------
    folder : Path
        A class, as ``new_class`` made it, with the students' files put back in.
    lessons : sequence of str, optional
        Such as ["04"]; those that anybody in the class has begun, if left out.
    seconds : float
        How long the checks of one student's lesson may take.

    Raises
    ------
    ValueError
        If ``folder`` is no class, or a lesson is unknown. What is wrong with one student's file
        stands in that student's remarks.
    """
    known = exercise.lessons_with_answers()
    for lesson in lessons or ():
        exercise.exercises_of(lesson)
    students = read_class(folder)
    name_of = {student.seed: student.name for student in students}
    ours = versions()
    read = {student: read_hand_in(folder, student, name_of, ours) for student in students}
    begun = {lesson for it in read.values() for lesson in it.answers if lesson in known}
    lessons = lessons or sorted(begun) or known[:1]
    for lesson in begun.intersection(lessons):
        exercise.world_of(lesson)  # where this fails, no student is to blame; nor for its time
    rows = []
    for student, hand_in in read.items():
        for lesson in lessons:
            rows += _grade_lesson(student, lesson, hand_in, seconds)
    return mark_copied(rows)


def _grade_lesson(student: Student, lesson: str, hand_in: HandIn, seconds: float) -> list[Grade]:
    """Grade one student's lesson; whatever goes wrong is a remark."""
    remarks = list(hand_in.remarks)
    entries = _entries(lesson, hand_in, remarks)
    graded = {number: ("not answered", None, 0) for number in entries}
    try:
        with time_limit(seconds):
            for number, entry in entries.items():
                graded[number] = "not yet", entry.get("answer"), 0
                graded[number] = _grade(lesson, number, entry, student.seed, remarks)
    except TooSlow:
        remarks.append(f"lesson {lesson} took longer than {seconds:g} s to check; look at it")
    return [
        Grade(
            student=student.name,
            folder=student.folder,
            seed=student.seed,
            lesson=lesson,
            exercise=exercise.letter(number),
            mark=mark if hand_in.counts or mark == "not answered" else "not counted",
            answer=_written(answer),
            tries=tries,
            remark="; ".join(remarks),
        )
        for number, (mark, answer, tries) in graded.items()
    ]


def _entries(lesson: str, hand_in: HandIn, remarks: list[str]) -> dict[int, dict]:
    """Return what the file has for each exercise, empty where it has nothing that can be used."""
    exercises, answers = exercise.exercises_of(lesson), hand_in.answers.get(lesson, {})
    if not isinstance(answers, dict):
        answers = {}
        remarks.append(f"lesson {lesson} must be an object")
    unknown = set(answers) - {str(number) for number in exercises}
    if unknown:
        remarks.append(f"unknown exercises left out: {len(unknown)}")
    entries = {number: answers.get(str(number)) for number in exercises}
    return {n: entry if isinstance(entry, dict) else {} for n, entry in entries.items()}


def _grade(lesson: str, number: int, entry: dict, seed: int, remarks: list[str]):
    """Return mark, answer and number of tries of one exercise."""
    answer, tries = entry.get("answer"), entry.get("tries")
    mark = _check(lesson, number, answer, seed, remarks)
    was = entry.get("right")  # a student who was right may go on trying
    if mark != "right" and was is not None and _check(lesson, number, was, seed, []) == "right":
        answer, mark = was, "right"
    return mark, answer, tries if type(tries) is int and 0 <= tries < 1_000_000 else 0


def _check(lesson: str, number: int, answer, seed: int, remarks: list[str]) -> str:
    try:
        return exercise.check(lesson, number, answer, seed).mark
    except Exception as error:  # one student's answer must not keep the others from their grades
        what = f"{exercise.letter(number)} of lesson {lesson}"
        remarks.append(f"{what} could not be checked ({type(error).__name__}); look at it")
        return "not yet"


def _written(answer) -> str:
    if is_empty(answer):
        return ""
    try:
        return json.dumps(plain(answer), ensure_ascii=False)
    except (ValueError, RecursionError):
        return "(no number and no word)"
