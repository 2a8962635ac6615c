"""Builds the course's notebooks and holds them to their sources.

A lesson is ``notebooks/NN_name.py`` in jupytext's percent format. Two notebooks are made of it:
the student's, ``NN_name.ipynb``, and the teacher's, ``teacher/NN_name.ipynb``, which has the cells
tagged ``solution`` or ``teacher`` as well. What follows a heading *Predict first* is left for the
student to run: it and the next cell have no outputs there, and the words about it are folded. The
cells tagged ``world`` are written beside the answers, too, which execute them.
``python -m underglass.course.build`` builds all lessons; with ``--check`` it executes nothing and
reports notebooks that differ from their sources, exercises that do not check, figures without
words, and numbers in the prose that nothing holds.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from underglass.course.faults import faults, printed
from underglass.course.lesson import UNTRUE
from underglass.course.lesson_world import world_code, world_file
from underglass.course.places import lesson_sources, notebook_of, teachers_notebook_of
from underglass.course.prediction import not_shown
from underglass.course.prose import is_teachers
from underglass.course.source import read

SECONDS_PER_LESSON = 600  # a guard against a cell that hangs, not a measure
WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(source: Path, *, teacher: bool = True) -> nbformat.NotebookNode:
    """Execute a lesson in a fresh kernel, from the folder it lies in.

    Nothing is kept that changes from run to run: no times, no versions, no addresses in memory,
    no widgets (their place in the lesson is empty until somebody executes it). Cell ids come from
    a cell's place and content.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        A cell raised.
    nbclient.exceptions.CellTimeoutError
        The lesson took longer than ten minutes.
    ValueError
        A ``claim`` of the lesson does not hold.
    """
    notebook = read(source, teacher=teacher)
    deadline = time.monotonic() + SECONDS_PER_LESSON
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout_func=lambda _cell: max(1, int(deadline - time.monotonic())),
        resources={"metadata": {"path": str(source.parent)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],  # new kernels warn of TCP, here within one machine
    ).execute()
    for place, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if WIDGET not in out.get("data", {})]
            for output in cell.outputs:
                _forget_addresses(output)
            if UNTRUE in printed(cell):
                raise ValueError(f"{source.name}, cell {place}: {printed(cell)}")
    return _numbered(notebook)


def _numbered(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Give every cell an id by its place and content, and count those that were executed."""
    count = 0
    for place, cell in enumerate(notebook.cells, start=1):
        digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
        cell.id = f"{place:02d}-{digest}"
        if cell.cell_type == "code" and cell.execution_count is not None:
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _forget_addresses(output: nbformat.NotebookNode) -> None:
    for texts, key in ((output, "text"), (output.get("data", {}), "text/plain")):
        if key in texts:
            texts[key] = re.sub(r" at 0x[0-9a-fA-F]+", "", texts[key])


def build(source: Path) -> Path:
    """Execute a lesson once and write both notebooks; return where the student's lies."""
    notebook = execute(source)
    teachers_notebook_of(source).parent.mkdir(exist_ok=True)
    nbformat.write(notebook, teachers_notebook_of(source))
    return write_students(source)


def write_students(source: Path) -> Path:
    """Write the student's notebook from the teacher's, as built; return where it lies.

    Left out are the teacher's cells, and the outputs of the cells to be predicted and the next.
    """
    student = nbformat.read(teachers_notebook_of(source), as_version=4)
    student.cells = [cell for cell in student.cells if not is_teachers(cell)]
    plain = [cell.source for cell in read(source, teacher=False).cells]
    for cell, text in zip(student.cells, plain, strict=True):
        cell.source = text
    for place in not_shown(student.cells):
        student.cells[place].update(outputs=[], execution_count=None)
    nbformat.write(_numbered(student), notebook_of(source))
    return notebook_of(source)


def main(arguments: list[str] | None = None) -> int:
    """Build or check the lessons; return 0 where all is well and 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m underglass.course.build", description="Build the lessons."
    )
    parser.add_argument("sources", nargs="*", type=Path, help="notebooks/NN_name.py; default: all")
    parser.add_argument("--check", action="store_true", help="execute nothing, report drift")
    options = parser.parse_args(arguments)
    sources = options.sources or lesson_sources()
    if not sources:
        print("There is no lesson in notebooks/.", file=sys.stderr)
        return 1
    count = 0
    for source in sources:
        if not options.check:
            start = time.monotonic()
            world_file(source.name[:2]).write_text(world_code(read(source).cells), encoding="utf-8")
            build(source)
            print(f"{notebook_of(source).name}  {time.monotonic() - start:.1f} s", flush=True)
        for complaint in faults(source):
            count += 1
            print(complaint, file=sys.stderr)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
