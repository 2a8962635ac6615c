"""The NumPy form as a whole: cut, fill and look up, batch after batch, and walk what is left."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from explainers.trees.question import Costs, Question
from explainers.trees.vectorised.blocks import Block
from explainers.trees.vectorised.cutting import cut_into_blocks
from explainers.trees.vectorised.lookup import CellFinder, add_blocks
from explainers.trees.vectorised.meeting import walk_against
from explainers.trees.vectorised.tables import block_table, leaf_tables
from explainers.trees.vectorised.walking import walk_by_cover

BATCH_BYTES = 1 << 27
"""How much memory the tables may take before people are looked up and the tables dropped."""

COSTS = Costs(number_of_table=5.5, leaf=70_000, look=3, node=1_300, number=9, visit=240)


def add(question: Question, people: NDArray[np.float64], sums: NDArray, *, pairs: bool) -> float:
    """Add what all trees give to some people: see ``shapley.add_up``."""
    coded = np.empty((len(question.codes.thresholds), len(people)), dtype=question.codes.dtype)
    for start in range(0, len(people), 1 << 16):
        part = slice(start, start + (1 << 16))
        coded[:, part] = question.codes.encode(question.ensemble.rounded(people[part]))
    walked, _ = question.plan(len(people), COSTS, pairs=pairs)
    base = question.base(walked) if len(walked) else 0.0
    reference = None if question.reference is None else CellFinder(question.reference)
    for blocks in _batches(question, np.setdiff1d(question.ensemble.roots, walked)):
        tables, given = build_tables(blocks, reference, pairs=pairs)
        base += given
        targets = [_targets(block, question.n_players, pairs) for block in blocks]
        add_blocks(coded, blocks, tables, targets, sums)
    if len(walked):
        _walk(question, walked, coded, sums, pairs)
    return base


def build_tables(
    blocks: list[Block], reference: CellFinder | None, *, pairs: bool
) -> tuple[list[NDArray[np.float64]], float]:
    """Build the tables of some blocks.

    Parameters
    ----------
    blocks : list of Block
    reference : CellFinder of the reference people, or None
        None asks the path-dependent question.
    pairs : bool
        Whether the rows are pairs of digits (i, j) with i < j, ordered by j, or digits.

    Returns
    -------
    tables : list of float arrays of shape (n_rows, cells)
    base : float
        What these blocks give to everyone.
    """
    if reference is None:
        reached = None
        base = sum(float(block.values @ block.ratios.prod(axis=1)) for block in blocks)
    else:
        reached, base = [], 0.0
        for block in blocks:
            cells, shares = reference.occupied(block)
            patterns = block.patterns(cells)
            all_met = (1 << block.asks.sum(axis=1, keepdims=True)) - 1
            base += float(block.values @ ((patterns == all_met) @ shares))
            reached.append((patterns, shares))
    tables = leaf_tables(blocks, reached, pairs=pairs)
    return [block_table(*pair, pairs=pairs) for pair in zip(blocks, tables, strict=True)], base


def _targets(block: Block, n_players: int, pairs: bool) -> list[int]:
    """Say which sum each row of a block's table goes to."""
    players = [digit.player for digit in block.digits]
    if not pairs:
        return players
    return [
        min(i, j) * n_players + max(i, j)
        for place, j in enumerate(players)
        for i in players[:place]
    ]


def _batches(question: Question, roots: NDArray[np.intp]) -> Iterator[list[Block]]:
    """Gather blocks until their tables would take ``BATCH_BYTES``."""
    batch, size = [], 0
    for block in cut_into_blocks(question.ensemble, question.codes, question.players, roots):
        batch.append(block)
        size += 8 * block.cells * (len(block.digits) + len(block.values))
        if size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _walk(
    question: Question,
    roots: NDArray[np.intp],
    coded: NDArray[np.unsignedinteger],
    sums: NDArray,
    pairs: bool,
) -> None:
    walk = walk_by_cover if question.reference is None else walk_against
    if not pairs:
        walk(question, roots, coded, sums)
        return
    n, p = len(sums), question.n_players
    for fixed in range(1, p):
        known, unknown = np.zeros((2, n, p))
        walk(question, roots, coded, known, fixed, True)
        walk(question, roots, coded, unknown, fixed, False)
        sums.reshape(n, p, p)[:, :fixed, fixed] += (known - unknown)[:, :fixed]
