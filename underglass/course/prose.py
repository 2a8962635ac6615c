"""The rule for numbers in a lesson's prose: each is held by the lesson's code, or cited."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import jupytext

TEACHERS_ONLY = {"solution", "teacher"}  # tags of cells that a student does not get
CITED = "\ue000"  # stands for <sup>cited</sup> once the other tags are gone
NUMBER = re.compile(
    r"(?<![A-Za-z_\d])"  # not within a name such as H2 or lesson_3
    r"(?:[0-9]{1,3}(?:[,\u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+)"  # 100,000 or 100000
    r"(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
)
PERCENT = re.compile(r"\s?(?:%|per\s?cent\b)")
NOT_PROSE = [
    re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE),  # a block of code
    re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL),  # a span of code
    re.compile(r"\$\$.+?\$\$", re.DOTALL),  # formulas
    re.compile(r"\$(?=\S)[^$\n]*?(?<=\S)\$(?![0-9])"),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"<[A-Za-z/][^>]*>"),  # tags, and addresses in angle brackets
    re.compile(r"(?<=\])\([^)\s]*\)|https?://\S+"),  # addresses
    re.compile(r"&#?\w+;"),
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
    prose = _prose(text, own_number=own_number)
    for match in NUMBER.finditer(prose):
        after = prose[match.end() :]
        value = Decimal(re.sub(r"[,\u00a0\u2009\u202f]", "", match[0]))
        values = {value, value / 100} if PERCENT.match(after) else {value}
        if not values & asserted and not _is_cited(after):
            context = prose[max(0, match.start() - 30) : match.end() + 30]
            yield f"{match[0]} in cell {place}: … {' '.join(context.split())} …"


def _parsed(code: str) -> ast.Module:
    plain = "\n".join("" if line.startswith(("%", "!")) else line for line in code.splitlines())
    return ast.parse(plain)


def _calls(code: str, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(_parsed(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _asserted_values(code: str) -> Iterator[Decimal]:
    conditions = [node.test for node in ast.walk(_parsed(code)) if isinstance(node, ast.Assert)]
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
        for given in call.keywords:
            if given.arg == "alt":
                spoken = (
                    given.value.values if isinstance(given.value, ast.JoinedStr) else [given.value]
                )
                texts = [part.value for part in spoken if isinstance(part, ast.Constant)]
                yield " … ".join(map(str, texts))


def _prose(markdown: str, own_number: str) -> str:
    """Take out of a cell whatever may hold a number that nobody has to hold."""
    markdown = markdown.replace("<sup>cited</sup>", CITED)
    for pattern in NOT_PROSE:
        markdown = pattern.sub(" ", markdown)
    markdown = re.sub(rf"^(#+\s+)0?{int(own_number)}(?![\d.,]*\d)", r"\1", markdown, flags=re.M)
    lines, count = [], 0
    for line in markdown.splitlines():
        item = re.match(r"\s*([0-9]+)[.)]\s", line)
        if item and int(item[1]) in (1, count + 1):
            count = int(item[1])
            line = line[item.end() :]
        lines.append(line)
    return "\n".join(lines)


def _is_cited(after: str) -> bool:
    between, mark, _ = after.partition(CITED)
    words = [word for word in between.split() if any(map(str.isalnum, word))]
    return bool(mark) and len(words) <= 3 and not re.search(r"[.!?;]\s|\n\s*\n", between)
