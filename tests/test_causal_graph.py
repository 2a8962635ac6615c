"""The drawn causal graph: the engine's arrows, left to right, and no name upon another."""

from itertools import combinations

import matplotlib
import matplotlib.pyplot as plt
import pytest
from matplotlib.patches import FancyArrowPatch

from synthetic_data import BIASES, SCENARIOS
from synthetic_data.bias import TIES
from synthetic_data.engine import causal_graph
from synthetic_data.structure import STRUCTURE
from synthetic_data.ties import TRAITS
from synthetic_data.variable import ROLES as ALL_ROLES
from underglass.showcase.causal_graph import ORANGE, ROLES, draw_causal_graph
from underglass.showcase.graph_layout import FRIENDSHIPS, lay_out, role_of

LARGE = ("level", "sesame", "national")  # from no arrow of a bias to the most


@pytest.fixture(autouse=True)
def on_paper():
    matplotlib.use("agg")
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def whole():
    return lay_out()


def test_every_variable_stands_in_the_graph_with_the_arrows_of_its_signature(whole):
    assert set(whole.at) == {*STRUCTURE, FRIENDSHIPS, TIES}
    signatures = {(c, name) for name, variable in STRUCTURE.items() for c in variable.causes}
    assert whole.arrows == signatures | {(t, FRIENDSHIPS) for t in TRAITS} | {(FRIENDSHIPS, TIES)}
    assert not whole.added and not whole.distorted


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_adds_the_causes_of_its_distortions_and_nothing_else(scenario):
    planted = [
        BIASES[name] for name, dose in SCENARIOS[scenario].items() if dose and name in BIASES
    ]
    functions = {}
    for bias in planted:
        for function in bias.distortions:
            if function.__name__ != TIES:
                functions.setdefault(function.__name__, []).append(function)
    plain, biased = causal_graph(STRUCTURE, {}), causal_graph(STRUCTURE, functions)
    layout = lay_out(scenario)
    assert layout.added == {(c, name) for name in biased for c in biased[name] - plain[name]}
    assert layout.arrows == lay_out().arrows | layout.added
    assert layout.distorted == {name for bias in planted for name in bias.distorts}


@pytest.mark.parametrize(("scenario", "around"), [(s, None) for s in LARGE] + [
    (None, name) for name in (*BIASES, "strain", "community")])  # fmt: skip
def test_causes_stand_left_and_no_name_lies_upon_another(scenario, around):
    layout = lay_out(scenario, around)
    assert all(layout.at[cause][0] < layout.at[effect][0] for cause, effect in layout.arrows)
    ax = draw_causal_graph(scenario, around)
    ax.figure.canvas.draw()
    boxes = {text.get_text(): text.get_bbox_patch().get_window_extent()
             for text in ax.texts if text.get_bbox_patch()}  # fmt: skip
    assert set(layout.at) <= set(boxes)
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        assert not first.overlaps(second), f"{one} and {other}"
    page = ax.figure.bbox
    for text in (*ax.texts, ax.title, ax._left_title):
        box = text.get_window_extent()
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1, text


@pytest.mark.parametrize("name", BIASES)
def test_around_a_bias_stands_what_it_distorts_with_all_its_causes(name):
    layout = lay_out(around=name)
    assert layout.distorted == set(BIASES[name].distorts)
    for target in layout.distorted - {TIES}:
        causes = {cause for cause, effect in layout.arrows if effect == target}
        assert causes >= set(STRUCTURE[target].causes)
    assert len(layout.at) < len(STRUCTURE)


def test_what_a_bias_adds_is_drawn_thick_orange_and_dashed():
    layout = lay_out(around="idle_gamers")
    ax = draw_causal_graph(around="idle_gamers")
    planted = [
        patch for patch in ax.patches
        if isinstance(patch, FancyArrowPatch) and patch.get_linewidth() > 1.5
    ]  # fmt: skip
    assert len(planted) == len(layout.added) + 1  # one in the key
    for patch in planted:
        assert matplotlib.colors.same_color(patch.get_edgecolor(), ORANGE)
        assert patch.get_linestyle() != "-"


def test_every_role_has_a_colour_and_a_shape_or_border_of_its_own():
    assert set(ROLES) == {*ALL_ROLES, "who knows whom"}
    assert len({color for color, *_ in ROLES.values()}) == len(ROLES)
    assert len({(shape.split(",")[0], *rest) for _, shape, *rest in ROLES.values()}) == len(ROLES)
    assert {role_of(name) for name in lay_out().at} <= set(ROLES)


def test_a_graph_fits_into_the_axes_that_are_given():
    _figure, ax = plt.subplots(figsize=(5, 3))
    assert draw_causal_graph(around="strain", ax=ax) is ax
    sizes = {text.get_fontsize() for text in ax.texts}
    assert max(sizes) < 8


@pytest.mark.parametrize("wrong", [{"scenario": "utopia"}, {"around": "nothing"}])
def test_an_unknown_name_is_said(wrong):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} must be one of"):
        draw_causal_graph(**wrong)
