"""The datasheet, after Gebru et al. (2021): written from the codebook, never by hand.

``python -m underglass.showcase.datasheet`` writes ``DATASHEET.md``; a population on disk gets one
of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2

from synthetic_data import BIASES, SCENARIOS
from synthetic_data.codebook import make_codebook
from synthetic_data.engine import DISTRICT_SIZE
from synthetic_data.variable import ROLES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "DATASHEET.md"
TEMPLATES = Path(__file__).parents[1] / "templates"
ABOUT = {
    "observed": "A scorer may see these.",
    "undisclosed": "A scorer uses these and does not show them.",
    "protected": "Who people are. An auditor groups people by these; no scorer sees them.",
    "latent": "Character and hidden causes. Nobody sees these.",
    "outcome": "What a score claims to foresee, and what institutions wrote down of it.",
}


def make_datasheet(manifest: Mapping | None = None) -> str:
    """Write the datasheet.

    Parameters
    ----------
    manifest : mapping, optional
        Of a written population, which is then described as well.

    Returns
    -------
    str
        Markdown.

    Examples
    --------
    >>> "Uses to refuse" in make_datasheet()
    True
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=False,  # this is Markdown
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cell": _cell, "step": _step, "claims": _claims}
    codebook = make_codebook()
    return environment.get_template("datasheet.md").render(
        this=_this(manifest) if manifest else None,
        n_variables=len(codebook),
        district_size=f"{DISTRICT_SIZE:,}",
        roles={r: codebook[codebook["role"] == r] for r in ROLES if (codebook["role"] == r).any()},
        about=ABOUT,
        reasons=codebook[codebook["outcome_reason"] != ""],
        biases=list(BIASES.values()),
        scenarios=[f"`{name}`" for name in SCENARIOS],
    )


def _this(manifest: Mapping) -> dict[str, str]:
    doses = [f"`{name}` {dose:g}" for name, dose in manifest["doses"].items() if dose]
    return {
        "people": f"{manifest['n_people']:,}",
        "districts": f"{len(manifest['districts']):,}",
        "scenario": f"`{manifest['scenario']}`",
        "doses above 0": ", ".join(doses) or "none",
        "seed": str(manifest["seed"]),
        "version": manifest["package"],
        "hash of the content": f"`{manifest['hash']}`",
    }


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _step(resolution: float | None) -> str:
    return "" if resolution is None else f"{resolution:g}"


def _claims(claims: Mapping[int, str]) -> str:
    return ", ".join(f"{row}: {status}" for row, status in claims.items()) or "none: a parallel"


if __name__ == "__main__":
    PAGE.write_text(make_datasheet(), encoding="utf-8")
    print(f"{PAGE.name} is written")
