"""The two small files beside a student's notebooks: who the student is, and the answers so far."""

from __future__ import annotations

import json
import os
from pathlib import Path

from underglass.course.complaint import plain
from underglass.course.differ import versions
from underglass.course.exercise import LARGEST_SEED

MOST_BYTES = 200_000


def read_json(path: Path, most_bytes: int = MOST_BYTES) -> dict:
    """Read a small JSON file that holds an object.

    Raises
    ------
    ValueError
        If it is a link, larger than allowed, no JSON, or holds no object.
    """
    if path.is_symlink():
        raise ValueError(f"{path.name} must be a file; received a link")
    size = path.stat().st_size
    if size > most_bytes:
        raise ValueError(f"{path.name} must have at most {most_bytes:,} bytes; received {size:,}")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise ValueError(f"{path.name} must be JSON; it cannot be read as such") from None
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} must hold an object; received {type(content).__name__}")
    return content


def write_json(path: Path, content: dict) -> None:
    """Write a JSON file in one step, so that no reader ever finds half of it."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, path)


def checked_seed(seed) -> int:
    """Return a seed, or raise: it must be whole and from 0 to 999,999."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= LARGEST_SEED:
        raise ValueError(f"seed must be whole, from 0 to {LARGEST_SEED:,}; received {seed!r:.40}")
    return seed


def read_student(path: Path) -> tuple[str, int]:
    """Return the student's name in the class and seed."""
    content = read_json(path)
    return str(content.get("student", ""))[:80], checked_seed(content.get("seed"))


def keep(path: Path, lesson: str, number: int, answer, who: dict, *, right: bool = False) -> None:
    """Put one answer into the file, over an earlier one; a right one stays under ``right``."""
    try:
        answer = plain(answer)
    except ValueError:
        return  # not an answer; the check has said so
    try:
        content = read_json(path) if path.exists() else {}
    except ValueError as error:
        path.replace(path.with_name("answers.damaged.json"))
        print(f"{error}. It was set aside as answers.damaged.json, and a new one begun.")
        content = {}
    kept = content.get("answers")
    kept = kept if isinstance(kept, dict) else {}
    of_lesson = kept.get(lesson)
    of_lesson = of_lesson if isinstance(of_lesson, dict) else {}
    before = of_lesson.get(str(number))
    before = before if isinstance(before, dict) else {}
    tries = before.get("tries", 0)
    entry = {"answer": answer, "tries": (tries if isinstance(tries, int) else 0) + 1}
    if right:
        entry["right"] = answer
    elif "right" in before:
        entry["right"] = before["right"]
    of_lesson[str(number)] = entry
    kept[lesson] = of_lesson
    try:
        write_json(path, {"format": 1, **who, "versions": versions(), "answers": kept})
    except OSError as error:
        print(f"The answer could not be kept in {path}: {error.strerror}.")
