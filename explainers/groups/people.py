"""People to be told apart: how sure an estimated skill is, and how much there would be by chance.

The interval of a skill is that of DeLong et al. (1988), summed by cluster as Obuchowski (1997)
does, with as many degrees of freedom as there are clusters on the smaller side, less one a fold.

Whether there is any skill at all is asked otherwise, because a class may live in five
neighbourhoods, of whose spread five tell little. Skill is ``sum_i d_i R_i``, with ``R`` the rank
within the fold by what is told, and ``d`` known from the classes. If the ranks have nothing to do
with the classes, clusters could as well exchange their mean ranks within a fold: a permutation
test. What ranks differ by within a cluster adds its variance, which is everybody's; of very many
clusters (each person one, say) so does what they differ by between clusters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import stdtrit

SHUFFLES, MOST_SHUFFLED = 10_000, 400  # of at most so many clusters times classes


@dataclass(frozen=True, eq=False)
class People:
    """Who is to be told apart: class, fold and cluster of each person, as whole numbers."""

    classes: np.ndarray
    folds: np.ndarray
    clusters: np.ndarray

    @property
    def asked(self) -> range:
        """Classes to tell from the rest; of two, one is enough."""
        n = int(self.classes.max()) + 1
        return range(1, 2) if n == 2 else range(n)

    def half_width(self, influence: np.ndarray, level: float) -> float:
        """Half-width of the interval of an estimate with this influence of each person.

        Infinite where some class, or the rest, has no fold with two clusters of it.
        """
        m, freedom = self._independent
        if freedom < 1:
            return np.inf
        squares = (np.bincount(self.clusters, influence) ** 2).sum()
        return float(stdtrit(freedom, (1 + level) / 2) * np.sqrt(m * squares))

    @cached_property
    def _independent(self) -> tuple[float, float]:
        """What the variance is to be multiplied with, and degrees of freedom.

        Of a class: effective clusters on the smaller side, summed over the tested folds, less one
        a fold; of several classes by Satterthwaite's rule.
        """
        shape = int(self.folds.max()) + 1, int(self.clusters.max()) + 1
        where, m_inverse, freedom = self.folds * shape[1] + self.clusters, [], []
        for label in self.asked:
            yes = self.classes == label
            sides = [
                np.bincount(where[side], minlength=np.prod(shape)).reshape(shape)
                for side in (yes, ~yes)
            ]
            m = [n.sum(axis=1) ** 2 / np.maximum((n**2).sum(axis=1), 1) for n in sides]
            there = (m[0] > 0) & (m[1] > 0)
            there[0] = False
            total, free = min((x[there].sum(), (x[there] - 1).sum()) for x in m)
            if free <= 0:
                return np.inf, 0.0
            m_inverse.append(1 / total)
            freedom.append(free)
        m_inverse, freedom = np.array(m_inverse), np.array(freedom)
        satterthwaite = m_inverse.sum() ** 2 / (m_inverse**2 / freedom).sum()
        return (1 / freedom).sum() / m_inverse.sum(), satterthwaite

    @cached_property
    def weights(self) -> np.ndarray:
        """Weight of each tested fold and class; shape (folds, asked)."""
        shape = int(self.folds.max()) + 1, int(self.classes.max()) + 1
        n = np.bincount(self.folds * shape[1] + self.classes, minlength=np.prod(shape))
        n = n.reshape(shape)
        there = ((n > 0) & (n < n.sum(axis=1, keepdims=True)))[:, list(self.asked)]
        there[0] = False
        return there / max(there.sum(), 1)

    @cached_property
    def _contrasts(self) -> tuple[np.ndarray, np.ndarray]:
        """Products of ``d`` by person, and its sums by cluster."""
        d = np.zeros((len(self.classes), len(self.asked)))
        for place, label in enumerate(self.asked):
            for fold in np.flatnonzero(self.weights[:, place]):
                here = self.folds == fold
                yes = here & (self.classes == label)
                d[yes, place] = 2 * self.weights[fold, place] / yes.sum()
                d[here & ~yes, place] = -2 * self.weights[fold, place] / (here & ~yes).sum()
        return d.T @ d, self._by_cluster(d)

    def _by_cluster(self, table: np.ndarray) -> np.ndarray:
        return np.stack([np.bincount(self.clusters, column) for column in table.T], axis=1)

    @cached_property
    def _shuffled(self) -> tuple[np.ndarray, np.ndarray]:
        """Cluster sums of ``d`` as clusters of a fold exchange them, and normal numbers."""
        random, (_, sums) = np.random.default_rng(0), self._contrasts
        fold = np.zeros(len(sums), dtype=int)
        fold[self.clusters] = self.folds
        shuffled = np.zeros((SHUFFLES, *sums.shape), dtype=np.float32)
        for held in range(1, int(self.folds.max()) + 1):
            here = np.flatnonzero(fold == held)
            shuffled[:, here] = sums[here][random.random((SHUFFLES, len(here))).argsort(axis=1)]
        return shuffled.reshape(SHUFFLES, -1), random.normal(size=SHUFFLES)

    def chance(self, ranks: np.ndarray, level: float) -> float:
        """Skill that ranks without any exceed with a chance of (1 - level) / 2.

        Parameters
        ----------
        ranks : ndarray of shape (n, asked)
            Within the fold, from -1/2 to 1/2.
        level : float
        """
        tested = self.folds > 0
        ranks = np.where(tested[:, None], ranks, 0.0)
        sizes = np.bincount(self.clusters[tested], minlength=self.clusters.max() + 1)
        n, c, f = tested.sum(), (sizes > 0).sum(), int(self.folds.max())
        if c - f < 1:
            return np.inf
        sizes = np.maximum(sizes, 1)[:, None]
        sums, (by_person, d_sums) = self._by_cluster(ranks), self._contrasts
        between = sums.T @ (sums / sizes)
        within = (ranks.T @ ranks - between) / max(n - c, 1)
        variance = max((within * (by_person - d_sums.T @ (d_sums / sizes))).sum(), 0)
        if sums.size <= MOST_SHUFFLED:
            shuffled, normal = self._shuffled
            skills = shuffled @ (sums / sizes).ravel() + np.sqrt(variance) * normal
            return float(np.quantile(skills, (1 + level) / 2))
        variance += (between / (c - f) * (d_sums.T @ (d_sums / sizes))).sum()
        return float(stdtrit(c - f, (1 + level) / 2) * np.sqrt(variance))
