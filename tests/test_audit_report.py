"""What a report tells a reader: unknown people, the model itself, whole or not at all."""

import json
import re
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from auditing import audit
from auditing.report.texts import written_as
from auditing.report.words import Words
from underglass.command import cli

ROOT = Path(__file__).resolve().parents[1]


def people(n=900, seed=0):
    rng = np.random.default_rng(seed)
    sex = rng.choice(["woman", "man", "not stated"], n, p=[0.45, 0.5, 0.05])
    frame = pd.DataFrame({"sex": sex, "region": rng.choice(["north", "south"], n)})
    frame["income"] = rng.gamma(4, 500, n).round()
    noise = rng.normal(0, 30, n)
    frame["points"] = (560 + frame["income"] / 40 - 25 * (sex == "woman") + noise).round()
    frame["repaid"] = np.where(frame["points"] + rng.normal(0, 40, n) > 590, "yes", "no")
    return frame


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(one) for one in arguments], env={"COLUMNS": "120"})


def test_the_three_lines_of_the_readme_work(tmp_path, monkeypatch):
    lines = re.findall(
        r"^ *\.venv/bin/(underglass audit .*)$", (ROOT / "README.md").read_text(), re.M
    )
    assert len(lines) == 3
    monkeypatch.chdir(tmp_path)
    people().to_csv("people.csv", index=False)
    for line in lines:
        words = shlex.split(line, comments=True)
        shown = run(*words[1:], "--check", 3)
        assert shown.exit_code == 0, shown.output
    written = {"report.html", "findings.json", "findings.csv"}
    assert {one.name for one in Path("audit").iterdir()} == written
    told = json.loads(Path("audit-fr/findings.json").read_text())
    assert told["counts"]["unknown"]["sex"] == (people()["sex"] == "not stated").sum()
    assert "écart" in Path("audit-fr/report.html").read_text(encoding="utf-8")


def test_a_label_that_may_mean_unknown_is_asked_about_and_not_taken(tmp_path):
    people().to_csv(tmp_path / "people.csv", index=False)
    named = ("audit", tmp_path / "people.csv", "--score", "points", "--group", "sex", "--check", 0)
    shown = run(*named, "--out", tmp_path / "one")
    assert "add --unknown 'not stated'" in shown.output
    told = json.loads((tmp_path / "one" / "findings.json").read_text())
    assert told["counts"]["unknown"]["sex"] == 0
    shown = run(*named, "--unknown", "not stated", "--out", tmp_path / "two")
    assert "add --unknown" not in shown.output
    two = json.loads((tmp_path / "two" / "findings.json").read_text())
    frame = people()
    same = audit(frame, score="points", groups="sex", unknown="not stated", check=0)
    gone = audit(frame.replace("not stated", None), score="points", groups="sex", check=0)
    assert two["counts"] == same.counts == gone.counts
    assert json.loads(same.to_json())["findings"] == json.loads(gone.to_json())["findings"]


def test_a_column_of_households_is_asked_about(tmp_path):
    people().assign(household=lambda f: np.arange(len(f)) // 3).to_csv(tmp_path / "people.csv")
    named = ("audit", tmp_path / "people.csv", "--score", "points", "--group", "sex", "--check", 0)
    assert "add --clusters household" in run(*named, "--out", tmp_path / "one").output
    shown = run(*named, "--clusters", "household", "--out", tmp_path / "two")
    assert shown.exit_code == 0 and "--clusters" not in shown.output


def test_a_report_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    people().to_csv(tmp_path / "people.csv", index=False)
    write = Path.write_bytes

    def full(path, content):
        if path.name.endswith("findings.csv"):
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    shown = run(
        "audit", tmp_path / "people.csv", "--score", "points", "--group", "sex", "--check", 0,
        "--out", tmp_path / "out",
    )  # fmt: skip
    assert shown.exit_code == 1 and "No space left" in shown.output
    assert list((tmp_path / "out").iterdir()) == []


def test_every_group_with_unknown_people_has_its_bounds_in_the_report():
    frame = people().replace("not stated", None)
    told = audit(frame, score="points", groups="sex", thresholds=600, check=0)
    words = Words(told.question, "en")
    page = told.to_html("en")
    assert len(told.unknown) == 4
    for one in told.unknown:
        said = words.bounds(one)
        label = one.finding.group[0][1]
        assert f"sex: {label}" in said and ("ratio" in said) == (one.ratio_lowest is not None)
        row = f"sex: {label}: {words.metric(one.finding.metric, one.finding.low_at, None)}</td>"
        assert row in page
    assert any(words.turning(one) in told.text for one in told.unknown if words.turning(one))


@pytest.mark.parametrize("way", ["high", "low"])
def test_which_score_counts_as_good_is_said_on_the_first_page(way):
    told = audit(people(), score="points", groups="sex", favourable=way, check=0)
    assert f"A {way} “points” counts as good" in told.to_html("en").partition("</section>")[0]


def test_what_runs_through_no_column_is_told():
    frame = people(2_000).assign(lot=np.random.default_rng(1).random(2_000))
    told = audit(frame, score="points", groups="region", columns=["lot"], check=0)
    gap, model = told.through.gaps["region", "north"]
    page = told.to_html("en")
    rest = Words(told.question, "en").points(gap - model)
    assert f'through none of these columns</td><td class="n">{rest}</td>' in page


def test_a_model_whose_answers_are_not_the_scores_is_refused():
    from sklearn.linear_model import LinearRegression

    frame = people()
    model = LinearRegression().fit(frame[["income"]], frame["points"])
    with pytest.raises(ValueError, match="model must be the score's own; its answers differ"):
        audit(frame, score="points", groups="sex", model=model, check=0)
    frame["points"] = model.predict(frame[["income"]])
    told = audit(frame, score="points", groups="sex", model=model, check=0)
    assert told.through.exact and list(told.through.tables["sex", "man"]["column"]) == ["income"]
    nameless = LinearRegression().fit(frame[["income"]].to_numpy(), frame["points"])
    with pytest.raises(ValueError, match="columns must name the model's inputs"):
        audit(frame, score="points", groups="sex", model=nameless, check=0)


def test_how_a_file_is_written_is_said_in_the_readers_language():
    assert written_as("Parquet, 3 files", "fr") == "Parquet, 3 fichiers"
    assert written_as("CSV, tabs, utf-8, gzip", "en") == "CSV, tabs, utf-8, gzip"
