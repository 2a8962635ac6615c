"""Count, row by row, how often the interval held the truth of its country."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from synthetic_data.arguments import check_names, check_whole
from underglass.measured.coverage.exact import clopper_pearson, most_alarms
from underglass.measured.coverage.rows import ROWS, Row
from underglass.measured.coverage.run import Found, code_hash, simulate, versions
from underglass.measured.coverage.worlds import FAMILIES

LEVEL = 0.95
EQUAL = 1e-9  # points that rounding may take from an end


@dataclass(frozen=True)
class Held:
    """A row, counted.

    Attributes
    ----------
    row : Row
    worlds : int
        Countries measured.
    refused : int
        Of them, how many gave no interval (an infinite end, or none): counted apart.
    covered : int
        Intervals that held the truth; of a false-alarm row, alarms.
    low, high : float
        Exact interval of ``share``, corrected for the number of rows (Bonferroni).
    half : float or None
        Mean half-width of the intervals.
    spread : float or None
        Standard deviation of the estimates between countries; of a drawn row, the mean of the
        estimates' own.
    verdict : str
        "holds", "short" (or too many alarms), "wide" (covers more than 95 %), or "refused".
    """

    row: Row
    worlds: int
    refused: int
    covered: int
    low: float
    high: float
    half: float | None
    spread: float | None
    verdict: str

    @property
    def share(self) -> float:
        """Covered, of the intervals that were given."""
        given = self.worlds - self.refused
        return self.covered / given if given else float("nan")

    @property
    def width(self) -> float:
        """Mean half-width over 1.96 times the spread of the estimates: 1 is just wide enough."""
        return self.half / (1.96 * self.spread) if self.half and self.spread else float("nan")


def summarise(
    rows: Sequence[Row], found: Mapping[str, Mapping[int, Found]], *, n_rows: int | None = None
) -> list[Held]:
    """Count every row.

    Parameters
    ----------
    rows : sequence of Row
    found : mapping
        As :func:`underglass.measured.coverage.run.simulate` returns it.
    n_rows : int, optional
        Intervals that the level is shared among; the intervals of ``rows`` if left out.

    Raises
    ------
    ValueError
        If a row's family holds fewer than three countries, or all its estimates are the same.
    """
    if n_rows is None:
        n_rows = max(sum(not row.alarm for row in rows), 1)
    level = 1 - (1 - LEVEL) / n_rows
    return [_count(row, found[row.family], level) for row in rows]


def _count(row: Row, worlds: Mapping[int, Found], level: float) -> Held:
    numbers = sorted(worlds)
    if len(numbers) < 3:
        raise ValueError(f"worlds must be at least 3 for {row.name!r}; received {len(numbers)}")
    if row.alarm:
        alarms = int(sum(worlds[number][row.quantity][0] for number in numbers))
        ends = clopper_pearson(alarms, len(numbers), level)
        verdict = "short" if alarms > most_alarms(len(numbers)) else "holds"
        return Held(row, len(numbers), 0, alarms, *ends, None, None, verdict)
    names = [row.quantity]
    if row.drawn:
        names = sorted(name for name in worlds[numbers[0]] if name.startswith(row.quantity))
    values = np.array([[worlds[number][name] for name in names] for number in numbers])
    estimates = values[:, :, 0]
    values = values[:, np.nanmin(estimates, axis=0) < np.nanmax(estimates, axis=0)]
    if not values.shape[1]:
        raise ValueError(f"estimates must differ between worlds; those of {row.name!r} do not")
    truth = _others_median(values[:, :, 0]) if row.median else _others_mean(values[:, :, 0])
    place = _draw(row, len(numbers), values.shape[1])
    each = np.arange(len(numbers))
    _, low, high = values[each, place].T
    given = np.isfinite(low) & np.isfinite(high)
    held = given & (low - EQUAL <= truth[each, place]) & (truth[each, place] <= high + EQUAL)
    n_given, n_held = int(given.sum()), int(held.sum())
    ends = clopper_pearson(n_held, n_given, level)
    verdict = "short" if ends[1] < LEVEL else "wide" if ends[0] > LEVEL else "holds"
    finite = np.where(np.isfinite(values[:, :, 0]), values[:, :, 0], np.nan)
    return Held(
        row=row,
        worlds=len(numbers),
        refused=len(numbers) - n_given,
        covered=n_held,
        low=ends[0],
        high=ends[1],
        half=float(((high - low) / 2)[given].mean()) if n_given else None,
        spread=float(np.nanstd(finite, axis=0, ddof=1).mean()),
        verdict=verdict if n_given else "refused",
    )


def _draw(row: Row, n_worlds: int, n_names: int) -> np.ndarray:
    """Draw one estimate a country, so that countries stay independent trials."""
    rng = np.random.default_rng(zlib.crc32(row.name.encode()))
    return rng.integers(n_names, size=n_worlds)


def _others_mean(estimates: np.ndarray) -> np.ndarray:
    known = np.isfinite(estimates)
    values = np.where(known, estimates, 0.0)
    return (values.sum(axis=0) - values) / np.maximum(known.sum(axis=0) - known, 1)


def _others_median(estimates: np.ndarray) -> np.ndarray:
    return np.stack(
        [np.nanmedian(np.delete(estimates, i, 0), axis=0) for i in range(len(estimates))]
    )


def measure_coverage(
    n_worlds: int,
    path: Path,
    *,
    whats: Sequence[str] | None = None,
    n_jobs: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> dict:
    """Run the countries that the rows need, and count.

    Parameters
    ----------
    n_worlds : int
        At least 3.
    path, n_jobs, progress
        As for :func:`underglass.measured.coverage.run.simulate`.
    whats : sequence of str, optional
        Rows by what their interval is of; all of them if left out. The level stays shared among
        all rows of the table.

    Returns
    -------
    dict
        As :func:`summary`.

    Raises
    ------
    ValueError
        For fewer than 3 countries, or an unknown row.
    """
    check_whole("worlds", n_worlds, least=3)
    check_whole("jobs", n_jobs, least=1)
    known = list(dict.fromkeys(row.what for row in ROWS))
    check_names("rows", whats or known, known)
    rows = [row for row in ROWS if row.what in (whats or known)]
    families = {name: FAMILIES[name] for name in dict.fromkeys(row.family for row in rows)}
    found = simulate(families, n_worlds, path, n_jobs=n_jobs, progress=progress)
    n_rows = sum(not row.alarm for row in ROWS)
    return summary(summarise(rows, found, n_rows=n_rows), n_rows=n_rows)


def write_summary(told: Mapping, path: Path) -> None:
    """Write a summary as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def summary(held: Sequence[Held], *, n_rows: int | None = None) -> dict:
    """Return all that the table is printed from: counts, and what they were counted with."""
    n_worlds = min(one.worlds for one in held)
    return {
        "worlds": n_worlds,
        "seeds": f"0 to {n_worlds - 1}",
        "intervals": sum(not one.row.alarm for one in held) if n_rows is None else n_rows,
        "code": code_hash(),
        "versions": versions(),
        "rows": [_line(one) for one in held],
    }


def _line(one: Held) -> dict:
    """Write a row flat, numbers to four digits; what a row is not (drawn, …) is left out."""
    of_row = {name: value for name, value in asdict(one.row).items() if value is not False}
    counted = {name: value for name, value in vars(one).items() if name != "row"}
    return of_row | {
        name: float(f"{value:.4g}") if isinstance(value, float) else value
        for name, value in counted.items()
    }


def read_summary(told: Mapping) -> list[Held]:
    """Read the counted rows back."""
    of_row = Row.__dataclass_fields__
    return [
        Held(
            row=Row(**{k: v for k, v in line.items() if k in of_row}),
            **{k: v for k, v in line.items() if k not in of_row},
        )
        for line in told["rows"]
    ]
