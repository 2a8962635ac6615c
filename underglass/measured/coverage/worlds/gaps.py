"""Gaps of one kept score, and their columns."""

from explainers import decompose_gaps, explain
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
        for group, gap in decompose_gaps(why, groups(home), clusters=home.places).items():
            found[f"{model}/{group}/gap"] = [gap.points, *gap.interval]
            for row in gap.table.itertuples():
                found[f"{model}/{group}/column/{row.column}"] = [row.points, row.low, row.high]
    return found
