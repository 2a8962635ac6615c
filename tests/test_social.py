"""The friends' share, friend by friend: exact against a dense inverse that knows nothing of it."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from explainers.figures import plot_friends
from explainers.friends.friends_share import EVERYBODY_ELSE
from explainers.friends.social import drop_friendship, explain_friends
from explainers.points.attribution import explain
from scoring import OpaqueScore
from scoring.social import influence, share_with_friends
from synthetic_data import make_population

N = 250
SPLITS = ("by_friend", "by_source", "by_column", "by_piece")


@pytest.fixture(scope="module")
def country():
    return make_population(N, scenario="secret_weights", seed=3)


@pytest.fixture(scope="module")
def X(country):
    return country.observed.join(country.undisclosed)


@pytest.fixture(scope="module")
def score(country, X):
    return OpaqueScore("boosted", social_weight=0.4).fit(X, country.recorded, measure=False)


def random_ties(seed=0, n=N, friends=6):
    """One-sided weights, a third of them 0; the first ten people have no friends."""
    random = np.random.default_rng(seed)
    one, other = random.integers(10, n, (2, friends * n // 2))
    one, other = one[one != other], other[one != other]
    pairs = np.unique(np.concatenate([np.c_[one, other], np.c_[other, one]]), axis=0)
    weights = random.random(len(pairs)) * (random.random(len(pairs)) > 1 / 3)
    rows, columns = pairs.T.astype(np.int32)
    return sparse.csr_array(sparse.coo_array((weights, (rows, columns)), shape=(n, n)))


TIES = {
    "random": random_ties(),
    "dose 0": random_ties() * 0.0,
    "nobody knows anybody": sparse.csr_array((N, N)),
}
TIES["all of weight 1"] = sparse.csr_array(
    (np.ones(TIES["random"].nnz), TIES["random"].indices, TIES["random"].indptr), shape=(N, N)
)


def dense(ties, weight):
    """Friends' weights and the whole resolvent, from stored entries counted one by one."""
    A = np.zeros(ties.shape)
    for i in range(len(A)):
        entries = slice(ties.indptr[i], ties.indptr[i + 1])
        for j, t in zip(ties.indices[entries], ties.data[entries], strict=True):
            A[i, j] = t / (entries.stop - entries.start)
    D = np.diag(1 - weight * A.sum(axis=1))
    return A, np.linalg.inv(np.eye(len(A)) - weight * A) @ D


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.95])
@pytest.mark.parametrize("ties", TIES.values(), ids=TIES)
def test_one_row_of_the_resolvent_is_that_of_the_dense_inverse(ties, weight):
    _, R = dense(ties, weight)
    reach = sparse.csgraph.shortest_path(ties > 0, unweighted=True)
    for person in (0, 10, 77, N - 1):
        shares, hops = influence(ties, weight, person)
        np.testing.assert_allclose(shares, R[person], rtol=0, atol=1e-13)
        assert shares.min() >= 0 and shares.sum() == pytest.approx(1, abs=1e-12)
        expected = reach[person] if weight else np.where(np.arange(N) == person, 0, np.inf)
        assert np.array_equal(hops, np.where(np.isinf(expected), -1, expected))


@pytest.mark.parametrize("question", ["interventional", "path_dependent"])
@pytest.mark.parametrize("ties", TIES.values(), ids=TIES)
def test_every_split_is_exact_and_is_what_the_equations_say(ties, question, score, X):
    A, R = dense(ties, 0.4)
    why = explain(score, X, ties=ties, perturbation=question)
    own, scores = score.own_points(X), score.scores(X, ties)
    for person in (0, 10, 77):
        for tolerance in (0.0, 1e-3, 1.0):
            share = explain_friends(
                score, X, ties, person, perturbation=question, tolerance=tolerance
            )
            assert share.points == pytest.approx(why.friends[person], abs=1e-9)
            for split in SPLITS:
                assert getattr(share, split)["points"].sum() == pytest.approx(
                    share.points, abs=1e-9
                ), split
            direct = pd.Series(0.4 * A[person] * (scores - own[person]))
            found = share.by_friend.set_index("friend")["points"]
            np.testing.assert_allclose(found, direct[found.index], rtol=0, atol=1e-9)
            assert set(found.index) == set(ties.indices[slice(*ties.indptr[person : person + 2])])
            named = share.by_source.iloc[:-1]
            at = named["position"].to_numpy(int)
            np.testing.assert_allclose(named["weight"], R[person, at], rtol=0, atol=1e-12)
            left = np.setdiff1d(np.arange(N), at)
            assert R[person, left].max(initial=0) <= tolerance + 1e-12
            rest = share.by_source.iloc[-1]
            assert rest["who"] == EVERYBODY_ELSE
            assert rest["points"] == pytest.approx(
                R[person, left] @ (own[left] - own[person]), abs=1e-9
            )
            pieces = R[person, at, None] * (why.values[at] - why.values[person])
            columns = share.by_column.set_index("column")["points"].drop(EVERYBODY_ELSE)
            np.testing.assert_allclose(
                columns[list(why.columns)], pieces.sum(axis=0), rtol=0, atol=1e-9
            )
            names, where = list(why.columns), list(at)
            for piece in share.by_piece.iloc[:-1].itertuples():
                place = where.index(piece.position), names.index(piece.column)
                assert piece.points == pytest.approx(pieces[place], abs=1e-9)
            shown = share.by_piece["points"].iloc[:-1].abs()
            assert shown.is_monotonic_decreasing
            if len(shown):
                assert shown.min() >= np.sort(np.abs(pieces), axis=None)[-20] - 1e-9


def test_what_is_not_disclosed_shows_no_value(score, X):
    share = explain_friends(score, X, TIES["random"], 77, n_pieces=10_000)
    assert "not disclosed" in set(share.by_piece["column"])
    assert "hidden_index" not in share.text + share.by_piece.to_string()
    hidden = share.by_piece[share.by_piece["column"] == "not disclosed"]
    assert hidden[["theirs", "yours"]].isna().all(axis=None)


def test_the_text_says_what_the_tables_hold(score, X):
    share = explain_friends(score, X, TIES["random"], 77)
    first, piece = share.by_friend.iloc[0], share.by_piece.iloc[0]
    assert f"friend {int(first.friend):,} moves it most" in share.text
    assert f"{piece.who}'s {piece.column}" in share.text and share.background in share.text
    assert "Nobody is on their list" in explain_friends(score, X, TIES["random"], 0).text
    assert "do not count" in explain_friends(score, X, TIES["dose 0"], 77).text


@pytest.mark.parametrize("weight", [0.3, 0.95])
def test_dropping_a_friendship_is_solving_again_without_it(weight, score, X):
    score = OpaqueScore("boosted", social_weight=weight).fit(X, np.arange(N) % 2, measure=False)
    for ties in (TIES["random"], TIES["all of weight 1"]):
        one, other = 77, int(ties.indices[ties.indptr[77]])
        rows, columns = np.repeat(np.arange(N), np.diff(ties.indptr)), ties.indices
        gone = ((rows == one) & (columns == other)) | ((rows == other) & (columns == one))
        parts = (ties.data[~gone], (rows[~gone], columns[~gone]))
        without = sparse.csr_array(sparse.coo_array(parts, shape=(N, N)))
        own = score.own_points(X)
        again = dense(without, weight)[1] @ own - dense(ties, weight)[1] @ own
        change = drop_friendship(score, X, ties, one, other)
        np.testing.assert_allclose(change, again, rtol=0, atol=1e-8)
        assert np.abs(change).max() > 0.1
        np.testing.assert_array_equal(drop_friendship(score, X, ties, other, one), change)


def test_the_ego_picture_adds_up(score, X):
    for person, n_friends in ((77, 2), (77, 99), (0, 3)):
        share = explain_friends(score, X, TIES["all of weight 1"], person)
        ax = plot_friends(share, n_friends=n_friends)
        widths = [patch.get_width() for patch in ax.patches]
        assert len(widths) <= n_friends + 1
        assert share.own + sum(widths) == pytest.approx(share.score, abs=1e-9)
        plt.close(ax.figure)


BAD = {
    "ties of another size": (
        dict(ties=sparse.eye_array(5, format="csr")),
        ValueError,
        r"ties .*\(250, 250\).*\(5, 5\)",
    ),
    "no ties": (dict(ties=None), ValueError, "ties .* received none"),
    "a person who is not there": (dict(person=N), ValueError, "person .* 0 to 249; received 250"),
    "a person by name": (dict(person="Ali"), ValueError, "person .* 'Ali'"),
    "a tolerance above 1": (dict(tolerance=2), ValueError, r"tolerance .*\[0, 1\]; received 2"),
    "no piece": (dict(n_pieces=0), ValueError, "n_pieces .* at least 1; received 0"),
    "own points of others": (dict(own=np.ones(3)), ValueError, r"own .* 250 people; .*\(3,\)"),
    "an unknown question": (dict(perturbation="causal"), ValueError, "perturbation .* 'causal'"),
    "another model": (dict(score=3), TypeError, "OpaqueScore; received int"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_clear_error(case, score, X):
    given, kind, says = BAD[case]
    arguments = dict(score=score, X=X, ties=TIES["random"], person=77) | given
    with pytest.raises(kind, match=f"(?s){says}"):
        explain_friends(**arguments)


def test_dropping_where_there_is_no_friendship_is_refused(score, X):
    with pytest.raises(ValueError, match="friends; received 0 and 77"):
        drop_friendship(score, X, TIES["random"], 0, 77)


def test_the_scores_are_those_of_the_dense_inverse():
    """The inverse itself is good to about 1e-11 here."""
    own = np.random.default_rng(0).normal(650, 80, N)
    for weight in (0.3, 0.95):
        exact = dense(TIES["random"], weight)[1] @ own
        found = share_with_friends(own, TIES["random"], weight)
        np.testing.assert_allclose(found, exact, rtol=0, atol=1e-9)
