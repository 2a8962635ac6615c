"""The causal graph as a picture.

Colour and shape tell the role, so that the figure reads in grey; what a bias adds is thick, orange
and dashed. The whole country has more arrows than anybody can follow, so a graph can be drawn
``around`` one bias or variable.
"""

from __future__ import annotations

from synthetic_data.biases import BIASES
from underglass.showcase.graph_layout import BETWEEN, Layout, lay_out, name_width, role_of

# Okabe and Ito's palette (2008), light enough for black letters; each role a border of its own.
ROLES = {
    "protected": ("#E8D9EE", "square,pad=0.28", "-", 0.8),
    "latent": ("#FFFFFF", "round,pad=0.3,rounding_size=0.6", ":", 1.0),
    "observed": ("#CFE6F5", "round,pad=0.28,rounding_size=0.25", "-", 0.8),
    "undisclosed": ("#BDBDBD", "round4,pad=0.3", "-", 0.8),
    "outcome": ("#FBE3A6", "square,pad=0.3", "-", 2.0),
    "who knows whom": ("#D5EFE3", "rarrow,pad=0.25", "-", 0.8),
}
ORANGE, GREY, BLACK = "#D55E00", "#8A8A8A", "#1A1A1A"
LETTER = 8.0  # points of type
HEAD, KEY = 0.45, 0.34  # inches above, and of a line of the key below
CURVE = (1, 4, 4, 4)  # of matplotlib's paths: from a point, by two handles, to a point


def draw_causal_graph(scenario: str | None = None, around: str | None = None, ax=None):
    """Draw the country's causal graph, or the neighbourhood of one bias or variable in it.

    Parameters
    ----------
    scenario : str, optional
        A key of ``SCENARIOS``, whose biases are planted; none if left out.
    around : str, optional
        A bias, which is then planted, or a variable; everything if left out.
    ax : matplotlib Axes, optional
        Where to draw; a figure of the right size if left out.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        For an unknown scenario, or an ``around`` that is neither a bias nor a variable.

    Examples
    --------
    >>> ax = draw_causal_graph(around="watched_professions")
    >>> sorted(text.get_text() for text in ax.texts if text.get_text().startswith("recorded"))
    ['recorded_offences']
    """
    layout = lay_out(scenario, around)
    key = _key(layout)
    bottom = key[-1][-1] + KEY
    if ax is None:
        import matplotlib.pyplot as plt

        figure = plt.figure(figsize=(layout.size[0], bottom + HEAD), facecolor="white")
        ax = figure.add_axes((0, 0, 1, bottom / (bottom + HEAD)))
    ax.set_xlim(0, layout.size[0])
    ax.set_ylim(bottom, 0)
    ax.axis("off")
    inches = ax.get_window_extent().width / ax.figure.dpi
    small = min(1.0, inches / layout.size[0])
    for arrow in sorted(layout.arrows, key=lambda arrow: arrow in layout.added):
        _draw_arrow(ax, layout, *arrow, small)
    for name in layout.at:
        _write(ax, *layout.at[name], name, role_of(name), name in layout.distorted, small)
    title = _title(scenario, around)
    ax.set_title(title, loc="left", x=0.2 / layout.size[0], fontsize=11 * max(small, 0.8))
    _draw_key(ax, key, small)
    return ax


def _draw_arrow(ax, layout: Layout, cause: str, effect: str, small: float) -> None:
    """Draw from the right of a cause to the left of its effect."""
    begin = (layout.at[cause][0] + layout.width[cause] / 2, layout.at[cause][1])
    end = (layout.at[effect][0] - layout.width[effect] / 2, layout.at[effect][1])
    bend = BETWEEN * 0.6
    points = [begin, (begin[0] + bend, begin[1]), (end[0] - bend, end[1]), end]
    _arrow(ax, points, CURVE, (cause, effect) in layout.added, small)


def _arrow(ax, points, codes, planted: bool, small: float) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    ax.add_patch(
        FancyArrowPatch(
            path=Path(points, codes),
            arrowstyle="-|>",
            shrinkA=0,
            shrinkB=0,
            mutation_scale=(10 if planted else 6) * small,
            lw=(1.8 if planted else 0.6) * small,
            ls=(0, (4, 2)) if planted else "-",
            color=ORANGE if planted else GREY,
            zorder=2 if planted else 1,
        )
    )


def _write(ax, x: float, y: float, text: str, role: str, distorted: bool, small: float) -> None:
    """Write a name in the box of its role."""
    color, shape, line, thick = ROLES[role]
    box = dict(
        boxstyle=shape,
        facecolor=color,
        edgecolor=ORANGE if distorted else BLACK,
        ls=line,
        lw=(2.4 if distorted else thick) * small,
    )
    ax.text(
        x,
        y,
        text,
        ha="center",
        va="center",
        fontsize=LETTER * small,
        fontweight="bold" if distorted else "normal",
        color=BLACK,
        zorder=3,
        bbox=box,
    )


def _title(scenario: str | None, around: str | None) -> str:
    planted = "no bias planted" if scenario is None else f"scenario {scenario}"
    if around in BIASES:
        planted = "planted" if scenario is None else f"planted in scenario {scenario}"
    return f"{around or 'Causes and effects'}: {planted}"


def _key(layout: Layout) -> list[tuple[str, str, float, float]]:
    """Return what the key says, the style of each, and where it stands below the graph."""
    there = {role_of(name) for name in layout.at}
    said = [(role, role) for role in ROLES if role in there] + [("is a cause of", "arrow")]
    if layout.added:
        said.append(("added by a bias", "added"))
    if layout.distorted:
        said.append(("distorted by a bias", "distorted"))
    placed, x, y = [], 0.2, layout.size[1] + KEY
    for text, style in said:
        width = name_width(text, bold=style == "distorted") + (
            0.55 if style in ("arrow", "added") else 0.0
        )
        if x + width > layout.size[0]:
            x, y = 0.2, y + KEY
        placed.append((text, style, x, y))
        x += width + 0.15
    return placed


def _draw_key(ax, placed, small: float) -> None:
    """Show each role in its own shape, and the marks of a bias."""
    for text, style, x, y in placed:
        if style in ROLES or style == "distorted":
            role = style if style in ROLES else "observed"
            hit = style == "distorted"
            middle = x + name_width(text, bold=hit) / 2
            _write(ax, middle, y, text, role, hit, small)
        else:
            _arrow(ax, [(x, y), (x + 0.45, y)], (1, 2), style == "added", small)
            ax.text(x + 0.55, y, text, va="center", fontsize=LETTER * small, color=BLACK)
