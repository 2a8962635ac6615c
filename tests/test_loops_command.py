"""The commands that show a loop and the causal graph, as a user sees them."""

import matplotlib
import numpy as np
import pytest
from typer.testing import CliRunner

from scoring.aftermath import MECHANISMS
from underglass.command import cli
from underglass.showcase.loops import draw_loop, loop_table, run_loop

matplotlib.use("agg")


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(one) for one in arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def after():
    return run_loop("patrol_feedback", n_people=3_000, rounds=3)


def test_the_table_holds_the_gap_and_the_gap_of_the_loop_that_is_cut(after):
    table = loop_table(after)
    assert np.array_equal(table["gap"], after.gap())
    assert table["cut"].nunique() == 1 and table["cut"].iloc[0] == table["gap"].iloc[0]
    assert (table["low"] < table["gap"]).all() and (table["gap"] < table["high"]).all()
    assert list(table.columns[5:]) == ["patrols", "records"]


def test_the_picture_draws_the_two_gaps(after):
    ax = draw_loop(after)
    closed, cut = (line.get_ydata() for line in ax.lines)
    table = loop_table(after)
    assert np.array_equal(closed, table["gap"]) and np.array_equal(cut, table["cut"])
    matplotlib.pyplot.close(ax.figure)


@pytest.mark.parametrize("name", MECHANISMS)
def test_every_mechanism_can_be_asked_for(name):
    result = run("aftermath", name, "--people", 2_000, "--rounds", 1)
    assert result.exit_code == 0 and MECHANISMS[name].status in result.output


def test_a_loop_of_a_score_that_learns_again_is_another_loop(after):
    how = dict(n_people=3_000, rounds=3, model="scorecard")
    kept, again = (run_loop("exported_score", retrain=given, **how) for given in (False, True))
    assert (kept.scores[0] == again.scores[0]).all() and (kept.scores[1] != again.scores[1]).any()


def test_pictures_are_saved(tmp_path):
    loop, graph = tmp_path / "new" / "loop.png", tmp_path / "graph.png"
    few = ("--people", 2_000, "--rounds", 1)
    assert run("aftermath", "perk_cliffs", *few, "--picture", loop).exit_code == 0
    assert run("graph", "--around", "idle_gamers", "--picture", graph).exit_code == 0
    assert loop.stat().st_size > 10_000 and graph.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("aftermath", "karma"), "mechanism must be one of perk_cliffs"),
        (("aftermath", "perk_cliffs", "--rounds", 0), "--rounds must be a whole number"),
        (("aftermath", "perk_cliffs", "--dose", 2), "--dose must be a number in [0, 1]"),
        (("aftermath", "perk_cliffs", "--people", 300, "--picture", "a.jpg"), "must be a .png"),
        (("graph", "--around", "karma", "--picture", "a.png"), "--around must be"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(arguments, sentence):
    result = run(*arguments)
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert sentence in " ".join(result.output.split())
