"""Grades for a gradebook, answers that are a neighbour's, and what guessing gives."""

import csv
import io
import math
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from tests.small_class import hand_in, make_class, use_small_lesson
from underglass.classroom.classroom import read_names
from underglass.classroom.copied import mark_copied
from underglass.classroom.grade import Grade
from underglass.classroom.grading import grade_class
from underglass.classroom.guessing import about_guessing, commonest_right
from underglass.classroom.tables import FORMS, write_canvas, write_grades, write_moodle
from underglass.command.classes import class_app
from underglass.course.exercise import exercise, pick


def root_of(power):
    """Make an exercise whose answer is a number of many digits."""
    return exercise(1, hints=["look"])(lambda world, seed: math.sqrt(seed) * 10**power)


POOLED = exercise(6, hints=["look"])(lambda world, seed: pick(seed, ["a", "b", "c", "d"], "pool"))
ALIKE = exercise(7, hints=["look"])(lambda world, seed: "the same for all")
ROUND = exercise(8, hints=["look"])(lambda world, seed: 2.0 * seed)


@pytest.fixture(autouse=True)
def small_lesson(monkeypatch):
    roots = {f"_{3 + n}": root_of(n) for n in range(3)}
    use_small_lesson(monkeypatch, **roots, _6=POOLED, _7=ALIKE, _8=ROUND)


def right_answers(student):
    roots = {3 + n: math.sqrt(student.seed) * 10**n for n in range(3)}
    pooled = pick(student.seed, ["a", "b", "c", "d"], "pool")
    return {1: student.seed, **roots, 6: pooled, 7: "the same for all", 8: 2 * student.seed}


def marks(rows, folder):
    return {row.exercise: row.mark for row in rows if row.folder == folder}


def test_a_copied_file_counts_for_nothing_and_the_one_it_is_from_for_all(tmp_path):
    school, (kite, moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, right_answers(kite))
    hand_in(school, moss, right_answers(kite), seed=kite.seed)
    rows = grade_class(school)
    assert list(marks(rows, "kite").values()).count("right") == 7
    assert set(marks(rows, "moss").values()) == {"not counted", "not answered"}
    assert all("the seed of Kite: copied, or two folders" in r.remark for r in rows[8:])
    assert not any(row.remark for row in rows[:8] if "seed" in row.remark)


@pytest.mark.parametrize(
    ("seed", "says"),
    [
        (424_242, "nobody's in this class"),
        ("57205", "no seed"),
        (None, "no seed"),
        (True, "no seed"),
    ],
)
def test_a_file_with_nobodys_seed_is_not_counted(tmp_path, seed, says):
    school, (kite,) = make_class(tmp_path, "Kite")
    hand_in(school, kite, right_answers(kite), seed=seed)
    rows = grade_class(school)
    assert set(marks(rows, "kite").values()) == {"not counted", "not answered"}
    assert says in rows[0].remark


def test_a_copied_file_with_its_seed_edited_is_found_out(tmp_path):
    school, (kite, moss, fern) = make_class(tmp_path, "Kite", "Moss", "Fern")
    hand_in(school, kite, right_answers(kite))
    hand_in(school, fern, right_answers(fern))
    hand_in(school, moss, right_answers(kite))  # with the seed of Moss
    rows = grade_class(school)
    for honest in ("kite", "fern"):
        assert list(marks(rows, honest).values()).count("right") == 7
    assert set(marks(rows, "moss").values()) == {"not counted", "not answered"}
    assert "fit the seed of Kite, not this one: copied?" in rows[8].remark
    assert not any("fit the seed" in row.remark for row in rows if row.folder != "moss")


def test_whoever_did_the_own_exercises_has_not_copied(tmp_path):
    school, (kite, moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, right_answers(kite))
    theirs, own = right_answers(kite), right_answers(moss)
    for answers in (
        own | {3: theirs[3]},  # one number alike is not enough
        own | {3: theirs[3], 4: theirs[4]},  # two, but more that are their own
        own | {1: 0.0, 3: round(theirs[3], 2), 4: round(theirs[4], 2)},  # numbers that all round so
        {3: theirs[3]},  # one, and none of their own
        {1: theirs[1], 8: theirs[8]},  # round numbers
        {6: theirs[6], 7: theirs[7]},  # words
    ):
        hand_in(school, moss, answers)
        rows = grade_class(school)
        assert "not counted" not in marks(rows, "moss").values()
        assert not any("copied" in row.remark for row in rows)


def a_grade(**other):
    row = Grade("Kite", "kite", 5, "04", "A", "right", "1.23456", 1, "")
    return replace(row, **other)


def test_two_wrong_answers_alike_are_nobodys_copy():
    rows = [
        a_grade(folder=who, exercise=letter, mark="not yet") for who in "ab" for letter in "ABC"
    ]
    assert mark_copied(rows) == rows


def test_guessing_is_told_in_shares_of_those_who_were_right(tmp_path):
    names = [f"S{i}" for i in range(40)]
    school, students = make_class(tmp_path, *names)
    for student in students:
        hand_in(school, student, right_answers(student))
    rows = grade_class(school)
    shares = commonest_right(rows)["01"]
    assert 0.25 <= shares["F"] < 0.5 and shares["G"] == 1.0
    assert shares["A"] == 1 / 40 and shares["C"] <= 0.2  # within 0.5 some roots are one answer
    (sentence,) = about_guessing(rows)
    assert "Lesson 01: one sheet of answers for everybody is right in 1." in sentence
    assert "of 7 exercises" in sentence and "G 100%" in sentence
    assert about_guessing(rows[: 4 * 8]) == []


def test_a_long_text_is_cut():
    long = a_grade(answer="\x1b" * 900, remark="é" * 2_000)
    assert len(long.answer) == len(long.remark) == 1_000 and long.answer.endswith("…")


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_each_form(tmp_path, form):
    school, (kite, moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, right_answers(kite))
    hand_in(school, moss, {1: 0.0})
    told = CliRunner().invoke(class_app, ["grade", str(school), "--form", form])
    assert told.exit_code == 0, told.output
    path = school / {"table": "grades.csv", "moodle": "moodle.csv", "canvas": "canvas.csv"}[form]
    written = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    wanted = {
        "table": written,
        "moodle": [
            ["identifier", "Under Glass lesson 01 (per cent)"], ["Kite", "87.50"], ["Moss", "0.00"],
        ],
        "canvas": [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Under Glass lesson 01"],
            ["    Points Possible", "", "", "", "", "8"],
            ["Kite", "", "", "", "", "7"],
            ["Moss", "", "", "", "", "0"],
        ],
    }  # fmt: skip
    assert written == wanted[form]
    assert form != "table" or (written[0][:2] == ["student", "folder"] and len(written) == 17)


def test_an_unknown_form_is_told(tmp_path):
    told = CliRunner().invoke(class_app, ["grade", str(tmp_path), "--form", "excel"])
    assert told.exit_code == 2
    assert told.output == "Error: --form must be table, moodle, canvas; received excel\n"


@pytest.mark.parametrize(("write", "first"), [(write_moodle, 1), (write_canvas, 2)])
def test_what_the_teacher_must_ask_about_is_no_grade(tmp_path, write, first):
    rows = [
        a_grade(mark="not counted"), a_grade(lesson="05"),
        a_grade(folder="m", student="Moss", mark="not answered"),
        a_grade(folder="m", student="Moss", mark="not answered", lesson="05"),
    ]  # fmt: skip
    write(rows, tmp_path / "out.csv")
    written = list(csv.reader((tmp_path / "out.csv").read_text("utf-8").splitlines()))
    assert len(written) == first + 1  # Moss handed nothing in
    assert written[first][0] == "Kite" and written[first][-2] == ""
    assert float(written[first][-1]) in (1, 100)
    assert not (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("write", [write_moodle, write_canvas])
def test_two_students_of_one_name_are_not_imported(tmp_path, write):
    with pytest.raises(ValueError, match="two students are called Kite"):
        write([a_grade(), a_grade(folder="kite-2")], tmp_path / "out.csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("write", FORMS.values())
@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "x;=1+1", "x; @A1", 'x;"=2"'])
def test_a_name_is_a_formula_in_no_form(tmp_path, write, name):
    write([a_grade(student=name)], tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    for border in ",;":
        for cells in csv.reader(text.splitlines(), delimiter=border):
            assert not any(cell.lstrip(' "').startswith(("=", "@")) for cell in cells)


def test_remarks_and_answers_stay_with_the_teacher(tmp_path):
    rows = [a_grade(remark="copied from Moss", answer='"<b>"')]
    for write in (write_moodle, write_canvas):
        write(rows, tmp_path / "out.csv")
        text = (tmp_path / "out.csv").read_text()
        assert "Moss" not in text and "<b>" not in text
    write_grades(rows, tmp_path / "out.csv")
    assert "copied from Moss" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_the_gradebook_of_canvas_is_a_list_of_names(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Essay (12)\n"
        "    Points Possible,,,,,10\n"
        '"Kite, Mira",7,,,One,\n'
    )
    assert read_names(path) == ["Kite, Mira"]
