"""How good a score is on people it was not trained on. It stands beside every explanation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.metrics import mean_absolute_error, r2_score, roc_auc_score

N_BINS = 10
GIVEN = "given"
HELD_OUT_BY_WORD = "whom, by the word of whoever asked, the model was not trained on"


@dataclass(frozen=True)
class Reliability:
    """Accuracy and calibration on people a score was not trained on.

    Attributes
    ----------
    n_people : int
    auc : float
        Share of pairs, one who kept and one who broke promises, that the score ranks rightly.
    calibration_error : float or None
        Mean distance, over ten equal groups by forecast, between the forecast share of kept
        promises and the observed one; none for a model that states no probability.
    outcome : str
        Whose word the outcome is: "recorded", "true", or "given" by whoever asked.
    """

    n_people: int
    auc: float
    calibration_error: float | None
    outcome: str = "recorded"

    @property
    def text(self) -> str:
        """One sentence for people without machine learning."""
        ranks = f"ranks {self.auc:.0%} of the pairs rightly (AUC {self.auc:.2f})"
        if self.calibration_error is None:
            off = "states no probability that could be held against the outcomes"
        else:
            off = f"off by {100 * self.calibration_error:.1f} percentage points on average"
        if self.outcome != GIVEN:
            return (
                f"On {self.n_people:,} people it was not trained on, the score {ranks}, and its "
                f"forecast is {off} ({self.outcome} outcome)."
            )
        end = off if self.calibration_error is None else f"its probability is {off}"
        return f"On {self.n_people:,} people {HELD_OUT_BY_WORD}, it {ranks}, and {end}."


@dataclass(frozen=True)
class PredictionReliability:
    """How near a model's predicted numbers come to outcomes that whoever asked gave.

    Attributes
    ----------
    n_people : int
    r2 : float
        Share of the outcome's variance that the prediction takes away; below 0 it is worse than
        the mean.
    mean_error : float
        Mean distance of prediction and outcome, in the outcome's unit.
    """

    n_people: int
    r2: float
    mean_error: float

    @property
    def text(self) -> str:
        """One sentence for people without machine learning."""
        return (
            f"On {self.n_people:,} people {HELD_OUT_BY_WORD}, its prediction is off by "
            f"{self.mean_error:,.3g} on average (R² {self.r2:.2f})."
        )


def measure(margin, kept, *, outcome: str = "recorded") -> Reliability:
    """Compare a score's forecasts with what happened.

    Parameters
    ----------
    margin : array of shape (n,)
        Log-odds of keeping promises.
    kept : array of shape (n,)
        1 = kept; both outcomes must occur.
    outcome : str
        Whose word the outcome is.

    Returns
    -------
    Reliability
    """
    margin = np.asarray(margin, float)
    return measure_ranking(margin, kept, expit(margin), outcome=outcome)


def measure_ranking(ranking, kept, probability=None, *, outcome: str = GIVEN) -> Reliability:
    """Compare what ranks people, and the probabilities that a model states, with what happened.

    Parameters
    ----------
    ranking : array of shape (n,)
        The more, the likelier.
    kept : array of shape (n,)
        1 = it happened; both outcomes must occur.
    probability : array of shape (n,), optional
    outcome : str
        Whose word the outcome is.
    """
    ranking, kept = np.asarray(ranking, float), np.asarray(kept, float)
    error = None
    if probability is not None:
        groups = np.array_split(np.argsort(ranking, kind="stable"), N_BINS)
        gaps = [len(g) * abs(probability[g].mean() - kept[g].mean()) for g in groups if len(g)]
        error = float(sum(gaps) / len(kept))
    return Reliability(len(kept), float(roc_auc_score(kept, ranking)), error, outcome)


def measure_prediction(prediction, outcome) -> PredictionReliability:
    """Compare predicted numbers with outcomes; both of shape (n,), at least two people."""
    return PredictionReliability(
        len(outcome),
        float(r2_score(outcome, prediction)),
        float(mean_absolute_error(outcome, prediction)),
    )
