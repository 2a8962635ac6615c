"""Why does my number differ? Everything that a number of the course depends on, in one call."""

from __future__ import annotations

import hashlib
import platform
from importlib import metadata

from synthetic_data import SCENARIOS, Population

PACKAGES = ("under-glass", "numpy", "scipy", "pandas", "scikit-learn", "matplotlib")


def versions() -> dict[str, str]:
    """Return the version of Python and of each package that a number may depend on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed as a package"
    return found


def fingerprint(country: Population) -> str:
    """Return eight characters: the same for the same people with the same records, no others."""
    digest = hashlib.sha256()
    for name in sorted(country.columns):
        digest.update(name.encode())
        digest.update(country.columns[name].tobytes())
    return digest.hexdigest()[:8]


def why_different(*countries: Population, lesson=None) -> None:
    """Print what the numbers of this session depend on.

    Parameters
    ----------
    *countries : Population
        Left out, those that the notebook's own variables name are taken.
    lesson : Lesson, optional
    """
    named = {f"country {i}": it for i, it in enumerate(countries, 1)} or _countries_of_notebook()
    lines = []
    if lesson is not None:
        lines.append(f"lesson {lesson.number}, your seed {lesson.seed} (exercises only)")
    for name, country in named.items():
        lines += [f"{name}:", *(f"  {line}" for line in _describe(country))]
    lines += [f"{name} {version}" for name, version in versions().items()]
    lines.append(f"{platform.system()} on {platform.machine()}")
    print("\n".join(lines))
    print(
        "\nLay this beside your neighbour's. Another seed of yours: other people in the "
        "exercises, by design.\nAnother fingerprint: another country, so look for another number "
        "of people, seed or dose, or a cell that was changed.\nThe same fingerprint: the same "
        "people, to the bit, on every machine; then it is the training.\nAnother version of "
        "scikit-learn may move single scores by a few points; another processor by the last "
        "digits.\nAll else alike: run all cells from the top, in order."
    )


def _describe(country: Population) -> list[str]:
    doses = {name: dose for name, dose in country.doses.items() if dose}
    scenario = next((name for name, given in SCENARIOS.items() if given == doses), None)
    written = ", ".join(f"{name} {dose:g}" for name, dose in doses.items()) or "none"
    lines = [
        f"{country.n_people:,} people, seed {country.seed}",
        f"scenario {scenario}" if scenario else "no named scenario",
        f"doses: {written}",
        f"fingerprint {fingerprint(country)}",
    ]
    if country.do:
        lines.insert(3, f"set by hand: {', '.join(country.do)}")
    return lines


def _countries_of_notebook() -> dict[str, Population]:
    try:
        from IPython import get_ipython
    except ModuleNotFoundError:
        return {}
    shell = get_ipython()
    names = {} if shell is None else dict(shell.user_ns)
    return {
        name: value
        for name, value in names.items()
        if isinstance(value, Population) and not name.startswith("_")
    }
