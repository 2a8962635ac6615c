"""Intervals for other trainings: how neighbourhoods are dealt out, and how variances add up."""

import numpy as np
import pytest
from scipy.stats import t

from explainers.marks.marking import mark_trial
from explainers.marks.spread import Differences, from_sample
from explainers.marks.trial import prepare
from scoring import OpaqueScore
from scoring.groups import difference
from scoring.parts import part_clusters, scale_of_parts, variance_by_parts
from synthetic_data import BIASES, make_population

N = 3_000


@pytest.mark.parametrize("number", [2, 3, 8])
def test_whole_neighbourhoods_are_dealt_out_evenly(number):
    country = make_population(N, scenario="level", seed=2)
    member = (country.protected["community"] == "hill").to_numpy()
    part = part_clusters(country.places, number, member, seed=1)
    parts_of = {place: set(part[country.places == place]) for place in np.unique(country.places)}
    assert all(len(parts) == 1 for parts in parts_of.values())
    sizes = np.bincount([next(iter(parts)) for parts in parts_of.values()])
    assert len(sizes) == number and sizes.max() - sizes.min() <= 1
    held = np.bincount(part, weights=member)
    assert held.max() < 2 * held.min()
    assert np.array_equal(part, part_clusters(country.places, number, member, seed=1))
    assert not np.array_equal(part, part_clusters(country.places, number, member, seed=2))


def test_the_variance_of_parts_is_that_of_a_mean():
    """Of means, whole = mean of the parts, and the estimate is the textbook's s^2 / P."""
    values = np.random.default_rng(0).normal(5, 1, (8, 3))
    expected = values.std(axis=0, ddof=1) ** 2 / 8
    assert np.allclose(variance_by_parts(values.mean(axis=0), values), expected)
    shrunken = values / 1.5
    assert np.allclose(variance_by_parts(values.mean(axis=0), shrunken), expected)
    assert np.allclose(variance_by_parts(values.mean(axis=0), shrunken, scale=1), expected / 2.25)


@pytest.mark.parametrize(
    ("whole", "parts", "scale"),
    [(10, 10, 1), (10, 20, 1), (10, 8, 1.25), (-10, -8, 1.25), (10, 1, 2), (10, 0, 2), (0, 0, 1)],
)
def test_spreads_are_scaled_up_never_down_and_at_most_twice(whole, parts, scale):
    assert scale_of_parts([whole], [[parts], [parts]]) == pytest.approx([scale])


@pytest.mark.parametrize("size", [30, 300])
def test_of_a_sample_its_own_people_are_uncertain_too(size):
    """Where a row has nothing to do with what is known of all, the interval is the sample's own."""
    rng = np.random.default_rng(size)
    n, some = 2_000, np.arange(size)
    planted, rows = rng.normal(size=n), rng.normal(size=(size, 1))
    member, everybody = np.arange(n) % 2 == 0, np.arange(n)
    told = from_sample(rows, planted, some, member, everybody, np.zeros(1))
    (own,) = Differences.of(rows, member[some], everybody[some]).half()
    assert told.half() == pytest.approx(own, rel=0.15)


def test_degrees_of_freedom_are_those_of_the_larger_variance():
    people = Differences(np.zeros(3), np.array([4.0, 0.0, 4.0]), 30)
    parts = np.array([[0, -1, -1], [0, 1, 1]]) * np.array([1, 2, 2])
    half = people.half(parts, scale=1)
    trained = np.array([0, 4, 4])  # s^2 / 2 of -2 and 2
    degrees = [30, 1, (4 + 4) ** 2 / (4**2 / 30 + 4**2 / 1)]
    assert np.allclose(half, t.ppf(0.975, degrees) * np.sqrt(np.array([4, 0, 4]) + trained))
    assert np.allclose(people.half(), t.ppf(0.975, 30) * np.array([2, 0, 2]))


@pytest.fixture(scope="module")
def ready():
    country = make_population(N, scenario="level", doses={"camera_error": 1.0}, seed=3)
    train = country.split()[0]
    score = OpaqueScore("scorecard").fit(country.observed[train], country.recorded[train])
    hill = BIASES["camera_error"].harmed(country)
    return prepare(score, country, "camera_error", hill, refits=4)


def test_parts_are_trained_on_their_own_people_who_share_nobody(ready):
    train = ready.population.split()[0]
    part = part_clusters(ready.population.places, 4, ready.member, seed=ready.population.seed)
    for k, pair in enumerate(ready.parts):
        for view in pair:
            rows = train & (part == k)
            own = OpaqueScore("scorecard").fit(view.table[rows], view.world.recorded[rows])
            assert np.allclose(own.own_points(view.table), view.score.own_points(view.table))
    assert ready.parts[0][0].world is ready.population
    assert ready.parts[0][1].world is ready.kept.world


def test_reference_people_are_drawn_evenly_from_the_training_people_of_this_world(ready):
    people = np.flatnonzero(ready.population.split()[0])
    evenly = people[np.linspace(0, len(people) - 1, 1_000).round().astype(int)]
    assert ready.background.equals(ready.population.observed.iloc[evenly])
    assert not ready.background.equals(ready.kept.table.iloc[evenly])


def test_the_interval_is_made_of_people_and_of_parts(ready):
    """Planted's interval, worked out by hand from scores alone."""

    def moved(world, twin):
        return world.score.predict(world.table) - twin.score.predict(twin.table).astype(float)

    found, places = mark_trial(ready), ready.population.places
    points, half = difference(
        moved(ready.with_bias, ready.retrained)[:, None], ready.member, places
    )
    people = half[0] / t.ppf(0.975, len(np.unique(places)) - 1)  # all have hill people
    parts = [difference(moved(*pair)[:, None], ready.member)[0][0] for pair in ready.parts]
    scale = min(max(abs(points[0] / np.mean(parts)), 1), 2)
    trained = scale**2 * np.var(parts, ddof=1) / len(parts)
    low, high = found.retrained.planted_interval
    assert found.refits == 4 and low < points[0] < high
    assert (high - low) / 2 > 1.9 * np.hypot(people, np.sqrt(trained))
    low, high = found.kept.planted_interval
    kept = moved(ready.with_bias, ready.kept)[:, None]
    assert (high - low) / 2 == pytest.approx(difference(kept, ready.member, places)[1][0])


def test_what_an_auditor_reads_is_for_other_trainings_as_well(ready):
    found, places = mark_trial(ready), ready.population.places
    world, twin = zip(*ready.parts, strict=True)
    for view, parts, told, ends in (
        (ready.with_bias, world, found.carriers_gap, found.carriers_gap_interval),
        (
            ready.retrained,
            twin,
            found.carriers_gap_without_bias,
            found.carriers_gap_without_bias_interval,
        ),
    ):
        read = [
            one.exact(ready.background).rows["recorded_offences"].to_numpy()[:, None]
            for one in (view, *parts)
        ]
        whole, *small = [Differences.of(values, ready.member, places) for values in read]
        half = whole.half([one.points for one in small])
        assert told == pytest.approx(whole.points[0])
        assert ends == pytest.approx((told - half[0], told + half[0]))
        assert half[0] > whole.half()[0]


def test_a_training_of_few_broken_promises_is_cut_into_fewer_parts_or_refused(ready):
    country = ready.population
    few = np.zeros(N, bool)
    few[np.flatnonzero(country.recorded == 0)[:35]] = True
    few |= (country.recorded == 1).to_numpy() & (np.arange(N) < 800)
    score, hill = ready.with_bias.score, ready.member
    assert len(prepare(score, country, "camera_error", hill, train=few, refits=8).parts) == 3
    few[np.flatnonzero(few & (country.recorded == 0).to_numpy())[15:]] = False
    with pytest.raises(ValueError, match=r"train must hold at least 20 kept .* received 15"):
        prepare(score, country, "camera_error", hill, train=few)


def test_of_everybody_the_sample_s_estimate_is_the_difference_itself():
    generator = np.random.default_rng(1)
    member, clusters = generator.random(500) < 0.3, np.arange(500) // 10
    planted, rows = generator.normal(size=500), generator.normal(size=(500, 2))
    weights = np.array([0.0, -0.5])
    everybody = np.arange(500)
    told = from_sample(rows, planted, everybody, member, clusters, weights)
    whole = Differences.of(rows + planted[:, None] * weights, member, clusters)
    assert np.allclose(told.points, whole.points) and told.degrees == whole.degrees - 1
