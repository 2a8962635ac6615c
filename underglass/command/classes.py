"""``underglass class new | grade``: a class's folders and grades, on the command line."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from underglass.command.rich_tables import print_table
from underglass.command.terminal import Commands, folder_of_checkout, tell
from underglass.showcase.outputs import check_file

class_app = typer.Typer(help="A class: one folder a student; grades.", cls=Commands)


@class_app.command()
def new(
    students: Annotated[Path, typer.Option(help="CSV with a column name; made-up names will do.")],
    out: Annotated[Path, typer.Option(help="Folder of the class.")] = Path("class"),
    seed: Annotated[int, typer.Option(help="Another seed gives everybody other numbers.")] = 0,
) -> None:
    """Make one folder a student.

    It holds a seed of their own and the notebooks, exercises empty.

    With a longer list, the same command adds those who came late and touches nobody else.
    """
    from underglass.classroom.classroom import new_class, read_names

    lessons = folder_of_checkout("notebooks", "the lessons")
    made = new_class(read_names(students), out, lessons, seed=seed)
    table = Table(title=f"A class of {len(made)}")
    for column in ("student", "folder", "seed"):
        table.add_column(column)
    for student in made:
        table.add_row(student.name, student.folder, str(student.seed))
    print_table(table)
    tell(
        "Give each student a folder of ", out, "; keep class.json for yourself. Put the folders "
        "back there and run underglass class grade.",
    )  # fmt: skip


@class_app.command()
def grade(
    folder: Annotated[Path, typer.Argument(help="The class, the students' folders put back in.")],
    out: Annotated[
        Path | None,
        typer.Option(help="The CSV; grades.csv (moodle.csv, canvas.csv) in the class's folder."),
    ] = None,
    lesson: Annotated[
        list[str] | None, typer.Option(help="Such as 04; may be given often. Default: all begun.")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            help="table: a row an answer. moodle, canvas: a row a student, for their import; the "
            "class's names must be those there (Moodle: username, ID number or e-mail address)."
        ),
    ] = "table",
) -> None:
    """Check a class's answers again, and write them as CSV.

    Answers are data: no code of a student is executed. Seeds are those of class.json; a file that
    bears another is not counted. An older CSV stays until the new one is whole.
    """
    from underglass.classroom.classroom import read_class
    from underglass.classroom.grading import grade_class
    from underglass.classroom.guessing import about_guessing
    from underglass.classroom.tables import FORMS

    if form not in FORMS:
        raise ValueError(f"form must be {', '.join(FORMS)}; received {form}")
    path = folder / f"{'grades' if form == 'table' else form}.csv" if out is None else out
    read_class(folder)  # or says that it is none
    check_file("out", path, ".csv")
    rows = grade_class(folder, lesson)
    FORMS[form](rows, path)
    by_student = defaultdict(list)
    for row in rows:
        by_student[row.folder].append(row)
    table = Table(title="Grades")
    for column in ("student", "right", "asked", "remark"):
        table.add_column(column)
    for theirs in by_student.values():
        right = sum(row.mark == "right" for row in theirs)
        remarks = dict.fromkeys(part for row in theirs for part in row.remark.split("; ") if part)
        table.add_row(theirs[0].student, str(right), str(len(theirs)), "; ".join(remarks))
    print_table(table)
    for sentence in about_guessing(rows):
        tell(sentence)
    tell("Written to ", path)
