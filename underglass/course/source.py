"""A lesson's source, ``notebooks/NN_name.py``, read as the teacher or a student gets it."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import nbformat

from underglass.course.lesson_world import WORLD
from underglass.course.prediction import fold
from underglass.course.prose import TEACHERS_ONLY, is_teachers

TAGS = {"exercise", WORLD, *TEACHERS_ONLY}
HERE = re.compile(r"\]\((?!\w+:|#|\.\./)")  # an address in the folder of the lessons


def read(source: Path, *, teacher: bool = True) -> nbformat.NotebookNode:
    """Read a lesson as the teacher, or a student, gets it; not executed.

    Raises
    ------
    ValueError
        For a tag that is none of exercise, solution, teacher, world.
    """
    notebook = jupytext.read(source, fmt="py:percent")
    for place, cell in enumerate(notebook.cells, start=1):
        unknown = set(cell.metadata.get("tags", ())) - TAGS
        if unknown:
            raise ValueError(
                f"{source.name}, cell {place}: a tag must be one of {sorted(TAGS)}; "
                f"received {sorted(unknown)}"
            )
        cell.metadata.pop("lines_to_next_cell", None)
        if teacher and cell.cell_type == "markdown":
            cell.source = HERE.sub("](../", cell.source)
    if not teacher:
        notebook.cells = [cell for cell in notebook.cells if not is_teachers(cell)]
        fold(notebook.cells)
    return notebook
