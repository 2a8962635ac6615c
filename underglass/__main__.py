"""The command ``underglass``; ``python -m underglass`` is the same."""

from __future__ import annotations

import signal
import sys

from underglass.command import STOPPED


def main() -> None:
    """Run the command line, which may be stopped even while it is still being read."""
    try:
        try:
            from underglass.command.cli import app
        except ModuleNotFoundError as missing:
            print(
                f"Error: this installation lacks the package {missing.name}; "
                "pip install under-glass brings what the command needs",
                file=sys.stderr,
            )
            sys.exit(1)
        app()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(STOPPED)
    except SystemExit as end:
        if end.code == STOPPED:  # another Ctrl-C finds nothing to stop
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise


if __name__ == "__main__":
    main()
