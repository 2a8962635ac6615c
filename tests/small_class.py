"""A class whose one lesson is quick to check: the student's seed, and a dict that is judged."""

import json

from underglass.classroom.classroom import new_class, read_class
from underglass.course import exercise
from underglass.course.answer_file import write_json

LESSON = "01"


def use_small_lesson(monkeypatch, **more):
    """Let lesson 01 have two quick exercises, and more by their number."""
    number = exercise.exercise(1, hints=["look"])(lambda world, seed: float(seed))
    judge = exercise.exercise(2, hints=["look"])(lambda world, seed, answer: answer["books"] and "")
    exercises = {1: number, 2: judge, **{int(n.strip("_")): it for n, it in more.items()}}
    monkeypatch.setattr(exercise, "exercises_of", lambda lesson: exercises)
    monkeypatch.setattr(exercise, "world_of", lambda lesson: None)
    monkeypatch.setattr(exercise, "lessons_with_answers", lambda: [LESSON])


def make_class(tmp_path, *names):
    """Make a class and return its folder and its students."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir(exist_ok=True)
    (notebooks / "01_small.ipynb").write_text("{}")
    new_class(names, tmp_path / "class", notebooks)
    return tmp_path / "class", read_class(tmp_path / "class")


def hand_in(school, student, answers, **other):
    """Hand in answers by number, such as ``{1: 5.0}``."""
    entries = {str(number): {"answer": answer} for number, answer in answers.items()}
    content = {"seed": student.seed, "answers": {LESSON: entries}, **other}
    write_json(school / student.folder / "answers.json", content)


def hand_in_text(school, student, text: str):
    """Hand in a file as it is."""
    (school / student.folder / "answers.json").write_text(text, encoding="utf-8")


def escaped(content) -> str:
    """Write JSON with every odd character as an escape, lone surrogates too."""
    return json.dumps(content)
