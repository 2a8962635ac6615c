"""One person's points from friends, split by friend, by source, by column."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from explainers.points.steps import signed, written
from explainers.points.undisclosed import NOT_DISCLOSED

EVERYBODY_ELSE = "everybody else"


@dataclass(frozen=True, eq=False)
class FriendsShare:
    """One person's points from friends, split three ways; each split adds up to ``points``.

    Attributes
    ----------
    person : int
        Position of the explained person.
    own : float
        Own points.
    score : float
        Score with ties, unrounded.
    points : float
        ``score - own``: the row "friends" of :class:`explainers.Attribution`.
    by_friend : DataFrame
        One row a direct friend, the largest first: ``friend`` (position), ``weight`` (the part of
        this score that is the friend's), ``score`` (the friend's), ``points``.
    by_source : DataFrame
        One row a person whose own points count by at least ``tolerance``: ``who``, ``position``,
        ``hops`` (ties away), ``weight`` (all ways together; they sum to 1), ``own``, ``points``.
        The person's own row holds what comes back through friends, and gives 0. The last row is
        "everybody else".
    by_column : DataFrame
        ``column`` and ``points``: what those people's columns give, beyond the person's own; the
        last row is "everybody else", whose columns are not told apart.
    by_piece : DataFrame
        The largest pieces, one column of one other person each: ``who``, ``position``,
        ``column``, ``theirs`` and ``yours`` (the two values), ``points``. The last row holds all
        other pieces.
    background : str
        Who the reference people of the columns' values are.
    """

    person: int
    own: float
    score: float
    points: float
    by_friend: pd.DataFrame = field(repr=False)
    by_source: pd.DataFrame = field(repr=False)
    by_column: pd.DataFrame = field(repr=False)
    by_piece: pd.DataFrame = field(repr=False)
    background: str

    @property
    def text(self) -> str:
        """What friends give, who most, through which column, and from how far, in plain words."""
        said = [
            f"Person {self.person:,} has {self.own:.1f} points of their own and {self.score:.1f} "
            f"with friends: {signed(self.points)}."
        ]
        if not len(self.by_friend):
            return f"{said[0]} Nobody is on their list of friends."
        if not self.by_friend["points"].any():
            return f"{said[0]} The scores of their {len(self.by_friend)} friends do not count."
        first = self.by_friend.iloc[0]
        said.append(
            f"Of {len(self.by_friend)} friends, friend {int(first.friend):,} moves it most: with a "
            f"score of {first.score:.1f}, {signed(first.points)}."
        )
        piece = self.by_piece.iloc[0]
        if piece["column"] != EVERYBODY_ELSE:
            values = f" ({written(piece.theirs)}; own value {written(piece.yours)})"
            hidden = NOT_DISCLOSED in piece["column"]
            said.append(
                f"The largest single piece is {piece.who}'s {piece['column']}"
                f"{'' if hidden else values}: {signed(piece.points)}."
            )
        far = (self.by_source["hops"] > 1).fillna(True).to_numpy(dtype=bool)
        said.append(
            "All who are not these friends, most of them friends of friends, give together "
            f"{signed(self.by_source['points'][far].sum())}."
        )
        return f"{' '.join(said)} Columns are compared with {self.background}."
