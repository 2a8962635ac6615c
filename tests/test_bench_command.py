"""The command that prints the central table, as a user sees it."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from underglass.command import cli
from underglass.measured.explainer_report import SYMBOLS

SMALL = ("--people", 2_000, "--refits", 2, "--explainer", "interventional", "--bias", "nappy_bonus")


def run(*arguments):
    words = ["bench", "explainers", *map(str, arguments)]
    return CliRunner().invoke(cli.app, words, env={"COLUMNS": "160"})


def test_the_table_is_printed_and_written(tmp_path):
    result = run(*SMALL, "--full", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    row = next(line for line in result.output.splitlines() if "nappy_bonus" in line)
    assert any(symbol in row for symbol in SYMBOLS.values())
    (csv,) = tmp_path.glob("*.csv")
    table = pd.read_csv(csv)
    assert table["bias"].tolist() == ["nappy_bonus"] and table["planted"][0] < 0
    assert "nappy_bonus" in next(tmp_path.glob("*.md")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--bias", "karma"), "--bias must be one of"),
        (("--explainer", "tea leaves"), "--explainer must be one of interventional"),
        (("--refits", 1), "--refits must be a whole number of at least 2"),
        (("--scenario", "karma"), "--scenario must be one of"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(arguments, sentence):
    result = run(*arguments)
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert sentence in " ".join(result.output.split())
