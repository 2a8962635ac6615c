"""Bad hand-ins: none is executed, none stops the class, none changes a good student's grade."""

import csv
import json
import os
import random
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.bad_hand_ins import CANARY, hand_in_badly
from tests.small_class import LESSON, escaped, hand_in, hand_in_text, make_class, use_small_lesson
from underglass.classroom import grading, tables
from underglass.classroom.classroom import Student, read_class
from underglass.classroom.grading import grade_class, write_grades
from underglass.command.classes import class_app
from underglass.course import exercise
from underglass.course.answer_file import keep, read_json, write_json

EXECUTES = {
    "exec", "compile", "import", "pickle.find_class", "os.system", "os.exec", "os.fork",
    "os.posix_spawn", "subprocess.Popen", "socket.connect", "os.remove", "os.rmdir",
}  # fmt: skip
_seen: list[str] | None = None


def _hook(event, _arguments):
    if _seen is not None and event in EXECUTES:
        _seen.append(event)


@contextmanager
def watched():
    """Note whatever Python executes, starts, imports or deletes in the block."""
    global _seen
    if not getattr(sys, "_hand_ins_hooked", False):
        sys.addaudithook(_hook)  # it cannot be taken off again
        sys._hand_ins_hooked = True
    _seen = []
    try:
        yield _seen
    finally:
        _seen = None


@pytest.fixture(autouse=True)
def small_lesson(monkeypatch):
    use_small_lesson(monkeypatch)


def grade_bad_ones(tmp_path, n_bad, dice):
    """Grade a class of one good student and many bad hand-ins; hold all that must hold."""
    school = tmp_path / "class"
    seeds = dice.sample(range(1, 10**6), n_bad + 1)
    students = [Student(f"S{i}", f"s-{i}", seed) for i, seed in enumerate(seeds)]
    good = students[n_bad // 2]
    for student in students:
        (school / student.folder).mkdir(parents=True)
        if student != good:
            hand_in_badly(school / student.folder, student.seed, dice)
    hand_in(school, good, {1: good.seed, 2: {"books": 1}})
    listed = [vars(student) for student in students]
    write_json(school / "class.json", {"students": listed})
    grade_class(school)  # whatever is imported late is imported now
    with watched() as executed:
        rows = grade_class(school)
        write_grades(rows, school / "grades.csv")
    assert not executed
    assert not list(tmp_path.rglob(CANARY)) and not os.path.exists(CANARY)
    assert [row.folder for row in rows] == [s.folder for s in students for _ in range(2)]
    assert [row.mark for row in rows if row.folder == good.folder] == ["right", "right"]
    for row in rows:
        assert row.folder == good.folder or row.remark or row.mark != "right"
        assert all(cell.isprintable() for cell in (row.student, row.answer, row.remark))
        assert len(row.answer) <= 1_000 and len(row.remark) <= 1_000
    assert_harmless(school / "grades.csv", len(rows))
    for path in school.glob("*/answers.json"):
        if not path.is_symlink() and path.is_file():
            path.chmod(0o600)
    shutil.rmtree(school)


def assert_harmless(path, n_rows):
    """Hold that no cell is a formula, whether commas, semicolons or tabs part the cells."""
    text = path.read_text(encoding="utf-8-sig")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == n_rows + 1
    for border in ",;\t":
        for cells in csv.reader(text.splitlines(), delimiter=border):
            for cell in cells:
                bare = cell.lstrip(' "')
                formula = bare.startswith(tuple("=+-@|%\uff1d"))
                assert not formula or bare.rstrip('"').lstrip("-").replace(".", "").isdigit(), cell


@pytest.mark.parametrize("seed", range(3))
def test_bad_hand_ins_are_not_executed_and_stop_nobody(tmp_path, seed):
    grade_bad_ones(tmp_path, 120, random.Random(seed))


@pytest.mark.slow
def test_ten_thousand_bad_hand_ins_are_not_executed_and_stop_nobody(tmp_path):
    dice = random.Random(10_000)
    for _ in range(20):
        grade_bad_ones(tmp_path, 500, dice)


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "huge", "no folder"])
def test_what_is_no_plain_file_is_not_opened(tmp_path, kind):
    school, (kite, moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, {1: kite.seed})
    path = school / moss.folder / "answers.json"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(school / kite.folder / "answers.json")
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(10**12)
    else:
        shutil.rmtree(path.parent)
        path.parent.write_text("a file")
    rows = grade_class(school)
    assert [row.mark for row in rows] == ["right", "not answered", "not answered", "not answered"]
    says = {"huge": "at most 200,000 bytes", "no folder": "no answers.json"}
    assert says.get(kind, f"must be a file; received a {kind}") in rows[2].remark


def test_no_device_is_read():
    with pytest.raises(ValueError, match="null must be a file; received a device"):
        read_json(Path("/dev/null"))


def test_half_a_character_is_a_remarkable_answer_and_no_end_of_grading(tmp_path):
    school, (kite, moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, {1: kite.seed})
    entries = {"1": {"answer": "\ud800"}, "\udfff": {"answer": 1}}
    content = {"seed": moss.seed, "answers": {LESSON: entries, "\ud800": {}}, "\udc00": 1}
    hand_in_text(school, moss, escaped(content))
    clean = read_json(school / moss.folder / "answers.json")
    assert clean["?"] == 1 and clean["answers"][LESSON]["1"] == {"answer": "?"}
    rows = grade_class(school)
    write_grades(rows, school / "grades.csv")
    assert rows[0].mark == "right" and (rows[2].mark, rows[2].answer) == ("not yet", '"?"')


def test_half_a_character_in_a_notebook_is_kept_as_a_question_mark(tmp_path):
    path = tmp_path / "answers.json"
    keep(path, LESSON, 1, {"a\ud800": "\udfff"}, {"student": "Kite", "seed": 1})
    assert read_json(path)["answers"][LESSON]["1"]["answer"] == {"a?": "?"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"a": [[[[[[[[1]]]]]]]]}, "nested at most 8 deep"),
        ({"a": [0] * 10_000}, "at most 10,000 values"),
    ],
)
def test_json_may_be_neither_deep_nor_long(tmp_path, content, says):
    (tmp_path / "answers.json").write_text(json.dumps(content))
    with pytest.raises(ValueError, match=says):
        read_json(tmp_path / "answers.json")


def test_the_terminal_and_the_table_get_no_codes(tmp_path):
    school, (kite, _moss) = make_class(tmp_path, "Kite", "Moss")
    nasty = "\x1b[31m\u202e\x07\x9b2J"
    answers = {LESSON: {"1": {"answer": nasty}, nasty: {}}, nasty: {}}
    content = {"seed": kite.seed, "answers": answers}
    hand_in_text(school, kite, escaped(content))
    told = CliRunner().invoke(class_app, ["grade", str(school)])
    written = (school / "grades.csv").read_text("utf-8-sig")
    assert told.exit_code == 0 and r"\u001b[31m\u202e\u0007\x9b2J" in written
    assert not set(nasty) & set(told.output + written) - set("[31m2J")


def test_an_old_table_stays_when_a_new_one_fails(tmp_path, monkeypatch):
    school, (kite, _moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, {1: kite.seed})
    rows = grade_class(school)
    write_grades(rows, school / "grades.csv")
    before = (school / "grades.csv").read_bytes()
    calls = iter(range(5))
    plain = tables._harmless
    monkeypatch.setattr(
        tables, "_harmless", lambda cell: plain(cell) if next(calls, 9) < 4 else 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        write_grades(rows, school / "grades.csv")
    assert (school / "grades.csv").read_bytes() == before
    assert sorted(p.name for p in school.iterdir()) == ["class.json", "grades.csv", "kite", "moss"]


def test_a_check_that_takes_too_long_is_left_and_the_others_are_graded(tmp_path, monkeypatch):
    def long(world, seed, answer):
        until = time.monotonic() + 20 * (answer == "slow")
        while time.monotonic() < until:
            pass
        return ""

    use_small_lesson(monkeypatch, _3=exercise.exercise(3, hints=["look"])(long))
    school, (kite, moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, {1: kite.seed, 3: "slow"})
    hand_in(school, moss, {1: moss.seed, 3: "quick"})
    rows = grade_class(school, seconds=0.2)
    marks = [row.mark for row in rows]
    assert marks == ["right", "not answered", "not yet", "right", "not answered", "right"]
    assert "took longer than 0.2 s" in rows[0].remark and not rows[3].remark.count("longer")


def test_a_check_that_breaks_is_told_and_a_broken_world_is_no_fault(tmp_path, monkeypatch):
    school, (kite, moss) = make_class(tmp_path, "Kite", "Moss")
    hand_in(school, kite, {1: kite.seed, 2: "no dict"})
    hand_in(school, moss, {1: moss.seed})
    rows = grade_class(school)
    assert [row.mark for row in rows] == ["right", "not yet", "right", "not answered"]
    assert "B of lesson 01 could not be checked (TypeError)" in rows[0].remark

    def broken(_lesson):
        raise ImportError("no numpy")

    monkeypatch.setattr(exercise, "world_of", broken)
    with pytest.raises(ImportError):
        grade_class(school)
    assert grading.MAX_SECONDS >= 60


def test_a_class_is_enlarged_through_no_link(tmp_path):
    school, (kite,) = make_class(tmp_path, "Kite")
    outside = tmp_path / "outside"
    for name in ("01_small.ipynb", "student.json"):
        (school / kite.folder / name).unlink()
        (school / kite.folder / name).symlink_to(outside)
    make_class(tmp_path, "Kite", "Moss")
    (school / kite.folder / "01_small.ipynb").unlink()
    (school / kite.folder / "01_small.ipynb.part").symlink_to(outside)
    make_class(tmp_path, "Kite", "Moss")
    assert (school / kite.folder / "01_small.ipynb").exists() and not outside.exists()
    shutil.rmtree(school / kite.folder)
    (school / kite.folder).symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(ValueError, match="kite must be a folder; received a link"):
        make_class(tmp_path, "Kite", "Moss")


def test_the_largest_class_can_be_read(tmp_path):
    students = [vars(Student(f"S{i}", f"s-{i}", i)) for i in range(1_000)]
    write_json(tmp_path / "class.json", {"format": 1, "seed": 0, "students": students})
    assert len(read_class(tmp_path)) == 1_000
