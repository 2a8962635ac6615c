"""The demo and the command line: a whole page or none, and one sentence for what is wrong."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import nullcontext
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from scoring.aftermath import MECHANISMS
from synthetic_data import BIASES, SCENARIOS
from underglass.command import cli, terminal
from underglass.course import places
from underglass.showcase import demo, page

ROOT = Path(__file__).resolve().parents[1]
of_shap = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # as shap is imported
SOUND = "# %% [markdown]\n# # 01 · A small lesson\n\n# %%\n20 + 1\n"
BEFORE = f"<title>{page.TITLE}</title> as it was before"
BROKEN = "# %% [markdown]\n# # 01 · A broken lesson\n\n# %%\n1 / 0\n"


class Page(HTMLParser):
    """Take a page apart: its pictures, its links, and what would run or load from elsewhere."""

    def __init__(self, path: Path):
        super().__init__()
        self.pictures, self.links, self.tags = [], [], []
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag == "img":
            self.pictures.append(attrs)
        if "href" in attrs:
            self.links.append(attrs["href"])


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Put a small lesson in place of the course's own; return its source."""
    source = tmp_path / "course" / "01_small.py"
    source.parent.mkdir()
    source.write_text(SOUND, encoding="utf-8")
    monkeypatch.setattr(places, "lesson_sources", lambda: [source])
    return source


@of_shap
def test_the_demo_leaves_a_page_that_is_whole(lesson, tmp_path, monkeypatch):
    few = {"idle_gamers": 0.8, "guilt_by_association": 0.8}
    monkeypatch.setitem(SCENARIOS, "sesame", few)
    out, picture = tmp_path / "made" / "out", tmp_path / "picture.png"
    said = []
    shown = demo.make_demo(out, n_people=1_000, seed=3, picture=picture, say=said.append)
    made = Page(out / "index.html")

    assert ("html", {"lang": "en"}) in made.tags
    assert len(made.pictures) == 4
    for image in made.pictures:
        assert (out / image["src"]).read_bytes().startswith(b"\x89PNG")
        assert re.search(r"[+−][0-9]|[0-9]\.[0-9]", image["alt"]), image["alt"]
    for link in made.links:
        assert (out / link).is_file(), link
    assert {path.name for path in out.iterdir()} == {
        "index.html", "lesson.html", "person.png", "crowd.png", "gap.png", "marks.png"
    }  # fmt: skip
    assert {path.name for path in out.parent.iterdir()} == {"out"}
    assert picture.stat().st_size < 150_000

    why = shown.everybody
    assert f"published score of {why.published[shown.person]}" in made.pictures[0]["alt"]
    assert [mark.bias for mark in shown.marks] == list(few)
    for mark in shown.marks:
        assert f"verdict: {mark.verdict}" in made.pictures[3]["alt"]
        for status in (*BIASES[mark.bias].claims.values(), BIASES[mark.bias].status):
            assert status in made.text
    assert all(any(name in line for line in said) for name in few)

    executed = Page(out / "lesson.html")
    assert ">21<" in re.sub(r"</?pre>|\s", "", executed.text)
    for written in (made, executed):
        assert not [tag for tag, attrs in written.tags if tag in ("script", "iframe")]
        assert "https:" not in "".join(
            str(attrs.get(key, "")) for _, attrs in written.tags for key in ("src", "href")
        )


def no_pencil(*_given, **_options):
    raise ValueError("the pencil broke")


def no_marks(_score, population):
    return (None for bias in population.planted)


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (
            "lesson",
            r"lesson 01_small\.py must run; it stopped with ZeroDivisionError: division by zero",
        ),
        ("second picture", "the pencil broke"),
    ],
)
def test_a_demo_that_fails_midway_leaves_nothing(
    broken, sentence, there, lesson, tmp_path, monkeypatch
):
    if broken == "lesson":
        lesson.write_text(BROKEN, encoding="utf-8")
    else:
        monkeypatch.setattr(page, "beeswarm", no_pencil)
    monkeypatch.setattr(demo, "marking", lambda scenario: nullcontext(no_marks))
    out = tmp_path / "made" / "out"
    if there:
        out.mkdir(parents=True)
        (out / "index.html").write_text(BEFORE)
    with pytest.raises(ValueError, match=sentence):
        demo.make_demo(out, n_people=1_000, say=lambda stage: None)
    assert out.exists() == there
    if there:
        assert [path.name for path in out.parent.iterdir()] == ["out"]
        assert [path.read_text() for path in out.iterdir()] == [BEFORE]


def test_a_page_of_somebody_else_stays_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "make_population", None)  # no work is begun
    for name in ("index.html", "thesis.txt"):
        out = tmp_path / name.partition(".")[0]
        out.mkdir()
        (out / name).write_text("<title>My work</title>")
        result = CliRunner().invoke(cli.app, ["demo", "--out", str(out)])
        assert result.exit_code == 2
        (said,) = result.stderr.splitlines()
        assert said.startswith("Error: --out must be a new or empty folder") and "--force" in said
        assert [path.read_text() for path in out.iterdir()] == ["<title>My work</title>"]
        assert demo._checked(out, force=True) == out


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_page_half_put_in_place_is_known_as_ours_and_made_good(nth, there, tmp_path, monkeypatch):
    made, out = tmp_path / "made", tmp_path / "out"
    made.mkdir()
    for name in ("crowd.png", "index.html", "person.png"):
        (made / name).write_text(BEFORE)
    if there:
        out.mkdir()
        (out / "index.html").write_text(BEFORE)
    copied, copyfile = [], shutil.copyfile

    def fails(source, target):
        copied.append(source.name)
        copyfile(source, target)
        if len(copied) == nth:
            raise OSError("the disk is full")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="the disk is full"):
        patched.setattr(shutil, "copyfile", fails)
        demo._publish(made, out)
    assert copied[0] == ("crowd.png" if there else "index.html")
    assert {path.name for path in out.iterdir()} <= {path.name for path in made.iterdir()}
    assert demo._checked(out, force=False) == out
    demo._publish(made, out)
    assert {path.name for path in out.iterdir()} == {path.name for path in made.iterdir()}


def test_the_one_person_is_who_loses_the_median():
    cost = np.array([50, 10, 30, 31, 30, 70, 0])
    assert demo.choose_person(cost, np.array([0, 1, 1, 1, 1, 1, 0], dtype=bool)) == 2
    with pytest.raises(ValueError, match="n_people must be so large"):
        demo.choose_person(cost, np.zeros(7, dtype=bool))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--people", "0"], "--people must be a whole number"),
        (["--people", "30"], "received"),
        (["--seed", "-1"], "--seed must be a whole number"),
        (["--out", "pyproject.toml"], "--out must be a folder; received the file pyproject.toml"),
        (["--picture", "picture.jpg"], "--picture must be a .png"),
        (["--picture", "pyproject.toml/picture.png"], "--picture must be in a folder"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    result = CliRunner().invoke(cli.app, ["demo", *arguments])
    assert result.exit_code == 2
    said = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(said) == 1 and sentence in said[0]
    assert "Traceback" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_the_list_of_biases_names_each_with_both_statuses():
    result = CliRunner().invoke(cli.app, ["biases", "--list"])
    assert result.exit_code == 0
    rows = re.split(r"├|┡", result.stdout)[1:]
    mechanisms = [*BIASES.values(), *MECHANISMS.values()]
    for row, bias in zip(rows, mechanisms, strict=True):
        assert bias.name in row and f"our mechanism: {bias.status}" in row
        for number, status in bias.claims.items():
            assert f"claim: {status} (row {number})" in row
        for distorted in getattr(bias, "distorts", ()):
            assert distorted in row
        assert "elsewhere: " in row


@pytest.mark.parametrize(("command", "folder"), [("lab", "notebooks"), ("bench", "benchmarks")])
def test_what_needs_a_checkout_says_so_without_one(command, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(terminal, "ROOT", tmp_path)
    result = CliRunner().invoke(cli.app, [command])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: this installation holds no folder {folder}")


@pytest.mark.slow
def test_the_demo_as_it_is_run(tmp_path):
    code = "from underglass.command.cli import app; app()"
    run = subprocess.run(
        [sys.executable, "-c", code, "demo", "--out", str(tmp_path / "out")],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    made = Page(tmp_path / "out" / "index.html")
    assert "20,000 of its people" in made.text
    assert (tmp_path / "out" / "lesson.html").is_file()
    for name in SCENARIOS["sesame"].keys() & BIASES.keys():
        assert name in run.stdout and f"{name}: planted" in made.pictures[3]["alt"]
    assert "published score" in run.stdout
