"""The letter that one inhabitant of a scenario would get: score, reasons, what would change it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from explainers import explain
from explainers.notice import Notice, notice
from explainers.notice.language import LANGUAGES
from explainers.recourse import recourse
from scoring import train_score
from scoring.models import MODELS
from scoring.scale import BANDS, band
from scoring.social import SOCIAL_WEIGHT
from synthetic_data import make_population
from synthetic_data.arguments import check_names, check_whole


def make_letter(
    person: int,
    *,
    scenario: str = "sesame",
    n_people: int = 10_000,
    seed: int = 0,
    model: str = "boosted",
    language: str = "en",
    date: datetime.date | None = None,
    say: Callable[[str], None] = lambda stage: None,
) -> Notice:
    """Score a country and write to one of its inhabitants, with advice for the next band.

    Parameters
    ----------
    person : int
        Number of the inhabitant, from 0.
    scenario, n_people, seed
        As for ``make_population``.
    model : str
        As for ``OpaqueScore``; friends count.
    language : {"en", "fr"}
    date : datetime.date, optional
        Of the letter; today if left out.
    say : callable
        Told what is done next.

    Returns
    -------
    Notice

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    check_whole("n_people", n_people, least=1)
    check_whole("person", person, least=0)
    if person >= n_people:
        raise ValueError(f"person must be from 0 to {n_people - 1}; received {person}")
    check_names("language", [language], LANGUAGES)
    check_names("model", [model], MODELS)
    say("Generating and scoring the country")
    country = make_population(n_people, scenario=scenario, seed=seed)
    score = train_score(country, model, social_weight=SOCIAL_WEIGHT)
    say("Explaining the score")
    why = explain(score, country.observed, ties=country.ties, rows=[person])
    say("Looking for the cheapest change")
    limits = list(BANDS)
    higher = limits[limits.index(str(band(why.published[0]))) + 1 :]
    advice = None
    if higher:
        advice = recourse(
            score, country.observed, person, to=higher[0], ties=country.ties, answers=2
        )
    return notice(why, 0, date=date or datetime.date.today(), language=language, recourse=advice)
