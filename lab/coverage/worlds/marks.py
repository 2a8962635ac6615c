"""Marks, and permutation importance, against the planted truth.

The same trial is looked at twice: with scores trained in this country (for *other trainings and
other people*), and with scores, and reference people, from elsewhere (for *this score*).
"""

from dataclasses import replace

from explainers import explain
from explainers.importance import mark_importance
from explainers.marking import mark_trial
from explainers.trial import Trial, View, prepare
from lab.coverage.worlds.setting import (
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


def world(number: int) -> dict[str, list[float]]:
    """Measure both arms, ``alone`` and ``without`` (in points), and the importance (in AUC)."""
    home, found = country(number), {}
    for model in MODELS:
        score = trained(model, home)
        own = prepare(score, home, OBSERVED, groups(home)["hill people"])
        kept = _with_this_score(own, model)
        for group, mark in _marks(kept):
            name = f"{model}/{group}"
            found[f"{name}/kept planted"] = [mark.kept.planted, *mark.kept.planted_interval]
            found[f"{name}/kept found"] = [mark.kept.found, *mark.kept.found_interval]
            found[f"{name}/alone"] = [mark.alone, *mark.alone_interval]
            found[f"{name}/without"] = [mark.without, *mark.without_interval]
        seen = mark_importance(kept, mark.kept, repeats=REPEATS)
        found[f"{model}/importance alone"] = [seen.alone, *seen.alone_interval]
        found[f"{model}/importance without"] = [seen.without, *seen.without_interval]
        if model in TRAINED:
            for group, mark in _marks(own):
                found |= _retrained(f"{model}/{group}", mark.retrained)
            seen = mark_importance(own, mark.retrained, repeats=REPEATS)
            found[f"{model}/importance change"] = [seen.change, *seen.change_interval]
            for group, mark in _marks(prepare(score, home, LABEL, own.member)):
                found |= _retrained(f"{model}/{group}/label", mark.retrained)
    return found


def _with_this_score(trial: Trial, model: str) -> Trial:
    """Put scores trained elsewhere in the place of the country's own; two refits are unread."""
    home, twin = trial.population, trial.kept.world
    views = [
        View(this_score(model, without), world, table(model, world))
        for without, world in ((None, home), (None, twin), (OBSERVED, twin))
    ]
    return replace(
        trial,
        background=reference(model),
        with_bias=views[0],
        kept=views[1],
        retrained=views[2],
        resamples=trial.resamples[:2],
    )


def _marks(trial: Trial):
    """Mark every group in the same worlds, each view explained once."""
    seen = {}

    def once(score, X, **options):
        key = (id(score), id(X))
        if key not in seen:
            seen[key] = explain(score, X, **options)
        return seen[key]

    for group, member in groups(trial.population).items():
        yield group, mark_trial(replace(trial, member=member), once)


def _retrained(name: str, arm) -> dict[str, list[float]]:
    return {
        f"{name}/planted": [arm.planted, *arm.planted_interval],
        f"{name}/found": [arm.found, *arm.found_interval],
    }
