"""The difference between a group and the rest, with an interval that knows of clusters."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

LEVEL = 0.95


def difference(values: np.ndarray, member: np.ndarray, clusters=None):
    """Mean of the members minus mean of the rest, for each column, with its 95 % half-width.

    Parameters
    ----------
    values : ndarray of shape (n, k)
    member : ndarray of bool, shape (n,)
    clusters : array of shape (n,), optional

    Returns
    -------
    points, half : ndarray of shape (k,)
        ``half`` from the variance of sums over clusters, ``G / (G - 1) * sum_c e_c^2`` with
        ``e_c`` the cluster's sum of ``(v - mean of its side) / (size of its side)``, and the
        Student quantile for ``G - 1`` degrees of freedom; infinite with one cluster.
    """
    sides = np.where(member, 1 / member.sum(), -1 / (~member).sum())
    means = np.stack([values[~member].mean(axis=0), values[member].mean(axis=0)])
    influence = (values - means[member.astype(int)]) * sides[:, None]
    if clusters is not None:
        labels, number = np.unique(np.asarray(clusters), return_inverse=True)
        influence = np.stack(
            [np.bincount(number, column, len(labels)) for column in influence.T], axis=1
        )
    n_clusters = len(influence)
    if n_clusters < 2:
        return means[1] - means[0], np.full(values.shape[1], np.inf)
    variance = n_clusters / (n_clusters - 1) * (influence**2).sum(axis=0)
    return means[1] - means[0], stdtrit(n_clusters - 1, (1 + LEVEL) / 2) * np.sqrt(variance)


def resample_clusters(clusters: np.ndarray, seed: int) -> np.ndarray:
    """How often each person's cluster is drawn, with replacement, as often as there are clusters.

    Parameters
    ----------
    clusters : array of shape (n,)
        Such as neighbourhoods.
    seed : int

    Returns
    -------
    ndarray of float, shape (n,)
        Whole numbers: the weights of a bootstrap.
    """
    labels, number = np.unique(clusters, return_inverse=True)
    drawn = np.random.default_rng(seed).integers(len(labels), size=len(labels))
    return np.bincount(drawn, minlength=len(labels))[number].astype(float)
