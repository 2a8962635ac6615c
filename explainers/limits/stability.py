"""How firmly a value stands: refit the score on other draws of neighbourhoods, explain again.

Correlated columns can share a credit in many ways that predict equally well. So their values may
swap from one training to the next while the scores hardly move.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from explainers.limits.refitting import refit_on
from explainers.limits.stability_result import Stability
from explainers.points.attribution import Attribution, explain
from explainers.points.inputs import as_table
from explainers.points.reference import positions, reference_people
from scoring.parts import resample_clusters
from synthetic_data.arguments import (
    aligned,
    check_clusters,
    check_group,
    check_whole,
)


def stability(
    score,
    X: pd.DataFrame,
    y,
    *,
    clusters=None,
    train=None,
    rows=None,
    ties=None,
    background=None,
    refits: int = 20,
    explainer: Callable[..., Attribution] | None = None,
) -> Stability:
    """Refit a score on resampled neighbourhoods, each time with another seed, and explain again.

    Parameters
    ----------
    score : OpaqueScore, or whatever else :func:`explain` takes
        Fitted on the training rows; it is cloned for the refits.
    X : DataFrame of shape (n, p), or array
        Everybody.
    y : array of shape (n,)
        What it was trained on. A Series is read by its index.
    clusters : array of shape (n,), optional
        Such as neighbourhoods: drawn together, with replacement. Each person is one if left out.
    train : boolean array of shape (n,), optional
        The training rows; everybody if left out.
    rows : array of positions, or boolean mask over X, optional
        Whom to explain; everybody if left out.
    ties : sparse matrix of shape (n, n), optional
    background : DataFrame of shape (m, p), or boolean mask over X, optional
        The same reference people for every refit; at most 1,000 of X if left out.
    refits : int
        At least 2.
    explainer : callable, optional
        Called like :func:`explain`; ``explain`` itself if left out.

    Returns
    -------
    Stability

    Raises
    ------
    ValueError
        For too few refits, or masks that do not fit.
    """
    check_whole("refits", refits, least=2)
    index, everybody = getattr(X, "index", None), np.ones(len(X), dtype=bool)
    train = everybody if train is None else check_group("train", train, len(X), index=index)
    clusters = np.arange(len(X)) if clusters is None else clusters
    clusters = check_clusters(clusters, len(X), index=index)
    chosen = positions("rows", rows, as_table(X).index)
    reference, _ = reference_people(as_table(X), background)
    y = np.asarray(y) if index is None else aligned("y", y, index)
    if len(y) != len(X):
        raise ValueError(f"y must have one value for each of {len(X)} people; received {len(y)}")
    explainer = explainer or explain

    def look(fitted) -> Attribution:
        return explainer(fitted, X, ties=ties, background=reference, rows=chosen)

    told, seen = look(score), []
    for refit in range(refits):
        times = resample_clusters(clusters, refit) * train
        seen.append(look(refit_on(score, X, y, times, seed=refit)))
    values = np.stack([why.rows.to_numpy() for why in seen])
    return Stability(told, values, np.stack([why.published for why in seen]).astype(float))
