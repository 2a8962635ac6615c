"""The gap between a group and the rest, column by column, with intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from explainers.attribution import Attribution

LEVEL = 0.95


def decompose_gap(attribution: Attribution, member, *, clusters=None) -> pd.DataFrame:
    """Tell through which columns a group scores lower, or higher, than the rest.

    Parameters
    ----------
    attribution : Attribution
        Of members and others alike.
    member : boolean array of shape (n,)
        Who of the explained people is in the group.
    clusters : array of shape (n,), optional
        Such as neighbourhoods: people whose scores hang together. Each person is one if left
        out, which is too narrow where scores depend on friends.

    Returns
    -------
    DataFrame
        ``column``, ``points`` (mean of the group minus mean of the rest), and the ends ``low``
        and ``high`` of its 95 % interval; the largest first, friends and rounding among them.
        The points add up to ``attrs["gap"]``, the gap in the published score, whose interval
        is ``attrs["interval"]``.

    Raises
    ------
    ValueError
        If ``member`` is no mask over the explained people, or takes in nobody or everybody.
    """
    rows = attribution.rows
    member = check_member(member, len(rows))
    points, half = difference(rows.to_numpy(), member, clusters)
    gap, gap_half = difference(attribution.published.astype(float)[:, None], member, clusters)
    table = pd.DataFrame(
        {"column": rows.columns, "points": points, "low": points - half, "high": points + half}
    )
    order = table["points"].abs().sort_values(ascending=False, kind="stable").index
    table = table.loc[order].reset_index(drop=True)
    table.attrs["gap"] = float(gap[0])
    table.attrs["interval"] = (float(gap[0] - gap_half[0]), float(gap[0] + gap_half[0]))
    return table


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


def check_member(member, n_people: int, argument: str = "member") -> np.ndarray:
    """Require a boolean mask with somebody inside and somebody outside."""
    mask = np.asarray(member)
    if mask.dtype != bool or mask.shape != (n_people,):
        raise ValueError(
            f"{argument} must be a boolean mask over {n_people} people; received {mask.dtype} of "
            f"shape {mask.shape}"
        )
    if mask.all() or not mask.any():
        who = "everybody" if mask.all() else "nobody"
        raise ValueError(f"{argument} must take in some people but not all; received {who}")
    return mask
