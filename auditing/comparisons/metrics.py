"""What is compared: each metric is a share or mean of people, under fairlearn's name.

With ``s`` the score, ``t`` a threshold and ``y`` the outcome, the prediction is ``s >= t``, so

- ``mean_score``: mean of ``s``;
- ``selection_rate``: P(s >= t);
- ``outcome_rate``: P(y = 1), the base rate;
- ``true_positive_rate``: P(s >= t | y = 1); ``false_positive_rate``: P(s >= t | y = 0);
- ``precision``: P(y = 1 | s >= t);
- ``calibration``: P(y = 1 | s in a band), which calibration within groups holds equal;
- ``ranking``: P(s_i > s_j | y_i = 1, y_j = 0), ties counted half; the area under the ROC curve.

False negative and true negative rates are one minus two of these, and so are their gaps, with the
sign turned. References: Hardt, Price & Srebro (2016); Kleinberg et al. (2017); DeLong et al.
(1988).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from auditing.reading.tally import Tally

MEAN, RANKING = "mean_score", "ranking"
OF_DECISIONS = ("selection_rate",)
OF_OUTCOMES = ("true_positive_rate", "false_positive_rate", "precision")


@dataclass(frozen=True)
class Metric:
    """One metric.

    Attributes
    ----------
    name : str
    low, high : float or None
        Threshold, or lower and upper end of a band (the upper end is outside).
    """

    name: str
    low: float | None = None
    high: float | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it is a share of people, from 0 to 1."""
        return self.name != MEAN

    def parts(self, tally: Tally) -> tuple[np.ndarray, np.ndarray]:
        """Return what one person of each row adds to numerator and denominator; shapes (r,)."""
        ones = np.ones(len(tally.n))
        if self.name == MEAN:
            return tally.middle - tally.centre, ones
        ends, y = tally.edges[tally.bin], tally.outcome
        reached = ends >= (-np.inf if self.low is None else self.low)
        if self.name == "selection_rate":
            return reached.astype(float), ones
        if self.name == "outcome_rate":
            return (y == 1).astype(float), (y >= 0).astype(float)
        if self.name == "true_positive_rate":
            return (reached & (y == 1)).astype(float), (y == 1).astype(float)
        if self.name == "false_positive_rate":
            return (reached & (y == 0)).astype(float), (y == 0).astype(float)
        inside = reached & (ends < (np.inf if self.high is None else self.high)) & (y >= 0)
        return (inside & (y == 1)).astype(float), inside.astype(float)


def metrics_of(
    thresholds: Sequence[float], bands: Sequence[float], *, outcome: bool
) -> tuple[Metric, ...]:
    """List what an audit compares.

    Parameters
    ----------
    thresholds, bands : sequence of float
        ``bands`` are the lower ends of bands; each is a threshold as well.
    outcome : bool
        Whether outcomes are known.
    """
    at = sorted({*map(float, thresholds), *map(float, bands)})
    found = [Metric(MEAN), *(Metric("selection_rate", t) for t in at)]
    if outcome:
        found += [Metric("outcome_rate"), Metric(RANKING)]
        found += [Metric(name, t) for t in at for name in OF_OUTCOMES]
        ends = [None, *sorted(map(float, bands)), None]
        if bands:
            found += [Metric("calibration", *pair) for pair in pairwise(ends)]
    return tuple(found)
