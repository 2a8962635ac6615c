"""How good a score is, by outcomes that whoever asks for an explanation gives.

They say that these people were held out of the training; nothing here can check it. On people a
model was trained on it looks better than it is.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.base import is_classifier

from explainers.points.inputs import as_fitted
from explainers.points.margins import margin
from scoring.reliability import (
    GIVEN,
    PredictionReliability,
    Reliability,
    measure,
    measure_prediction,
    measure_ranking,
)
from scoring.scale import margin_from_points
from synthetic_data.arguments import aligned


def reliability_of_score(scores, y, index: pd.Index) -> Reliability:
    """Measure an OpaqueScore's points before rounding; the larger of the outcomes is "kept"."""
    outcomes = _outcomes(y, index)
    return measure(margin_from_points(scores), _kept(outcomes, _two(outcomes)), outcome=GIVEN)


def reliability_of_model(model, table: pd.DataFrame, y) -> Reliability | PredictionReliability:
    """Measure a reader's own model.

    Parameters
    ----------
    model : estimator
        Fitted, with one output or two classes.
    table : DataFrame of shape (n, p)
    y : array of shape (n,)

    Raises
    ------
    ValueError
        If ``y`` has another length, missing outcomes or others than the classifier's classes, both
        of which must occur; of a regressor, if they are no finite numbers or all the same.
    """
    outcomes, asked = _outcomes(y, table.index), as_fitted(model, table)
    if is_classifier(model):
        kept = _kept(outcomes, model.classes_.tolist())
        states = hasattr(model, "predict_proba")
        probability = model.predict_proba(asked)[:, 1] if states else None
        return measure_ranking(margin(model, asked), kept, probability)
    try:
        numbers = outcomes.astype(float)
    except (TypeError, ValueError):
        numbers = np.array([np.nan])
    if not np.isfinite(numbers).all() or len(np.unique(numbers)) < 2:
        raise ValueError(
            f"y must hold finite numbers, at least two different ones; received {_shown(outcomes)}"
        )
    return measure_prediction(np.ravel(model.predict(asked)), numbers)


def _outcomes(y, index: pd.Index) -> np.ndarray:
    outcomes = aligned("y", y, index)
    if outcomes.shape != (len(index),):
        raise ValueError(
            f"y must have one outcome for each of {len(index)} people; received shape "
            f"{outcomes.shape}"
        )
    n_missing = int(pd.isna(outcomes).sum())
    if n_missing:
        raise ValueError(f"y must have no missing outcomes; received {n_missing}")
    return outcomes


def _two(outcomes: np.ndarray) -> list:
    return sorted(set(outcomes.tolist()), key=lambda value: (str(type(value)), value))[:3]


def _kept(outcomes: np.ndarray, classes: list) -> np.ndarray:
    """Return 1 where the outcome is the second class, 0 where it is the first."""
    found = set(outcomes.tolist())
    if len(classes) != 2 or found != set(classes):
        raise ValueError(
            f"y must hold two outcomes, and both of {classes}; received {_shown(outcomes)}"
        )
    return np.array([value == classes[1] for value in outcomes.tolist()], dtype=float)


def _shown(outcomes: np.ndarray) -> str:
    return ", ".join(repr(value) for value in list(dict.fromkeys(outcomes.tolist()))[:4])
