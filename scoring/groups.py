"""A group against the rest: sums that merge, and intervals that know of clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.special import stdtrit

from scoring.moments import Moments, standardised

LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class GroupSums:
    """All that a comparison of groups needs: counts and sums by cluster. They merge with ``+``.

    A country gone through district by district gives the same table as at once, in any order
    and cut anywhere. Of a group that a part does not hold, the part's labelled people are the
    rest. Everything below has two sides, the group and the rest; who has no label is on neither.

    Attributes
    ----------
    groups : tuple of str, length k
    columns : tuple of str, length p
    clusters : ndarray of shape (c,), or None
        Labels of the clusters, sorted; none where each person is one.
    counts : ndarray of int, shape (c, k + 1, 2)
        People of each cluster on each side of each group; in the last place who has a label, and
        who has none. Without clusters all people stand in one row.
    sums : ndarray of shape (c, k + 1, 2, p)
    people : Moments of shape (k + 1, 2, p)
        Of the people on each side, whatever their cluster.
    """

    groups: tuple[str, ...]
    columns: tuple[str, ...]
    clusters: np.ndarray | None = field(repr=False)
    counts: np.ndarray = field(repr=False)
    sums: np.ndarray = field(repr=False)
    people: Moments = field(repr=False)

    @classmethod
    def of(
        cls,
        values,
        masks: Mapping[str, np.ndarray],
        clusters=None,
        columns: Sequence[str] = (),
        known: np.ndarray | None = None,
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
        known : ndarray of bool, shape (n, k + 1), optional
            Who has a label as to each group, and in the last place who has any. Everybody if left
            out.
        """
        values = np.asarray(values, dtype=float)
        n_people, p = values.shape
        labels, number = None, np.zeros(n_people, dtype=np.intp)
        if clusters is not None:
            labels, number = np.unique(np.asarray(clusters), return_inverse=True)
        n_clusters = 1 if labels is None else len(labels)
        if known is None:
            known = np.ones((n_people, len(masks) + 1), dtype=bool)
        counts = np.zeros((n_clusters, len(masks) + 1, 2), dtype=np.int64)
        sums = np.zeros((*counts.shape, p))
        people = Moments.none(sums.shape[1:])
        for k, mask in enumerate((*masks.values(), known[:, -1])):
            rest = ~mask if k == len(masks) else known[:, k] & ~mask
            for side, who in enumerate((mask, rest)):
                inside, where = values[who], number[who]
                people.add((k, side), inside)
                counts[:, k, side] = np.bincount(where, minlength=n_clusters)
                row = (np.ones(len(where)), (where, np.arange(len(where))))
                sums[:, k, side] = sparse.csr_array(row, (n_clusters, len(where))) @ inside
        names = tuple(map(str, columns)) or tuple(map(str, range(p)))
        return cls(tuple(masks), names, labels, counts, sums, people)

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
        counts = np.zeros((n_clusters, len(groups) + 1, 2), dtype=np.int64)
        sums = np.zeros((*counts.shape, len(self.columns)))
        people = Moments.none(sums.shape[1:])
        for part in (self, other):
            row = slice(None) if labels is None else np.searchsorted(labels, part.clusters)
            more = part._of_groups(groups)
            counts[row] += more.counts
            sums[row] += more.sums
            people = people + more.people
        return GroupSums(groups, self.columns, labels, counts, sums, people)

    def _of_groups(self, groups: tuple[str, ...]) -> GroupSums:
        """Return the sums of these groups: of an absent one, everybody with a label is the rest."""
        last = len(self.groups)
        place = [self.groups.index(name) if name in self.groups else last for name in groups]
        place = np.array([*place, last])[:, None]
        absent = np.append([name not in self.groups for name in groups], False)[:, None]
        side = np.where(absent, 0, [[0, 1]])
        nobody = absent & [[True, False]]
        counts, sums = self.counts[:, place, side], self.sums[:, place, side]
        people = self.people[place, side]
        for part in (people.n, people.mean, people.squares, people.cubes):
            part[nobody] = 0
        counts[:, nobody], sums[:, nobody] = 0, 0
        return GroupSums(groups, self.columns, self.clusters, counts, sums, people)

    @property
    def sizes(self) -> np.ndarray:
        """Number of people in each group; shape (k,)."""
        return self.counts[:, :-1, 0].sum(axis=0)

    @property
    def n_people(self) -> int:
        """Number of people in all."""
        return int(self.counts[:, -1].sum())

    @property
    def left_out(self) -> np.ndarray:
        """Number of people without a label, on neither side of each group; shape (k,)."""
        return self.n_people - self.counts[:, :-1].sum(axis=(0, 2))

    @property
    def n_independent(self) -> np.ndarray:
        """Effective number of clusters on the smaller side of each comparison; shape (k,).

        That is ``(sum_c n_c)^2 / sum_c n_c^2``: as many clusters of the same size tell as much.
        Without clusters, the people on the smaller side.
        """
        return self._independent().min(axis=1)

    def _independent(self) -> np.ndarray:
        counts = self.counts[:, :-1]
        if self.clusters is None:
            return counts.sum(axis=0).astype(float)
        return counts.sum(axis=0) ** 2 / np.maximum((counts**2).sum(axis=0), 1)

    @property
    def skewness(self) -> np.ndarray:
        """How skewed the estimate of each difference may be; shape (k, p).

        As :attr:`Moments.skewness_of_difference` says. Or, where it is more, the skewness of the
        clusters on the larger side by the root of those on the smaller.
        """
        people = self.people[:-1].skewness_of_difference
        if self.clusters is None:
            return people
        m, sums = self._independent(), self._residuals()[0]
        n = (self.counts[:, :-1] > 0).sum(axis=0)[..., None]
        larger = np.arange(len(m)), m.argmax(axis=1)
        clusters = standardised((sums**2).sum(axis=0), (sums**3).sum(axis=0), n)[larger]
        return np.maximum(people, clusters / np.sqrt(np.maximum(m.min(axis=1), 1))[:, None])

    def _residuals(self) -> tuple[np.ndarray, np.ndarray]:
        """Sums of deviations by cluster, (c, k, 2, p), and the means that they deviate from."""
        counts, sums = self.counts[:, :-1, :, None], self.sums[:, :-1]
        mean = _mean(sums.sum(axis=0), counts.sum(axis=0), empty=np.nan)
        return sums - counts * np.nan_to_num(mean), mean

    def difference(self, *, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
        """Mean of each group minus mean of the rest, with the half-width of its interval.

        Returns
        -------
        points, half : ndarray of shape (k, p)
            ``half`` from the variance of sums over clusters, ``m / (m - 1) * sum_c e_c^2`` with
            ``e_c`` the cluster's sum of ``(v - mean of its side) / (size of its side)``, and the
            Student quantile for ``m - 1`` degrees of freedom; ``m`` is the effective number of
            clusters on the smaller side. Infinite where ``m`` is below 2; NaN where a side is
            empty.
        """
        residuals, means = self._residuals()
        size = np.maximum(self.counts[:, :-1].sum(axis=0), 1)[..., None]
        if self.clusters is None:
            squares = (self.people[:-1].squares / size**2).sum(axis=1)
        else:
            shares = residuals / size
            squares = ((shares[:, :, 0] - shares[:, :, 1]) ** 2).sum(axis=0)
        m = self.n_independent[:, None]
        quantile = stdtrit(np.maximum(m - 1, 1), (1 + level) / 2)
        half = quantile * np.sqrt(m / np.maximum(m - 1, 1) * squares)
        points = means[:, 0] - means[:, 1]
        return points, np.where(np.isnan(points), np.nan, np.where(m < 2, np.inf, half))

    def mean(self, *, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
        """Mean of all with a label, and the half-width of its interval likewise; shape (p,)."""
        counts, sums = self.counts[:, -1, 0], self.sums[:, -1, 0]
        mean = sums.sum(axis=0) / counts.sum()
        squares = self.people.squares[-1, 0]
        m = counts.sum()
        if self.clusters is not None:
            squares = np.square(sums - counts[:, None] * mean).sum(axis=0)
            m = (counts > 0).sum()
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


def _mean(sums: np.ndarray, counts: np.ndarray, *, empty: float = 0.0) -> np.ndarray:
    """Means; ``empty`` where nobody is."""
    return np.where(counts > 0, sums / np.maximum(counts, 1), empty)
