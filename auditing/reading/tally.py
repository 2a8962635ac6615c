"""Counts and sums by combination of groups, score and outcome: all that an audit needs, mergeable.

A row of a tally is a *cell* (one combination of labels), a bin of the score and an outcome. It
holds how many people, their weights and sums of their scores. Everything else (means, rates, whole
distributions, calibration, ranking, intervals, relabelled tables) follows from these rows, so a
table is gone through once, and parts of a table add up to the whole in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse

from auditing.reading.bins import score_bins
from auditing.reading.frame import People
from auditing.reading.labels import UNKNOWN

MAX_DENSE = 4_000_000
SUMS = ("n", "weight", "weight_squares", "score", "squares")


@dataclass(frozen=True, eq=False)
class Tally:
    """A table's counts and sums.

    Attributes
    ----------
    columns : tuple of str, length g
    labels : dict of str to tuple of str
    cells : ndarray of int, shape (c, g)
        Label codes of each combination that occurs; -1 where the label is missing.
    edges : ndarray of float, shape (b,)
        Lower ends of the score's bins; where ``exact``, the values themselves.
    exact : bool
        Whether each bin holds one value.
    cell, bin : ndarray of int, shape (r,)
    outcome : ndarray of int, shape (r,)
        1, 0, or -1 where it is unknown, or no outcome was given.
    n, weight, weight_squares, score, squares : ndarray of float, shape (r,)
        People; sums of ``w``, ``w^2``, ``w s`` and ``w^2 (s - c)^2``, where ``c`` is ``centre``.
    centre : float
    by_cluster : sparse array of shape (clusters, r), or None
        Weight of each cluster's people in each row.
    """

    columns: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    cells: np.ndarray = field(repr=False)
    edges: np.ndarray = field(repr=False)
    exact: bool
    cell: np.ndarray = field(repr=False)
    bin: np.ndarray = field(repr=False)
    outcome: np.ndarray = field(repr=False)
    n: np.ndarray = field(repr=False)
    weight: np.ndarray = field(repr=False)
    weight_squares: np.ndarray = field(repr=False)
    score: np.ndarray = field(repr=False)
    squares: np.ndarray = field(repr=False)
    centre: float
    by_cluster: sparse.csr_array | None = field(repr=False, default=None)

    @property
    def n_people(self) -> int:
        """Number of people."""
        return int(self.n.sum())

    @property
    def middle(self) -> np.ndarray:
        """Mean score of each row's people; shape (r,)."""
        return self.score / self.weight

    @property
    def spread(self) -> float:
        """Standard deviation of all scores."""
        mean = self.score.sum() / self.weight.sum()
        squares = (self.weight * (self.middle - mean) ** 2).sum() / self.weight.sum()
        return float(np.sqrt(squares))

    def per_cell(self, values: np.ndarray) -> np.ndarray:
        """Add up values of rows by cell; shape (c, …)."""
        n_cells = len(self.cells)
        if values.ndim == 1:
            return np.bincount(self.cell, values, n_cells)
        return np.column_stack([np.bincount(self.cell, one, n_cells) for one in values.T])

    def __add__(self, other: "Tally") -> "Tally":
        """Merge the tally of other people, over the same columns, bins and centre."""
        if not isinstance(other, Tally):
            return NotImplemented
        if self.columns != other.columns or not np.array_equal(self.edges, other.edges):
            raise ValueError("other must have the same columns and bins of the score")
        if (self.by_cluster is None) != (other.by_cluster is None):
            raise ValueError("other must have clusters where this tally has; received only one")
        if self.by_cluster is not None:
            raise ValueError("tallies with clusters do not merge: audit the whole table at once")
        if self.centre != other.centre:
            raise ValueError("other must have the same centre")
        rows = pd.concat([self.frame(), other.frame()])
        return from_rows(rows, self.columns, self.edges, exact=self.exact, centre=self.centre)

    def frame(self) -> pd.DataFrame:
        """Return the rows as a table: labels (None where missing), bin, outcome and sums."""
        told = {}
        for place, name in enumerate(self.columns):
            words = np.array([*self.labels[name], None], dtype=object)
            told[f"group {place}"] = words[self.cells[self.cell, place]]
        told |= {"bin": self.bin, "outcome": self.outcome}
        return pd.DataFrame(told | {name: getattr(self, name) for name in SUMS})


def from_rows(
    rows: pd.DataFrame, columns: Sequence[str], edges: np.ndarray, *, exact: bool, centre: float
) -> Tally:
    """Make a tally of rows as :meth:`Tally.frame` has them; equal rows are added up."""
    keys = [f"group {place}" for place in range(len(columns))]
    codes, labels = [], {}
    for key, name in zip(keys, columns, strict=True):
        found = sorted(rows[key].dropna().unique())
        labels[name] = tuple(found)
        codes.append(pd.Categorical(rows[key], categories=found).codes.astype(np.int64))
    joint, sizes = _joint(codes, [len(labels[name]) for name in columns])
    together = pd.DataFrame({"joint": joint, "bin": rows["bin"].to_numpy(dtype=np.int64)})
    together["outcome"] = rows["outcome"].to_numpy(dtype=np.int64)
    for name in SUMS:
        together[name] = rows[name].to_numpy(dtype=float)
    together = together.groupby(["joint", "bin", "outcome"], as_index=False).sum()
    present, cell = np.unique(together["joint"].to_numpy(), return_inverse=True)
    return Tally(
        tuple(columns), labels, _apart(present, sizes), np.asarray(edges, dtype=float), exact,
        cell, together["bin"].to_numpy(), together["outcome"].to_numpy(),
        *(together[name].to_numpy() for name in SUMS), centre,
    )  # fmt: skip


def tally_people(people: People, cut_at: Sequence[float] = (), like: Tally | None = None) -> Tally:
    """Count a table's people.

    Parameters
    ----------
    people : People
    cut_at : sequence of float
        Thresholds: no bin holds scores on both sides of one.
    like : Tally, optional
        Of another part of the table, to be merged with: its bins are taken.
    """
    if like is None:
        edges, number, exact = score_bins(people.score, cut_at)
        return tally_coded(people, edges, number, exact, (edges[0] + edges[-1]) / 2)
    number = np.searchsorted(like.edges, people.score, side="right") - 1
    if number.min() < 0 or (like.exact and (like.edges[number] != people.score).any()):
        raise ValueError("like must have bins for these scores; received one that has not")
    return tally_coded(people, like.edges, number, like.exact, like.centre)


def tally_coded(
    people: People, edges: np.ndarray, number: np.ndarray, exact: bool, centre: float, codes=None
) -> Tally:
    """Count people whose scores are in bins; ``codes`` takes the place of their own labels."""
    codes = people.codes if codes is None else codes
    names = tuple(people.labels)
    joint, sizes = _joint([codes[name] for name in names], [len(people.labels[c]) for c in names])
    n_bins, n_outcomes = len(edges), 1 if people.outcome is None else 3
    n_keys = int(np.prod([size + 1 for size in sizes], dtype=float)) * n_bins * n_outcomes
    key = joint.astype(np.int32 if n_keys < 2**31 else np.int64, copy=False)
    if n_bins > 1:
        key *= n_bins
        key += number.astype(key.dtype, copy=False)
    if n_outcomes > 1:
        key *= 3
        key += people.outcome
        key += 1
    if 0 < n_keys <= max(MAX_DENSE, 4 * len(key)):
        n = np.bincount(key, minlength=n_keys)
        rows = np.flatnonzero(n)
        n, place = n[rows].astype(float), None
    else:
        rows, place, n = np.unique(key, return_inverse=True, return_counts=True)
        n = n.astype(float)

    def add(values):
        if place is None:
            return np.bincount(key, values, minlength=n_keys)[rows]
        return np.bincount(place, values, minlength=len(rows))

    rest, outcome = np.divmod(rows, n_outcomes)
    outcome = outcome - 1 if n_outcomes > 1 else np.full(len(rows), UNKNOWN)
    present, bins = np.divmod(rest, n_bins)
    present, cell = np.unique(present, return_inverse=True)
    weight, centre = people.weights, float(centre)
    weights = (n, n) if weight is None else (add(weight), add(weight**2))
    if exact and weight is None:
        sums = (n * edges[bins], n * (edges[bins] - centre) ** 2)
    else:
        w = 1.0 if weight is None else weight
        sums = (add(people.score * w), add(((people.score - centre) * w) ** 2))
    by_cluster = None
    if people.clusters is not None:
        if place is None:
            where = np.zeros(n_keys, dtype=np.int64)
            where[rows] = np.arange(len(rows))
            place = where[key]
        w = np.ones(len(key)) if weight is None else weight
        shape = (people.clusters.max() + 1, len(rows))
        by_cluster = sparse.csr_array((w, (people.clusters, place)), shape)
    cells, labels = _borne(_apart(present, sizes), people.labels)
    return Tally(
        names, labels, cells, edges, exact, cell, bins, outcome, n, *weights, *sums, centre,
        by_cluster,
    )  # fmt: skip


def _borne(cells: np.ndarray, labels: dict[str, tuple[str, ...]]):
    """Leave out the labels that nobody bears."""
    cells, kept = cells.copy(), {}
    for place, (name, words) in enumerate(labels.items()):
        used = np.unique(cells[cells[:, place] >= 0, place])
        kept[name] = tuple(words[code] for code in used)
        cells[:, place] = np.append(
            np.where(np.isin(np.arange(len(words)), used), np.searchsorted(used, range(len(words))),
                     UNKNOWN), UNKNOWN,
        )[cells[:, place]]  # fmt: skip
    return cells, kept


def _joint(codes, sizes: Sequence[int]) -> tuple[np.ndarray, list[int]]:
    """Number combinations of codes, of which -1 is one."""
    if np.prod([size + 1 for size in sizes], dtype=float) > 2**40:
        raise ValueError("groups must have fewer combinations; take fewer columns, or join values")
    small = np.prod([size + 1 for size in sizes], dtype=float) < 2**30
    joint = np.zeros(len(codes[0]), dtype=np.int32 if small else np.int64)
    for one, size in zip(codes, sizes, strict=True):
        joint *= size + 1
        joint += one
        joint += 1
    return joint, list(sizes)


def _apart(joint: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
    """Undo :func:`_joint`."""
    cells = np.empty((len(joint), len(sizes)), dtype=np.int64)
    for place in range(len(sizes) - 1, -1, -1):
        joint, code = np.divmod(joint, sizes[place] + 1)
        cells[:, place] = code - 1
    return cells
