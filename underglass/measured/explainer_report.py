"""The central table, written out: for the terminal, as Markdown, as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rich.table import Table
from rich.text import Text
from scipy.stats import binomtest

from explainers.marks.arm import VERDICTS
from explainers.marks.importance import TOP
from explainers.points.steps import signed
from scoring.groups import LEVEL
from underglass.measured.explainer_rows import ALARM
from underglass.measured.explainer_table import where_it_acts
from underglass.measured.explainers import EXPLAINERS, IMPORTANCE

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
HEADS = {
    "interventional": "inter-\nventional",
    "path-dependent": "path-\ndependent",
    "conditional": "condi-\ntional",
    "surrogate tree": "surrogate\ntree",
    "linear surrogate": "linear\nsurrogate",
    IMPORTANCE: "permut.\nimport.",
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
        half = ((each["planted_high"] - each["planted_low"]) / 2).mean()
        row = {
            "acts on": where_it_acts(bias),
            "bias": bias,
            "planted": f"{signed(each['planted'].mean())}{star} ± {half:.1f}",
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


def compact_table(marks: pd.DataFrame) -> Table:
    """Write the compact table for the terminal, biases grouped by where they act."""
    short, section = compact(marks), None
    table = Table(title="Explainers against the planted truth", caption=legend(marks))
    table.add_column("bias", no_wrap=True)
    table.add_column("planted", justify="right", no_wrap=True)
    names = [name for name in EXPLAINERS if name in short]
    for name in names:
        table.add_column(HEADS.get(name, name), no_wrap=True)
    for _, row in short.iterrows():
        if row["acts on"] != section:
            section = row["acts on"]
            table.add_section()
            table.add_row(Text(section, style="italic"))
        table.add_row(row["bias"], row["planted"], *(row[name] for name in names))
    return table


def summary_table(marks: pd.DataFrame) -> Table:
    """Write the counts for the terminal."""
    counts = summary(marks)
    table = Table(title=f"Over {marks['bias'].nunique()} biases")
    table.add_column("")
    for name in counts:
        table.add_column(HEADS.get(name, name), justify="right")
    for name, row in counts.iterrows():
        table.add_row(f"{SYMBOLS.get(name, '')} {name}".strip(), *map(str, row))
    return table


def details(marks: pd.DataFrame) -> pd.DataFrame:
    """Every bias and explainer with its intervals, as text."""
    rows = []
    for _, mark in marks.iterrows():
        places = 3 if mark["unit"] == "AUC" else 1
        rows.append(
            {
                "bias": mark["bias"],
                "seed": mark["seed"],
                "explainer": mark["explainer"],
                "planted, kept": _around(mark, "planted_kept"),
                "planted": _around(mark, "planted"),
                "found": _around(mark, "found", places),
                "elsewhere": _number(mark.get("elsewhere")),
                "unexplained": _number(mark.get("unexplained")),
                "without a twin": _around(mark, "alone", places),
                "at dose 0": _around(mark, "without", places),
                "verdict, kept": _text(mark.get("verdict_kept")),
                "verdict": mark["verdict"],
                "right": {True: "right", False: "wrong"}.get(mark["right"], "–"),
            }
        )
    return pd.DataFrame(rows)


def details_table(marks: pd.DataFrame) -> Table:
    """Write the details for a wide terminal."""
    table = Table(title="In score points; permutation importance in AUC", show_lines=False)
    text = details(marks)
    for name in text:
        table.add_column(name, justify="left" if "verdict" in name else "right")
    for _, row in text.iterrows():
        table.add_row(*map(str, row), end_section=row["explainer"] == marks["explainer"].iloc[-1])
    return table


def markdown(marks: pd.DataFrame) -> str:
    """Write the compact table, its legend and the counts as Markdown."""
    short = compact(marks)
    short["acts on"] = short["acts on"].where(~short["acts on"].duplicated(), "")
    counts = summary(marks).reset_index(names="")
    counts[""] = [f"{SYMBOLS.get(name, '')} {name}".strip() for name in counts[""]]
    return f"{_pipes(short)}\n\n{legend(marks)}\n\n{_pipes(counts)}\n"


def write_report(marks: pd.DataFrame, out) -> list[Path]:
    """Write ``explainers.csv``, with all numbers, and ``explainers.md`` into a folder.

    Parameters
    ----------
    marks : DataFrame
        Of :func:`underglass.measured.explainer_table.measure_explainers`.
    out : path
        Folder; made if it is missing.

    Returns
    -------
    list of Path
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    csv, text = out / "explainers.csv", out / "explainers.md"
    marks.to_csv(csv, index=False, float_format="%.6g")
    full = f"## In full\n\n{_pipes(details(marks))}\n"
    text.write_text(f"{markdown(marks)}\n{full}", encoding="utf-8")
    return [csv, text]


def _pipes(table: pd.DataFrame) -> str:
    lines = [list(table.columns), ["---"] * table.shape[1], *table.astype(str).to_numpy().tolist()]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _around(mark: pd.Series, name: str, places: int = 1) -> str:
    value, low, high = mark[name], mark[f"{name}_low"], mark[f"{name}_high"]
    return f"{value:+.{places}f} ± {(high - low) / 2:.{places}f}".replace("-", "−")


def _number(value) -> str:
    return "no points" if value is None or pd.isna(value) else signed(value)


def _text(value) -> str:
    return value if isinstance(value, str) else "–"
