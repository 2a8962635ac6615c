"""The figure of marks: what was planted, and what an explanation shows of it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from explainers.figures import drawing
from explainers.figures.drawing import BLACK, BLUE, GREY, NORMAL, SMALL, YELLOW
from explainers.marks.arm import VERDICTS
from explainers.marks.verdict import Mark
from explainers.points.steps import signed

VERDICT_LETTERS = 84  # on a line, so that it stays within the Axes


def planted_and_found(marks: Mark | Sequence[Mark], *, ax=None):
    """Draw what was planted beside what an explanation shows of it, in the retrained arm.

    Parameters
    ----------
    marks : Mark or sequence of Mark
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        Its patches are, for each mark, *found* and *elsewhere*: they add up to *planted*.
    """
    marks = [marks] if isinstance(marks, Mark) else list(marks)
    if not marks:
        raise ValueError("marks must be one Mark or several; received none")
    ax = drawing.new_axes(["row"] * 6 * len(marks)) if ax is None else ax
    rows: dict[float, str] = {}
    for top, mark in zip(range(0, 6 * len(marks), 6), marks, strict=True):
        _draw_mark(ax, mark, top)
        found_on = f"found on {_few(mark.carriers)}"
        names = ("planted", found_on, "found elsewhere", "an auditor without a twin")
        rows |= {top + row: name for row, name in enumerate(names, start=1)}
    ax.axvline(0, color=GREY, lw=1, zorder=1)
    caption = (
        "Planted: how far the bias moves the gap between the harmed group and the rest, read off "
        "the same people's scores in a country without it, trained again. Found: how much of "
        "that the explanation shows on the columns that carry the bias, and elsewhere; the two "
        "add up to it. An auditor without a twin: what these columns show in this country alone. "
        "Whiskers are 95\u00a0% intervals."
    )
    title = "What was planted, and what the explanation shows of it"
    drawing.finish(ax, rows, title, "score points, harmed group minus the rest", caption)
    return ax


def _draw_mark(ax, mark: Mark, top: int) -> None:
    """Draw five rows: the verdict, planted, found, elsewhere, without a twin."""
    arm = mark.retrained
    total = arm.found + arm.elsewhere
    verdict = f"{mark.bias}, dose {mark.dose:g}: {mark.verdict}"
    shared = {"transform": ax.get_yaxis_transform(), "va": "center", "color": BLACK, "zorder": 5}
    shared["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    ax.text(0, top - 0.5, verdict, fontsize=NORMAL, weight="bold", **shared)
    meaning = textwrap.fill(VERDICTS[mark.verdict], VERDICT_LETTERS)
    ax.text(0, top + 0.27, meaning, fontsize=SMALL, style="italic", linespacing=0.95, **shared)
    drawing.draw_interval(ax, arm.planted, *arm.planted_interval, top + 1, marker="D", color=BLACK)
    drawing.draw_bar(ax, top + 2, 0.0, arm.found, BLUE, "")
    drawing.draw_bar(ax, top + 3, arm.found, arm.elsewhere, YELLOW, "////")
    drawing.draw_interval(
        ax,
        mark.carriers_gap,
        *mark.carriers_gap_interval,
        top + 4,
        marker="o",
        color=GREY,
        hollow=True,
    )
    ax.plot([arm.found] * 2, [top + 2, top + 3], color=GREY, lw=0.8, zorder=1)
    ax.plot([total] * 2, [top + 1, top + 3], color=GREY, lw=0.8, ls=":", zorder=1)
    right_ends = [arm.planted_interval[1], max(0, arm.found), max(arm.found, total)]
    values = [arm.planted, arm.found, arm.elsewhere, mark.carriers_gap]
    for row, (x, value) in enumerate(
        zip([*right_ends, mark.carriers_gap_interval[1]], values, strict=True), start=top + 1
    ):
        drawing.write_number(
            ax, x, row, signed(value), weight="bold" if row == top + 1 else "normal"
        )


def _few(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
