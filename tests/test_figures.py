"""The figures: what they draw adds up, nothing is cut or overlaps, and the alt texts say it."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import explainers
from explainers.figures import beeswarm, gap_waterfall, planted_and_found, waterfall
from explainers.groups.gaps import decompose_gap
from explainers.marks.arm import JUDGED, Arm
from explainers.marks.verdict import Mark
from explainers.points.attribution import Attribution
from explainers.points.steps import describe_gap, describe_waterfall
from scoring.reliability import Reliability
from scoring.scale import publish

ROOT = Path(__file__).resolve().parents[1]
LONG = "average_number_of_evening_visits_to_the_municipal_library_in_the_year_{}"
of_shap = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # as shap is imported


def explained(values, *, base=640.25, friends=0.0, names=None, data=None, unit="points"):
    """Build an explanation by hand; its rows add up to the published score."""
    values = np.atleast_2d(np.asarray(values, dtype=float))
    n, p = values.shape
    names = names or [f"column_{number}" for number in range(p)]
    raw = base + values.sum(axis=1) + friends
    published = publish(raw) if unit == "points" else raw
    if data is None:
        data = np.random.default_rng(0).normal(size=(n, p)).round(2)
    return Attribution(
        values=values,
        base=base,
        friends=np.broadcast_to(np.asarray(friends, dtype=float), n),
        rounding=published - raw,
        published=published,
        columns=tuple(names),
        data=pd.DataFrame(data, columns=names),
        background="500 people drawn evenly from the table",
        perturbation="interventional",
        reliability=Reliability(2_000, 0.771, 0.014) if unit == "points" else None,
        unit=unit,
    )


def random_values(n=1, p=30, size=20.0):
    return np.random.default_rng(3).normal(0, size, (n, p))


PEOPLE = {
    "usual": explained(random_values(), friends=-7.3),
    "long names": explained(random_values(), names=[LONG.format(k) for k in range(30)]),
    "all positive": explained(abs(random_values(p=12, size=8.0))),
    "all negative": explained(-abs(random_values(p=12, size=8.0))),
    "tiny": explained([[0.3, -0.02, 0.004, 1e-9]]),
    "nothing": explained([[0.0, 0.0]], base=650.0),
    "clipped low": explained([[-150, -90, -60, -40.0]], friends=-2.0),
    "clipped high": explained([[150, 90, 60, 40.0]]),
    "one column": explained([[12.3]]),
    "two columns": explained([[12.3, -4]]),
    "categories": explained([[9, 1, -5.0]], data=[["teacher", np.nan, True]]),
    "another model": explained([[0.31, -0.002]], base=1.25, unit="margin"),
}


def bars(ax):
    """Read the bars back, from top to bottom: where each begins, and its signed width."""
    return [(patch.get_x(), patch.get_width()) for patch in ax.patches]


def assert_a_chain(found, start, end):
    for begin, width in found:
        assert begin == pytest.approx(start, abs=1e-9)
        start = begin + width
    assert start == pytest.approx(end, abs=1e-9)


def assert_readable(ax):
    """Nothing is cut, nothing lies on something else, nothing is smaller than 9 points."""
    figure = ax.figure
    figure.canvas.draw()
    page = figure.bbox
    low, high = sorted(ax.get_xlim())
    ticks = [t.label1 for t in ax.xaxis.get_major_ticks() if low <= t.get_loc() <= high]
    texts = [*ax.get_yticklabels(), *ticks, *ax.texts, ax.xaxis.label, ax._left_title]
    texts = [text for text in texts if text.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    for text, box in zip(texts, boxes, strict=True):
        assert text.get_fontsize() >= 9, text
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 <= box.y1 <= page.y1
        assert inside, f"cut: {text.get_text()!r}"
    for number, box in enumerate(boxes):
        for other in range(number):
            apart = (
                box.x0 >= boxes[other].x1 - 1
                or boxes[other].x0 >= box.x1 - 1
                or box.y0 >= boxes[other].y1 - 1
                or boxes[other].y0 >= box.y1 - 1
            )
            assert apart, f"{texts[number].get_text()!r} on {texts[other].get_text()!r}"


@pytest.fixture(autouse=True)
def closed_figures():
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("who", PEOPLE)
def test_the_bars_of_a_person_add_up_from_base_to_published(who):
    why = PEOPLE[who]
    for n_columns in (1, 9, 40):
        ax = waterfall(why, 0, n_columns=n_columns)
        assert_a_chain(bars(ax), why.base, why.published[0])
    assert_readable(waterfall(why, 0))


def test_a_waterfall_stands_on_its_reference_people_and_its_reliability():
    ax = waterfall(PEOPLE["usual"])
    below = " ".join(ax.get_xlabel().split())
    for said in ("score points", "500 people drawn evenly", "AUC 0.77", "1.4 percentage points"):
        assert said in below


def test_a_waterfall_shows_own_values_friends_and_rounding_also_where_they_are_nothing():
    labels = [label.get_text() for label in waterfall(PEOPLE["categories"]).get_yticklabels()]
    assert {"column_0 = teacher", "column_1 = missing", "column_2 = yes"} <= set(labels)
    assert labels[-3:] == ["friends", "rounding", "published score"]
    clipped = waterfall(PEOPLE["clipped low"]).get_yticklabels()
    assert "clipped at 350" in [label.get_text() for label in clipped]


def test_one_column_too_many_is_shown_and_not_called_other_columns():
    labels = [t.get_text() for t in waterfall(PEOPLE["two columns"], n_columns=1).get_yticklabels()]
    assert len(labels) == 6
    assert not any("other" in label for label in labels)


def gap_of(values, member, **options):
    return decompose_gap(explained(values, **options), member)


GAPS = {
    "down": gap_of(random_values(60) - np.outer(np.arange(60) < 20, np.full(30, 3.0)),
                      np.arange(60) < 20, friends=np.arange(60) / 9),
    "up": gap_of(random_values(60, size=2.0) + np.outer(np.arange(60) < 20, np.full(30, 3.0)),
                    np.arange(60) < 20),
    "long names": gap_of(random_values(60), np.arange(60) < 20,
                            names=[LONG.format(k) for k in range(30)]),
    "one column": gap_of(random_values(60, 1), np.arange(60) < 20),
    "too few": gap_of(random_values(60), np.arange(60) < 3),
}  # fmt: skip


@pytest.mark.parametrize("which", GAPS)
def test_the_bars_of_a_gap_add_up_to_the_gap_in_published_points(which):
    gap = GAPS[which]
    for n_columns in (1, 9, 40):
        assert_a_chain(bars(gap_waterfall(gap, n_columns=n_columns)), 0.0, gap.points)
    ax = gap_waterfall(gap, group="people without small children", note="A note.")
    assert "A note." in ax.get_xlabel()
    assert_readable(ax)


def test_whiskers_of_a_gap_stand_where_the_intervals_end():
    gap = GAPS["down"]
    ax = gap_waterfall(gap)
    first = gap.table.iloc[0]
    ends = [segment[:, 0] for lines in ax.collections for segment in lines.get_segments()]
    assert np.allclose(ends[0], [first["low"], first["high"]])
    assert np.allclose(ends[-1], gap.interval)


def a_mark(planted, found, alone, *, spread=2.0, bias="idle_gamers", carriers=("gaming_hours",)):
    points = {name: np.dot(of, (planted, found, planted - found)) for name, of in JUDGED.items()}
    arm = Arm(
        planted=planted,
        found=found,
        elsewhere=planted - found,
        intervals={name: (at - spread, at + spread) for name, at in points.items()},
        by_column=pd.Series(dtype=float),
    )
    return Mark(
        bias=bias,
        dose=0.8,
        carriers=carriers,
        n_members=200,
        n_people=2_000,
        kept=arm,
        retrained=arm,
        carriers_gap=alone,
        carriers_gap_interval=(alone - 1, alone + 1),
        carriers_gap_without_bias=0.0,
        carriers_gap_without_bias_interval=(-1.0, 1.0),
        refits=4,
        n_explained=2_000,
        fidelity=1.0,
    )


MARKS = [
    a_mark(-20.6, -33.4, -38.5, carriers=("gaming_hours", "games_spend", "idle_mark")),
    a_mark(-18.0, -2.0, -17.5, bias="nappy_bonus"),
    a_mark(15.0, -8.0, 3.0, bias="watched_professions"),
    a_mark(0.01, 0.0, 0.0, bias="guilt_by_association", carriers=("friends",)),
]


@pytest.mark.parametrize("marks", [MARKS, MARKS[0], MARKS[2:3]])
def test_found_and_elsewhere_add_up_to_planted(marks):
    ax = planted_and_found(marks)
    marks = [marks] if isinstance(marks, Mark) else marks
    found = bars(ax)
    assert len(found) == 2 * len(marks)
    for number, mark in enumerate(marks):
        assert_a_chain(found[2 * number : 2 * number + 2], 0.0, mark.retrained.planted)
    said = " ".join(text.get_text() for text in ax.texts)
    for mark in marks:
        assert f"{mark.bias}, dose 0.8: {mark.verdict}" in said
    assert_readable(ax)


@of_shap
@pytest.mark.parametrize("p", [1, 30])
def test_a_beeswarm_is_in_points_and_leaves_numpys_luck_alone(p):
    np.random.seed(7)
    before = np.random.get_state()[1].copy()
    ax = beeswarm(explained(random_values(60, p)))
    assert (np.random.get_state()[1] == before).all()
    assert "score points" in ax.get_xlabel() and "AUC 0.77" in ax.get_xlabel()
    said = " ".join(t.get_text() for t in [ax.xaxis.label, *ax.texts, *ax.get_yticklabels()])
    assert "SHAP" not in said and "feature" not in said
    rows = [t.get_text().replace("\n", " ") for t in ax.get_yticklabels()]
    named = {"friends", "rounding"} & set(rows)
    others = re.search(r"sum of (\d+) other columns(.*)", " ".join(rows))
    columns = len(rows) - len(named) - bool(others) + (int(others[1]) if others else 0)
    assert columns == p
    for row in {"friends", "rounding"} - named:
        assert row in others[2]
    assert_readable(ax)


@of_shap
def test_the_dots_of_a_beeswarm_are_the_values():
    why = explained(random_values(50, 2))
    ax = beeswarm(why)
    drawn = np.sort(np.concatenate([dots.get_offsets()[:, 0] for dots in ax.collections]))
    assert np.allclose(drawn, np.sort(why.rows.to_numpy().ravel()))


def test_a_figure_is_drawn_into_the_axes_it_is_given():
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(18, 7), layout="constrained")
    assert waterfall(PEOPLE["usual"], ax=left) is left
    assert gap_waterfall(GAPS["down"], ax=right) is right
    assert_readable(left)
    assert_readable(right)
    assert len(figure.axes) == 2


def test_alt_texts_hold_the_numbers_of_the_picture():
    why = PEOPLE["usual"]
    said = describe_waterfall(why)
    assert f"published score of {why.published[0]}" in said
    for text in waterfall(why).texts:
        assert text.get_text() in said
    said = describe_gap(GAPS["down"], group="the young")
    for text in gap_waterfall(GAPS["down"]).texts:
        assert text.get_text() in said


@pytest.mark.parametrize("n_columns", [0, -1, 2.5, True])
def test_room_for_no_column_is_an_error(n_columns):
    for draw, what in ((waterfall, PEOPLE["usual"]), (gap_waterfall, GAPS["up"])):
        with pytest.raises(ValueError, match="n_columns must be a whole number, at least 1"):
            draw(what, n_columns=n_columns)


@of_shap
@pytest.mark.parametrize("draw", [waterfall, beeswarm])
def test_a_column_called_like_a_formula_is_drawn_as_it_is_called(draw):
    names = ["$a^2$", "b$_{", "c"]
    ax = draw(explained(np.arange(12.0).reshape(4, 3), base=-0.5, names=names, unit="prediction"))
    ax.figure.canvas.draw()  # "b$_{" cannot be set as a formula
    labels = [label for label in ax.get_yticklabels() if "$" in label.get_text()]
    assert len(labels) == 2 and not any(label.get_parse_math() for label in labels)
    assert not [text for text in ax.texts if re.search(r"-\d", text.get_text())]


def test_what_cannot_be_drawn_is_named():
    with pytest.raises(ValueError, match="gap must be what decompose_gap returns; received Data"):
        gap_waterfall(pd.DataFrame({"column": ["a"], "points": [1.0]}))
    with pytest.raises(ValueError, match="marks must be one Mark or several; received none"):
        planted_and_found([])


def test_matplotlib_is_loaded_when_a_figure_is_drawn_and_not_before():
    code = (
        "import sys, explainers, explainers.figures.waterfalls; print('matplotlib' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout.strip() == "False"
    assert not hasattr(explainers, "waterfall")
