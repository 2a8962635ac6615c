"""Looking people up: their cell in each block, then one column of its table a player."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explainers.trees.vectorised.blocks import Block, Digit

CHUNK = 16384
"""How many people are looked up at once: their codes and sums stay in the cache."""

SUMS = 1 << 21
"""The most sums of people that are kept at once."""


class CellFinder:
    """Finds the cells of some people, block after block, in the same few buffers.

    Parameters
    ----------
    codes : unsigned array of shape (n_coded, n)
        The people, coded by the ensemble's ``Codes``.
    """

    def __init__(self, codes: NDArray[np.unsignedinteger]) -> None:
        n = codes.shape[1]
        self._codes = list(codes)
        self._flag, self._digit, self._part = (np.empty(n, dtype=np.uint8) for _ in range(3))
        self._scaled, self._cells = (np.empty(n, dtype=np.intp) for _ in range(2))

    def cells(self, block: Block) -> NDArray[np.intp]:
        """Find every person's cell in a block.

        Parameters
        ----------
        block : Block

        Returns
        -------
        int array of shape (n,)
            Overwritten by the next call.
        """
        part, cells = self._part, self._cells
        if not block.parts:
            cells.fill(0)
        for stride, digits in block.parts:
            self._write(digits[-1], part)
            for digit in digits[-2::-1]:
                self._write(digit, self._digit)
                np.multiply(part, digit.radix, out=part)
                np.add(part, self._digit, out=part)
            if stride == 1:
                cells[:] = part
            else:
                np.multiply(part, stride, out=self._scaled, dtype=np.intp)
                np.add(cells, self._scaled, out=cells)
        return cells

    def occupied(self, block: Block) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """List the cells of a block that anybody is in, and the share of the people in each."""
        counts = np.bincount(self.cells(block))
        cells = np.flatnonzero(counts)
        return cells, counts[cells] / len(self._cells)

    def _write(self, digit: Digit, out: NDArray[np.uint8]) -> None:
        """Write one digit of everybody's cell."""
        started = False
        for chain in reversed(digit.chains):
            if started:
                np.multiply(out, len(chain) + 1, out=out)
            for column, rank in chain:
                self._count(np.greater, column, rank, np.add if started else None, out)
                started = True
        if started and digit.path:
            np.add(out, 1, out=out)
        for column, rank, goes_right in digit.path:
            test = np.greater if goes_right else np.less_equal
            self._count(test, column, rank, np.multiply if started else None, out)
            started = True

    def _count(
        self,
        test: np.ufunc,
        column: int,
        rank: int,
        combine: np.ufunc | None,
        out: NDArray[np.uint8],
    ) -> None:
        """Test everybody's code and combine the answer, 0 or 1, with what is there."""
        if combine is None:
            test(self._codes[column], rank, out=out.view(bool))
        else:
            test(self._codes[column], rank, out=self._flag.view(bool))
            combine(out, self._flag, out=out)


def add_blocks(
    codes: NDArray[np.unsignedinteger],
    blocks: Sequence[Block],
    tables: Sequence[NDArray[np.float64]],
    targets: Sequence[Sequence[int]],
    values: NDArray[np.float64],
) -> None:
    """Add what some blocks give to every person and player.

    Parameters
    ----------
    codes : unsigned array of shape (n_coded, n)
        The people, coded by the ensemble's ``Codes``.
    blocks : sequence of Block
    tables : sequence of float arrays of shape (n_rows, cells)
        The ``block_table`` of each.
    targets : sequence of sequences of int
        For each block the column of ``values`` that each row of its table goes to.
    values : float array of shape (n, n_columns)
        Added to, in place.
    """
    n, n_columns = values.shape
    chunk = max(512, min(CHUNK, SUMS // max(1, n_columns)))
    for start in range(0, n, chunk):
        people = slice(start, start + chunk)
        finder = CellFinder(codes[:, people])
        sums = np.zeros((n_columns, min(chunk, n - start)))
        given = np.empty(sums.shape[1])
        for block, table, columns in zip(blocks, tables, targets, strict=True):
            cells = finder.cells(block)
            for column, row in zip(columns, table, strict=True):
                row.take(cells, out=given, mode="clip")  # "raise" would copy
                total = sums[column]
                np.add(total, given, out=total)
        values[people] += sums.T
