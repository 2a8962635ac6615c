"""A letter to the scored person, in English or French.

US lenders must name the principal reasons of a refusal, and more than four are "not likely to be
helpful" (12 CFR 1002.9, commentary); the European Court asks for the procedure and principles
actually applied, concisely and intelligibly, and holds that saying how far other data would have
changed the result can be one way (C-203/22, paragraph 62). Looked up 2026-11-22; this is teaching
material and not legal advice, and the letter follows the idea, not the law of a place.
"""

from __future__ import annotations

import datetime

from explainers.notice import reasons as lines
from explainers.notice.language import Language
from explainers.notice.letter import Notice, Section
from explainers.notice.words import BAND_NAMES, PROTECTED, TOPICS
from explainers.points.attribution import Attribution
from explainers.points.undisclosed import NOT_DISCLOSED
from explainers.recourse.answers import Answer, Recourse
from scoring.scale import BANDS, MAX_POINTS, MIN_POINTS, band
from synthetic_data.arguments import check_whole
from synthetic_data.codebook import names


def notice(
    attribution: Attribution,
    position: int,
    *,
    date: datetime.date,
    language: str = "en",
    recourse: Recourse | None = None,
) -> Notice:
    """Write to one scored person.

    Parameters
    ----------
    attribution : Attribution
        Of an ``OpaqueScore``, in points.
    position : int
        Position among the explained people.
    date : datetime.date
        The letter's date.
    language : {"en", "fr"}
    recourse : Recourse, optional
        Of the same person: what would have given another result.

    Returns
    -------
    Notice
        Its whole points add up to the published score.

    Raises
    ------
    ValueError
        For an unknown language, a position outside the attribution, a score that is not in
        points, a column without words, or recourse of somebody with another score.

    Examples
    --------
    >>> from datetime import date
    >>> from synthetic_data import make_population
    >>> from scoring import OpaqueScore
    >>> from explainers import explain
    >>> country = make_population(2000, scenario="level")
    >>> score = OpaqueScore("scorecard").fit(country.observed, country.recorded)
    >>> letter = notice(explain(score, country.observed, rows=[0]), 0, date=date(2026, 11, 22))
    >>> print(letter.date)
    Simsim, 22 November 2026
    """
    words = Language(language)
    published = _check(attribution, position, date, recourse)
    found = lines.reasons(attribution, position)
    name = str(band(published))
    opening = words.say(
        "score",
        published=words.number(published),
        least=words.number(MIN_POINTS),
        most=words.number(MAX_POINTS),
        band=BAND_NAMES[name][words.at],
        from_=words.number(BANDS[name]),
    )
    sections = (
        _why(words, attribution, position, found),
        Section(words.say("other"), tuple(_other(words, recourse))),
        Section(words.say("unused"), tuple(_unused(words, attribution, position))),
        Section(words.say("good"), (_reliability(words, attribution),)),
        Section(words.say("contest"), (words.say("office"),)),
    )
    return Notice(
        language=language,
        title=words.say("title", published=words.number(published)),
        date=words.date(date),
        opening=(words.say("greeting"), opening),
        sections=sections,
        closing=words.say("fiction"),
        reasons=tuple(found),
    )


def _check(attribution, position, date, recourse) -> int:
    check_whole("position", position, least=0)
    if position >= len(attribution.published):
        raise ValueError(
            f"position must be from 0 to {len(attribution.published) - 1}; received {position}"
        )
    if attribution.unit != "points":
        raise ValueError(f"attribution must be in points; received {attribution.unit!r}")
    if not isinstance(date, datetime.date):
        raise ValueError(f"date must be a datetime.date; received {date!r}")
    lines.check_words(attribution.columns)
    published = int(attribution.published[position])
    if recourse is not None and recourse.score != published:
        raise ValueError(
            f"recourse must be of the same person, with {published} points; received one of "
            f"somebody with {recourse.score}"
        )
    return published


def _why(words: Language, attribution, position: int, found) -> Section:
    special = {
        lines.START: "start",
        lines.FRIENDS: "friends",
        NOT_DISCLOSED: "undisclosed",
        lines.ELSE: "else",
        lines.END_TOP: "end_top",
        lines.END_BOTTOM: "end_bottom",
    }
    ends = {"least": words.number(MIN_POINTS), "most": words.number(MAX_POINTS)}
    own = attribution.data.iloc[position]
    rows = []
    for reason in found:
        details = [f"{words.label(c)} : {words.value(c, own[c])}" for c in reason.columns]
        name = (
            words.say(special[reason.topic], **ends)
            if reason.topic in special
            else TOPICS[reason.topic][words.at]
        )
        points = words.number if reason.topic == lines.START else words.signed
        rows.append((points(reason.points), name, _details(words, details)))
    rows.append((words.number(int(attribution.published[position])), words.say("total"), ""))
    base = words.number(found[0].points)
    if attribution.perturbation == "path_dependent":
        compared = words.say("compared_training", base=base)
    else:
        background = words.background(attribution.background)
        compared = words.say("compared", background=background, base=base)
    paragraphs = [compared, words.say("meaning")]
    friends = round(float(attribution.friends[position]))
    if friends and lines.FRIENDS not in [reason.topic for reason in found]:
        points = words.points(friends, sign=True)
        paragraphs.append(words.say("friends_note", points=points))
    return Section(words.say("why"), tuple(paragraphs), tuple(rows))


def _details(words: Language, details: list[str]) -> str:
    text = words.typeset(words.texts["list"].join(details))
    return text if words.code == "fr" else text.replace(" :", ":")


def _other(words: Language, recourse: Recourse | None):
    if recourse is None:
        yield words.say("no_recourse")
        return
    to = {"to": BAND_NAMES[recourse.to][words.at], "limit": words.number(recourse.limit)}
    if recourse.already:
        yield words.say("already", to=to["to"])
        return
    if not recourse.answers:
        looked = words.listing([words.label(column) for column in recourse.considered])
        yield words.say("none" if recourse.exact else "none_found", looked=looked, **to)
        return
    for number, answer in enumerate(recourse.answers):
        said = {"steps": _steps(words, answer), "score": words.number(answer.score)}
        yield words.say("answer_more", **said) if number else words.say("answer", **said, **to)
    yield words.say("caution")


def _steps(words: Language, answer: Answer) -> str:
    return words.texts["list"].join(
        words.texts["step"].format(
            label=words.label(step.column),
            before=words.value(step.column, step.before),
            after=words.value(step.column, step.after),
        )
        for step in answer.steps
    )


def _unused(words: Language, attribution: Attribution, position: int):
    read = set(attribution.columns)
    unread = [PROTECTED[name][words.at] for name in names("protected") if name not in read]
    if unread:
        yield words.say("protected", columns=words.listing(unread))
    if NOT_DISCLOSED in attribution.columns:
        exact = attribution.values[position, attribution.columns.index(NOT_DISCLOSED)]
        yield words.say("hidden", points=words.points(round(float(exact)), sign=True))


def _reliability(words: Language, attribution: Attribution) -> str:
    good = attribution.reliability
    if good is None:
        return words.say("no_reliability")
    return words.say(
        "reliability",
        n=words.number(int(good.n_people)),
        auc=words.number(round(100 * good.auc)),
        error=words.percentage_points(round(100 * float(good.calibration_error), 1)),
    )
