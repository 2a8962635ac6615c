"""What is wrong with a lesson as it was built: held against source, answers, world."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from underglass.course.exercise import exercises_of, lessons_with_answers, letter
from underglass.course.lesson_world import world_code, world_file
from underglass.course.places import notebook_of, teachers_notebook_of
from underglass.course.prediction import not_shown
from underglass.course.prose import uncovered_numbers
from underglass.course.source import read


def faults(source: Path) -> list[str]:
    """Return all that is wrong with a lesson; where it was not built, no more than that."""
    drift = drifted(source)
    complaints = [drift] if drift else [*exercise_faults(source), *wordless_figures(source)]
    world = world_file(source.name[:2])
    if not world.exists() or world.read_text(encoding="utf-8") != world_code(read(source).cells):
        complaints.append(f"{world.name} differs from {source.name}: run make notebooks")
    return complaints + [
        f"{source.name}: neither asserted nor cited: {number}"
        for number in uncovered_numbers(source)
    ]


def drifted(source: Path) -> str | None:
    """Say where a lesson's notebooks differ from its source, or None where they do not."""
    for path, teacher in ((notebook_of(source), False), (teachers_notebook_of(source), True)):
        drift = _drift_of(path, source, teacher)
        if drift:
            return drift
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
    told: dict[str, list[str]] = {"exercise": [], "solution": []}
    for cell in nbformat.read(teachers_notebook_of(source), as_version=4).cells:
        for tag in told.keys() & set(cell.metadata.get("tags", ())):
            if cell.cell_type == "code":
                told[tag] += re.findall(r"Exercise (\w): (Not answered yet|Right)", printed(cell))
    wanted = [letter(n) for n in exercises_of(number)]
    faults = []
    for tag, says in (("exercise", "Not answered yet"), ("solution", "Right")):
        if told[tag] != [(n, says) for n in wanted]:
            faults.append(
                f"{source.name}: the cells tagged {tag} must be told {says!r} for the exercises "
                f"{', '.join(wanted)}; they are told {told[tag]}"
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


def printed(cell) -> str:
    """Return what a code cell printed."""
    return "".join(out.text for out in cell.get("outputs", ()) if out.output_type == "stream")
