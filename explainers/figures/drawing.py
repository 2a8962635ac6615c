"""The pencil of the figures: bars, numbers, whiskers, captions; where things lie, not what."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from contextlib import contextmanager

import numpy as np

from explainers.points.steps import Step, signed, wrapped

# Okabe and Ito's palette (2008), which colour-blind readers can tell apart.
BLUE, ORANGE, YELLOW, GREY, BLACK = "#0072B2", "#D55E00", "#E69F00", "#595959", "#1A1A1A"
WIDTH, ROW, AROUND = 9.0, 0.34, 1.7  # inches
SMALL, NORMAL, LARGE = 9.5, 10.5, 12.5  # points of type
LETTER = 0.6  # of the type's size: a generous mean width
ROOM = 0.17  # of the range, on each side, for the numbers beside the bars


def new_axes(labels: Sequence[str], *, least: int = 1):
    """Return the Axes of a new figure with room for these rows; taller ones for long labels."""
    import matplotlib.pyplot as plt

    tall = 1.3 if any("\n" in wrapped(label) for label in labels) else 1.0
    height = AROUND + ROW * tall * max(len(labels), least)
    figure, ax = plt.subplots(figsize=(WIDTH, height), layout="constrained", facecolor="white")
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)
    return ax


def draw_steps(ax, steps: Sequence[Step], start: float, unit: str, *, first_row: int) -> None:
    """Draw floating bars, each from where the one before ended, with numbers and whiskers."""
    end = start
    for row, step in enumerate(steps, start=first_row):
        begin, end = end, end + step.value
        up = step.value >= 0
        draw_bar(ax, row, begin, step.value, BLUE if up else ORANGE, "" if up else "////")
        ax.plot([end, end], [row, row + 1], color=GREY, lw=0.8, zorder=1)
        outermost = max(begin, end) if up else min(begin, end)
        if step.interval is not None:
            low, high = begin + step.interval[0], begin + step.interval[1]
            draw_interval(ax, end, low, high, row, marker="", color=BLACK)
            outermost = max(outermost, high) if up else min(outermost, low)
        write_number(ax, outermost, row, signed(step.value, unit), left=not up)


def draw_bar(ax, row: float, begin: float, value: float, color: str, hatch: str) -> None:
    """Draw one bar; its patch has a signed width."""
    ax.barh(
        row, value, left=begin, height=0.62, color=color, hatch=hatch, edgecolor="white",
        linewidth=0.0, zorder=2,
    )  # fmt: skip


def draw_interval(ax, value, low, high, row, *, marker: str, color: str, hollow=False) -> None:
    """Draw a marker with whiskers from low to high."""
    ax.errorbar(
        [value], [row], xerr=[[value - low], [high - value]], fmt=marker, color=color, ms=7,
        mfc="white" if hollow else color, mec=color, mew=1.5, elinewidth=1.5, capsize=4, zorder=3,
    )  # fmt: skip


def write_number(ax, x: float, row: float, text: str, *, left=False, weight="normal") -> None:
    """Write a number beside the end of a bar."""
    ax.annotate(
        text, (x, row), xytext=(-6 if left else 6, 0), textcoords="offset points", va="center",
        ha="right" if left else "left", fontsize=NORMAL, weight=weight, color=BLACK, zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
    )  # fmt: skip


def finish(ax, rows: dict[float, str], title: str, axis: str, caption: str) -> None:
    """Name the rows, from top to bottom, the axis and the figure; write the caption below."""
    labels = [wrapped(label) for label in rows.values()]
    ax.set_yticks(list(rows), labels, fontsize=NORMAL, color=BLACK, linespacing=0.95)
    ax.set_ylim(max(rows) + 0.8, -0.8)
    ax.use_sticky_edges = False
    ax.margins(x=ROOM)
    ax.tick_params("y", length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.grid(axis="x", color="#E3E3E3", lw=0.7, zorder=0)
    ax.set_axisbelow(True)
    entitle(ax, title, axis, caption)


def entitle(ax, title: str, axis: str, caption: str) -> None:
    """Name the figure and its axis, and write the caption below."""
    ax.tick_params("x", labelsize=SMALL, color=GREY, labelcolor=BLACK)
    ax.set_title(title, fontsize=LARGE, loc="left", weight="bold", color=BLACK, pad=10)
    below = "\n".join(textwrap.wrap(caption, _letters_beside(ax)))
    label = ax.set_xlabel(f"{axis}\n\n{below}", fontsize=SMALL, loc="left", color=BLACK)
    label.set(multialignment="left", linespacing=1.25)
    for text in ax.findobj(lambda artist: hasattr(artist, "set_parse_math")):
        text.set_parse_math(False)  # a reader's own column may be called "$a^2$"


def _letters_beside(ax) -> int:
    """Return how many letters of the caption fit between an Axes' row labels and its right end."""
    place, inches = ax.get_subplotspec(), ax.figure.get_figwidth()
    if place is not None:
        inches *= len(place.colspan) / place.get_gridspec().ncols
    names = [len(line) for tick in ax.get_yticklabels() for line in tick.get_text().split("\n")]
    room = 72 * inches - NORMAL * LETTER * max(names, default=0)
    return max(40, int(room / (SMALL * LETTER)) - 4)


def check_n_columns(n_columns: int, argument: str = "n_columns") -> None:
    """Require room for at least one row."""
    if isinstance(n_columns, bool) or not isinstance(n_columns, (int, np.integer)) or n_columns < 1:
        raise ValueError(f"{argument} must be a whole number, at least 1; received {n_columns!r}")


@contextmanager
def luck_of_numpy(seed: int):
    """Seed NumPy's global generator, which shap's jitter draws from, and put it back after."""
    before = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(before)
