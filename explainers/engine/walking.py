"""Walking people down trees too deep for tables: exact, in time that grows with people and nodes.

A leaf with k players has 2^k patterns; with more than a dozen players that table is dearer than
the sum it stands for. With h_i = 1 where the person meets what the path asks of player i, and c_i
the player's cover ratio (or, against one reference person, 1 where that person meets it), a leaf
of value v gives to player j::

    v (h_j - c_j) * integral over x from 0 to 1 of prod_{i != j} (h_i x + c_i (1-x))

The product over a path is built once on the way down, at each quadrature node x. On the way up
the products of all leaves below a split are one sum, so a player's factor is taken out once for
each split and not once for each leaf ("Linear TreeSHAP" of Yu et al. 2022, at the nodes of a
quadrature instead of in coefficients). Against reference people the rows are all pairs of a
person and a reference person; a pair leaves the walk where neither of the two goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainers.engine.quadrature import nodes_and_weights
from explainers.engine.question import Question

ROWS = 1 << 15
"""How many rows walk at once: people, or pairs of a person and a reference person."""


class Edge(NamedTuple):
    """What the rows that take one edge know of the player of the split above it."""

    rows: NDArray[np.intp]
    place: NDArray[np.intp]  # of the rows, among those at the split
    met: NDArray[np.float64]  # does the person meet all that the path asks of the player?
    ratio: NDArray[np.float64]  # and by cover, or does the reference person?
    factor: NDArray[np.float64]  # h x + c (1-x), shape (n_x, n_rows)
    share: NDArray[np.float64]  # (h - c) / factor


@dataclass(frozen=True, eq=False)
class Walk:
    """Trees to walk.

    Attributes
    ----------
    question : Question
    roots : int array
        The roots of the trees to walk.
    """

    question: Question
    roots: NDArray[np.intp]

    def add(
        self,
        coded: NDArray[np.unsignedinteger],
        values: NDArray[np.float64],
        fixed: int = -1,
        known: bool = True,
    ) -> None:
        """Add what the trees give to some people.

        Parameters
        ----------
        coded : unsigned array of shape (n_coded, n)
        values : float array of shape (n, n_players)
            Added to, in place.
        fixed : int
            A player who is known always, or never, and gets nothing; -1 is none. Half the
            difference between the two is that player's row of interaction values.
        known : bool
            Whether ``fixed`` is known always.
        """
        reference = self.question.reference
        m = 1 if reference is None else reference.shape[1]
        at_once = max(1, ROWS // m)
        for start in range(0, len(values), at_once):
            people = np.arange(start, min(start + at_once, len(values)))
            rows = coded[:, people].repeat(m, axis=1)
            others = None if reference is None else np.tile(reference, len(people))
            for root in self.roots.tolist():
                given = self._walk(root, rows, others, fixed, known)
                for player, gain in given.items():
                    values[people, player] += gain.reshape(-1, m).mean(axis=1)

    def _walk(
        self,
        root: int,
        rows: NDArray[np.unsignedinteger],
        others: NDArray[np.unsignedinteger] | None,
        fixed: int,
        known: bool,
    ) -> dict[int, NDArray[np.float64]]:
        """Walk some rows down one tree and up again; say what each player gets."""
        trees, codes = self.question.ensemble, self.question.codes
        left, right, value = trees.left, trees.right, trees.value
        n = rows.shape[1]
        x, weights = self._quadrature(root)
        edges: dict[int, Edge] = {}
        sums: dict[int, NDArray] = {}
        given: dict[int, NDArray] = {}
        # A split waits twice: before its children, with the product of the factors above it,
        # and after them, when their sums are in.
        waiting = [(root, np.arange(n), weights.repeat(n, axis=1))]
        while waiting:
            node, here, product = waiting.pop()
            if left[node] >= 0 and product is not None:
                sums[node] = np.zeros_like(product)
                waiting.append((node, here, None))
                goes_right = rows[codes.column[node], here] > codes.rank[node]
                others_right = None
                if others is not None:
                    others_right = (
                        others[self.question.codes.column[node], here]
                        > self.question.codes.rank[node]
                    )
                for child in (int(left[node]), int(right[node])):
                    edge = self._take(child, here, goes_right, others_right, x, edges, fixed, known)
                    if edge.rows.size:
                        edges[child] = edge
                        onward = product[:, edge.place] * edge.factor
                        last = int(self.question.paths.before[child])
                        if last >= 0:
                            onward /= _of(edges[last], edge.rows, edges[last].factor)
                        waiting.append((child, edge.rows, onward))
                continue
            total = sums.pop(node) if left[node] >= 0 else value[node] * product
            if node != root:
                edge, last = edges.pop(node), int(self.question.paths.before[node])
                gain = edge.share
                if last >= 0:
                    gain = gain - _of(edges[last], edge.rows, edges[last].share)
                player = int(self.question.asker[node])
                given.setdefault(player, np.zeros(n))[edge.rows] += (total * gain).sum(axis=0)
                sums[int(self.question.paths.parent[node])][:, edge.place] += total
        return given

    def _take(
        self,
        child: int,
        here: NDArray[np.intp],
        goes_right: NDArray[np.bool_],
        others_right: NDArray[np.bool_] | None,
        x: NDArray[np.float64],
        edges: dict[int, Edge],
        fixed: int,
        known: bool,
    ) -> Edge:
        """Lead the rows at a split on to one of its children."""
        right, last = self.question.paths.from_right[child], int(self.question.paths.before[child])
        met = (goes_right == right).astype(float)
        if others_right is None:
            ratio = np.full(len(here), self.question.paths.share[child])
        else:
            ratio = (others_right == right).astype(float)
        if last >= 0:
            met *= _of(edges[last], here, edges[last].met)
            ratio *= _of(edges[last], here, edges[last].ratio)
        h, c = met, ratio
        if self.question.asker[child] == fixed:
            h, c = (met, met) if known else (ratio, ratio)
        place = np.flatnonzero((h > 0) | (c > 0))  # for all others the product is 0
        h, c = h[place], c[place]
        factor = h * x + c * (1 - x)
        return Edge(here[place], place, met[place], ratio[place], factor, (h - c) / factor)

    def _quadrature(self, root: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the nodes and weights that are exact for the longest path of a tree."""
        in_tree = self.question.tree == self.question.tree[root]
        longest = int(self.question.paths.asked[in_tree].max())
        pairs = np.array(list(nodes_and_weights(longest)))
        return pairs[:, :1], pairs[:, 1:]


def _of(edge: Edge, rows: NDArray[np.intp], what: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pick some of an edge's rows, both ascending."""
    if len(rows) == len(edge.rows):
        return what
    return what[..., np.searchsorted(edge.rows, rows)]
