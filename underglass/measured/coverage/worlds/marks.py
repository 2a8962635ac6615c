"""Marks, and permutation importance, against the planted truth.

The same trial is looked at twice: with scores trained in this country (for *other trainings and
other people*), and, for the arm that keeps the model, with a score and reference people from
elsewhere (for *this score*).
"""

from dataclasses import replace

from explainers.marks.importance import mark_importance
from explainers.marks.marking import mark_trial
from explainers.marks.trial import Trial, View, prepare
from underglass.measured.coverage.worlds.setting import (
    MODELS,
    TRAINED,
    country,
    groups,
    reference,
    table,
    this_score,
    trained,
)

OBSERVED, LABEL = "past_wealth", "fraud_suspicion"  # where each bias acts
REPEATS = 2
SHOWN = {"alone": "importance", "without": "importance_without_bias", "change": "change"}


def world(number: int) -> dict[str, list[float]]:
    """Measure both arms, ``alone`` and ``without`` (in points), and the importance (in AUC)."""
    home, found = country(number), {}
    for model in MODELS:
        score = trained(model, home)
        own = prepare(score, home, OBSERVED, groups(home)["hill people"])
        for group, mark in _marks(_with_this_score(own, model)):
            name = f"{model}/{group}"
            found[f"{name}/kept planted"] = [mark.kept.planted, *mark.kept.planted_interval]
            found[f"{name}/kept found"] = [mark.kept.found, *mark.kept.found_interval]
        for group, mark in _marks(own):
            name = f"{model}/{group}"
            found |= _retrained(name, mark.retrained)
            found[f"{name}/alone"] = [mark.carriers_gap, *mark.carriers_gap_interval]
            found[f"{name}/without"] = [
                mark.carriers_gap_without_bias,
                *mark.carriers_gap_without_bias_interval,
            ]
        seen = mark_importance(own, mark.retrained, repeats=REPEATS)
        for name, value in SHOWN.items():
            ends = getattr(seen, f"{value}_interval")
            found[f"{model}/importance {name}"] = [getattr(seen, value), *ends]
        if model in TRAINED:
            for group, mark in _marks(prepare(score, home, LABEL, own.member)):
                found |= _retrained(f"{model}/{group}/label", mark.retrained)
    return found


def _with_this_score(trial: Trial, model: str) -> Trial:
    """Put a score trained elsewhere in the place of the country's own; only "kept" is read."""
    home, twin = trial.population, trial.kept.world
    views = [View(this_score(model), world, table(model, world)) for world in (home, twin)]
    return replace(
        trial,
        background=reference(model),
        with_bias=views[0],
        kept=views[1],
        retrained=views[1],
        parts=trial.parts[:2],
    )


def _marks(trial: Trial):
    """Mark every group in the same worlds; each view keeps its exact values."""
    for group, member in groups(trial.population).items():
        yield group, mark_trial(replace(trial, member=member))


def _retrained(name: str, arm) -> dict[str, list[float]]:
    return {
        f"{name}/planted": [arm.planted, *arm.planted_interval],
        f"{name}/found": [arm.found, *arm.found_interval],
    }
