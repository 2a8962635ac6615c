"""Progress on the terminal: one bar a stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def bars() -> Iterator:
    """Give a function ``say(stage)``; each call ends the bar before and starts the next.

    Examples
    --------
    >>> with bars() as say:
    ...     say("Generating")
    """
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        running = []

        def say(stage: str) -> None:
            for task in running:
                progress.update(task, total=1, completed=1)
            running[:] = [progress.add_task(stage, total=None)]

        yield say
        for task in running:
            progress.update(task, total=1, completed=1)
