"""What a cause does to a score, path by path, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from explainers.points.steps import signed
from synthetic_data.edges import target

LEARNT_FROM = ("recorded_kept", "selected")  # what a score is trained on, and never reads
RETRAINED = (
    "What a score learns from distorted labels, and from whom it learns, is not seen while it is "
    "held fixed: the retrained arm of mark tells."
)
KINDS = {
    "planted": "a bias reads it",
    "life": "it can change whether promises are kept",
    "trace": "it changes what is recorded, and no promise",
    "friends": "it changes who knows whom",
    "read": "the score reads it",
}


@dataclass(frozen=True, eq=False)
class PathEffects:
    """What a cause does to a score, by path of the causal graph.

    Attributes
    ----------
    cause : str
    values : tuple of two
        From which value to which it was set, for everybody.
    points : float
        What that does to the published score, on average.
    interval : tuple of float
        Its 95 % interval over neighbourhoods.
    table : DataFrame
        ``path`` (the function that begins it: a variable, "bias:variable", "friendships" or "the
        score itself"), ``kind``, ``points`` (published score with the second value minus with
        the first), the ends ``low`` and ``high`` of its 95 % interval over neighbourhoods, and
        ``planted``: the part of the points that is not there in the same country without any
        bias. The largest first; the points add up to 1e-9.
    unreached : tuple of str
        Functions that read the cause and from which no way leads to the score.

    Notes
    -----
    Kinds: *planted*, a bias reads the cause. *life*: the graph leads on to promises, kept or
    broken. *trace*: it leads to what is recorded, but to no promise: a proxy. *friends*: who
    knows whom. *read*: the score sees the cause. A path is named by its first step; what
    biases do to it further on stands under ``planted``.
    """

    cause: str
    values: tuple
    points: float
    interval: tuple[float, float]
    table: pd.DataFrame = field(repr=False)
    unreached: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it in plain words, what was held fixed first."""
        (first, second), (low, high) = self.values, self.interval
        said = [
            f"With the trained score, everybody's luck and all other causes held fixed, the "
            f"published score would change by {signed(self.points)} points on average "
            f"({signed(low)} to {signed(high)}) were {self.cause} {second} instead of {first} for "
            "everybody."
        ]
        for row in self.table[self.table["points"].abs() >= 0.05].itertuples():
            through = f"{signed(row.points)} through {row.path.replace(':', ', distorting ')}"
            what = " and ".join(KINDS[kind] for kind in row.kind.split(" + "))
            part = ""
            if "planted" not in row.kind and abs(row.planted) >= 0.05:
                further = signed(row.planted)
                part = f", of which {further} only because biases are planted further on"
            said.append(f"{through}: {what}{part}.")
        if self.unreached:
            said.append(f"Nothing reaches the score through {', '.join(self.unreached)}.")
            if any(target(edge) in LEARNT_FROM for edge in self.unreached):
                said.append(RETRAINED)
        said.append(
            "This is what the cause does; a gap between groups also holds what comes with it."
        )
        return " ".join(said)
