"""An audit's values: fairlearn's, from counts that merge, whatever the frame."""

import numpy as np
import pandas as pd
import pytest
from fairlearn import metrics as fair
from sklearn.metrics import precision_score, roc_auc_score

from auditing import audit
from auditing.comparisons.estimates import estimate
from auditing.comparisons.metrics import metrics_of
from auditing.comparisons.sides import sides_of
from auditing.reading.frame import read_people
from auditing.reading.tally import tally_people

NAMES = ("n", "weight", "weight_squares", "score", "squares")


def people(n=3_000, seed=0):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "sex": rng.choice(["f", "m"], n),
            "origin": rng.choice(list("abcde"), n, p=[0.5, 0.3, 0.15, 0.045, 0.005]),
            "home": rng.integers(0, n // 3, n),
            "w": rng.choice([1.0, 2.0, 3.5], n),
        }
    )
    frame["points"] = np.round(rng.normal(500, 100, n) - 30 * (frame["sex"] == "f"))
    frame["paid"] = (rng.random(n) < 1 / (1 + np.exp(-(frame["points"] - 500) / 80))).astype(int)
    return frame


def asked(frame, **more):
    return audit(frame, score="points", groups=["sex", "origin"], check=0, **more)


@pytest.mark.parametrize("column", ["sex", "origin"])
def test_values_differences_and_ratios_are_fairlearns(column):
    frame = people()
    told = asked(frame, outcome="paid", thresholds=550)
    reached = (frame["points"] >= 550).astype(int)
    theirs = fair.MetricFrame(
        metrics={
            "count": fair.count,
            "selection_rate[550]": fair.selection_rate,
            "true_positive_rate[550]": fair.true_positive_rate,
            "false_positive_rate[550]": fair.false_positive_rate,
            "precision[550]": lambda y, p: precision_score(y, p, zero_division=np.nan),
        },
        y_true=frame["paid"],
        y_pred=reached,
        sensitive_features=frame[column],
    )
    ours = told.by_group(column)
    for name in theirs.by_group:
        np.testing.assert_allclose(ours[name], theirs.by_group[name], atol=1e-12)
        if name != "count":
            assert told.difference(column)[name] == pytest.approx(theirs.difference()[name])
            assert told.ratio(column)[name] == pytest.approx(theirs.ratio()[name])
    gap = fair.demographic_parity_difference(
        frame["paid"], reached, sensitive_features=frame[column]
    )
    assert told.difference(column)["selection_rate[550]"] == pytest.approx(gap)


def test_weighted_values_are_fairlearns():
    frame = people()
    told = asked(frame, outcome="paid", thresholds=550, weights="w")
    theirs = fair.MetricFrame(
        metrics=fair.true_positive_rate,
        y_true=frame["paid"],
        y_pred=(frame["points"] >= 550).astype(int),
        sensitive_features=frame["sex"],
        sample_params={"sample_weight": frame["w"]},
    )
    np.testing.assert_allclose(
        told.by_group("sex")["true_positive_rate[550]"], theirs.by_group, atol=1e-12
    )


def test_means_rankings_and_calibration_are_pandas_and_scikit_learns():
    frame = people()
    told = asked(frame, outcome="paid", bands=[400, 600]).by_group("origin")
    groups = frame.groupby("origin")
    np.testing.assert_allclose(told["mean_score"], groups["points"].mean())
    np.testing.assert_allclose(told["outcome_rate"], groups["paid"].mean())
    for label, part in groups:
        assert told.loc[label, "ranking"] == pytest.approx(
            roc_auc_score(part["paid"], part["points"])
        )
        band = part[part["points"].between(400, 600, inclusive="left")]
        assert told.loc[label, "calibration[400:600]"] == pytest.approx(band["paid"].mean())


def test_scores_in_bins_give_exact_means_and_rates():
    frame = people(5_000)
    frame["points"] += np.random.default_rng(1).random(5_000)
    told = asked(frame, outcome="paid", thresholds=[480.25, 550.5]).by_group("sex")
    groups = frame.groupby("sex")
    np.testing.assert_allclose(told["mean_score"], groups["points"].mean())
    for at in (480.25, 550.5):
        rates = groups["points"].agg(lambda points, at=at: (points >= at).mean())
        np.testing.assert_allclose(told[f"selection_rate[{at}]"], rates)
    for label, part in groups:
        area = roc_auc_score(part["paid"], part["points"])
        assert told.loc[label, "ranking"] == pytest.approx(area, abs=1e-3)


def tally_of(frame, like=None):
    read = read_people(frame, score="points", groups=["sex", "origin"], outcome="paid")
    return tally_people(read, [550], like=like)


@pytest.mark.parametrize("order", [1, -1])
def test_parts_of_a_table_add_up_to_the_whole(order):
    frame = people()
    whole = tally_of(frame)
    parts = [tally_of(part, whole) for part in (frame[:700], frame[700:1_900], frame[1_900:])]
    merged = parts[::order][0] + parts[::order][1] + parts[::order][2]
    one, two = (
        tally.frame().sort_values(["group 0", "group 1", "bin", "outcome"]).reset_index(drop=True)
        for tally in (whole, merged)
    )
    pd.testing.assert_frame_equal(one, two, check_dtype=False)
    assert merged.n_people == len(frame)


def test_without_clusters_each_person_is_one_and_with_one_each_intervals_agree():
    frame = people(800).assign(alone=range(800))
    metrics = metrics_of([550], [], outcome=True)
    found = []
    for clusters in (None, "alone"):
        read = read_people(
            frame, score="points", groups=["sex", "origin"], outcome="paid", clusters=clusters
        )
        tally = tally_people(read, [550])
        found.append(estimate(tally, sides_of(tally), metrics))
    one, two = found
    enough = one.counted >= 5
    for name in ("value", "variance", "units", "skewness"):
        np.testing.assert_allclose(
            getattr(one, name)[enough], getattr(two, name)[enough], rtol=1e-6, atol=1e-12
        )
    assert np.abs(two.between).max() < 1e-20


def test_copies_of_people_in_clusters_do_not_narrow_an_interval():
    frame = people(600).assign(home=range(600))
    thrice = pd.concat([frame] * 3, ignore_index=True)
    one, three = (asked(table, clusters="home", thresholds=550) for table in (frame, thrice))
    for first, second in zip(one.findings, three.findings, strict=True):
        if first.metric == "mean_score" and not first.withheld and first.people >= 40:
            assert first.high - first.low == pytest.approx(second.high - second.low, rel=0.03)


@pytest.mark.parametrize("form", ["pandas", "pyarrow", "dict", "narwhals", "categories"])
def test_any_frame_gives_the_same_findings(form):
    frame = people(600)
    if form == "pyarrow":
        table = pytest.importorskip("pyarrow").Table.from_pandas(frame)
    elif form == "dict":
        table = {name: frame[name].to_numpy() for name in frame}
    elif form == "narwhals":
        table = pytest.importorskip("narwhals").from_native(frame)
    elif form == "categories":
        table = frame.astype({"sex": "category", "origin": "category"})
    else:
        table = frame.sample(frac=1, random_state=0)
    for columns in (None, ["home", "paid", "origin"]):
        if columns and form in ("pandas", "categories"):
            continue  # other halves of the people, other labels
        one, two = (
            asked(given, thresholds=550, columns=columns).to_json() for given in (frame, table)
        )
        assert one == two


def test_a_scores_values_beside_the_table_do_as_a_column_does():
    frame = people(600)
    one = asked(frame)
    two = audit(
        frame.drop(columns="points"), score=frame["points"], groups=["sex", "origin"], check=0
    )
    assert one.to_json() == two.to_json()


def test_a_score_of_two_values_is_a_decision():
    frame = people(600)
    frame["points"] = (frame["points"] > 500).astype(int)
    told = asked(frame)
    assert "selection_rate[1]" in told.by_group("sex")
    assert ("two values", 1.0) in told.not_looked_at
