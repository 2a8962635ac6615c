"""Answers that fit a neighbour's numbers and not one's own.

A file can be copied and its seed edited. Then its numbers still fit the other's exercises. A word
or a round number may be alike by chance, and many exercises ask everybody the same: so only numbers
with more than three decimals tell, which are wrong for the student's seed and to the last digit
what another gave and was right with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from underglass.classroom.grade import Grade

MIN_TELLING = 2


def mark_copied(rows: Sequence[Grade]) -> list[Grade]:
    """Return the rows, what a student shares with the one copied from "not counted", and remarks.

    Somebody is taken to have copied who shares two or more telling numbers with one classmate, and
    more than there are answers that are right for the own seed and not the classmate's. The
    classmate's marks stay.
    """
    answers = {(row.folder, row.lesson, row.exercise): row.answer for row in rows}
    names = {row.folder: row.student for row in rows}
    right = defaultdict(set)  # who is right with which answer
    of_student = defaultdict(list)
    for row in rows:
        of_student[row.folder].append(row)
        if row.mark == "right":
            right[row.lesson, row.exercise, row.answer].add(row.folder)
    marked = []
    for theirs in of_student.values():
        other = _copied_from(theirs, right, answers)
        marked += theirs if other is None else _shared(theirs, other, names[other], answers)
    return marked


def _copied_from(theirs, right, answers) -> str | None:
    """Return the folder of the classmate whose numbers these are, if there is one."""
    telling = Counter(
        other
        for row in theirs
        if row.mark == "not yet" and _tells(row.number)
        for other in right.get((row.lesson, row.exercise, row.answer), ())
    )
    for other, n_telling in sorted(telling.items(), key=lambda it: (-it[1], it[0])):
        own = sum(
            row.mark == "right" and answers[other, row.lesson, row.exercise] != row.answer
            for row in theirs
        )
        if n_telling >= MIN_TELLING and n_telling > own:
            return other
    return None


def _tells(number: float | None) -> bool:
    return number is not None and round(number, 3) != number


def _shared(theirs, other: str, name: str, answers) -> list[Grade]:
    remark = f"numbers fit the seed of {name}, not this one: copied? what both have is not counted"
    return [
        replace(
            row,
            mark="not counted"
            if row.answer and row.answer == answers[other, row.lesson, row.exercise]
            else row.mark,
            remark="; ".join(filter(None, (row.remark, remark))),
        )
        for row in theirs
    ]
