"""How a score is measured on people it was not trained on, against forecasts made by hand."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring import OpaqueScore
from scoring.reliability import N_BINS, measure
from synthetic_data import make_population


def log_odds(chance):
    return np.log(chance / (1 - np.asarray(chance)))


def test_a_forecast_that_comes_true_in_every_tenth_is_off_by_nothing():
    """Ten groups of 100 with chances 0.05, 0.15 … 0.95, as many of whom keep promises."""
    hundredths = np.arange(5, 100, 10)
    kept = (np.arange(100) < hundredths[:, None]).ravel()
    found = measure(np.repeat(log_odds(hundredths / 100), 100), kept)
    assert found.calibration_error == pytest.approx(0, abs=1e-12) and found.n_people == 1_000


def test_too_high_in_one_group_is_not_made_good_by_too_low_in_another():
    """The lower half keeps more often than forecast and the upper half less: right on average."""
    forecast, kept = np.repeat([0.3, 0.7], 500), np.tile([0, 1], 500)
    found = measure(log_odds(forecast), kept)
    assert abs(forecast.mean() - kept.mean()) < 1e-12
    assert found.calibration_error == pytest.approx(0.2)


def test_calibration_is_measured_over_ten_equal_groups_by_forecast():
    """Errors of opposite sign side by side: as many bins as these cancel, and no more."""
    forecast = 0.05 + 0.1 * np.repeat(np.arange(10), 100)
    shift = np.where(np.repeat(np.arange(10), 100) % 2, -0.04, 0.04)
    kept = np.tile(np.arange(100), 10) < np.rint(100 * (forecast + shift))
    order = np.random.default_rng(0).permutation(1_000)
    found = measure(log_odds(forecast)[order], kept[order])
    assert N_BINS == 10 and found.calibration_error == pytest.approx(0.04)
    twice = measure(log_odds(np.repeat(forecast, 2)), np.repeat(kept, 2))
    assert twice.calibration_error == pytest.approx(0.04) and twice.n_people == 2_000


def test_each_group_counts_by_its_people():
    """Of 11 people the lowest two are one group: it is off by 0.5, the others by 0.1."""
    forecast = np.array([0.5, 0.5, *np.linspace(0.51, 0.59, 9)])
    kept = np.array([0, 0, *np.ones(9)])
    by_hand = (2 * 0.5 + (1 - forecast[2:]).sum()) / 11
    found = measure(log_odds(forecast), kept)
    assert found.calibration_error == pytest.approx(by_hand, abs=1e-12)


def test_the_auc_is_scikit_learn_s_and_the_sentence_says_whose_word_it_is():
    rng = np.random.default_rng(1)
    margin, kept = rng.normal(size=300), rng.random(300) < 0.7
    found = measure(margin, kept, outcome="true")
    assert found.auc == pytest.approx(roc_auc_score(kept, margin))
    assert "On 300 people" in found.text and "(true outcome)" in found.text


def test_the_points_table_is_held_against_its_own_margin():
    country = make_population(500, scenario="level", seed=2)
    score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    margin = np.log(20) + (score.own_points(country.observed) - 650) / 60
    by_hand = measure(margin, country.recorded)
    assert score.reliability_.auc == pytest.approx(by_hand.auc)
    assert score.reliability_.calibration_error == pytest.approx(by_hand.calibration_error)
