"""Slides of the lectures: short sources, and figures and numbers out of the executed lessons.

A lecture is ``notebooks/teacher/slides/N_name.md``; ``python -m underglass.papers.slides`` writes
each as one HTML file beside it, which needs no network: arrow keys turn the slides, N shows the
notes. With ``--check`` nothing is written, and what is out of date or held by no lesson is named.

The source begins with ``# `` and the title, then a line or two; slides follow, each after a line
``---``. A slide's first line is ``lesson: 03``, the lesson it is made from; then ``## `` and its
title. In it

- ``figure: some words`` is the lesson's figure whose alternative text holds these words,
- ``table: some code`` is the table that the cell with this code shows,
- ``printed: some words`` is what the cell printed that printed these words,
- ``[[Mira has {} points]]`` is the number in that sentence of the lesson,
- ``Note:`` begins the speaker's notes.

Every number of a slide and its notes must stand in its lesson; numbers in words are free.
"""

from __future__ import annotations

import argparse
import re
import struct
import sys
from base64 import b64decode
from dataclasses import dataclass
from html import escape
from pathlib import Path

import jinja2
from nbconvert.filters import markdown2html

from underglass.course.places import NOTEBOOKS
from underglass.course.prose import NOT_PROSE
from underglass.papers.executed import Executed, numbers_in, read_executed
from underglass.showcase.page import TEMPLATES

PULLED = re.compile(r"^(figure|table|printed): *(.+?) *$", re.MULTILINE)
VALUE = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
WIDE = 2.0  # width over height of a figure that gets a slide's whole width
KEPT = {"figure": "figure", "table": "table", "printed": "lines"}


@dataclass(frozen=True)
class Slide:
    """One slide: its lesson, title, text and notes, the numbers filled in."""

    lesson: str
    title: str
    text: str
    notes: str
    pulled: tuple[tuple[str, str], ...]

    def layout(self, lesson: Executed) -> str:
        """Say how it is set: "two" columns where a figure that is not wide stands beside text."""
        if not self.pulled:
            return "plain"
        beside = self.text and all(
            kind == "figure" and not _is_wide(lesson.figure(phrase)[1])
            for kind, phrase in self.pulled
        )
        return "two" if beside else "one"


def lecture_sources(notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Return the sources of the lectures, in order."""
    return sorted((notebooks / "teacher" / "slides").glob("[0-9]_*.md"))


def read_slides(source: Path, notebooks: Path = NOTEBOOKS) -> list[Slide]:
    """Read a lecture's slides and fill in the numbers of its lessons.

    Raises
    ------
    ValueError
        For a slide without lesson or title, or a sentence that its lesson does not say.
    """
    return [_slide(text, source.name, notebooks) for text in _parts(source)[1:]]


def _parts(source: Path) -> list[str]:
    return re.split(r"^---$\n", source.read_text(encoding="utf-8"), flags=re.MULTILINE)


def _slide(text: str, name: str, notebooks: Path) -> Slide:
    head = re.match(r"\s*lesson: (\d\d)\n+## (.+)\n", text)
    if not head:
        raise ValueError(
            f"{name}: a slide must begin with lesson: NN and ## title; received {text[:60]!r}"
        )
    body, _, notes = text[head.end() :].partition("\nNote:")
    lesson = read_executed(head[1], notebooks)

    def filled(part: str) -> str:
        return VALUE.sub(lambda hit: lesson.value(hit[1]), part).strip()

    pulled = tuple((hit[1], hit[2]) for hit in PULLED.finditer(body))
    return Slide(head[1], filled(head[2]), filled(PULLED.sub("", body)), filled(notes), pulled)


def _is_wide(png: str) -> bool:
    width, height = struct.unpack(">II", b64decode(png)[16:24])  # where a PNG says its size
    return width > WIDE * height


def pulled_html(lesson: Executed, kind: str, phrase: str) -> str:
    """Return a figure, a table or printed lines of a lesson as HTML."""
    found = getattr(lesson, KEPT[kind])(phrase)
    if kind == "figure":
        alt, data = found
        return f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}">'
    if kind == "table":
        return found
    lines = escape(found.strip("\n"))
    return f"<pre>{lines}</pre>"


def unheld_numbers(source: Path, notebooks: Path = NOTEBOOKS) -> list[str]:
    """Return the numbers of a lecture's slides and notes that do not stand in their lessons."""
    found = []
    for slide in read_slides(source, notebooks):
        text = "\n\n".join((slide.title, slide.text, slide.notes))
        for pattern in NOT_PROSE:
            text = pattern.sub(" ", text)
        held = read_executed(slide.lesson, notebooks).numbers()
        found += [
            f"{source.name}, {slide.title}: {number} does not stand in lesson {slide.lesson}"
            for number in numbers_in(text)
            if number not in held
        ]
    return found


def slides_html(source: Path, notebooks: Path = NOTEBOOKS) -> str:
    """Return a lecture as one HTML page that needs nothing else."""
    title, _, lead = _parts(source)[0].strip().removeprefix("# ").partition("\n")
    slides = [
        {
            "lesson": slide.lesson,
            "title": slide.title,
            "layout": slide.layout(read_executed(slide.lesson, notebooks)),
            "text": markdown2html(slide.text),
            "notes": markdown2html(slide.notes),
            "pulled": [
                (kind, pulled_html(read_executed(slide.lesson, notebooks), kind, phrase))
                for kind, phrase in slide.pulled
            ],
        }
        for slide in read_slides(source, notebooks)
    ]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("slides.html").render(
        title=escape(title), lead=markdown2html(lead.strip()), slides=slides
    )
    return page + "\n"


def faults(source: Path, notebooks: Path = NOTEBOOKS) -> list[str]:
    """Return what is wrong with a lecture as it was built: numbers, and a page out of date."""
    page = source.with_suffix(".html")
    found = unheld_numbers(source, notebooks)
    if not page.exists() or page.read_text(encoding="utf-8") != slides_html(source, notebooks):
        found.append(f"{page.name} differs from its lessons or its source: run make slides")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Build or check the slides; return 0 where all is well and 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m underglass.papers.slides", description="Build the slides."
    )
    parser.add_argument("--check", action="store_true", help="write nothing, report what is off")
    options = parser.parse_args(arguments)
    complaints = []
    for source in lecture_sources():
        try:
            if not options.check:
                page = source.with_suffix(".html")
                page.write_text(slides_html(source), encoding="utf-8")
                print(f"{page.name}  {page.stat().st_size / 1e3:,.0f} kB")
            complaints += faults(source)
        except ValueError as error:
            complaints.append(f"{source.name}: {error}")
    print("\n".join(complaints), file=sys.stderr, end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
