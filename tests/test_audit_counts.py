"""How often audits are right, counted over tables whose answer is known."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from underglass.command import cli
from underglass.measured import audit_coverage
from underglass.measured.audit_coverage.counted import count, markdown, measure_audits


def run(*arguments):
    return CliRunner().invoke(cli.app, ["bench", "audits", *map(str, arguments)])


@pytest.mark.parametrize(
    ("family", "hits", "verdict"),
    [
        ("means", 950, "holds"),
        ("means", 900, "short"),
        ("means", 995, "wide"),
        ("small", 1_000, "holds"),
        ("small", 900, "short"),
        ("forty", 50, "holds"),
        ("forty", 80, "short"),
        ("certified", 0, "holds"),
    ],
)
def test_a_row_is_judged_by_what_was_asked_for(family, hits, verdict):
    (row,) = count(family, {n: {"one": [float(n < hits)]} for n in range(1_000)})
    assert (row["hits"], row["tables"], row["verdict"]) == (hits, 1_000, verdict)


def test_printed_ends_are_held_against_the_rate_over_all_tables():
    worlds = {
        n: {
            "printed alarms": [0.0, 0.06 if n % 2 else 0.01],
            "true alarms": [float(n < 30)],
            "printed shift is found": [float(n % 5 > 0)],
        }
        for n in range(1_000)
    }
    ends, alarms, shift = count("printed", worlds)
    assert (ends["hits"], ends["verdict"]) == (500, "short")  # 3 % lies above 1 %
    assert (alarms["hits"], alarms["verdict"]) == (30, "holds")
    assert (shift["share"], shift["verdict"]) == (0.8, "holds")


def test_tables_are_kept_and_the_same_command_goes_on(tmp_path):
    kept = tmp_path / "tables.jsonl"
    some = dict(families=["means", "certified"], n_jobs=1)
    measure_audits(3, kept, **some)
    lines = kept.read_text().splitlines()
    assert len(lines) == 6
    told = measure_audits(4, kept, **some)
    assert kept.read_text().splitlines()[:6] == lines and len(kept.read_text().splitlines()) == 8
    assert {one["tables"] for one in told["rows"]} == {4} and told["seeds"] == "0 to 3"
    assert told["rows"] == measure_audits(4, None, **some)["rows"]


def test_the_command_prints_the_rows_and_writes_the_counts(tmp_path):
    shown = run(
        "--worlds", 3, "--rows", "certified", "--jobs", 1, "--resume", tmp_path / "t.jsonl",
        "--out", tmp_path / "counts.json",
    )  # fmt: skip
    assert shown.exit_code == 0, shown.output
    told = json.loads((tmp_path / "counts.json").read_text())
    assert markdown(told) in shown.output and told["code"] in shown.output


def test_the_committed_counts_are_of_a_thousand_tables_and_none_is_short():
    told = json.loads(Path(audit_coverage.__file__).with_name("audit_coverage.json").read_text())
    assert told["worlds"] == 1_000 and len(told["rows"]) >= 30
    assert {one["verdict"] for one in told["rows"]} <= {"holds", "wide"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(("--worlds", 2), "worlds must be"), (("--rows", "karma"), "rows must be one of means")],
)
def test_a_wrong_argument_is_one_sentence(arguments, sentence):
    shown = run(*arguments)
    assert shown.exit_code == 2 and sentence in " ".join(shown.output.split())
