"""Builds the course's notebooks and holds them to their sources.

A lesson is ``notebooks/NN_name.py`` in jupytext's percent format. Its notebook,
``NN_name.ipynb``, is executed from that source and committed beside it.
``python -m lab.lessons`` builds all lessons; with ``--check`` it executes nothing and reports
notebooks that differ from their sources and numbers in the prose that nothing holds.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import re
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
SECONDS_PER_LESSON = 120
WIDGET = "application/vnd.jupyter.widget-view+json"
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


def lesson_sources() -> list[Path]:
    """Return the sources of the lessons, in the order of the course."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.py"))


def notebook_of(source: Path) -> Path:
    """Return where the executed notebook of a lesson lies."""
    return source.with_suffix(".ipynb")


def execute(source: Path) -> nbformat.NotebookNode:
    """Execute a lesson in a fresh kernel, from the folder it lies in.

    Nothing is kept that changes from run to run: no times, no versions, no addresses in memory,
    no widgets (their place in the lesson is empty until somebody executes it). Cell ids come from
    a cell's place and content.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        A cell raised.
    nbclient.exceptions.CellTimeoutError
        The lesson took longer than 120 seconds.
    """
    notebook = jupytext.read(source, fmt="py:percent")
    deadline = time.monotonic() + SECONDS_PER_LESSON
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout_func=lambda _cell: max(1, int(deadline - time.monotonic())),
        resources={"metadata": {"path": str(source.parent)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],  # new kernels warn of TCP, here within one machine
    ).execute()
    for place, cell in enumerate(notebook.cells, start=1):
        digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
        cell.id = f"{place:02d}-{digest}"
        cell.metadata.pop("lines_to_next_cell", None)
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if WIDGET not in out.get("data", {})]
            for output in cell.outputs:
                _forget_addresses(output)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _forget_addresses(output: nbformat.NotebookNode) -> None:
    for texts, key in ((output, "text"), (output.get("data", {}), "text/plain")):
        if key in texts:
            texts[key] = re.sub(r" at 0x[0-9a-fA-F]+", "", texts[key])


def build(source: Path) -> Path:
    """Execute a lesson and write its notebook; return where it was written."""
    notebook = execute(source)
    path = notebook_of(source)
    nbformat.write(notebook, path)
    return path


def drifted(source: Path) -> str | None:
    """Say where a lesson's notebook differs from its source, or None where it does not."""
    path = notebook_of(source)
    if not path.exists():
        return f"{path.name} is missing: run make notebooks"
    ours = jupytext.read(source, fmt="py:percent").cells
    theirs = nbformat.read(path, as_version=4).cells
    for place, (mine, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        where = f"{path.name}, cell {place}"
        if mine.cell_type != other.cell_type:
            return f"{where}: {other.cell_type}, but {mine.cell_type} in {source.name}"
        if mine.source != other.source:
            return f"{where}: its {mine.cell_type} differs from {source.name}"
        if mine.cell_type == "code" and mine.source and other.execution_count is None:
            return f"{where}: was not executed"
    if len(ours) != len(theirs):
        return f"{path.name}: has {len(theirs)} cells, but {source.name} has {len(ours)}"
    return None


def uncovered_numbers(source: Path) -> list[str]:
    """Return the numbers in a lesson's prose that nothing holds, each with its cell and context.

    A number in digits is held in one of two ways:

    - its value is a literal in an ``assert`` of the same lesson, in the condition (not in the
      message), and that condition names a variable; for ``12 %``, the literal 12 or 0.12;
    - it is cited: ``<sup>cited</sup>`` follows in the same sentence, at most three words later.

    Thousands may be parted by a comma or a no-break or thin space; signs are ignored. Free are
    numbers in words, in code, in formulas, in addresses and HTML tags, in names (H2), the count of
    an ordered list, ``Lesson 2``, a lesson's file name, and the lesson's own number at the start
    of a heading.
    """
    lesson = jupytext.read(source, fmt="py:percent")
    asserted = {
        value
        for cell in lesson.cells
        if cell.cell_type == "code"
        for value in _asserted_values(cell.source)
    }
    uncovered = []
    for place, cell in enumerate(lesson.cells, start=1):
        if cell.cell_type != "markdown":
            continue
        prose = _prose(cell.source, own_number=source.name[:2])
        for match in NUMBER.finditer(prose):
            after = prose[match.end() :]
            value = Decimal(re.sub(r"[,\u00a0\u2009\u202f]", "", match[0]))
            values = {value, value / 100} if PERCENT.match(after) else {value}
            if not values & asserted and not _is_cited(after):
                context = prose[max(0, match.start() - 30) : match.end() + 30]
                uncovered.append(f"{match[0]} in cell {place}: … {' '.join(context.split())} …")
    return uncovered


def _asserted_values(code: str) -> Iterator[Decimal]:
    plain = "\n".join("" if line.startswith(("%", "!")) else line for line in code.splitlines())
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Assert):
            parts = list(ast.walk(node.test))
            if any(isinstance(part, ast.Name) for part in parts):
                for part in parts:
                    if isinstance(part, ast.Constant) and type(part.value) in (int, float):
                        yield Decimal(repr(part.value))


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


def main(arguments: list[str] | None = None) -> int:
    """Build or check the lessons; return 0 where all is well and 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m lab.lessons", description="Build the lessons.")
    parser.add_argument("sources", nargs="*", type=Path, help="notebooks/NN_name.py; default: all")
    parser.add_argument("--check", action="store_true", help="execute nothing, report drift")
    options = parser.parse_args(arguments)
    sources = options.sources or lesson_sources()
    if not sources:
        print("There is no lesson in notebooks/.", file=sys.stderr)
        return 1
    found = 0
    for source in sources:
        if not options.check:
            start = time.monotonic()
            build(source)
            print(f"{notebook_of(source).name}  {time.monotonic() - start:.1f} s", flush=True)
        drift = drifted(source)
        complaints = [drift] if drift else []
        complaints += [
            f"{source.name}: neither asserted nor cited: {number}"
            for number in uncovered_numbers(source)
        ]
        found += len(complaints)
        for complaint in complaints:
            print(complaint, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
