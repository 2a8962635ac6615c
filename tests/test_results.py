"""Results are things: frozen, with named fields and a text, and nothing hides in a table."""

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

import underglass
from explainers import conditional_explainer, decompose_gap, decompose_gaps, explain, stability
from explainers.figures import gap_waterfall
from explainers.groups.gap import Gap, Gaps
from explainers.groups.gaps import gap_sums, gap_table
from explainers.groups.path_effects import path_effects
from explainers.groups.path_result import PathEffects
from explainers.limits.manifold import OffManifold, off_manifold_error
from explainers.points.steps import signed
from explainers.recourse import recourse_by_group
from explainers.recourse.by_group import GroupRecourse
from scoring import OpaqueScore
from synthetic_data import make_population

KINDS = {
    "a gap": Gap,
    "a gap of refits": Gap,
    "gaps": Gaps,
    "gaps of sums": Gaps,
    "paths": PathEffects,
    "recourse": GroupRecourse,
    "off the manifold": OffManifold,
}


@pytest.fixture(scope="module")
def country():
    return make_population(800, scenario="camera_error", seed=1)


@pytest.fixture(scope="module")
def score(country):
    return OpaqueScore("points_table").fit(country.observed, country.recorded)


@pytest.fixture(scope="module")
def why(country, score):
    return explain(score, country.observed)


@pytest.fixture(scope="module")
def hill(country):
    return (country.protected["community"] == "hill").to_numpy()


@pytest.fixture(scope="module")
def results(country, score, why, hill):
    rng = np.random.default_rng(0)
    numbers = pd.DataFrame(rng.normal(size=(6_000, 3)), columns=list("abc"))
    model = LinearRegression().fit(numbers, numbers["a"] + rng.normal(size=6_000))
    some = numbers[:300]
    refitted = stability(model, some, some["a"], refits=2)
    labels, places = country.protected["community"], country.places
    return {
        "a gap": decompose_gap(why, hill, clusters=places),
        "a gap of refits": refitted.gap((some["b"] > 0).to_numpy()),
        "gaps": decompose_gaps(why, labels, clusters=places),
        "gaps of sums": gap_table(gap_sums(why, labels, clusters=places)),
        "paths": path_effects(score, country, "community", ("valley", "hill")),
        "recourse": recourse_by_group(score, country.observed, hill, to="fair", people=6),
        "off the manifold": off_manifold_error(model, some, conditional_explainer(numbers)),
    }


@pytest.mark.parametrize("name", KINDS)
def test_a_result_is_frozen_and_all_its_fields_can_be_read(name, results):
    result = results[name]
    assert type(result) is KINDS[name] and is_dataclass(result)
    for field in fields(result):
        before = getattr(result, field.name)
        with pytest.raises(FrozenInstanceError):
            setattr(result, field.name, None)
        assert getattr(result, field.name) is before
        with pytest.raises(FrozenInstanceError):
            delattr(result, field.name)
    with pytest.raises(FrozenInstanceError):
        result.of_mine = 1
    assert replace(result) is not result


@pytest.mark.parametrize("name", ["gaps", "gaps of sums"])
def test_several_gaps_take_no_other_and_their_table_is_made_anew(name, results):
    gaps = results[name]
    assert list(gaps) == ["valley", "hill"] and len(gaps) == 2 and "plain" not in gaps
    with pytest.raises(TypeError):
        gaps["hill"] = gaps["valley"]
    with pytest.raises(KeyError):
        gaps["plain"]
    table = gaps.table
    table["points"] = 0.0
    assert (gaps.table["points"] != 0).any()
    assert "group" not in gaps["hill"].table and "n_members" not in gaps["hill"].table


@pytest.mark.parametrize("name", KINDS)
def test_no_table_of_a_result_hides_anything_in_its_attrs(name, results):
    result = results[name]
    parts = [result, *(result.values() if isinstance(result, Gaps) else ())]
    assert all(isinstance(part.table, pd.DataFrame) and part.table.attrs == {} for part in parts)


def test_no_file_of_ours_puts_anything_into_attrs():
    root = Path(underglass.__file__).resolve().parents[1]
    packages = ("synthetic_data", "scoring", "explainers", "underglass", "notebooks")
    read = [path for package in packages for path in (root / package).rglob("*.py")]
    assert len(read) > 100
    assert not [path.name for path in read if ".attrs" in path.read_text(encoding="utf-8")]


def test_the_numbers_of_a_result_are_those_of_its_table(results, why, hill):
    gap, paths = results["a gap"], results["paths"]
    assert gap.points == pytest.approx(why.published[hill].mean() - why.published[~hill].mean())
    assert gap.points == pytest.approx(gap.table["points"].sum(), abs=1e-9)
    assert paths.points == pytest.approx(paths.table["points"].sum(), abs=1e-9)
    for result in (gap, paths):
        assert all(type(number) is float for number in (result.points, *result.interval))
        assert result.interval[0] < result.points < result.interval[1]
    assert (gap.n_members, gap.level, gap.left_out, gap.unit) == (hill.sum(), 0.95, 0, "points")
    recourse, error = results["recourse"], results["off the manifold"]
    cost = recourse.table["cost"]
    assert np.isfinite(cost).all()
    assert recourse.dearer == pytest.approx(cost["members"] - cost["rest"])
    assert 0 <= error.auc <= 1 and 0 <= error.auc_half <= 1
    assert set(error.table.index) == set("abc")


def test_a_gap_s_text_tells_its_points_and_its_interval_where_there_is_one(results, why):
    gap = results["a gap"]
    low, high = map(signed, gap.interval)
    said = f"the group: {signed(gap.points)} points ({low} to {high}) against the rest."
    assert gap.text == f"{said} {gap.note}".strip()
    few = decompose_gap(why, np.arange(800) < 3)
    assert np.isinf(few.interval).all()
    assert few.text == f"the group: {signed(few.points)} points against the rest. {few.note}"
    assert few.note == "3 people on the smaller side: too few for an interval."


def test_one_mask_among_several_groups_is_called_group_and_is_the_same_gap(why, hill):
    gaps, one = decompose_gaps(why, hill), decompose_gap(why, hill)
    assert list(gaps) == ["group"] and gaps["group"].group == "group"
    pd.testing.assert_frame_equal(gaps["group"].table, one.table)
    assert gaps["group"].interval == pytest.approx(one.interval)
    assert (gaps.table["n_members"] == hill.sum()).all()


@pytest.mark.parametrize("form", ["mapping", "labels", "list", "category", "columns"])
def test_one_gap_of_several_groups_says_what_decomposes_several(form, why, hill, country):
    labels = country.protected["community"]
    given = {
        "mapping": {"hill": hill},
        "labels": labels.astype(object),
        "list": labels.tolist(),
        "category": labels.astype("category"),
        "columns": country.protected[["gender", "community"]],
    }[form]
    with pytest.raises(ValueError, match=r"member must be one mask, .* decompose_gaps"):
        decompose_gap(why, given)
    assert "hill" in " ".join(decompose_gaps(why, given))


def test_a_picture_of_several_gaps_asks_for_one(results):
    with pytest.raises(ValueError, match="gap must be what decompose_gap returns; received Gaps"):
        gap_waterfall(results["gaps"])
    gap_waterfall(results["gaps"]["hill"])
