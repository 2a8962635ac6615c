"""The report: one HTML file for who reads one page, and for who reads all of it."""

from importlib.metadata import PackageNotFoundError, version

from auditing.comparisons.findings import GAP
from auditing.report.findings_shown import findings_of, spread_of
from auditing.report.further import right_of, slices_of, through_of, unknown_of
from auditing.report.law import LOOKED_UP, touched
from auditing.report.markup import Markup, bullets, joined, page, tag
from auditing.report.summary import alarms, counted, headline, headlines, verdicts
from auditing.report.words import Words, safe


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
        *findings_of(audit, words, h), *spread_of(audit, words, h), *unknown_of(audit, words, h),
        *slices_of(audit, words, h), *through_of(audit, words, h), *right_of(audit, words, h),
        *_ending(audit, words, h, domain, command),
    )  # fmt: skip


def _front(audit, words: Words, h: dict) -> list[Markup]:
    made = [tag("h2", h["in_short"])]
    made += [tag("p", " ".join([*counted(audit, words), *verdicts(audit, words)]))]
    made.append(tag("h3", h["gaps"]))
    told = [headline(audit, one, words) for one in headlines(audit)]
    made.append(bullets(told) if told else tag("p", h["no_gaps"]))
    if audit.certificates:
        made.append(tag("h3", h["certificates"]))
        made.append(bullets(words.certificate(one) for one in audit.certificates))
    if audit.check is not None:
        made += [tag("h3", h["right"]), tag("p", alarms(audit, words))]
    return made


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
