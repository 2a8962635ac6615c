"""Recourse of a group: intervals that know that neighbours are alike."""

import numpy as np
import pandas as pd
import pytest

from explainers.recourse import Change, recourse_by_group
from explainers.recourse.intervals import median, of_difference, of_median, of_share
from scoring import OpaqueScore
from synthetic_data import make_population


def neighbours(rng, n_clusters, each, spread, centre=0.0):
    """Costs of neighbourhoods, infinite above 1, and whose they are."""
    clusters = np.repeat(np.arange(n_clusters), each)
    costs = centre + spread * rng.normal(size=n_clusters)[clusters] + rng.normal(size=len(clusters))
    return np.where(costs > 1, np.inf, 10 + np.round(costs, 2)), clusters


@pytest.mark.parametrize(("n_clusters", "each"), [(6, 5), (10, 8), (30, 4)])
def test_intervals_of_clusters_hold_what_those_of_single_people_miss(n_clusters, each):
    rng = np.random.default_rng(1)
    many, _ = neighbours(rng, 200_000, 1, 1.5)
    share, middle = np.isfinite(many).mean(), np.median(many)
    held = {True: np.zeros(3), False: np.zeros(3)}
    times = 100
    for seed in range(times):
        costs, clusters = neighbours(rng, n_clusters, each, 1.5)
        others, theirs = neighbours(rng, n_clusters, each, 1.5)
        for knows, found in held.items():
            own, both = (clusters, (clusters, theirs)) if knows else (None, None)
            low, high = of_share(np.isfinite(costs), own)
            first, last = of_median(costs, own)
            found += [low <= share <= high, first <= middle <= last, 0]
            if knows or seed < 10:
                below, above = of_difference(costs, others, both, seed=seed)[1]
                found[2] += below <= 0 <= above
    assert (held[True] >= 0.88 * times).all()
    assert (held[False][:2] < 0.85 * times).all()


def test_without_clusters_the_median_has_the_intervals_of_single_clusters():
    rng = np.random.default_rng(2)
    for n in (8, 24, 41):
        costs = rng.permutation(np.arange(1.0, n + 1))
        assert of_median(costs) == of_median(costs, np.arange(n))
        inside = costs > n / 3
        assert of_share(inside, np.arange(n)) == pytest.approx(of_share(inside), abs=0.08)
    assert of_median(np.arange(1.0, 25)) == (7.0, 18.0)  # the usual ranks of 24
    assert of_median(np.arange(4.0)) == (0.0, np.inf)


def test_the_median_of_costs_is_the_lower_one_as_infinite_ones_have_no_mean():
    assert median(np.array([4.0, np.inf, 2.0, np.inf])) == 4
    assert median(np.array([4.0, 1.0, 2.0])) == 2


@pytest.mark.parametrize("reached", [False, True])
def test_where_everybody_is_alike_each_cluster_counts_once(reached):
    clusters = np.repeat(np.arange(8), 10)
    low, high = of_share(np.full(80, reached), clusters)
    far = 1 - 0.025 ** (1 / 8)
    assert (low, high) == pytest.approx((1 - far, 1) if reached else (0, far))
    costs = np.full(80, 3.0 if reached else np.inf)
    assert of_median(costs, clusters) == (costs[0], costs[0])
    assert of_median(costs[:50], clusters[:50]) == (0, np.inf)


def test_too_few_clusters_hold_everything():
    costs, clusters = np.arange(1.0, 41), np.repeat(np.arange(4), 10)
    assert of_share(costs > 20, clusters) == (0, 1)
    assert of_median(costs, clusters) == (0, np.inf)
    many = np.arange(40)
    assert of_difference(costs, costs, (clusters, many), seed=0) == (0, (-np.inf, np.inf))
    with np.errstate(all="raise"):
        gone = np.full(40, np.inf)
        _, interval = of_difference(gone, gone, (many, many), seed=0)
        assert interval == (-np.inf, np.inf)
        assert of_difference(gone, costs, (many, many), seed=0) == (np.inf, (np.inf, np.inf))


def test_recourse_by_group_reads_clusters_by_index_and_says_what_it_counted():
    country = make_population(1_500, seed=3)
    score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    X, hill = country.observed, (country.protected["community"] == "hill").to_numpy()
    asked = dict(to="good", people=25, changes=(Change("late_payments", "down", 3.0),))
    places = pd.Series(country.places, index=X.index)
    alone = recourse_by_group(score, X, hill, **asked)
    with_places = recourse_by_group(score, X, hill, clusters=places.to_numpy(), **asked)
    shuffled = recourse_by_group(
        score, X, hill, clusters=places.sample(frac=1, random_state=1), **asked
    )
    pd.testing.assert_frame_equal(with_places.table, shuffled.table)
    assert with_places.interval == shuffled.interval
    same = ["below", "asked", "reach", "cost", "proved"]
    pd.testing.assert_frame_equal(alone.table[same], with_places.table[same])
    assert "too narrow" in alone.note
    assert with_places.note == "Each cluster is counted as independent."
    few = recourse_by_group(score, X, hill, clusters=np.arange(1_500) % 3, **asked)
    assert (few.table["reach_low"] == 0).all() and (few.table["reach_high"] == 1).all()
    assert np.isinf(few.table["cost_high"]).all() and few.interval == (-np.inf, np.inf)
    assert few.note.startswith("Fewer than 5 clusters are independent among members and")
    with pytest.raises(ValueError, match="clusters must have one label for each of 1500 people"):
        recourse_by_group(score, X, hill, clusters=[1, 2], **asked)
