"""The command ``underglass``; ``python -m lab`` is the same."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, which may be stopped while it is still being read."""
    try:
        from lab.cli import app
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    app()


if __name__ == "__main__":
    main()
