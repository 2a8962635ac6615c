"""Pictures of the report, as SVG inside the page: text stays text, and nothing is requested."""

from collections.abc import Sequence
from html import escape

import numpy as np

WIDTH = 680
LEFT, RIGHT, ROW = 250, 90, 22
INK, SOFT, BLUE, RED, PALE = "#1a1a1a", "#595959", "#005b8f", "#a12a1f", "#dbe8f0"


def _svg(height: float, body: Sequence[str], title: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{"".join(body)}</svg>'
    )


def _text(x, y, said, *, anchor="start", colour=INK, size=12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size}">{escape(str(said))}</text>'
    )


def _line(x1, y1, x2, y2, colour=SOFT, width=1.0, dash="") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def ticks(low: float, high: float, about: int = 5) -> np.ndarray:
    """Return round numbers between two ends."""
    step = 10.0 ** np.floor(np.log10((high - low) / about))
    step *= next(m for m in (1, 2, 5, 10) if (high - low) / (m * step) <= about + 1)
    return np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step


def intervals(rows, *, title: str, axis: str, write, reference: float, mark: float | None = None):
    """Draw one interval a row.

    Parameters
    ----------
    rows : sequence of (label, value, low, high, sure, right)
        ``sure``: whether the interval excludes the reference; ``right`` is written beside it.
    title, axis : str
    write : callable
        Writes a number of the axis.
    reference : float
        Where there is no difference.
    mark : float, optional
        Another line, dashed.
    """
    ends = [one for row in rows for one in row[1:4] if np.isfinite(one)]
    ends += [reference] if mark is None else [reference, mark]
    low, high = min(ends), max(ends)
    pad = 0.05 * (high - low or 1.0)
    low, high = low - pad, high + pad

    def x(value):
        return LEFT + (np.clip(value, low, high) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    bottom = 14 + ROW * len(rows)
    body = [_line(x(reference), 6, x(reference), bottom, SOFT, 1.2)]
    if mark is not None:
        body.append(_line(x(mark), 6, x(mark), bottom, RED, 1, "4 3"))
    for place, (label, value, begin, end, sure, right) in enumerate(rows):
        y = 14 + ROW * (place + 0.5)
        colour = BLUE if sure else SOFT
        short = label if len(label) <= 38 else label[:37] + "…"
        body.append(_text(LEFT - 10, y + 4, short, anchor="end"))
        body.append(_line(x(begin), y, x(end), y, colour, 2.4 if sure else 1.4))
        fill = colour if sure else "#fff"
        body.append(
            f'<circle cx="{x(value):.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="{colour}"/>'
        )
        body.append(_text(WIDTH - RIGHT + 8, y + 4, right, colour=SOFT, size=11))
    body.append(_line(LEFT, bottom, WIDTH - RIGHT, bottom))
    for one in ticks(low, high):
        body.append(_line(x(one), bottom, x(one), bottom + 4))
        body.append(_text(x(one), bottom + 17, write(one), anchor="middle", colour=SOFT, size=11))
    body.append(_text((LEFT + WIDTH - RIGHT) / 2, bottom + 34, axis, anchor="middle", colour=SOFT))
    return _svg(bottom + 42, body, title)


def bounds(
    one, margins: tuple[float, float], *, title: str, across: str, up: str, write, write_share
):
    """Draw what a share of unknown people can make of a difference.

    Parameters
    ----------
    one : Bounds
    margins : tuple of float
        How far the interval reaches below and above the difference.
    """
    lower, upper = one.lowest - margins[0], one.highest + margins[1]
    low, high = min(lower.min(), 0), max(upper.max(), 0)
    left, top, bottom = 80, 24, 200

    def x(share):
        return left + share * (WIDTH - left - 30)

    def y(value):
        return bottom - (value - low) / (high - low) * (bottom - top)

    def area(below, above, colour):
        there = [f"{x(s):.1f},{y(v):.1f}" for s, v in zip(one.share, above, strict=True)]
        back = [f"{x(s):.1f},{y(v):.1f}" for s, v in zip(one.share[::-1], below[::-1], strict=True)]
        return f'<polygon points="{" ".join(there + back)}" fill="{colour}"/>'

    body = [area(lower, upper, PALE), area(one.lowest, one.highest, "#9fc3d8")]
    body.append(_line(left, y(0), WIDTH - 30, y(0), INK, 1.2))
    if np.isfinite(one.turns_at):
        at = x(one.turns_at)
        body.append(_line(at, top, at, bottom, RED, 1.4, "4 3"))
        near = at > WIDTH - 130
        body.append(_text(at + (-6 if near else 6), top + 10, write_share(one.turns_at),
                          anchor="end" if near else "start", colour=RED))  # fmt: skip
    for value in ticks(low, high):
        body.append(_text(left - 8, y(value) + 4, write(value), anchor="end", colour=SOFT, size=11))
        body.append(_line(left - 4, y(value), left, y(value)))
    for share in (0, 0.25, 0.5, 0.75, 1):
        body.append(
            _text(x(share), bottom + 17, write_share(share), anchor="middle", colour=SOFT, size=11)
        )
    body.append(_text((left + WIDTH - 30) / 2, bottom + 36, across, anchor="middle", colour=SOFT))
    body.append(_text(left, 14, up, colour=SOFT, size=11))
    return _svg(bottom + 44, body, title)


def boxes(rows, *, title: str, axis: str, write) -> str:
    """Draw quantiles of scores: a line from the 10th to the 90th per cent, a box, the median.

    Parameters
    ----------
    rows : sequence of (label, five quantiles, right)
    """
    low = min(row[1][0] for row in rows)
    high = max(row[1][-1] for row in rows)
    pad = 0.03 * (high - low or 1.0)
    low, high = low - pad, high + pad

    def x(value):
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    bottom, body = 14 + ROW * len(rows), []
    for place, (label, q, right) in enumerate(rows):
        y = 14 + ROW * (place + 0.5)
        short = label if len(label) <= 38 else label[:37] + "…"
        body.append(_text(LEFT - 10, y + 4, short, anchor="end"))
        body.append(_line(x(q[0]), y, x(q[4]), y))
        body.append(
            f'<rect x="{x(q[1]):.1f}" y="{y - 6:.1f}" width="{max(x(q[3]) - x(q[1]), 1):.1f}" '
            f'height="12" fill="{PALE}" stroke="{BLUE}"/>'
        )
        body.append(_line(x(q[2]), y - 6, x(q[2]), y + 6, BLUE, 2.4))
        body.append(_text(WIDTH - RIGHT + 8, y + 4, right, colour=SOFT, size=11))
    body.append(_line(LEFT, bottom, WIDTH - RIGHT, bottom))
    for one in ticks(low, high):
        body.append(_text(x(one), bottom + 17, write(one), anchor="middle", colour=SOFT, size=11))
        body.append(_line(x(one), bottom, x(one), bottom + 4))
    body.append(_text((LEFT + WIDTH - RIGHT) / 2, bottom + 34, axis, anchor="middle", colour=SOFT))
    return _svg(bottom + 42, body, title)
