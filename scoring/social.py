"""The friends' share of a score."""

from __future__ import annotations

import numpy as np
from scipy import sparse

TOLERANCE = 1e-10  # points


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
