"""The commands for causes, other trainings, attacks and mixing, as a user sees them."""

import pytest
from typer.testing import CliRunner

from synthetic_data import make_population
from underglass.command import cli
from underglass.command.rich_tables import attacks_table
from underglass.showcase import attacks, limits
from underglass.showcase.limits import run_mixing, run_paths, run_stability


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(one) for one in arguments], env={"COLUMNS": "200"})


def test_a_bias_that_a_score_reads_is_told_and_drawn_path_by_path(tmp_path):
    picture = tmp_path / "new" / "paths.png"
    result = run("paths", "idle_gamers", "--people", 1_000, "--picture", picture)
    assert result.exit_code == 0, result.output
    assert "idle_gamers:idle_mark" in result.stdout and "0.0 → 0.8" in result.stdout
    effects = run_paths("idle_gamers", n_people=1_000)
    assert effects.points < 0 and effects.text in " ".join(result.stdout.split())
    assert picture.stat().st_size > 10_000


def test_a_typed_value_is_a_category_or_a_number():
    few = dict(n_people=500, model="scorecard")
    assert run_paths("community", ("valley", "hill"), **few).values == ("valley", "hill")
    more = run_paths("savings", ("0", "20"), **few)
    assert more.values == (0.0, 20.0) and more.points > 0
    assert run_paths("nappy_bonus", ("0", "0.5"), **few).values == (0.0, 0.5)
    of_age = run_paths("age", ("20", "60"), **few).table
    assert set(of_age["path"]) == {"life", "trace"} and (of_age["path"] == of_age["kind"]).all()


def test_other_trainings_are_told_of_the_person_who_was_asked_about(tmp_path):
    picture, few = tmp_path / "stable.png", ("--people", 500, "--model", "scorecard")
    result = run("stability", "--person", 7, "--refits", 2, *few, "--picture", picture)
    assert result.exit_code == 0, result.output
    told = run_stability(7, n_people=500, model="scorecard", refits=2)
    country = make_population(500, scenario="sesame")
    assert told.told.data.iloc[0].equals(country.observed.iloc[7])
    assert len(told.told.data) == len(told.told.data.drop_duplicates()) >= limits.SHOWN
    assert f"{told.top_kept:.0%} of 2 other trainings" in " ".join(result.stdout.split())
    assert told.person(0).index[0] in result.stdout and picture.stat().st_size > 10_000


@pytest.fixture(scope="module")
def three():
    return attacks.run_attacks(n_people=1_000)


def test_each_attack_is_caught_and_nobody_honest_is(three):
    assert [one.name for one in three] == ["scaffold", "cherry-picking", "background swap"]
    assert all(one.attacker.alarm and not one.honest.alarm for one in three)
    assert three[1].honest.text.count("against everybody") == 1
    assert len(attacks_table(three).rows) == 2 * len(three)


def test_the_command_counts_what_was_caught(three, monkeypatch):
    half = [attacks.Attack("one", three[0].attacker, three[0].attacker), *three[1:]]
    half[1] = attacks.Attack("two", three[1].honest, three[1].honest)
    monkeypatch.setattr(attacks, "run_attacks", lambda **options: half)
    result = run("attacks")
    assert result.exit_code == 0 and "Caught: 2 of 3 attacks; false alarms: 1." in result.stdout


def test_what_mixing_costs_is_told_and_drawn(tmp_path, monkeypatch):
    error = run_mixing(n_people=2_000, model="scorecard")
    assert error.table["difference"].is_monotonic_decreasing
    assert (error.table["difference"] > 0).any() and 0.5 < error.auc < 1
    monkeypatch.setattr(limits, "run_mixing", lambda **options: error)
    picture = tmp_path / "mixing.png"
    result = run("mixing", "--picture", picture)
    assert result.exit_code == 0, result.output
    assert f"an AUC of {error.auc:.2f}" in result.stdout and error.table.index[0] in result.stdout
    assert picture.stat().st_size > 10_000
