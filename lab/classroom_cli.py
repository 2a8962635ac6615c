"""``underglass class new | grade``: a class's folders and grades, on the command line."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lab.terminal import ROOT, one_sentence

NOTEBOOKS = ROOT / "notebooks"

class_app = typer.Typer(help="A class: one folder a student; grades.", no_args_is_help=True)


@class_app.command()
def new(
    students: Annotated[Path, typer.Option(help="CSV with a column name; made-up names will do.")],
    out: Annotated[Path, typer.Option(help="Folder of the class.")] = Path("class"),
    seed: Annotated[int, typer.Option(help="Another one, other numbers for everybody.")] = 0,
) -> None:
    """Make one folder a student: a seed of their own and the notebooks, exercises empty.

    With a longer list, the same command adds those who came late and touches nobody else.
    """
    from lab.classroom import new_class, read_names

    with one_sentence():
        made = new_class(read_names(students), out, NOTEBOOKS, seed=seed)
    console = Console()
    table = Table(title=f"A class of {len(made)}")
    for column in ("student", "folder", "seed"):
        table.add_column(column)
    for student in made:
        table.add_row(escape(student.name), student.folder, str(student.seed))
    console.print(table)
    console.print(
        f"Give each student a folder of [bold]{escape(str(out))}[/bold]; keep class.json for "
        "yourself. Put the folders back there and run underglass class grade.",
        highlight=False,
    )


@class_app.command()
def grade(
    folder: Annotated[Path, typer.Argument(help="The class, the students' folders put back in.")],
    out: Annotated[
        Path | None, typer.Option(help="The CSV; grades.csv in the class's folder if left out.")
    ] = None,
    lesson: Annotated[
        list[str] | None, typer.Option(help="Such as 04; may be given often. Default: all begun.")
    ] = None,
) -> None:
    """Check the answers of a class again, as data, and write them into a CSV file.

    No code of a student is executed. Seeds are those of class.json, not of the students' files.
    """
    from lab.grading import grade_class, write_grades

    path = folder / "grades.csv" if out is None else out
    with one_sentence():
        rows = grade_class(folder, lesson)
        write_grades(rows, path)
    by_student = defaultdict(list)
    for row in rows:
        by_student[row.folder].append(row)
    table = Table(title="Grades")
    for column in ("student", "right", "asked", "remark"):
        table.add_column(column)
    for theirs in by_student.values():
        right = sum(row.mark == "right" for row in theirs)
        remarks = "; ".join(dict.fromkeys(row.remark for row in theirs if row.remark))
        table.add_row(escape(theirs[0].student), str(right), str(len(theirs)), escape(remarks))
    console = Console()
    console.print(table)
    console.print(f"Written to [bold]{escape(str(path))}[/bold]", highlight=False, soft_wrap=True)
