"""Gaps that a loop leaves: patrols that follow records, two rounds."""

from scoring.aftermath import run
from underglass.measured.coverage.worlds.setting import (
    MODELS,
    country,
    groups,
    this_score,
    trained,
    training_rows,
)

MECHANISM, ROUNDS = "patrol_feedback", 2


def world(number: int) -> dict[str, list[float]]:
    """Measure every group's gap in the last round: the score kept, and a scorecard trained anew."""
    home, found = country(number), {}
    cases = {model: (this_score(model), None) for model in MODELS}
    cases["retrained"] = (trained("scorecard", home), training_rows(home))
    for name, (score, retrain) in cases.items():
        after = run(MECHANISM, score, home, rounds=ROUNDS, groups=groups(home), retrain=retrain)
        last = after.history[after.history["round"] == ROUNDS]
        for row in last[last["group"] != "everybody"].itertuples():
            found[f"{name}/{row.group}/gap"] = [row.gap, row.low, row.high]
    return found
