"""What guessing alone gives: the answers that most students were right with, handed in by all.

Exercises choose each student's person, dose or group by seed, some of them from three or four: then
a neighbour's answer, or any of the pool, is right for one in three or four.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from underglass.classroom.grade import Grade
from underglass.course import exercise

MIN_RIGHT = 5  # right answers to an exercise, to say anything of it


def commonest_right(rows: Sequence[Grade]) -> dict[str, dict[str, float]]:
    """Return for each lesson and exercise how many share the commonest right answer, from 0 to 1.

    Numbers count as one answer within the exercise's tolerance. Exercises with fewer than five
    right answers are left out.
    """
    right = defaultdict(list)
    for row in rows:
        if row.mark == "right":
            right[row.lesson, row.exercise].append(row)
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for (lesson, letter), alike in sorted(right.items()):
        if len(alike) >= MIN_RIGHT:
            shares[lesson][letter] = _most_alike(alike, _within(lesson, letter)) / len(alike)
    return dict(shares)


def _within(lesson: str, letter: str) -> float:
    of_lesson = exercise.exercises_of(lesson)
    return next(it.within for n, it in of_lesson.items() if exercise.letter(n) == letter)


def _most_alike(rows: list[Grade], within: float) -> int:
    """Return how many answers one answer stands for."""
    numbers = sorted(row.number for row in rows if row.number is not None)
    around = [bisect_right(numbers, least + 2 * within) - i for i, least in enumerate(numbers)]
    texts = Counter(row.answer.casefold() for row in rows if row.number is None)
    return max([*around, *texts.values()])


def about_guessing(rows: Sequence[Grade]) -> list[str]:
    """Say for each lesson what one and the same sheet of answers would give everybody."""
    said = []
    for lesson, of_lesson in commonest_right(rows).items():
        each = ", ".join(f"{letter} {share:.0%}" for letter, share in of_lesson.items())
        said.append(
            f"Lesson {lesson}: one sheet of answers for everybody is right in "
            f"{sum(of_lesson.values()):.1f} of {len(of_lesson)} exercises ({each})."
        )
    return said
