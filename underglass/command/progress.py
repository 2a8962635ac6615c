"""Progress on the terminal: one bar a stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


@contextmanager
def _stopping(progress: Progress) -> Iterator[Progress]:
    """Leave the start to whoever tells of progress: what is refused at once shows no bar."""
    try:
        yield progress
    finally:
        if progress.live.is_started:
            progress.stop()


@contextmanager
def bars() -> Iterator:
    """Give a function ``say(stage)``; each call ends the bar before and starts the next.

    Examples
    --------
    >>> with bars() as say:
    ...     say("Generating")
    """
    columns = (
        SpinnerColumn("line", finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
    )
    with _stopping(Progress(*columns, console=Console(stderr=True))) as progress:
        running = []

        def say(stage: str) -> None:
            progress.start()
            for task in running:
                progress.update(task, total=1, completed=1)
            running[:] = [progress.add_task(stage, total=None)]

        yield say
        for task in running:
            progress.update(task, total=1, completed=1)


@contextmanager
def counting_bar(label: str, unit: str) -> Iterator:
    """Give a function ``count(done, total)`` that moves one bar with the time that is left.

    Examples
    --------
    >>> with counting_bar("Writing", "districts") as count:
    ...     count(1, 2)
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with _stopping(Progress(*columns, console=Console(stderr=True))) as progress:
        task = progress.add_task(label, total=None)

        def count(done: int, total: int) -> None:
            progress.start()
            progress.update(task, completed=done, total=total)

        yield count
