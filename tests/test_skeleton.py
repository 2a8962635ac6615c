"""The skeleton of a lesson: it holds by the rules of every lesson, and overwrites none."""

import importlib.util

import numpy as np
import pytest
from typer.testing import CliRunner

from underglass.command import cli
from underglass.course import skeleton
from underglass.course.build import read
from underglass.course.exercise import Exercise
from underglass.course.prediction import predicted
from underglass.course.prose import uncovered_numbers


@pytest.fixture
def made(tmp_path):
    return skeleton.new_lesson(11, "From outside", notebooks=tmp_path, answers=tmp_path)


def test_a_new_lesson_has_three_exercises_that_its_answers_solve(made):
    source, answers = made
    assert (source.name, answers.name) == ("11_from_outside.py", "lesson_11.py")
    spec = importlib.util.spec_from_file_location("lesson_11", answers)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    exercises = [value for value in vars(module).values() if isinstance(value, Exercise)]
    assert sorted(it.number for it in exercises) == [1, 2, 3]
    for it in exercises:
        solved = it.solve(module.world(), 5)
        right = solved[0] if isinstance(solved, tuple) else solved
        assert isinstance(right, str) or np.isfinite(right)


def test_a_new_lesson_reads_as_every_lesson_does(made):
    source, _ = made
    teacher, student = (read(source, teacher=is_teacher).cells for is_teacher in (True, False))
    assert len(teacher) == len(student) + 3 and predicted(student)
    assert not uncovered_numbers(source)
    text = source.read_text(encoding="utf-8")
    assert "# # 11 · From outside" in text and "{{" not in text


@pytest.mark.parametrize(
    ("number", "title", "says"),
    [
        (11, "Again", "number must be of no lesson that is there; 11_from_outside.py is"),
        (100, "Too many", "number must be from 0 to 99; received 100"),
        (13, "…", "title must have letters"),
    ],
)
def test_a_taken_number_or_a_title_without_letters_writes_nothing(
    made, number, title, says, tmp_path
):
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ValueError, match=says):
        skeleton.new_lesson(number, title, notebooks=tmp_path, answers=tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_the_command_names_what_is_taken():
    result = CliRunner().invoke(cli.app, ["lesson", "new", "4", "Again"])
    assert result.exit_code == 2 and "04_judged_by_your_basket.py is" in result.stderr
