"""The compiled form as a whole: cut, fill, look up and walk, in threads over blocks and people."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from explainers.trees.compiled.cut import cut
from explainers.trees.compiled.fill import fill
from explainers.trees.compiled.look import add_people, encode
from explainers.trees.compiled.walk import walk_against, walk_by_cover
from explainers.trees.quadrature import first_shares, nodes_and_weights
from explainers.trees.question import MAX_PLAYERS, Costs, Question

MAX_CELLS = 4096
"""The most cells of a block with several leaves, where many people are looked up."""

FEW_CELLS, FEW = 1024, 10_000
"""And where at most that many are: smaller tables are filled sooner."""

BATCH_BYTES = 1 << 27
"""How much memory the tables may take before people are looked up and the tables dropped."""

PEOPLE = 16384
"""How many people one thread takes at a time."""

SUMS = 1 << 19
"""How many sums of people are kept at once: the tables go through the cache once for all."""

COSTS = Costs(number_of_table=2.3, leaf=5_000, look=1, node=500, number=12, visit=60)


def n_threads() -> int:
    """Say how many threads to use: all cores, or fewer where the environment says so."""
    from numba import get_num_threads

    asked = [get_num_threads()]
    for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
        said = os.environ.get(name, "").split(",")[0]
        if said.isdigit() and int(said) > 0:
            asked.append(int(said))
    return min(asked)


def add(question: Question, people: NDArray[np.float64], sums: NDArray, *, pairs: bool) -> float:
    """Add what all trees give to some people.

    Parameters
    ----------
    question : Question
    people : float array of shape (n, n_features)
        Checked, not yet rounded.
    sums : float array of shape (n, n_players), or (n, n_players * n_players) for pairs
        Added to, in place. For pairs only the places of i * n_players + j with i < j are, and
        what comes there is the whole interaction of i and j, not the half.
    pairs : bool
        Whether interactions are asked.

    Returns
    -------
    float
        What the trees give to everyone.
    """
    with ThreadPoolExecutor(n_threads()) as pool:

        def run(work: Callable, parts: Iterable) -> list:
            return list(pool.map(work, parts))

        size = max(1, min(PEOPLE, -(-len(people) // n_threads())))
        slices = [slice(a, min(a + size, len(people))) for a in range(0, len(people), size)]
        coded = _encode(question, people, run, slices)
        walked, _ = question.plan(len(people), COSTS, pairs=pairs)
        tabled = np.setdiff1d(question.ensemble.roots, walked)
        base = 0.0
        if len(tabled):
            base += _tables(question, tabled, coded, sums, pairs, run, slices)
        if len(walked):
            base += question.base(walked)
            _walk(question, walked, coded, sums, pairs, run)
    return base


def _encode(
    question: Question, people: NDArray, run: Callable, slices: list[slice]
) -> NDArray[np.unsignedinteger]:
    codes = question.codes
    first = np.cumsum([0, *map(len, codes.thresholds)])
    thresholds = np.concatenate([*codes.thresholds, np.zeros(0)])
    coded = np.empty((len(codes.thresholds), len(people)), dtype=_width(codes.dtype))

    def work(part: slice) -> None:
        rows = np.ascontiguousarray(question.ensemble.rounded(people[part]))
        encode(rows, codes.feature, codes.missing_first, first, thresholds, coded[:, part])

    run(work, slices)
    return coded


def _width(dtype: np.dtype) -> np.dtype:
    """Use one width of codes for nearly all models, so that the loops compile once."""
    return np.promote_types(dtype, np.uint16)


def _tables(
    question: Question,
    roots: NDArray[np.intp],
    coded: NDArray,
    sums: NDArray,
    pairs: bool,
    run: Callable,
    slices: list[slice],
) -> float:
    ensemble, codes, paths = question.ensemble, question.codes, question.paths
    tree = (ensemble.left, ensemble.right, paths.parent, paths.from_right, codes.column, codes.rank)
    player = question.players[ensemble.feature]
    most_cells = min(MAX_CELLS, FEW_CELLS) if len(sums) <= FEW else MAX_CELLS
    (
        block_root, cells, first_axis, first_player, first_leaf, column, low, high, asked,
        stride, place, first_inner, inner, block_player, leaves,
    ) = cut(roots, *tree, player, max(1, len(codes.thresholds)), most_cells)  # fmt: skip
    shape = (block_root, cells, first_axis, first_player, first_leaf, place, block_player, leaves)
    block = (column, low, high, asked, stride, first_inner, inner)
    reference = question.reference
    if reference is None:
        reference = np.zeros((len(codes.thresholds), 0), dtype=codes.dtype)
    reference = reference.astype(coded.dtype)
    nodes, weights = (np.zeros((MAX_PLAYERS + 1, MAX_PLAYERS // 2 + 1)) for _ in range(2))
    for k in range(1, MAX_PLAYERS + 1):
        for q, (node, weight) in enumerate(nodes_and_weights(k)):
            nodes[k, q], weights[k, q] = node, weight
    most = int(paths.asked[leaves].max(initial=0))
    targets = _targets(question.n_players, first_player, block_player, pairs)
    rows = np.diff(first_player)
    rows = rows * (rows - 1) // 2 if pairs else rows
    base = 0.0
    for begin, end in _batches(rows * cells):
        first_row = np.cumsum([0, *rows[begin:end]])
        offset = np.cumsum([0, *(rows * cells)[begin:end]])
        tables = np.zeros(offset[-1])
        at = np.zeros(len(rows), dtype=np.int64)
        at[begin:end] = offset[:-1]

        def work(blocks: NDArray, at: NDArray = at, tables: NDArray = tables) -> float:
            return fill(
                blocks, paths.parent, paths.from_right, codes.column, codes.rank, paths.share,
                ensemble.value, shape, block, reference, nodes, weights, most, pairs, at, tables,
            )  # fmt: skip

        which = np.arange(begin, end)
        base += sum(run(work, [which[i::16] for i in range(min(16, len(which)))]))
        chunk = max(64, min(PEOPLE, SUMS // max(1, sums.shape[1])))
        here = targets[int(rows[:begin].sum()) :]
        ask = (first_axis[begin : end + 1], block, tables, first_row, offset, here, chunk, sums)
        run(lambda part, ask=ask: add_people(coded, part.start, part.stop, *ask), slices)
    return base


def _targets(n: int, first_player: NDArray, block_player: NDArray, pairs: bool) -> NDArray:
    """Say which sum each row of all blocks' tables goes to."""
    if not pairs:
        return block_player
    targets = [np.zeros(0, dtype=np.int64)]
    for begin, end in itertools.pairwise(first_player):
        own = block_player[begin:end]
        upper, lower = np.tril_indices(len(own), -1)
        i, j = np.minimum(own[upper], own[lower]), np.maximum(own[upper], own[lower])
        targets.append(i * n + j)
    return np.concatenate(targets)


def _batches(sizes: NDArray) -> Iterable[tuple[int, int]]:
    """Gather blocks until their tables would take ``BATCH_BYTES``."""
    begin, size = 0, 0
    for end, more in enumerate(sizes.tolist(), 1):
        size += 8 * more
        if size > BATCH_BYTES or end == len(sizes):
            yield begin, end
            begin, size = end, 0


def _walk(
    question: Question,
    roots: NDArray[np.intp],
    coded: NDArray,
    sums: NDArray,
    pairs: bool,
    run: Callable,
) -> None:
    ensemble, codes, paths, n = question.ensemble, question.codes, question.paths, len(sums)
    longest = int(paths.asked[np.isin(question.tree, question.tree[roots])].max(initial=0))
    x, weights = np.array(list(nodes_and_weights(longest))).T.copy()
    shares = first_shares(longest)
    reference = question.reference
    if reference is not None:
        reference = reference.astype(coded.dtype)
    tree = (
        ensemble.left, ensemble.right, paths.parent, paths.from_right, paths.before,
        codes.column, codes.rank, question.asker,
    )  # fmt: skip

    def walk(part: slice, fixed: int, side: int, out: NDArray) -> None:
        if reference is None:
            walk_by_cover(
                coded, part.start, part.stop, roots, *tree, paths.share, ensemble.value,
                x, weights, fixed, side, out,
            )  # fmt: skip
        else:
            walk_against(
                coded, part.start, part.stop, reference, roots, *tree, ensemble.value,
                shares, fixed, side, out,
            )  # fmt: skip

    size = max(1, min(256, n // 16))

    def work(part: slice) -> None:
        if not pairs:
            walk(part, -1, 0, sums[part])
            return
        p = question.n_players
        for fixed in range(1, p):
            known, unknown = np.zeros((2, part.stop - part.start, p))
            walk(part, fixed, 1, known)
            walk(part, fixed, 2, unknown)
            whole = sums[part].reshape(-1, p, p)
            whole[:, :fixed, fixed] += (known - unknown)[:, :fixed]

    run(work, [slice(a, min(a + size, n)) for a in range(0, n, size)])
