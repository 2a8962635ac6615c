"""Figures: a person, a crowd, a gap, a mark. They lay out what they are given, in score points.

Blue is up; orange, hatched, is down; every bar bears its sign. So a figure reads in grey and for
colour-blind readers. matplotlib is loaded when a figure is drawn.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd

from explainers.figures import drawing
from explainers.figures.drawing import BLACK, BLUE, GREY, NORMAL, SMALL, YELLOW
from explainers.groups.gap import Gap
from explainers.marks.arm import VERDICTS
from explainers.marks.verdict import Mark
from explainers.points.attribution import Attribution
from explainers.points.steps import signed, steps_of_gap, steps_of_person, wrapped

VERDICT_LETTERS = 84  # on a line, so that it stays within the Axes


def waterfall(attribution: Attribution, position: int = 0, *, n_columns: int = 9, ax=None):
    """Draw one person's way from base to published score.

    Parameters
    ----------
    attribution : Attribution
    position : int
        Position among the explained people.
    n_columns : int
        How many columns have a bar of their own; the others share one.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        Its patches are the bars: their signed widths add up to published minus base.
    """
    drawing.check_n_columns(n_columns)
    unit, published = attribution.unit, float(attribution.published[position])
    steps = steps_of_person(attribution, position, n_columns)
    last = len(steps) + 1
    names = ["base", *(step.label for step in steps), "published score"]
    ax = drawing.new_axes(names) if ax is None else ax
    drawing.draw_steps(ax, steps, attribution.base, unit, first_row=1)
    ax.plot([attribution.base] * 2, [0, 1], color=GREY, lw=0.8, zorder=1)
    in_points = unit == "points"
    ends = {
        0: (attribution.base, ".1f" if in_points else ".3f"),
        last: (published, ".0f" if in_points else ".3f"),
    }
    for row, (value, digits) in ends.items():
        ax.plot([value] * 2, [row - 0.4, row + 0.4], color=BLACK, lw=3.5, solid_capstyle="butt")
        drawing.write_number(ax, value, row, f"{value:{digits}}".replace("-", "−"), weight="bold")
    axis = "score points" if in_points else unit
    title = "One person, from base to published score"
    drawing.finish(ax, dict(enumerate(names)), title, axis, attribution.text)
    return ax


def gap_waterfall(
    gap: Gap, *, n_columns: int = 9, ax=None, group: str = "the group", note: str = ""
):
    """Draw through which columns a group scores lower, or higher, than the rest.

    Parameters
    ----------
    gap : Gap
        As :func:`explainers.decompose_gap` returns it.
    n_columns : int
        How many columns have a bar of their own; the others share one.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    group : str
        The group's name.
    note : str
        What else the caption says, such as ``attribution.text``.

    Returns
    -------
    matplotlib Axes
        Its patches are the bars: their signed widths add up to the gap in published points.
    """
    drawing.check_n_columns(n_columns)
    if not isinstance(gap, Gap):
        raise ValueError(f"gap must be what decompose_gap returns; received {type(gap).__name__}")
    steps = steps_of_gap(gap, n_columns)
    last, points, (low, high), unit = len(steps), gap.points, gap.interval, gap.unit
    known = np.isfinite(high)
    whole = "too few for an interval"
    if known:
        whole = f"{signed(low, unit)} to {signed(high, unit)}"
    names = [*(step.label for step in steps), f"gap in published score,\n{whole}"]
    ax = drawing.new_axes(names[:-1]) if ax is None else ax
    drawing.draw_steps(ax, steps, 0.0, unit, first_row=0)
    low, high = (low, high) if known else (points, points)
    drawing.draw_interval(ax, points, low, high, last, marker="D", color=BLACK)
    end = low if points < 0 else high
    drawing.write_number(ax, end, last, signed(points, unit), left=points < 0, weight="bold")
    ax.axvline(0, color=GREY, lw=1, zorder=1)
    caption = f"Mean of {group} minus mean of the rest; whiskers are 95\u00a0% intervals. {note}"
    title = f"The gap of {group}, column by column"
    axis = "score points" if unit == "points" else unit
    drawing.finish(ax, dict(enumerate(names)), title, axis, caption)
    return ax


def beeswarm(attribution: Attribution, *, n_columns: int = 12, ax=None):
    """Draw what each column gives to many people, through shap's own plot; needs shap.

    Parameters
    ----------
    attribution : Attribution
        A thousand people or two are enough for the eye.
    n_columns : int
        How many rows there are; the last one is the sum of all other columns.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        A dot is a person; a bright one has a high value in that column.
    """
    import shap
    from matplotlib import colormaps
    from matplotlib.colors import LinearSegmentedColormap

    drawing.check_n_columns(n_columns)
    explanation = attribution.to_shap()
    rows = explanation.feature_names[:n_columns]
    ax = drawing.new_axes([*rows, "room", "room"], least=8) if ax is None else ax
    # shap reads a column's type off a table, and paints grey what is no number.
    data = attribution.data.set_axis(list(attribution.columns), axis=1).reset_index(drop=True)
    blank = pd.DataFrame("", index=data.index, columns=list(attribution.beside), dtype=object)
    explanation.data = data.join(blank)
    # Of one piece: shap drops the colours of a listed map after its first grey column.
    shades = colormaps["cividis"](np.linspace(0, 0.94, 64))
    with drawing.luck_of_numpy(0):
        shap.plots.beeswarm(
            explanation,
            max_display=n_columns,
            ax=ax,
            show=False,
            plot_size=None,
            color=LinearSegmentedColormap.from_list("cividis, no pale end", shades),
            s=9,
            color_bar_label="own value (grey: without order)",
        )
    names = [tick.get_text() for tick in ax.get_yticklabels()]
    names = [_sum_of_columns(name, names, attribution.beside) for name in names]
    ax.set_yticks(ax.get_yticks(), map(wrapped, names), fontsize=NORMAL, color=BLACK)
    ax.tick_params("y", length=0)
    for bar in [other for other in ax.figure.axes if other.get_label() == "<colorbar>"]:
        bar.tick_params(labelsize=SMALL, length=0)
        bar.yaxis.label.set_fontsize(SMALL)
    unit = "score points" if attribution.unit == "points" else attribution.unit
    title = f"{len(data):,} people, column by column"
    axis = f"{unit} that a column gives; a dot is a person"
    drawing.entitle(ax, title, axis, attribution.text)
    return ax


def _sum_of_columns(name: str, names: list[str], beside: tuple[str, ...]) -> str:
    """Word shap's last row, "Sum of 32 other features": friends and rounding are no columns."""
    counted = re.fullmatch(r"Sum of (\d+) other features", name)
    if counted is None:
        return name
    no_columns = [row for row in beside if row not in names]
    text = f"sum of {int(counted[1]) - len(no_columns)} other columns"
    return " and ".join([text, *no_columns]) if no_columns else text


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
