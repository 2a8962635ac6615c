"""What recourse answers: the changes, their cost, and whether nothing cheaper exists."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from synthetic_data.wording import counted


@dataclass(frozen=True)
class Step:
    """One column changed: from what a person has to what they would need."""

    column: str
    before: object
    after: object
    cost: float


@dataclass(frozen=True)
class Answer:
    """One change that reaches the band.

    Attributes
    ----------
    steps : tuple of Step
        Its columns, the dearest first.
    cost : float
        Days of effort, as stipulated.
    score : int
        Published points after it, with everybody else as they are.
    exact : bool
        Proved: nothing among the changeable columns is cheaper (of the columns that it may use,
        for a second or third answer).
    """

    steps: tuple[Step, ...]
    cost: float
    score: int
    exact: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns that change."""
        return tuple(step.column for step in self.steps)

    def apply(self, X: pd.DataFrame, position: int) -> pd.DataFrame:
        """Return a copy of the table in which the person at ``position`` has followed it."""
        changed = X.copy()
        for step in self.steps:
            changed.iloc[position, changed.columns.get_loc(step.column)] = step.after
        return changed


@dataclass(frozen=True)
class Recourse:
    """What would bring one person to a band.

    Attributes
    ----------
    position : int
        The person, in the table.
    band, score : str, int
        The person's own now.
    to, limit : str, int
        The band that was asked for, and its lowest score.
    answers : tuple of Answer
        The cheapest first. Each leaves out a column of every one before it.
    exact : bool
        Everything that is said here is proved, also that nothing reaches the band.
    considered : tuple of str
        The changeable columns.
    refused : tuple of str
        Rules, in words, that refused something cheaper, or as cheap.
    """

    position: int
    band: str
    score: int
    to: str
    limit: int
    answers: tuple[Answer, ...]
    exact: bool
    considered: tuple[str, ...]
    refused: tuple[str, ...] = ()

    @property
    def already(self) -> bool:
        """Whether the person has the band already, or a higher one."""
        return self.score >= self.limit

    @property
    def reached(self) -> bool:
        """Whether a change was found, or none is needed."""
        return self.already or bool(self.answers)

    @property
    def cost(self) -> float:
        """Days of effort: 0 where none is needed, infinite where nothing was found."""
        if self.already:
            return 0.0
        return self.answers[0].cost if self.answers else float("inf")

    @property
    def table(self) -> pd.DataFrame:
        """One row a step: answer (from 1), column, before, after, cost, and the score reached."""
        rows = [
            (number, step.column, step.before, step.after, step.cost, answer.score)
            for number, answer in enumerate(self.answers, 1)
            for step in answer.steps
        ]
        names = ["answer", "column", "before", "after", "cost", "score"]
        return pd.DataFrame(rows, columns=names)

    @property
    def text(self) -> str:
        """The result in one or two sentences."""
        if self.already:
            return f'{self.score} points are "{self.band}": "{self.to}" is reached already.'
        if not self.answers:
            how = "proved" if self.exact else "none was found, which is no proof"
            return f'No change in these columns reaches "{self.to}" ({self.limit} points): {how}.'
        first = self.answers[0]
        words = ", ".join(f"{s.column} from {s.before} to {s.after}" for s in first.steps)
        how = "nothing is cheaper: proved" if first.exact else "something may be cheaper"
        return (
            f'"{self.to}" ({self.limit} points) is reached with {words}: '
            f"{counted(first.cost, 'day', 'days')} of effort, as stipulated, for {first.score} "
            f"points ({how})."
        )
