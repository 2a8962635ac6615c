"""The command that writes a letter, as a user sees it."""

import datetime

import pytest
from typer.testing import CliRunner

from scoring import MAX_POINTS, MIN_POINTS
from underglass.command import cli
from underglass.showcase.letter import make_letter

FEW = {"n_people": 2_000, "model": "points_table", "date": datetime.date(2026, 11, 22)}


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(one) for one in arguments], env={"COLUMNS": "100"})


@pytest.mark.parametrize("person", [0, 7, 1_999])
def test_a_letter_adds_up_in_either_language(person):
    english, french = (make_letter(person, language=one, **FEW) for one in ("en", "fr"))
    rows = [reason.points for reason in english.reasons]
    assert rows == [reason.points for reason in french.reasons]
    assert "22 November 2026" in english.text and "22 novembre 2026" in french.text


def test_the_command_prints_or_saves(tmp_path):
    few = ("--people", 2_000, "--model", "points_table", "--person", 7)
    printed = run("notice", *few)
    assert printed.exit_code == 0 and "teaching material" in printed.output
    assert f"{MIN_POINTS} to {MAX_POINTS}" in printed.output
    page = tmp_path / "new" / "letter.html"
    assert run("notice", *few, "--language", "fr", "--out", page).exit_code == 0
    assert "pas un conseil juridique" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--person", 5_000), "--person must be from 0 to 1999; received 5000"),
        (("--person", -1), "--person must be a whole number of at least 0"),
        (("--language", "de"), "--language must be one of en, fr"),
        (("--scenario", "karma"), "--scenario must be one of"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(arguments, sentence):
    result = run("notice", "--people", 2_000, "--model", "points_table", *arguments)
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert sentence in " ".join(result.output.split())
