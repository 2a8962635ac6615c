"""The rule for numbers in a lesson's prose: each is held by the lesson's code, or cited."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import jupytext
from markdown_it import MarkdownIt

from underglass.course.lesson_world import parsed

TEACHERS_ONLY = {"solution", "teacher"}  # tags of cells that a student does not get
CITED = "\ue000"  # stands for <sup>cited</sup> once the other tags are gone
NUMBER = re.compile(
    r"(?<![A-Za-z_\d])"  # not within a name such as H2 or lesson_3
    r"(?:[0-9]{1,3}(?:[,\u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+)"  # 100,000 or 100000
    r"(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
)
PERCENT = re.compile(r"\s?(?:%|per\s?cent\b)")
MARKDOWN = MarkdownIt("commonmark").enable("table")
TAG = re.compile(r"<!--.*?-->|<[A-Za-z/][^>]*>", re.DOTALL)
NO_PROSE = [  # what Markdown does not know
    re.compile(r"\$\$.+?\$\$", re.DOTALL),  # formulas
    re.compile(r"\$(?=\S)[^$\n]*?(?<=\S)\$(?![0-9])"),
    re.compile(r"https?://\S+"),
    re.compile(r"\b(?:notebooks/)?[0-9]{2}_[a-z]\w*(?:\.\w+)?"),  # a lesson's file
    re.compile(r"\b[Ll]essons?\s[0-9]{1,2}(?:(?:,|\sand|\sto)\s[0-9]{1,2}|–[0-9]{1,2})*\b"),
]


def uncovered_numbers(source: Path) -> list[str]:
    """Return the numbers in a lesson's prose that nothing holds, each with its cell and context.

    A number in digits is held in one of two ways:

    - its value is a literal in an ``assert``, or in the condition of a ``claim``, of the same
      lesson (not in the message), and that condition names a variable; for ``12 %``, the literal
      12 or 0.12. What a student reads is held by a cell that a student has;
    - it is cited: ``<sup>cited</sup>`` follows in the same sentence, at most three words later.

    Thousands may be parted by a comma or a no-break or thin space; signs are ignored. Free are
    numbers in words, in code, in formulas, in addresses and HTML tags, in names (H2), the count of
    an ordered list, ``Lesson 2``, a lesson's file name, and the lesson's own number at the start
    of a heading. The words of a picture (``alt=``) are prose too; what they compute is free.
    """
    lesson = jupytext.read(source, fmt="py:percent")
    seen_by_all, by_teachers = set(), set()
    for cell in lesson.cells:
        if cell.cell_type == "code":
            held = by_teachers if is_teachers(cell) else seen_by_all
            held |= set(_asserted_values(cell.source))
    uncovered = []
    for place, cell in enumerate(lesson.cells, start=1):
        asserted = seen_by_all | (by_teachers if is_teachers(cell) else set())
        texts = [cell.source] if cell.cell_type == "markdown" else list(_alt_texts(cell.source))
        for text in texts:
            uncovered += _uncovered(text, asserted, source.name[:2], place)
    return uncovered


def is_teachers(cell) -> bool:
    """Tell whether only the teacher's notebook has a cell."""
    return bool(TEACHERS_ONLY & set(cell.metadata.get("tags", ())))


def _uncovered(text: str, asserted: set[Decimal], own_number: str, place: int) -> Iterator[str]:
    prose = prose_of(text, own_number)
    for match in NUMBER.finditer(prose):
        after = prose[match.end() :]
        value = Decimal(re.sub(r"[,\u00a0\u2009\u202f]", "", match[0]))
        values = {value, value / 100} if PERCENT.match(after) else {value}
        if not values & asserted and not _is_cited(after):
            context = prose[max(0, match.start() - 30) : match.end() + 30]
            yield f"{match[0]} in cell {place}: … {' '.join(context.split())} …"


def _calls(code: str, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(parsed(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _asserted_values(code: str) -> Iterator[Decimal]:
    conditions = [node.test for node in ast.walk(parsed(code)) if isinstance(node, ast.Assert)]
    conditions += [call.args[1] for call in _calls(code, "claim") if len(call.args) == 2]
    for condition in conditions:
        parts = list(ast.walk(condition))
        if any(isinstance(part, ast.Name) for part in parts):
            for part in parts:
                if isinstance(part, ast.Constant) and type(part.value) in (int, float):
                    yield Decimal(repr(part.value))


def _alt_texts(code: str) -> Iterator[str]:
    """Give what the cell's pictures say in so many words; what is computed in it is left out."""
    for call in _calls(code, "show"):
        for alt in (keyword.value for keyword in call.keywords if keyword.arg == "alt"):
            parts = alt.values if isinstance(alt, ast.JoinedStr) else [alt]
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            yield " … ".join(map(str, texts))


def prose_of(markdown: str, own_number: str = "") -> str:
    """Return what of a text may hold numbers that somebody has to hold; what is cited is marked.

    Parameters
    ----------
    markdown : str
    own_number : str, optional
        Of the lesson, such as "04", which may stand at the start of a heading.
    """
    prose, heading = "", False
    for token in MARKDOWN.parse(markdown.replace("<sup>cited</sup>", CITED)):
        if token.type == "inline":
            words = _words_of(token.children)
            if heading and own_number:
                words = re.sub(rf"^0?{int(own_number)}(?![\d.,]*\d)", "", words)
            prose += words
        elif token.type == "html_block":
            prose += "\n\n" + TAG.sub(" ", token.content)
        elif token.nesting == 1:
            prose += " | " if token.tag in ("td", "th") else "\n\n"
        heading = token.type == "heading_open"
    for pattern in NO_PROSE:
        prose = pattern.sub(" ", prose)
    return prose


def _words_of(tokens) -> str:
    """Join the words of a paragraph, without code, tags and addresses."""
    words = ""
    for token in tokens:
        if token.type == "image":
            words += _words_of(token.children)
        elif token.type in ("softbreak", "hardbreak"):
            words += "\n"
        else:
            words += token.content if token.type.startswith("text") else " " * bool(token.content)
    return words


def _is_cited(after: str) -> bool:
    between, mark, _ = after.partition(CITED)
    words = [word for word in between.split() if any(map(str.isalnum, word))]
    return bool(mark) and len(words) <= 3 and not re.search(r"[.!?;]\s|\n\s*\n", between)
