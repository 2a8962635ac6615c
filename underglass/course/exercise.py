"""Exercises: how a right answer is computed, and what a wrong one is told.

The answers of lesson ``NN`` stand in ``answers/lesson_NN.py``: a cached function ``world()``
that builds the lesson's own objects, and one function an exercise, marked with ``@exercise``.
A notebook's check and a class's grades call the same functions; neither runs a student's code.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import math
import numbers
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

LARGEST_SEED = 999_999
LONGEST_TEXT = 200
MOST_ENTRIES = 50


@dataclass(frozen=True)
class Verdict:
    """What a check says of one answer; ``mark`` is "right", "not yet" or "not answered"."""

    mark: str
    text: str


@dataclass(frozen=True)
class Exercise:
    """One exercise of a lesson.

    Attributes
    ----------
    number : int
    solve : callable
        ``solve(world, seed)`` gives the right answer: a number, a word, or a set of words; or a
        pair of it and ``{what to say: answer that earns it}``. ``solve(world, seed, answer)``
        judges an answer itself and gives a complaint, empty where there is none.
    hints : tuple of str
    within : float
        How far a number may be from the right one.
    unit : str
        The unit of a number.
    """

    number: int
    solve: Callable
    hints: tuple[str, ...]
    within: float
    unit: str

    @property
    def judges(self) -> bool:
        """Whether ``solve`` judges answers itself."""
        return len(inspect.signature(self.solve).parameters) == 3

    def check(self, world, seed: int, answer) -> Verdict:
        """Compare an answer with the right one, without giving it away."""
        if is_empty(answer):
            return Verdict("not answered", "Not answered yet: put your answer in place of `...`.")
        try:
            answer = plain(answer)
        except ValueError as error:
            return Verdict("not yet", str(error))
        if self.judges:
            complaint = self.solve(world, seed, answer)
        else:
            truth, near = _with_near(self.solve(world, seed))
            if isinstance(truth, numbers.Real):
                complaint = _number_complaint(answer, float(truth), near, self.within, self.unit)
            else:
                complaint = _words_complaint(answer, truth, near)
        return Verdict("not yet", complaint) if complaint else Verdict("right", "Right.")


def exercise(number: int, *, hints: Sequence[str], within: float = 0.5, unit: str = ""):
    """Mark the function that solves, or judges, one exercise of a lesson.

    Parameters
    ----------
    number : int
        From 1; as in ``lesson.check(1, answer)``.
    hints : sequence of str
        At least one; shown one after the other.
    within : float
        Tolerance of a number, in its own unit.
    unit : str
        Said to those who give no number or one that is out by a factor.
    """
    if not hints or isinstance(hints, str):
        raise ValueError(f"hints must be a list of one or more texts; received {hints!r}")
    if not within > 0:
        raise ValueError(f"within must be above 0; received {within!r}")

    def mark(solve):
        return Exercise(number, solve, tuple(hints), within, unit)

    return mark


def lessons_with_answers() -> list[str]:
    """Return the numbers of the lessons that have exercises, such as "04"."""
    folder = Path(__file__).parent / "answers"
    return sorted(path.stem.removeprefix("lesson_") for path in folder.glob("lesson_*.py"))


@cache
def answers_of(lesson: str):
    """Return the module with a lesson's answers and its exercises by number."""
    if lesson not in lessons_with_answers():
        raise ValueError(f"lesson must be one of {lessons_with_answers()}; received {lesson!r}")
    module = importlib.import_module(f"underglass.course.answers.lesson_{lesson}")
    found = [value for value in vars(module).values() if isinstance(value, Exercise)]
    exercises = {it.number: it for it in sorted(found, key=lambda it: it.number)}
    if list(exercises) != list(range(1, len(found) + 1)):
        raise ValueError(f"the exercises of lesson {lesson} must be numbered 1, 2, 3 …")
    return module, exercises


def check(lesson: str, number: int, answer, seed: int) -> Verdict:
    """Check one answer to one exercise of one lesson, for one student's seed."""
    module, exercises = answers_of(lesson)
    if number not in exercises:
        raise ValueError(f"number must be one of {list(exercises)}; received {number!r}")
    if is_empty(answer):  # nothing to compute
        return exercises[number].check(None, seed, answer)
    return exercises[number].check(module.world(), seed, answer)


def pick(seed: int, options, salt: object = ""):
    """Choose one of several by a student's seed, the same on every machine.

    Parameters
    ----------
    seed : int
    options : boolean array, or sequence
        Of a mask, the position of one of its true entries is given; of a sequence, an item.
    salt : object
        Another salt, another choice.
    """
    mask = np.asarray(options)
    items = np.flatnonzero(mask) if mask.dtype == bool else list(options)
    if len(items) == 0:
        raise ValueError("options must hold at least one to choose from; received none")
    digest = hashlib.sha256(f"{seed}/{salt}".encode()).digest()
    item = items[int.from_bytes(digest[:8], "big") % len(items)]
    return int(item) if mask.dtype == bool else item


def seed_of(name: str) -> int:
    """Return the seed of a name: the same name, the same seed, from 1 to 999,999."""
    digest = hashlib.sha256(name.strip().casefold().encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % LARGEST_SEED


def letter(number: int) -> str:
    """Return the letter under which the text has an exercise: A for 1."""
    return chr(ord("A") - 1 + number)


def is_empty(answer) -> bool:
    """Tell whether an answer was left as the course gave it."""
    return answer is ... or answer is None or (isinstance(answer, str) and not answer.strip(". "))


def plain(answer):
    """Return an answer as data: a float, a text, a list of texts, or a dict of numbers and texts.

    Raises
    ------
    ValueError
        If it is none of these; the message tells a student what to do.
    """
    if callable(getattr(answer, "tolist", None)):
        answer = answer.tolist()  # numpy's and pandas' numbers, and whole arrays
    if isinstance(answer, list | tuple | set | frozenset) and len(answer) == 1:
        (answer,) = answer
    if isinstance(answer, bool):
        raise ValueError("True or False is not asked for: give a number or a word.")
    if isinstance(answer, numbers.Real):
        if abs(answer) > 1e15 or not math.isfinite(answer):
            raise ValueError(f"{answer!s:.20} is not a number that one can check.")
        return float(answer)
    if isinstance(answer, str):
        return answer.strip()[:LONGEST_TEXT]
    if isinstance(answer, list | tuple | set | frozenset) and len(answer) <= MOST_ENTRIES:
        if all(isinstance(item, str) for item in answer):
            return sorted(item.strip()[:LONGEST_TEXT] for item in answer)
        raise ValueError(
            "These are several values; one is asked for, or a list of words. "
            "(A decimal has a point: -10.2.)"
        )
    if isinstance(answer, Mapping) and len(answer) <= MOST_ENTRIES:
        if all(isinstance(key, str) or _is_whole(key) for key in answer):
            return {_name(key): _entry(value) for key, value in answer.items()}
    raise ValueError("This kind of answer cannot be checked: give a number or a word.")


def _is_whole(key) -> bool:
    return isinstance(key, numbers.Integral) and not isinstance(key, bool)


def _name(key) -> str:
    """Return a dict's key as a text; a whole number is one too, as a row's number is."""
    return str(key).strip()[:LONGEST_TEXT]


def _entry(value):
    value = plain(value)
    if not isinstance(value, float | str):
        raise ValueError("Each entry must be one number or one word.")
    return value


def _with_near(solved) -> tuple[object, Mapping[str, object]]:
    return solved if isinstance(solved, tuple) else (solved, {})


def _number_complaint(answer, truth: float, near, within: float, unit: str) -> str:
    """Compare numbers; what is off is named, and never which way the right one lies."""
    if not isinstance(answer, float):
        bare = ", without quotation marks" if isinstance(answer, str) else ""
        return f"One number is asked for{f', in {unit}' if unit else ''}{bare}."

    def close(value: float, tolerance: float = within) -> bool:
        return abs(answer - value) <= tolerance * (1 + 1e-9)

    if close(truth):
        return ""
    for says, value in near.items():
        if close(float(value)):
            return says
    if abs(truth) > within:
        if close(-truth):
            return "The size is right, the sign is not: which way does it go?"
        for factor in (100, 1000):
            for scaled in (factor, 1 / factor):
                tolerance = within * scaled
                if close(truth * scaled, tolerance) or close(-truth * scaled, tolerance):
                    return (
                        f"Out by a factor of {factor}: a share instead of per cent, or another "
                        f"unit{f'. The answer is in {unit}' if unit else ''}."
                    )
    if close(truth, max(3 * within, 0.03 * abs(truth))):
        return "Very close. Did you round on the way, or leave somebody out?"
    return "Not yet."


def _words_complaint(answer, truth, near) -> str:
    if isinstance(answer, float | dict):
        return "A word is asked for, in quotation marks."
    if _words(answer) == _words(truth):
        return ""
    for says, value in near.items():
        if _words(answer) == _words(value):
            return says
    given, right = _words(answer), _words(truth)
    if len(right) > 1:
        hits = len(given & right)
        return f"Not yet: {hits} of your {len(given)} belong there; {len(right)} are asked for."
    return "Not yet." if len(given) == 1 else "One word is asked for."


def _words(value) -> set[str]:
    items = [value] if isinstance(value, str) else value
    return {" ".join(item.replace("_", " ").casefold().split()) for item in items}
