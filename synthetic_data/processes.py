"""Processes that work beside this one, and do not hear Ctrl-C: this one stops them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Start processes that leave Ctrl-C to this one.

    A terminal sends it to all of them, and each would print where it was interrupted. They inherit
    that it is ignored; so this one ignores it as well while they start, for a tenth of a second.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone may say so
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
