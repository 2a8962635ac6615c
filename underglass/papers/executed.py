"""What an executed lesson shows: its figures, tables and printed lines, found by a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import unescape
from pathlib import Path

import nbformat

from underglass.course.prose import NUMBER, is_teachers

TAG = re.compile(r"<style\b.*?</style>|<[^>]+>", re.DOTALL)
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
HOLE = "{}"
IN_HOLE = r"([-+−]?\d[\d,.]*\d%?|[-+−]?\d%?)"


@dataclass(frozen=True)
class Executed:
    """One executed lesson.

    Attributes
    ----------
    number : str
        Such as "03".
    figures : dict
        Base64 PNGs by their alternative texts.
    printed : tuple of str
        What each code cell printed.
    tables : tuple of (str, str)
        A code cell's source, and the HTML of the table that it shows.
    words : str
        All that can be read in the lesson: its text, and the words of its outputs.
    """

    number: str
    figures: dict[str, str]
    printed: tuple[str, ...]
    tables: tuple[tuple[str, str], ...]
    words: str

    def figure(self, phrase: str) -> tuple[str, str]:
        """Return alternative text and base64 PNG of the one figure whose words hold a phrase."""
        alt = self._only(phrase, list(self.figures), "figure whose words hold")
        return alt, self.figures[alt]

    def lines(self, phrase: str) -> str:
        """Return what the one cell printed that printed a phrase."""
        return self._only(phrase, self.printed, "cell that printed")

    def table(self, phrase: str) -> str:
        """Return the HTML of the one table whose cell's code holds a phrase."""
        code = self._only(phrase, [code for code, _ in self.tables], "table whose code holds")
        return dict(self.tables)[code]

    def value(self, sentence: str) -> str:
        """Return what stands in the place of ``{}`` in a sentence that the lesson says.

        Raises
        ------
        ValueError
            If the lesson does not say it, or says it with several values.
        """
        before, hole, after = sentence.partition(HOLE)
        if not hole or not (before + after).strip():
            raise ValueError(f"a sentence must have {HOLE} and words; received {sentence!r}")
        pattern = IN_HOLE.join(_spaced(part) for part in (before, after))
        found = sorted(set(re.findall(pattern, self.words)))
        if len(found) != 1:
            raise ValueError(
                f"lesson {self.number} must say {sentence!r} with one value; found {found}"
            )
        return found[0]

    def numbers(self) -> set[Decimal]:
        """Return every number that stands in the lesson, signs ignored."""
        return set(numbers_in(self.words))

    def _only(self, phrase: str, options, kind: str) -> str:
        hits = [option for option in options if phrase in option]
        if len(hits) != 1:
            raise ValueError(
                f"lesson {self.number} must have one {kind} {phrase!r}; it has {len(hits)}"
            )
        return hits[0]


def numbers_in(text: str) -> list[Decimal]:
    """Return the numbers in a text, signs ignored, thousands commas taken out."""
    return [Decimal(re.sub(r"[,\u00a0\u2009\u202f]", "", hit[0])) for hit in NUMBER.finditer(text)]


@cache
def read_executed(number: str, notebooks: Path, *, solved: bool = False) -> Executed:
    """Read a lesson as it was built, what is to be predicted included.

    Parameters
    ----------
    number : str
        Such as "03".
    notebooks : Path
        The folder of the lessons; the teacher's notebooks, which show all, lie in ``teacher``.
    solved : bool
        Whether the teacher's own cells are read too.

    Raises
    ------
    ValueError
        If there is not one built notebook of that number.
    """
    paths = sorted((notebooks / "teacher").glob(f"{number}_*.ipynb"))
    if len(paths) != 1:
        raise ValueError(
            f"lesson must be that of one built notebook in {notebooks.name}/teacher; "
            f"received {number!r}, found {len(paths)}"
        )
    figures, printed, tables, words = {}, [], [], []
    for cell in nbformat.read(paths[0], as_version=4).cells:
        if is_teachers(cell) and not solved:
            continue
        if cell.cell_type != "code":
            words.append(TAG.sub("", cell.source))
            continue
        for output in cell.outputs:
            data = output.get("data", {})
            alt = output.get("metadata", {}).get("image/png", {}).get("alt")
            html = TABLE.search(data.get("text/html", ""))
            if output.output_type == "stream":
                printed.append(output.text)
                words.append(output.text)
            elif "image/png" in data and alt:
                figures[alt] = "".join(data["image/png"].split())
                words.append(alt)
            elif html:
                tables.append((cell.source, html[0]))
                words.append(unescape(TAG.sub(" ", html[0])))
            else:
                words.append(data.get("text/markdown", data.get("text/plain", "")))
    return Executed(number, figures, tuple(printed), tuple(tables), "\n\n".join(words))


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, re.split(r"\s+", text)))
