"""The command ``underglass``: what it is told, what it says, where it writes."""

STOPPED = 130  # the exit code that shells have for Ctrl-C
