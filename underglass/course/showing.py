"""Figures of the course: small, with words for those who do not see them."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from io import BytesIO

from pandas.api.types import is_numeric_dtype

SHADES = 64
DPI = 80
# How a lesson's own plots look: as the figures of the explainers do. The colours are Okabe and
# Ito's (2008), which colour-blind readers can tell apart.
LOOKS = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#595959",
    "axes.prop_cycle": "cycler('color', ['0072B2', 'D55E00', '009E73', 'CC79A7', 'E69F00'])",
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "figure.figsize": (7, 4.4),
    "grid.color": "#E3E3E3",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "lines.linewidth": 2,
}


def set_looks() -> None:
    """Let every plot of a lesson look alike, and let words in tables begin at the left."""
    from IPython import get_ipython
    from matplotlib import rcParams
    from pandas import DataFrame

    rcParams.update(LOOKS)
    shell = get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(DataFrame, table_html)


def table_html(table) -> str | None:
    """Return a table as pandas writes it, with columns of words aligned to the left."""
    html = table._repr_html_()
    if html is None or table.columns.nlevels > 1:
        return html
    worded = [not is_numeric_dtype(column) for _, column in table.items()]
    if table.shape[1] > 20:  # pandas may leave columns out
        return html

    def aligned(row: re.Match) -> str:
        """Align the last cells of a row, as many as the table has columns."""
        cells = re.findall(r"<t[hd][^>]*>.*?</t[hd]>", row[2], re.DOTALL)
        first = len(cells) - len(worded)
        for place, is_words in enumerate(worded, start=first):
            if is_words:
                cells[place] = re.sub(r"^<(t[hd])", r'<\1 style="text-align: left"', cells[place])
        return row[1] + "\n      ".join(["", *cells]) + "\n    </tr>"

    return re.sub(r"(<tr[^>]*>)(.*?)</tr>", aligned, html, flags=re.DOTALL)


def show(drawn, *, alt: str) -> None:
    """Show a figure once, and below it what can be seen there.

    The words are the picture's alternative text as well. Pages take the picture as HTML, since
    neither JupyterLab nor nbconvert gives a plain PNG its words; print takes the PNG.

    Parameters
    ----------
    drawn : matplotlib Axes or Figure
    alt : str
        What the picture shows, for somebody who does not see it. Numbers in it are computed.

    Raises
    ------
    ValueError
        If ``alt`` has fewer than twenty characters.
    """
    if len(alt.strip()) < 20:
        raise ValueError(f"alt must say in a sentence what can be seen; received {alt!r}")
    from IPython.display import Markdown, display
    from matplotlib import pyplot as plt

    figure = getattr(drawn, "figure", drawn)
    alt = " ".join(alt.split())
    data = b64encode(png(figure)).decode()
    tag = f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}">'
    picture = {"text/html": tag, "image/png": data, "text/plain": f"Picture: {alt}"}
    display(picture, raw=True, metadata={"image/png": {"alt": alt}})
    display(Markdown(f"*The picture:* {alt}"))
    plt.close(figure)


def png(figure) -> bytes:
    """Draw a figure with few shades: a quarter of the bytes, and no difference that one sees."""
    from PIL import Image

    drawn, small = BytesIO(), BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI, bbox_inches="tight", facecolor="white")
    image = Image.open(drawn).convert("RGB")
    image.quantize(SHADES, dither=Image.Dither.NONE).save(small, "png", optimize=True)
    return small.getvalue()
