"""What an audit says: verdicts, certificates, unknown groups, small groups."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from auditing import audit
from auditing.comparisons.checking import share_ends
from auditing.comparisons.findings import GAP, NONE_LARGER, NOT_ENOUGH, NOT_ESTIMABLE, judged
from auditing.comparisons.intervals import difference_ends, rate_ends, ratio_ends, side_ends
from auditing.comparisons.simultaneous import miss_each

TOLD = {
    "metric": "mean_score", "low_at": None, "high_at": None, "group": (("g", "a"),),
    "against": None, "people": 100, "people_against": 900, "difference": 0.0,
}  # fmt: skip


def table(sizes, shifts, seed=0, spread=100):
    rng = np.random.default_rng(seed)
    group = np.repeat([f"g{k}" for k in range(len(sizes))], sizes)
    shift = np.repeat(shifts, sizes)
    return pd.DataFrame({"g": group, "s": rng.normal(500, spread, len(group)) + shift})


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (1.0, 30.0, GAP),
        (-30.0, -1.0, GAP),
        (-9.0, 8.0, NONE_LARGER),
        (-9.0, 12.0, NOT_ENOUGH),
        (-np.inf, np.inf, NOT_ENOUGH),
    ],
)
def test_a_verdict_follows_from_the_interval(low, high, verdict):
    assert judged(TOLD | {"low": low, "high": high}, margin=10.0).verdict == verdict


def test_as_many_people_as_needed_do():
    """The number that is told, drawn, gives one of the verdicts that say something."""
    few = audit(table([60, 600], [2, 0]), score="s", groups="g", check=0)
    one = next(one for one in few.findings if one.metric == "mean_score")
    assert one.verdict == NOT_ENOUGH
    factor = 1.3 * one.people_needed / one.people  # it is said to be about that many
    for seed in range(5):
        sizes = [int(60 * factor), int(600 * factor)]
        more = audit(table(sizes, [2, 0], seed), score="s", groups="g", check=0, margin=one.margin)
        same = next(one for one in more.findings if one.metric == "mean_score")
        assert same.verdict in (GAP, NONE_LARGER)


@pytest.mark.parametrize("n", [1, 3, 8, 30])
@pytest.mark.parametrize("p", [0.003, 0.05, 0.3, 0.5, 0.98])
def test_an_interval_of_a_rate_covers_at_least_as_often_as_it_says(n, p):
    hits = np.arange(n + 1)
    rate = hits / n
    variance = rate * (1 - rate) / max(n - 1, 1e-9)
    full = np.full(n + 1, float(n))
    low, high = rate_ends(rate, variance, full, full, 0 * rate, 0.05)
    assert binom.pmf(hits, n, p)[(low <= p) & (p <= high)].sum() >= 0.95
    assert np.all((low >= 0) & (low <= rate) & (rate <= high) & (high <= 1))


def test_a_ratio_is_below_or_above_one_as_the_difference_is_below_or_above_zero():
    rng = np.random.default_rng(0)
    for _ in range(200):
        n, m = rng.integers(5, 400, 2)
        x, y = rng.integers(0, n + 1), rng.integers(0, m + 1)
        ends = [share_ends(int(x), int(n)), share_ends(int(y), int(m))]
        ratio, low, high = ratio_ends(x / n, y / m, *ends)
        if y:
            assert low <= ratio + 1e-9 and ratio <= high + 1e-9


def test_the_level_pays_for_every_statement_but_not_twice_for_the_same():
    two = audit(table([500, 500], [0, 0]), score="s", groups="g", check=0)
    many = audit(table([50] * 20, [0] * 20), score="s", groups="g", check=0)
    levels = [miss_each(one.estimates, one.sides, 0.05) for one in (two, many)]
    assert levels[0] == pytest.approx(0.05, rel=0.15)  # a gap and its mirror image are one
    assert 0.05 / 20 <= levels[1] < 0.006


def test_a_certificate_is_the_farthest_end_of_large_enough_groups():
    told = audit(table([500, 450, 40, 10], [0, -20, -60, -200]), score="s", groups="g", check=0)
    one = told.certificates[0]
    large = [f for f in told.findings if f.against is None and f.people >= 0.02 * 1_000]
    reach = max(-f.low for f in large if f.metric == "mean_score")
    assert (one.n_groups, one.at_most) == (3, reach)


def test_small_groups_are_counted_never_dropped_and_their_values_withheld():
    told = audit(table([500, 4, 1], [0, 0, 0]), score="s", groups="g", thresholds=500, check=0)
    for label, n in (("g1", 4), ("g2", 1)):
        own = [f for f in told.findings if f.group == (("g", label),)]
        assert own and all(f.people == n and f.withheld for f in own)
        assert all(np.isnan(f.value) and f.verdict == NOT_ESTIMABLE for f in own)


def test_a_rate_of_nobody_is_not_estimable():
    frame = table([300, 300], [0, 0]).assign(y=0)
    frame.loc[frame["g"] == "g0", "y"] = np.arange(300) % 2
    told = audit(frame, score="s", groups="g", outcome="y", thresholds=500, check=0)
    rates = [f for f in told.findings if f.metric == "true_positive_rate"]
    assert rates and all(f.verdict == NOT_ESTIMABLE and not f.withheld for f in rates)


def with_unknown():
    frame = table([400, 500, 60], [-40, 0, 0], seed=4)
    frame["g"] = frame["g"].replace("g2", None)
    return frame


def test_people_of_unknown_group_are_counted_and_compared_with_nobody():
    told = audit(with_unknown(), score="s", groups="g", thresholds=500, check=0)
    assert told.counts["unknown"] == {"g": 60}
    assert {(f.people, f.people_against) for f in told.findings} == {(400, 500), (500, 400)}


def test_no_way_of_placing_unknown_people_leaves_the_bounds():
    frame = with_unknown()
    told = audit(frame, score="s", groups="g", thresholds=500, check=0)
    rng = np.random.default_rng(0)
    unknown = frame["g"].isna().to_numpy()
    for bounds in told.unknown:
        label = bounds.finding.group[0][1]
        value = frame["s"].to_numpy()
        if bounds.finding.metric == "selection_rate":
            value = (value >= 500).astype(float)
        reached = []
        for trial in range(200):
            inside = (frame["g"] == label).to_numpy(copy=True)
            order = value[unknown] + rng.normal(0, [0, 50, 500][trial % 3], unknown.sum())
            cut = np.quantile(order, rng.random())
            inside[unknown] = (order > cut) == bool(trial % 2)
            reached.append(value[inside].mean() - value[~inside].mean())
        span = bounds.highest[-1] - bounds.lowest[-1]
        assert bounds.lowest[-1] - 0.01 * span <= min(reached)
        assert max(reached) <= bounds.highest[-1] + 0.01 * span
        assert np.all(np.diff(bounds.lowest) <= 1e-9) and np.all(np.diff(bounds.highest) >= -1e-9)
        if np.isfinite(bounds.turns_at):
            assert 0 < bounds.turns_at <= 1


@pytest.mark.parametrize(
    ("selected", "lowest", "highest"),
    [
        (3, (4 / 12, 8 / 13), (7 / 13, 5 / 12)),
        (0, (4 / 15, 5 / 10), (4 / 10, 5 / 15)),
        (5, (4 / 10, 10 / 15), (9 / 15, 5 / 10)),
    ],
)
def test_unknown_people_all_placed_in_the_worst_way_are_the_bounds(selected, lowest, highest):
    """4 of 10 against 5 of 10, and five unknown people of whom some are selected."""
    rows = [("a", 1, 4), ("a", 0, 6), ("b", 1, 5), ("b", 0, 5), (None, 1, selected)]
    rows.append((None, 0, 5 - selected))
    frame = pd.DataFrame([(g, s) for g, s, n in rows for _ in range(n)], columns=["g", "s"])
    told = audit(frame, score="s", groups="g", check=0)
    one = next(b for b in told.unknown if b.finding.metric == "selection_rate")
    assert one.finding.group == (("g", "a"),) and one.n_unknown == 5
    assert one.lowest[-1] == pytest.approx(lowest[0] - lowest[1], abs=1e-3)
    assert one.highest[-1] == pytest.approx(highest[0] - highest[1], abs=1e-3)
    assert one.ratio_lowest[-1] == pytest.approx(lowest[0] / lowest[1], abs=2e-3)
    assert one.lowest[0] == one.highest[0] == pytest.approx(-0.1)


def test_a_low_score_that_is_favourable_turns_ratios_and_certificates():
    frame = table([500, 500], [30, 0])
    high, low = (
        audit(frame, score="s", groups="g", thresholds=500, favourable=way, check=0)
        for way in ("high", "low")
    )
    ratios = [
        next(f.ratio for f in told.findings if f.metric == "selection_rate") for told in (high, low)
    ]
    rates = high.by_group("g")["selection_rate[500]"]
    assert ratios[0] == pytest.approx(rates["g0"] / rates["g1"])
    assert ratios[1] == pytest.approx((1 - rates["g0"]) / (1 - rates["g1"]))
    assert low.certificates[0].worst == (("g", "g0"),)
    assert high.certificates[0].worst == (("g", "g1"),)


def test_pairs_and_intersections_are_looked_at_or_said_not_to_be():
    frame = table([100] * 9, [0] * 9).assign(h=lambda f: np.arange(len(f)) % 3)
    told = audit(frame, score="s", groups=["g", "h"], check=0)
    pairs = {(f.group, f.against) for f in told.findings if f.against is not None}
    assert len(pairs) == 3 and ("pairs", "g", 9) in told.not_looked_at
    assert len({f.group for f in told.findings if len(f.group) == 2}) == 27


@pytest.mark.parametrize("more", [{}, {"clusters": "home"}, {"weights": "w"}])
def test_false_alarms_on_relabelled_tables_are_rare_and_shifts_found(more):
    """Though the table itself has a gap: who is relabelled has none."""
    frame = table([300, 300, 60], [-60, 0, 0]).assign(home=np.arange(660) // 2)
    frame["w"] = 1 + frame["home"] % 2
    told = audit(frame, score="s", groups="g", thresholds=500, check=60, **more)
    assert told.findings[0].verdict == GAP
    assert told.check.alarms_low <= 0.05
    found = told.check.found_from
    assert found[("g", "g2"),][0] > found[("g", "g0"),][0] > 0
    same = audit(frame, score="s", groups="g", thresholds=500, check=60, **more)
    assert same.check == told.check


def test_intervals_of_one_statement_at_a_time_are_narrower():
    told = audit(table([300] * 6, [0] * 6), score="s", groups="g", check=0)
    each, all_ = (
        difference_ends(told.estimates, told.sides, side_ends(told.estimates, level))
        for level in (0.05, told.question["level"])
    )
    assert (each[2] - each[1] < all_[2] - all_[1]).all()
