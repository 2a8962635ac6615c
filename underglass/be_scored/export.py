"""Write the files of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from synthetic_data.arguments import check_whole
from underglass.be_scored.packing import pack
from underglass.be_scored.worlds import Worlds

COUNTRY, CHECKS = "country.json", "checks.json"


def export_be_scored(
    folder,
    *,
    n_people: int = 1_000,
    n_trained: int = 20_000,
    checks: bool = False,
    say: Callable[[str], None] = lambda stage: None,
) -> list[Path]:
    """Write people, models, scale, ties and texts for the page "Be scored".

    Parameters
    ----------
    folder : path
        Made where it is missing; files of the same names are replaced.
    n_people : int
        Inhabitants of the closed country, at least 50.
    n_trained : int
        People on whom each of the eight scores is trained, at least 1,000.
    checks : bool
        Whether to write Python's own answers as well.
    say : callable
        Told what is done next.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    ValueError
        If a number is too small.
    """
    from underglass.be_scored import content
    from underglass.be_scored.checks import make_checks

    check_whole("n_people", n_people, least=50)
    check_whole("n_trained", n_trained, least=1_000)
    folder = Path(folder)
    worlds = Worlds(n_people, n_trained)
    say("Generating the country and training eight scores")
    arrays = content.people_arrays(worlds) | content.model_arrays(worlds)
    files = {COUNTRY: pack(content.content_words(worlds), arrays)}
    if checks:
        say("Explaining everybody in sixteen worlds")
        files[CHECKS] = pack(*make_checks(worlds))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]
