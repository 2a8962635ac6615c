"""What a command writes: where it may, before any work is done, and whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def check_file(argument: str, path, *endings: str) -> Path:
    """Require that a file with one of these endings can be written; make nothing.

    Raises
    ------
    ValueError
        For another ending, or a folder.
    OSError
        If nothing can be written there.
    """
    path = Path(path).resolve()
    if path.suffix.lower() not in endings:
        raise ValueError(f"{argument} must be a {' or '.join(endings)}; received {path.name}")
    if path.is_dir():
        raise ValueError(f"{argument} must be a file; received the folder {path.name}")
    _check_writable(argument, path.parent)
    return path


def check_folder(argument: str, path) -> Path:
    """Require that files can be written in a folder, which may be new; make nothing.

    Raises
    ------
    ValueError
        For a file.
    OSError
        If nothing can be written there.
    """
    path = Path(path).resolve()
    if path.exists() and not path.is_dir():
        raise ValueError(f"{argument} must be a folder; received the file {path.name}")
    _check_writable(argument, path)
    return path


def _check_writable(argument: str, folder: Path) -> None:
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not there.is_dir():
        raise ValueError(f"{argument} must be in a folder; {there.name} is a file")
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise OSError(f"nothing can be written in {there}: {error.strerror}") from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a name to write under; the file takes its own name when it is whole.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "new", "letter.txt")) as beside:
    ...         _ = beside.write_text("Dear Mira", encoding="utf-8")
    ...     [path.name for path in Path(folder, "new").iterdir()]
    ['letter.txt']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{os.getpid()}-{path.name}")  # keeps its ending
    try:
        yield beside
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def save_picture(path: Path, draw: Callable) -> None:
    """Save the figure of what ``draw`` draws, without opening a window."""
    import matplotlib

    matplotlib.use("agg")
    with whole_file(path) as beside:
        draw().figure.savefig(beside, dpi=140)


def shown(text) -> str:
    r"""Return somebody's text, such as a path, on one line and without codes for the terminal.

    Examples
    --------
    >>> print(shown("a\x1b[31m\nb"))
    a\x1b[31m\nb
    """
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape", "surrogatepass").decode()
        for one in str(text)
    )
