"""How good a score is on people it was not trained on. It stands beside every explanation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

N_BINS = 10


@dataclass(frozen=True)
class Reliability:
    """Accuracy and calibration on people a score was not trained on.

    Attributes
    ----------
    n_people : int
    auc : float
        Share of pairs, one who kept and one who broke promises, that the score ranks rightly.
    calibration_error : float
        Mean distance, over ten equal groups by forecast, between the forecast share of kept
        promises and the observed one.
    outcome : str
        Whose word the outcome is: "recorded" or "true".
    """

    n_people: int
    auc: float
    calibration_error: float
    outcome: str = "recorded"

    @property
    def text(self) -> str:
        """One sentence for people without machine learning."""
        return (
            f"On {self.n_people:,} people it was not trained on, the score ranks {self.auc:.0%} "
            f"of the pairs rightly (AUC {self.auc:.2f}), and its forecast is off by "
            f"{100 * self.calibration_error:.1f} percentage points on average "
            f"({self.outcome} outcome)."
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
    margin, kept = np.asarray(margin, float), np.asarray(kept, float)
    forecast = 1 / (1 + np.exp(-margin))
    groups = np.array_split(np.argsort(margin, kind="stable"), N_BINS)
    gaps = [len(g) * abs(forecast[g].mean() - kept[g].mean()) for g in groups if len(g)]
    return Reliability(
        len(kept), float(roc_auc_score(kept, margin)), float(sum(gaps) / len(kept)), outcome
    )
