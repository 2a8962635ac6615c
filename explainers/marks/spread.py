"""Differences between two groups with all that makes them uncertain: people, and trainings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from scoring.groups import LEVEL, GroupSums
from scoring.parts import variance_by_parts


@dataclass(frozen=True)
class Differences:
    """Means of a group minus means of the rest, for several columns.

    Attributes
    ----------
    points : ndarray of shape (k,)
    variance : ndarray of shape (k,)
        Of the people: other people, the same scores.
    degrees : float
        Degrees of freedom of that variance.
    """

    points: np.ndarray
    variance: np.ndarray
    degrees: float

    @classmethod
    def of(cls, values, member, clusters) -> Differences:
        """Compare people; ``values`` of shape (n, k). See :class:`scoring.groups.GroupSums`."""
        sums = GroupSums.of(values, {"group": np.asarray(member)}, clusters)
        points, half = (row[0] for row in sums.difference())
        degrees = float(sums.n_independent[0]) - 1
        if degrees < 1:
            return cls(points, np.where(np.ptp(values, axis=0) == 0, 0.0, np.inf), 1.0)
        return cls(points, (half / stdtrit(degrees, (1 + LEVEL) / 2)) ** 2, degrees)

    def half(self, parts=None, scale=None) -> np.ndarray:
        """Half-widths of the 95 % intervals; shape (k,).

        Parameters
        ----------
        parts : array of shape (P, k), optional
            The same differences with scores that were trained on parts of the data: the interval
            then holds for other trainings as well.
        scale : float, optional
            As in :func:`scoring.parts.variance_by_parts`.

        Notes
        -----
        The two variances add up; Student's degrees of freedom are Welch and Satterthwaite's,
        ``(a + b)^2 / (a^2 / df_a + b^2 / df_b)``.
        """
        variance, degrees = self.variance, np.full(len(self.points), float(self.degrees))
        if parts is not None:
            trained = variance_by_parts(self.points, parts, scale)
            together = variance + trained
            sizes = variance**2 / self.degrees + trained**2 / (len(parts) - 1)
            some = np.isfinite(together) & (sizes > 0)
            degrees[some] = together[some] ** 2 / sizes[some]
            variance = together
        return stdtrit(degrees, (1 + LEVEL) / 2) * np.sqrt(variance)


def from_sample(rows, planted, who, member, clusters, weights) -> Differences:
    """Estimate everybody's differences from some people's, knowing everybody's ``planted``.

    The regression estimator (Cochran 1977, chapter 7): with ``b`` the slope of a row on what the
    same people's score moved, within each side, add ``b`` times how far planted of everybody lies
    from planted of the sample.

    Parameters
    ----------
    rows : ndarray of shape (s, k)
        Of the sample, whose positions are ``who``.
    planted : ndarray of shape (n,)
    weights : ndarray of shape (k,)
        How many times ``planted`` itself is added to each column.
    """
    near, side, here = planted[who], member[who], clusters[who]
    centred = [
        v - np.where(side[:, None], v[side].mean(0), v[~side].mean(0))
        for v in (rows, near[:, None])
    ]
    power = float((centred[1] ** 2).sum())
    slope = (centred[1] * centred[0]).sum(axis=0) / power if power > 0 else np.zeros(rows.shape[1])
    own = Differences.of(rows - near[:, None] * slope, side, here)
    s = len(who)
    charged = (s - 2) / max(s - 3, 1)  # the slope was fitted on the same people
    everybody = Differences.of(planted[:, None], member, clusters)
    known = slope + weights
    return Differences(
        own.points + known * everybody.points,
        charged * own.variance + known**2 * everybody.variance,
        max(min(own.degrees - 1, everybody.degrees), 1.0),
    )
