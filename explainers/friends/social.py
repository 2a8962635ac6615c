"""The friends' share of a score, friend by friend, and on through the friends' own columns.

With ``w`` the social weight and ``A`` the friends' weights, the scores are ``s = R own`` with
``R = (I - w A)^-1 diag(1 - w m)``, whose rows sum to 1. So the share of person i is exactly

- by direct friend: ``s_i - own_i = sum_j w a_ij (s_j - own_i)``;
- by source: ``sum_j R_ij (own_j - own_i)`` over everybody j, however many ties away;
- by source and column: ``R_ij (v_jc - v_ic)``, with v what the columns give to own points.
"""

from __future__ import annotations

import numbers

import numpy as np
import pandas as pd

from explainers.friends.friends_share import EVERYBODY_ELSE, FriendsShare
from explainers.points.columns import score_values
from explainers.points.reference import reference_people
from explainers.points.undisclosed import merge_undisclosed
from scoring.opaque import OpaqueScore
from scoring.social import (
    change_without,
    check_ties,
    friends_matrix,
    influence,
    share_with_friends,
)


def explain_friends(
    score: OpaqueScore,
    X: pd.DataFrame,
    ties,
    person: int,
    *,
    own=None,
    background=None,
    background_name: str | None = None,
    perturbation: str = "interventional",
    tolerance: float = 1e-5,
    n_pieces: int = 20,
) -> FriendsShare:
    """Split one person's points from friends: by friend, by source, by column.

    Parameters
    ----------
    score : OpaqueScore
        Fitted.
    X : DataFrame of shape (n, p)
        Everybody.
    ties : sparse matrix of shape (n, n)
        What the scorer sees of friendships, weights in [0, 1].
    person : int
        Position in ``X``, from 0.
    own : ndarray of shape (n,), optional
        ``score.own_points(X)`` where it is known already; for a million people it takes longer
        than everything else here.
    background, background_name, perturbation
        As in :func:`explainers.explain`: against whom the columns' values are.
    tolerance : float in [0, 1]
        People whose own points count by less than this share of the score stand together as
        "everybody else". At most ``1 / tolerance`` people have a row of their own.
    n_pieces : int
        How many pieces ``by_piece`` names.

    Returns
    -------
    FriendsShare
        Each split adds up to its ``points`` within 1e-9.

    Raises
    ------
    ValueError
        If an argument is out of range, or ties are of another size.
    TypeError
        If the score is not an OpaqueScore: other models have no friends' share.

    Notes
    -----
    One row of the resolvent is enough; :func:`scoring.social.influence` says how it is found, and
    how exact it is.

    Examples
    --------
    >>> from synthetic_data import make_population
    >>> from scoring import OpaqueScore
    >>> country = make_population(2000, scenario="guilt_by_association")
    >>> score = OpaqueScore("scorecard", social_weight=0.3)
    >>> score = score.fit(country.observed, country.recorded)
    >>> share = explain_friends(score, country.observed, country.ties, person=7)
    >>> bool(np.isclose(share.by_friend["points"].sum(), share.points))
    True
    """
    ties, own = _checked(score, X, ties, own, person=person)
    if not isinstance(tolerance, numbers.Real) or not 0 <= tolerance <= 1:
        raise ValueError(f"tolerance must be a number in [0, 1]; received {tolerance!r}")
    if not isinstance(n_pieces, numbers.Integral) or n_pieces < 1:
        raise ValueError(f"n_pieces must be a whole number, at least 1; received {n_pieces!r}")
    scores = share_with_friends(own, ties, score.social_weight)
    shares, hops = influence(ties, score.social_weight, person)
    named = (shares >= tolerance) & (shares > 0)
    named[person] = True
    places = np.flatnonzero(named)
    places = places[np.argsort(-np.abs(shares * (own - own[person]))[places], kind="stable")]
    rest = shares[~named]
    others = rest.sum(), float(rest @ (own[~named] - own[person]))
    sources = pd.DataFrame(
        {
            "who": [*(_name(place, hops[place]) for place in places), EVERYBODY_ELSE],
            "position": pd.array([*places, pd.NA], dtype="Int64"),
            "hops": pd.array([*hops[places], pd.NA], dtype="Int64"),
            "weight": [*shares[places], others[0]],
            "own": [*own[places], np.nan],
            "points": [*(shares[places] * (own[places] - own[person])), others[1]],
        }
    )
    given, data, reference = _columns(score, X, places, background, background_name, perturbation)
    beyond = given - given[int(np.flatnonzero(places == person)[0])]
    pieces = shares[places, None] * beyond
    by_column = pd.DataFrame({"column": list(data.columns), "points": pieces.sum(axis=0)})
    by_column = by_column.loc[
        by_column["points"].abs().sort_values(ascending=False, kind="stable").index
    ]
    by_column = by_column.reset_index(drop=True)
    by_column.loc[len(by_column)] = [EVERYBODY_ELSE, others[1]]
    return FriendsShare(
        person=int(person),
        own=float(own[person]),
        score=float(scores[person]),
        points=float(scores[person] - own[person]),
        by_friend=_by_friend(ties, score.social_weight, person, scores, own),
        by_source=sources,
        by_column=by_column,
        by_piece=_largest_pieces(pieces, sources, data, places, person, n_pieces, others[1]),
        background=reference,
    )


def drop_friendship(score: OpaqueScore, X, ties, one: int, other: int, *, own=None) -> np.ndarray:
    """Return what happens to everybody's score when two people stop being friends.

    The tie leaves both lists, so that either's mean is over one friend fewer. Others are moved
    through the ties that remain.

    Parameters
    ----------
    score, X, ties, own
        As in :func:`explain_friends`.
    one, other : int
        Positions of two friends.

    Returns
    -------
    ndarray of shape (n,)
        Score without the tie minus score with it, unrounded points, within 1e-10.

    Raises
    ------
    ValueError
        If they are not friends, or an argument does not fit.
    """
    ties, own = _checked(score, X, ties, own, one=one, other=other)
    scores = share_with_friends(own, ties, score.social_weight)
    return change_without(scores, own, ties, score.social_weight, one, other)


def _checked(score, X, ties, own, **people):
    if not isinstance(score, OpaqueScore):
        raise TypeError(f"score must be an OpaqueScore; received {type(score).__name__}")
    for name, position in people.items():
        if not isinstance(position, numbers.Integral) or not 0 <= position < len(X):
            raise ValueError(
                f"{name} must be a position from 0 to {len(X) - 1}; received {position!r}"
            )
    ties = check_ties(ties, len(X))
    own = score.own_points(X) if own is None else np.asarray(own, dtype=float)
    if own.shape != (len(X),):
        raise ValueError(
            f"own must have one value for each of {len(X)} people; received shape {own.shape}"
        )
    return ties, own


def _by_friend(ties, weight: float, person: int, scores, own) -> pd.DataFrame:
    row = friends_matrix(ties[[person]])[0]
    friends, weights = row.indices, weight * row.data
    points = weights * (scores[friends] - own[person])
    order = np.argsort(-np.abs(points), kind="stable")
    columns = {"friend": friends, "weight": weights, "score": scores[friends], "points": points}
    return pd.DataFrame(columns).iloc[order].reset_index(drop=True)


def _columns(score, X, places, background, background_name, perturbation):
    """What their columns give the named people, their data, and who they are compared with."""
    reference, name = reference_people(X, background, background_name)
    if perturbation == "path_dependent":
        reference, name = None, "the training data in each tree"
    elif perturbation != "interventional":
        raise ValueError(
            f"perturbation must be one of interventional, path_dependent; received {perturbation!r}"
        )
    people = X.iloc[places]
    values, data, _ = merge_undisclosed(score_values(score, people, reference)[0], people)
    return values, data, name


def _largest_pieces(pieces, sources, data, places, person, n_pieces, others) -> pd.DataFrame:
    yours = data.iloc[int(np.flatnonzero(places == person)[0])]
    n_shown = min(n_pieces, int((pieces != 0).sum()))
    largest = np.argsort(-np.abs(pieces), axis=None, kind="stable")[:n_shown]
    rows, columns = np.unravel_index(largest, pieces.shape)
    left = float(np.delete(pieces, largest).sum() + others)
    theirs = [data.iat[row, column] for row, column in zip(rows, columns, strict=True)]
    return pd.DataFrame(
        {
            "who": [*sources["who"].to_numpy()[rows], "all other pieces"],
            "position": pd.array([*places[rows], pd.NA], dtype="Int64"),
            "column": [*(data.columns[column] for column in columns), EVERYBODY_ELSE],
            "theirs": pd.Series([*theirs, ""], dtype=object),
            "yours": pd.Series([*(yours.iloc[column] for column in columns), ""], dtype=object),
            "points": [*pieces[rows, columns], left],
        }
    )


def _name(place: int, hops: int) -> str:
    return ("yourself", f"friend {place:,}")[hops] if hops < 2 else f"person {place:,}"
