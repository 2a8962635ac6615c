"""Cutting trees into blocks (see ``blocks.py``): as large as a table can hold."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainers.trees.codes import Codes
from explainers.trees.ensemble import TreeEnsemble
from explainers.trees.vectorised.blocks import Block, Digit

MAX_CELLS = 4096
"""The most cells of a block with several leaves: one column of its table is 32 kB."""

MAX_RADIX = 256
"""A digit is counted in one byte."""


class Split(NamedTuple):
    """One split, ordered as the sets of people that it sends left: by inclusion."""

    threshold: float
    missing_left: bool
    feature: int
    player: int
    column: int
    rank: int
    left: int
    right: int
    share_left: float
    share_right: float


Step = tuple[Split, bool]  # a split on a path, and whether the path goes right there


def cut_into_blocks(
    ensemble: TreeEnsemble, codes: Codes, players: NDArray[np.intp], roots: NDArray[np.intp]
) -> Iterator[Block]:
    """Cut some trees into the largest subtrees that are still small blocks.

    Parameters
    ----------
    ensemble : TreeEnsemble
    codes : Codes
        Of the same ensemble.
    players : int array of shape (n_features,)
        The player that each feature belongs to.
    roots : int array
        The roots of the trees.

    Yields
    ------
    Block
        Every leaf is in one block; a tree that is a single leaf gives a block without digits.
    """
    ends = np.append(ensemble.roots, len(ensemble.left))[np.searchsorted(ensemble.roots, roots) + 1]
    for root, end in zip(roots.tolist(), ends.tolist(), strict=True):
        splits = _read_splits(ensemble, codes, players, root, end)
        waiting: list[tuple[int, tuple[Step, ...]]] = [(root, ())]
        while waiting:
            node, path = waiting.pop()
            inner = _inner_splits(splits, node, path)
            digits = None if inner is None else _digits(path, inner)
            if digits is not None:
                yield _block(splits, node, path, digits, len(inner), ensemble.value)
            else:
                split = splits[node]
                waiting.append((split.left, (*path, (split, False))))
                waiting.append((split.right, (*path, (split, True))))


def _read_splits(
    ensemble: TreeEnsemble, codes: Codes, players: NDArray[np.intp], root: int, end: int
) -> dict[int, Split]:
    """Read the splits of the tree that lies between ``root`` and ``end``."""
    nodes = root + np.flatnonzero(ensemble.left[root:end] >= 0)
    feature, left, right = ensemble.feature[nodes], ensemble.left[nodes], ensemble.right[nodes]
    cover = ensemble.cover[nodes]
    shares = (
        # Where no training row came by, both sides are as likely.
        np.divide(ensemble.cover[side], cover, out=np.full(len(nodes), 0.5), where=cover > 0)
        for side in (left, right)
    )
    fields = (
        ensemble.threshold[nodes],
        codes.missing_first[codes.column[nodes]],
        feature,
        players[feature],
        codes.column[nodes],
        codes.rank[nodes],
        left,
        right,
        *shares,
    )
    rows = zip(*(field.tolist() for field in fields), strict=True)
    return {node: Split(*row) for node, row in zip(nodes.tolist(), rows, strict=True)}


def _inner_splits(
    splits: dict[int, Split], root: int, path: tuple[Step, ...]
) -> list[Split] | None:
    """List the splits from ``root`` on, or None as soon as they need too many cells."""
    radix = {split.player: 2 for split, _ in path}
    cells = 2 ** len(radix)
    seen, inner, waiting = set(), [], [root]
    while waiting:
        split = splits.get(waiting.pop())
        if split is None:
            continue
        inner.append(split)
        waiting += [split.left, split.right]
        if (split.column, split.rank) not in seen:
            seen.add((split.column, split.rank))
            before = radix.get(split.player, 1)
            radix[split.player] = before + 1
            cells = cells // before * (before + 1)  # with several chains it takes even more
            if cells > MAX_CELLS:
                return None
    return inner


def _digits(path: tuple[Step, ...], inner: list[Split]) -> tuple[Digit, ...] | None:
    """Write a block's digits, or None if they make too many cells."""
    asked: dict[int, dict[tuple[int, bool], int]] = {}
    for split, goes_right in path:
        tightest = asked.setdefault(split.player, {})
        rank = tightest.get((split.column, goes_right), split.rank)
        tightest[split.column, goes_right] = (max if goes_right else min)(rank, split.rank)
    below: dict[int, dict[int, list[Split]]] = {}
    for split in sorted(inner):
        below.setdefault(split.player, {}).setdefault(split.feature, []).append(split)
    digits = []
    for player in dict.fromkeys([*asked, *below]):
        tests = asked.get(player, {})
        chains = [chain for ordered in below.get(player, {}).values() for chain in _chains(ordered)]
        radix = prod(len(chain) + 1 for chain in chains) + bool(tests) if chains else 2
        digits.append(
            Digit(
                player=player,
                path=tuple((column, rank, right) for (column, right), rank in tests.items()),
                chains=tuple(chains),
                radix=radix,
            )
        )
    if inner and prod(digit.radix for digit in digits) > MAX_CELLS:
        return None
    return None if any(digit.radix > MAX_RADIX for digit in digits) else tuple(digits)


def _chains(ordered: list[Split]) -> list[tuple[tuple[int, int], ...]]:
    """Chain one feature's splits; two chains if missing values do not fit into one order."""
    missing_left = [split.missing_left for split in ordered]
    if missing_left == sorted(missing_left):
        parts = [ordered]
    else:
        parts = [
            [split for split in ordered if split.missing_left is side] for side in (False, True)
        ]
    return [tuple(dict.fromkeys((split.column, split.rank) for split in part)) for part in parts]


def _block(
    splits: dict[int, Split],
    root: int,
    path: tuple[Step, ...],
    digits: tuple[Digit, ...],
    n_inner: int,
    value: NDArray[np.float64],
) -> Block:
    """Follow the splits below ``root``, keeping what each leaf asks of whom."""
    n_leaves = n_inner + 1
    place = {digit.player: place for place, digit in enumerate(digits)}
    sends_right = {test: row for digit in digits for test, row in digit.sends_right()}
    leaves: list[int] = []
    asks = np.zeros((n_leaves, len(digits)), dtype=bool)
    ratios = np.ones((n_leaves, len(digits)))
    meets = tuple(np.ones((n_leaves, digit.radix), dtype=bool) for digit in digits)
    for digit, met in zip(digits, meets, strict=True):
        met[:, 0] = not digit.path
    for split, goes_right in path:
        asks[:, place[split.player]] = True
        ratios[:, place[split.player]] *= split.share_right if goes_right else split.share_left

    def follow(node: int) -> None:
        split = splits.get(node)
        if split is None:
            leaves.append(node)
            return
        first = len(leaves)
        follow(split.left)
        middle = len(leaves)
        follow(split.right)
        to_left, to_right = slice(first, middle), slice(middle, len(leaves))
        digit, right = place[split.player], sends_right[split.column, split.rank]
        asks[first : len(leaves), digit] = True
        ratios[to_left, digit] *= split.share_left
        ratios[to_right, digit] *= split.share_right
        meets[digit][to_left] &= ~right
        meets[digit][to_right] &= right

    follow(root)
    return Block(
        digits=digits,
        cells=prod(digit.radix for digit in digits),
        values=value[leaves],
        asks=asks,
        meets=meets,
        ratios=ratios,
    )
