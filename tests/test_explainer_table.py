"""The central table: what it holds, how it is counted and written."""

from io import StringIO

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from explainers import mark
from explainers.marks.arm import VERDICTS
from synthetic_data import BIASES
from underglass.measured import explainer_report as report
from underglass.measured.explainer_table import make_trial, measure_explainers, where_it_acts
from underglass.measured.explainers import EXPLAINERS

N = 2_000


@pytest.fixture(scope="module")
def marks():
    return measure_explainers(N, biases=["postcode"], refits=2, lime_people=20)


def test_every_explainer_is_marked_against_the_same_truth(marks):
    assert marks["explainer"].tolist() == list(EXPLAINERS)
    truth = marks[["planted", "planted_low", "planted_high", "planted_kept"]]
    assert (truth.nunique() == 1).all() and truth["planted"][0] < -20
    trial = make_trial(N, "postcode", None, 0, 2)
    alone = mark(trial.with_bias.score, trial.population, "postcode", trial.member, refits=2)
    ours = marks.set_index("explainer").loc["interventional"]
    assert ours["found"] == alone.retrained.found and ours["alone"] == alone.carriers_gap
    assert ours["planted"] == alone.retrained.planted and ours["verdict"] == alone.verdict


def test_found_elsewhere_and_unexplained_add_up_to_planted(marks):
    points = marks[marks["unit"] == "points"]
    for end in ("", "_kept"):
        total = points[[f"found{end}", f"elsewhere{end}", f"unexplained{end}"]].sum(axis=1)
        assert np.allclose(total, points[f"planted{end}"])
    exact = points.set_index("explainer").loc[["interventional", "path-dependent", "conditional"]]
    assert np.allclose(exact["unexplained"], 0) and np.allclose(exact["fidelity"], 1)
    assert points.set_index("explainer").loc["LIME", "n_explained"] == 20


def test_permutation_importance_gets_no_points(marks):
    row = marks.set_index("explainer").loc["permutation importance"]
    assert row[["share", "elsewhere", "unexplained"]].isna().all() and row["unit"] == "AUC"
    text = report.details(marks).set_index("explainer").loc["permutation importance"]
    assert text["elsewhere"] == text["unexplained"] == "no points"


def test_a_scenario_marks_each_bias_at_work_beside_the_others():
    found = measure_explainers(
        N, scenario="sesame", biases=["nappy_bonus"], explainers=["interventional"], refits=2
    )
    assert found["dose"].tolist() == [0.8]
    trial = make_trial(N, "nappy_bonus", "sesame", 0, 2)
    assert len(trial.population.planted) == 4
    assert set(trial.kept.world.planted) == set(trial.population.planted) - {"nappy_bonus"}


def row(bias, explainer, verdict, right, share=1.0, **more):
    points = dict(planted=-20.0, planted_low=-25.0, planted_high=-15.0, model="boosted")
    points |= dict(planted_kept=0.0, planted_kept_low=0.0, planted_kept_high=0.0, unit="points")
    for name in ("found", "alone", "without"):
        points |= {name: -20.0, f"{name}_low": -25.0, f"{name}_high": -15.0}
    points |= dict(
        bias=bias, seed=0, explainer=explainer, verdict=verdict, right=right, share=share
    )
    points |= dict(speaks_alone=True, speaks_without=False, unexplained=-2.0, elsewhere=0.0)
    return points | dict(n_people=N, n_explained=N, fidelity=0.9, seconds=1.0, rank=3.0) | more


def test_verdicts_are_counted():
    table = pd.DataFrame(
        [
            row("postcode", "interventional", "found", True),
            row("nappy_bonus", "interventional", "too small to tell", None, float("nan")),
            row("camera_error", "interventional", "found elsewhere", False, 0.2),
            row("postcode", "LIME", "misleading", False, -0.5, speaks_without=True),
            row("nappy_bonus", "LIME", "found", True, unexplained=4.0),
            row("camera_error", "LIME", "found", True, unexplained=-6.0),
        ]
    )
    counts = report.summary(table)
    assert counts["interventional"].loc[["found", "found elsewhere", "misleading"]].tolist() == [
        1,
        1,
        0,
    ]
    assert "overstated" not in counts.index
    assert counts.loc["right, of those told"].tolist() == ["1 of 2", "2 of 3"]
    assert counts.loc[report.AT_DOSE_0].tolist() == [0, 1]
    assert counts.loc["missing, points"].tolist() == ["2.0", "4.0"]
    cells = report.compact(table).set_index("bias")
    assert cells.loc["postcode", "LIME"] == "✖ −0.50"
    assert cells.loc["nappy_bonus", "interventional"] == "·"
    assert cells.loc["camera_error", "interventional"] == "◐ 0.20"
    assert cells["acts on"].tolist() == [
        "recorded columns",
        "training labels",
        "a mark of the points table",
    ]


def test_of_several_draws_the_table_says_in_how_many():
    verdicts = ["found", "found", "found elsewhere", "undecided"]
    shares = (0.9, 1.1, 0.3, 0.5)
    right = {"found": True, "found elsewhere": False, "undecided": None}
    table = pd.DataFrame(
        [
            row("postcode", "interventional", verdict, right[verdict], share, seed=seed)
            for seed, (verdict, share) in enumerate(zip(verdicts, shares, strict=True))
        ]
    )
    assert report.compact(table)["interventional"].tolist() == ["● 2/4 0.70"]
    counts = report.summary(table)["interventional"]
    assert counts["right, of those told"] == "2 of 3" and counts["found"] == 2
    assert counts["exact 95 % interval"] == "0.09 to 0.99"
    assert "4 draws" in report.legend(table)


def test_every_verdict_has_a_symbol_and_every_bias_a_place():
    assert set(report.SYMBOLS) == set(VERDICTS)
    assert len(set(report.SYMBOLS.values())) == len(VERDICTS)
    assert {where_it_acts(bias) for bias in BIASES} == set(report.PLACES)


def test_the_report_is_written(marks, tmp_path):
    csv, text = report.write_report(marks, tmp_path / "new")
    again = pd.read_csv(csv)
    assert np.allclose(again["planted"], marks["planted"], rtol=1e-5)
    said = text.read_text(encoding="utf-8")
    assert "| postcode |" in said and "±" in said and "## In full" in said
    console = Console(width=118, record=True, file=StringIO())
    for table in (
        report.compact_table(marks),
        report.summary_table(marks),
        report.details_table(marks),
    ):
        console.print(table)
    printed = console.export_text()
    assert "postcode" in printed and "right" in printed


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"biases": ["x"]}, "biases must be among|biases must be one of"),
        ({"explainers": ["x"]}, "explainers must be .* 'x'"),
        ({"scenario": "x"}, "scenario must be .* 'x'"),
        ({"scenario": "sesame", "biases": ["postcode"]}, "biases must be .* 'postcode'"),
        ({"lime_people": 3}, "lime_people .* 3"),
        ({"refits": 1}, "refits .* 1"),
        ({"n_people": 0}, "n_people .* 0"),
    ],
)
def test_bad_input_gets_a_clear_error(change, says):
    with pytest.raises(ValueError, match=says):
        measure_explainers(**({"n_people": N} | change))


def test_finished_countries_are_kept_and_count_for_the_same_question_only(tmp_path, monkeypatch):
    def asked(refits):
        return measure_explainers(
            N,
            biases=["postcode"],
            explainers=["interventional"],
            refits=refits,
            path=tmp_path / "kept.jsonl",
        )

    first = asked(2)
    monkeypatch.setattr(
        "underglass.measured.explainer_table.make_trial", None
    )  # nothing is measured again
    pd.testing.assert_frame_equal(asked(2), first)
    with pytest.raises(TypeError):
        asked(3)
