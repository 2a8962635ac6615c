"""What a lesson's cells call: ``start``, then ``check``, ``hint``, ``why``, ``pick``; ``claim``.

It runs wherever the three packages run, in a browser too. Nothing leaves the machine, and nothing
is kept unless a class is used (``student.json`` lies beside the notebook) or it is asked for.
"""

from __future__ import annotations

from pathlib import Path

from underglass.course import answer_file, exercise
from underglass.course.differ import why_different
from underglass.course.showing import set_looks, show

__all__ = ["Lesson", "claim", "show", "start", "why_different"]

STUDENT = "student.json"
ANSWERS = "answers.json"
UNTRUE = "This is not what the text says."  # the build of the course looks for it


class Lesson:
    """One student's lesson; made by :func:`start`.

    Attributes
    ----------
    number : str
        Such as "04".
    seed : int
        From 0 to 999,999; it chooses the student's own people in the exercises.
    record : Path or None
        Where answers are kept.
    """

    def __init__(self, number: str, seed: int, student: str, record: Path | None):
        exercise.answers_of(number)  # raises where there is no such lesson
        self.number, self.seed, self.student, self.record = number, seed, student, record
        self._hints_shown: dict[int, int] = {}

    def check(self, number: int, answer) -> None:
        """Say at once whether an answer is right, and what is off where it is not."""
        verdict = exercise.check(self.number, number, answer, self.seed)
        print(f"Exercise {exercise.letter(number)}: {verdict.text}")
        if verdict.mark == "not yet":
            print(f"For a hint: lesson.hint({number})")
        if self.record is not None and verdict.mark != "not answered":
            who = {"student": self.student, "seed": self.seed}
            right = verdict.mark == "right"
            answer_file.keep(self.record, self.number, number, answer, who, right=right)

    def hint(self, number: int) -> None:
        """Print the next hint of an exercise; after the last one, all of them again."""
        _, exercises = exercise.answers_of(self.number)
        if number not in exercises:
            raise ValueError(f"number must be one of {list(exercises)}; received {number!r}")
        hints = exercises[number].hints
        shown = self._hints_shown.get(number, 0)
        if shown == len(hints):
            print("\n".join(hints))
            return
        self._hints_shown[number] = shown + 1
        more = len(hints) - shown - 1
        print(hints[shown] + (f" (Once more for another hint: {more} left.)" if more else ""))

    def pick(self, options, salt: object = ""):
        """Choose by this student's seed: a position in a mask, or an item of a list."""
        return exercise.pick(self.seed, options, salt)

    def why(self, *countries) -> None:
        """Print what a number depends on, to be laid beside a neighbour's."""
        why_different(*countries, lesson=self)


def start(number: str, *, student: str | None = None, record: str | Path | None = None) -> Lesson:
    """Begin a lesson.

    Parameters
    ----------
    number : str
        The lesson's, such as "04".
    student : str, optional
        Any made-up name: its seed chooses your own people in the exercises. In a class the file
        ``student.json`` says it; without either the seed is 0, that of the printed pages.
    record : str or Path, optional
        A file in which your answers are kept; in a class, ``answers.json`` beside the notebook.
        Nothing is kept otherwise.
    """
    here = Path(STUDENT)
    if student is not None:
        seed = exercise.seed_of(student)
    elif here.exists():
        student, seed = answer_file.read_student(here)
        record = ANSWERS if record is None else record
    else:
        student, seed = "", 0
    lesson = Lesson(number, seed, student, None if record is None else Path(record))
    set_looks()
    kept = f"Your answers are kept in {record}." if record else "Answers are checked, not kept."
    print(f"Lesson {number}, seed {seed}. {kept}")
    return lesson


def claim(says: str, holds, /, **seen) -> None:
    """Hold a sentence of the text to what was computed; print nothing where it is true.

    Parameters
    ----------
    says : str
        What the text says.
    holds : bool
        A condition over the cell's own variables; its numbers count as asserted.
    **seen
        The values that it is about; they are shown where it does not hold.
    """
    if bool(holds):
        return
    print(f"{UNTRUE} It says: {says}.")
    for name, value in seen.items():
        print(f"You see: {name.replace('_', ' ')} = {value}")
    print(
        "Did you change something above? Then nothing is broken: you found something out. "
        "If not: run all cells from the top, then lesson.why()."
    )
