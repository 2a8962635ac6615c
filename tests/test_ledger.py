"""The ledger of claims against the code: no row may go missing, no status may drift."""

from scoring.aftermath import MECHANISMS
from synthetic_data import BIASES
from synthetic_data.claims import ARTICLES, CLAIMS, HEDGES, MARKS, STATUSES

DISCUSSED = {24, 25, 26}  # a culture, fears, laws: no mechanism is made of them
DOCUMENTED = {
    "postcode",
    "past_wealth",
    "fraud_suspicion",
    "secret_weights",
}  # run like this elsewhere

MECHANISMS_BY_ROW = {
    row: mechanism for mechanism in MECHANISMS.values() for row in mechanism.claims
}


def test_every_row_says_who_speaks_of_whom_how_surely_and_what_is_known():
    assert list(CLAIMS) == list(range(1, 27))
    for row, one in CLAIMS.items():
        assert one.article == ("E" if 13 <= row != 25 else "Z") and one.article in ARTICLES
        assert one.hedge in HEDGES and one.mark in MARKS
        assert one.speaker and one.of and one.said and one.known
        assert one.statuses and set(one.statuses.values()) <= set(STATUSES)
        assert ("" in one.statuses) <= (len(one.statuses) == 1)
        assert not any(status in one.said for status in STATUSES)


def test_what_was_said_with_would_or_could_keeps_its_hedge():
    hedged = {row for row, one in CLAIMS.items() if one.hedge == "perhaps"}
    words = ("would", "could", "should", "seem")
    assert hedged == {3, 4, 6, 7, 12}
    assert all(any(word in CLAIMS[row].said for word in words) for row in hedged)
    foretold = [one.said for one in CLAIMS.values() if one.hedge == "foretold"]
    assert all(" will " in said or "could" in said for said in foretold)


def test_every_row_but_the_discussed_ones_is_claimed():
    claimed = {row for bias in BIASES.values() for row in bias.claims}
    assert claimed | MECHANISMS_BY_ROW.keys() == set(CLAIMS) - DISCUSSED
    assert set(CLAIMS) - DISCUSSED - claimed == {1, 15, 16, 21, 23}


def test_every_bias_states_its_rows_and_statuses():
    for name, bias in BIASES.items():
        assert {bias.status, *bias.claims.values()} <= set(STATUSES)
        assert bias.claims or bias.parallel
        assert bias.status == "fiction" or name in DOCUMENTED


def test_two_biases_that_share_a_row_state_the_same_status():
    for row in CLAIMS:
        stated = {bias.claims[row] for bias in BIASES.values() if row in bias.claims}
        assert len(stated) < 2


def test_statuses_agree_with_the_ledger():
    for name, one in (BIASES | MECHANISMS).items():
        for row, status in one.claims.items():
            assert status in CLAIMS[row].statuses.values(), (name, row)
