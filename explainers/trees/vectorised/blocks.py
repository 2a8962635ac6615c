"""Trees cut into blocks: a few neighbouring leaves that share one table.

What a leaf gives to a person depends on very little: for each *player* (an original column)
on its path, whether the person meets all that the path asks of that player. The leaves of a
small subtree ask much the same, so one number, the person's *cell*, can say it for all of
them at once. A cell is written in digits, one for each player of the block:

- what the path down to the subtree asks of the player is one condition: met or not;
- the splits inside the subtree that read one feature lie in one order, so it is enough to
  count how many of them send the person right.

Where the path fails, the inner splits no longer matter: such a digit is 0, and otherwise
1 + the count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Digit:
    """How one player enters a block's cell.

    Attributes
    ----------
    player : int
    path : tuple of (column, rank, goes_right)
        The conditions of the path down to the block, on coded people.
    chains : tuple of tuples of (column, rank)
        Inner splits, each chain ordered so that whoever is sent right by one split is sent
        right by all before it; the chain's value is how many of its splits do so.
    radix : int
        How many values the digit takes.
    """

    player: int
    path: tuple[tuple[int, int, bool], ...]
    chains: tuple[tuple[tuple[int, int], ...], ...]
    radix: int

    def sends_right(self) -> Iterator[tuple[tuple[int, int], NDArray[np.bool_]]]:
        """Yield each inner split, and for which values of the digit it sends right.

        A value is the first chain's count, plus the next chain's count times the number of
        values of the first, and so on; plus one where the digit has a path (0: not met).
        """
        inner = np.arange(self.radix) - bool(self.path)
        stride = 1
        for chain in self.chains:
            count = inner // stride % (len(chain) + 1)
            stride *= len(chain) + 1
            for place, split in enumerate(chain):
                yield split, count > place


@dataclass(frozen=True, eq=False)
class Block:
    """Some leaves of one tree, and what their paths ask.

    Attributes
    ----------
    digits : tuple of Digit
        The first digit counts ones, the next counts multiples of its radix, and so on.
    cells : int
        The product of the radices.
    values : float array of shape (n_leaves,)
        What each leaf adds to the margin.
    asks : bool array of shape (n_leaves, n_digits)
        Whether the leaf's path has a condition on the digit's player.
    meets : tuple of bool arrays of shape (n_leaves, radix), one for each digit
        Whether that value of the digit meets the leaf's conditions.
    ratios : float array of shape (n_leaves, n_digits)
        The product of the cover ratios of the player's nodes on the leaf's path.
    """

    digits: tuple[Digit, ...]
    cells: int
    values: NDArray[np.float64]
    asks: NDArray[np.bool_]
    meets: tuple[NDArray[np.bool_], ...]
    ratios: NDArray[np.float64]

    @cached_property
    def parts(self) -> tuple[tuple[int, tuple[Digit, ...]], ...]:
        """The digits in groups that fit into one byte, each group with what it counts in."""
        parts: list[tuple[int, list[Digit]]] = []
        stride = room = 1
        for digit in self.digits:
            if digit.radix > room:
                parts.append((stride, []))
                room = 256
            parts[-1][1].append(digit)
            room //= digit.radix
            stride *= digit.radix
        return tuple((stride, tuple(digits)) for stride, digits in parts)

    def patterns(self, cells: NDArray[np.intp]) -> NDArray[np.intp]:
        """Say for each leaf and some cells which of the leaf's players are met.

        Parameters
        ----------
        cells : int array of shape (n_cells,)

        Returns
        -------
        int array of shape (n_leaves, n_cells)
            Bit j stands for the leaf's j-th player, in the order of the digits.
        """
        bit = np.where(self.asks, 1 << (np.cumsum(self.asks, axis=1) - 1), 0)
        patterns = np.zeros((len(self.values), len(cells)), dtype=np.intp)
        for place, (digit, meets) in enumerate(zip(self.digits, self.meets, strict=True)):
            cells, value = np.divmod(cells, digit.radix)
            patterns += meets[:, value] * bit[:, place, None]
        return patterns
