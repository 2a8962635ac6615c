"""Path-specific effects: they add up, need no order, and find what was planted where."""

from itertools import permutations

import numpy as np
import pytest

from explainers import decompose_gap, explain
from explainers.figures import plot_paths
from explainers.groups.path_effects import path_effects
from explainers.points.steps import signed
from scoring import OpaqueScore
from synthetic_data import make_population


@pytest.fixture(scope="module")
def sesame():
    return make_population(1_000, doses={"camera_error": 1.0, "idle_gamers": 1.0}, seed=2)


@pytest.fixture(scope="module")
def score(sesame):
    return OpaqueScore("boosted", social_weight=0.3).fit(sesame.observed, sesame.recorded)


def published(score, world):
    ties = world.ties if score.social_weight else None
    return score.predict(world.observed, ties).astype(float)


@pytest.mark.parametrize(
    ("cause", "values"),
    [("community", ("valley", "hill")), ("gender", ("man", "woman")), ("savings", (0, 20))],
)
def test_paths_add_up_to_the_effect_of_setting_the_variable(cause, values, score, sesame):
    first, second = (sesame.twin(do={cause: value}) for value in values)
    effect = published(score, second) - published(score, first)
    women = (sesame.protected["gender"] == "woman").to_numpy()
    for member in (None, women):
        effects = path_effects(score, sesame, cause, values, member=member)
        table = effects.table
        expected = effect.mean() if member is None else effect[women].mean()
        assert effects.points == pytest.approx(expected, abs=1e-9)
        assert table["points"].sum() == pytest.approx(expected, abs=1e-9)
        assert (table["low"] <= table["points"]).all() and (table["points"] <= table["high"]).all()
        low, high = effects.interval
        assert low < expected < high


@pytest.mark.parametrize("together", [{}, {"home and games": ["household", "gaming_hours"]}])
def test_the_split_is_the_mean_over_every_order_of_the_edges(together, score, sesame):
    table = path_effects(score, sesame, "gender", ("woman", "man"), together=together).table
    merged = [edge for edges in together.values() for edge in edges]
    paths = together | {e: [e] for e in ("household", "gaming_hours", "alcohol") if e not in merged}
    expected, world = dict.fromkeys(paths, 0.0), sesame.twin(do={"gender": "woman"})
    orders = list(permutations(paths))
    for order in orders:
        on, before = [], published(score, world).mean()
        for name in order:
            on += paths[name]
            now = published(score, world.twin(do={("gender", edge): "man" for edge in on})).mean()
            expected[name] += (now - before) / len(orders)
            before = now
    found = table.set_index("path")["points"].to_dict()
    assert found == pytest.approx(expected, abs=1e-9)


def test_a_planted_path_is_found_and_is_not_there_at_dose_zero():
    level = make_population(3_000, scenario="level", seed=4)
    fair_score = OpaqueScore("points_table").fit(level.observed, level.recorded)
    tables = {
        dose: path_effects(
            fair_score, level.twin(doses={"camera_error": dose}), "community", ("valley", "hill")
        ).table.set_index("path")
        for dose in (0.0, 0.5, 1.0)
    }
    planted = "camera_error:recorded_offences"
    assert planted not in tables[0.0].index and (tables[0.0]["planted"] == 0).all()
    half, whole = tables[0.5].loc[planted], tables[1.0].loc[planted]
    assert whole["kind"] == "planted" and whole["points"] < half["points"] < -1
    assert whole["high"] < 0
    assert whole["planted"] == pytest.approx(whole["points"], abs=1e-9)
    for path in tables[0.0].index:  # the table of points adds up, so the others keep theirs
        assert tables[1.0].loc[path, "points"] == pytest.approx(
            tables[0.0].loc[path, "points"], abs=0.3
        )
        assert abs(tables[1.0].loc[path, "planted"]) < 0.3


def test_what_a_bias_does_further_on_is_told_apart_from_the_path_it_lies_on():
    country = make_population(3_000, scenario="past_wealth", seed=4)
    score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    table = path_effects(score, country, "community", ("valley", "hill")).table.set_index("path")
    by_address = table.loc["neighbourhood"]
    assert by_address["kind"] == "life" and by_address["planted"] < -1
    assert by_address["planted"] == pytest.approx(by_address["points"], abs=1e-9)
    assert table.loc["district_type", "kind"] == "life"
    bias = path_effects(score, country, "past_wealth").table.set_index("path")
    assert set(bias.index) == {"past_wealth:income", "past_wealth:savings"}
    effect = published(score, country) - published(score, country.twin(without="past_wealth"))
    assert bias["points"].sum() == pytest.approx(effect.mean(), abs=1e-9)
    assert (bias["points"] < 0).all()


def test_kinds_and_what_cannot_reach_the_score(score, sesame):
    effects = path_effects(score, sesame, "community", ("valley", "hill"))
    assert effects.table.set_index("path")["kind"].to_dict() == {
        "hill_dialect": "trace",
        "district_type": "life",
        "neighbourhood": "trace",  # "life" as soon as a bias makes a poor quarter poor
        "camera_error:recorded_offences": "planted",
        "friendships": "friends",
    }
    games = path_effects(score, sesame, "idle_gamers")
    assert games.table["path"].tolist() == ["idle_gamers:idle_mark"]
    assert games.unreached == ("idle_gamers:recorded_kept",)
    assert "Nothing reaches the score through idle_gamers:recorded_kept" in games.text
    assert "the retrained arm of mark tells" in games.text
    assert "retrained" not in effects.text
    savings = path_effects(score, sesame, "savings", (0, 20)).table.set_index("path")
    assert savings.loc["the score itself", "kind"] == "read"


def test_a_gap_holds_what_comes_with_a_group_and_a_cause_does_not():
    """Hill people more often live in the country; cameras see the people, not the place."""
    country = make_population(20_000, scenario="camera_error", seed=5)
    score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    member = (country.protected["district_type"] == "country").to_numpy()
    why = explain(score, country.observed)
    gap = decompose_gap(why, member, clusters=country.places).table.set_index("column")
    edges = ["income", "rent", "commute", "strain", "profession", "main_shop"]
    effects = path_effects(
        score, country, "district_type", ("city", "country"), together={"life": edges}
    )
    assert gap.loc["recorded_offences", "high"] < -0.5
    world = [country.twin(do={"district_type": value}) for value in ("city", "country")]
    moved = [world[k].observed["recorded_offences"].mean() for k in (0, 1)]
    assert moved[1] == pytest.approx(moved[0], abs=0.01)
    assert effects.table["points"].sum() == pytest.approx(effects.points, abs=1e-9)


def test_the_text_tells_every_number_of_the_table(score, sesame):
    effects = path_effects(score, sesame, "community", ("valley", "hill"))
    text, (first, second) = effects.text, effects.values
    assert effects.cause == "community" and (first, second) == ("valley", "hill")
    held_fixed = text.split(". ", 1)[0]
    assert held_fixed.startswith(
        "With the trained score, everybody's luck and all other causes held fixed, the published "
        f"score would change by {signed(effects.points)} points"
    )
    assert held_fixed.endswith(f"were community {second} instead of {first} for everybody")
    for row in effects.table[effects.table["points"].abs() >= 0.05].itertuples():
        assert f"{row.points:+.1f}".replace("-", "−") in text and row.path.split(":")[0] in text


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_the_picture_bears_every_number_and_no_box_covers_another(score, sesame):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    effects = path_effects(score, sesame, "community", ("valley", "hill"))
    ax = plot_paths(effects)
    ax.figure.canvas.draw()
    said = " ".join(text.get_text() for text in ax.texts)
    for row in effects.table.itertuples():
        assert f"{signed(row.points)} ({signed(row.low)} to {signed(row.high)})" in said
    assert f"{signed(effects.points)} points" in said
    widths = [line.get_linewidth() for line in ax.lines[::2]]
    assert widths == sorted(widths, reverse=True) and widths[0] > 9
    boxes = [text.get_window_extent() for text in ax.texts]
    frame = ax.figure.bbox
    for k, box in enumerate(boxes):
        assert frame.x0 <= box.x0 and box.x1 <= frame.x1
        assert not any(box.overlaps(other) for other in boxes[k + 1 :])
    plt.close(ax.figure)


BAD = {
    "an unknown cause": (("mood", (0, 1)), {}, "cause must be one of .* 'mood'"),
    "one value": (("gender", ("man",)), {}, "values must be two"),
    "no values": (("gender",), {}, "values must be two, .* received None"),
    "a column of values": (("age", (30, np.arange(1_000))), {}, "one value each"),
    "an unknown value": (("gender", ("man", "x")), {}, "do.* woman, man; received 'x'"),
    "too many paths": (
        ("age", (30, 60)),
        {},
        "leave 1 to 10 paths from age; received 21: disabled",
    ),
    "a label bias": (
        ("fraud_suspicion",),
        {},
        "reach the score .* 'fraud_suspicion', .* retrained arm of mark tells",
    ),
    "no scored column": (("secret_weights",), {}, "'secret_weights', which does not$"),
    "ties": (("guilt_by_association",), {}, "acts on ties alone"),
    "no edge": (("gender", ("man", "woman")), {"together": {"a": ["rent"]}}, "together .* 'rent'"),
    "an edge twice": (
        ("gender", ("man", "woman")),
        {"together": {"a": ["alcohol"], "b": ["alcohol"]}},
        "each edge once",
    ),
    "nobody": (("gender", ("man", "woman")), {"member": np.zeros(1_000, bool)}, "member .* nobody"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_clear_error(case, score, sesame):
    given, options, says = BAD[case]
    with pytest.raises(ValueError, match=says):
        path_effects(score, sesame, *given, **options)
