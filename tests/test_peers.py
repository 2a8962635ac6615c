"""Other explainers: what they add up to, what they may read, and how they are marked."""

from functools import cache, partial

import numpy as np
import pandas as pd
import pytest
from scipy.special import stdtrit
from sklearn.inspection import permutation_importance
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeRegressor

from explainers import explain
from explainers.marks.arm import Arm
from explainers.marks.importance import Importance, People, auc, mark_importance
from explainers.marks.marking import mark_trial
from explainers.marks.peers import lime, linear_surrogate, path_dependent, surrogate_tree
from explainers.marks.trial import prepare
from scoring import OpaqueScore
from synthetic_data import BIASES, make_population
from synthetic_data.codebook import FILE_MARKS

N = 2_000
FEW = np.arange(0, N, N // 8)
PEERS = {
    "path_dependent": path_dependent,
    "surrogate_tree": surrogate_tree,
    "linear_surrogate": linear_surrogate,
    "lime": partial(lime, rows=FEW, samples=300),
}


@cache
def trial(bias, dose=1.0, model="scorecard", weight=0.0, hidden=False):
    doses = {bias: dose}
    population = make_population(N, scenario="level", doses=doses, seed=4)
    table = population.observed.join(population.undisclosed) if hidden else population.observed
    train = population.split()[0]
    score = OpaqueScore(model, social_weight=weight)
    score.fit(table[train], population.recorded[train], measure=False)
    member = BIASES[bias].harmed(population, score.own_points(table))
    return prepare(score, population, bias, member, refits=2)


@pytest.fixture(scope="module")
def table_trial():
    return trial("postcode", model="points_table")


@pytest.fixture(scope="module")
def watched():
    return trial("watched_professions")


@pytest.fixture(scope="module")
def level():
    return trial("watched_professions", dose=0.0)


def ask(explainer, view, background, **kwargs):
    return explainer(view.score, view.table, ties=view.world.ties, background=background, **kwargs)


@pytest.mark.parametrize("peer", PEERS)
def test_dose_zero_gives_nothing_planted(peer, level):
    explainer, rows = PEERS[peer], None
    if peer == "lime":
        rows = np.r_[np.flatnonzero(level.member)[:10], np.flatnonzero(~level.member)[:10]]
        explainer = partial(lime, samples=1_000)
    found = mark_trial(level, explainer, rows=rows)
    assert found.verdict == found.kept.verdict == "nothing planted"
    assert found.retrained.found == found.retrained.elsewhere == 0


def test_dose_zero_gives_nothing_planted_to_permutation_importance(level):
    found = mark_importance(level, mark_trial(level).retrained)
    assert found.verdict == "nothing planted" and found.change == 0 and found.importance > 0


def test_a_linear_surrogate_of_a_linear_score_is_the_score(watched):
    theirs, exact = (
        ask(explainer, watched.with_bias, watched.background)
        for explainer in (linear_surrogate, explain)
    )
    assert np.allclose(theirs.rows, exact.rows, atol=1)
    assert mark_trial(watched, linear_surrogate).fidelity > 0.999


def test_a_surrogate_tree_adds_up_to_its_own_prediction(watched):
    view = watched.with_bias
    theirs = ask(surrogate_tree, view, watched.background)
    codes = view.table.drop(columns=list(FILE_MARKS)).apply(
        lambda c: c.cat.codes if isinstance(c.dtype, pd.CategoricalDtype) else c
    )
    own = view.score.own_points(view.table)
    tree = DecisionTreeRegressor(max_leaf_nodes=64, min_samples_leaf=20, random_state=0)
    said = tree.fit(codes.to_numpy(float), own).predict(codes.to_numpy(float))
    assert np.allclose(theirs.base + theirs.values.sum(axis=1), said)
    missed = np.var(own - said) / np.var(own)
    assert mark_trial(watched, surrogate_tree).fidelity == pytest.approx(1 - missed, abs=0.02)


@pytest.mark.parametrize("peer", PEERS)
def test_friends_rounding_and_published_score_are_the_score_s_own(peer):
    ready = trial("guilt_by_association", weight=0.3)
    theirs, exact = (
        ask(explainer, ready.with_bias, ready.background) for explainer in (PEERS[peer], explain)
    )
    rows = ["friends", "rounding"]
    assert np.allclose(theirs.rows[rows], exact.rows[rows].loc[theirs.rows.index])
    assert (theirs.published == exact.published[theirs.data.index]).all()
    assert abs(theirs.friends).max() > 1


@pytest.mark.parametrize("peer", PEERS)
def test_marks_in_the_file_get_nothing_where_the_score_reads_none(peer):
    ready = trial("idle_gamers", model="boosted")
    assert ready.with_bias.table["idle_mark"].any()
    theirs = ask(PEERS[peer], ready.with_bias, ready.background)
    assert (theirs.rows[list(FILE_MARKS)] == 0).all(axis=None)


@pytest.mark.parametrize("peer", PEERS)
def test_what_is_not_disclosed_stands_in_one_row(peer):
    ready = trial("secret_weights", hidden=True)
    theirs = ask(PEERS[peer], ready.with_bias, ready.background)
    assert theirs.columns[-1] == "not disclosed" and "hidden_index" not in theirs.rows
    assert theirs.rows["not disclosed"].std() > 5


def test_lime_is_steady_and_follows_an_additive_table(table_trial):
    view, background = table_trial.with_bias, table_trial.background
    one, again = (ask(PEERS["lime"], view, background) for _ in range(2))
    assert (one.values == again.values).all() and len(one.values) == len(FEW)
    exact = ask(explain, view, background, rows=FEW)
    assert np.corrcoef(one.values.ravel(), exact.values.ravel())[0, 1] > 0.8
    marked = BIASES["postcode"].carriers[0]
    assert np.allclose(one.rows[marked], exact.rows[marked], atol=8)


def test_people_who_are_not_explained_are_estimated_from_everybody_s_scores(watched):
    """Planted stays everybody's; found comes near it, with a wider interval."""
    member = watched.member
    some = np.sort(np.r_[np.flatnonzero(member)[:150], np.flatnonzero(~member)[:150]])
    full, part = mark_trial(watched), mark_trial(watched, explain, rows=some)
    assert part.n_explained == 300 and full.n_explained == N
    for whole, estimate in ((full.kept, part.kept), (full.retrained, part.retrained)):
        assert estimate.planted == whole.planted
        assert estimate.planted_interval[0] == pytest.approx(whole.planted_interval[0], rel=0.3)
        assert estimate.found == pytest.approx(whole.found, abs=1.5)
        assert estimate.unexplained == pytest.approx(0, abs=1e-9)
        low, high = estimate.found_interval
        assert low < whole.found < high


def test_a_sample_has_ten_of_each_side_and_is_not_the_explainers_choice(watched):
    """Two of each side gave sure and wrong verdicts; chosen people can flatter any explainer."""
    members, rest = np.flatnonzero(watched.member), np.flatnonzero(~watched.member)
    for some, received in ((members[:19], "19 of the group among 19"), (rest[:5], "0 of")):
        with pytest.raises(ValueError, match=f"rows must .* at least 10 .* received {received}"):
            mark_trial(watched, explain, rows=some)
    some = np.r_[members[:9], rest[:50]]
    with pytest.raises(ValueError, match="received 9 of the group among 59"):
        mark_trial(watched, explain, rows=some)
    for asked in (None, np.r_[members[:20], rest[:20]]):
        with pytest.raises(ValueError, match=r"explainer must explain all .* asked for"):
            mark_trial(watched, lambda *a, rows=None, **k: explain(*a, rows=some, **k), rows=asked)


def test_auc_is_scikit_learn_s_and_its_influence_adds_up_to_nothing():
    rng = np.random.default_rng(0)
    scores, kept = rng.integers(0, 30, 500), rng.random(500) < 0.8
    value, influence = auc(scores, kept)
    assert value == pytest.approx(roc_auc_score(kept, scores))
    assert influence.sum() == pytest.approx(0, abs=1e-12)
    without = np.arange(500) != 7
    left_out = (value - roc_auc_score(kept[without], scores[without])) * 499 / 500
    assert influence[7] == pytest.approx(left_out, abs=1e-4)


def test_importance_of_one_column_is_scikit_learn_s(watched):
    view, tested = watched.with_bias, watched.tested
    theirs = permutation_importance(
        view.score,
        view.table[tested],
        view.world.recorded[tested],
        scoring=lambda score, X, y: roc_auc_score(y, score.own_points(X)),
        n_repeats=5,
        random_state=0,
    )
    at = list(view.table).index("recorded_offences")
    ours = People(view, tested)
    value, _ = ours.lost(["recorded_offences"], 20, 0)
    mean, spread = theirs.importances_mean[at], theirs.importances_std[at]
    assert value == pytest.approx(mean, abs=2 * spread) and spread < mean / 3
    rank = ours.rank(["recorded_offences"], 0)
    low, high = ((theirs.importances_mean > mean + k * spread).sum() for k in (3, -3))
    assert 1 + low <= rank <= high


def test_importance_counts_friends_as_a_column():
    ready = trial("guilt_by_association", weight=0.3)
    found = mark_importance(ready, mark_trial(ready).retrained)
    assert found.importance != 0 and found.importance_without_bias == 0


def test_intervals_of_importance_know_of_other_people_and_of_another_training(watched):
    """People alone covered the mean over fresh worlds only four times in five."""
    found = mark_importance(watched, mark_trial(watched).retrained)
    carriers, places = BIASES[watched.bias].carriers, watched.population.places[watched.tested]
    views = [(watched.with_bias, watched.retrained), *watched.parts]
    seen = [[People(v, watched.tested).lost(carriers, 5, 0) for v in pair] for pair in views]
    losses = np.array([[value for value, _ in pair] for pair in seen])
    people = np.array([each for _, each in seen[0]])
    _, number = np.unique(places, return_inverse=True)
    n, told = number.max() + 1, (found.importance, found.importance_without_bias, found.change)
    for place, weights in enumerate(([1, 0], [0, 1], [1, -1])):
        sums = np.bincount(number, weights @ people)
        of_people = n / (n - 1) * (sums**2).sum()
        parts = losses[1:] @ weights
        scale = min(max(abs(told[place] / parts.mean()), 1), 2)
        trained = scale**2 * np.var(parts, ddof=1) / len(parts)
        total = of_people + trained
        degrees = total**2 / (of_people**2 / (n - 1) + trained**2 / (len(parts) - 1))
        half = stdtrit(degrees, 0.975) * total**0.5
        ends = (
            found.importance_interval,
            found.importance_without_bias_interval,
            found.change_interval,
        )[place]
        assert told[place] == pytest.approx(losses[0] @ weights) and trained > 0
        assert ends == pytest.approx((told[place] - half, told[place] + half))


def planted(points, width):
    ends = {"planted": (points - width, points + width), "found": (0.0, 0.0)}
    return Arm(points, 0.0, 0.0, ends, pd.Series(dtype=float))


@pytest.mark.parametrize(
    ("arm", "change", "rank", "verdict"),
    [
        (planted(-20, 5), (0.01, 0.03), 3, "found"),
        (planted(-20, 5), (0.01, 0.03), 11, "invisible in the columns"),
        (planted(-20, 5), (-0.01, 0.03), 1, "invisible in the columns"),
        (planted(-20, 5), (-0.03, -0.01), 1, "misleading"),
        (planted(-20, 25), (0.01, 0.03), 1, "too small to tell"),
        (planted(0, 0), (0, 0), 1, "nothing planted"),
        (planted(0, 0), (0.01, 0.03), 1, "false alarm"),
    ],
)
def test_verdicts_of_importance(arm, change, rank, verdict):
    no = (0.0, 0.0)
    found = Importance("postcode", arm, 0.0, no, 0.0, no, 0.0, change, rank, 1)
    assert found.verdict == verdict
