"""Every explainer marked on every bias: the project's central table.

Each bias is planted alone, at full dose, in a level country (or as it stands in a scenario), with
the score in which it can act (:func:`underglass.measured.effects.how_scored`). Worlds and scores
are made once a bias; every explainer looks at the same ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pandas as pd
from joblib import cpu_count

from explainers.marks.marking import mark_trial
from explainers.marks.trial import Trial, prepare
from scoring import train_score
from synthetic_data import BIASES, SCENARIOS, make_population
from synthetic_data.arguments import check_names, check_whole
from underglass.measured.coverage.run import MEASURED, ROOT, hash_of, simulate, versions
from underglass.measured.effects import how_scored
from underglass.measured.explainer_rows import planted_columns
from underglass.measured.explainers import EXPLAINERS

CODE = [
    ROOT / name
    for name in (
        *MEASURED,
        "underglass/measured/explainer_table.py",
        "underglass/measured/explainer_rows.py",
        "underglass/measured/explainers.py",
        "underglass/measured/effects.py",
    )
]


def measure_explainers(
    n_people: int = 8_000,
    *,
    biases: Iterable[str] | None = None,
    scenario: str | None = None,
    explainers: Iterable[str] | None = None,
    seed: int = 0,
    draws: int = 1,
    refits: int = 8,
    lime_people: int = 30,
    path: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Mark explainers on biases, in as many processes as there are processors.

    Parameters
    ----------
    n_people : int
    biases : iterable of str, optional
        Keys of ``BIASES``; all of them, or all at work in the scenario, if left out.
    scenario : str, optional
        A key of ``SCENARIOS``: each of its biases is marked beside all the others. If left out,
        each bias is planted alone at dose 1.
    explainers : iterable of str, optional
        Some of ``EXPLAINERS``; all of them if left out.
    seed : int
        Of the first draw; each further one counts on from it.
    draws : int
        Countries a bias. One draw is an anecdote: verdicts of other countries differ.
    refits : int
        At least 2; see :func:`explainers.mark`.
    lime_people : int
        People whom LIME explains, half of them of the harmed group: it is slow.
    path : Path, optional
        Keeps finished countries, as :func:`underglass.measured.coverage.run.simulate` does: they
        count for the same code, versions and arguments.
    progress : callable, optional
        Told how many countries are done, and of how many: one a bias and draw.

    Returns
    -------
    DataFrame
        One row a bias, draw and explainer, in score points; the columns are those of
        :func:`points_columns` and :func:`importance_columns`.

    Raises
    ------
    ValueError
        For an unknown name, a number out of range, or a country so small that a bias harms
        nobody or everybody.
    """
    check_whole("n_people", n_people, least=1)
    check_whole("draws", draws, least=1)
    check_whole("refits", refits, least=2)
    check_whole("lime_people", lime_people, least=20)
    if scenario is not None:
        check_names("scenario", [scenario], SCENARIOS)
    at_work = [name for name in BIASES if scenario is None or name in SCENARIOS[scenario]]
    biases = at_work if biases is None else list(biases)
    check_names("biases", biases, BIASES if scenario is None else at_work)
    explainers = tuple(EXPLAINERS if explainers is None else explainers)
    check_names("explainers", explainers, EXPLAINERS)
    how = (n_people, scenario, tuple(explainers), refits, lime_people)
    found = simulate(
        {name: partial(_measure, name, seed, *how) for name in biases},
        draws,
        path,
        n_jobs=max(1, min(draws * len(biases), cpu_count())),
        key="-".join(map(str, (hash_of(CODE), *versions().values(), seed, *how))),
        progress=progress,
    )
    return pd.DataFrame(
        [row for draw in range(draws) for name in biases for row in found[name][draw]]
    )


def where_it_acts(bias: str) -> str:
    """Tell in what kind of place a bias acts, for the score of :func:`how_scored`."""
    model, weight, hidden = how_scored(bias)
    distorts = BIASES[bias].distorts
    if "recorded_kept" in distorts:
        return "training labels"
    if "selected" in distorts:
        return "who is trained on"
    if weight:
        return "ties"
    if hidden:
        return "a column not disclosed"
    return "a mark of the points table" if model == "points_table" else "recorded columns"


def make_trial(n_people: int, bias: str, scenario: str | None, seed: int, refits: int) -> Trial:
    """Generate the country, fit the score in which the bias can act, and prepare the marking."""
    doses = None if scenario else {**SCENARIOS.get(bias, {}), bias: 1.0}  # such as homophily
    population = make_population(n_people, scenario=scenario or "level", doses=doses, seed=seed)
    model, weight, hidden = how_scored(bias)
    score = train_score(population, model, social_weight=weight, undisclosed=hidden, measure=False)
    own = score.own_points(population.files[list(score.feature_names_in_)])
    member = BIASES[bias].harmed(population, own)
    return prepare(score, population, bias, member, refits=refits)


def _measure(bias, first, n_people, scenario, explainers, refits, lime_people, draw) -> list[dict]:
    seed = first + draw
    trial = make_trial(n_people, bias, scenario, seed, refits)
    start = time.process_time()
    rows, exact = [], mark_trial(trial)
    of_exact = time.process_time() - start
    for name in explainers:
        start = time.process_time()
        row = EXPLAINERS[name].row(trial, exact, lime_people, seed)
        seconds = time.process_time() - start
        if name == "interventional":  # whose values were made for the exact mark
            seconds += of_exact
        about = {
            "bias": bias,
            "seed": seed,
            "dose": float(trial.population.doses[bias]),
            "model": trial.with_bias.score.model,
            "n_members": int(trial.member.sum()),
            "n_people": n_people,
            "explainer": name,
        }
        rows.append(about | planted_columns(exact) | row | {"seconds": seconds})
    return rows
