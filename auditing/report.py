"""The report: one HTML file for who reads one page, and for who reads all of it."""

from importlib.metadata import PackageNotFoundError, version

import numpy as np

from auditing import figures
from auditing.distributions import quantiles
from auditing.findings import GAP, Finding
from auditing.law import LOOKED_UP, touched
from auditing.markup import Markup, bullets, joined, page, table, tag
from auditing.metrics import MEAN
from auditing.words import Words, alarms, counted, group_name, headlines, safe, verdicts

ROWS_A_FIGURE = 24  # so that none is cut by a page
FEWEST_DRAWN = 50  # people whose quantiles are shown: no single person is seen
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


def write_report(
    audit, language: str = "en", *, command: str = "", source: str = "", domain: str = "other"
) -> str:
    """Write the report.

    Parameters
    ----------
    audit : Audit
    language : {"en", "fr"}
    command : str
        That makes the report again.
    source : str
        What the table is: a file's name and its fingerprint.
    domain : str
        Which legal texts may matter, one of ``auditing.law.DOMAINS``.

    Returns
    -------
    str
        HTML. The same audit gives the same bytes.
    """
    words = Words(audit.question, language)
    h = words.texts["report"]
    title = h["title"].format(
        score=safe(audit.question["score"]), groups=", ".join(map(safe, audit.question["groups"]))
    )
    front = [tag("h1", title)]
    if source:
        front.append(tag("p", h["of"].format(source=source), cls="soft"))
    return page(
        title, language, tag("section", *front, *_front(audit, words, h), cls="front"),
        *_findings(audit, words, h), *_spread(audit, words, h), *_unknown(audit, words, h),
        *_slices(audit, words, h), *_through(audit, words, h), *_right(audit, words, h),
        *_ending(audit, words, h, domain, command),
    )  # fmt: skip


def _front(audit, words: Words, h: dict) -> list[Markup]:
    made = [tag("h2", h["in_short"])]
    made += [tag("p", " ".join([*counted(audit, words), *verdicts(audit, words)]))]
    made.append(tag("h3", h["gaps"]))
    told = [words.sentence(one) for one in headlines(audit)]
    made.append(bullets(told) if told else tag("p", h["no_gaps"]))
    if audit.certificates:
        made.append(tag("h3", h["certificates"]))
        made.append(bullets(words.certificate(one) for one in audit.certificates))
    if audit.check is not None:
        made += [tag("h3", h["right"]), tag("p", alarms(audit, words))]
    return made


def _findings(audit, words: Words, h: dict) -> list[Markup]:
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


def _spread(audit, words: Words, h: dict) -> list[Markup]:
    rows = []
    for k in audit.sides.groups:
        people = audit.estimates.people[k]
        if people >= FEWEST_DRAWN and len(audit.sides.keys[k]) == 1:
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
    return [*made, tag("p", h["small"].format(n=FEWEST_DRAWN), cls="soft")]


def _unknown(audit, words: Words, h: dict) -> list[Markup]:
    made = [tag("h2", h["unknown"])]
    if not audit.unknown:
        return [*made, tag("p", h["unknown_none"])]
    made.append(tag("p", h["unknown_why"]))
    told = sorted(audit.unknown, key=lambda one: np.nan_to_num(one.turns_at, nan=9, posinf=5))
    for one in told[:2]:
        finding = one.finding
        metric = words.metric(finding.metric, finding.low_at, None)
        half = (finding.difference - finding.low, finding.high - finding.difference)
        if not np.isfinite(half).all():
            continue
        drawn = figures.bounds(
            one, half, title=f"{group_name(finding.group)}: {metric}",
            across=h["across"].format(n=words.number(one.n_unknown)),
            up=f"{group_name(finding.group)}: {metric}",
            write=lambda value, name=finding.metric: words.bare(value, name),
            write_share=lambda value: words.share(value, 0),
        )  # fmt: skip
        made.append(tag("figure", Markup(drawn), tag("figcaption", words.bounds(one))))
    return [*made, bullets(words.bounds(one) for one in told[2:])]


def _slices(audit, words: Words, h: dict) -> list[Markup]:
    search = audit.slices
    if search is None:
        return []
    t, told = words.texts, []
    for one in search.slices:
        told.append(t["slice"].format(
            where=group_name(one.where), tested=words.points(one.tested),
            low=words.number(one.low, words.digits), high=words.points(one.high),
            n=words.number(one.people), searched=words.points(one.searched),
        ))  # fmt: skip
    columns = ", ".join(map(safe, search.columns))
    said = t["slices"].format(n=words.number(search.n_searched), columns=columns)
    return [
        tag("h2", h["slices"]), tag("p", said),
        bullets(told) if told else tag("p", t["slices_none"]),
    ]  # fmt: skip


def _through(audit, words: Words, h: dict) -> list[Markup]:
    through = audit.through
    if through is None:
        return []
    key = "exact_model" if through.exact else "surrogate"
    made = [tag("h2", h["through"]), tag("p", words.texts[key].format(
        error=words.points(through.error), explained=words.share(through.explained),
        n=words.number(through.n_people),
    ))]  # fmt: skip
    for group, rows in through.tables.items():
        gap, model = map(words.points, through.gaps[group])
        said = words.texts["through"].format(group=group_name((group,)), gap=gap, model=model)
        cells = [
            (safe(row.column), words.points(row.points),
             f"[{words.number(row.low, words.digits)}; {words.number(row.high, words.digits)}]")
            for row in rows.head(8).itertuples()
        ]  # fmt: skip
        made += [tag("h3", said), table(h["through_columns"], cells)]
    return made


def _right(audit, words: Words, h: dict) -> list[Markup]:
    check, t = audit.check, words.texts
    if check is None:
        return []
    told = []
    for key, (found, low, high) in check.found_from.items():
        kind = "found_from" if np.isfinite(found) else "not_found"
        told.append(t[kind].format(
            group=group_name(key), points=words.points(found),
            low=words.number(low, words.digits), high=words.points(high),
        ))  # fmt: skip
    for (key, at), ends in check.found_rate.items():
        if np.isfinite(ends[0]):
            found, low, high = (words.distance(one, "selection_rate") for one in ends)
            told.append(t["found_rate"].format(
                group=group_name(key), metric=words.metric("selection_rate", at, None),
                points=found, low=low, high=high,
            ))  # fmt: skip
    return [tag("h2", h["right"]), tag("p", alarms(audit, words)), bullets(told)]


def _ending(audit, words: Words, h: dict, domain: str, command: str) -> list[Markup]:
    language, question, t = words.language, audit.question, words.texts
    left = [t["left"][kind].format(*_written(rest, words)) for kind, *rest in audit.not_looked_at]
    told = {
        "level": words.level, "each": words.share(question["level"], 3),
        "margin": words.points(question["margin"]),
        "margin_rate": words.distance(question["margin_rate"], "selection_rate"),
    }  # fmt: skip
    gap = any(one.verdict == GAP for one in audit.findings)
    selection = any(one.metric == "selection_rate" for one in audit.findings)
    articles = touched(domain, gap=gap, selection=selection)
    made = [
        tag("h2", h["not_looked_at"]), bullets(left) if left else tag("p", h["nothing_left"]),
        tag("h2", h["method"]), *(tag("p", one.format(**told)) for one in h["methods"]),
        tag("h2", h["limits"]), bullets(h["limit"]),
        tag("h2", h["law"]), tag("p", h["law_note"].format(date=LOOKED_UP[language])),
        bullets(joined(tag("b", one.name), ": ", getattr(one, language)) for one in articles),
    ]  # fmt: skip
    if command:
        made += [tag("h2", h["again"]), tag("pre", command)]
    said = h["version"].format(version=_version(), seed=question["seed"])
    return [*made, tag("p", said, cls="soft")]


def _written(rest, words: Words) -> list[str]:
    return [
        safe(one) if isinstance(one, str) else words.exact(one) if one % 1 else words.number(one)
        for one in rest
    ]


def _version() -> str:
    try:
        return f"under-glass {version('under-glass')}"
    except PackageNotFoundError:
        return "under-glass"
