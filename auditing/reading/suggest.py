"""Which column may be which, to be confirmed: nothing is taken without being asked."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from auditing.reading.labels import NEGATIVE, POSITIVE
from auditing.reading.scan import Scanner, numbers_of

SCORES = r"score|points?|rating|risk|note|prob|grade|mark|index|premium|prime|predict"
OUTCOMES = (
    r"outcome|hired|paid|repaid|default|label|result|success|target|issue|rembours|embauch|"
    r"claim|sinistre|accept|approv|grant|admit|admis"
)
GROUPS = (
    r"sex|gender|genre|sexe|race|ethnic|origin|national|community|religion|age.?(group|band|class)|"
    r"disab|handicap|region|language|langue|birth|marital|famil|district|departement"
)
UNKNOWN = re.compile(
    r"(unknown|unspecified|undisclosed|missing|not (known|stated|given)|n/?a|none|inconnue?|"
    r"non (connu|précisé|renseigné|déclaré)e?|nsp|\?+|-+|\.+)", re.I
)  # fmt: skip
CLUSTERS = re.compile(
    r"house.?hold|m[ée]nage|foyer|cluster|grappe|famil(y|le).?(id|no|nr|num)", re.I
)
MAX_GROUPS = 20


@dataclass(frozen=True)
class Suggestion:
    """Columns of a file, and which may be score, groups and outcome.

    Attributes
    ----------
    columns : DataFrame
        ``column``, ``holds``, ``values`` (how many different) and ``empty`` (share), among the
        first rows.
    score, outcome : str or None
    groups : tuple of str
    """

    columns: pd.DataFrame
    score: str | None
    groups: tuple[str, ...]
    outcome: str | None


def meaning_unknown(scanner: Scanner, groups) -> dict[str, str]:
    """Return groups' labels that may mean that nothing is known, by their column."""
    found = {}
    for column in groups:
        for label in scanner.look[column].dropna().astype(str).str.strip().unique():
            if UNKNOWN.fullmatch(label):
                found[label] = column
    return found


def meaning_clusters(scanner: Scanner) -> str | None:
    """Return a column that may tell who hangs together: its values are many, and shared."""
    for column in scanner.source.columns:
        if CLUSTERS.search(column):
            values = scanner.look[column].dropna()
            if MAX_GROUPS < values.nunique() < len(values):
                return column
    return None


def suggest(scanner: Scanner) -> Suggestion:
    """Look at names and at the first rows."""
    rows, kinds = [], {}
    for column in scanner.source.columns:
        values = scanner.look[column]
        there = values.dropna().astype(str).str.strip()
        there = there[there != ""]
        n_values = there.nunique()
        numbers = numbers_of(scanner, column)
        words = set(there.str.lower().unique()[:10])
        if not len(there):
            kind = "nothing"
        elif n_values <= 2 and words <= (POSITIVE | NEGATIVE):
            kind = "yes or no"
        elif np.isfinite(numbers).sum() == len(there):
            kind = "numbers"
        else:
            kind = "labels"
        kinds[column] = kind, n_values, len(there)
        rows.append((column, kind, n_values, 1 - len(there) / len(values)))
    table = pd.DataFrame(rows, columns=["column", "holds", "values", "empty"])

    def first(pattern, wanted):
        return next(
            (c for c in kinds if kinds[c][0] in wanted and re.search(pattern, c, re.I)), None
        )

    score = first(SCORES, ("numbers",))
    if score is None:
        free = {c: n for c, (kind, n, there) in kinds.items() if kind == "numbers" and n < there}
        score = max(free, key=free.get, default=None)
    outcome = first(OUTCOMES, ("yes or no",))
    groups = tuple(
        c for c, (kind, n, _) in kinds.items()
        if c not in (score, outcome) and 2 <= n <= MAX_GROUPS
        and re.search(GROUPS, c, re.I) and kind != "nothing"
    )  # fmt: skip
    return Suggestion(table, score, groups, outcome)
