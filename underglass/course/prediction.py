"""What a lesson asks to be predicted, and how the student's notebook keeps it back.

After a heading *Predict first* come words, code to be predicted, words about it, and more code. In
the student's notebook the code to be predicted and the next have no outputs, and the words after
them are folded. A cell whose code JupyterLab hides (it holds what the text says) is passed over.
"""

from __future__ import annotations

import re

PREDICT = re.compile(r"^## Predict first\b", re.MULTILINE)
FOLDED = (
    "<details>\n<summary>Open this when you have run the cell</summary>\n\n{}\n\n</details>\n\n{}"
)
HEADING = re.compile(r"^(?=## )", re.MULTILINE)


def predicted(cells) -> set[int]:
    """Return the places, from 0, of the code between *Predict first* and the next words."""
    places, asked = set(), False
    for place, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            asked = bool(PREDICT.search(cell.source))
        elif asked and cell.cell_type == "code":
            places.add(place)
    return places


def not_shown(cells) -> set[int]:
    """Return the places of the code to be predicted and of the next code, which tells of it."""
    places = predicted(cells)
    code = [k for k, cell in enumerate(cells) if cell.cell_type == "code" and not is_hidden(cell)]
    after = {next((other for other in code if other > place), place) for place in places}
    return places | after


def is_hidden(cell) -> bool:
    """Tell whether JupyterLab shows a cell's code as a bar: it holds what the text says."""
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


def fold(cells) -> None:
    """Fold the words after cells that show nothing, up to the next heading."""
    silent, before = not_shown(cells), False
    for place, cell in enumerate(cells):
        if cell.cell_type == "markdown" and before:
            told, *more = HEADING.split(cell.source, maxsplit=1)
            if told.strip():
                cell.source = FOLDED.format(told.strip(), *more or [""]).strip()
            if more:
                return
        before = place in silent or (before and is_hidden(cell))
