"""The commands that write a country and measure its biases, as a user sees them."""

import json
import re

import pandas as pd
import pytest
from typer.testing import CliRunner

from synthetic_data import BIASES
from underglass.command import cli
from underglass.measured import effects

pytest.importorskip("pyarrow", reason="an extra, which the lock holds")

from synthetic_data import storage
from synthetic_data.storage import read_population

ARGUMENTS = ("population", "--scenario", "sesame", "--people", "300")


def run(*arguments):
    return CliRunner().invoke(cli.app, list(map(str, arguments)))


def test_the_command_writes_data_truth_and_datasheet(tmp_path):
    out = tmp_path / "country"
    result = run(*ARGUMENTS, "--out", out, "--seed", 5, "--dose", "nappy_bonus=0.25")
    assert result.exit_code == 0, result.stderr
    written = read_population(out)
    assert (written.n_people, written.seed, written.doses["nappy_bonus"]) == (300, 5, 0.25)
    assert written.doses["idle_gamers"] == 0.8
    assert len(pd.read_parquet(out / "observed")) == 300
    assert "kept_promise" in pd.read_parquet(out / "truth")
    manifest = json.loads((out / "manifest.json").read_text())
    datasheet = (out / "DATASHEET.md").read_text(encoding="utf-8")
    assert "| people | 300 |" in datasheet and "`nappy_bonus` 0.25" in datasheet
    assert manifest["hash"] in datasheet and manifest["hash"] in result.stdout
    assert "1/1 districts" in result.stderr


def test_the_same_command_again_changes_nothing(tmp_path):
    def files():
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert run(*ARGUMENTS, "--out", tmp_path).exit_code == 0
    before = files()
    assert run(*ARGUMENTS, "--out", tmp_path).exit_code == 0
    assert files() == before


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--people", "0"], "--people must be a whole number of at least 1; received 0"),
        (["--seed", "-1"], "--seed must be a whole number"),
        (["--scenario", "utopia"], "--scenario must be one of level"),
        (["--dose", "nappy_bonus"], "--dose must be name=value"),
        (
            ["--dose", "postcode=0.2", "--dose", "postcode=0.9"],
            "--dose must be given once for each bias; received postcode=0.2, postcode=0.9",
        ),
        (["--dose", "nappy_bonus=much"], "received 'nappy_bonus=much'"),
        (
            ["--dose", "nappy_bonus=2"],
            "--dose['nappy_bonus'] must be a number in [0, 1]",
        ),
        (["--dose", "nonsense=1"], "--dose must be one of"),
        (["--jobs", "0"], "--jobs must be a whole number of at least 1"),
    ],
)
def test_a_wrong_argument_gets_one_sentence_and_makes_nothing(more, sentence, tmp_path):
    result = run(*ARGUMENTS, "--out", tmp_path / "country", *more)
    assert result.exit_code == 2
    said = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert len(said) == 1 and sentence in said[0]
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_else_gets_one_sentence_and_stays(tmp_path):
    (tmp_path / "thesis.txt").write_text("my work")
    result = run(*ARGUMENTS, "--out", tmp_path)
    assert result.exit_code == 2 and "holds something else" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_stop_says_how_to_go_on(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(storage, "write_district", stop)
        result = run(*ARGUMENTS, "--out", tmp_path / "country")
    assert result.exit_code == 130 and "the same command goes on" in result.stderr
    assert run(*ARGUMENTS, "--out", tmp_path / "country").exit_code == 0


def test_the_table_of_effects_has_row_status_group_and_both_doses(monkeypatch):
    few = {name: BIASES[name] for name in ("idle_gamers", "watched_professions")}
    monkeypatch.setattr(effects, "BIASES", few)
    result = run("biases", "--people", 3_000)
    assert result.exit_code == 0, result.stderr
    assert "dose 0.5" in result.stdout and "dose 1" in result.stdout
    rows = re.split(r"├|┡", result.stdout.partition("└")[0])[1:]
    assert len(rows) == len(few)
    for row, (name, bias) in zip(rows, few.items(), strict=True):
        assert name in row and f"ours: {bias.status}" in row
        assert all(f"row {number}: {status}" in row for number, status in bias.claims.items())
        assert bias.harms.split()[0] in row
        assert len(re.findall(r"[−+]\d+\.\d", row)) == 2 and row.count("±") == 2
        assert f"Measuring {name}" in result.stderr
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_too_few_people_to_measure_gets_one_sentence():
    result = run("biases", "--people", 1)
    assert result.exit_code == 2
    assert "Error: --people must be a whole number of at least 100; received 1" in result.stderr
    assert "Traceback" not in result.stderr
