"""Looking people up, compiled: codes, cells and sums of a few people at a time."""

from __future__ import annotations

import numpy as np

from explainers.trees.compiled.jit import jit


@jit
def encode(rows, feature, missing_first, first, thresholds, codes):
    """Write the codes of some people (compare ``Codes.encode``): codes (n_coded, n)."""
    for c in range(len(feature)):
        begin, n = first[c], first[c + 1] - first[c]
        missing = 0 if missing_first[c] else n
        for i in range(len(rows)):
            x = rows[i, feature[c]]
            at, size = begin, n  # the first threshold that is not below x, without a branch
            while size > 1:
                half = size >> 1
                at += half if thresholds[at + half - 1] < x else 0
                size -= half
            if size == 1:
                at += 1 if thresholds[at] < x else 0
            codes[c, i] = missing if x != x else at - begin


@jit
def find_cells(codes, start, stop, axis, end, block, flags, cells):
    """Write the cells of the people from ``start`` to ``stop`` in one block.

    ``block`` holds the arrays of ``cut``; ``axis`` to ``end`` are this block's axes.
    """
    columns, low, high, asked, stride, first_inner, inner = block
    n = stop - start
    for i in range(n):
        cells[i] = 0
    for a in range(axis, end):
        code = codes[columns[a], start:stop]
        begin = first_inner[a]
        step = cells.dtype.type(stride[a])
        least = codes.dtype.type(low[a])
        most = codes.dtype.type(min(high[a], np.int64(np.iinfo(codes.dtype).max)))
        if begin == first_inner[a + 1]:
            for i in range(n):
                cells[i] += step if (code[i] >= least) & (code[i] <= most) else 0
            continue
        threshold = codes.dtype.type(inner[begin])
        base = np.uint8(asked[a])
        for i in range(n):
            flags[i] = base + np.uint8(code[i] > threshold)
        for k in range(begin + 1, first_inner[a + 1]):
            threshold = codes.dtype.type(inner[k])
            for i in range(n):
                flags[i] += np.uint8(code[i] > threshold)
        if base:
            for i in range(n):
                flags[i] = flags[i] if (code[i] >= least) & (code[i] <= most) else 0
        for i in range(n):
            cells[i] += step * flags[i]


@jit
def add_people(
    codes, start, stop, first_axis, block, tables, first_row, offset, targets, chunk, out
):  # fmt: skip
    """Add what all blocks give to the people from ``start`` to ``stop``: out (n, n_targets)."""
    n_targets = out.shape[1]
    sums = np.zeros((n_targets, chunk))
    flags = np.empty(chunk, dtype=np.uint8)
    cells = np.empty(chunk, dtype=np.uint16)
    for begin in range(start, stop, chunk):
        end = min(begin + chunk, stop)
        n = end - begin
        sums[:] = 0
        for b in range(len(first_axis) - 1):
            find_cells(codes, begin, end, first_axis[b], first_axis[b + 1], block, flags, cells)
            rows = first_row[b + 1] - first_row[b]
            size = (offset[b + 1] - offset[b]) // max(rows, 1)
            for r in range(rows):
                total = sums[targets[first_row[b] + r]]
                table = tables[offset[b] + r * size : offset[b] + (r + 1) * size]
                for i in range(n):
                    total[i] += table[cells[i]]
        for i in range(n):
            for t in range(n_targets):
                out[begin + i, t] += sums[t, i]
