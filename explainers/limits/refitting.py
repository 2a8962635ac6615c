"""Fit a score once more: on a draw of people, with another seed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.utils.validation import has_fit_parameter

from scoring.opaque import OpaqueScore


def refit_on(score, X, y: np.ndarray, times: np.ndarray, *, seed: int):
    """Fit a copy of a score on people as often as they are drawn.

    Parameters
    ----------
    score : OpaqueScore, or a scikit-learn model or pipeline
    X : DataFrame of shape (n, p), or array
    y : ndarray of shape (n,)
    times : ndarray of shape (n,)
        How often each person is drawn: weights, or repeated rows where a fit takes no weights,
        as that of a pipeline.
    seed : int
        For every ``random_state`` in the score.

    Returns
    -------
    fitted copy of ``score``
    """
    copy = clone(score)
    seeds = [name for name in copy.get_params() if name.split("__")[-1] == "random_state"]
    copy.set_params(**dict.fromkeys(seeds, seed))
    measure = {"measure": False} if isinstance(score, OpaqueScore) else {}
    if has_fit_parameter(copy, "sample_weight"):
        train = times > 0
        return copy.fit(X[train], y[train], sample_weight=times[train], **measure)
    drawn = np.repeat(np.arange(len(y)), times.astype(np.intp))
    return copy.fit(X.iloc[drawn] if isinstance(X, pd.DataFrame) else X[drawn], y[drawn])
