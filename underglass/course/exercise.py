"""Exercises: how a right answer is computed, and what a wrong one is told.

The answers of lesson ``NN`` stand in ``answers/lesson_NN.py``: a cached function ``world()``
that builds the lesson's own objects, and one function an exercise, marked with ``@exercise``.
A notebook's check and a class's grades call the same functions; neither runs a student's code.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import numbers
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from underglass.course.complaint import (
    about_number,
    about_words,
    is_empty,
    plain,
    with_near,
)

LARGEST_SEED = 999_999


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
            truth, near = with_near(self.solve(world, seed))
            if isinstance(truth, numbers.Real):
                complaint = about_number(answer, float(truth), near, self.within, self.unit)
            else:
                complaint = about_words(answer, truth, near)
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
