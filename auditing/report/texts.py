"""Sentences of the audit and its report: a file a language, for translators to read."""

import json
from pathlib import Path

LANGUAGES = ("en", "fr")
TEXTS = {
    language: json.loads(
        Path(__file__).with_name(f"texts.{language}.json").read_text(encoding="utf-8")
    )
    for language in LANGUAGES
}


def written_as(said: str, language: str) -> str:
    """Say how a file is written, such as "CSV, semicolons, cp1252", in another language.

    Examples
    --------
    >>> written_as("CSV, semicolons, cp1252", "fr")
    'CSV, points-virgules, cp1252'
    """
    words = TEXTS[language]["file"]
    return ", ".join(
        " ".join(words.get(word, word) for word in part.split(" ")) for part in said.split(", ")
    )
