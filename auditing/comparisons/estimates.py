"""Values of all metrics on all sides, how uncertain they are, and how they hang together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from auditing.comparisons.metrics import MEAN, RANKING, Metric
from auditing.comparisons.sides import Sides
from auditing.reading.tally import Tally

MAX_TOGETHER = 1_200  # values whose covariance matrix is computed
CHUNK = 4_000_000


@dataclass(frozen=True, eq=False)
class Estimates:
    """Metrics on sides.

    Attributes
    ----------
    metrics : tuple of Metric, length m
    value : ndarray of shape (k, m)
        NaN where nobody is in the denominator.
    people : ndarray of shape (k,)
        People on each side.
    counted : ndarray of shape (k, m)
        People in the denominator; for the ranking, in the smaller of both outcomes.
    units : ndarray of shape (k, m)
        Effective number of independent units in the denominator,
        ``(sum_c b_c)^2 / sum_c b_c^2`` over clusters, or people by weight: as many of equal
        weight tell as much.
    variance : ndarray of shape (k, m)
        Of the values, by the influence of each unit.
    skewness : ndarray of shape (k, m)
        Of the estimates of means; 0 for rates, whose intervals do not need it.
    covariance : ndarray of shape (k m, k m), or None
        None where there would be too many; sides without common units are independent anyway.
    between : ndarray of shape (pairs, m)
        Covariance of the two sides of each comparison; 0 where no cluster is on both.
    """

    metrics: tuple[Metric, ...]
    value: np.ndarray
    people: np.ndarray
    counted: np.ndarray
    units: np.ndarray
    variance: np.ndarray
    skewness: np.ndarray
    covariance: np.ndarray | None = field(repr=False)
    between: np.ndarray


def estimate(
    tally: Tally, sides: Sides, metrics: Sequence[Metric], *, together: bool = True
) -> Estimates:
    """Estimate all metrics on all sides from counts and sums.

    Each value is ``sum a / sum b`` over people, weighted; a unit's influence on it is
    ``sum_i w_i (a_i - value b_i) / sum b``. The ranking's influences are those of DeLong et al.
    (1988).

    Parameters
    ----------
    tally : Tally
    sides : Sides
    metrics : sequence of Metric
    together : bool
        Whether to compute ``covariance``.
    """
    ranked = [place for place, metric in enumerate(metrics) if metric.name == RANKING]
    parts = [
        (np.zeros(len(tally.n)),) * 2 if metric.name == RANKING else metric.parts(tally)
        for metric in metrics
    ]
    a, b = (np.column_stack(one) for one in zip(*parts, strict=True))
    g, w, ww = sides.member, tally.weight[:, None], tally.weight_squares[:, None]
    bottom = g.T @ tally.per_cell(w * b)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = (g.T @ tally.per_cell(w * a)) / bottom
    counted = g.T @ tally.per_cell(tally.n[:, None] * b)
    theta = np.nan_to_num(value)
    aa = ww * a * a
    for place, metric in enumerate(metrics):
        if metric.name == MEAN:
            aa[:, place] = tally.squares
    pp, qq, rr = (g.T @ tally.per_cell(one) for one in (aa, ww * a * b, ww * b * b))
    low = np.where(bottom > 0, bottom, 1)
    units = bottom**2 / np.where(rr > 0, rr, 1)
    variance = np.maximum(pp - 2 * theta * qq + theta**2 * rr, 0) / low**2
    variance = _enlarged(variance, units)
    skewness = np.zeros_like(value)
    size = len(sides.keys) * len(metrics)
    together = together and size <= MAX_TOGETHER
    covariance, between = None, np.zeros((len(sides.pairs), len(metrics)))
    influence = _Influence(a, b, theta, low, g[tally.cell])
    for place in ranked:
        influence.rank(place, tally, value, counted, units)
        if tally.by_cluster is None:
            scores = influence.of(place)
            variance[:, place] = _enlarged(
                np.einsum("r,rk->k", tally.weight_squares, scores**2), units[:, place]
            )
    if tally.by_cluster is None:
        for place, metric in enumerate(metrics):
            if metric.name == MEAN:
                skewness[:, place] = _skewness(tally, g, theta[:, place])
        if together:
            covariance = _by_cells(tally, g, a, b, aa, theta, low)
            for place in ranked:
                at = np.arange(len(sides.keys)) * len(metrics) + place
                covariance[at, at] = variance[:, place]
    else:
        for place in range(len(metrics)):
            _by_clusters(
                tally, sides, influence, place, place in ranked,
                units, variance, skewness, between, metrics[place].name == MEAN,
            )  # fmt: skip
        if together and max(len(tally.n), tally.by_cluster.shape[0]) * size < 10 * CHUNK:
            everything = np.stack([influence.of(m) for m in range(len(metrics))], axis=2)
            sums = tally.by_cluster @ everything.reshape(len(tally.n), size)
            covariance = sums.T @ sums
    shift = [tally.centre if metric.name == MEAN else 0.0 for metric in metrics]
    people = g.T @ tally.per_cell(tally.n)
    return Estimates(
        tuple(metrics), value + shift, people, counted, units, variance, skewness, covariance,
        between,
    )  # fmt: skip


class _Influence:
    """What a person of each row adds to each value, by unit of weight."""

    def __init__(self, a, b, theta, low, member):
        self.a, self.b, self.theta, self.low, self.member = a, b, theta, low, member
        self.ranked = {}

    def of(self, place: int) -> np.ndarray:
        """Influences on one metric; shape (r, k)."""
        if place in self.ranked:
            return self.ranked[place]
        off = self.a[:, place, None] - self.theta[:, place] * self.b[:, place, None]
        return self.member * off / self.low[:, place]

    def rank(self, place, tally: Tally, value, counted, units) -> None:
        """Fill in the ranking: values, people and influences (DeLong et al., 1988)."""
        n_bins = len(tally.edges)
        hits = [tally.outcome == y for y in (0, 1)]
        found = np.zeros((len(tally.n), value.shape[0]))
        for k, member in enumerate(self.member.T):
            inside = member > 0
            neg, pos = (
                np.bincount(tally.bin[inside & hit], tally.weight[inside & hit], n_bins)
                for hit in hits
            )
            n_neg, n_pos = neg.sum(), pos.sum()
            people, size = zip(*(_sizes(tally, inside & hit) for hit in hits), strict=True)
            counted[k, place], units[k, place] = min(people), min(size)
            if not n_neg or not n_pos:
                continue
            below = (np.cumsum(neg) - neg / 2) / n_neg
            above = (n_pos - np.cumsum(pos) + pos / 2) / n_pos
            area = value[k, place] = (pos * below).sum() / n_pos
            row = inside & hits[1]
            found[row, k] = (below[tally.bin[row]] - area) / n_pos
            row = inside & hits[0]
            found[row, k] = (above[tally.bin[row]] - area) / n_neg
        self.ranked[place] = found


def _sizes(tally: Tally, rows: np.ndarray) -> tuple[float, float]:
    squares = tally.weight_squares[rows].sum()
    return tally.n[rows].sum(), tally.weight[rows].sum() ** 2 / squares if squares else 0.0


def _enlarged(variance: np.ndarray, units: np.ndarray) -> np.ndarray:
    return variance * units / np.maximum(units - 1, 1e-9)


def _skewness(tally: Tally, g: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Skewness of the estimates of means; shape (k,)."""
    share = tally.weight / tally.n
    off = tally.middle - tally.centre
    powers = np.column_stack([tally.n * share**3 * off**p for p in range(4)])
    m0, m1, m2, m3 = (g.T @ tally.per_cell(powers)).T
    cubes = m3 - 3 * theta * m2 + 3 * theta**2 * m1 - theta**3 * m0
    powers = np.column_stack([tally.n * share**2 * off**p for p in range(3)])
    s0, s1, s2 = (g.T @ tally.per_cell(powers)).T
    squares = np.maximum(s2 - 2 * theta * s1 + theta**2 * s0, 0)
    return np.where(squares > 0, cubes / np.where(squares > 0, squares, 1) ** 1.5, 0.0)


def _by_cells(tally: Tally, g, a, b, aa, theta, low) -> np.ndarray:
    """Covariance of all values where each person is a unit: from second moments by cell."""
    n_sides, n_metrics = theta.shape
    ww = tally.weight_squares
    found = np.zeros((n_sides, n_metrics, n_sides, n_metrics))
    for m in range(n_metrics):
        for n in range(m, n_metrics):
            ab = [aa[:, m] if m == n else ww * a[:, m] * a[:, n]]
            ab += [ww * a[:, m] * b[:, n], ww * b[:, m] * a[:, n], ww * b[:, m] * b[:, n]]
            if not any(one.any() for one in ab):
                continue
            p, q, r, s = (g.T @ (tally.per_cell(one)[:, None] * g) for one in ab)
            tm, tn = theta[:, m, None], theta[None, :, n]
            block = (p - q * tn - r * tm + s * tm * tn) / (low[:, m, None] * low[None, :, n])
            found[:, m, :, n] = block
            found[:, n, :, m] = block.T
    return found.reshape(n_sides * n_metrics, -1)


def _by_clusters(
    tally, sides, influence, place, is_ranking, units, variance, skewness, between, is_mean
) -> None:
    """Fill in one metric's uncertainty where people of a cluster hang together."""
    scores = influence.of(place)
    bottom = sides.member[tally.cell] * influence.b[:, place, None]
    if is_ranking:
        bottom = sides.member[tally.cell] * (tally.outcome >= 0)[:, None]
    moments = np.zeros((5, scores.shape[1]))
    n_clusters = tally.by_cluster.shape[0]
    step = max(1, CHUNK // max(scores.shape[1], 1))
    for begin in range(0, n_clusters, step):
        part: sparse.csr_array = tally.by_cluster[begin : begin + step]
        one, size = part @ scores, part @ bottom
        moments += np.stack([p.sum(axis=0) for p in (one**2, one**3, size, size**2, size > 0)])
        between[:, place] += (one[:, sides.pairs[:, 0]] * one[:, sides.pairs[:, 1]]).sum(axis=0)
    squares, cubes, total, total_squares, _ = moments
    m = total**2 / np.where(total_squares > 0, total_squares, 1)
    units[:, place] = np.minimum(units[:, place], m) if is_ranking else m
    variance[:, place] = _enlarged(squares, units[:, place])
    if is_mean:
        skewness[:, place] = np.where(
            squares > 0, cubes / np.where(squares > 0, squares, 1) ** 1.5, 0.0
        )
