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
