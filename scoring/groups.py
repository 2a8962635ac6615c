"""A group against the rest: sums that merge, and intervals that know of clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.special import stdtrit

LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class GroupSums:
    """All that a comparison of groups needs: counts and sums by cluster. They merge with ``+``.

    A country gone through district by district gives the same table as at once, in any order
    and cut anywhere. A group that a part does not hold has nobody there.

    Attributes
    ----------
    groups : tuple of str, length k
    columns : tuple of str, length p
    clusters : ndarray of shape (c,), or None
        Labels of the clusters, sorted; none where each person is one.
    counts : ndarray of int, shape (c, k + 1)
        People of each cluster in each group; everybody in the last place. Without clusters all
        people stand in one row.
    sums : ndarray of shape (c, k + 1, p)
    squares : ndarray of shape (k + 1, p)
        Squared deviations from the group's mean; used where each person is a cluster.
    """

    groups: tuple[str, ...]
    columns: tuple[str, ...]
    clusters: np.ndarray | None = field(repr=False)
    counts: np.ndarray = field(repr=False)
    sums: np.ndarray = field(repr=False)
    squares: np.ndarray = field(repr=False)

    @classmethod
    def of(
        cls, values, masks: Mapping[str, np.ndarray], clusters=None, columns: Sequence[str] = ()
    ) -> GroupSums:
        """Add up a table.

        Parameters
        ----------
        values : ndarray of shape (n, p)
        masks : mapping of str to ndarray of bool, shape (n,)
            Groups; they may overlap.
        clusters : array of shape (n,), optional
        columns : sequence of str, length p, optional
            Names; numbers if left out.
        """
        values = np.asarray(values, dtype=float)
        n_people, p = values.shape
        labels, number = None, np.zeros(n_people, dtype=np.intp)
        if clusters is not None:
            labels, number = np.unique(np.asarray(clusters), return_inverse=True)
        n_clusters = 1 if labels is None else len(labels)
        everybody = np.ones(n_people, dtype=bool)
        counts = np.zeros((n_clusters, len(masks) + 1), dtype=np.int64)
        sums = np.zeros((n_clusters, len(masks) + 1, p))
        squares = np.zeros((len(masks) + 1, p))
        for k, mask in enumerate((*masks.values(), everybody)):
            inside, where = values[mask], number[mask]
            counts[:, k] = np.bincount(where, minlength=n_clusters)
            ones = np.ones(len(where))
            add = sparse.csr_array(
                (ones, (where, np.arange(len(where)))), shape=(n_clusters, len(where))
            )
            sums[:, k] = add @ inside
            if len(inside):
                squares[k] = np.square(inside - inside.mean(axis=0)).sum(axis=0)
        names = tuple(map(str, columns)) or tuple(map(str, range(p)))
        return cls(tuple(masks), names, labels, counts, sums, squares)

    def __add__(self, other: GroupSums) -> GroupSums:
        """Merge the sums of other people, over the same columns."""
        if not isinstance(other, GroupSums):
            return NotImplemented
        if self.columns != other.columns:
            raise ValueError(
                f"other must have the columns {', '.join(self.columns)}; received "
                f"{', '.join(other.columns)}"
            )
        if (self.clusters is None) != (other.clusters is None):
            raise ValueError("other must have clusters where these sums have; received only one")
        groups = tuple(sorted({*self.groups, *other.groups}, key=str))
        labels = None
        if self.clusters is not None:
            labels = np.union1d(self.clusters, other.clusters)
        n_clusters = 1 if labels is None else len(labels)
        counts = np.zeros((n_clusters, len(groups) + 1), dtype=np.int64)
        sums = np.zeros((n_clusters, len(groups) + 1, len(self.columns)))
        squares = np.zeros(sums.shape[1:])
        for part in (self, other):
            row = [0] if labels is None else np.searchsorted(labels, part.clusters)
            place = [*(groups.index(name) for name in part.groups), len(groups)]
            n_before, n_part = counts.sum(axis=0)[place], part.counts.sum(axis=0)
            apart = _mean(part.sums.sum(axis=0), n_part) - _mean(sums.sum(axis=0)[place], n_before)
            both = n_before * n_part / np.maximum(n_before + n_part, 1)
            squares[place] += part.squares + apart**2 * both[:, None]  # Chan et al. (1979)
            counts[np.ix_(row, place)] += part.counts
            sums[np.ix_(row, place)] += part.sums
        return GroupSums(groups, self.columns, labels, counts, sums, squares)

    @property
    def sizes(self) -> np.ndarray:
        """Number of people in each group; shape (k,)."""
        return self.counts[:, :-1].sum(axis=0)

    @property
    def n_people(self) -> int:
        """Number of people in all."""
        return int(self.counts[:, -1].sum())

    @property
    def n_independent(self) -> np.ndarray:
        """Clusters (people, without clusters) on the smaller side of each comparison; (k,)."""
        inside, everybody = self.counts[:, :-1], self.counts[:, -1:]
        sides = np.stack([inside, everybody - inside])
        if self.clusters is not None:
            sides = sides > 0
        return sides.sum(axis=1).min(axis=0)

    def difference(self, *, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
        """Mean of each group minus mean of the rest, with the half-width of its interval.

        Returns
        -------
        points, half : ndarray of shape (k, p)
            ``half`` from the variance of sums over clusters, ``m / (m - 1) * sum_c e_c^2`` with
            ``e_c`` the cluster's sum of ``(v - mean of its side) / (size of its side)``, and the
            Student quantile for ``m - 1`` degrees of freedom; ``m`` is the number of clusters
            on the smaller side. Infinite where ``m`` is below 2; NaN where a side is empty.
        """
        counts, everybody = self.counts[:, :-1], self.counts[:, -1:]
        inside, total = self.sums[:, :-1], self.sums[:, -1:]
        spread, means = np.zeros(inside.shape), []
        squares = np.zeros(self.squares[:-1].shape)
        n_in, n_all = counts.sum(axis=0), everybody.sum()
        for sign, number, values in ((1, counts, inside), (-1, everybody - counts, total - inside)):
            size = number.sum(axis=0)
            mean = _mean(values.sum(axis=0), size, empty=np.nan)
            means.append(mean)
            spread += sign * (values - number[:, :, None] * mean) / np.maximum(size, 1)[:, None]
        if self.clusters is None:
            n_out = n_all - n_in
            between = (means[0] - means[1]) ** 2 * (n_in * n_out / max(n_all, 1))[:, None]
            outside = np.maximum(self.squares[-1] - self.squares[:-1] - between, 0)
            for number, square in ((n_in, self.squares[:-1]), (n_out, outside)):
                squares += square / np.maximum(number, 1)[:, None] ** 2
        else:
            squares = (spread**2).sum(axis=0)
        m = self.n_independent[:, None].astype(float)
        quantile = stdtrit(np.maximum(m - 1, 1), (1 + level) / 2)
        half = quantile * np.sqrt(m / np.maximum(m - 1, 1) * squares)
        points = means[0] - means[1]
        return points, np.where(np.isnan(points), np.nan, np.where(m < 2, np.inf, half))

    def mean(self, *, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
        """Everybody's mean with the half-width of its interval, in the same way; shape (p,)."""
        counts, sums = self.counts[:, -1], self.sums[:, -1]
        mean = sums.sum(axis=0) / counts.sum()
        squares = self.squares[-1]
        m = counts.sum()
        if self.clusters is not None:
            squares = np.square(sums - counts[:, None] * mean).sum(axis=0)
            m = len(counts)
        if m < 2:
            return mean, np.full(mean.shape, np.inf)
        return mean, stdtrit(m - 1, (1 + level) / 2) * np.sqrt(m / (m - 1) * squares) / counts.sum()


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
        As :meth:`GroupSums.difference` says.
    """
    points, half = GroupSums.of(values, {"group": np.asarray(member)}, clusters).difference()
    return points[0], half[0]


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
    drawn = drawn.astype(np.intp)  # in a browser that is 32 bits, and the draws are the same
    return np.bincount(drawn, minlength=len(labels))[number].astype(float)


def _mean(sums: np.ndarray, counts: np.ndarray, *, empty: float = 0.0) -> np.ndarray:
    """Means of shape (k, p); ``empty`` where nobody is."""
    counts = np.asarray(counts)[:, None]
    return np.where(counts > 0, sums / np.maximum(counts, 1), empty)
