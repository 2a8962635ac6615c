"""What a gap's interval rests on: labelled people, effective clusters, skewness, Student's t."""

from functools import reduce
from operator import add

import numpy as np
import pandas as pd
import pytest
from scipy.stats import skew, t

from explainers import decompose_gap, decompose_gaps
from explainers.groups.gap_from_sums import FEW_DECIDE
from explainers.groups.gaps import gap_sums, gap_table
from explainers.groups.grouping import read_labelled
from explainers.points.attribution import Attribution
from scoring.groups import GroupSums
from scoring.moments import Moments


def attributed(values, index=None, friends=0.0) -> Attribution:
    """Explain by hand: each column gives its own number of points."""
    data = pd.DataFrame(values, index=index)
    data.columns = [f"c{k}" for k in range(data.shape[1])]
    nothing = np.zeros(len(data))
    return Attribution(
        values=data.to_numpy(),
        base=600.0,
        friends=nothing + friends,
        rounding=nothing,
        published=600.0 + data.sum(axis=1).to_numpy() + friends,
        columns=tuple(data),
        data=data,
        background="nobody",
        perturbation="interventional",
        reliability=None,
    )


@pytest.fixture(scope="module")
def group():
    member = np.random.default_rng(1).random(240) < 0.4
    return pd.Series(member, index=[f"p{k}" for k in range(240)])


@pytest.fixture(scope="module")
def why(group):
    values = np.random.default_rng(0).normal(size=(240, 3))
    return attributed(values + group.to_numpy()[:, None], index=group.index)


def same(gap, other):
    pd.testing.assert_frame_equal(gap.table, other.table)
    assert gap.interval == pytest.approx(other.interval)


def points_of(gaps):
    return {name: gap.points for name, gap in gaps.items()}


def test_half_of_the_labels_blanked_leaves_those_people_out_in_every_form(why, group):
    blank = np.random.default_rng(2).random(240) < 0.5
    kept = group.astype(object).where(~blank, None)
    mask, part = kept.map(lambda x: x is True).to_numpy(), attributed(why.values[~blank])
    expected = decompose_gap(part, group.to_numpy()[~blank])
    assert expected.left_out == 0 and expected.note == ""
    forms = [
        kept,
        kept.tolist(),
        kept.to_numpy(),
        kept.astype("boolean"),
        kept.where(~blank, np.nan),
    ]
    for form in forms:
        gap = decompose_gap(why, form)
        same(gap, expected)
        assert gap.left_out == blank.sum()
        assert gap.note == f"{blank.sum()} people without a label are left out."
    everybody_else = why.published[mask].mean() - why.published[~mask].mean()
    assert abs(expected.points - everybody_else) > 0.05


def test_labels_tables_and_mappings_leave_out_who_has_no_label(why, group):
    blank = np.random.default_rng(2).random(240) < 0.5
    inside = pd.Series(np.where(group, "in", "out"), index=group.index)
    texts = inside.astype(object).where(~blank, None)
    expected = decompose_gap(attributed(why.values[~blank]), group.to_numpy()[~blank])
    forms = {
        "object": texts,
        "list": texts.tolist(),
        "NaN": texts.where(~blank, np.nan),
        "string": texts.astype("string"),
        "category": texts.astype("category"),
        "table": texts.to_frame("where"),
        "mapping": {"in": group.astype("boolean").mask(blank)},
    }
    for form in forms.values():
        gaps = decompose_gaps(why, form)
        same(gaps["in"], expected)
        part = gaps.table[gaps.table["group"] == "in"].reset_index(drop=True)
        pd.testing.assert_frame_equal(part[list(expected.table)], expected.table)
        assert gaps["in"].left_out == blank.sum()
        assert f"in: {blank.sum()} people without a label are left out." in gaps.text
        assert gaps["in"].points == pytest.approx(expected.points)


def test_each_mask_of_a_mapping_leaves_out_its_own_people(why, group):
    whole, holey = group.to_numpy(), group.astype("boolean").mask(np.arange(240) < 60)
    gaps = decompose_gaps(why, {"whole": whole, "holey": holey})
    assert {name: gap.left_out for name, gap in gaps.items()} == {"whole": 0, "holey": 60}
    assert gaps["whole"].points == pytest.approx(decompose_gap(why, whole).points)
    assert gaps["holey"].points == pytest.approx(decompose_gap(why, holey).points)


@pytest.mark.parametrize("clustered", [True, False])
def test_sums_of_labelled_people_merge_in_any_order(clustered):
    random = np.random.default_rng(3)
    n = 300
    values = random.normal(size=(n, 2)) ** 3
    labels = np.array(["a", "b", "rare", None], dtype=object)[
        random.choice(4, n, p=[0.4, 0.3, 0.02, 0.28])
    ]
    clusters = random.integers(20, size=n) if clustered else None

    def of(rows):
        masks, known = read_labelled("member", labels[rows], len(rows))
        return GroupSums.of(values[rows], masks, clusters[rows] if clustered else None, known=known)

    whole, parts = of(np.arange(n)), np.split(random.permutation(n), [5, 90, 91, 200])
    parts.append(np.flatnonzero(pd.isna(labels))[:0])
    for order in (parts[:-1], parts[-2::-1]):
        merged = reduce(add, map(of, order))
        assert merged.groups == whole.groups and merged.n_people == n
        assert (merged.counts == whole.counts).all()
        assert (merged.left_out == pd.isna(labels).sum()).all()
        for found, told in zip(merged.difference(), whole.difference(), strict=True):
            np.testing.assert_allclose(found, told, rtol=0, atol=1e-9)
        np.testing.assert_allclose(merged.skewness, whole.skewness, rtol=1e-9)
        np.testing.assert_allclose(merged.n_independent, whole.n_independent, rtol=1e-12)


def test_a_part_without_any_label_merges_and_alone_is_refused(why, group):
    labels = pd.Series(np.where(group, "in", "out"), index=group.index).astype(object)
    labels[:100] = np.nan
    parts = [attributed(why.values[rows]) for rows in (slice(100), slice(100, None))]
    sums = [gap_sums(part, labels.to_numpy()[rows]) for part, rows in
            zip(parts, (slice(100), slice(100, None)), strict=True)]  # fmt: skip
    gaps = gap_table(sums[0] + sums[1])
    assert {name: gap.left_out for name, gap in gaps.items()} == {"in": 100, "out": 100}
    assert points_of(gaps) == pytest.approx(points_of(decompose_gaps(why, labels)))
    for nobody in ([None] * 240, [np.nan] * 240, pd.Series([pd.NA] * 240, dtype="boolean")):
        for tell in (decompose_gap, decompose_gaps):
            with pytest.raises(ValueError, match=r"(member|groups) must"):
                tell(why, np.array(nobody, dtype=object))


def test_a_series_is_read_by_its_index_and_clusters_with_it(why, group):
    random = np.random.default_rng(4)
    order, places = random.permutation(240), pd.Series(np.arange(240) % 40, index=group.index)
    labels = pd.Series(np.where(group, "in", "out"), index=group.index)
    straight = decompose_gap(why, group, clusters=places.to_numpy())
    same(decompose_gap(why, group.iloc[order], clusters=places.iloc[order[::-1]]), straight)
    many = decompose_gaps(why, labels, clusters=places)
    for form in (
        labels.iloc[order],
        labels.iloc[order].to_frame("where"),
        {"in": group.iloc[order], "out": ~group},
    ):
        found = decompose_gaps(why, form, clusters=places.iloc[order])
        assert points_of(found) == pytest.approx(points_of(many))
        for name, gap in many.items():
            assert found[name].interval == pytest.approx(gap.interval)
    for tell, bad in (
        (decompose_gap, group.reset_index(drop=True)),
        (decompose_gaps, labels.reset_index(drop=True)),
        (decompose_gaps, labels.rename(str.upper)),
    ):
        with pytest.raises(
            ValueError, match=r"(member|groups) must be an array, or bear the index"
        ):
            tell(why, bad)
    with pytest.raises(ValueError, match="clusters must be an array, or bear the index"):
        decompose_gap(why, group, clusters=places.reset_index(drop=True))
    with pytest.raises(ValueError, match=r"clusters must have a label .* received 1 missing"):
        decompose_gap(why, group, clusters=places.where(places.index != "p7"))


def test_the_interval_of_a_difference_by_hand():
    """Two sides of 2 and 3 clusters of two people: Student's t for 2 - 1 degrees of freedom."""
    values = np.array([1.0, 2, 4, 8, 0, 1, 1, 3, 5, 9])[:, None]
    places, member = np.repeat(np.arange(5), 2), np.arange(10) < 4
    points, half = GroupSums.of(values, {"group": member}, places).difference()
    shares = [(3 - 7.5) / 4, (12 - 7.5) / 4, *((np.array([1, 4, 14]) - 19 / 3) / 6)]
    assert points[0, 0] == pytest.approx(15 / 4 - 19 / 6)
    assert half[0, 0] == pytest.approx(t.ppf(0.975, 1) * np.sqrt(2 / 1 * np.square(shares).sum()))
    _, half = GroupSums.of(values, {"group": member}).difference()
    variance = values[member].var() / 4 + values[~member].var() / 6
    assert half[0, 0] == pytest.approx(t.ppf(0.975, 3) * np.sqrt(4 / 3 * variance))


def test_clusters_of_unequal_size_count_for_fewer_and_those_of_the_larger_side_not_at_all():
    places = np.r_[np.repeat(0, 50), np.arange(1, 11), np.repeat(np.arange(20, 84), 10)]
    sums = GroupSums.of(np.zeros((700, 1)), {"small": places < 20, "wide": places >= 20}, places)
    assert sums.n_independent == pytest.approx([60**2 / (50**2 + 10)] * 2)
    even = np.repeat(np.arange(12), 5)
    assert GroupSums.of(np.zeros((60, 1)), {"g": even < 5}, even).n_independent == [5]
    alone = GroupSums.of(np.zeros((60, 1)), {"g": np.arange(60) < 9})
    assert alone.n_independent == [9]


def test_one_large_cluster_among_small_ones_has_no_interval(why):
    places = np.r_[np.repeat(0, 40), np.arange(1, 11), np.repeat(np.arange(20, 58), 5)]
    gap = decompose_gap(why, places < 20, clusters=places)
    ends = gap.table[["low", "high"]][gap.table["points"] != 0]
    assert np.isinf(ends).all(axis=None)
    assert gap.note == "2 clusters on the smaller side: too few for an interval."


def test_moments_are_those_of_scipy_and_merge():
    random = np.random.default_rng(5)
    values = random.exponential(size=(60, 3)) + np.array([0, 5, -3])
    whole, parts = Moments.none((1, 3)), [Moments.none((1, 3)) for _ in range(3)]
    whole.add(0, values)
    for part, rows in zip(parts, np.split(values, [7, 8]), strict=True):
        part.add(0, rows)
    merged = parts[2] + (parts[0] + parts[1])
    for name in ("n", "mean", "squares", "cubes"):
        np.testing.assert_allclose(getattr(merged, name), getattr(whole, name), rtol=1e-10)
    np.testing.assert_allclose(whole.skewness[0], np.abs(skew(values)), rtol=1e-10)
    assert Moments.none((2, 3)).skewness.tolist() == [[0] * 3] * 2


def test_what_few_people_of_a_small_group_decide_has_no_interval_and_says_so():
    """Five in a hundred have the rare value; of twenty people often nobody has."""
    random = np.random.default_rng(6)
    rare = random.permutation(np.arange(2_000) < 100) * -40.0
    why = attributed(np.column_stack([rare, random.normal(size=2_000)]))
    masks = {"few": np.arange(2_000) < 20, "many": np.arange(2_000) < 700}
    masks["all but few"] = ~masks["few"]
    gaps = decompose_gaps(why, masks)
    table = gaps.table.set_index(["group", "column"])
    for name, known in (("few", False), ("many", True), ("all but few", False)):
        assert np.isfinite(table["high"][name, "c0"]) == known
        assert np.isfinite(table["high"][name, "c1"])
        assert table["note"][name, "c0"] == ("" if known else FEW_DECIDE)
        assert table["note"][name, "c1"] == ""
    assert (
        gaps["few"].note
        == "too few for an interval of what a few people decide: c0, published score."
    )


def test_a_column_in_which_all_are_alike_has_an_interval_of_no_width():
    values = np.column_stack([np.full(300, 0.1), np.arange(300) < 100, np.arange(300.0)])
    table = decompose_gap(attributed(values), np.arange(300) < 100).table.set_index("column")
    width = table["high"] - table["low"]
    assert width["c0"] == pytest.approx(0, abs=1e-12) and width["c1"] == 0 < width["c2"] < 99


@pytest.mark.parametrize("side", ["the group", "the rest"])
def test_skewness_widens_an_interval_as_hall_says(side):
    random = np.random.default_rng(7)
    member = np.arange(400) < 150
    values = random.normal(size=400)
    skewed = member if side == "the group" else ~member
    values[skewed] = random.exponential(size=skewed.sum())
    sums = GroupSums.of(values[:, None], {"group": member})
    strength = abs(skew(values[skewed])) / np.sqrt(150)
    assert sums.skewness[0, 0] == pytest.approx(strength)
    low, high = decompose_gap(attributed(values), member).interval
    z = 1.959964
    wider = 1 + strength**2 * (z**4 + 2 * z**2 - 3) / 18
    assert (high - low) / 2 == pytest.approx(wider * sums.difference()[1][0, 0], rel=1e-6)
    assert 1.005 < wider < 1.1


def test_two_cases_that_nobody_tuned_to():
    """One person, all but one, sixty labels, one column, an index that repeats."""
    random = np.random.default_rng(8)
    why = attributed(random.normal(size=(600, 1)), index=np.repeat(np.arange(300), 2))
    one = np.arange(600) == 3
    for mask in (one, ~one):
        gap = decompose_gap(why, mask)
        assert np.isinf(gap.interval).all() and "1 people" in gap.note
    labels = np.array([f"label {k}" for k in random.integers(60, size=600)])
    table = decompose_gaps(why, labels).table
    assert table["group"].nunique() == 60 and np.isfinite(table["points"]).all()
    in_order = pd.Series(labels, index=why.data.index)
    pd.testing.assert_frame_equal(decompose_gaps(why, in_order).table, table)
    with pytest.raises(ValueError, match="labels that repeat"):
        decompose_gaps(why, in_order.iloc[::-1])


def test_a_group_that_seems_alike_is_asked_what_one_person_more_would_change():
    """Nobody of 30 has what half of the others have: one who had it would decide the mean."""
    values = np.r_[np.full(30, 0.01) * np.arange(30), np.tile([0.0, 9.0], 200)]
    one_person_more = GroupSums.of(values[:, None], {"group": np.arange(430) < 30})
    alone = one_person_more.people[:-1].skewness.max() / np.sqrt(30)
    assert one_person_more.skewness[0, 0] > alone + 0.1


def test_rounding_has_no_interval_because_clipping_is_rare_and_often_not_seen():
    why = attributed(np.random.default_rng(9).normal(size=(400, 2)))
    rounded = type(why)(**(vars(why) | {"rounding": why.published.round() - why.published}))
    table = decompose_gap(rounded, np.arange(400) % 2 == 0).table.set_index("column")
    assert np.isinf(table.loc["rounding", "high"]) and np.isfinite(table.loc["c0", "high"])
    unrounded = decompose_gap(why, np.arange(400) % 2 == 0).table.set_index("column")
    assert unrounded.loc["rounding", ["low", "high"]].tolist() == [0, 0]
