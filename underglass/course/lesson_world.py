"""The world of a lesson: its country, scores and people, made by the lesson's own cells.

Those cells bear the tag ``world``, and the right answers execute them, too. An installed package
has no lessons, and a student may have changed a notebook: so the build writes the cells, with the
imports that they need, beside the answers, as it writes the notebooks.
"""

from __future__ import annotations

import ast
import re
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

WORLD = "world"  # the tag
ANSWERS = Path(__file__).with_name("answers")


def world_file(lesson: str, answers: Path = ANSWERS) -> Path:
    """Return the file with the code of a lesson's world."""
    return answers / f"world_{lesson}.py.txt"


def parsed(code: str) -> ast.Module:
    """Parse a cell's code, without the lines that only a notebook understands."""
    return ast.parse(re.sub(r"^[%!].*", "", code, flags=re.MULTILINE))


def world_code(cells) -> str:
    """Return the code of the cells tagged ``world``, after the lesson's imports that they need."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    made = [cell.source for cell in code if WORLD in cell.metadata.get("tags", ())]
    names = {n.id for part in made for n in ast.walk(parsed(part)) if isinstance(n, ast.Name)}
    imports = []
    for node in (node for cell in code for node in parsed(cell.source).body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            node.names = [it for it in node.names if (it.asname or it.name) in names]
            if node.names:
                imports.append(ast.unparse(node))
    return "\n\n\n".join(["\n".join(dict.fromkeys(imports)), *made]).strip() + "\n"


def make_world(code: str) -> SimpleNamespace:
    """Execute a world's code, and return all that it makes by name; what it prints is not shown."""
    names: dict = {}
    with redirect_stdout(StringIO()):
        exec(compile(code, "the lesson's world", "exec"), names)
    return SimpleNamespace(**names)


@cache
def world_of(lesson: str) -> SimpleNamespace:
    """Return the world of a lesson such as "04", the same for every student, made once."""
    return make_world(world_file(lesson).read_text(encoding="utf-8"))
