"""``underglass audit``, as somebody who has only a file sees it."""

import gzip
import json
import re
import shlex

import jsonschema
import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from auditing.report.export import schema
from underglass.command import cli

pytest.importorskip("duckdb")
NAMED = ("--score", "points", "--group", "sex", "--group", "area", "--check", 5)
EVIL = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "../../x",
    "a\u202eb",
    "@SUM(1)",
    "'; --",
]


def people(n=600, seed=0):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"sex": rng.choice(["woman", "man", ""], n, p=[0.45, 0.5, 0.05])})
    frame["area"] = rng.choice(["north", "south", "été"], n)
    frame["years"] = rng.gamma(3, 3, n).round(1)
    noise = rng.normal(0, 9, n)
    frame["points"] = (60 + frame["years"] - 6 * (frame["sex"] == "woman") + noise).round(1)
    frame["hired"] = np.where(frame["points"] + rng.normal(0, 8, n) > 66, "yes", "no")
    return frame


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(one) for one in arguments], env={"COLUMNS": "120"})


def audited(path, out, *more):
    shown = run("audit", path, *NAMED, "--outcome", "hired", "--threshold", 65, "--out", out, *more)
    assert shown.exit_code == 0, shown.output
    return {one.name: one.read_bytes() for one in out.iterdir()}


def written(folder, kind):
    frame, path = people(), folder / f"people.{kind}"
    if kind == "parquet":
        frame.to_parquet(path)
    elif kind == "folder":
        path.mkdir()
        frame[:200].to_parquet(path / "a.parquet")
        frame[200:].to_parquet(path / "b[1]*.parquet")
    elif kind == "tsv":
        frame.to_csv(path, index=False, sep="\t")
    elif kind == "csv.gz":
        path.write_bytes(gzip.compress(frame.to_csv(index=False).encode()))
    elif kind == "semicolons":
        frame.to_csv(path, index=False, sep=";", decimal=",", encoding="cp1252")
    elif kind == "utf16":
        frame.to_csv(path, index=False, encoding="utf-16")
    elif kind == "bom":
        frame.to_csv(path, index=False, encoding="utf-8-sig", quoting=1)
    else:
        frame.to_csv(path, index=False)
    return path


@pytest.mark.parametrize(
    "kind", ["tsv", "csv.gz", "semicolons", "utf16", "bom", "parquet", "folder"]
)
def test_however_a_table_is_written_the_findings_are_the_same(tmp_path, kind):
    plain = audited(written(tmp_path, "csv"), tmp_path / "one")
    other = audited(written(tmp_path, kind), tmp_path / "two")
    assert plain["findings.json"] == other["findings.json"]
    assert plain["findings.csv"] == other["findings.csv"]


def test_a_file_and_a_frame_give_the_same_findings(tmp_path):
    from auditing import audit

    told = audit(
        people(), score="points", groups=["sex", "area"], outcome="hired", thresholds=65, check=0
    )
    ours = audited(written(tmp_path, "csv"), tmp_path / "out", "--check", 0)
    one, two = json.loads(told.to_json()), json.loads(ours["findings.json"])
    for first, second in zip(one["findings"], two["findings"], strict=True):
        for name, value in first.items():
            if isinstance(value, float):
                assert second[name] == pytest.approx(value, rel=1e-4, abs=1e-6)
            else:
                assert second[name] == value


def test_who_has_no_score_is_left_out_and_counted_whatever_the_bins(tmp_path):
    for decimals in (1, 12):
        frame = people(3_000)
        frame["points"] = (frame["points"] + np.random.default_rng(1).random(3_000)).round(decimals)
        frame["points"] = frame["points"].astype(object)
        frame.loc[:99, "points"] = ""
        frame.loc[100:149, "points"] = "NaN"
        frame.to_csv(tmp_path / "people.csv", index=False)
        out = tmp_path / f"out{decimals}"
        told = json.loads(audited(tmp_path / "people.csv", out, "--check", 0)["findings.json"])
        assert told["counts"]["people"] == 2_850 and told["counts"]["without_score"] == 150
        group, mean = (told["findings"][0][name] for name in ("group", "value"))
        own = frame.loc[150:][frame.loc[150:, "sex"] == group[0]["label"]]
        assert mean == pytest.approx(pd.to_numeric(own["points"]).mean())


def test_the_printed_command_makes_the_report_again_to_the_byte(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, "csv").rename(tmp_path / "my $(people).csv")
    first = audited(path.name, tmp_path / "one", "--column", "years", "--language", "fr")
    page = first["report.html"].decode()
    command = shlex.split(re.search(r"<pre>(.*?)</pre>", page)[1].replace("&#x27;", "'"))
    assert command[:3] == ["underglass", "audit", path.name]
    again = run(*command[1:], "--out", "two")
    assert again.exit_code == 0, again.output
    second = {one.name: one.read_bytes() for one in (tmp_path / "two").iterdir()}
    assert first == second


def test_findings_keep_to_the_published_schema(tmp_path):
    told = audited(written(tmp_path, "csv"), tmp_path / "out", "--column", "years", "--band", 60)
    jsonschema.validate(json.loads(told["findings.json"]), schema())


def test_the_report_asks_nothing_of_the_outside_and_holds_no_row(tmp_path):
    path = written(tmp_path, "csv")
    page = audited(path, tmp_path / "out", "--column", "years")["report.html"].decode()
    outside = re.sub(r"http://www\.w3\.org/2000/svg", "", page)
    assert not re.search(r"https?://|<script|<link|<img|url\(|@import|src=", outside)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("evil", EVIL)
def test_names_and_values_of_the_table_are_executed_nowhere(tmp_path, evil):
    frame = people().rename(columns={"sex": evil})
    frame["area"] = frame["area"].replace("north", evil)
    frame.to_csv(tmp_path / "people.csv", index=False)
    out = tmp_path / "out"
    shown = run(
        "audit", tmp_path / "people.csv", "--score", "points", f"--group={evil}", "--group", "area",
        "--check", 0, "--out", out,
    )  # fmt: skip
    assert shown.exit_code == 0, shown.output
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "people.csv"]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page and "\u202e" not in page + shown.output
    cells = pd.read_csv(out / "findings.csv", dtype=str, keep_default_na=False)
    for name in ("metric", "group", "against", "verdict", "in words"):
        assert not cells[name].str.match(r"\s*[=+\-@\t\r|%]").any()
    json.loads((out / "findings.json").read_text(encoding="utf-8"))


def refused(path, *more, code=2):
    shown = run("audit", path, "--out", path.parent / "out", "--check", 0, *more)
    assert shown.exit_code == code, shown.output
    assert "Traceback" not in shown.output
    said = [line for line in shown.output.splitlines() if line.startswith("Error: ")]
    assert len(said) == 1 and not (path.parent / "out").exists()
    return said[0]


def broken(line: int, text: str) -> str:
    rows = people(50).to_csv(index=False).splitlines()
    rows[line] = text
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        ("sex,points\n", "at least one row"),
        ("sex,points,points\na,1,2\n", "columns 2 and 3 are both called 'points'"),
        ("column 2,,points\na,1,2\n", "columns 1 and 2 are both called 'column 2'"),
        ("sex,points\na,1\na,2\n", "only one value"),
        ("sex,points\na,\nb,\n", "nobody has a score"),
        (
            "sex,points\na,1\nb,two\n",
            "column 'points' must hold finite numbers (up to 1e+50); row 2 holds 'two'",
        ),
        ("sex,points\na,1\nb,inf\n", "row 2 holds 'inf'"),
        ("sex,points\na,1\nb,1e200\n", "row 2 holds '1e200'"),
        (broken(7, 'man,"north,1.0,2.0,yes'), "quote"),
        (broken(7, "man,north"), "line 8 of the file has another number of columns"),
        (broken(7, "man,n,1,2,yes,6"), "5 expected, 6 found"),
        ("sex,points\n" + "\0" * 40, "no text"),
        ("sex,points\n" + "\n".join(f"g{k},{k}" for k in range(5_000)), "at most 1,000 values"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "people.csv"
    path.write_text(content, encoding="utf-8")
    assert sentence in refused(path, "--score", "points", "--group", "sex")


def lists() -> bytes:
    frame = pd.DataFrame({"sex": [["f"], ["m"]] * 20, "points": range(40)})
    return frame.to_parquet()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (gzip.compress(people(20_000).to_csv(index=False).encode())[:90_000], "file"),
        (people(20_000).to_csv(index=False).encode() + "é,été,1,1,no\n".encode("cp1252"), "UTF-8"),
        (b"PAR1 and no more", "no Parquet"),
        (lists(), "column 'sex' must hold labels or numbers; row 1 holds"),
    ],
)
def test_a_file_that_breaks_off_or_changes_its_encoding_is_one_sentence(
    tmp_path, content, sentence
):
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    assert sentence in refused(path, "--score", "points", "--group", "sex")


@pytest.mark.parametrize(
    ("more", "sentence", "code"),
    [
        (("--score", "nothing", "--group", "sex"), "no column 'nothing'", 2),
        (("--score", "points", "--group", "sex", "--outcome", "years"), "row 1 holds", 2),
        (("--score", "points", "--group", "sex", "--language", "de"), "--language must be", 2),
        (("--score", "points", "--group", "sex", "--encoding", "ascii"), "ascii", 2),
        (("--score", "points", "--group", "sex", "--alpha", 2), "--alpha must be", 2),
        (("--score", "points", "--group", "sex", "--encoding", "rot13"), "--encoding must be", 2),
        (("--score", "points", "--group", "sex", "--encoding", "utf-16"), "--encoding must be", 2),
        (("--score", "points", "--group", "sex", "--separator", "ab"), "--separator must be", 2),
        (("--score", "points", "--group", "sex", "--margin", "inf"), "--margin must be", 2),
        (("--score", "points", "--group", "sex", "--seed", -1), "--seed must be", 2),
        ((), "--yes", 2),
    ],
)
def test_a_wrong_argument_is_one_sentence(tmp_path, more, sentence, code):
    assert sentence in refused(written(tmp_path, "csv"), *more, code=code)


def test_a_missing_file_and_an_earlier_report_are_one_sentence(tmp_path):
    assert "there is no file" in refused(tmp_path / "none.csv", *NAMED[:4], code=1)
    path = written(tmp_path, "csv")
    audited(path, tmp_path / "out")
    shown = run("audit", path, *NAMED, "--out", tmp_path / "out")
    assert shown.exit_code == 2 and "--force" in shown.output


def test_a_name_with_wildcards_is_one_file(tmp_path):
    people(50).to_csv(tmp_path / "a*.csv", index=False)
    people(70).to_csv(tmp_path / "ab.csv", index=False)
    told = audited(tmp_path / "a*.csv", tmp_path / "out", "--check", 0)
    assert json.loads(told["findings.json"])["counts"]["people"] == 50


def test_empty_lines_and_quoted_line_breaks_are_no_rows(tmp_path):
    rows = people(50).to_csv(index=False)
    (tmp_path / "a.csv").write_text(rows, newline="")
    (tmp_path / "b.csv").write_text(rows.replace("north", '"no\nrth"') + "\n\n", newline="")
    one, two = (audited(tmp_path / f"{n}.csv", tmp_path / n, "--check", 0) for n in "ab")
    counts = [json.loads(told["findings.json"])["counts"] for told in (one, two)]
    assert counts[0] == counts[1]


def test_without_options_columns_are_suggested_and_taken_only_with_a_yes(tmp_path):
    path = written(tmp_path, "csv")
    shown = run("audit", path, "--yes", "--check", 0, "--out", tmp_path / "out")
    assert shown.exit_code == 0, shown.output
    assert "--score points --group sex --outcome hired" in shown.output
