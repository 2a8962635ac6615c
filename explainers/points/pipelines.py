"""A fitted pipeline is explained by its original columns, each of which is one player.

All features that a column became are known together. Adding up the values of one-hot features
afterwards is another game, with other answers: there, part of a category can be known.

A transformer that treats columns one by one keeps them apart. One that mixes several, such as a
PCA, makes those columns one player with a joined name, ``"a + b"``, and a note says which
transformer it was: a split on a mixed feature asks about all of them at once. So does a transformer
that is not known here; give each column its own transformer to tell them apart.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from explainers.points.columns import model_values
from explainers.points.inputs import as_fitted, check_numbers
from explainers.points.margins import LINEAR_MODELS, steps_of
from explainers.points.owners import Owner, Owners, join, through
from explainers.trees.categories import reads_categories

SHOWN = 4  # columns that a note names of those that are joined


def pipeline_values(
    model, people: pd.DataFrame, reference: pd.DataFrame | None
) -> tuple[np.ndarray, float, pd.DataFrame, str]:
    """What each original column gives in the margin of a fitted pipeline.

    Parameters
    ----------
    model : Pipeline, or a search whose best model is one
        Fitted: transformers, then a tree model or a linear one.
    people : DataFrame of shape (n, p)
    reference : DataFrame of shape (m, p), or None
        The reference people; none asks the path-dependent question.

    Returns
    -------
    values : ndarray of shape (n, n_players)
    base : float
    data : DataFrame of shape (n, n_players)
        The people's columns, in their order; columns that are one player are joined, at the place
        of the first. A column that the pipeline drops stays, and gives 0.
    note : str
        Which columns are joined, and by which transformers; empty if none are.

    Raises
    ------
    TypeError
        If the model is not supported, or the features of a transformer cannot be counted.
    ValueError
        If a linear model is asked the path-dependent question without a StandardScaler just
        before it.
    """
    steps = steps_of(model)
    scaled = len(steps) > 1 and isinstance(steps[-2], StandardScaler)
    n_last = 2 if scaled and isinstance(steps[-1], LINEAR_MODELS) else 1
    before, last = steps[:-n_last], steps[-n_last:]
    columns = [Owner(frozenset([place])) for place in range(people.shape[1])]
    owners = through(before, columns, last[0].n_features_in_)
    player = join(owners, people.shape[1])
    core = last[0] if n_last == 1 else Pipeline([("scale", last[0]), ("model", last[1])])
    numbers = not reads_categories(core)
    features = _transform(before, as_fitted(model, people), numbers)
    others = None
    if reference is not None:
        others = _transform(before, as_fitted(model, reference), numbers)
    if numbers:
        names = ["/".join(str(people.columns[at]) for at in sorted(o.columns)) for o in owners]
        for argument, table in (("X", features), ("background", others)):
            if table is not None:
                check_numbers(steps[-1], table, names, argument)
    # A feature that is made of no column is constant: it gives nothing to whomever it belongs.
    of_feature = np.array([player[min(o.columns, default=0)] for o in owners], dtype=int)
    found, base = model_values(core, features, others, of_feature)
    values = np.zeros((len(people), player.max() + 1))
    values[:, : found.shape[1]] = found
    return values, base, _joined(people, player), _note(people, player, owners)


def _transform(steps: list, features, numbers: bool):
    """Give the last model's features; as they are where it reads categories of its own."""
    for step in steps:
        features = step.transform(features)
    if sparse.issparse(features):
        features = features.toarray()
    return np.asarray(features, dtype=float) if numbers else features


def _note(people: pd.DataFrame, player: np.ndarray, owners: Owners) -> str:
    """Say which columns are joined, and by which transformers."""
    said = []
    for number in range(player.max() + 1):
        places = np.flatnonzero(player == number)
        if len(places) > 1:
            mixers = {by for o in owners if o.columns & {*places.tolist()} for by in o.mixed_by}
            names = [str(people.columns[place]) for place in places]
            if len(names) > SHOWN:
                names = [*names[: SHOWN - 1], f"{len(names) - SHOWN + 1} more"]
            said.append(
                f"{', '.join(names[:-1])} and {names[-1]} stand in one row, because a feature that "
                f"{' or '.join(sorted(mixers))} makes may be made of several of them."
            )
    return " ".join(said)


def _joined(people: pd.DataFrame, player: np.ndarray) -> pd.DataFrame:
    """Put the columns of one player side by side in one."""
    if len(set(player.tolist())) == len(player):
        return people
    parts = [people.loc[:, player == number] for number in range(player.max() + 1)]
    return pd.concat(
        [part if part.shape[1] == 1 else _side_by_side(part) for part in parts],
        axis=1,
    )


def _side_by_side(part: pd.DataFrame) -> pd.Series:
    """Write a person's values in several columns as one text; missing ones too."""
    texts = part.astype(object).map(str)
    return texts.agg(" + ".join, axis=1).rename(" + ".join(map(str, part)))
