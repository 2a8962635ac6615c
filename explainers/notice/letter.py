"""The letter as a value: sections of sentences and lines, written as text or as a page."""

from __future__ import annotations

import html
from dataclasses import dataclass

from explainers.notice.reasons import Reason


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, and perhaps lines of points between the first and the others."""

    heading: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Notice:
    """A letter to a scored person.

    Attributes
    ----------
    language : {"en", "fr"}
    title, date : str
    opening : tuple of str
    sections : tuple of Section
    closing : str
    reasons : tuple of Reason
        What stands in the lines, with the exact points behind them.
    """

    language: str
    title: str
    date: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str
    reasons: tuple[Reason, ...]

    @property
    def text(self) -> str:
        """The letter as plain text."""
        parts = [self.date, self.title.upper(), *self.opening]
        for section in self.sections:
            width = max((len(points) for points, _, _ in section.rows), default=0)
            rows = [
                f"  {points:>{width}}  {name}{f' ({detail})' if detail else ''}"
                for points, name, detail in section.rows
            ]
            first, *others = section.paragraphs
            parts += [section.heading.upper(), "\n".join([first, *rows]), *others]
        return "\n\n".join([*parts, self.closing]) + "\n"

    def to_html(self) -> str:
        """Return the letter as one page of HTML, without anything from elsewhere."""
        body = [f"<p class='date'>{_safe(self.date)}</p>", f"<h1>{_safe(self.title)}</h1>"]
        body += [f"<p>{_safe(text)}</p>" for text in self.opening]
        for section in self.sections:
            first, *others = section.paragraphs
            body += [f"<h2>{_safe(section.heading)}</h2>", f"<p>{_safe(first)}</p>"]
            if section.rows:
                body += ["<table>", *map(_row, section.rows), "</table>"]
            body += [f"<p>{_safe(text)}</p>" for text in others]
        body.append(f"<p class='closing'>{_safe(self.closing)}</p>")
        return PAGE.format(language=self.language, title=_safe(self.title), body="\n".join(body))


PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
body {{ font: 1.05rem/1.5 Georgia, serif; color: #1a1a1a; background: #fff;
  max-width: 40rem; margin: 2rem auto; padding: 0 1.2rem; }}
h1 {{ font-size: 1.6rem; margin: 1.5rem 0 .5rem; }}
h2 {{ font-size: 1.1rem; margin: 1.6rem 0 .3rem; }}
p {{ margin: .4rem 0; }}
.date {{ text-align: right; }}
table {{ border-collapse: collapse; margin: .6rem 0; width: 100%; }}
td, th {{ padding: .3rem .4rem; vertical-align: top; text-align: left; font-weight: normal; }}
th {{ text-align: right; white-space: nowrap; width: 4rem; font-variant-numeric: tabular-nums; }}
tr + tr td, tr + tr th {{ border-top: 1px solid #ddd; }}
tr:last-child td, tr:last-child th {{ border-top: 2px solid #1a1a1a; font-weight: bold; }}
small {{ color: #555; font-size: .9rem; display: block; }}
.closing {{ margin-top: 2rem; border-top: 1px solid #ddd; padding-top: .6rem; color: #555; }}
</style></head><body>
{body}
</body></html>
"""


def _safe(text: str) -> str:
    return html.escape(text, quote=False)


def _row(row: tuple[str, str, str]) -> str:
    points, name, detail = map(_safe, row)
    small = f"<small>{detail}</small>" if detail else ""
    return f"<tr><th scope='row'>{points}</th><td>{name}{small}</td></tr>"
