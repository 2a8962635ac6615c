"""The scale: from a model's margin to published points. The only place that knows it.

A margin is the log-odds of keeping promises. Points are linear in it,

    points = 650 + 60 * (margin - ln 20)

so 650 points stand for odds of 20 to 1, about those of the person in the middle, and about 42
points double the odds. The published score is rounded and clipped to 350-950, once, at the end.
The range is the one that the press reported for Sesame Credit (cited); everything else here is
invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MIN_POINTS = 350
MAX_POINTS = 950
REFERENCE_POINTS = 650.0
REFERENCE_MARGIN = float(np.log(20.0))
POINTS_PER_LOGIT = 60.0

#: Lowest score of each band; the limits stood in a launch article of January 2015 (cited), the
#: names are ours.
BANDS = {"poor": 350, "fair": 550, "good": 600, "very good": 650, "excellent": 700}


def points_from_margin(margin):
    """Turn log-odds of keeping promises into points, before rounding and clipping."""
    return REFERENCE_POINTS + POINTS_PER_LOGIT * (np.asarray(margin, float) - REFERENCE_MARGIN)


def margin_from_points(points):
    """Turn points back into log-odds of keeping promises."""
    return REFERENCE_MARGIN + (np.asarray(points, float) - REFERENCE_POINTS) / POINTS_PER_LOGIT


@dataclass(frozen=True)
class Scale:
    """How the margin of a kind of model is read.

    Attributes
    ----------
    per_unit : float
        Points for each unit of the margin.
    points, log_odds : callable
        From margins to points, and to log-odds of keeping promises.
    """

    per_unit: float
    points: Callable
    log_odds: Callable


LOG_ODDS = Scale(POINTS_PER_LOGIT, points_from_margin, np.asarray)
IN_POINTS = Scale(1.0, np.asarray, margin_from_points)


def publish(points) -> np.ndarray:
    """Round to whole points and clip to the scale; an array of int."""
    return np.clip(np.rint(points), MIN_POINTS, MAX_POINTS).astype(int)


def band(points) -> np.ndarray:
    """Name the band of each published score.

    Examples
    --------
    >>> band([350, 599, 600, 950]).tolist()
    ['poor', 'fair', 'good', 'excellent']
    """
    limits = np.array(list(BANDS.values()))
    return np.array(list(BANDS))[np.searchsorted(limits, points, side="right") - 1]
