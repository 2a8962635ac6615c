"""The proxy map: what each column reveals of a protected attribute, against what it moves."""

from __future__ import annotations

import numpy as np

from explainers.figures import drawing
from explainers.figures.drawing import BLACK, BLUE, GREY, LARGE, ORANGE, SMALL
from explainers.groups.proxies import Proxies

FEW = 8
PLACES = [(7, 0), (-7, 0), (0, 11), (0, -11), (7, 12), (7, -12), (-7, 12), (-7, -12)]


def plot_proxy_map(proxies: Proxies, *, n_labels: int = FEW, attribute: str = "", ax=None):
    """Draw columns by what they reveal (to the right) and what they move (upwards).

    Parameters
    ----------
    proxies : Proxies
        As :func:`explainers.groups.proxies.proxies` returns it.
    n_labels : int
        How many columns bear their name: those that do most of both, then of either.
    attribute : str
        The protected attribute's name, for the title.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        A filled dot is a column that reveals something, a hollow one may reveal nothing;
        whiskers are 95 % intervals, where there are any; the dashed line is what all columns
        reveal together.
    """
    drawing.check_n_columns(n_labels)
    table = proxies.columns.copy()
    unsure = ~np.isfinite(table["high"])
    for end in ("low", "high"):
        table.loc[unsure, end] = table.loc[unsure, "reveals"]
    if ax is None:
        import matplotlib.pyplot as plt

        _, ax = plt.subplots(figsize=(8, 5.6), layout="constrained", facecolor="white")
    for row in table.itertuples():
        ax.errorbar(
            [row.reveals], [row.moves], xerr=[[row.reveals - row.low], [row.high - row.reveals]],
            fmt="o", color=BLUE if row.found else GREY, mfc=BLUE if row.found else "white",
            ms=7 if row.found else 5, mew=1.2, elinewidth=1, capsize=2, zorder=3,
        )  # fmt: skip
    ax.axvline(0, color=GREY, lw=0.8, zorder=1)
    ax.axvline(proxies.together[0], color=ORANGE, lw=1.5, ls="--", zorder=1)
    low, high = (
        min(0.0, table["low"].min()),
        max(table["high"].max(), *filter(np.isfinite, proxies.together)),
    )
    ax.set_xlim(low - 0.05 * (high - low), high + 0.16 * (high - low))
    top = max(table["moves"].max(), 1e-9)
    ax.set_ylim(-0.06 * top, 1.15 * top)
    ax.text(
        proxies.together[0], 1.13 * top, " all columns\n together", fontsize=SMALL, color=BLACK,
        va="top",
    )  # fmt: skip
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(color="#E8E8E8", lw=0.7, zorder=0)
    ax.set_axisbelow(True)
    ax.set_ylabel(f"{proxies.unit} it moves (mean size)", fontsize=SMALL, color=BLACK)
    ax.tick_params("y", labelsize=SMALL, color=GREY, labelcolor=BLACK)
    reveals = f" of {attribute}" if attribute else ""
    caption = (
        "Filled: surely reveals something. Hollow: may reveal nothing; of so many columns, a few "
        "whiskers miss zero by chance. Whiskers: 95\u00a0% intervals."
    )
    title = f"What columns reveal{reveals}, and what they move"
    drawing.entitle(ax, title, "reveals (0: nothing, or less by chance; 1: all)", caption)
    ax.title.set_fontsize(LARGE)
    _label(ax, table, _who_matters(table, n_labels), proxies.together[0])
    return ax


def _who_matters(table, n_labels: int) -> list[int]:
    """Rows to name: most of both first, then most of either; who reveals nothing comes last."""
    reveals, moves = table["reveals"].clip(lower=0), table["moves"]
    both = (reveals * moves).where(table["found"], 0).to_numpy()
    either = np.maximum(reveals / max(reveals.max(), 1e-9), moves / max(moves.max(), 1e-9))
    first = list(np.argsort(-both, kind="stable")[: n_labels - n_labels // 3])
    rest = [k for k in np.argsort(-either.to_numpy(), kind="stable") if k not in first]
    return (first + rest)[:n_labels]


def _label(ax, table, rows: list[int], line: float) -> None:
    """Write names where they cover no dot, name, frame nor the dashed line; else leave one out."""
    from matplotlib.transforms import Bbox

    ax.figure.canvas.draw()  # lays the figure out
    renderer, frame = ax.figure.canvas.get_renderer(), ax.get_window_extent()
    ends = ["low", "reveals", "high"]  # a dot and its whiskers, as points to keep clear of
    points = np.stack([ax.transData.transform(table[[end, "moves"]].to_numpy()) for end in ends])
    points = np.concatenate([points, (points[:-1] + points[1:]) / 2])
    taken = [text.get_window_extent(renderer) for text in ax.texts]
    at = ax.transData.transform((line, 0))[0]
    taken.append(Bbox([[at - 2, frame.y0], [at + 2, frame.y1]]))
    for k in rows:
        row = table.iloc[k]
        for far in (1, 2, 3.5):
            for x, y in PLACES:
                end = row[ends[1 + np.sign(x)]]
                text = ax.annotate(
                    row["column"], (end, row["moves"]), xytext=(x * far, y * far),
                    textcoords="offset points", fontsize=SMALL, color=BLACK, zorder=4,
                    ha="left" if x > 0 else "right" if x < 0 else "center", va="center",
                    parse_math=False,  # as in drawing.py
                    arrowprops=None if far == 1 else dict(arrowstyle="-", color=GREY, lw=0.7),
                )  # fmt: skip
                box = _words(text, renderer)
                free = (
                    frame.x0 <= box.x0 and box.x1 <= frame.x1
                    and frame.y0 <= box.y0 and box.y1 <= frame.y1
                    and not any(box.overlaps(other) for other in taken)
                    and not _covers(box, points.reshape(-1, 2))
                )  # fmt: skip
                if free:
                    taken.append(box)
                    break
                text.remove()
            else:
                continue
            break


def _words(text, renderer):
    """Return the box of an annotation's words, without its line."""
    from matplotlib.text import Text

    text.update_positions(renderer)
    return Text.get_window_extent(text, renderer)


def _covers(box, points: np.ndarray) -> bool:
    near = 4  # pixels round a dot
    x, y = points.T
    inside = (x > box.x0 - near) & (x < box.x1 + near) & (y > box.y0 - near) & (y < box.y1 + near)
    return bool(inside.any())
