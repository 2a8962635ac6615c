"""The ledger of claims against the code: no row may go missing, no status may drift."""

import re
from pathlib import Path

import pytest

from scoring.aftermath import MECHANISMS
from synthetic_data import BIASES

LEDGER = Path(__file__).resolve().parents[1].parent / "shared" / "LEDGER.md"
ROWS = range(1, 24)  # the rows that the code tells; the ledger may have grown
STATUSES = {"documented", "disputed", "fiction"}
CASES_FROM_ELSEWHERE = {"postcode", "past_wealth", "fraud_suspicion"}  # parallels, no row

MECHANISMS_BY_ROW = {
    row: mechanism for mechanism in MECHANISMS.values() for row in mechanism.claims
}


def ledger_statuses() -> dict[int, set[str]]:
    """Read the statuses of each row of the ledger's first table."""
    claims = LEDGER.read_text(encoding="utf-8").split("\n## ")[1]
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", claims, re.M)
    return {int(number): STATUSES & set(re.findall(r"\w+", cell)) for number, cell in rows}


def test_every_row_of_the_ledger_is_claimed():
    claimed = {row for bias in BIASES.values() for row in bias.claims}
    assert claimed | MECHANISMS_BY_ROW.keys() == set(ROWS)
    assert set(ROWS) - claimed == {1, 15, 16, 21, 23}


def test_every_bias_states_its_rows_and_statuses():
    for name, bias in BIASES.items():
        assert {bias.status, *bias.claims.values()} <= STATUSES
        assert bool(bias.claims) != (name in CASES_FROM_ELSEWHERE)
        assert bias.status == "fiction" or name in CASES_FROM_ELSEWHERE | {"secret_weights"}


def test_two_biases_that_share_a_row_state_the_same_status():
    for row in ROWS:
        stated = {bias.claims[row] for bias in BIASES.values() if row in bias.claims}
        assert len(stated) < 2


@pytest.mark.skipif(not LEDGER.exists(), reason="the ledger is not beside this copy of the project")
def test_statuses_agree_with_the_ledger():
    known = ledger_statuses()
    assert known.keys() >= set(ROWS) and all(known[row] for row in ROWS)
    for name, bias in (BIASES | MECHANISMS).items():
        for row, status in bias.claims.items():
            assert status in known[row], (name, row)
