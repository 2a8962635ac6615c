"""What every command does alike: how it prints, and one sentence when something is wrong.

Exit codes: 0, done; 1, something failed; 2, the command was used wrongly; 130, stopped by hand.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text
from typer.core import TyperGroup

from underglass.command import STOPPED
from underglass.command.spelling import respell_output
from underglass.showcase.outputs import shown

ROOT = Path(__file__).resolve().parents[2]
TRACEBACK = "UNDERGLASS_TRACEBACK"  # set it to see where an error comes from
# What functions call their arguments, where the command line has another word.
OPTIONS = {
    "n_people": "people", "n_jobs": "jobs", "doses": "dose", "biases": "bias",
    "explainers": "explainer", "folder": "out", "lime_people": "lime-people",
    "groups": "group", "thresholds": "threshold", "bands": "band", "columns": "column",
    "margin_rate": "margin-rate",
} | {
    name: name for name in (
        "alpha", "around", "check", "clusters", "decimal", "domain", "dose", "encoding",
        "favourable", "form", "language", "margin", "model", "out", "outcome", "person", "picture",
        "refits", "rounds", "scenario", "score", "seed", "separator", "students", "weights",
    )
}  # fmt: skip


class Commands(TyperGroup):
    """The command line: whatever goes wrong, one sentence on standard error and an exit code."""

    last_words = "Stopped."

    def main(self, *arguments, **settings):
        """Run a command and end the process."""
        respell_output()
        try:
            code = super().main(*arguments, **{**settings, "standalone_mode": False})
            if sys.stdout is not None:
                sys.stdout.flush()
        except KeyboardInterrupt:
            code = STOPPED
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            code = complain(error)
        if code == STOPPED:
            typer.echo(self.last_words, err=True)
        sys.exit(code or 0)

    def invoke(self, context):
        """Run a command; keep what it says when it is stopped."""
        try:
            return super().invoke(context)
        except KeyboardInterrupt as stop:
            self.last_words = str(stop) or self.last_words
            raise


def complain(error: Exception) -> int:
    """Say in one sentence what was wrong, and return the exit code."""
    if hasattr(error, "format_message"):  # the parser's own
        sentence, code = error.format_message(), error.exit_code
    elif getattr(error, "errno", None) == errno.EPIPE:  # nobody reads any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    elif isinstance(error, OSError) and error.strerror:
        sentence, code = ": ".join(map(str, filter(None, (error.strerror, error.filename)))), 1
    elif isinstance(error, MemoryError):
        sentence, code = "this machine's memory is full; ask for fewer people", 1
    elif isinstance(error, ModuleNotFoundError) and error.name:
        sentence, code = f"{error}: pip install 'under-glass[course]' brings it", 1
    elif isinstance(error, ValueError | OSError | ModuleNotFoundError):
        sentence, code = str(error), 2 if isinstance(error, ValueError) else 1
    else:
        sentence = (
            f"this should not happen, please report it: {type(error).__name__}: {error} "
            f"({TRACEBACK}=1 in the environment shows where)"
        )
        code = 1
    if sentence:
        typer.echo(f"Error: {shown(_as_option(sentence))}", err=True)
    return code


def _as_option(sentence: str) -> str:
    """Call an argument by its option, where a sentence begins with it."""
    name = re.match(r"(\w+)(?= must be|\[)", sentence)
    if name is None or name[0] not in OPTIONS:
        return sentence
    return f"--{OPTIONS[name[0]]}{sentence[name.end() :]}"


def console() -> Console:
    """Return where results are printed: square brackets are square brackets there."""
    return Console(markup=False, highlight=False, emoji=False)


def tell(said: str, what="", more: str = "") -> None:
    """Print one line whatever the terminal's width, with something of the user's in it, in bold."""
    console().print(Text.assemble(said, (shown(what), "bold"), more), soft_wrap=True)


def folder_of_checkout(name: str, what: str) -> Path:
    """Return a folder that comes with a checkout only.

    Raises
    ------
    FileNotFoundError
        If this installation has none.
    """
    if not (ROOT / name).is_dir():
        raise FileNotFoundError(
            f"this installation holds no folder {name}: {what} come with a checkout"
        )
    return ROOT / name


def hand_over(*module: str, cwd: Path | None = None) -> None:
    """Run another program of Python's until it ends, and end with its exit code.

    Ctrl-C reaches that program as well, which may ask before it stops: so it is waited for.
    """
    with subprocess.Popen([sys.executable, "-m", *module], cwd=cwd) as program:
        while True:
            try:
                code = program.wait()
            except KeyboardInterrupt:
                continue
            raise typer.Exit(code if code >= 0 else 128 - code)  # as shells tell of a signal
