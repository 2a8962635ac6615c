"""Explanations in points: they add up, friends and rounding have rows of their own."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from scipy.sparse.linalg import spsolve
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from explainers import decompose_gap, explain
from explainers.points.steps import describe_waterfall
from scoring import MAX_POINTS, MIN_POINTS, OpaqueScore
from scoring.groups import difference
from scoring.models import MODELS
from scoring.scale import margin_from_points, points_from_margin
from synthetic_data import make_population

QUESTIONS = ("interventional", "path_dependent")


@pytest.fixture(scope="module")
def country():
    return make_population(6_000, scenario="sesame", seed=1)


@pytest.fixture(scope="module")
def scores(country):
    X, y = country.observed, country.recorded
    return {model: OpaqueScore(model, social_weight=0.3).fit(X, y) for model in MODELS}


def both(scores, country, model, **kwargs):
    return explain(scores[model], country.observed, ties=country.ties, **kwargs)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("model", MODELS)
def test_rows_add_up_to_the_published_score(model, question, scores, country):
    why = both(scores, country, model, perturbation=question)
    own = scores[model].own_points(country.observed)
    assert why.values.shape == country.observed.shape
    np.testing.assert_allclose(why.base + why.values.sum(axis=1), own, rtol=0, atol=1e-9)
    np.testing.assert_allclose(why.base + why.rows.sum(axis=1), why.published, rtol=0, atol=1e-9)
    assert np.array_equal(why.published, scores[model].predict(country.observed, country.ties))


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # as shap is imported
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_not_disclosed_stands_in_one_row_and_hides_what_it_holds(question):
    country = make_population(6_000, scenario="secret_weights", seed=1)
    X = country.observed.join(country.undisclosed)
    score = OpaqueScore("boosted").fit(X, country.recorded)
    why = explain(score, X, perturbation=question)
    assert why.columns == (*country.observed, "not disclosed")
    np.testing.assert_allclose(why.base + why.rows.sum(axis=1), why.published, rtol=0, atol=1e-9)
    assert np.abs(why.rows["not disclosed"]).mean() > 10
    assert why.data["not disclosed"].isna().all() and "hidden_index" not in why.data
    assert why.person(0).loc["not disclosed", "data"] == ""
    assert why.to_shap().feature_names[len(X.columns) - 1] == "not disclosed"


@pytest.mark.parametrize("model", MODELS)
def test_friends_agree_with_an_independent_sparse_solve(model, scores):
    """Rows of (1 - w m_i) own_i + w mean_j t_ij s_j, set up and solved apart from the package."""
    country = make_population(800, scenario="sesame", seed=1)
    ties, own = country.ties, scores[model].own_points(country.observed)
    degree = np.asarray((country.friendships != 0).sum(axis=1)).ravel()
    mean = sparse.diags_array(1 / np.maximum(degree, 1)) @ ties
    visible = mean @ np.ones(len(own))
    exact = spsolve(
        sparse.csc_array(sparse.eye_array(len(own)) - 0.3 * mean), (1 - 0.3 * visible) * own
    )
    why = both(scores, country, model)
    np.testing.assert_allclose(own + why.friends, exact, rtol=0, atol=1e-7)
    assert np.abs(why.friends).max() > 5


def test_rounding_is_half_a_point_unless_the_scale_clips(country):
    score = OpaqueScore("points_table").fit(country.observed, country.recorded)
    poor = country.observed.assign(late_payments=24, debt=3.0, savings=0.0, income=300)
    why = explain(score, poor)
    unrounded = score.own_points(poor)
    clipped = (unrounded < MIN_POINTS) | (unrounded > MAX_POINTS)
    assert clipped.any() and not clipped.all()
    assert np.abs(why.rounding[~clipped]).max() <= 0.5
    ends = np.clip(unrounded, MIN_POINTS, MAX_POINTS)
    np.testing.assert_allclose(why.rounding[clipped], (ends - unrounded)[clipped], atol=1e-9)


def test_a_column_that_the_score_ignores_gives_nothing(scores, country):
    for model in ("boosted", "scorecard"):
        rows = both(scores, country, model, rows=np.arange(50)).rows
        assert not rows[["idle_mark", "parent_mark"]].to_numpy().any()


def test_explaining_some_rows_is_explaining_everybody_and_picking_them(scores, country):
    everybody = both(scores, country, "boosted")
    mask = np.zeros(country.n_people, dtype=bool)
    mask[[5, 17, 4_000]] = True
    for rows in (mask, [5, 17, 4_000]):
        some = both(scores, country, "boosted", rows=rows)
        pd.testing.assert_frame_equal(some.rows, everybody.rows.iloc[[5, 17, 4_000]])


def test_the_reference_people_choose_the_base_and_are_named(scores, country):
    own = scores["boosted"].own_points(country.observed)
    rich = (country.observed["income"] > 3_000).to_numpy()
    why = both(scores, country, "boosted", background=rich, rows=[0])
    assert why.base == pytest.approx(points_from_margin(margin_from_points(own[rich])).mean())
    assert f"{rich.sum():,}" in why.background and why.background in why.text
    table = both(scores, country, "boosted", background=country.observed[rich], rows=[0])
    np.testing.assert_allclose(table.values, why.values, atol=1e-9)
    named = both(scores, country, "boosted", background=rich, background_name="rich", rows=[0])
    assert named.background == f"{rich.sum():,} rich"
    one = both(scores, country, "boosted", background=[3], rows=[3])
    assert np.abs(one.values).max() < 1e-12 and one.background == "one person"
    assert "Compared with one person." in one.text


def test_additive_models_give_each_column_its_points_minus_the_reference_mean(scores, country):
    """Against brute force on two people: swap one column in, everything else kept."""
    for model in ("scorecard", "points_table"):
        person, other = country.observed.iloc[[10]], country.observed.iloc[[20]]
        score = OpaqueScore(model).fit(country.observed, country.recorded)
        why = explain(score, person, background=other)
        for place, column in enumerate(country.observed):
            swapped = other.assign(**{column: person[column].array})
            change = score.own_points(swapped) - score.own_points(other)
            assert why.values[0, place] == pytest.approx(change[0], abs=1e-9), column


def test_one_person_as_a_table_tells_the_whole_sum(scores, country):
    why = both(scores, country, "boosted", rows=[7])
    table = why.person(0)
    assert list(table.index[[0, -3, -2, -1]]) == ["base", "friends", "rounding", "published"]
    assert table["points"].iloc[:-1].sum() == pytest.approx(table["points"].iloc[-1], abs=1e-9)
    assert table.loc["income", "data"] == country.observed["income"].iloc[7]
    sizes = table["points"].iloc[1:-3].abs().to_numpy()
    assert np.all(np.diff(sizes) <= 0)


def test_reliability_stands_beside_every_explanation(scores, country):
    why = both(scores, country, "boosted", rows=[0])
    assert why.reliability is scores["boosted"].reliability_ and "AUC" in why.text
    tree = DecisionTreeClassifier(max_depth=2).fit([[0.0], [1.0], [2.0]], [0, 1, 1])
    assert "was not measured" in explain(tree, np.array([[0.0], [2.0]])).text


def test_to_shap_appends_friends_and_rounding_and_draws(scores, country):
    shap = pytest.importorskip("shap")
    why = both(scores, country, "boosted", rows=np.arange(30))
    told = why.to_shap()
    assert isinstance(told, shap.Explanation)
    assert told.feature_names[-2:] == ["friends", "rounding"]
    np.testing.assert_allclose(told.base_values + told.values.sum(axis=1), why.published)
    codes = country.observed["education"].cat.codes[:30]
    assert np.array_equal(told.data[:, list(why.columns).index("education")], codes)


OWN_MODELS = {
    "forest": (RandomForestRegressor(5, max_depth=4, random_state=0), "prediction"),
    "tree": (DecisionTreeClassifier(max_depth=4), "probability"),
    "linear": (LinearRegression(), "prediction"),
    "logistic": (make_pipeline(StandardScaler(), LogisticRegression()), "log-odds"),
}


@pytest.mark.parametrize("name", OWN_MODELS)
def test_a_model_of_the_readers_own_is_explained_in_its_margin(name):
    random = np.random.default_rng(0)
    X = pd.DataFrame(random.normal(size=(300, 3)), columns=["a", "b", "c"])
    model, unit = OWN_MODELS[name]
    model.fit(X, (X["a"] + X["b"] ** 2 > 0.5).astype(int))
    why = explain(model, X)
    assert why.unit == unit and why.columns == tuple(why.rows) == ("a", "b", "c")
    assert list(why.person(0).index[[0, -1]]) == ["base", "published"] and len(why.person(0)) == 5
    assert describe_waterfall(why).count(" = ") == describe_waterfall(why).count(", ") + 1 == 3
    way = f"from base {why.base:.3f} to {why.published[0]:.3f} ({unit}): "
    assert describe_waterfall(why).startswith(f"Waterfall {way}")
    assert f"In {unit} of class '1'." in why.text or unit == "prediction"
    np.testing.assert_allclose(why.base + why.values.sum(axis=1), why.published, atol=1e-9)
    reversed_names = explain(model, X[["a", "b", "c"]].iloc[:5], background=X)
    np.testing.assert_allclose(
        reversed_names.base + reversed_names.values.sum(axis=1), why.published[:5], atol=1e-9
    )


@pytest.fixture(scope="module")
def gap(scores, country):
    why = both(scores, country, "boosted")
    young = (country.protected["age_group"] == "18-29").to_numpy()
    return why, young


def test_a_gap_splits_into_columns_that_add_up(gap):
    why, young = gap
    told = decompose_gap(why, young)
    table = told.table
    score_gap = why.published[young].mean() - why.published[~young].mean()
    assert told.points == pytest.approx(score_gap)
    assert table["points"].sum() == pytest.approx(score_gap, abs=1e-9)
    assert {"friends", "rounding"} < set(table["column"])
    assert (table["low"] <= table["points"]).all() and (table["points"] <= table["high"]).all()


def test_gap_intervals_cover_what_they_promise():
    """Truth known: groups of independent people, and of clusters that hang together."""
    random = np.random.default_rng(3)
    member = np.arange(400) % 2 == 0
    clusters = np.repeat(np.arange(40), 10)
    tries, covered = 600, {"alone": 0, "clustered": 0, "ignored": 0}
    side = np.repeat(random.permutation(40) % 2 == 0, 10)  # whole clusters on one side
    for _ in range(tries):
        alone = random.normal(size=(400, 1)) + 2.0 * member[:, None]
        shared = alone * 0.5 + np.repeat(random.normal(size=40), 10)[:, None]
        shared += 2.0 * side[:, None] - 1.0 * member[:, None]
        for kind, values, group, labels, truth in (
            ("alone", alone, member, None, 2.0),
            ("clustered", shared, side, clusters, 2.0),
            ("ignored", shared, side, None, 2.0),
        ):
            points, half = difference(values, group, labels)
            covered[kind] += abs(points[0] - truth) <= half[0]
    shares = {kind: count / tries for kind, count in covered.items()}
    assert 0.92 < shares["alone"] < 0.98 and 0.91 < shares["clustered"] < 0.98, shares
    assert shares["ignored"] < 0.7, shares  # which is why clusters exist


def fitted():
    country = make_population(300, scenario="level", seed=2)
    return OpaqueScore("scorecard").fit(country.observed, country.recorded), country.observed


def bad(**kwargs):
    score, X = fitted()
    return explain(score, X, **kwargs)


BAD = {
    "an unknown question": (
        lambda: bad(perturbation="causal"),
        ValueError,
        "perturbation .* interventional.* 'causal'",
    ),
    "a mask of nobody": (lambda: bad(rows=np.zeros(300, bool)), ValueError, "rows .* at least one"),
    "a mask of others": (lambda: bad(rows=np.ones(9, bool)), ValueError, "rows .* 300 .*9"),
    "a row that is not there": (lambda: bad(rows=[300]), ValueError, "0 to 299; received 300"),
    "no reference people": (
        lambda: bad(background=np.zeros(300, bool)),
        ValueError,
        "background .* at least one",
    ),
    "an empty reference table": (
        lambda: bad(background=fitted()[1][:0]),
        ValueError,
        "background .* at least one",
    ),
    "a reference table of other columns": (
        lambda: bad(background=fitted()[1].drop(columns="debt")),
        ValueError,
        "columns of X",
    ),
    "an unsupported model": (
        lambda: explain(KNeighborsClassifier().fit([[0], [1]], [0, 1]), np.zeros((1, 1))),
        TypeError,
        "KNeighborsClassifier",
    ),
    "a group of nobody": (
        lambda: decompose_gap(bad(), np.zeros(300, bool)),
        ValueError,
        "member .* nobody",
    ),
    "a group of everybody": (
        lambda: decompose_gap(bad(), np.ones(300, bool)),
        ValueError,
        "member .* everybody",
    ),
    "a group that is no mask": (
        lambda: decompose_gap(bad(), np.arange(300)),
        ValueError,
        "member .* boolean",
    ),
    "an unfitted score": (lambda: explain(OpaqueScore(), fitted()[1]), ValueError, "not fitted"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_clear_error(case):
    act, kind, says = BAD[case]
    with pytest.raises(kind, match=f"(?s){says}"):
        act()
