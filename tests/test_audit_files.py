"""Whatever file: an answer, or one sentence, and nothing left behind."""

import json
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from auditing.of_file import audit_scanned
from auditing.reading.files import open_source
from auditing.reading.scan import scanning
from auditing.reading.suggest import suggest
from auditing.report.export import schema
from underglass.command import cli

pytest.importorskip("duckdb")
SCHEMA = jsonschema.Draft202012Validator(schema())
GOOD = pd.DataFrame(
    {"sex": ["woman", "mån"] * 15, "points": range(30), "paid": ["yes", "no", ""] * 10}
).to_csv(index=False)
PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b'"', b'""', b",", b";", b"\t", b"\n", b"\r\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf",
         b"=1+1", b"<script>", "\u202e".encode(), b"nan", b"-inf", b"1e400", b"1,5", b" ", b"'"]
    ),
)  # fmt: skip
CHANGE = st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), PIECES)


@st.composite
def files(draw):
    content = GOOD.encode(draw(st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-8-sig"])))
    for at, gone, piece in draw(st.lists(CHANGE, max_size=4)):
        content = content[:at] + piece + content[at + gone :]
    return content


def answered(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        with open_source(path) as source, scanning(source) as scanner:
            suggest(scanner)
            told = audit_scanned(
                scanner, score="points", groups=["sex"], outcome="paid", thresholds=[10], check=1
            )
            folder = source.paths[0].parent
    except ValueError as error:
        said = str(error)
        assert said and "\n" not in said and len(said) < 600
    else:
        SCHEMA.validate(json.loads(told.to_json()))
        assert "<script" not in told.to_html("en") and "\u202e" not in told.text
        assert not folder.exists()  # what was linked or rewritten
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("files") / "people.csv"


@given(content=files())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_any_file_is_answered_or_refused_in_one_sentence(path, content):
    answered(path, content)


@pytest.mark.slow
def test_a_thousand_files_are_answered_or_refused_in_one_sentence(path):
    @given(files())
    @settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
    @seed(0)
    def each(content):
        answered(path, content)

    each()


@pytest.mark.parametrize(
    ("named", "says"),
    [
        (("--group", "school", "--group", "school"), "each column once"),
        (("--group", "points"), "must not name the score"),
        (("--group", "school", "--group", "passed", "--outcome", "passed"), "name the outcome"),
    ],
)
def test_a_group_is_named_once_and_is_no_score_and_no_outcome(tmp_path, named, says):
    rows = [f"{place},{400 + i},{i % 2}" for i in range(60) for place in "ab"]
    file = tmp_path / "people.csv"
    file.write_text("\n".join(["school,points,passed", *rows]), encoding="utf-8")
    words = ["audit", str(file), "--score", "points", *named, "--check", "0"]
    shown = CliRunner().invoke(cli.app, [*words, "--out", str(tmp_path / "out")])
    assert shown.exit_code == 2 and says in shown.output
    assert not (tmp_path / "out").exists()
