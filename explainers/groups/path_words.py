"""What a cause does to a score, path by path, in plain words."""

from __future__ import annotations

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


def describe_paths(table: pd.DataFrame) -> str:
    """Say in plain words what :func:`explainers.groups.path_effects.path_effects` found."""
    (first, second), (low, high) = table.attrs["values"], table.attrs["interval"]
    said = [
        f"With the trained score, everybody's luck and all other causes held fixed, the published "
        f"score would change by {signed(table.attrs['total'])} points on average "
        f"({signed(low)} to {signed(high)}) were {table.attrs['cause']} {second} instead of "
        f"{first} for everybody."
    ]
    for row in table[table["points"].abs() >= 0.05].itertuples():
        through = f"{signed(row.points)} through {row.path.replace(':', ', distorting ')}"
        what = " and ".join(KINDS[kind] for kind in row.kind.split(" + "))
        part = "" if "planted" in row.kind or abs(row.planted) < 0.05 else (
            f", of which {signed(row.planted)} only because biases are planted further on"
        )  # fmt: skip
        said.append(f"{through}: {what}{part}.")
    if table.attrs["unreached"]:
        said.append(f"Nothing reaches the score through {', '.join(table.attrs['unreached'])}.")
        if any(target(edge) in LEARNT_FROM for edge in table.attrs["unreached"]):
            said.append(RETRAINED)
    said.append("This is what the cause does; a gap between groups also holds what comes with it.")
    return " ".join(said)
