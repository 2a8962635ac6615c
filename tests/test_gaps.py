"""Gaps of many groups: sums that merge, intervals that hold what they say."""

from functools import reduce
from operator import add

import numpy as np
import pandas as pd
import pytest

from explainers import decompose_gap, decompose_gaps, explain
from explainers.groups.gaps import gap_sums, gap_table
from explainers.groups.grouping import read_groups
from scoring import OpaqueScore
from scoring.groups import GroupSums, difference
from synthetic_data import make_population


@pytest.fixture(scope="module")
def country():
    return make_population(5_000, scenario="sesame", seed=1)


@pytest.fixture(scope="module")
def why(country):
    score = OpaqueScore("scorecard", social_weight=0.3).fit(country.observed, country.recorded)
    return explain(score, country.observed, ties=country.ties)


@pytest.fixture(scope="module")
def crossed(country):
    return country.protected[["gender", "community"]]


def test_every_group_of_an_intersection_adds_up_to_its_gap_against_the_rest(why, crossed, country):
    gaps = decompose_gaps(why, crossed, clusters=country.places)
    table = gaps.table
    assert list(table) == ["group", "n_members", "column", "points", "low", "high", "note"]
    who = crossed["gender"].astype(str) + " × " + crossed["community"].astype(str)
    for group, part in table.groupby("group"):
        mask = (who == group).to_numpy()
        gap = why.published[mask].mean() - why.published[~mask].mean()
        assert part["n_members"].unique() == gaps[group].n_members == mask.sum()
        assert len(part) == 43
        assert part["points"].sum() == pytest.approx(gap, abs=1e-9)
        assert gaps[group].points == pytest.approx(gap, abs=1e-9)
        one = decompose_gap(why, mask, clusters=country.places)
        pd.testing.assert_frame_equal(
            one.table, part[list(one.table)].reset_index(drop=True), check_exact=False
        )
        assert one.interval == pytest.approx(gaps[group].interval)
    assert list(gaps) == table["group"].unique().tolist() and len(gaps) == 4


@pytest.mark.parametrize("clustered", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_sums_merge_however_people_are_cut_and_in_any_order(seed, clustered):
    random = np.random.default_rng(seed)
    n = 400
    values = 650 + 60 * random.normal(size=(n, 3))
    labels = np.array(["a", "b", "c", "rare"])[random.choice(4, n, p=[0.5, 0.3, 0.18, 0.02])]
    clusters = random.integers(30, size=n) if clustered else None

    def of(rows):
        groups = read_groups("member", labels[rows], len(rows))
        return GroupSums.of(values[rows], groups, None if clusters is None else clusters[rows])

    whole = of(np.arange(n))
    cuts = np.sort(random.choice(n, 6, replace=False))
    parts = [of(rows) for rows in np.split(random.permutation(n), cuts) if len(rows)]
    for order in (parts, parts[::-1]):
        merged = reduce(add, order)
        assert merged.groups == whole.groups and merged.n_people == n
        assert (merged.sizes == whole.sizes).all()
        for found, told in zip(merged.difference(), whole.difference(), strict=True):
            np.testing.assert_allclose(found, told, rtol=0, atol=1e-9)
    mask = labels == "b"
    points, half = difference(values, mask, clusters)
    np.testing.assert_allclose(points, values[mask].mean(0) - values[~mask].mean(0), atol=1e-9)
    np.testing.assert_allclose(half, whole.difference()[1][1], atol=1e-9)


def test_a_country_gone_through_in_parts_gives_the_same_table(why, crossed, country):
    whole = decompose_gaps(why, crossed, clusters=country.places, adjust="bonferroni").table
    fields = ("values", "friends", "rounding", "published")
    parts = []
    for rows in np.array_split(np.arange(country.n_people)[::-1], 3):
        cut = {name: getattr(why, name)[rows] for name in fields}
        part = type(why)(**(vars(why) | cut | {"data": why.data.iloc[rows]}))
        parts.append(gap_sums(part, crossed.iloc[rows], clusters=country.places[rows]))
    merged = gap_table(sum(parts[1:], parts[0]), adjust="bonferroni").table
    merged["group"] = pd.Categorical(merged["group"], whole["group"].unique())
    merged = merged.sort_values("group", kind="stable", ignore_index=True).astype({"group": str})
    pd.testing.assert_frame_equal(merged, whole, rtol=0, atol=1e-9)


def test_clusters_are_demanded_where_scores_depend_on_friends(why, crossed, country):
    with pytest.raises(ValueError, match=r"clusters must be given where scores depend on friends"):
        decompose_gaps(why, crossed)
    mask = (crossed["gender"] == "man").to_numpy()
    assert "too narrow" in decompose_gap(why, mask).note
    note = decompose_gap(why, mask, clusters=country.places).note
    assert (
        note == "too few for an interval of what a few people decide: rounding."
    )  # who is clipped


def test_too_small_a_group_has_no_interval_and_says_so(why, country):
    few = np.isin(country.places, np.unique(country.places)[:4])
    masks = {"four places": few, "one person": np.arange(5_000) == 7, "wide": ~few}
    masks["half"] = np.arange(5_000) % 2 == 0
    gaps = decompose_gaps(why, masks, clusters=country.places)
    table = gaps.table
    table = table[table["column"] != "rounding"]  # one person, whom the scale's end clips
    known = table.groupby("group")["high"].agg(lambda high: np.isfinite(high).all())
    assert known.to_dict() == {
        "four places": False, "one person": False, "wide": False, "half": True
    }  # fmt: skip
    assert np.isinf(table["high"][table["group"] != "half"]).all()
    said = table.groupby("group")["note"].first()
    assert said["one person"].startswith("1 clusters on the smaller side: too few")
    assert said["half"] == "" and "four places: 4 clusters" in gaps.text


def test_bonferroni_is_as_wide_as_the_number_of_intervals_asks(why, crossed, country):
    plain, all_together = (
        decompose_gaps(why, crossed, clusters=country.places, adjust=adjust)
        for adjust in (None, "bonferroni")
    )
    for gap in all_together.values():
        assert gap.level == pytest.approx(1 - 0.05 / (4 * 44))
    each, wide = plain.table, all_together.table
    moved = each["high"] > each["points"]
    ratio = (wide["high"] - wide["points"]) / (each["high"] - each["points"])
    assert ratio[moved].min() > 1.7
    assert "all 176 together" in all_together.text
    assert "each by itself" in plain.text


def test_labels_columns_and_mappings_name_the_same_groups():
    gender = pd.Categorical(["woman", "man", "man", None, "woman"])
    dialect = [True, False, True, True, True]
    table = pd.DataFrame({"gender": gender, "hill_dialect": dialect})
    found = {name: mask.tolist() for name, mask in read_groups("member", table, 5).items()}
    assert found == {
        "man × hill_dialect": [False, False, True, False, False],
        "man × not hill_dialect": [False, True, False, False, False],
        "woman × hill_dialect": [True, False, False, False, True],
    }
    table["place"] = pd.Categorical(["city", None, "town", "city", None])
    by_three = read_groups("member", table, 5)
    assert sum(mask.sum() for mask in by_three.values()) == 2  # who lacks a label is in no group
    assert set(by_three) == {"woman × hill_dialect × city", "man × hill_dialect × town"}
    by_label = read_groups("member", gender, 5)
    assert {name: mask.sum() for name, mask in by_label.items()} == {"man": 2, "woman": 2}


BAD = {
    "numbers in a column": (pd.DataFrame({"age": [30] * 5_000}), r"groups .*'age': cut them"),
    "no groups": ({}, "groups must name at least one group"),
    "a short mask": ({"few": np.ones(3, bool)}, r"groups\['few'\] .* 5000 people; .*\(3,\)"),
    "short labels": (["man", "woman"], r"groups must have a row for each of 5000"),
    "nobody": ({"none": np.zeros(5_000, bool)}, r"groups\['none'\] .* nobody"),
    "one label for all": (["person"] * 5_000, r"groups\['person'\] .* everybody"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_groups_get_a_clear_error(case, why, country):
    member, says = BAD[case]
    with pytest.raises(ValueError, match=says):
        decompose_gaps(why, member, clusters=country.places)


def test_bad_options_get_a_clear_error(why, crossed, country):
    with pytest.raises(ValueError, match="adjust must be None or 'bonferroni'; received 'holm'"):
        decompose_gaps(why, crossed, clusters=country.places, adjust="holm")
    with pytest.raises(ValueError, match="clusters must have one label for each of 5000"):
        decompose_gaps(why, crossed, clusters=[1, 2])
    sums = GroupSums.of(np.ones((4, 1)), {"a": np.arange(4) < 2})
    with pytest.raises(ValueError, match="columns"):
        sums + GroupSums.of(np.ones((4, 2)), {"a": np.arange(4) < 2})
    with pytest.raises(ValueError, match="clusters where"):
        sums + GroupSums.of(np.ones((4, 1)), {"a": np.arange(4) < 2}, np.arange(4))


@pytest.mark.slow
@pytest.mark.parametrize("present", [5, 8, 16, 64])
def test_intervals_cover_in_few_clusters_as_in_many(present):
    """Clusters share luck; a group lives in some of 64. Five of 64 covered 84 % with m = 64."""
    random = np.random.default_rng(present)
    places, tries = np.repeat(np.arange(64), 20), 1_500
    covered = together = 0
    for _ in range(tries):
        home = np.isin(places, random.permutation(64)[:present])
        member = home & (random.random(len(places)) < 0.3)
        shared = 0.5 * random.normal(size=(64, 10))[places]
        values = random.normal(size=(len(places), 10)) + shared + 2.0 * member[:, None]
        sums = GroupSums.of(values, {"group": member}, places)
        points, half = sums.difference()
        covered += abs(points[0, 0] - 2) <= half[0, 0]
        points, half = sums.difference(level=1 - 0.05 / 10)
        together += (abs(points - 2) <= half).all()
    assert 0.935 < covered / tries < 0.985, covered / tries
    assert together / tries > 0.935, together / tries
