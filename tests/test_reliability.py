"""How a score is measured on people it was not trained on."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.reliability import N_BINS, measure


def logit(share):
    return np.log(share / (1 - np.asarray(share)))


def test_errors_that_cancel_between_bins_still_count():
    """The lower half keeps more often than forecast and the upper half less: right on average."""
    forecast = np.repeat([0.3, 0.7], 500)
    kept = np.tile([0, 1], 500)
    found = measure(logit(forecast), kept)
    assert abs(forecast.mean() - kept.mean()) < 1e-12
    assert found.calibration_error == pytest.approx(0.2)


def test_calibration_is_measured_over_ten_equal_groups_by_forecast():
    """Errors of opposite sign side by side: as many bins as these cancel, and no more."""
    tenth = np.repeat(np.arange(10), 100)
    forecast = 0.05 + 0.1 * tenth
    shift = np.where(tenth % 2, -0.04, 0.04)
    number = np.tile(np.arange(100), 10)
    kept = number < np.rint(100 * (forecast + shift))
    order = np.random.default_rng(0).permutation(1_000)
    found = measure(logit(forecast)[order], kept[order])
    assert N_BINS == 10 and found.calibration_error == pytest.approx(0.04)
    halved = measure(logit(np.repeat(forecast, 2)), np.repeat(kept, 2))
    assert halved.calibration_error == pytest.approx(0.04) and halved.n_people == 2_000


def test_the_auc_is_scikit_learn_s_and_the_sentence_says_whose_word_it_is():
    rng = np.random.default_rng(1)
    margin, kept = rng.normal(size=300), rng.random(300) < 0.7
    found = measure(margin, kept, outcome="true")
    assert found.auc == pytest.approx(roc_auc_score(kept, margin))
    assert "On 300 people" in found.text and "(true outcome)" in found.text
