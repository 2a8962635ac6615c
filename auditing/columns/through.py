"""Through which columns groups' scores differ: exact values of the model, or of a surrogate.

Who holds only a table does not hold the model. Boosted trees fitted to the score on one half of the
people stand in for it; how well they do, in points, is measured on the other half, and the gap is
decomposed there by exact interventional Shapley values (:func:`explainers.explain`). It is a
statement about the surrogate: a column that the model used may be spoken for by another that it did
not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from auditing.reading.frame import People, opened
from auditing.reading.labels import UNKNOWN

MAX_FITTED = 100_000  # people on each half
MAX_EXPLAINED = 20_000
MIN_PEOPLE = 50
MAX_VALUES = 200
ROUNDED = 0.5  # points between a score and its model's answer


@dataclass(frozen=True, eq=False)
class Through:
    """Gaps by column.

    Attributes
    ----------
    exact : bool
        Whether the model itself was decomposed, whose answers are the scores, not a surrogate.
    n_people : int
        People held out (or explained, of the model itself).
    error : float
        Mean absolute error of the surrogate on people held out, in points; 0 of the model itself.
    explained : float
        Share of the scores' variance on people held out that the surrogate explains.
    tables : dict of (str, str) to DataFrame
        By column and label of a group: ``column``, ``points``, ``low`` and ``high``, largest first.
    gaps : dict of (str, str) to tuple of float
        The gap in the score itself and in the surrogate, among the same people.
    left_out : tuple of str
        Columns that no tree was given: texts of more than 200 values.
    """

    exact: bool
    n_people: int
    error: float
    explained: float
    tables: dict[tuple[str, str], pd.DataFrame] = field(repr=False)
    gaps: dict[tuple[str, str], tuple[float, float]]
    left_out: tuple[str, ...] = ()


def decompose(table, columns: Sequence[str], people: People, asked: dict, model=None) -> Through:
    """Fit a surrogate, or take the model, and decompose every group's gap.

    Parameters
    ----------
    table : DataFrame
    columns : sequence of str
        The score's inputs.
    people : People
    asked : dict
        ``seed`` of the audit.
    model : optional
        As :func:`explainers.explain` takes it.
    """
    from explainers import decompose_gap, explain

    inputs, left = _inputs(table, columns, people, asked, keep=model is not None)
    rng = np.random.default_rng([asked["seed"], 7])
    n = len(people.score)
    unit = np.arange(n) if people.clusters is None else people.clusters
    first = rng.permutation(unit.max() + 1)[unit] % 2 == 0
    held = np.flatnonzero(~first if model is None else np.ones(n, dtype=bool))
    held = np.sort(rng.permutation(held)[:MAX_EXPLAINED])
    error, explained = 0.0, 1.0
    score = people.score[held]
    own = model
    if model is None:
        fitted = np.sort(rng.permutation(np.flatnonzero(first))[:MAX_FITTED])
        model = _fit(inputs.iloc[fitted], people.score[fitted], asked["seed"])
        off = score - model.predict(inputs.iloc[held])
        error = float(np.abs(off).mean())
        explained = float(1 - off.var() / score.var()) if score.var() > 0 else 0.0
    why = explain(model, inputs.iloc[held].reset_index(drop=True))
    if own is not None:
        _check_answers(why.published, score)
    tables, gaps = {}, {}
    for name, labels in people.labels.items():
        codes = people.codes[name][held]
        for place, label in enumerate(labels):
            inside, rest = codes == place, (codes != place) & (codes != UNKNOWN)
            if min(inside.sum(), rest.sum()) < MIN_PEOPLE:
                continue
            keep = inside | rest
            member = pd.Series(np.where(keep, inside, None), dtype=object)
            told = decompose_gap(
                why, member, clusters=None if people.clusters is None else unit[held]
            )
            tables[name, label] = told.table
            gaps[name, label] = float(score[inside].mean() - score[rest].mean()), told.points
    return Through(own is not None, len(held), error, explained, tables, gaps, tuple(left))


def _check_answers(published: np.ndarray, score: np.ndarray) -> None:
    """Require that a model's answers are the scores, to the half point of rounding."""
    off = np.abs(published - score)
    allowed = max(ROUNDED, 1e-6 * float(np.abs(score).max()))
    if (off > allowed).any():
        raise ValueError(
            f"model must be the score's own; its answers differ from the scores by up to "
            f"{off.max():.6g}"
        )


def _inputs(table, columns, people: People, asked: dict, *, keep: bool):
    """Take the inputs: numbers as they are, labels as categories; never the score itself."""
    for name in columns:
        if name in (asked["score"], asked["outcome"]):
            raise ValueError(f"columns must be the score's inputs; received {name!r}")
    told, left = {}, []
    _, take = opened(table)
    for name in columns:
        series = take(name).iloc[people.rows].reset_index(drop=True)
        if keep or pd.api.types.is_numeric_dtype(series.dtype):
            told[name] = series
        elif series.nunique() <= MAX_VALUES:
            told[name] = series.astype("category")
        else:
            left.append(name)
    if not told:
        raise ValueError("columns must hold numbers or labels; received none that does")
    return pd.DataFrame(told), left


def _fit(inputs: pd.DataFrame, score: np.ndarray, seed: int):
    from sklearn.ensemble import HistGradientBoostingRegressor

    trees = HistGradientBoostingRegressor(
        max_iter=300, max_leaf_nodes=16, learning_rate=0.1, min_samples_leaf=20,
        early_stopping=True, validation_fraction=0.15,
        categorical_features="from_dtype", random_state=seed,
    )  # fmt: skip
    return trees.fit(inputs, score)
