"""``underglass lesson new``: the skeleton of a lesson."""

from __future__ import annotations

from typing import Annotated

import typer

from underglass.command.terminal import Commands, tell

lesson_app = typer.Typer(help="Lessons: a new one's skeleton.", cls=Commands)


@lesson_app.callback()
def lesson() -> None:
    """Lessons: a new one's skeleton."""


@lesson_app.command()
def new(
    number: Annotated[int, typer.Argument(help="Such as 11.")],
    title: Annotated[str, typer.Argument(help="Such as 'From outside'.")] = "A new lesson",
) -> None:
    """Write the source and the answers of a new lesson, which pass the tests of every lesson."""
    from underglass.course.skeleton import new_lesson

    source, answers = new_lesson(number, title)
    tell("The lesson: ", source)
    tell("Its answers: ", answers)
    tell("Write it, then build it: ", f"python -m underglass.course.build {source}")
