"""The panel: what it draws adds up, a still picture comes first, and its script runs."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explainers import explain
from scoring import OpaqueScore
from synthetic_data import make_population
from underglass.course import panel

SCRIPT = Path(panel.__file__).with_name("panel.js")
PEOPLE = [7, 3]
STUB = """
class Node {
  constructor(name) { this.name = name; this.children = []; this.attributes = {}; this.on = {}; }
  setAttribute(key, value) { this.attributes[key] = String(value); }
  appendChild(child) { this.children.push(child); return child; }
  replaceChildren() { this.children = []; }
  addEventListener(event, what) { this.on[event] = what; }
  all(name) {
    return this.children.flatMap(c => [...(c.name === name ? [c] : []), ...c.all(name)]);
  }
}
globalThis.document = { createElement: n => new Node(n), createElementNS: (_, n) => new Node(n) };
const state = { data: DATA, dose: 4, person: 0 };
const model = { get: k => state[k], set: (k, v) => { state[k] = v; }, save_changes() {}, on() {} };
const el = new Node("div");
widget.render({ model, el });
const texts = () => el.all("text").map(t => t.textContent);
const first = texts();
const person = el.all("select")[0];
person.value = "1"; person.on.change();
const dose = el.all("input")[0];
dose.value = "0"; dose.on.input();
console.log(JSON.stringify({ first, then: texts(), state: [state.dose, state.person],
  label: el.all("svg")[0].attributes["aria-label"] }));
"""


@pytest.fixture(scope="module")
def told():
    country = make_population(2_000, scenario="level", seed=1)
    return [panel._explained(country, "idle_gamers", d, PEOPLE, 0.0) for d in panel.DOSES]


@pytest.fixture(scope="module")
def data(told):
    return panel.panel_data(told, "idle_gamers", PEOPLE)


def test_every_way_adds_up_to_the_published_score(data):
    json.dumps(data)
    assert len(data["ways"]) == len(PEOPLE)
    for ways in data["ways"]:
        assert len(ways) == len(panel.DOSES)
        for way in ways:
            assert way["base"] + sum(v for _, v in way["steps"]) == pytest.approx(way["published"])


def test_at_dose_zero_it_is_the_plain_score(data):
    country = make_population(2_000, scenario="level", seed=1)
    score = OpaqueScore().fit(country.observed, country.recorded, measure=False)
    plain = explain(score, country.observed, rows=PEOPLE).published
    assert [ways[0]["published"] for ways in data["ways"]] == plain.tolist()
    assert data["ways"][0][0] != data["ways"][0][-1]


@pytest.mark.parametrize("has_widgets", [True, False])
def test_a_still_picture_comes_first(monkeypatch, capsys, has_widgets):
    shown = []
    monkeypatch.setattr(panel, "show", lambda drawn, alt: shown.append(alt))
    monkeypatch.setattr("IPython.display.display", lambda what: shown.append(what))
    monkeypatch.setattr(panel, "DOSES", (0.0, 1.0))
    panel._panel_class.cache_clear()
    if not has_widgets:
        monkeypatch.setitem(sys.modules, "anywidget", None)
        monkeypatch.setitem(sys.modules, "ipywidgets", None)
    country = make_population(1_000, scenario="level", seed=1)
    panel.be_scored(country, "idle_gamers", [5])
    assert "Inhabitant 5 at full dose of idle_gamers" in shown[0]
    assert len(shown) == 1 + has_widgets
    assert ("needs anywidget" in capsys.readouterr().out) is not has_widgets
    drawn = []
    panel.choose(drawn.append, ["sport", "books"], label="column")
    assert drawn == ["sport"]
    assert len(shown) == 1 + 2 * has_widgets
    if has_widgets:
        shown[-1].children[0].value = "books"
        assert drawn == ["sport", "books"]


def test_an_unknown_bias_is_named():
    with pytest.raises(ValueError, match="bias"):
        panel.be_scored(make_population(300), "gremlins", [1])


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_script_draws_the_numbers_it_is_given(data, tmp_path):
    code = SCRIPT.read_text().replace("export default { render };", "const widget = { render };")
    (tmp_path / "panel.mjs").write_text(code + STUB.replace("DATA", json.dumps(data)))
    run = subprocess.run(["node", tmp_path / "panel.mjs"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    drawn = json.loads(run.stdout)
    first, then = data["ways"][0][4], data["ways"][1][0]
    assert drawn["state"] == [0, 1]
    for texts, way in ((drawn["first"], first), (drawn["then"], then)):
        assert texts[0] == "base" and texts[-1] == str(way["published"])
        assert {name for name, _ in way["steps"]} <= set(texts)
    assert f"{then['published']} points" in drawn["label"]
