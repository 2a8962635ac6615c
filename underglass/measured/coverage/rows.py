"""The rows of the table: which interval, of what, asked about whom.

A row names its estimand. THIS: *this score, other people like these*: one score, fitted in a
country of its own, reads each country; the truth of a country is the mean of the other countries'
estimates. OTHERS: *other trainings and other people*: each country trains its own score; the
truth is again the mean of the other countries. (A median's truth is the other countries' median.)
ONE: the interval is for one training and says so; the row shows by how much it falls short
of OTHERS. A planted difference that is exactly 0 has no row: a label bias with the score kept, or a
retrained points table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from underglass.measured.coverage.worlds.setting import EACH, GROUPS, HILL, MODELS, POOR, TRAINED

THIS = "this score, other people"
OTHERS = "other trainings, other people"
SAME = "other trainings, the same people"
ONE = "this training, other people; asked of other trainings"
EVERYBODY = "everybody"


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes
    ----------
    what : str
        Of what the interval is.
    estimand : str
    family : str
        A key of ``underglass.measured.coverage.worlds.FAMILIES``.
    quantity : str
        The estimate's name in that family; of a drawn row, how the names begin.
    model, group : str
    drawn : bool
        There are many estimates (columns); each country tries one, drawn by its number.
    median : bool
        The truth is the median of the other countries, which may be infinite.
    alarm : bool
        No interval: counts false alarms, of which 5 % are allowed.
    """

    what: str
    estimand: str
    family: str
    quantity: str
    model: str
    group: str
    drawn: bool = False
    median: bool = False
    alarm: bool = False

    @property
    def name(self) -> str:
        """What, model and group; different for every row."""
        return " · ".join((self.what, self.estimand, self.model, self.group))


EACH_TRAINED = EACH[:-1]
ALL_TRAINED = tuple((model, group) for model in TRAINED for group in GROUPS)
NO_GROUP = tuple((model, EVERYBODY) for model in MODELS)


def _rows(what, estimand, family, quantity, cases: Iterable[tuple[str, str]], **kind):
    """Write a line of the table out as rows; ``quantity`` holds {model} and {group}."""
    return tuple(
        Row(what, estimand, family, quantity.format(model=m, group=g), m, g, **kind)
        for m, g in cases
    )


ROWS: tuple[Row, ...] = (
    *_rows("gap", THIS, "gaps", "{model}/{group}/gap", EACH),
    *_rows("column of a gap", THIS, "gaps", "{model}/{group}/column/", EACH, drawn=True),
    *_rows("gap in a loop", THIS, "loops", "{model}/{group}/gap", EACH),
    *_rows(
        "gap in a loop, retrained", ONE, "loops", "retrained/{group}/gap",
        [("scorecard", HILL), ("scorecard", POOR)],
    ),
    *_rows("mark, kept: planted", THIS, "marks", "{model}/{group}/kept planted", EACH),
    *_rows("mark, kept: found", THIS, "marks", "{model}/{group}/kept found", EACH),
    *_rows("mark: alone", OTHERS, "marks", "{model}/{group}/alone", EACH),
    *_rows("mark: without", OTHERS, "marks", "{model}/{group}/without", EACH),
    *_rows("mark, retrained: planted", OTHERS, "marks", "{model}/{group}/planted", ALL_TRAINED),
    *_rows("mark, retrained: found", OTHERS, "marks", "{model}/{group}/found", ALL_TRAINED),
    *_rows("label bias: planted", OTHERS, "marks", "{model}/{group}/label/planted", ALL_TRAINED),
    *_rows("label bias: found", OTHERS, "marks", "{model}/{group}/label/found", ALL_TRAINED),
    *_rows("importance: alone", OTHERS, "marks", "{model}/importance alone", NO_GROUP),
    *_rows("importance: without", OTHERS, "marks", "{model}/importance without", NO_GROUP),
    *_rows("importance: change", OTHERS, "marks", "{model}/importance change", NO_GROUP[:2]),
    *_rows("stability: a person's value", SAME, "stability", "{model}/value/", NO_GROUP[:2],
           drawn=True),
    *_rows("stability: gap", OTHERS, "stability", "{model}/{group}/gap", EACH_TRAINED),
    *_rows("stability: column of a gap", OTHERS, "stability", "{model}/{group}/column/",
           EACH_TRAINED, drawn=True),
    *_rows("recourse: share who reach", THIS, "recourse", "{model}/{group}/reach", EACH),
    *_rows("recourse: median cost", THIS, "recourse", "{model}/{group}/cost", EACH,
           median=True),
    *_rows("recourse: dearer by", THIS, "recourse", "{model}/{group}/dearer", EACH,
           median=True),
    *_rows("proxies: a column reveals", THIS, "proxies", "{group}/reveals/",
           [("scorecard", group) for group in GROUPS], drawn=True),
    *_rows("proxies: all together reveal", ONE, "proxies", "{group}/together",
           [("scorecard", group) for group in GROUPS]),
    *_rows("proxies: false alarms on noise", THIS, "proxies", "{group}/alarm",
           [("scorecard", group) for group in GROUPS], alarm=True),
)  # fmt: skip
