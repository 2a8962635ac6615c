"""A class: folders and seeds, and grades that believe nothing but the answers, as data."""

import csv
import json
import re

import pytest
from typer.testing import CliRunner

from underglass.classroom.classroom import (
    Student,
    enrol,
    new_class,
    read_class,
    read_names,
    safe_folder,
)
from underglass.classroom.grading import grade_class, write_grades
from underglass.command.classes import class_app
from underglass.course import exercise
from underglass.course.answer_file import write_json

LESSON = "01"


@pytest.fixture
def notebooks(tmp_path):
    folder = tmp_path / "notebooks"
    (folder / "teacher").mkdir(parents=True)
    (folder / "01_small.ipynb").write_text("{}")
    (folder / "teacher" / "01_small.ipynb").write_text('{"solved": true}')
    return folder


@pytest.fixture
def school(tmp_path, notebooks):
    """Return a class of three."""
    new_class(["Kite", "Moss", "Fern"], tmp_path / "class", notebooks)
    return tmp_path / "class"


@pytest.fixture(autouse=True)
def small_lesson(monkeypatch):
    """Let lesson 01 have two quick exercises: the student's seed, and one that judges a dict."""
    number = exercise.exercise(1, hints=["look"])(lambda world, seed: float(seed))
    judge = exercise.exercise(2, hints=["look"])(lambda world, seed, answer: answer["books"] and "")
    monkeypatch.setattr(exercise, "exercises_of", lambda lesson: {1: number, 2: judge})
    monkeypatch.setattr(exercise, "world_of", lambda lesson: None)
    monkeypatch.setattr(exercise, "lessons_with_answers", lambda: [LESSON])


def hand_in(school, student, answers, **other):
    content = {"seed": student.seed, "answers": answers, **other}
    write_json(school / student.folder / "answers.json", content)


def right(student):
    return {LESSON: {"1": {"answer": student.seed, "tries": 3}}}


def listed(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("name\nKite\nMoss\n", ["Kite", "Moss"]),
        ("\ufeffgroup;Name \r\na; Kite \r\nb;\r\n", ["Kite"]),
        ('student,room\n"Kite, the\n 2nd",3\n', ["Kite, the 2nd"]),
        ("name\nKi\x1bte\n", ["Kite"]),
        ("name,other\nKite\n", ["Kite"]),
        ("name\nKite,\n", ["Kite"]),
        ('name\n"Li, Anna"\n', ["Li, Anna"]),
    ],
)
def test_a_list_of_names_is_read(tmp_path, content, names):
    assert read_names(listed(tmp_path, content)) == names


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Kite\nMoss\n", "must have a column name in its first line; received 'Kite'"),
        ("", "must have a column name"),
        ("name\n\n \n", "must name 1 to 1,000; received 0"),
        ("name\n" + "Kite\n" * 1_001, "received 1,001"),
        ("name\nLi, Anna\n", 'line 2 has more .* write "Li, Anna" in quotation marks, or Anna Li'),
        ("room,name\n3,Kite\n4,Li,Anna\n", 'line 3 has more .* "Li, Anna" .* or Anna Li'),
        ("name\n" + "K" * 81, "at most 80 characters"),
        ("name\n" + "K" * 150_000, "cannot be read as CSV|at most 80"),
        ("name\n" + "K" * 250_000, "at most 200,000 bytes"),
        ("name\nZoë\n".encode("utf-16"), "UTF-8"),
    ],
)
def test_a_list_that_is_none_is_told_so(tmp_path, content, says):
    with pytest.raises(ValueError, match=says):
        read_names(listed(tmp_path, content))


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Kite", "kite"),
        ("  Zoë Núñez ", "zoe-nunez"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows", "c-windows"),
        ("..", "student"),
        ("星", "student"),
        ("CON", "student-con"),
        ("-rf", "rf"),
        ("=cmd()", "cmd"),
        ("k" * 80, "k" * 40),
    ],
)
def test_a_name_becomes_a_safe_folder(name, folder):
    assert safe_folder(name) == folder


def test_nobody_shares_a_folder_or_a_seed_and_late_comers_change_nothing():
    names = ["Kite", "kite!", "Kite-2", "星", "月"] + [f"S {i}" for i in range(900)]
    students = enrol(names, class_seed=0)
    assert len({one.folder for one in students}) == len({one.seed for one in students}) == 905
    assert enrol(names[:10], class_seed=0) == students[:10]
    assert {s.seed for s in enrol(names, class_seed=1)} != {s.seed for s in students}


def test_a_class_gets_notebooks_and_seeds_but_no_solutions(school):
    students = read_class(school)
    for student in students:
        names = {path.name for path in (school / student.folder).iterdir()}
        assert names == {"student.json", "01_small.ipynb"}
        who = json.loads((school / student.folder / "student.json").read_text())
        assert (who["student"], who["seed"]) == (student.name, student.seed)
    assert "solved" not in "".join(p.read_text() for p in school.rglob("*.ipynb"))


def test_what_cells_gave_is_not_handed_out(tmp_path, notebooks):
    cell = {"cell_type": "code", "source": "1 + 1", "execution_count": 1, "outputs": [{"n": "two"}]}
    text = {"cell_type": "markdown", "source": "Guess: ½?"}
    (notebooks / "01_small.ipynb").write_text(json.dumps({"cells": [cell, text], "nbformat": 4}))
    new_class(["Kite"], tmp_path / "class", notebooks)
    copied = json.loads((tmp_path / "class" / "kite" / "01_small.ipynb").read_text("utf-8"))
    bare = cell | {"execution_count": None, "outputs": []}
    assert copied == {"cells": [bare, text], "nbformat": 4}


def test_those_who_come_late_are_added_and_nobody_is_touched(school, notebooks):
    (school / "kite" / "01_small.ipynb").write_text("Kite's work")
    before = read_class(school)
    made = new_class(["Kite", "Moss", "Fern", "Reed"], school, notebooks)
    assert made[:3] == before and (school / "reed" / "student.json").exists()
    assert (school / "kite" / "01_small.ipynb").read_text() == "Kite's work"
    for names, seed in ((["Moss", "Kite"], 0), (["Kite", "Moss", "Fern"], 1)):
        with pytest.raises(ValueError, match="other names or another seed"):
            new_class(names, school, notebooks, seed=seed)


def test_a_folder_with_other_things_is_left_alone(tmp_path, notebooks):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds other files"):
        new_class(["Kite"], tmp_path / "full", notebooks)
    with pytest.raises(ValueError, match="seed must be whole"):
        new_class(["Kite"], tmp_path / "new", notebooks, seed=-1)
    with pytest.raises(ValueError, match="no notebook"):
        new_class(["Kite"], tmp_path / "new", tmp_path)


def test_grades_are_for_the_teachers_seed(school):
    kite, moss, _fern = read_class(school)
    hand_in(school, kite, right(kite))
    copied = (school / "kite" / "answers.json").read_text()
    (school / "moss" / "answers.json").write_text(copied)
    rows = grade_class(school)
    assert [(row.folder, row.exercise, row.mark) for row in rows] == [
        ("kite", "A", "right"),
        ("kite", "B", "not answered"),
        ("moss", "A", "not counted"),
        ("moss", "B", "not answered"),
        ("fern", "A", "not answered"),
        ("fern", "B", "not answered"),
    ]
    assert rows[0].tries == 3
    assert "the seed of Kite" in rows[2].remark and "seed" not in rows[0].remark
    assert rows[2].student == "Moss" and rows[2].seed == moss.seed
    assert rows[4].remark == "no answers.json"


def test_who_was_right_once_stays_right(school):
    kite, moss, _fern = read_class(school)
    hand_in(school, kite, {LESSON: {"1": {"answer": -5.0, "tries": 4, "right": kite.seed}}})
    hand_in(school, moss, {LESSON: {"1": {"answer": -5.0, "tries": 4, "right": kite.seed}}})
    rows = grade_class(school)
    assert (rows[0].mark, rows[0].answer, rows[0].tries) == ("right", f"{kite.seed:.1f}", 4)
    assert (rows[2].mark, rows[2].answer) == ("not yet", "-5.0")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("[" * 150_000, "cannot be read"),
        ("1" * 150_000, "cannot be read"),
        ("[1]", "must hold an object; received list"),
        ("\x00\xff", "another seed|cannot be read"),
        ('{"answers": [1]}', "object answers"),
        ('{"answers": {"01": 3}}', "lesson 01 must be an object"),
        ('{"answers": {"../01": {}, "99": {}}}', "unknown lessons left out: 2"),
        ('{"answers": {"01": {"1": 5, "9": {}, "x": {}}}}', "unknown exercises left out: 2"),
        ('{"answers": {"01": {"1": {"answer": NaN}}}}', ""),
        ('{"answers": {"01": {"1": {"answer": 1e999, "tries": "many"}}}}', ""),
        ('{"answers": {"01": {"1": {"answer": [[[1]]]}, "2": {"answer": 7}}}}', ""),
        ('{"answers": {"01": {"2": {"answer": {"a": ' + '{"a":' * 300 + "1" + "}" * 305, ""),
        (" " * 250_000, "at most 200,000 bytes; received 250,000"),
    ],
)
def test_whatever_one_student_hands_in_the_others_are_graded(school, text, says):
    kite, moss, _ = read_class(school)
    hand_in(school, kite, right(kite))
    (school / moss.folder / "answers.json").write_text(text)
    rows = grade_class(school)
    assert rows[0].mark == "right"
    bad = [row for row in rows if row.folder == moss.folder]
    assert len(bad) == 2
    assert not any(row.mark == "right" for row in bad)
    assert bad[0].tries == 0

    assert re.search(says, bad[0].remark)


def test_no_link_is_followed(school, tmp_path):
    kite, moss, _ = read_class(school)
    hand_in(school, kite, right(kite))
    (school / moss.folder / "answers.json").symlink_to(school / kite.folder / "answers.json")
    assert "received a link" in grade_class(school)[2].remark
    fern = read_class(school)[2]
    (school / fern.folder).rename(tmp_path / "elsewhere")
    (school / fern.folder).symlink_to(school / kite.folder)
    rows = grade_class(school)
    assert "folder is a link" in rows[4].remark and rows[4].mark == "not answered"


@pytest.mark.parametrize("tries", [-3, 1_000_000, True, 2.0, "2"])
def test_a_number_of_tries_that_is_none_is_not_believed(school, tries):
    kite = read_class(school)[0]
    hand_in(school, kite, {LESSON: {"1": {"answer": kite.seed, "tries": tries}}})
    assert (grade_class(school)[0].mark, grade_class(school)[0].tries) == ("right", 0)


@pytest.mark.parametrize(
    ("students", "says"),
    [
        ([{"name": "K", "folder": "../kite", "seed": 1}], "is no folder of a student"),
        ([{"name": "K", "folder": "/etc", "seed": 1}], "is no folder"),
        ([{"name": "K", "folder": "kite", "seed": "1"}], "seed must be whole"),
        ([{"name": "K", "folder": "kite", "seed": True}], "seed must be whole"),
        ([{"name": "K", "folder": "kite"}], "must have a name, a folder and a seed"),
        (["Kite"], "must have a name"),
        ("Kite", "list of students"),
        ([{"name": "K", "folder": "kite", "seed": 1}] * 2, "share the folder kite"),
    ],
)
def test_a_class_that_was_tampered_with_is_told_so(school, students, says):
    write_json(school / "class.json", {"students": students})
    with pytest.raises(ValueError, match=says):
        grade_class(school)


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", " =1+1", "%x"])
def test_no_cell_of_the_table_is_a_formula(tmp_path, notebooks, name):
    (student,) = new_class([name], tmp_path / "class", notebooks)
    hand_in(tmp_path / "class", student, {LESSON: {"1": {"answer": "=1+1"}, "=9": {}}})
    write_grades(grade_class(tmp_path / "class"), tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["student"] == "'" + name
    for row in rows:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "%")) for cell in row.values())


def test_a_negative_number_stays_a_number(tmp_path, school):
    kite = read_class(school)[0]
    hand_in(school, kite, {LESSON: {"1": {"answer": -12.5}}})
    write_grades(grade_class(school), tmp_path / "grades.csv")
    assert ",-12.5," in (tmp_path / "grades.csv").read_text()


def test_the_command_makes_and_grades_a_class(tmp_path):
    run = CliRunner().invoke
    path = listed(tmp_path, "name\nKite\nMoss [b]\n")
    made = run(class_app, ["new", "--students", str(path), "--out", str(tmp_path / "class")])
    assert made.exit_code == 0, made.output
    assert "Moss [b]" in made.output
    kite = read_class(tmp_path / "class")[0]
    assert isinstance(kite, Student)
    hand_in(tmp_path / "class", kite, right(kite))
    graded = run(class_app, ["grade", str(tmp_path / "class")])
    assert graded.exit_code == 0, graded.output
    assert (tmp_path / "class" / "grades.csv").read_text(encoding="utf-8-sig").count("right") == 1
    for arguments, code in (
        (["new", "--students", str(tmp_path / "none.csv")], 2),
        (["grade", str(tmp_path)], 2),
        (["new", "--students", str(path), "--out", str(tmp_path)], 2),
    ):
        failed = run(class_app, arguments)
        assert failed.exit_code == code
        assert failed.output.startswith("Error: ") and "Traceback" not in failed.output


def test_a_list_that_is_not_there_is_said_not_to_be_there(tmp_path):
    for path, what in ((tmp_path / "none.csv", "does not exist"), (tmp_path, "is no file")):
        with pytest.raises(ValueError, match=f"received {re.escape(str(path))}, which {what}"):
            read_names(path)
