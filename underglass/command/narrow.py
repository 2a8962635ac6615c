"""Tables on a narrow terminal: the same cells, one below the other."""

from __future__ import annotations

from rich.console import Group
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

EDGES = 3  # a column's border and the space on both sides of its text


def least_width(table: Table) -> int:
    """Return how wide a terminal must be for a table in which no word is cut.

    Examples
    --------
    >>> table = Table("bias", "points")
    >>> table.add_row("idle_gamers", "-12.5")
    >>> least_width(table)
    24
    """
    return 1 + sum(_least(column) + EDGES for column in table.columns)


def _least(column: Column) -> int:
    if column.overflow == "fold":  # may be cut anywhere
        return column.min_width or 1
    texts = [str(cell) for cell in (column.header, *column.cells)]
    cut = str.splitlines if column.no_wrap else str.split
    parts = [part for text in texts for part in cut(text)]
    return max([column.min_width or 1, *map(len, parts)])


def listed(table: Table) -> Group:
    """Lay a table out as a list: a row's first cell, and below it each other one with its name."""
    first, *others = table.columns
    lines = [Text(str(table.title), style="italic")]
    for row, name in enumerate(first.cells):
        cells = {str(column.header): str(list(column.cells)[row]) for column in others}
        alone = not any(cells.values())  # a heading within the table
        lines += [Text(), Text(str(name) if alone else f"{first.header}: {name}", style="bold")]
        for header, cell in cells.items():
            if cell:
                head = header.replace("-\n", "-").replace("\n", " ")
                said = Text(f"{head}: {cell}".replace("\n", "; "))
                lines.append(Padding(said, (0, 0, 0, 2), expand=False))
    if table.caption:
        lines += [Text(), Text(str(table.caption), style="italic")]
    return Group(*lines)
