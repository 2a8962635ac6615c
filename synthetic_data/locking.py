"""One writer at a time: a lock that the operating system takes back when its process ends."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def sole_writer(path: Path, busy: str) -> Iterator[None]:
    """Hold a lock on a file, which is made if it is missing.

    However the process ends, the lock ends with it: a file that a killed run left locks nobody out.
    On the few file systems without locks, nobody is locked out either.

    Parameters
    ----------
    path : Path
    busy : str
        What to say if another process holds it.

    Raises
    ------
    BlockingIOError
        If another process holds it.
    """
    with open(path, "ab") as file:
        try:
            _lock(file)
        except OSError as error:
            if error.errno in BUSY:
                raise BlockingIOError(busy) from None
        yield


def _lock(file) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
