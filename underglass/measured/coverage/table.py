"""The counted rows as Markdown: a short table for a page, and a full one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from underglass.measured.coverage.exact import clopper_pearson, most_alarms
from underglass.measured.coverage.rows import EVERYBODY
from underglass.measured.coverage.summary import LEVEL, Held, read_summary
from underglass.measured.coverage.worlds.setting import GROUPS, N_PEOPLE

GROUP_HEADS = dict(
    zip(
        (*GROUPS, EVERYBODY),
        (
            "hill people (1 in 5)",
            "accountants (1 in 50)",
            "poor quarters (16 of 64)",
            "towns' poor quarters (5 of 64)",
            "everybody",
        ),
        strict=True,
    )
)


def markdown_table(told: Mapping) -> str:
    """Return the short table: a line an interval and estimand, a column a group.

    Parameters
    ----------
    told : mapping
        What :func:`underglass.measured.coverage.summary.write_summary` writes.
    """
    held = read_summary(told)
    lines: dict[tuple[str, str], list[Held]] = {}
    for one in held:
        lines.setdefault((one.row.what, one.row.estimand), []).append(one)
    groups = [g for g in GROUP_HEADS if any(one.row.group == g for one in held)]
    head = ["Interval of", "Holds for", *(GROUP_HEADS[g] for g in groups), "width"]
    table = [
        [what, estimand, *(_cell([h for h in line if h.row.group == g]) for g in groups),
         _span([one.width for one in line], "{:.1f}")]
        for (what, estimand), line in lines.items()
    ]  # fmt: skip
    return _markdown(head, table) + "\n\n" + _words(told, held) + "\n"


def full_table(told: Mapping) -> str:
    """Return every row as Markdown."""
    head = ["Interval of", "Holds for", "Model", "Group", "Covered", "%", "Exact", "Refused",
            "Half-width", "Spread", "Verdict"]  # fmt: skip
    table = [
        [
            one.row.what,
            one.row.estimand,
            one.row.model,
            one.row.group,
            f"{one.covered} of {one.worlds - one.refused}",
            f"{100 * one.share:.1f}",
            f"{100 * one.low:.1f} to {100 * one.high:.1f}",
            str(one.refused),
            "" if one.half is None else f"{one.half:.3g}",
            "" if one.spread is None else f"{one.spread:.3g}",
            one.verdict,
        ]
        for one in read_summary(told)
    ]
    return _markdown(head, table) + "\n"


def bounds(n: int, n_rows: int) -> tuple[float, float]:
    """Shares of ``n`` between which a row's corrected exact interval takes in 95 %."""
    level = 1 - (1 - LEVEL) / n_rows
    ends = (clopper_pearson(count, n, level) for count in range(n + 1))
    fits = [low <= LEVEL <= high for low, high in ends]
    return fits.index(True) / n, (n - fits[::-1].index(True)) / n


def _words(told: Mapping, held: Sequence[Held]) -> str:
    n, n_rows = told["worlds"], told["intervals"]
    low, high = bounds(n, n_rows)
    off = [
        f"{one.row.what}, {one.row.model}, {one.row.group} ({_number(one)})"
        for one in held
        if one.verdict == "short"
    ]
    return (
        f"{n} countries of {N_PEOPLE:,} people, several models to a cell. An interval holds where "
        f"the exact interval of its share, corrected for {n_rows} rows, takes in 95 % "
        f"({100 * low:.1f} to {100 * high:.1f} % without refusals); alarms, where at most "
        f"{most_alarms(n)} were raised. Width: mean half-width over 1.96 times the estimates' own "
        f"spread. Code {told['code']}, seeds {told['seeds']}. "
        + (f"Short: {'; '.join(off)}." if off else "None is short.")
    )


def _cell(held: Sequence[Held]) -> str:
    if not held:
        return ""
    if held[0].row.alarm:
        return ", ".join(_number(one) for one in held)
    text = _span([100 * one.share for one in held], "{:.1f}")
    verdicts = sorted({one.verdict for one in held} - {"holds", "refused"})
    text = f"**{text}** {', '.join(verdicts)}" if verdicts else text
    refused = sum(one.refused for one in held)
    return f"{text} ({refused} refused)" if refused else text


def _number(one: Held) -> str:
    if one.row.alarm:
        return f"{one.covered} of {one.worlds} alarms"
    return f"{100 * one.share:.1f} %" if one.worlds > one.refused else "refused"


def _span(values: Sequence[float], form: str) -> str:
    known = [form.format(value) for value in sorted(values) if np.isfinite(value)]
    if not known:
        return "–"
    return known[0] if known[0] == known[-1] else f"{known[0]}–{known[-1]}"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
