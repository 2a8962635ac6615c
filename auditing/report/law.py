"""Legal texts that an audit's findings may touch, with the day on which each was looked up.

This is teaching material, not legal advice, and a statistical finding never breaches an article by
itself. Texts were checked against stored copies on 22 November 2026 unless marked "reported".
"""

import json
from dataclasses import dataclass
from pathlib import Path

LOOKED_UP = {"en": "22 November 2026", "fr": "22 novembre 2026"}
DOMAINS = ("credit", "employment", "benefits", "insurance", "other")


@dataclass(frozen=True)
class Article:
    """A text, what it says in a sentence, and where it may matter.

    Attributes
    ----------
    name, text : dict of str
        By language.
    domains : tuple of str
        Empty for all of them.
    needs : {"", "gap", "selection"}
        What must be among the findings for it to be listed.
    """

    name: dict[str, str]
    text: dict[str, str]
    domains: tuple[str, ...] = ()
    needs: str = ""


ARTICLES = tuple(
    Article(**one | {"domains": tuple(one["domains"])})
    for one in json.loads(Path(__file__).with_name("law.json").read_text(encoding="utf-8"))
)


def touched(domain: str, *, gap: bool, selection: bool) -> tuple[Article, ...]:
    """List the texts that findings in a domain may touch."""
    if domain not in DOMAINS:
        raise ValueError(f"domain must be one of {', '.join(DOMAINS)}; received {domain}")
    there = {"": True, "gap": gap, "selection": selection}
    return tuple(
        one for one in ARTICLES
        if (not one.domains or domain in one.domains) and there[one.needs]
    )  # fmt: skip
