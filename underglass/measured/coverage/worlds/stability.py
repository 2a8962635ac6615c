"""Values of the same people under other trainings; gaps with the training's luck in them."""

import numpy as np
import pandas as pd

from explainers.limits.stability import stability
from underglass.measured.coverage.worlds.setting import (
    TRAINED,
    country,
    elsewhere,
    groups,
    reference,
    table,
    trained,
    training_rows,
)

REFITS = 10
N_PERSONS = 12  # always the same ones, whom no world trains on


def world(number: int) -> dict[str, list[float]]:
    """Measure twelve persons' values, and every group's gap with its columns; in score points."""
    found = {}
    for model in TRAINED:
        score = trained(model, country(number))
        found |= _values(model, score, country(number)) | _gaps(model, score, country(number))
    return found


def _values(model, score, home) -> dict[str, list[float]]:
    persons = table(model, elsewhere())[~training_rows(elsewhere())][:N_PERSONS]
    places = elsewhere().places[~training_rows(elsewhere())][:N_PERSONS]
    everybody = pd.concat([table(model, home), persons], ignore_index=True)
    told = stability(
        score,
        everybody,
        np.append(home.recorded, np.zeros(N_PERSONS, int)),
        clusters=np.append(home.places, places),
        train=np.append(training_rows(home), np.zeros(N_PERSONS, bool)),
        rows=np.arange(len(home.places), len(everybody)),
        background=reference(model),
        refits=REFITS,
    )
    return {
        f"{model}/value/{position}/{row.Index}": [row.points, row.low, row.high]
        for position in range(N_PERSONS)
        for row in told.person(position).loc[list(told.told.columns)].itertuples()
    }


def _gaps(model, score, home) -> dict[str, list[float]]:
    found = {}
    told = stability(
        score,
        table(model, home),
        home.recorded,
        clusters=home.places,
        train=training_rows(home),
        refits=REFITS,
    )
    for group, member in groups(home).items():
        gap = told.gap(member, clusters=home.places)
        found[f"{model}/{group}/gap"] = [gap.points, *gap.interval]
        for row in gap.table.itertuples():
            found[f"{model}/{group}/column/{row.column}"] = [row.points, row.low, row.high]
    return found
