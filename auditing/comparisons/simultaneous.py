"""One level for all statements, so that looking at many groups is paid for.

Cherian & Candès (2023, arXiv:2305.03712) certify the disparities of all groups at once: the margin
is a quantile of the bootstrap's largest studentised deviation among the groups. (Read: the abstract
and the authors' code, ``fairaudit``.) So it is done here, with these differences:

- each unit (person or cluster) gets a Gaussian multiplier, which is one of their two bootstraps
  (Chernozhukov, Chetverikov & Kato, 2013), so replicates are draws from the normal law with the
  statements' covariance, and the cost of one does not depend on the number of people;
- a group is held against everybody else, not against a mean that takes the group in, and all
  metrics share one quantile;
- the quantile is handed on as the level of each interval, so that small groups and rates near 0
  have intervals of their own kind (:mod:`auditing.comparisons.intervals`) and not normal ones;
- their flags keep the rate of false discoveries among the flags (Benjamini & Hochberg, 1995); a gap
  here is an interval that excludes zero, which keeps the stricter family-wise rate, so one level
  holds for gaps and certificates together.
"""

import numpy as np
from scipy.special import ndtr, ndtri

from auditing.comparisons.estimates import Estimates
from auditing.comparisons.sides import Sides

REPLICATES = 5_000


def miss_each(estimates: Estimates, sides: Sides, alpha: float, seed: int = 0) -> float:
    """Return how often each interval may miss so that all hold together with ``1 - alpha``.

    Never less than Bonferroni's share, ``alpha`` by the number of statements, which is also what
    is taken where the statements are too many for a covariance matrix.

    Parameters
    ----------
    estimates : Estimates
    sides : Sides
    alpha : float
    seed : int

    Returns
    -------
    float
        Between ``alpha / statements`` and ``alpha``.
    """
    i, j = sides.pairs.T
    known = np.isfinite(estimates.value[i]) & np.isfinite(estimates.value[j])
    n_statements = int(known.sum())
    if n_statements <= 1:
        return alpha
    if estimates.covariance is None:
        return alpha / n_statements
    n_metrics = len(estimates.metrics)
    pair, metric = np.nonzero(known)
    one, two = i[pair] * n_metrics + metric, j[pair] * n_metrics + metric
    c = estimates.covariance
    covariance = c[np.ix_(one, one)] - c[np.ix_(one, two)] - c[np.ix_(two, one)]
    covariance = covariance + c[np.ix_(two, two)]
    scale = np.sqrt(np.maximum(np.diag(covariance), 0))
    moving = scale > 1e-12
    covariance = covariance[np.ix_(moving, moving)] / np.outer(scale[moving], scale[moving])
    # Cholesky's root moves little where the last bits of sums differ; eigenvectors would turn.
    root = np.linalg.cholesky(covariance + 1e-6 * np.eye(len(covariance)))
    rng = np.random.default_rng(seed)
    largest = np.abs(rng.standard_normal((REPLICATES, len(root))) @ root.T).max(axis=1)
    z = np.round(np.quantile(largest, 1 - alpha), 4)
    still = int((~moving).sum())
    shared = 2 * (1 - ndtr(z)) * (1 - still / n_statements)
    return float(np.clip(shared, alpha / n_statements, alpha))


def quantile_of(level_out: float) -> float:
    """Return the normal quantile that intervals of this level use."""
    return float(ndtri(1 - level_out / 2))
