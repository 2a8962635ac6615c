"""Whatever table: an answer, or one sentence."""

import json
import math

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from auditing import audit
from auditing.comparisons.findings import GAP, VERDICTS
from auditing.report.export import schema

SCHEMA = jsonschema.Draft202012Validator(schema())
TEXT = st.text(max_size=8)
LABEL = st.one_of(
    st.none(), st.sampled_from(["a", "b", "<script>", "=1+1", "a\u202eb", " ", "nan"]), TEXT,
    st.integers(-3, 3), st.booleans(), st.floats(allow_nan=True, allow_infinity=True),
)  # fmt: skip
SCORE = st.one_of(
    st.none(), st.integers(-5, 5), st.floats(-1e9, 1e9), st.floats(0, 1),
    st.sampled_from(["", "12", "1e3", " 7 "]),
)  # fmt: skip
WILD = st.one_of(SCORE, TEXT, st.floats(allow_nan=True, allow_infinity=True))
OUTCOME = st.one_of(st.none(), st.sampled_from([0, 1, True, False, "yes", "no", "1", ""]))
POSITIVE = st.floats(1e-3, 1e3)


@st.composite
def tables(draw):
    n = draw(st.integers(0, 40))
    wild = draw(st.booleans())
    column = lambda values: draw(st.lists(values, min_size=n, max_size=n))  # noqa: E731
    frame = pd.DataFrame(
        {
            "s": pd.Series(column(WILD if wild else SCORE), dtype=object),
            "g": pd.Series(column(LABEL), dtype=object),
            "h": pd.Series(column(st.sampled_from(["x", "y", None])), dtype=object),
            "y": pd.Series(column(OUTCOME), dtype=object),
            "w": pd.Series(column(POSITIVE), dtype=float),
            "c": pd.Series(column(st.integers(0, 6)), dtype=int),
        }
    )
    asked = {
        "outcome": draw(st.sampled_from([None, "y"])),
        "weights": draw(st.sampled_from([None, "w"])),
        "clusters": draw(st.sampled_from([None, "c"])),
        "thresholds": draw(st.lists(st.floats(-10, 10), max_size=2)),
        "bands": draw(st.lists(st.floats(-10, 10), max_size=2)),
        "favourable": draw(st.sampled_from(["high", "low"])),
        "check": draw(st.sampled_from([0, 0, 0, 2])),
    }
    return frame, asked


def answered(frame, asked):
    try:
        told = audit(frame, score="s", groups=["g", "h"], **asked)
    except ValueError as error:
        said = str(error)
        assert "\n" not in said and len(said) < 400
        return
    SCHEMA.validate(json.loads(told.to_json()))
    assert told.counts["people"] + told.counts["without_score"] == len(frame)
    for one in told.findings:
        assert one.verdict in VERDICTS
        if math.isfinite(one.difference):
            slack = 1e-6 * max(1, abs(one.value), abs(one.difference))
            assert one.low - slack <= one.difference <= one.high + slack
            assert min(one.people, one.people_against) >= 5
            if one.metric != "mean_score":
                assert -1 <= one.low and one.high <= 1
        if one.verdict == GAP:
            assert one.low > 0 or one.high < 0
    page = told.to_html("fr")
    assert "<script" not in page and "\u202e" not in page
    assert told.text and told.to_csv()


@given(tables())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_any_table_is_answered_or_refused_in_one_sentence(given_):
    answered(*given_)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))  # shared among the cores
def test_ten_thousand_tables_are_answered_or_refused_in_one_sentence(part):
    @given(tables())
    @settings(max_examples=2_500, deadline=None, suppress_health_check=list(HealthCheck))
    @seed(part)
    def each(given_):
        answered(*given_)

    each()


@pytest.mark.parametrize("huge", [1e200, -1e200, 1e308])
def test_a_number_whose_square_is_infinite_is_refused(huge):
    frame = pd.DataFrame({"s": [0, 1, huge], "g": ["a", "b", "a"]})
    with pytest.raises(ValueError, match=r"column 's' must hold finite numbers .*; row 3 holds"):
        audit(frame, score="s", groups="g", check=0)


def test_a_group_of_one_in_a_hundred_and_ten_thousand_groups():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"s": rng.normal(0, 1, 20_000), "g": rng.choice(["a", "b"], 20_000)})
    frame.loc[:199, "g"] = "few"
    told = audit(frame, score="s", groups="g", check=0)
    assert {one.people for one in told.findings} >= {200}
    with pytest.raises(ValueError, match="at most 1,000 values"):
        audit(frame.assign(g=np.arange(20_000) // 2), score="s", groups="g", check=0)
