"""Text on a terminal: what its character set lacks is spelt otherwise, and numbers of things.

Windows consoles and old locales know few characters. A minus sign must not become a question mark
there, nor end the command: what cannot be written is written with what can.
"""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

from underglass.showcase.outputs import shown as shown

# The signs of the explainers' verdicts stay different from each other.
PLAIN = {
    "−": "-", "–": "-", "—": "-", "±": "+/-", "×": "x", "→": "->", "…": "...", "·": ".", "✓": "v",
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "●": "@", "▲": "^", "◐": "%", "○": "o", "✖": "X",
}  # fmt: skip


def respell(error: UnicodeError) -> tuple[str, int]:
    """Spell out what an encoding lacks; an error handler, as ``codecs`` has them.

    Examples
    --------
    >>> codecs.register_error("respelt", respell)
    >>> "−3 ± 1 à Besançon 猫".encode("ascii", "respelt")
    b'-3 +/- 1 a Besancon ?'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_respelt, error.object[error.start : error.end])), error.end


def _respelt(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return PLAIN.get(character) or plain or "?"


def respell_output() -> None:
    """Let standard output and errors write every text, whatever their encoding."""
    codecs.register_error("respelt", respell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="respelt")
