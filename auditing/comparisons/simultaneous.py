"""One level for all statements, so that looking at many groups is paid for.

Cherian & Candès (2023, arXiv:2305.03712) bound the disparities of all groups at once by the
bootstrap of the largest deviation; what lies beyond the bound is flagged, what lies within is
certified, both with one guarantee. Here each unit (person or cluster) gets a Gaussian multiplier
(Chernozhukov, Chetverikov & Kato, 2013), so the bootstrap's replicates are draws from the normal
law with the statements' covariance, and the cost of a replicate does not depend on the number of
people.
"""

import numpy as np
from scipy.special import ndtr, ndtri

from auditing.comparisons.estimates import Estimates
from auditing.comparisons.sides import Sides

REPLICATES = 5_000


def miss_each(found: Estimates, sides: Sides, alpha: float, seed: int = 0) -> float:
    """Return how often each interval may miss so that all hold together with ``1 - alpha``.

    Never less than Bonferroni's share, ``alpha`` by the number of statements, which is also what
    is taken where the statements are too many for a covariance matrix.

    Parameters
    ----------
    found : Estimates
    sides : Sides
    alpha : float
    seed : int

    Returns
    -------
    float
        Between ``alpha / statements`` and ``alpha``.
    """
    i, j = sides.pairs.T
    known = np.isfinite(found.value[i]) & np.isfinite(found.value[j])
    n_statements = int(known.sum())
    if n_statements <= 1:
        return alpha
    if found.covariance is None:
        return alpha / n_statements
    n_metrics = len(found.metrics)
    pair, metric = np.nonzero(known)
    one, two = i[pair] * n_metrics + metric, j[pair] * n_metrics + metric
    c = found.covariance
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
