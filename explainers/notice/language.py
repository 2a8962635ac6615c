"""How numbers, dates, lists and marks are written in English and in French.

Babel would do numbers and dates, and would have to be brought to every browser that opens a lesson.
"""

from __future__ import annotations

import datetime
import re

import pandas as pd

from explainers.notice.texts import MONTHS, TEXTS
from explainers.notice.words import BACKGROUNDS, COLUMNS, LABELS, ONE, SHARES

LANGUAGES = ("en", "fr")
NO_BREAK = "\u00a0"


class Language:
    """One language's way to write.

    Parameters
    ----------
    code : {"en", "fr"}
    """

    def __init__(self, code: str):
        if code not in LANGUAGES:
            raise ValueError(f"language must be one of {', '.join(LANGUAGES)}; received {code!r}")
        self.code, self.at = code, LANGUAGES.index(code)
        self.texts = TEXTS[code]

    def say(self, text: str, /, **numbers) -> str:
        """Fill one of the letter's sentences."""
        return self.typeset(self.texts[text].format(**numbers))

    def typeset(self, text: str) -> str:
        """Put the no-break spaces: in French before ``: ; ! ? %`` and inside « »."""
        if self.code == "fr":
            text = re.sub(r" ?([:;!?%»])", NO_BREAK + r"\1", text)
            return re.sub(r"« ?", "«" + NO_BREAK, text)
        return text.replace(" %", "%")

    def number(self, value) -> str:
        """Write a number: 1,250.5 or 1 250,5."""
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
        if self.code == "fr":
            text = text.replace(",", NO_BREAK).replace(".", ",")
        return text.replace("-", "−")

    def signed(self, points: int) -> str:
        """Write points with their sign."""
        return ("+" if points > 0 else "") + self.number(points)

    def points(self, points: int, *, sign: bool = False) -> str:
        """Write points with their word, in the singular where the language has it."""
        n = self.signed(points) if sign else self.number(points)
        return self.texts["points"][self.is_singular(points)].format(n=n)

    def percentage_points(self, points: float) -> str:
        """Write percentage points with their word."""
        n = self.number(_plain(points))
        return self.texts["percentage_points"][self.is_singular(points)].format(n=n)

    def is_singular(self, number: float) -> bool:
        """Tell whether a word takes the singular: in French it does below 2."""
        return abs(number) < 2 if self.code == "fr" else abs(number) == 1

    def date(self, date: datetime.date) -> str:
        """Write a date in words."""
        day = f"{date.day}er" if self.code == "fr" and date.day == 1 else str(date.day)
        return self.say("date", day=day, month=MONTHS[self.at][date.month - 1], year=date.year)

    def label(self, column: str) -> str:
        """Say in words what a column holds."""
        return COLUMNS[column][self.at]

    def value(self, column: str, value) -> str:
        """Write one person's value of a column."""
        if pd.isna(value):
            return "–"
        if isinstance(value, str) or pd.api.types.is_bool(value):
            return LABELS[value if isinstance(value, str) else bool(value)][self.at]
        if column in SHARES:
            return self.number(_plain(round(100 * float(value), 6))) + " %"
        return self.number(_plain(value))

    def background(self, background: str) -> str:
        """Say who the reference people are; a name of the caller's own stands as it is."""
        first, _, name = background.partition(" ")
        if not first.replace(",", "").isdigit():
            return background
        number = int(first.replace(",", ""))
        name = BACKGROUNDS.get(name, (name, name))[self.at]
        if number == 1 and name == BACKGROUNDS["reference people"][self.at]:
            name = ONE[self.at]
        return f"{self.number(number)} {name}"

    def listing(self, parts: list[str]) -> str:
        """Join parts with commas and a last "and"."""
        if len(parts) < 2:
            return "".join(parts)
        return ", ".join(parts[:-1]) + self.texts["and"] + parts[-1]


def _plain(value) -> int | float:
    return int(value) if float(value).is_integer() else float(value)
