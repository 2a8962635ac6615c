"""What every command says when something is wrong: one sentence, no traceback."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import typer

ROOT = Path(__file__).resolve().parents[1]


def folder_of_checkout(name: str, what: str) -> Path:
    """Return a folder that comes with a checkout only, or say so and stop."""
    if not (ROOT / name).is_dir():
        typer.echo(
            f"This installation holds no folder {name}: {what} come with a checkout.", err=True
        )
        raise typer.Exit(1)
    return ROOT / name


@contextmanager
def one_sentence(stopped: str = "Stopped."):
    """Say what was wrong in one sentence, without a traceback."""
    try:
        yield
    except (ValueError, OSError, ModuleNotFoundError) as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo(stopped, err=True)
        raise typer.Exit(130) from None
