"""Checks: what a wrong answer is told, whose numbers differ, and what a lesson loads."""

import json
import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic_data import make_population
from underglass.course import exercise
from underglass.course.answers.lesson_00 import SORTED
from underglass.course.differ import fingerprint, versions
from underglass.course.lesson import UNTRUE, claim, start, why_different
from underglass.course.lesson_world import world_of
from underglass.course.people import changed, typical_person
from underglass.course.showing import png, show, table_html

ROOT = Path(__file__).resolve().parents[1]


def told(answer, truth=-12.5, near=None, **settings):
    """Return what a number exercise says of an answer."""
    solve = lambda world, seed: (truth, near or {})  # noqa: E731
    it = exercise.exercise(1, hints=["look"], **settings)(solve)
    verdict = it.check(None, 0, answer)
    assert (verdict.mark == "right") == (verdict.text == "Right.")
    return verdict.text


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (-12.5, "Right."),
        (-12.1, "Right."),
        (np.float64(-12.5), "Right."),
        (np.array([-12.5]), "Right."),
        (pd.Series([-12.5]), "Right."),
        (-12, "Right."),
        (..., "Not answered yet"),
        (None, "Not answered yet"),
        ("", "Not answered yet"),
        ("...", "Not answered yet"),
        (12.5, "the sign is not"),
        (-1250, "factor of 100"),
        (-0.125, "factor of 100"),
        (0.125, "factor of 100"),
        (-12_500, "factor of 1000"),
        (7.0, "That is Mira."),
        (-13.5, "Very close"),
        (-40, "Not yet."),
        ("-12.5", "without quotation marks"),
        ("many", "One number is asked for, in points, without"),
        (math.nan, "not a number"),
        (-math.inf, "not a number"),
        (10**400, "not a number"),
        (True, "True or False"),
        (np.arange(3), "several values"),
        ([1, "two"], "several values"),
        ({"games": -12.5}, "One number is asked for, in points."),
        (object(), "cannot be checked"),
        (print, "cannot be checked"),
        (1j, "cannot be checked"),
    ],
)
def test_a_wrong_number_is_told_what_is_off(answer, says):
    said = told(answer, near={"That is Mira.": 7.0}, unit="points")
    assert says in said
    if says != "Right.":
        assert "12.5" not in said.replace(str(answer), "")


def test_a_check_never_says_which_way_the_right_number_lies():
    assert {told(value) for value in (-400, -40, 3, 30, 400)} == {"Not yet."}


def test_what_is_right_is_right_even_where_a_near_miss_is_close():
    assert told(-12.5, near={"That is Mira.": -12.6}) == "Right."


def test_near_zero_neither_sign_nor_factor_is_spoken_of():
    assert told(-30, truth=0.3) == "Not yet."
    assert "sign" not in told(-0.6, truth=0.3)


@pytest.mark.parametrize(
    ("answer", "truth", "says"),
    [
        ("gaming_hours", "gaming_hours", "Right."),
        (" Gaming hours ", "gaming_hours", "Right."),
        (["gaming_hours"], "gaming_hours", "Right."),
        ("debt", "gaming_hours", "Not yet."),
        ("books", "gaming_hours", "Not from this shop."),
        (["debt", "books"], "gaming_hours", "One word is asked for."),
        (3, "gaming_hours", "A word is asked for"),
        ({"a": 1}, "gaming_hours", "A word is asked for"),
        ({"b", "a"}, {"a", "b"}, "Right."),
        (["a", "c"], {"a", "b"}, "Not yet: 1 of your 2 belong there; 2 are asked for."),
    ],
)
def test_words(answer, truth, says):
    assert says in told(answer, truth=truth, near={"Not from this shop.": "books"})


def test_an_exercise_may_judge_by_itself():
    judge = lambda world, seed, answer: "" if answer > world + seed else "More."  # noqa: E731
    it = exercise.exercise(1, hints=["look"])(judge)
    assert it.check(2, 3, 6).mark == "right"
    assert it.check(2, 3, 5) == exercise.Verdict("not yet", "More.")


def test_a_row_may_be_named_by_its_number_and_a_word_written_large():
    judge, world = exercise.exercise_of("00", 3), world_of("00")
    right = _labels_of_seed_0(world)
    large = {np.int64(row): label.upper() for row, label in right.items()}
    texts = {str(row): label for row, label in right.items()}
    for answer in (right, large, texts):
        assert judge.check(world, 0, answer).mark == "right"
    wrong = dict.fromkeys(right, "fiction")
    assert "Not yet" in judge.check(world, 0, wrong).text
    for key in (True, 1.5, None):
        assert "cannot be checked" in judge.check(world, 0, {key: "fiction"}).text


def _labels_of_seed_0(world):
    rows = [exercise.pick(0, pool, "sort") for pool in SORTED]
    return {row: world.ledger["status"][row] for row in rows}


@pytest.mark.parametrize("settings", [{"hints": []}, {"hints": "a"}, {"hints": ["a"], "within": 0}])
def test_an_exercise_without_hint_or_tolerance_is_an_error(settings):
    with pytest.raises(ValueError, match="received"):
        exercise.exercise(1, **settings)


def test_a_seed_chooses_the_same_everywhere_and_fairly():
    mask = np.array([False, True, True, False, True])
    assert exercise.pick(7, mask, "x") == exercise.pick(7, mask.tolist(), "x")
    assert exercise.pick(4711, ["a", "b", "c"], "goal") == "a"  # these bits never change
    counts = np.bincount([exercise.pick(seed, mask) for seed in range(3_000)], minlength=5)
    assert (counts[[0, 3]] == 0).all()
    assert (abs(counts[[1, 2, 4]] - 1_000) < 150).all()
    with pytest.raises(ValueError, match="received none"):
        exercise.pick(1, np.zeros(3, bool))


LESSONS = exercise.lessons_with_answers()


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_known_slip_lies_within_the_tolerance(lesson):
    world = world_of(lesson)
    for it in exercise.exercises_of(lesson).values():
        for seed in () if it.judges else range(6):
            solved = it.solve(world, seed)
            truth, near = solved if isinstance(solved, tuple) else (solved, {})
            for says, value in near.items():
                same = value == (pytest.approx(truth) if isinstance(truth, float) else truth)
                if not same:  # here the slip changes nothing: there is nothing to tell
                    assert it.check(world, seed, value).mark == "not yet", (it.number, seed, says)


@pytest.mark.parametrize("lesson", LESSONS)
def test_neighbours_have_other_numbers_and_wrong_ones_are_not_right(lesson):
    world, differing = world_of(lesson), 0
    for it in exercise.exercises_of(lesson).values():
        assert it.solve.__doc__
        assert it.check(None, 0, ...).mark == "not answered"
        many = ("nonsense", -987_654.0, ["a", "b"], {"a": 1.0}, {"gaming_hours": "x"}, {})
        for nonsense in many if it.judges else many[1:2]:  # what solves computes anew each time
            assert it.check(world, 0, nonsense).mark == "not yet"
        if it.judges:  # what is missing is told by the student's own names
            differing += len({it.check(world, seed, {}).text for seed in (0, 1, 2)}) > 1
        else:
            solved = [it.solve(world, seed) for seed in (0, 1, 2)]
            truths = [one[0] if isinstance(one, tuple) else one for one in solved]
            assert it.check(world, 2, truths[2]).mark == "right"
            differing += len(set(map(str, truths))) > 1
    assert differing, "no exercise differs between neighbours"


def test_hints_come_one_after_the_other(capsys):
    hints = exercise.exercise_of("01", 1).hints
    lesson = start("01")
    for _ in range(3):
        lesson.hint(1)
    shown = capsys.readouterr().out.splitlines()[1:]
    assert shown == [f"{hints[0]} (Once more for another hint: 1 left.)", hints[1], *hints]
    with pytest.raises(ValueError, match=r"\[1, 2, 3, 4\]; received 9"):
        lesson.hint(9)


def test_an_unknown_lesson_is_an_error():
    for number in ("77", "../01", "1"):
        with pytest.raises(ValueError, match="lesson must be one of"):
            start(number)


def test_a_name_gives_a_seed_and_nothing_is_kept_unless_asked_for(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert start("01", student="Kite").seed == start("01", student=" kite ").seed != 0
    assert start("01").seed == 0
    start("01").check(4, 99.0)
    assert list(tmp_path.iterdir()) == []
    lesson = start("01", record="mine.json")
    lesson.check(4, 99.0)
    lesson.check(4, "a word")
    lesson.check(4, ...)
    lesson.check(4, object())
    kept = json.loads((tmp_path / "mine.json").read_text())
    assert kept["answers"] == {"01": {"4": {"answer": "a word", "tries": 2}}}
    assert kept["versions"] == versions()
    tenths = [hour / 10 for hour in range(160)]
    right = next(h for h in tenths if exercise.check("01", 4, h, 0).mark == "right")
    lesson.check(4, right)
    lesson.check(4, right + 99)
    kept = json.loads((tmp_path / "mine.json").read_text())["answers"]["01"]["4"]
    assert kept == {"answer": right + 99, "tries": 4, "right": right}
    (tmp_path / "mine.json").write_text("[" * 100_000)
    lesson.check(4, 99.0)
    assert json.loads((tmp_path / "mine.json").read_text())["answers"]["01"]["4"]["tries"] == 1
    assert (tmp_path / "answers.damaged.json").exists()
    assert "from 0 to 16" in capsys.readouterr().out


def test_a_claim_is_silent_where_it_holds_and_kind_where_not(capsys):
    claim("the gap is wide", np.bool_(True), gap=3)
    assert capsys.readouterr().out == ""
    claim("the gap is wide", False, gap_of_all=3)
    said = capsys.readouterr().out
    assert said.startswith(f"{UNTRUE} It says: the gap is wide.")
    assert "gap of all = 3" in said
    assert "nothing is broken" in said


def test_why_different_names_what_a_number_depends_on(capsys):
    country = make_population(300, scenario="idle_gamers", seed=5)
    twin = country.twin(do={"gaming_hours": 0.0})
    why_different(country, twin, lesson=start("01", student="Kite"))
    said = capsys.readouterr().out
    for part in ("300 people, seed 5", "scenario idle_gamers", "idle_gamers 1", "numpy"):
        assert part in said
    assert f"your seed {exercise.seed_of('Kite')}" in said
    assert "set by hand: gaming_hours" in said
    assert fingerprint(country) in said
    assert fingerprint(country) == fingerprint(make_population(300, scenario="idle_gamers", seed=5))
    assert fingerprint(country) != fingerprint(twin)


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ({"gaming_hours": -1}, "from 0 to 16"),
        ({"gaming_hours": 17}, "received 17"),
        ({"gaming_hours": "ten"}, "received 'ten'"),
        ({"gaming_hours": math.nan}, "received nan"),
        ({"books": True}, "received True"),
        ({"age": 30}, "age is no column"),
        ({"main_shop": "moon"}, "discount, market, mall, online; received 'moon'"),
    ],
)
def test_a_change_keeps_to_the_codebook(new, says):
    mira = typical_person(make_population(300))
    with pytest.raises(ValueError, match=says):
        changed(mira, **new)
    other = changed(mira, main_shop="mall", gaming_hours=16)
    assert other["gaming_hours"].iloc[0] == 16
    assert (other.dtypes[["main_shop", "education"]] == "category").all()  # a points table asks


def test_a_figure_needs_words_and_gets_them(monkeypatch):
    from matplotlib import pyplot as plt

    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *what, **how: shown.append((what, how)))
    figure, axes = plt.subplots()
    with pytest.raises(ValueError, match="alt must say"):
        show(axes, alt="a line")
    show(axes, alt='A line that says "up"\n and falls.')
    (picture,), how = shown[0]
    assert 'alt="A line that says &quot;up&quot; and falls."' in picture["text/html"]
    assert how["metadata"]["image/png"]["alt"] == 'A line that says "up" and falls.'
    assert png(figure).startswith(b"\x89PNG")
    assert figure.number not in plt.get_fignums()


def test_a_lesson_loads_only_what_a_browser_has():
    absent = (
        "typer rich shap nbformat nbclient jupytext markdown_it jinja2 pyarrow numba lime "
        "fairlearn ipywidgets anywidget"
    )
    code = (
        "import sys\n"
        "class Browser:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name in {absent.split()!r}: raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Browser())\n"
        "from underglass.course.lesson import claim, show, start, why_different\n"
        "from underglass.course.people import changed, typical_person\n"
        "lesson = start('01'); lesson.check(4, 2.0); lesson.hint(1); lesson.why()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "Exercise D:" in run.stdout


def test_words_in_a_table_begin_at_the_left_and_numbers_do_not():
    table = pd.DataFrame(
        {"what": ["<a>", "b"], "n": [1.5, 2.0], "kind": pd.Categorical(["x", "y"])},
        index=pd.Index(["r", "s"], name="row"),
    )
    for shown in (table, table.reset_index(), table.T):
        html = table_html(shown)
        assert re.sub(r' style="text-align: left"|\s', "", html) == re.sub(
            r"\s", "", shown._repr_html_()
        )
        body = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1], re.DOTALL)
        for row in body:
            left = ["left" in cell for cell in re.findall(r"<td[^>]*>", row)]
            assert left == [not pd.api.types.is_numeric_dtype(t) for t in shown.dtypes]
