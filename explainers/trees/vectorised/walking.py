"""Walking people down trees by the trees' own cover: in time that grows with people and nodes.

A leaf with k players has 2^k patterns; for few people, or with more than a dozen players, that
table is dearer than the sum it stands for. With h_i = 1 where the person meets what the path asks
of player i, and c_i the player's cover ratio, a leaf of value v gives to player j::

    v (h_j - c_j) * integral over x from 0 to 1 of prod_{i != j} (h_i x + c_i (1-x))

The product over a path is built once on the way down, at each node x of a quadrature. On the way
up the products of all leaves below a split are one sum, so a player's factor is taken out once for
each split and not once for each leaf ("Linear TreeSHAP" of Yu et al. 2022, at the nodes of a
quadrature instead of in coefficients). All nodes of one depth, of many trees, are gone through at
once. What a node puts into the product, and takes out of it, depends on the person only through
whether they still meet the player, and did so before: a table of three rows, filled once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from explainers.trees.quadrature import nodes_and_weights
from explainers.trees.question import Question

NODES = 1 << 12
"""How many nodes of trees are gone through at once; a larger tree alone."""

NUMBERS = 1 << 18
"""How many numbers are kept at once: nodes times people times quadrature nodes."""


def walk_by_cover(
    question: Question,
    roots: NDArray[np.intp],
    coded: NDArray[np.unsignedinteger],
    values: NDArray[np.float64],
    fixed: int = -1,
    known: bool = True,
) -> None:
    """Add what some trees give to some people, path-dependent.

    Parameters
    ----------
    question : Question
    roots : int array
        The roots of the trees to walk.
    coded : unsigned array of shape (n_coded, n)
        The people, coded.
    values : float array of shape (n, n_players)
        Added to, in place.
    fixed : int
        A player who is known always, or never, and gets nothing; -1 is none. Half the difference
        between the two is that player's row of interaction values.
    known : bool
        Whether ``fixed`` is known always.
    """
    for some in groups_of_trees(question, roots, NODES):
        grove = _grove(question, some, fixed, known)
        at_once = max(1, NUMBERS // max(1, grove.factor[0].size))
        for start in range(0, len(values), at_once):
            part = slice(start, start + at_once)
            values[part] += _walk(grove, coded[:, part])


def groups_of_trees(
    question: Question, roots: NDArray[np.intp], most: int
) -> Iterator[NDArray[np.intp]]:
    """Gather trees until they have ``most`` nodes."""
    ends = np.append(question.ensemble.roots, len(question.ensemble.left))
    sizes = ends[np.searchsorted(question.ensemble.roots, roots) + 1] - roots
    group = (np.cumsum(sizes) - sizes) // most
    yield from np.split(roots, np.flatnonzero(np.diff(group)) + 1)


@dataclass(frozen=True, eq=False)
class _Grove:
    """Some trees, depth by depth: in each depth all left children, then all right ones.

    Attributes
    ----------
    depths : tuple of slices
        The nodes of each depth, from the roots'.
    above : tuple of int arrays
        Places of the splits in each depth, in the order of their children.
    column, rank : int arrays of shape (n_nodes,)
        As of the ``Codes``.
    before : int array of shape (n_nodes,)
        The place of the nearest node above, of the same player; -1 if there is none.
    value : float array of shape (n_nodes,)
    weights : float array of shape (n_x,)
        Of the quadrature.
    factor, gain : float arrays of shape (3, n_nodes, n_x)
        What a node multiplies the product with, and what it gives of it, for a person who meets
        its player; who does no longer; and who did not before.
    collect : sparse array of shape (n_players, n_nodes)
        Whose node each is.
    """

    depths: tuple[slice, ...]
    above: tuple[NDArray[np.intp], ...]
    column: NDArray[np.intp]
    rank: NDArray[np.intp]
    before: NDArray[np.intp]
    value: NDArray[np.float64]
    weights: NDArray[np.float64]
    factor: NDArray[np.float64]
    gain: NDArray[np.float64]
    collect: sparse.csr_array


def _grove(question: Question, roots: NDArray[np.intp], fixed: int, known: bool) -> _Grove:
    trees, paths = question.ensemble, question.paths
    levels, above, depths = [roots], [], [slice(0, len(roots))]
    while True:
        inner = np.flatnonzero(trees.left[levels[-1]] >= 0)
        if not inner.size:
            break
        splits = levels[-1][inner]
        above.append(depths[-1].start + inner)
        levels.append(np.concatenate([trees.left[splits], trees.right[splits]]))
        depths.append(slice(depths[-1].stop, depths[-1].stop + 2 * len(inner)))
    nodes = np.concatenate(levels)
    place = np.empty(len(trees.left), dtype=np.intp)
    place[nodes] = np.arange(len(nodes))
    has = paths.before[nodes] >= 0
    before = np.where(has, place[paths.before[nodes]], -1)
    ratio = paths.share[nodes]
    for depth in depths:
        again = depth.start + np.flatnonzero(has[depth])
        ratio[again] *= ratio[before[again]]
    x, weights = np.array(list(nodes_and_weights(int(paths.asked[nodes].max())))).T
    asker = question.asker[nodes]
    factor, gain = _factors_and_gains(ratio[:, None], before, asker == fixed, known, x)
    owned = np.flatnonzero(asker >= 0)
    collect = sparse.csr_array(
        (np.ones(len(owned)), (asker[owned], owned)), shape=(question.n_players, len(nodes))
    )
    return _Grove(
        depths=tuple(depths),
        above=tuple(above),
        column=question.codes.column[nodes],
        rank=question.codes.rank[nodes],
        before=before,
        value=trees.value[nodes],
        weights=weights,
        factor=factor,
        gain=gain,
        collect=collect,
    )


def _factors_and_gains(
    ratio: NDArray[np.float64],
    before: NDArray[np.intp],
    is_fixed: NDArray[np.bool_],
    known: bool,
    x: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fill the tables of three rows; ``ratio`` has shape (n_nodes, 1)."""
    met, unmet = ratio + (1 - ratio) * x, ratio * (1 - x)
    met_gain, unmet_gain = (1 - ratio) / met, np.repeat(-1 / (1 - x)[None], len(ratio), axis=0)
    if is_fixed.any():
        met[is_fixed], unmet[is_fixed] = (1.0, 0.0) if known else (ratio[is_fixed],) * 2
        met_gain[is_fixed] = unmet_gain[is_fixed] = 0.0
    has = before >= 0
    last = before[has]
    factor, gain = np.stack([met, unmet, unmet]), np.stack([met_gain, unmet_gain, 0 * unmet])
    for row, divisor in enumerate((met[last], met[last], unmet[last])):
        # Where it is 0, so is the product above.
        factor[row, has] = np.divide(
            factor[row, has], divisor, out=np.zeros_like(divisor), where=divisor > 0
        )
    gain[:2, has] -= met_gain[last]
    return factor, gain


def _walk(grove: _Grove, coded: NDArray[np.unsignedinteger]) -> NDArray[np.float64]:
    """Walk some people down the trees and up again: values of shape (n, n_players)."""
    n, (_, n_nodes, n_x) = coded.shape[1], grove.factor.shape
    met = np.ones((n_nodes, n), dtype=bool)
    product = np.empty((n_nodes, n, n_x))
    product[grove.depths[0]] = grove.weights
    rows = []
    for depth, above in zip(grove.depths[1:], grove.above, strict=True):
        goes_right = coded[grove.column[above]] > grove.rank[above, None]
        here = np.concatenate([~goes_right, goes_right])
        met_before = np.ones_like(here)
        again = np.flatnonzero(grove.before[depth] >= 0)
        met_before[again] = met[grove.before[depth][again]]
        here &= met_before
        met[depth] = here
        row = (2 - here.astype(np.intp) - met_before) * n_nodes
        row += np.arange(depth.start, depth.stop)[:, None]
        rows.append(row)
        onward = product[depth].reshape(2, len(above), n, n_x)
        np.multiply(product[above], _of(grove.factor, row).reshape(onward.shape), out=onward)
    product *= grove.value[:, None, None]  # 0 at a split
    given = np.zeros((n_nodes, n))
    for depth, above, row in zip(grove.depths[:0:-1], grove.above[::-1], rows[::-1], strict=True):
        below = product[depth]
        given[depth] = np.einsum("inx,inx->in", below, _of(grove.gain, row))
        product[above] = below[: len(above)] + below[len(above) :]
    return (grove.collect @ given).T


def _of(table: NDArray[np.float64], row: NDArray[np.intp]) -> NDArray[np.float64]:
    return table.reshape(-1, table.shape[2]).take(row, axis=0)
