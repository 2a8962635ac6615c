"""The two small files beside a student's notebooks: who the student is, and the answers so far."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from underglass.course.complaint import plain, writable
from underglass.course.differ import versions
from underglass.course.exercise import MAX_SEED

MAX_BYTES = 200_000
MAX_DEPTH = 8  # a full answers.json has 5
MAX_VALUES = 10_000


def read_json(path: Path, max_bytes: int = MAX_BYTES) -> dict:
    """Read a small JSON file that holds an object, whoever wrote it.

    Nothing but a plain file is opened: a pipe would be waited for without end. Halves of characters
    (lone surrogates), which no file can hold, become question marks.

    Raises
    ------
    ValueError
        If it is a link, a folder, a pipe or a device, larger than allowed, no JSON, nested deeper
        than 8, of more than 10,000 values, or holds no object.
    OSError
        If it cannot be opened.
    """
    written = _bytes_of(path, max_bytes)
    try:
        content = json.loads(written.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError(f"{path.name} must be JSON; it cannot be read as such") from None
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} must hold an object; received {type(content).__name__}")
    return _Walk(path.name).checked(content)


def _bytes_of(path: Path, max_bytes: int) -> bytes:
    """Return what a plain file holds; it is looked at before it is opened, and once more after."""
    _check_plain(path.name, path.lstat().st_mode)
    flags = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  # no system has all of them
    handle = os.open(path, sum((getattr(os, flag, 0) for flag in flags), os.O_RDONLY))
    with open(handle, "rb") as file:
        found = os.fstat(handle)
        _check_plain(path.name, found.st_mode)
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise ValueError(
            f"{path.name} must have at most {max_bytes:,} bytes; received {found.st_size:,}"
        )
    return content


def _check_plain(name: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = "link" if stat.S_ISLNK(mode) else "folder" if stat.S_ISDIR(mode) else "device"
        kind = "pipe" if stat.S_ISFIFO(mode) else kind
        raise ValueError(f"{name} must be a file; received a {kind}")


class _Walk:
    """A walk through JSON that counts the values and repairs the texts."""

    def __init__(self, name: str):
        self.name, self.n_values = name, 0

    def checked(self, value, depth: int = 1):
        """Return a value with all that it holds, or raise where it is too deep or too much."""
        self.n_values += 1
        if self.n_values > MAX_VALUES:
            raise ValueError(f"{self.name} must hold at most {MAX_VALUES:,} values; it holds more")
        if isinstance(value, str):
            return writable(value)
        if not isinstance(value, dict | list):
            return value
        if depth > MAX_DEPTH:
            raise ValueError(f"{self.name} must be nested at most {MAX_DEPTH} deep; it is deeper")
        if isinstance(value, list):
            return [self.checked(item, depth + 1) for item in value]
        return {writable(key): self.checked(item, depth + 1) for key, item in value.items()}


def write_json(path: Path, content: dict) -> None:
    """Write a JSON file in one step, so that no reader ever finds half of it."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with part.open("x", encoding="utf-8") as file:  # never through a link that lies there
        file.write(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    os.replace(part, path)


def checked_seed(seed) -> int:
    """Return a seed, or raise: it must be whole and from 0 to 999,999."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= MAX_SEED:
        raise ValueError(f"seed must be whole, from 0 to {MAX_SEED:,}; received {seed!r:.40}")
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
    lessons = content.get("answers")
    lessons = lessons if isinstance(lessons, dict) else {}
    of_lesson = lessons.get(lesson)
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
    lessons[lesson] = of_lesson
    try:
        write_json(path, {"format": 1, **who, "versions": versions(), "answers": lessons})
    except OSError as error:
        print(f"The answer could not be kept in {path}: {error.strerror}.")
