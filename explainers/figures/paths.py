"""The paths of a cause as a picture: from the cause, by each first step, to the score."""

from __future__ import annotations

from explainers.figures import drawing
from explainers.figures.drawing import BLACK, BLUE, GREY, LARGE, NORMAL, ORANGE, SMALL
from explainers.groups.path_result import PathEffects
from explainers.points.steps import signed, wrapped

WORDS = {
    "planted": "a bias reads it",
    "life": "can change promises",
    "trace": "changes records only",
    "friends": "changes friendships",
    "read": "the score reads it",
}
CAUSE, STEP, SCORE = 0.09, 0.46, 0.93  # where things stand, of the width
THICKEST = 9.0  # points of line


def plot_paths(effects: PathEffects, *, ax=None):
    """Draw what a cause does to the score along each path.

    Parameters
    ----------
    effects : PathEffects
        As :func:`explainers.path_effects` returns it.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        Lines are as thick as the points that a path moves; dashed and orange where a bias reads
        the cause. Each path bears its points, their interval, and what of them is planted.
    """
    table, (first, second), (low, high) = effects.table, effects.values, effects.interval
    rows = len(table)
    if ax is None:
        import matplotlib.pyplot as plt

        _, ax = plt.subplots(
            figsize=(9, 1.6 + 0.62 * max(rows, 2)), layout="constrained", facecolor="white"
        )
    middle, most = (rows - 1) / 2, max(table["points"].abs().max(), 1e-9)
    for y, row in enumerate(table.itertuples()):
        planted = "planted" in row.kind
        look = dict(
            color=ORANGE if planted else BLUE, ls=(0, (2, 1)) if planted else "-", zorder=1,
            lw=0.8 + THICKEST * abs(row.points) / most, solid_capstyle="butt",
            solid_joinstyle="round", dash_joinstyle="round",
        )  # fmt: skip
        ax.plot([CAUSE, 0.27, STEP], [middle, y, y], **look)
        ax.plot([STEP, 0.72, SCORE], [y, y, middle], **look)
        name = wrapped(row.path.replace("_", " ").replace(":", ",\ndistorting "))
        what = " and ".join(WORDS[kind] for kind in row.kind.split(" + "))
        _box(ax, STEP, y, f"{name}\n({what})", SMALL - 0.5, "round,pad=0.3")
        part = "" if planted or abs(row.planted) < 0.05 else f"\nplanted: {signed(row.planted)}"
        _box(
            ax, 0.70, y, f"{signed(row.points)} ({signed(row.low)} to {signed(row.high)}){part}",
            SMALL, "square,pad=0.15", edge="white",
        )  # fmt: skip
    cause = effects.cause.replace("_", " ")
    _box(ax, CAUSE, middle, f"{cause}:\n{first} → {second}", NORMAL, "square,pad=0.4")
    total = f"score:\n{signed(effects.points)} points\n({signed(low)} to {signed(high)})"
    _box(ax, SCORE, middle, total, NORMAL, "square,pad=0.4")
    ax.set_xlim(0, 1.02)
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    caption = (
        "Everybody set from the first value to the second, with the same luck and the same score. "
        "Each path is named by its first step; a line is as thick as the points it moves, dashed "
        "where a bias reads the cause. In brackets: 95\u00a0% intervals over neighbourhoods. "
        "Planted: not there without the biases."
    )
    drawing.entitle(ax, f"What {cause} does to the score, path by path", "", caption)
    ax.title.set_fontsize(LARGE)
    return ax


def _box(ax, x: float, y: float, text: str, size: float, shape: str, edge: str = GREY) -> None:
    ax.text(
        x, y, text, ha="center", va="center", fontsize=size, color=BLACK, zorder=3,
        linespacing=1.1, bbox=dict(boxstyle=shape, facecolor="white", edgecolor=edge, lw=0.8),
    )  # fmt: skip
