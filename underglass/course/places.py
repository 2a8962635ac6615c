"""Where the lessons lie, in a checkout; an installed package has none."""

from __future__ import annotations

from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def lesson_sources() -> list[Path]:
    """Return the sources of the lessons, in the order of the course."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.py"))


def notebook_of(source: Path) -> Path:
    """Return where the student's notebook of a lesson lies."""
    return source.with_suffix(".ipynb")


def teachers_notebook_of(source: Path) -> Path:
    """Return where the teacher's notebook of a lesson lies."""
    return source.parent / "teacher" / notebook_of(source).name
