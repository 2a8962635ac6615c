"""The report's further parts: unknown groups, slices, through which columns, how often it errs."""

import re

import numpy as np

from auditing.comparisons.metrics import MEAN
from auditing.report import figures
from auditing.report.markup import Markup, bullets, table, tag
from auditing.report.summary import alarms
from auditing.report.words import Words, group_name, safe

SELECTION = "selection_rate"
RANGE = re.compile(r"-?[\d.e+-]+ – -?[\d.e+-]+")
MAX_DRAWN = 2


def unknown_of(audit, words: Words, h: dict) -> list[Markup]:
    """Draw the verdicts that turn first, and list the bounds of all."""
    made = [tag("h2", h["unknown"])]
    if not audit.unknown:
        return [*made, tag("p", h["unknown_none"])]
    made.append(tag("p", h["unknown_why"]))
    told = sorted(audit.unknown, key=lambda one: np.nan_to_num(one.turns_at, nan=9, posinf=5))
    for one in told[:MAX_DRAWN]:
        finding = one.finding
        metric = words.metric(finding.metric, finding.low_at, None)
        margins = (finding.difference - finding.low, finding.high - finding.difference)
        if not np.isfinite(margins).all():
            continue
        drawn = figures.bounds(
            one, margins, title=f"{group_name(finding.group)}: {metric}",
            across=h["across"].format(n=words.number(one.n_unknown)),
            up=f"{group_name(finding.group)}: {metric}",
            write=lambda value, name=finding.metric: words.bare(value, name),
            write_share=lambda value: words.share(value, 0),
        )  # fmt: skip
        made.append(tag("figure", Markup(drawn), tag("figcaption", words.bounds(one))))
    return [*made, table(h["unknown_columns"], [_bounds(one, words) for one in told])]


def _bounds(one, words: Words) -> list[str]:
    finding, ratio = one.finding, "–"
    turns = "–" if np.isnan(one.turns_at) else words.texts["never"]
    if np.isfinite(one.turns_at):
        turns = words.share(one.turns_at, 0)
    ends = (words.bare(end, finding.metric) for end in (one.lowest[-1], one.highest[-1]))
    if one.ratio_lowest is not None:
        ends_of = (words.number(end[-1], 2) for end in (one.ratio_lowest, one.ratio_highest))
        ratio = f"[{'; '.join(ends_of)}]"
    metric = words.metric(finding.metric, finding.low_at, None)
    who = f"{group_name(finding.group)}: {metric}"
    return [who, words.verdict(finding), turns, f"[{'; '.join(ends)}]", ratio]


def slices_of(audit, words: Words, h: dict) -> list[Markup]:
    """Write the worst slices, and how many were searched."""
    search = audit.slices
    if search is None:
        return []
    t, told = words.texts, []
    for one in search.slices:
        where = tuple((name, _in_language(label, words)) for name, label in one.where)
        told.append(t["slice"].format(
            where=group_name(where), tested=words.points(one.tested),
            low=words.number(one.low, words.digits), high=words.points(one.high),
            n=words.number(one.people), searched=words.points(one.searched),
        ))  # fmt: skip
    columns = ", ".join(map(safe, search.columns))
    said = t["slices"].format(n=words.number(search.n_searched), columns=columns, level=words.level)
    return [
        tag("h2", h["slices"]), tag("p", said),
        bullets(told) if told else tag("p", t["slices_none"]),
    ]  # fmt: skip


def _in_language(label: str, words: Words) -> str:
    """Write the ends of a range of numbers with the language's decimal sign."""
    return label.replace(".", ",") if words.language == "fr" and RANGE.fullmatch(label) else label


def through_of(audit, words: Words, h: dict) -> list[Markup]:
    """Write each group's gap by column, and what runs through none of them."""
    through = audit.through
    if through is None:
        return []
    key = "exact_model" if through.exact else "surrogate"
    made = [tag("h2", h["through"]), tag("p", words.texts[key].format(
        error=words.points(through.error), explained=words.share(through.explained),
        n=words.number(through.n_people),
    ))]  # fmt: skip
    for group, rows in through.tables.items():
        gap, model = through.gaps[group]
        said = words.texts["through"].format(
            group=group_name((group,)), gap=words.points(gap), model=words.points(model)
        )
        cells = [
            (safe(row.column), words.points(row.points),
             f"[{words.number(row.low, words.digits)}; {words.number(row.high, words.digits)}]")
            for row in rows.head(8).itertuples()
        ]  # fmt: skip
        if not through.exact:
            cells.append((words.texts["through_rest"], words.points(gap - model), "–"))
        made += [tag("h3", said), table(h["through_columns"], cells)]
    return made


def right_of(audit, words: Words, h: dict) -> list[Markup]:
    """Write how often the audit is wrong, and the gaps that it finds."""
    check = audit.check
    if check is None:
        return []
    told = [(key, MEAN, None, ends) for key, ends in check.found_from.items()]
    told += [(key, SELECTION, at, ends) for (key, at), ends in check.found_rate.items()]
    rows = []
    for key, name, at, (seen, low, high) in told:
        row = [group_name(key), words.metric(name, at, None)]
        if np.isfinite(seen):
            ends = f"[{words.bare(low, name)}; {words.bare(high, name)}]"
            rows.append([*row, words.distance(seen, name), ends])
        else:
            rows.append([*row, words.texts["no_shift"], "–"])
    return [
        tag("h2", h["right"]), tag("p", alarms(audit, words)),
        tag("p", h["found_why"]), table(h["found_columns"], rows),
    ]  # fmt: skip
