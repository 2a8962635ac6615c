"""The central table, written out: for the terminal, as Markdown, as CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rich.table import Table
from rich.text import Text

from explainers.points.steps import signed
from underglass.measured.explainer_counts import SYMBOLS, compact, legend, summary
from underglass.measured.explainers import EXPLAINERS, IMPORTANCE

HEADS = {
    "interventional": "inter-\nventional",
    "path-dependent": "path-\ndependent",
    "conditional": "condi-\ntional",
    "surrogate tree": "surrogate\ntree",
    "linear surrogate": "linear\nsurrogate",
    IMPORTANCE: "permut.\nimport.",
}


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
        decimals = 3 if mark["unit"] == "AUC" else 1
        rows.append(
            {
                "bias": mark["bias"],
                "seed": mark["seed"],
                "explainer": mark["explainer"],
                "planted, kept": _around(mark, "planted_kept"),
                "planted": _around(mark, "planted"),
                "found": _around(mark, "found", decimals),
                "elsewhere": _number(mark.get("elsewhere")),
                "unexplained": _number(mark.get("unexplained")),
                "without a twin": _around(mark, "alone", decimals),
                "at dose 0": _around(mark, "without", decimals),
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


def _around(mark: pd.Series, name: str, decimals: int = 1) -> str:
    value, low, high = mark[name], mark[f"{name}_low"], mark[f"{name}_high"]
    return f"{value:+.{decimals}f} ± {(high - low) / 2:.{decimals}f}".replace("-", "−")


def _number(value) -> str:
    return "no points" if value is None or pd.isna(value) else signed(value)


def _text(value) -> str:
    return value if isinstance(value, str) else "–"
