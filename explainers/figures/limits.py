"""Figures of the limits: bars with intervals, and the cost of asking about mixed people."""

from __future__ import annotations

import numpy as np

from explainers.figures import drawing
from explainers.figures.drawing import BLACK, BLUE, GREY, ORANGE, SMALL
from explainers.limits.manifold import OffManifold
from explainers.limits.stability import Stability
from explainers.points.steps import signed, written


def stable_bars(stability: Stability, position: int = 0, *, n_columns: int = 9, ax=None):
    """Draw one person's largest values, each with its interval and every refit's answer.

    Parameters
    ----------
    stability : Stability
    position : int
        Position among the explained people.
    n_columns : int
        How many columns are drawn.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        Its patches are the bars, with signed widths.
    """
    drawing.check_n_columns(n_columns)
    columns = list(stability.told.columns)
    table = stability.person(position)
    table = table.loc[table.index.isin(columns)].iloc[:n_columns]
    own = stability.told.data.iloc[position].set_axis(columns)
    names = [f"{name} = {written(own[name])}" for name in table.index]
    ax = drawing.new_axes(names) if ax is None else ax
    for row, (name, bar) in enumerate(table.iterrows()):
        up = bar.points >= 0
        drawing.draw_bar(ax, row, 0.0, bar.points, BLUE if up else ORANGE, "" if up else "////")
        refits = stability.values[:, position, columns.index(name)]
        ax.plot(refits, np.full(len(refits), row + 0.43), "|", color=GREY, ms=6, mew=1.0, zorder=3)
        drawing.draw_interval(ax, bar.points, bar.low, bar.high, row, marker="", color=BLACK)
        end = max(bar.high, bar.points, 0) if up else min(bar.low, bar.points, 0)
        drawing.write_number(ax, end, row, signed(bar.points), left=not up)
    ax.axvline(0, color=GREY, lw=1, zorder=1)
    caption = (
        f"Bars: what the score gives. Whiskers: 95\u00a0% intervals for another training; ticks: "
        f"{stability.refits} refits on other draws of the training people. A bar whose whiskers "
        f"cross 0 could have pointed the other way. {stability.told.text}"
    )
    title = "One person's largest values, and how firmly they stand"
    drawing.finish(ax, dict(enumerate(names)), title, "score points", caption)
    return ax


def off_manifold(error: OffManifold, *, n_named: int = 8, ax=None):
    """Draw what mixing people changes in each column's value, against how columns hang together.

    Parameters
    ----------
    error : OffManifold
        As :func:`explainers.limits.manifold.off_manifold_error` returns it.
    n_named : int
        How many columns, those with the largest differences, are named.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        A dot is a column; hollow ones are not read by the score.
    """
    ax = drawing.new_axes([], least=13) if ax is None else ax
    table = error.table[error.table["correlation"].notna()]
    unread = table["interventional"] < 1e-9
    for chosen, face in ((~unread, BLUE), (unread, "white")):
        some = table[chosen]
        ax.errorbar(
            some["correlation"], some["difference"], yerr=1.96 * some["error"], fmt="o", ms=6,
            color=BLUE, mfc=face, mew=1.3, ecolor=GREY, elinewidth=1, zorder=3,
        )  # fmt: skip
    heights = _apart(table["difference"].iloc[:n_named].to_numpy(), table["difference"].max() / 22)
    right = table["correlation"].max() + 0.06
    for height, (name, row) in zip(heights, table.iloc[:n_named].iterrows(), strict=True):
        ax.annotate(
            name, (row["correlation"], row["difference"]), xytext=(right, height), va="center",
            fontsize=SMALL, color=BLACK, arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.6},
        )  # fmt: skip
    top = (table["difference"] + 1.96 * table["error"]).max()
    ax.set_ylim(-0.02 * top, 1.04 * max(top, *heights, 1e-9))
    ax.set_xlim(-0.02, right + 0.3)
    ax.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(color="#E3E3E3", lw=0.7, zorder=0)
    ax.set_axisbelow(True)
    ax.tick_params("y", labelsize=SMALL)
    ax.set_ylabel("mixed minus conditional, score points", fontsize=SMALL, color=BLACK)
    caption = (
        "A dot is a column: how far the value that mixes people lies from the value that "
        "conditions on real ones (root mean square), with its 95\u00a0% interval. Hollow: the "
        "score does not read the column, so only the conditional value gives it points. A "
        "classifier tells mixed people from real ones with an AUC of "
        f"{error.auc:.2f} ({error.auc_half:.2f} where half of the columns are "
        "a person's own)."
    )
    drawing.entitle(
        ax, "What asking about mixed people changes", "multiple correlation with the other columns",
        caption,
    )  # fmt: skip
    return ax


def _apart(heights: np.ndarray, least: float) -> np.ndarray:
    """Move labels, which come from top to bottom, until they do not touch."""
    placed = heights.astype(float).copy()
    for k in range(1, len(placed)):
        placed[k] = min(placed[k], placed[k - 1] - least)
    return placed + max(0.0, least / 2 - placed.min()) if len(placed) else placed
