"""The report's findings: tables, and pictures of gaps and scores."""

import numpy as np

from auditing.comparisons.distributions import quantiles
from auditing.comparisons.findings import GAP, Finding
from auditing.comparisons.metrics import MEAN
from auditing.report import figures
from auditing.report.markup import Markup, bullets, table, tag
from auditing.report.words import Words, group_name, safe

ROWS_A_FIGURE = 24  # so that none is cut by a page
MIN_DRAWN = 50  # people whose quantiles are shown: no single person is seen
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


def findings_of(audit, words: Words, h: dict) -> list[Markup]:
    """Write the findings by column, at intersections and of pairs."""
    made = [tag("h2", h["verdicts"]), bullets(h["reading"])]
    for column in audit.question["groups"]:
        rows = [
            one for one in audit.findings
            if one.against is None and [name for name, _ in one.group] == [column]
        ]  # fmt: skip
        if rows:
            made.append(tag("h2", h["findings"].format(column=safe(column))))
            made += _drawn(rows, words, h)
            made += _each_group(rows, audit.tally.labels[column], words, h)
    crossed = [one for one in audit.findings if one.against is None and len(one.group) > 1]
    pairs = [one for one in audit.findings if one.against is not None]
    for key, rows in (("crossed", crossed), ("pairs", pairs)):
        if not rows:
            continue
        made.append(tag("h2", h[key]))
        if key == "crossed":
            made += _drawn(rows, words, h)
        found = [one for one in rows if one.verdict == GAP]
        told = h["more"].format(n=words.number(len(rows)), shown=words.number(len(found)))
        made.append(tag("p", told, cls="soft"))
        if found:
            made.append(_listed(found, words, h, named=True))
    return made


def _each_group(rows: list[Finding], labels, words: Words, h: dict) -> list[Markup]:
    """List each group's findings; of two groups that mirror each other, the less favoured."""
    keys = list(dict.fromkeys(one.group for one in rows))
    if len(labels) == 2 and len(keys) == 2:
        sign = 1 if words.question["favourable"] == "high" else -1
        worse = min(
            rows, key=lambda one: sign * np.nan_to_num(one.difference) * (one.metric == MEAN)
        )
        keys.sort(key=lambda key: key != worse.group)
    made = []
    for key in keys:
        own = [one for one in rows if one.group == key]
        told = {"group": group_name(key), "others": words.others(None)}
        told |= {"n": words.number(own[0].people), "m": words.number(own[0].people_against)}
        made.append(tag("h3", h["group"].format(**told)))
        made.append(_listed(own, words, h))
        if len(labels) == 2 and len(keys) == 2:
            made.append(tag("p", h["mirror"].format(group=group_name(keys[1])), cls="soft"))
            break
    return made


def _drawn(rows: list[Finding], words: Words, h: dict) -> list[Markup]:
    """Draw means, and the ratios of rates at each threshold."""
    made = []
    seen = [one for one in rows if np.isfinite(one.difference)]
    means = [
        (group_name(one.group), one.difference, one.low, one.high, one.verdict == GAP,
         words.number(one.people))
        for one in seen if one.metric == MEAN and np.isfinite(one.low)
    ]  # fmt: skip
    unit = safe(words.question["unit"])
    made += _intervals(means, words, h["mean_axis"].format(unit=unit), reference=0.0)
    for at in sorted({one.low_at for one in seen if one.metric == "selection_rate"}):
        ratios = [
            (group_name(one.group), min(one.ratio, 3), min(one.ratio_low, 3),
             min(one.ratio_high, 3), one.verdict == GAP, words.number(one.people))
            for one in seen
            if one.metric == "selection_rate" and one.low_at == at and np.isfinite(one.ratio)
        ]  # fmt: skip
        axis = h["ratio_axis"].format(at=words.exact(at))
        made += _intervals(ratios, words, axis, reference=1.0, mark=0.8)
    return made


def _intervals(rows, words: Words, axis: str, *, reference: float, mark=None) -> list[Markup]:
    digits = words.digits if reference == 0 else 2
    rows = sorted(rows, key=lambda row: row[1])
    return [
        tag("figure", Markup(figures.intervals(
            rows[begin : begin + ROWS_A_FIGURE], title=axis, axis=axis, reference=reference,
            mark=mark, write=lambda value: words.number(value, digits),
        )))
        for begin in range(0, len(rows), ROWS_A_FIGURE)
    ]  # fmt: skip


def _listed(rows: list[Finding], words: Words, h: dict, *, named: bool = False) -> Markup:
    """Make a table of findings; ``named`` adds who is compared."""
    cells, kinds = [], []
    for one in rows:
        name, row = one.metric, []
        if named:
            others = h["against"].format(others=words.others(one.against))
            row.append(f"{group_name(one.group)} ({words.number(one.people)}) {others} "
                       f"({words.number(one.people_against)})")  # fmt: skip
        row.append(words.metric(name, one.low_at, one.high_at))
        if not np.isfinite(one.difference):
            row += ["–", "–"]
        else:
            values = words.value(one.value, name), words.value(one.value_against, name)
            row.append(words.points(one.value) if name == "distribution" else " / ".join(values))
            ends = f"[{words.bare(one.low, name)}; {words.bare(one.high, name)}]"
            row.append(f"{words.distance(one.difference, name)} {ends}")
        cells.append([*row, words.verdict(one)])
        kinds.append("gap" if one.verdict == GAP else "")
    return table(h["columns"] if named else h["columns"][1:], cells, kinds)


def spread_of(audit, words: Words, h: dict) -> list[Markup]:
    """Draw where each group's scores lie."""
    rows = []
    for k in audit.sides.groups:
        people = audit.estimates.people[k]
        if people >= MIN_DRAWN and len(audit.sides.keys[k]) == 1:
            five = quantiles(audit.tally, audit.sides.member[:, k], QUANTILES)
            rows.append((group_name(audit.sides.keys[k]), five, words.number(people)))
    if not rows:
        return []
    axis = h["box_axis"].format(unit=safe(audit.question["unit"]))
    made = [tag("h2", h["spread"])]
    for begin in range(0, len(rows), ROWS_A_FIGURE):
        drawn = figures.boxes(
            rows[begin : begin + ROWS_A_FIGURE], title=axis, axis=axis,
            write=lambda value: words.number(value, words.digits),
        )  # fmt: skip
        made.append(tag("figure", Markup(drawn)))
    return [*made, tag("p", h["small"].format(n=MIN_DRAWN), cls="soft")]
