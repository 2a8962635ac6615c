"""The skeleton of a lesson: a source and its answers, which pass the tests of every lesson."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2

from underglass.course.places import NOTEBOOKS

TEMPLATES = Path(__file__).parents[1] / "templates"
ANSWERS = Path(__file__).with_name("answers")


def new_lesson(
    number: int, title: str, *, notebooks: Path = NOTEBOOKS, answers: Path = ANSWERS
) -> tuple[Path, Path]:
    """Write a new lesson's source, and its answers.

    Parameters
    ----------
    number : int
        From 0 to 99, of no lesson that is there.
    title : str
        Such as "From outside".
    notebooks, answers : Path
        Folders.

    Returns
    -------
    source, answers : Path

    Raises
    ------
    ValueError
        If the number is taken or out of range, or the title has no letter.
    FileNotFoundError
        If this installation has no lessons.
    """
    if not 0 <= number <= 99:
        raise ValueError(f"number must be from 0 to 99; received {number}")
    words = "_".join(re.findall(r"[a-z0-9]+", title.lower()))
    if not words:
        raise ValueError(f"title must have letters; received {title!r}")
    if not notebooks.is_dir():
        raise FileNotFoundError(
            "this installation holds no notebooks: lessons come with a checkout"
        )
    stem = f"{number:02}"
    taken = [*notebooks.glob(f"{stem}_*.py"), *answers.glob(f"lesson_{stem}.py")]
    if taken:
        raise ValueError(f"number must be of no lesson that is there; {taken[0].name} is")
    made = {
        notebooks / f"{stem}_{words}.py": "lesson.py.txt",
        answers / f"lesson_{stem}.py": "answers.py.txt",
    }
    loader = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), keep_trailing_newline=True
    )
    for path, template in made.items():
        text = loader.get_template(template).render(number=stem, title=title.strip())
        path.write_text(text, encoding="utf-8")
    return tuple(made)
