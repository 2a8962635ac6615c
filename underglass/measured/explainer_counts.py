"""Verdicts of the central table, counted and put into words."""

from __future__ import annotations

import pandas as pd
from scipy.stats import binomtest

from explainers.marks.arm import VERDICTS
from explainers.marks.importance import TOP
from explainers.points.steps import signed
from scoring.groups import LEVEL
from underglass.measured.explainer_rows import ALARM
from underglass.measured.explainer_table import where_it_acts
from underglass.measured.explainers import IMPORTANCE

SYMBOLS = {
    "unfaithful": "≠",
    "found": "●",
    "overstated": "▲",
    "found elsewhere": "◐",
    "invisible in the columns": "○",
    "undecided": "~",
    "misleading": "✖",
    "false alarm": "!",
    "too small to tell": "·",
    "nothing planted": "–",
}

PLACES = (
    "recorded columns",
    "training labels",
    "a mark of the points table",
    "who is trained on",
    "a column not disclosed",
    "ties",
)

WITHOUT_A_TWIN = "without a twin: speaks up"

AT_DOSE_0 = "speaks up at dose 0 (false alarms)"


def summary(marks: pd.DataFrame) -> pd.DataFrame:
    """Count each explainer's verdicts over biases and draws: one column an explainer.

    Speaks up: an auditor without a twin would say that the group loses at least 5 points through
    the carriers, told from 0; with permutation importance, that a carrier is in the top 10.
    Missing: the mean over biases of |planted - found - elsewhere|, in points.
    """
    columns = {}
    for name, own in marks.groupby("explainer", sort=False):
        counts = own["verdict"].value_counts()
        column = {verdict: int(counts.get(verdict, 0)) for verdict in SYMBOLS}
        told = own["right"].dropna().astype(bool)
        column["right, of those told"] = f"{int(told.sum())} of {len(told)}"
        column["exact 95 % interval"] = "{:.2f} to {:.2f}".format(*_exact(told.sum(), len(told)))
        column[WITHOUT_A_TWIN] = int(own["speaks_alone"].sum())
        column[AT_DOSE_0] = int(own["speaks_without"].sum())
        missing = own["unexplained"].abs().mean() if "unexplained" in own else float("nan")
        column["missing, points"] = "no points" if pd.isna(missing) else f"{missing:.1f}"
        fidelity = own["fidelity"].mean() if "fidelity" in own else float("nan")
        column["fidelity, mean R²"] = "–" if pd.isna(fidelity) else f"{fidelity:.2f}"
        column["seconds of one core"] = f"{own['seconds'].sum():.0f}"
        columns[name] = column
    table = pd.DataFrame(columns)
    empty = [name for name in SYMBOLS if not table.loc[name].astype(int).any()]
    return table.drop(index=empty)


def compact(marks: pd.DataFrame) -> pd.DataFrame:
    """One row a bias, one column an explainer: the verdict's symbol and the share found.

    Of several draws: the most frequent verdict, in how many draws, and the mean share.
    Permutation importance has no share: its cell holds the carriers' rank in the list.
    """
    rows = []
    for bias, own in marks.groupby("bias", sort=False):
        first = own.iloc[0]
        star = "*" if first["model"] == "points_table" else ""
        each = own.drop_duplicates("seed")
        margin = ((each["planted_high"] - each["planted_low"]) / 2).mean()
        row = {
            "acts on": where_it_acts(bias),
            "bias": bias,
            "planted": f"{signed(each['planted'].mean())}{star} ± {margin:.1f}",
        }
        row |= {name: _cell(draws) for name, draws in own.groupby("explainer", sort=False)}
        rows.append(row)
    rows.sort(key=lambda row: PLACES.index(row["acts on"]))
    return pd.DataFrame(rows).fillna("")  # where an explainer was not asked


def _cell(draws: pd.DataFrame) -> str:
    counts = draws["verdict"].value_counts()
    often = max(SYMBOLS, key=lambda verdict: counts.get(verdict, 0))
    said = [SYMBOLS[often]]
    if len(draws) > 1:
        said.append(f"{counts[often]}/{len(draws)}")
    if draws["explainer"].iloc[0] == IMPORTANCE:
        said.append(f"#{draws['rank'].median():.0f}")
    elif draws["share"].notna().any():
        said.append(f"{draws['share'].mean():.2f}".replace("-", "−"))
    return " ".join(said)


def _exact(count: int, number: int) -> tuple[float, float]:
    """Exact interval of a share (Clopper & Pearson 1934)."""
    if not number:
        return 0.0, 1.0
    interval = binomtest(int(count), int(number)).proportion_ci(LEVEL, method="exact")
    return interval.low, interval.high


def legend(marks: pd.DataFrame) -> str:
    """What the symbols and the columns mean, and how much was looked at."""
    seen = [verdict for verdict in SYMBOLS if verdict in set(marks["verdict"])]
    said = "; ".join(f"{SYMBOLS[name]} {name}: {VERDICTS[name]}" for name in seen)
    first, draws = marks.iloc[0], marks["seed"].nunique()
    parts = [
        f"{first['n_people']:,} people a country, {draws} draw{'s' * (draws > 1)} of each. "
        "Planted: score points that the bias moves between the harmed group and the rest, "
        "scores retrained, ± the 95 % interval, which holds "
        "for other people and other trainings; * = the points table, else boosted trees. Symbol: "
        "the verdict, of several draws the most frequent, and in how many. Number: share of "
        f"planted shown on the columns that carry the bias, a mean over draws. {said}.",
        "All explainers in points explain own points; friends and rounding are read off the score.",
    ]
    names = set(marks["explainer"])
    if "LIME" in names:
        people = int(marks.loc[marks["explainer"] == "LIME", "n_explained"].max())
        parts.append(f"LIME: {people} people a country, found estimated for all from them.")
    if IMPORTANCE in names:
        parts.append(
            "Permutation importance (AUC on the recorded outcome) has no sign, no person and no "
            f"points; # is the rank of the first carrier. Found: the carriers' importance rises "
            f"from the world without the bias, told from 0, and a carrier is in the top {TOP}. "
            "Misleading: it falls. Its elsewhere is not asked."
        )
    parts.append(
        f"Without a twin: an auditor speaks up if the group seems to lose at least {ALARM:g} "
        f"points through the carriers, told from 0 (importance: a carrier in the top {TOP})."
    )
    return " ".join(parts)
