"""Gaps of one kept score, and their columns."""

from explainers import decompose_gap, explain
from underglass.measured.coverage.worlds.setting import (
    MODELS,
    country,
    groups,
    reference,
    table,
    this_score,
)


def world(number: int) -> dict[str, list[float]]:
    """Measure every group's gap by neighbourhood, in score points."""
    home, found = country(number), {}
    for model in MODELS:
        why = explain(this_score(model), table(model, home), background=reference(model))
        gaps = decompose_gap(why, groups(home), clusters=home.places)
        for group, gap in gaps.attrs["gaps"].items():
            found[f"{model}/{group}/gap"] = [gap, *gaps.attrs["intervals"][group]]
        for row in gaps.itertuples():
            found[f"{model}/{row.group}/column/{row.column}"] = [row.points, row.low, row.high]
    return found
