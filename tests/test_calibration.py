"""Calibration against forecasts written down by hand."""

import numpy as np
import pytest

from scoring import OpaqueScore
from scoring.reliability import measure
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
    """Half the groups foresee 0.8 where 0.7 keep, the others 0.3 where 0.4 do: 0.1 on average."""
    forecast = np.repeat([0.3, 0.8], 500)
    kept = np.tile(np.arange(100) < 40, 5).tolist() + np.tile(np.arange(100) < 70, 5).tolist()
    found = measure(log_odds(forecast), kept)
    assert found.calibration_error == pytest.approx(0.1, abs=1e-12)


def test_ten_groups_are_seen_and_each_counts_by_its_people():
    """Of 11 people the lowest two are one group: it is off by 0.5, the others by 0.1."""
    forecast = np.array([0.5, 0.5, *np.linspace(0.51, 0.59, 9)])
    kept = np.array([0, 0, *np.ones(9)])
    by_hand = (2 * 0.5 + (1 - forecast[2:]).sum()) / 11
    found = measure(log_odds(forecast), kept)
    assert found.calibration_error == pytest.approx(by_hand, abs=1e-12)
    assert found.auc == 1


def test_the_points_table_is_held_against_its_own_margin():
    country = make_population(500, scenario="level", seed=2)
    score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    margin = np.log(20) + (score.own_points(country.observed) - 650) / 60
    by_hand = measure(margin, country.recorded)
    assert score.reliability_.auc == pytest.approx(by_hand.auc)
    assert score.reliability_.calibration_error == pytest.approx(by_hand.calibration_error)
