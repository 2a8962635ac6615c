"""The score: scikit-learn's conventions, the scale, the friends' share, clear errors."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from scipy.sparse.linalg import spsolve
from sklearn.base import clone
from sklearn.metrics import roc_auc_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from scoring import MAX_POINTS, MIN_POINTS, OpaqueScore
from scoring.models import MODELS
from scoring.points_table import TABLE
from scoring.reliability import measure
from scoring.scale import BANDS, band, margin_from_points, points_from_margin, publish
from scoring.social import friends_matrix, share_with_friends
from synthetic_data import BIASES, make_population
from synthetic_data.codebook import FILE_MARKS

ESTIMATORS = [
    OpaqueScore("boosted"),
    OpaqueScore("scorecard"),
    MODELS["boosted"].classifier(0),
    MODELS["scorecard"].classifier(0),
    MODELS["points_table"].classifier(0),
]
STEPS = "scikit-learn's own list: fitting a Pipeline replaces its `steps` by fitted ones"
EXPECTED_FAILURES = {
    "Pipeline": {
        "check_dont_overwrite_parameters": STEPS,
        "check_estimators_overwrite_params": STEPS,
    },
}


@parametrize_with_checks(
    ESTIMATORS,
    expected_failed_checks=lambda e: EXPECTED_FAILURES.get(type(e).__name__, {}),
)
@pytest.mark.filterwarnings("ignore:.*did not converge.*")
def test_scikit_learn_conventions(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def level():
    return make_population(30_000, scenario="level", seed=1)


@pytest.fixture(scope="module")
def fitted(level):
    train, _ = level.split()
    return {m: OpaqueScore(m).fit(level.observed[train], level.recorded[train]) for m in MODELS}


@pytest.mark.parametrize("model", MODELS)
def test_the_scale_is_really_used_at_dose_zero(model, fitted, level):
    own = fitted[model].own_points(level.observed[level.split()[1]])
    low, median, high = np.percentile(own, [1, 50, 99])
    assert abs(median - 650) < 15
    assert high - low >= 300
    assert np.mean((own < MIN_POINTS) | (own > MAX_POINTS)) < 0.01


def test_boosted_trees_rank_the_true_outcome_as_promised(fitted, level):
    test = level.split()[1]
    own = fitted["boosted"].own_points(level.observed[test])
    assert 0.75 < roc_auc_score(level.truth["kept_promise"][test], own) < 0.85


@pytest.mark.parametrize("model", MODELS)
def test_reliability_is_measured_on_people_it_was_not_trained_on(model, fitted, level):
    """The held-out figures agree with a fresh test group, not with the training group."""
    test = level.split()[1]
    own = fitted[model].own_points(level.observed[test])
    fresh = measure(margin_from_points(own), level.recorded[test])
    said = fitted[model].reliability_
    assert abs(said.auc - fresh.auc) < 0.03
    assert abs(said.calibration_error - fresh.calibration_error) < 0.01
    assert f"{said.auc:.2f}" in said.text


def test_reliability_of_a_memorising_score_is_not_flattered():
    random = np.random.default_rng(0)
    X, y = random.normal(size=(2_000, 30)), random.integers(0, 2, 2_000)
    score = OpaqueScore("boosted").fit(X, y)
    assert roc_auc_score(y, score.own_points(X)) > 0.9 and score.reliability_.auc < 0.6


def test_leaving_out_the_measuring_changes_no_score(level, fitted):
    train = level.split()[0]
    X, y = level.observed[train], level.recorded[train]
    quick = OpaqueScore("scorecard").fit(X, y, measure=False)
    assert quick.reliability_ is None
    assert np.array_equal(quick.own_points(X), fitted["scorecard"].own_points(X))


def test_published_scores_are_whole_points_within_the_scale(fitted, level):
    for score in fitted.values():
        published = score.predict(level.observed)
        assert published.dtype.kind == "i"
        assert published.min() >= MIN_POINTS and published.max() <= MAX_POINTS
        own = score.own_points(level.observed)
        inside = (own > MIN_POINTS) & (own < MAX_POINTS)
        assert np.abs(published - own)[inside].max() <= 0.5


def test_points_are_linear_in_the_margin_and_bands_cover_the_scale():
    margins = np.linspace(-6, 9, 50)
    np.testing.assert_allclose(margin_from_points(points_from_margin(margins)), margins)
    doubled = points_from_margin(np.log(40)) - points_from_margin(np.log(20))
    assert 41 < doubled < 42 and points_from_margin(np.log(20)) == 650
    assert publish([349.2, 350.5, 950.6]).tolist() == [350, 350, 950]
    edges = [350, 549, 550, 599, 600, 649, 650, 699, 700, 950]
    assert band(edges).tolist() == [name for name in BANDS for _ in range(2)]


def test_only_the_points_table_reads_file_marks():
    """Trained where the marks tell something of the recorded outcome."""
    country = make_population(6_000, scenario="idle_gamers", seed=1)
    flipped = country.observed.assign(**{m: ~country.observed[m] for m in FILE_MARKS})
    for model in MODELS:
        score = OpaqueScore(model).fit(country.observed, country.recorded)
        moved = score.own_points(flipped) - score.own_points(country.observed)
        assert np.all(np.abs(moved) > 1) if model == "points_table" else not moved.any()
    assert {entry.column for entry in TABLE} >= set(FILE_MARKS)


def test_a_refit_with_the_same_seed_is_the_same_score(level):
    train = level.split()[0]
    X, y = level.observed[train], level.recorded[train]
    one = OpaqueScore(random_state=3).fit(X, y)
    assert np.array_equal(clone(one).fit(X, y).own_points(X), one.own_points(X))


def random_ties(n, random, density=0.1):
    upper = sparse.triu(sparse.random(n, n, density, random_state=random), k=1)
    return sparse.csr_array(upper + upper.T)


@pytest.mark.parametrize("weight", [0.05, 0.3, 0.9])
def test_the_friends_share_solves_its_equation(weight):
    random = np.random.default_rng(4)
    own, ties = random.normal(650, 80, 300), random_ties(300, random)
    shares, visible = friends_matrix(ties)
    number = np.diff(ties.indptr)
    np.testing.assert_allclose(visible * np.maximum(number, 1), ties.sum(axis=1), atol=1e-12)
    system = sparse.eye_array(300, format="csc") - weight * sparse.csc_array(shares)
    exact = spsolve(system, (1 - weight * visible) * own)
    np.testing.assert_allclose(share_with_friends(own, ties, weight), exact, atol=1e-8)


def test_no_visible_ties_no_effect_and_no_friends_keep_their_own_score():
    random = np.random.default_rng(5)
    own, ties = random.normal(650, 80, 200), random_ties(200, random, 0.02)
    invisible = ties.copy()
    invisible.data[:] = 0
    assert np.array_equal(share_with_friends(own, invisible, 0.5), own)
    alone = np.diff(ties.indptr) == 0
    assert alone.any()
    assert np.array_equal(share_with_friends(own, ties, 0.5)[alone], own[alone])


def test_friends_who_score_alike_change_nothing():
    ties = random_ties(100, np.random.default_rng(6))
    shared = share_with_friends(np.full(100, 700.0), ties, 0.6)
    np.testing.assert_allclose(shared, 700, atol=1e-9)


ONLY_MARKS = {name for name, bias in BIASES.items() if {*bias.distorts} <= {*FILE_MARKS}}
NOT_IN_THE_TABLE = {"fraud_suspicion", "partner_data", "secret_weights", "volunteers_only"}
EFFECT = [(name, "boosted") for name in BIASES if name not in ONLY_MARKS]
EFFECT += [(name, "points_table") for name in BIASES if name not in NOT_IN_THE_TABLE]


@pytest.fixture(scope="module")
def town():
    return make_population(30_000, scenario="level", doses={"homophily": 0.5}, seed=8)


def retrained(world, model):
    """Own points, and scores with friends, of a score that is fitted in that world."""
    X, rows = world.observed.join(world.undisclosed), world.split()[0] & world.selected
    score = OpaqueScore(model, social_weight=0.3 if world.ties.data.any() else 0.0)
    score.fit(X[rows], world.recorded[rows], measure=False)
    return score.own_points(X), score.scores(X, world.ties)


@pytest.fixture(scope="module")
def without(town):
    return {model: retrained(town, model)[0] for model in ("boosted", "points_table")}


@pytest.mark.parametrize(("name", "model"), EFFECT)
def test_each_bias_alone_at_dose_one_costs_its_group_ten_to_sixty_points(
    name, model, town, without
):
    world = town.twin(doses={name: 1.0})
    own, with_bias = retrained(world, model)
    harmed = BIASES[name].harmed(world, own)
    change = with_bias - without[model]
    assert -60 < change[harmed].mean() - change[~harmed].mean() < -10


@pytest.mark.parametrize("name", sorted(ONLY_MARKS))
def test_what_acts_by_a_mark_alone_costs_nothing_in_a_trained_score(name, town, without):
    own, _ = retrained(town.twin(doses={name: 1.0}), "boosted")
    assert np.array_equal(own, without["boosted"])


@pytest.mark.parametrize("name", sorted(NOT_IN_THE_TABLE))
def test_what_acts_by_training_costs_nothing_in_the_points_table(name, town, without):
    own, _ = retrained(town.twin(doses={name: 1.0}), "points_table")
    assert np.array_equal(own, without["points_table"])


def test_averaging_with_friends_narrows_a_gap_between_groups_and_harms_people_inside():
    world = make_population(30_000, scenario="guilt_by_association", seed=8)
    score = OpaqueScore("boosted", social_weight=0.3).fit(world.observed, world.recorded)
    own, shared = score.own_points(world.observed), score.scores(world.observed, world.ties)
    young = (world.protected["age_group"] == "18-29").to_numpy()
    before = own[young].mean() - own[~young].mean()
    after = shared[young].mean() - shared[~young].mean()
    assert before < after < 0
    harmed = BIASES["guilt_by_association"].harmed(world, own)
    assert (shared - own)[harmed & young].mean() < -10


def small():
    country = make_population(600, scenario="level", seed=2)
    return country.observed, country.recorded, country


def fit_small(**kwargs):
    X, y, _ = small()
    return OpaqueScore(**{"model": "scorecard"} | kwargs).fit(X, y)


BAD = {
    "an unknown model": (lambda: fit_small(model="oracle"), "model .* boosted.* 'oracle'"),
    "a social weight of 1": (
        lambda: fit_small(social_weight=1.0),
        r"social_weight .*\[0, 1\).* 1.0",
    ),
    "a constant label": (
        lambda: OpaqueScore().fit(small()[0], np.ones(600)),
        "y must have two values.*1 class",
    ),
    "labels of three kinds": (
        lambda: OpaqueScore().fit(small()[0], np.arange(600) % 3),
        "y must have two values.*3 class",
    ),
    "labels of another length": (lambda: OpaqueScore().fit(small()[0], [0, 1]), "y .* 600 .* 2"),
    "nobody": (lambda: fit_small().predict(small()[0][:0]), "at least one person"),
    "a missing column": (
        lambda: fit_small().predict(small()[0].drop(columns="debt")),
        r"columns that the score was fitted on; missing \['debt'\]\. .*during fit",
    ),
    "a misspelt column": (
        lambda: fit_small().predict(small()[0].rename(columns={"debt": "dept"})),
        r"missing \['debt'\], unexpected \['dept'\]",
    ),
    "columns in another order": (
        lambda: fit_small().predict(small()[0].iloc[:, [1, 0, *range(2, small()[0].shape[1])]]),
        "in their order; received .* at place 0, where .* was",
    ),
    "a column twice": (
        lambda: fit_small().predict(pd.concat([small()[0], small()[0][["debt"]]], axis=1)),
        r"twice \['debt'\]",
    ),
    "an array where columns had names": (
        lambda: fit_small().predict(small()[0].select_dtypes("number").to_numpy()),
        "by name; received ndarray",
    ),
    "names where an array was": (
        lambda: OpaqueScore("scorecard").fit(np.eye(50), np.arange(50) % 2).predict(small()[0]),
        r"missing \[0, 1, .*unexpected \['",
    ),
    "missing values in a scorecard": (
        lambda: fit_small().predict(small()[0].assign(debt=np.nan, income=np.nan)),
        r"no missing values .*scorecard .*\['income', 'debt'\]|\['debt', 'income'\]",
    ),
    "missing values in the points table": (
        lambda: fit_small(model="points_table").predict(small()[0].assign(debt=np.nan)),
        r"no missing .* or infinite values.*points table .*\['debt'\]",
    ),
    "a missing label in the points table": (
        lambda: fit_small(model="points_table").predict(
            small()[0].assign(education=small()[0]["education"].where(np.arange(600) > 3))
        ),
        r"points table .*\['education'\]",
    ),
    "a missing column of the table": (
        lambda: fit_small(model="points_table").predict(small()[0].drop(columns="debt")),
        "debt",
    ),
    "an unexpected column": (lambda: fit_small().predict(small()[0].assign(luck=1)), "luck"),
    "a text where numbers were": (
        lambda: fit_small().predict(small()[0].assign(debt="much")),
        "debt.*numbers",
    ),
    "an unknown label": (
        lambda: fit_small().predict(small()[0].assign(education=pd.Categorical(["none"] * 600))),
        "education.*'none'",
    ),
    "infinite values": (
        lambda: fit_small(model="boosted").predict(small()[0].assign(debt=np.inf)),
        r"no infinite values.*boosted .*\['debt'\]",
    ),
    "no ties where friends count": (
        lambda: fit_small(social_weight=0.3).predict(small()[0]),
        "ties .* received none",
    ),
    "ties of other people": (
        lambda: fit_small(social_weight=0.3).predict(small()[0], sparse.eye_array(5).tocsr()),
        r"ties .*\(600, 600\).*\(5, 5\)",
    ),
    "ties above 1": (
        lambda: fit_small(social_weight=0.3).predict(small()[0], 2 * small()[2].friendships),
        r"ties .*\[0, 1\].* 2",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_clear_error(case):
    act, says = BAD[case]
    with pytest.raises(ValueError, match=f"(?s){says}"):
        act()


def test_an_unfitted_score_says_so():
    with pytest.raises(ValueError, match="not fitted"):
        OpaqueScore().predict(small()[0])
