"""What a test of an explanation found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """What a test of an explanation found.

    Attributes
    ----------
    alarm : bool
    statistic : float
        What was measured; the text says in which unit.
    low, high : float
        Ends of its interval, or of its spread; not numbers where there is none.
    p_value : float
        Not a number where the test has none.
    text : str
        The verdict in plain words.
    """

    alarm: bool
    statistic: float
    low: float
    high: float
    p_value: float
    text: str
