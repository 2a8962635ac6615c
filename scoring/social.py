"""The friends' share of a score."""

from __future__ import annotations

import numpy as np
from scipy import sparse

SOCIAL_WEIGHT = 0.3  # of the lessons, the demo and the commands
TOLERANCE = 1e-10  # points
MASS_LEFT = 1e-13  # of a person's whole score, which is 1


def friends_matrix(ties: sparse.csr_array) -> tuple[sparse.csr_array, np.ndarray]:
    """Weights of friends, each row divided by the number of friends, and the rows' sums.

    Returns
    -------
    shares : csr_array of shape (n, n)
        ``t_ij / (number of i's friends)``.
    visible : ndarray of shape (n,)
        ``m_i``, the mean weight of i's ties; 0 without friends.
    """
    number = np.diff(ties.indptr)
    shares = sparse.csr_array(
        (ties.data / np.repeat(np.maximum(number, 1), number), ties.indices, ties.indptr),
        shape=ties.shape,
    )
    return shares, np.asarray(shares.sum(axis=1)).ravel()


def share_with_friends(own: np.ndarray, ties: sparse.csr_array, weight: float) -> np.ndarray:
    """Let friends' scores pull on each other until nothing moves.

    Solves ``s_i = (1 - w * m_i) * own_i + w * mean_j(t_ij * s_j)`` over i's friends j, with
    ``m_i`` the mean of i's weights: no visible ties, no effect.

    Parameters
    ----------
    own : ndarray of shape (n,)
        Points before the friends' share.
    ties : csr_array of shape (n, n)
        Weights in [0, 1]; a stored entry is a friend, also where its weight is 0.
    weight : float in [0, 1)
        ``w``, the friends' share.

    Returns
    -------
    ndarray of shape (n,)
        Points, to within 1e-10.

    Notes
    -----
    The error shrinks by ``w`` in every round, so the fixed point is reached in a few dozen.
    """
    shares, visible = friends_matrix(ties)
    alone = (1 - weight * visible) * own
    scores, moved = own, np.inf
    while moved > TOLERANCE * (1 - weight):
        previous, scores = scores, alone + weight * (shares @ scores)
        moved = np.max(np.abs(scores - previous), initial=0.0)
    return scores


def influence(ties: sparse.csr_array, weight: float, person: int) -> tuple[np.ndarray, np.ndarray]:
    """Whose own points one person's score is made of, and how many ties away they are.

    The scores with friends are ``R @ own`` with ``R = (I - w A)^-1 diag(1 - w m)``, where ``A``
    and ``m`` are what :func:`friends_matrix` returns. This is one row of ``R``.

    Parameters
    ----------
    ties : csr_array of shape (n, n)
        Weights in [0, 1].
    weight : float in [0, 1)
        ``w``, the friends' share.
    person : int
        Position of the person whose score it is.

    Returns
    -------
    shares : ndarray of shape (n,)
        Not negative; they sum to 1, to within 1e-13.
    hops : ndarray of int, shape (n,)
        Length of the shortest way there through ties above 0; 0 for the person, -1 where no way
        leads.

    Notes
    -----
    The transposed system ``x = e + w A^T x`` is solved by its series: round k adds what arrives
    over exactly k ties. Rows of ``A`` sum to at most 1, so each round carries at most ``w`` times
    the mass of the round before, and what is left out after it at most ``w / (1 - w)`` times its
    own. No inverse is formed: a round costs one pass over the ties.
    """
    matrix, visible = friends_matrix(ties)
    arriving = np.zeros(ties.shape[0])
    arriving[person] = 1.0
    shares, hops = arriving.copy(), np.where(arriving > 0, 0, -1)
    rounds, reached = 0, 1
    while weight * arriving.sum() > MASS_LEFT * (1 - weight):
        arriving = weight * (arriving @ matrix)
        shares += arriving
        rounds += 1
        if reached:
            new = (arriving > 0) & (hops < 0)
            hops[new], reached = rounds, new.sum()
    return shares * (1 - weight * visible), hops


def change_without(scores: np.ndarray, own: np.ndarray, ties, weight: float, one: int, other: int):
    """Change in everybody's score when two people stop being friends; shape (n,), points.

    ``scores`` are what :func:`share_with_friends` returns for ``own`` and ``ties``. The tie leaves
    both lists of friends, so the means are over one friend fewer. Only two equations change; what
    they are off by is carried on through the remaining ties, so small changes keep their digits.
    """
    matrix, visible = friends_matrix(_without(ties, one, other))
    pair = [one, other]
    change = np.zeros(len(scores))
    now = (1 - weight * visible[pair]) * own[pair] + weight * (matrix[pair] @ scores)
    change[pair] = now - scores[pair]
    arriving = change.copy()
    while np.max(np.abs(arriving), initial=0.0) > TOLERANCE * (1 - weight):
        arriving = weight * (matrix @ arriving)
        change += arriving
    return change


def _without(ties: sparse.csr_array, one: int, other: int) -> sparse.csr_array:
    """Take a pair out of the stored entries, so that neither is among the other's friends."""
    of_one, of_other = slice(*ties.indptr[one : one + 2]), slice(*ties.indptr[other : other + 2])
    entries = np.arange(ties.nnz)
    pair = np.concatenate(
        [
            entries[of_one][ties.indices[of_one] == other],
            entries[of_other][ties.indices[of_other] == one],
        ]
    )
    if not len(pair):
        raise ValueError(f"one and other must be friends; received {one} and {other}, who are not")
    ends = ties.indptr - np.searchsorted(np.sort(pair), ties.indptr)
    kept = np.delete(ties.data, pair), np.delete(ties.indices, pair), ends
    return sparse.csr_array(kept, shape=ties.shape)


def check_ties(ties, n_people: int) -> sparse.csr_array:
    """Require weights in [0, 1] between exactly the people that are scored."""
    if ties is None:
        raise ValueError("ties must be given where social_weight is above 0; received none")
    if not sparse.issparse(ties) or ties.shape != (n_people, n_people):
        shape = getattr(ties, "shape", type(ties).__name__)
        raise ValueError(
            f"ties must be a sparse matrix of shape ({n_people}, {n_people}), one row and column "
            f"for each person in X; received {shape}"
        )
    ties = sparse.csr_array(ties)
    if ties.nnz and not (ties.data.min() >= 0 and ties.data.max() <= 1):
        raise ValueError(
            f"ties must have weights in [0, 1]; received {ties.data.min()} to {ties.data.max()}"
        )
    return ties
