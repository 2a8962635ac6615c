"""The worst slice: searched for on one half of the people, tested on the other.

A slice is a value of a column, or values of two: numbers are cut at their fifths. Whatever looks
worst among thousands of slices looks so partly by chance, so what was found on one half is judged
by the other alone, which has not been searched; clusters are never divided between the halves.

Three libraries of the field were looked at. SliceLine scores a slice by its mean error relative to
everybody's, so its answer moves when a constant is added to all errors, and points have no natural
zero; DivExplorer looks for frequent slices of rates, not of means; optbinning cuts one column at a
time towards an outcome. None has a test on people that were not searched, which is what matters
here, and the search itself, over pairs, is a dozen lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from auditing.reading.frame import People, opened
from auditing.reading.labels import label_of

FIFTHS = 5
MAX_VALUES = 30  # of a column of labels
MIN_PEOPLE = 50  # of a slice, in the half that is searched
KEPT = 3


@dataclass(frozen=True)
class Slice:
    """One slice, and what the half that was not searched says of it.

    Attributes
    ----------
    where : tuple of (str, str)
        Column and value, or range.
    people : int
        In the half that was tested.
    searched, tested : float
        Mean score minus everybody else's, in each half.
    low, high : float
        Interval of ``tested``; those of all slices kept hold together.
    """

    where: tuple[tuple[str, str], ...]
    people: int
    searched: float
    tested: float
    low: float
    high: float


@dataclass(frozen=True)
class SliceSearch:
    """The slices kept, worst first, and how many were searched."""

    n_searched: int
    slices: tuple[Slice, ...]
    columns: tuple[str, ...]
    left_out: tuple[str, ...]


def search_slices(table, columns: Sequence[str], people: People, asked: dict) -> SliceSearch:
    """Search for the slices of the least favourable mean scores, and test them.

    Parameters
    ----------
    table : DataFrame
    columns : sequence of str
    people : People
    asked : dict
        ``favourable``, ``alpha`` and ``seed`` of the audit.
    """
    cut, left = {}, []
    _, take = opened(table)
    for name in columns:
        values = take(name).to_numpy()[people.rows]
        codes, words = _cut(values)
        if len(words) > MAX_VALUES or len(words) < 2:
            left.append(name)
        else:
            cut[name] = codes, words
    n = len(people.score)
    rng = np.random.default_rng([asked["seed"], 6])
    unit = np.arange(n) if people.clusters is None else people.clusters
    first = rng.permutation(unit.max() + 1)[unit] % 2 == 0
    sign = 1.0 if asked["favourable"] == "high" else -1.0
    weight = np.ones(n) if people.weights is None else people.weights
    found = _search(cut, people.score * sign, weight, first)
    kept = sorted(found)[:KEPT]
    level = 1 - asked["alpha"] / max(len(kept), 1)
    tested = []
    for _, searched, where in kept:
        inside = np.logical_and.reduce([cut[name][0] == code for name, code in where])
        tested.append(
            _test(people, inside, ~first, weight, level, sign * searched,
                  tuple((name, cut[name][1][code]) for name, code in where))
        )  # fmt: skip
    return SliceSearch(len(found), tuple(tested), tuple(cut), tuple(left))


def _cut(values: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Return codes and words: fifths of numbers, or labels; -1 where nothing is known."""
    series = pd.Series(values)
    if pd.api.types.is_numeric_dtype(series.dtype) and series.dtype != bool:
        if series.nunique() > FIFTHS:
            parts = pd.qcut(series.where(np.isfinite(series)), FIFTHS, duplicates="drop")
            codes = parts.cat.codes.to_numpy()
            ends = series[codes >= 0].groupby(codes[codes >= 0]).agg(["min", "max"])
            return codes, [f"{low:g} – {high:g}" for low, high in ends.to_numpy()]
    codes, found = pd.factorize(series)
    return codes, [label_of(one) for one in found]


def _search(cut, score, weight, first):
    """List (z, difference, where) of every slice of the first half that is large enough."""
    columns = {name: codes[first] for name, (codes, _) in cut.items()}
    s, w = score[first], weight[first]
    total_w, total_s, total_q = w.sum(), (w * s).sum(), (w * s * s).sum()
    found = []
    names = [(name,) for name in columns] + list(combinations(columns, 2))
    for where in names:
        size = [len(cut[name][1]) for name in where]
        known = np.logical_and.reduce([columns[name] >= 0 for name in where])
        key = np.ravel_multi_index([columns[name][known] for name in where], size)
        n = np.bincount(key, minlength=np.prod(size))
        sums = [np.bincount(key, one[known], np.prod(size)) for one in (w, w * s, w * s * s)]
        for code in np.flatnonzero((n >= MIN_PEOPLE) & (n <= len(s) - MIN_PEOPLE)):
            one_w, one_s, one_q = (part[code] for part in sums)
            rest_w, rest_s, rest_q = total_w - one_w, total_s - one_s, total_q - one_q
            difference = one_s / one_w - rest_s / rest_w
            variance = (one_q / one_w - (one_s / one_w) ** 2) / n[code]
            variance += (rest_q / rest_w - (rest_s / rest_w) ** 2) / (len(s) - n[code])
            z = difference / np.sqrt(max(variance, 1e-12))
            codes = np.unravel_index(code, size)
            found.append(
                (float(z), float(difference), tuple(zip(where, map(int, codes), strict=True)))
            )
    return found


def _test(people, inside, half, weight, level, searched, where) -> Slice:
    """Compare a slice with everybody else in the half that was not searched."""
    s, w, inside = people.score[half], weight[half], inside[half]
    unit = np.arange(len(s)) if people.clusters is None else people.clusters[half]
    n = int(inside.sum())
    if not n or n == len(s):
        return Slice(where, n, searched, np.nan, np.nan, np.nan)
    means = [np.average(s[who], weights=w[who]) for who in (inside, ~inside)]
    part = np.where(inside, (s - means[0]) / w[inside].sum(), -(s - means[1]) / w[~inside].sum())
    squares = (np.bincount(unit, part * w) ** 2).sum()
    sizes = [np.bincount(unit[who], w[who]) for who in (inside, ~inside)]
    m = min(one.sum() ** 2 / (one**2).sum() for one in sizes)
    gap = float(means[0] - means[1])
    half_width = np.inf
    if m >= 5:
        half_width = float(stdtrit(m - 1, (1 + level) / 2) * np.sqrt(m / (m - 1) * squares))
    return Slice(where, n, searched, gap, gap - half_width, gap + half_width)
