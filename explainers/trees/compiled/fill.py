"""Filling the tables of blocks, compiled (compare ``explainers.trees.vectorised.tables``).

Both questions are one transform. At a quadrature node x, a leaf with k players has a number G
for each pattern h of the person: the mean, over the reference people's patterns r (or over
independent r that are 1 with the cover ratio), of v times the product of h x + r (1 - x). Taking
one player's factor out and putting h - r in its place is a 2 x 2 matrix on that player's bit::

    [ -1/(1-x)       0  ]
    [ -1/(x (1-x))  1/x ]

Once gives the Shapley value's integrand, twice that of a pair's interaction.
"""

from __future__ import annotations

import numpy as np

from explainers.trees.compiled.jit import jit
from explainers.trees.compiled.look import find_cells


@jit
def swap(source, target, bit, x, weight):
    """Add ``weight`` times the matrix above, on one bit of ``source``, to ``target``."""
    same, lower = weight / x, -weight / (x * (1 - x))
    upper = -weight / (1 - x)
    for begin in range(0, len(source), 2 * bit):
        for i in range(begin, begin + bit):
            target[i] += upper * source[i]
            target[i + bit] += lower * source[i] + same * source[i + bit]


@jit
def fill(
    blocks, parent, from_right, column, rank, share, value, shape, block, reference, nodes,
    weights, max_players, pairs, offset, tables,
):  # fmt: skip
    """Fill the tables of ``blocks`` and return what they give to everyone.

    ``reference`` holds the reference people's codes, (n_coded, 0) to ask the path-dependent
    question. A table has one row for each player, or with ``pairs`` for each pair of players.
    """
    block_root, cells_of, first_axis, first_player, first_leaf, place, _, leaves = shape
    columns, _, _, asked, _, first_inner, inner = block
    m = reference.shape[1]
    flags, found = np.empty(m, dtype=np.uint8), np.empty(m, dtype=np.uint16)
    size = 1 << max_players
    largest = 1
    for b in blocks:
        largest = max(largest, cells_of[b])
    counts = np.zeros(largest)
    pattern = np.empty(largest, dtype=np.int32)
    reached, G, swapped = np.zeros(size), np.empty(size), np.empty(size)
    n_rows = max_players * (max_players - 1) // 2 if pairs else max_players
    leaf_table = np.empty((max(n_rows, 1), size))
    row_of = np.empty(max(n_rows, 1), dtype=np.int64)
    most = 0
    for b in blocks:
        most = max(most, first_axis[b + 1] - first_axis[b])
    first, last = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    ratio, bit_of = np.empty(most), np.empty(most, dtype=np.int64)
    members = np.empty(max_players + 1, dtype=np.int64)
    base = 0.0
    for b in blocks:
        axis, end, cells = first_axis[b], first_axis[b + 1], cells_of[b]
        n_players = first_player[b + 1] - first_player[b]
        if m:
            find_cells(reference, 0, m, axis, end, block, flags, found)
            counts[:cells] = 0
            for i in range(m):
                counts[found[i]] += 1.0 / m
        for leaf in leaves[first_leaf[b] : first_leaf[b + 1]]:
            for a in range(end - axis):
                first[a] = asked[axis + a]
                n_values = first_inner[axis + a + 1] - first_inner[axis + a] + 1 + asked[axis + a]
                last[a] = n_values - 1
            for d in range(n_players):
                ratio[d], bit_of[d] = 1.0, -1
            node, inside = leaf, leaf != block_root[b]
            while parent[node] >= 0:
                split = parent[node]
                a = 0
                while columns[axis + a] != column[split]:
                    a += 1
                d = place[axis + a]
                ratio[d] *= share[node]
                bit_of[d] = 0
                if inside:
                    at = first_inner[axis + a]
                    while inner[at] != rank[split]:
                        at += 1
                    at += asked[axis + a] - first_inner[axis + a]
                    if from_right[node]:
                        first[a] = max(first[a], at + 1)
                    else:
                        last[a] = min(last[a], at)
                    inside = split != block_root[b]
                node = split
            k = 0
            for d in range(n_players):
                if bit_of[d] == 0:
                    bit_of[d] = k
                    members[k] = d
                    k += 1
            # Which players each cell of the block meets.
            pattern[0] = (1 << k) - 1
            done = 1
            for a in range(end - axis):
                n_values = first_inner[axis + a + 1] - first_inner[axis + a] + 1 + asked[axis + a]
                bit = bit_of[place[axis + a]]
                clear = ~np.int32(0) if bit < 0 else ~np.int32(1 << bit)
                for v in range(n_values - 1, -1, -1):
                    keep = ~np.int32(0) if first[a] <= v <= last[a] else clear
                    for i in range(done):
                        pattern[v * done + i] = pattern[i] & keep
                done *= n_values
            n_patterns = 1 << k
            if m:
                reached[:n_patterns] = 0
                for i in range(cells):
                    if counts[i] > 0:
                        reached[pattern[i]] += counts[i] * value[leaf]
                base += reached[n_patterns - 1]
            else:
                given = value[leaf]
                for j in range(k):
                    given *= ratio[members[j]]
                base += given
            if k == 0 or (pairs and k == 1):
                continue
            rows = k * (k - 1) // 2 if pairs else k
            for row in range(rows):
                leaf_table[row, :n_patterns] = 0
            for q in range((k + 1) // 2):
                x, weight = nodes[k, q], weights[k, q]
                if m:
                    G[:n_patterns] = reached[:n_patterns]
                    for j in range(k):
                        bit = 1 << j
                        for begin in range(0, n_patterns, 2 * bit):
                            for i in range(begin, begin + bit):
                                missed = G[i]
                                G[i] = (1 - x) * G[i + bit]
                                G[i + bit] += x * missed
                else:
                    G[0] = value[leaf]
                    for j in range(k):
                        bit = 1 << j
                        unmet = ratio[members[j]] * (1 - x)
                        for i in range(bit):
                            G[i + bit] = G[i] * (unmet + x)
                            G[i] *= unmet
                row = 0
                for j in range(k):
                    if not pairs:
                        swap(G[:n_patterns], leaf_table[j, :n_patterns], 1 << j, x, weight)
                        continue
                    swapped[:n_patterns] = 0
                    swap(G[:n_patterns], swapped[:n_patterns], 1 << j, x, weight)
                    for i in range(j):
                        source, target = swapped[:n_patterns], leaf_table[row, :n_patterns]
                        swap(source, target, 1 << i, x, 1.0)
                        row += 1
            row = 0
            for j in range(k):
                if not pairs:
                    row_of[j] = members[j]
                else:
                    for i in range(j):
                        row_of[row] = members[j] * (members[j] - 1) // 2 + members[i]
                        row += 1
            for row in range(rows):
                begin = offset[b] + row_of[row] * cells
                for i in range(cells):
                    tables[begin + i] += leaf_table[row, pattern[i]]
    return base
