"""Builds the course's notebooks and holds them to their sources.

A lesson is ``notebooks/NN_name.py`` in jupytext's percent format. Two notebooks are made of it:
the student's, ``NN_name.ipynb``, and the teacher's, ``teacher/NN_name.ipynb``, which has the cells
tagged ``solution`` or ``teacher`` as well. What follows a heading *Predict first* is left for the
student to run: it and the next cell have no outputs there, and the words about it are folded.
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

import jupytext
import nbformat
from nbclient import NotebookClient

from underglass.course.exercise import answers_of, lessons_with_answers, letter
from underglass.course.lesson import UNTRUE
from underglass.course.places import lesson_sources, notebook_of, teachers_notebook_of
from underglass.course.prediction import fold, not_shown
from underglass.course.prose import is_teachers, uncovered_numbers

__all__ = ["build", "drifted", "execute", "uncovered_numbers", "write_students"]

SECONDS_PER_LESSON = 120
WIDGET = "application/vnd.jupyter.widget-view+json"
TAGS = {"exercise", "solution", "teacher"}
HERE = re.compile(r"\]\((?!\w+:|#|\.\./)")  # an address in the folder of the lessons


def read(source: Path, *, teacher: bool) -> nbformat.NotebookNode:
    """Read a lesson as the teacher, or a student, gets it; not executed.

    Raises
    ------
    ValueError
        For a tag that is none of exercise, solution, teacher.
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
        The lesson took longer than 120 seconds.
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


def printed(cell) -> str:
    """Return what a code cell printed."""
    return "".join(out.text for out in cell.get("outputs", ()) if out.output_type == "stream")


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


def drifted(source: Path) -> str | None:
    """Say where a lesson's notebooks differ from its source, or None where they do not."""
    for path, teacher in ((notebook_of(source), False), (teachers_notebook_of(source), True)):
        found = _drift_of(path, source, teacher)
        if found:
            return found
    return None


def _drift_of(path: Path, source: Path, teacher: bool) -> str | None:
    name = path.relative_to(source.parent)
    if not path.exists():
        return f"{name} is missing: run make notebooks"
    ours = read(source, teacher=teacher).cells
    theirs = nbformat.read(path, as_version=4).cells
    hidden = set() if teacher else not_shown(ours)
    for place, (mine, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        where = f"{name}, cell {place}"
        if mine.cell_type != other.cell_type:
            return f"{where}: {other.cell_type}, but {mine.cell_type} in {source.name}"
        if mine.source != other.source:
            return f"{where}: its {mine.cell_type} differs from {source.name}"
        if place - 1 in hidden:
            if other.outputs or other.execution_count is not None:
                return f"{where}: shows what is to be predicted"
        elif mine.cell_type == "code" and mine.source and other.execution_count is None:
            return f"{where}: was not executed"
    if len(ours) != len(theirs):
        return f"{name}: has {len(theirs)} cells, but {source.name} has {len(ours)}"
    return None


def exercise_faults(source: Path) -> list[str]:
    """Return what is wrong with a lesson's exercises, as its built notebooks show it.

    Each exercise of ``underglass/course/answers`` is asked, empty, in one cell tagged
    ``exercise``, and solved in one cell tagged ``solution``; the first is told *Not answered yet*,
    the second *Right*.
    """
    number = source.name[:2]
    if number not in lessons_with_answers():
        return [f"{source.name}: there is no underglass/course/answers/lesson_{number}.py"]
    found: dict[str, list[str]] = {"exercise": [], "solution": []}
    for cell in nbformat.read(teachers_notebook_of(source), as_version=4).cells:
        for tag in found.keys() & set(cell.metadata.get("tags", ())):
            if cell.cell_type == "code":
                found[tag] += re.findall(r"Exercise (\w): (Not answered yet|Right)", printed(cell))
    wanted = [letter(n) for n in answers_of(number)[1]]
    faults = []
    for tag, says in (("exercise", "Not answered yet"), ("solution", "Right")):
        if found[tag] != [(n, says) for n in wanted]:
            faults.append(
                f"{source.name}: the cells tagged {tag} must be told {says!r} for the exercises "
                f"{', '.join(wanted)}; they are told {found[tag]}"
            )
    return faults


def wordless_figures(source: Path) -> list[str]:
    """Return the cells of a lesson that draw a figure without saying what it shows."""
    cells = nbformat.read(teachers_notebook_of(source), as_version=4).cells
    return [
        f"{source.name}, cell {place}: a figure without words: use show(figure, alt=…)"
        for place, cell in enumerate(cells, start=1)
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
        and not output.metadata.get("image/png", {}).get("alt")
    ]


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
    found = 0
    for source in sources:
        if not options.check:
            start = time.monotonic()
            build(source)
            print(f"{notebook_of(source).name}  {time.monotonic() - start:.1f} s", flush=True)
        drift = drifted(source)
        complaints = [drift] if drift else exercise_faults(source) + wordless_figures(source)
        complaints += [
            f"{source.name}: neither asserted nor cited: {number}"
            for number in uncovered_numbers(source)
        ]
        found += len(complaints)
        for complaint in complaints:
            print(complaint, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
