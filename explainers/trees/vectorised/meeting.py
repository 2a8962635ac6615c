"""Walking pairs of a person and a reference person down trees: the interventional question.

Where the two go the same way at a split they stay one row; where they part, the row becomes two.
Of the players on its path a row remembers whom the person fails, and whom the reference person: a
bit for each. It ends where both fail the same player, for then the leaves below play no part. At a
leaf of value v, let a be the number that the reference person fails, and b the number that the
person fails. Each of the a gets v (a-1)! b! / (a+b)! and each of the b gets
-v a! (b-1)! / (a+b)!; on the way up that is summed, and given at the split where the player was
first failed. All rows of one depth are gone through at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainers.trees.quadrature import first_shares
from explainers.trees.question import Question

ROWS = 1 << 12
"""How many rows begin at once: a person, a tree and a reference person each."""

BITS = 64
"""How many players one number holds."""


def walk_against(
    question: Question,
    roots: NDArray[np.intp],
    coded: NDArray[np.unsignedinteger],
    values: NDArray[np.float64],
    fixed: int = -1,
    known: bool = True,
) -> None:
    """Add what some trees give to some people, interventional.

    Parameters: as of ``walk_by_cover``.
    """
    n_trees, m = len(roots), question.reference.shape[1]
    meeting = _meeting(question, coded, fixed, known)
    end = len(values) * n_trees * m
    for start in range(0, end, ROWS):
        pairs, other = np.divmod(np.arange(start, min(start + ROWS, end)), m)
        person, tree = np.divmod(pairs, n_trees)
        part = slice(int(person[0]), int(person[-1]) + 1)
        some = replace(meeting, coded=coded[:, part])
        values[part] += _walk(some, roots[tree], person - part.start, other) / m


@dataclass(frozen=True, eq=False)
class _Meeting:
    """Trees, people and reference people.

    Attributes
    ----------
    question : Question
    coded : unsigned array of shape (n_coded, n)
        The people, coded.
    player : int array of shape (n_nodes,)
        Whom a split asks.
    word, bit : arrays of shape (n_nodes,)
        Where a row remembers that the split's player was failed; ``n_words`` numbers a row.
    n_words : int
    shares : float array
        (a-1)! b! / (a+b)! at [a, b].
    fixed, known : int, bool
    """

    question: Question
    coded: NDArray[np.unsignedinteger]
    player: NDArray[np.intp]
    word: NDArray[np.intp]
    bit: NDArray[np.uint64]
    n_words: int
    shares: NDArray[np.float64]
    fixed: int
    known: bool


def _meeting(
    question: Question, coded: NDArray[np.unsignedinteger], fixed: int, known: bool
) -> _Meeting:
    trees, paths = question.ensemble, question.paths
    first = np.arange(len(trees.left))  # where each node's player is asked first on its path
    while (again := np.flatnonzero(paths.before[first] >= 0)).size:
        first[again] = paths.before[first[again]]
    place = paths.asked[first[trees.left]] - 1  # of a split's player; at a leaf of no meaning
    longest = int(paths.asked.max())
    return _Meeting(
        question=question,
        coded=coded,
        player=question.players[trees.feature],
        word=place // BITS,
        bit=np.left_shift(np.uint64(1), (place % BITS).astype(np.uint64)),
        n_words=-(-max(1, longest) // BITS),
        shares=first_shares(longest),
        fixed=fixed,
        known=known,
    )


class _Rows(NamedTuple):
    """Pairs of a person and a reference person, each at one node."""

    node: NDArray[np.intp]
    person: NDArray[np.intp]
    other: NDArray[np.intp]
    mine: NDArray[np.uint64]  # whom the person has failed on the way, shape (n_rows, n_words)
    theirs: NDArray[np.uint64]  # and whom the reference person has


class _Step(NamedTuple):
    """How rows went on to the next depth, for the way up."""

    above: NDArray[np.intp]  # the row above each row
    stretches: tuple[slice, slice, slice]  # of rows, in each of which a row above stands once
    gaining: NDArray[np.intp]  # rows whose reference person has just failed a player
    to: NDArray[np.intp]  # and the place of the person and that player in the table of values
    losing: NDArray[np.intp]  # rows whose person has
    of: NDArray[np.intp]


def _walk(
    meeting: _Meeting, roots: NDArray, person: NDArray, other: NDArray
) -> NDArray[np.float64]:
    """Walk some rows down and up: sums over them, of shape (n, n_players), for all people."""
    nobody = np.zeros((len(roots), meeting.n_words), dtype=np.uint64)
    rows = _Rows(roots, person, other, nobody, nobody)
    sums, steps = [_at_leaves(meeting, rows)], []
    while (going := np.flatnonzero(meeting.question.ensemble.left[rows.node] >= 0)).size:
        rows, step = _go_on(meeting, rows, going)
        sums.append(_at_leaves(meeting, rows))
        steps.append(step)
    n_people, n_players = meeting.coded.shape[1], meeting.question.n_players
    values = np.zeros(n_people * n_players)
    for step in reversed(steps):
        below = sums.pop()
        values += np.bincount(step.to, below[0, step.gaining], minlength=len(values))
        values -= np.bincount(step.of, below[1, step.losing], minlength=len(values))
        for stretch in step.stretches:
            sums[-1][:, step.above[stretch]] += below[:, stretch]
    return values.reshape(n_people, n_players)


def _at_leaves(meeting: _Meeting, rows: _Rows) -> NDArray[np.float64]:
    """Give what each row gives to one whom the reference person, or the person, has failed."""
    trees = meeting.question.ensemble
    end = np.flatnonzero(trees.left[rows.node] < 0)
    a, b = (
        np.bitwise_count(failed[end]).sum(axis=1, dtype=np.intp)
        for failed in (rows.theirs, rows.mine)
    )
    sums = np.zeros((2, len(rows.node)))
    sums[:, end] = meeting.shares[[a, b], [b, a]] * trees.value[rows.node[end]]
    return sums


def _go_on(meeting: _Meeting, rows: _Rows, going: NDArray[np.intp]) -> tuple[_Rows, _Step]:
    """Lead the rows that stand at splits to the next depth."""
    question, n_words = meeting.question, meeting.n_words
    codes, trees = question.codes, question.ensemble
    split, person, other = rows.node[going], rows.person[going], rows.other[going]
    column, rank = codes.column[split], codes.rank[split]
    right = meeting.coded[column, person] > rank
    others_right = question.reference[column, other] > rank
    if meeting.fixed >= 0:
        fixed = meeting.player[split] == meeting.fixed
        goes = (right if meeting.known else others_right)[fixed]
        right[fixed] = others_right[fixed] = goes
    together = np.flatnonzero(right == others_right)
    apart = np.flatnonzero(right != others_right)
    word = going[apart] * n_words + meeting.word[split[apart]]
    bit = meeting.bit[split[apart]]
    failed_by_me, failed_by_them = (
        failed.ravel()[word] & bit != 0 for failed in (rows.mine, rows.theirs)
    )
    with_me, with_them = np.flatnonzero(~failed_by_me), np.flatnonzero(~failed_by_them)
    onward = np.concatenate([together, apart[with_me], apart[with_them]])
    middle, last = len(together), len(together) + len(with_me)
    right = right[onward]
    right[last:] ^= True
    above, split, person = going[onward], split[onward], person[onward]
    mine, theirs = rows.mine[above], rows.theirs[above]
    at = np.arange(len(above)) * n_words + meeting.word[split]
    theirs.ravel()[at[middle:last]] |= bit[with_me]
    mine.ravel()[at[last:]] |= bit[with_them]
    gaining = middle + np.flatnonzero(~failed_by_them[with_me])
    losing = last + np.flatnonzero(~failed_by_me[with_them])
    place = person * question.n_players + meeting.player[split]
    step = _Step(
        above=above,
        stretches=(slice(0, middle), slice(middle, last), slice(last, len(above))),
        gaining=gaining,
        to=place[gaining],
        losing=losing,
        of=place[losing],
    )
    node = np.where(right, trees.right[split], trees.left[split])
    return _Rows(node, person, other[onward], mine, theirs), step
