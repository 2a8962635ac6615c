"""The datasheet: whole, in step with the code, and clear about what to refuse."""

import re
from itertools import pairwise

import pytest

from synthetic_data import BIASES, SCENARIOS
from synthetic_data.codebook import make_codebook
from synthetic_data.structure import STRUCTURE
from underglass.showcase.datasheet import PAGE, make_datasheet


def test_the_datasheet_is_in_step_with_the_code():
    assert PAGE.read_text(encoding="utf-8") == make_datasheet(), "run `make datasheet`"


def test_every_variable_has_one_row_with_unit_range_and_meaning():
    variables = make_datasheet().partition("### Groups")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", variables, re.MULTILINE)
    codebook = make_codebook()
    assert sorted(name for name, _ in rows) == sorted(STRUCTURE)
    for name, row in rows:
        unit, values, _step, meaning, causes = row.split(" | ")
        known = codebook.loc[name]
        assert (unit, values, meaning) == (known["unit"], known["range"], known["meaning"])
        assert causes == (known["causes"] or "none")


@pytest.mark.parametrize("name", BIASES)
def test_every_bias_has_a_row_with_both_statuses(name):
    bias = BIASES[name]
    planted = make_datasheet().partition("### Planted biases")[2]
    row = re.search(rf"^\| `{name}` \| (.*) \|$", planted, re.MULTILINE)[1].split(" | ")
    assert all(f"{number}: {status}" in row[0] for number, status in bias.claims.items())
    assert row[1:4] == [bias.status, bias.harms, ", ".join(bias.distorts)]


def test_every_scenario_is_named():
    assert all(f"`{name}`" in make_datasheet() for name in SCENARIOS)


@pytest.mark.parametrize(
    "heading",
    ["Motivation", "Composition", "What it does not represent", "Collection process",
     "Preprocessing", "Uses", "Distribution", "Maintenance"],
)  # fmt: skip
def test_every_section_of_gebru_and_others_is_there(heading):
    section = re.search(rf"^##+ {heading}\n\n(.+)", make_datasheet(), re.MULTILINE)
    assert section and len(section[1]) > 40


def test_scoring_real_people_is_the_first_use_to_refuse():
    refused = make_datasheet().partition("**Uses to refuse**")[2]
    assert re.match(r"\s*1\. \*\*Scoring real people", refused)


def test_tables_are_whole():
    lines = make_datasheet().splitlines()
    for above, line in pairwise(lines):
        if line.startswith("|") and above.startswith("|"):
            bars = [re.sub(r"\\\|", "", text).count("|") for text in (above, line)]
            assert bars[0] == bars[1], line
