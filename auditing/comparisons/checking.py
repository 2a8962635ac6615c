"""Is this audit right? The same audit on tables like this one, in which the answer is known.

Relabelled tables have no gap by construction: everybody keeps score and outcome, and the labels are
dealt out anew, whole clusters at a time. What is found there is a false alarm. With a shift planted
on top, it is seen how large a gap must be for the audit to find it.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.special import betaincinv
from scipy.stats import random_table

from auditing.comparisons.estimates import Estimates, estimate
from auditing.comparisons.findings import GAP, find
from auditing.comparisons.intervals import difference_ends, rate_ends, side_ends
from auditing.comparisons.metrics import MEAN
from auditing.comparisons.sides import Key, Sides, sides_of
from auditing.reading.frame import People
from auditing.reading.tally import Tally, tally_coded

POWER = 0.8
MAX_ENTRIES = 4_000_000  # of a relabelled table of counts
STEPS = 200


@dataclass(frozen=True)
class Check:
    """How often the audit is wrong on tables like this one.

    Attributes
    ----------
    n_tables : int
        Relabelled tables.
    n_alarms : int
        Tables in which at least one gap was found, though there is none.
    alarms_low, alarms_high : float
        95 % interval of the share (Clopper & Pearson).
    found_from : dict of Key to tuple of float
        By group: the shift of its mean, in points, that is found in eight of ten tables, and the
        ends of its own 95 % interval (order statistics).
    found_rate : dict of (Key, float) to tuple of float
        By group and threshold: likewise of selection rates; infinite where even the loss of all
        selections would not be found.
    seed : int
    """

    n_tables: int
    n_alarms: int
    alarms_low: float
    alarms_high: float
    found_from: dict[Key, tuple[float, float, float]] = field(repr=False)
    found_rate: dict[tuple[Key, float], tuple[float, float, float]] = field(repr=False)
    seed: int


def check_audit(tally, people, sides, metrics, judge, asked) -> Check | None:
    """Audit relabelled tables with the level of the audit itself; None where they are too large."""
    n_tables, alarms = asked["check"], 0
    points, rates = {}, {}
    tables = _relabelled(tally, people, n_tables, asked["seed"])
    if tables is None:
        return None
    for table in tables:
        sides = sides_of(table, intersections=asked["intersections"])
        estimates = estimate(table, sides, metrics, together=False)
        findings = find(table, sides, estimates, **judge)
        alarms += any(finding.verdict == GAP for finding in findings)
        _plant(estimates, sides, judge, points, rates)
    return Check(
        n_tables, alarms, *share_ends(alarms, n_tables),
        {key: _eight_of_ten(values) for key, values in points.items()},
        {key: _eight_of_ten(values) for key, values in rates.items()}, asked["seed"],
    )  # fmt: skip


def share_ends(hits: int, n: int, level_out: float = 0.05) -> tuple[float, float]:
    """Clopper and Pearson's interval of a share."""
    low = betaincinv(hits, n - hits + 1, level_out / 2) if hits else 0.0
    high = betaincinv(hits + 1, n - hits, 1 - level_out / 2) if hits < n else 1.0
    return float(low), float(high)


def _relabelled(tally: Tally, people: People | None, n_tables: int, seed: int):
    """Give relabelled tables; from counts alone where each person stands alone and weighs 1."""
    rng = np.random.default_rng([seed, 14])
    if people is not None and (people.clusters is not None or people.weights is not None):
        number = np.searchsorted(tally.edges, people.score, side="right") - 1
        return (
            tally_coded(people, tally.edges, number, tally.exact, tally.centre, codes)
            for codes in (_dealt(people, rng) for _ in range(n_tables))
        )
    if tally.by_cluster is not None or not np.array_equal(tally.n, tally.weight):
        return None
    kinds, kind = np.unique(tally.bin * 3 + tally.outcome + 1, return_inverse=True)
    if len(kinds) * len(tally.cells) > MAX_ENTRIES:
        return None
    return (_from_counts(tally, kinds, kind, rng) for _ in range(n_tables))


def _from_counts(tally: Tally, kinds: np.ndarray, kind: np.ndarray, rng) -> Tally:
    """Deal cells out over bins and outcomes, both as often as before."""
    cells = np.rint(tally.per_cell(tally.n)).astype(np.int64)
    total = np.bincount(kind, tally.n)
    dealt = random_table(cells, np.rint(total).astype(np.int64)).rvs(random_state=rng)
    cell, of = np.nonzero(dealt)
    n = dealt[cell, of].astype(float)
    score = np.bincount(kind, tally.score) / total
    squares = np.bincount(kind, tally.squares) / total
    return replace(
        tally, cell=cell, bin=kinds[of] // 3, outcome=kinds[of] % 3 - 1, n=n, weight=n,
        weight_squares=n, score=n * score[of], squares=n * squares[of],
    )  # fmt: skip


def _dealt(people: People, rng) -> dict[str, np.ndarray]:
    """Give each cluster the labels of another; a larger one repeats some of them by lot."""
    n = len(people.score)
    if people.clusters is None:
        donor = rng.permutation(n)
    else:
        order = np.argsort(people.clusters, kind="stable")
        sizes = np.bincount(people.clusters)
        starts = np.cumsum(sizes) - sizes
        held = np.flatnonzero(sizes)
        other = np.zeros(len(sizes), dtype=np.intp)
        other[held] = held[rng.permutation(len(held))]
        cluster = people.clusters[order]
        within = np.arange(n) - starts[cluster]
        size = sizes[other[cluster]]
        within = np.where(within < size, within, rng.integers(0, size))
        donor = np.empty(n, dtype=np.intp)
        donor[order] = order[starts[other[cluster]] + within]
    return {name: codes[donor] for name, codes in people.codes.items()}


def _plant(estimates: Estimates, sides: Sides, judge: dict, points: dict, rates: dict) -> None:
    """Note for each group the smallest planted shift that would be found in this table."""
    ends = side_ends(estimates, judge["each"])
    _, low, high = difference_ends(estimates, sides, ends)
    turned = judge["favourable"] == "low"
    for s, (i, j) in enumerate(sides.pairs):
        if not sides.is_rest[j] or len(sides.keys[i]) > 1:
            continue
        for m, metric in enumerate(estimates.metrics):
            if metric.name == MEAN:
                least = -low[s, m] if turned else high[s, m]
                points.setdefault(sides.keys[i], []).append(max(float(least), 0.0))
            elif metric.name == "selection_rate":
                least = _least_rate(estimates, (i, j), m, ends, judge["each"], turned)
                rates.setdefault((sides.keys[i], metric.low), []).append(least)


def _least_rate(estimates: Estimates, places, m: int, ends, each: float, turned: bool) -> float:
    """Least drop of a group's favourable rate whose interval excludes 0, in steps of 1/200."""
    i, j = places
    p, q = estimates.value[i, m], estimates.value[j, m]
    ends = [(side[j, m]) for side in ends]
    if turned:
        p, q, ends = 1 - p, 1 - q, [1 - ends[1], 1 - ends[0]]
    drops = p * np.arange(1, STEPS + 1) / STEPS
    new = p - drops
    scale = p * (1 - p)
    variance = estimates.variance[i, m] * (new * (1 - new) / scale if scale > 0 else 1)
    units, counted = (np.full(STEPS, one[i, m]) for one in (estimates.units, estimates.counted))
    _, high = rate_ends(new, variance, units, counted, 0 * new, each)
    upper = new - q + np.sqrt((high - new) ** 2 + (q - ends[0]) ** 2)
    seen = np.flatnonzero(upper < 0)
    return float(drops[seen[0]]) if len(seen) else np.inf


def _eight_of_ten(values: list[float]) -> tuple[float, float, float]:
    """Return the 80 % quantile with a 95 % interval from order statistics."""
    ordered = np.sort(values)
    n = len(ordered)
    spread = 1.96 * np.sqrt(n * POWER * (1 - POWER))
    places = np.clip(np.ceil([n * POWER, n * POWER - spread, n * POWER + spread]), 1, n) - 1
    return tuple(float(ordered[int(place)]) for place in places)
