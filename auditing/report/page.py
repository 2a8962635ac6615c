"""The report: one HTML file for who reads one page, and for who reads all of it."""

from importlib.metadata import PackageNotFoundError, version

import numpy as np

from auditing.comparisons.findings import GAP
from auditing.report import figures
from auditing.report.findings_shown import findings_of, spread_of
from auditing.report.law import LOOKED_UP, touched
from auditing.report.markup import Markup, bullets, joined, page, table, tag
from auditing.report.summary import alarms, counted, headlines, verdicts
from auditing.report.words import Words, group_name, safe


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
        Which legal texts may matter, one of ``auditing.report.law.DOMAINS``.

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
        *findings_of(audit, words, h), *spread_of(audit, words, h), *_unknown(audit, words, h),
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
        bullets(joined(tag("b", one.name[language]), ": ", one.text[language]) for one in articles),
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
