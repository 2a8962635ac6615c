"""How much a result would differ with another training: from trainings on parts of the data.

Refits on resamples of the same neighbourhoods are too alike: over 20 fresh countries their spread
was two thirds of the true one (see ``ARCHITECTURE.md``). Parts share nobody, so each is a small
training of its own, and they cost no more than one training in all.
"""

from __future__ import annotations

import numpy as np

#: An effect that small trainings learn less of is scaled up in proportion, at most so much.
MOST_SCALE = 2.0


def part_clusters(clusters, number: int, member=None, *, seed: int = 0) -> np.ndarray:
    """Deal out whole clusters to parts of about the same size and composition, at random.

    Parameters
    ----------
    clusters : array of shape (n,)
        Such as neighbourhoods.
    number : int
        Number of parts.
    member : boolean array of shape (n,), optional
        A group that every part should hold as far as it goes: clusters are dealt out in the order
        of how many members they hold.
    seed : int

    Returns
    -------
    ndarray of int, shape (n,)
        Each person's part, 0 to ``number - 1``.
    """
    labels, place = np.unique(np.asarray(clusters), return_inverse=True)
    held = np.bincount(place, weights=None if member is None else np.asarray(member, dtype=float))
    generator = np.random.default_rng(seed)
    order = np.lexsort((generator.random(len(labels)), held))
    rounds = -(-len(labels) // number)
    dealt = np.concatenate([generator.permutation(number) for _ in range(rounds)])
    part = np.empty(len(labels), dtype=np.intp)
    part[order] = dealt[: len(labels)]
    return part[place]


def variance_by_parts(whole, parts, scale=None) -> np.ndarray:
    """Variance of a result over trainings, from the same result of trainings on parts.

    ``scale^2 * sum_p (x_p - mean x)^2 / (P - 1) / P`` with P parts: P trainings that share nobody
    are independent, and a training on all their data varies by a P-th of what they do.

    Parameters
    ----------
    whole : array of shape (k,)
        Results of the training on all data.
    parts : array of shape (P, k)
        Results of the trainings on parts, at least two.
    scale : float, optional
        ``whole / mean of the parts``, kept between 1 and 2, if left out: what is learnt of
        a small training is often less of the same, and so is its spread.

    Returns
    -------
    ndarray of shape (k,)
        It has ``P - 1`` degrees of freedom.
    """
    parts = np.asarray(parts, dtype=float)
    if scale is None:
        scale = scale_of_parts(whole, parts)
    return np.square(scale) * parts.var(axis=0, ddof=1) / len(parts)


def scale_of_parts(whole, parts) -> np.ndarray:
    """Tell how many times as large a result is as on parts of the data: between 1 and 2."""
    mean = np.abs(np.asarray(parts, dtype=float).mean(axis=0))
    whole = np.abs(np.asarray(whole, dtype=float))
    least = np.maximum(whole / MOST_SCALE, np.finfo(float).tiny)
    return np.maximum(whole / np.maximum(mean, least), 1)


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
