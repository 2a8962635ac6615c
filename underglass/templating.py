"""Templates filled in: pages, papers, the datasheet, and the skeleton of a lesson."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2

TEMPLATES = Path(__file__).with_name("templates")


def fill(template: str, values: Mapping[str, object], **filters: Callable) -> str:
    """Fill in a file of ``templates/``; on a page (.html) what is no markup is escaped.

    Raises
    ------
    jinja2.UndefinedError
        If the template names something that ``values`` lacks.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name.endswith(".html"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= filters
    return environment.get_template(template).render(values)
