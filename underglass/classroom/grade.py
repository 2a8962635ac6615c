"""One row of the grades: its texts are fit for a terminal, a table and a page."""

from __future__ import annotations

from dataclasses import dataclass, fields

from underglass.showcase.outputs import shown

MAX_CELL = 1_000  # characters; a spreadsheet takes 32,767


@dataclass(frozen=True)
class Grade:
    """One answer's grade; ``mark`` is "right", "not yet", "not answered" or "not counted".

    Texts are cleaned as they come in: what is no printable character, such as codes for a terminal
    or marks that turn the direction of writing, is spelt out, and a long one is cut.
    """

    student: str
    folder: str
    seed: int
    lesson: str
    exercise: str
    mark: str
    answer: str
    tries: int
    remark: str

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                clean = shown(value)
                clean = clean if len(clean) <= MAX_CELL else clean[: MAX_CELL - 1] + "…"
                object.__setattr__(self, field.name, clean)

    @property
    def number(self) -> float | None:
        """The answer, if it is a number."""
        try:
            return float(self.answer)
        except ValueError:
            return None
