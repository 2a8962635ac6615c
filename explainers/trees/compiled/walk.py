"""Walking people down deep trees, compiled (see ``explainers.trees.vectorised.walking``)."""

from __future__ import annotations

import numpy as np

from explainers.trees.compiled.jit import jit

IN, OUT = 1, 2


@jit
def walk_by_cover(
    codes, start, stop, roots, left, right, parent, from_right, before, column, rank, player,
    share, value, x, weights, fixed, side, out,
):  # fmt: skip
    """Add the path-dependent values of the people from ``start`` to ``stop`` to ``out``.

    ``player`` is that of each node's parent. The player ``fixed`` is known always (``side`` 1)
    or never (2) and gets nothing itself.
    """
    n_nodes, n_x = len(left), len(x)
    F, S = np.empty((n_nodes, n_x)), np.empty((n_nodes, n_x))
    met, ratio = np.ones(n_nodes), np.ones(n_nodes)  # of the player above the node, so far
    own, other = np.ones(n_nodes), np.ones(n_nodes)  # the two sides of the player's factor
    visited, waiting = np.empty(n_nodes, dtype=np.int64), np.empty(n_nodes, dtype=np.int64)
    for i in range(start, stop):
        for root in roots:
            waiting[0], n_waiting, n_visited = root, 1, 0
            for q in range(n_x):
                F[root, q] = weights[q]
            while n_waiting:
                n_waiting -= 1
                node = waiting[n_waiting]
                visited[n_visited] = node
                n_visited += 1
                if left[node] < 0:
                    for q in range(n_x):
                        S[node, q] = value[node] * F[node, q]
                    continue
                for q in range(n_x):
                    S[node, q] = 0.0
                right_side = codes[column[node], i] > rank[node]
                for child in (left[node], right[node]):
                    h = 1.0 if right_side == from_right[child] else 0.0
                    c = share[child]
                    last = before[child]
                    if last >= 0:
                        h *= met[last]
                        c *= ratio[last]
                    met[child], ratio[child] = h, c
                    if player[child] == fixed:
                        if side == IN:
                            c = h
                        else:
                            h = c
                    if h == 0.0 and c == 0.0:
                        continue
                    own[child], other[child] = h, c
                    for q in range(n_x):
                        F[child, q] = F[node, q] * (c + (h - c) * x[q])
                    if last >= 0:
                        h, c = own[last], other[last]
                        for q in range(n_x):
                            F[child, q] /= c + (h - c) * x[q]
                    waiting[n_waiting] = child
                    n_waiting += 1
            for at in range(n_visited - 1, 0, -1):
                node = visited[at]
                h, c = own[node], other[node]
                given = 0.0
                for q in range(n_x):
                    given += S[node, q] * (h - c) / (c + (h - c) * x[q])
                last = before[node]
                if last >= 0:
                    h, c = own[last], other[last]
                    for q in range(n_x):
                        given -= S[node, q] * (h - c) / (c + (h - c) * x[q])
                out[i - start, player[node]] += given
                for q in range(n_x):
                    S[parent[node], q] += S[node, q]


@jit
def walk_against(
    codes, start, stop, reference, roots, left, right, parent, from_right, before, column, rank,
    player, value, first_share, fixed, side, out,
):  # fmt: skip
    """Add the interventional values of the people from ``start`` to ``stop``.

    ``first_share[a, b]`` is (a-1)! b! / (a+b)!, the share of a player that only the person meets.
    """
    n_nodes, m = len(left), reference.shape[1]
    mine, theirs = np.empty(n_nodes, dtype=np.int64), np.empty(n_nodes, dtype=np.int64)
    met, reached = np.empty(n_nodes, dtype=np.bool_), np.empty(n_nodes, dtype=np.bool_)
    gain, loss = np.empty(n_nodes), np.empty(n_nodes)
    visited, waiting = np.empty(n_nodes, dtype=np.int64), np.empty(n_nodes, dtype=np.int64)
    for i in range(start, stop):
        for root in roots:
            for r in range(m):
                waiting[0], n_waiting, n_visited = root, 1, 0
                mine[root], theirs[root] = 0, 0
                while n_waiting:
                    n_waiting -= 1
                    node = waiting[n_waiting]
                    visited[n_visited] = node
                    n_visited += 1
                    a, b = mine[node], theirs[node]
                    if left[node] < 0:
                        gain[node] = value[node] * first_share[a, b] / m
                        loss[node] = value[node] * first_share[b, a] / m
                        continue
                    gain[node], loss[node] = 0.0, 0.0
                    person_right = codes[column[node], i] > rank[node]
                    reference_right = reference[column[node], r] > rank[node]
                    for child in (left[node], right[node]):
                        h = person_right == from_right[child]
                        c = reference_right == from_right[child]
                        if player[child] == fixed:
                            if side == IN:
                                c = h
                            else:
                                h = c
                        last = before[child]
                        parted = False
                        if last >= 0:
                            parted = met[last] != reached[last]
                            h &= met[last]
                            c &= reached[last]
                        if not (h or c):
                            continue
                        met[child], reached[child] = h, c
                        newly = h != c and not parted
                        mine[child] = a + (newly and h)
                        theirs[child] = b + (newly and c)
                        waiting[n_waiting] = child
                        n_waiting += 1
                for at in range(n_visited - 1, 0, -1):
                    node = visited[at]
                    above = parent[node]
                    if mine[node] > mine[above]:
                        out[i - start, player[node]] += gain[node]
                    elif theirs[node] > theirs[above]:
                        out[i - start, player[node]] -= loss[node]
                    gain[above] += gain[node]
                    loss[above] += loss[node]
