"""Numbers of things in words."""

from __future__ import annotations


def counted(number: float, one: str, many: str) -> str:
    """Write a number with its word, in the singular for one.

    Examples
    --------
    >>> counted(1, "person", "people"), counted(2_000, "person", "people")
    ('1 person', '2,000 people')
    >>> counted(1.5, "day", "days")
    '1.5 days'
    """
    written = f"{number:,}" if isinstance(number, int) else f"{number:,g}"
    return f"{written} {one if number == 1 else many}"
