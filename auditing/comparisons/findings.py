"""What an audit says of each comparison: four verdicts, and certificates over all groups."""

from dataclasses import dataclass

import numpy as np

from auditing.comparisons.distributions import compare_distributions
from auditing.comparisons.estimates import Estimates
from auditing.comparisons.intervals import difference_ends, ratio_ends, side_ends
from auditing.comparisons.metrics import MEAN
from auditing.comparisons.sides import Key, Sides
from auditing.reading.tally import Tally

GAP, NONE_LARGER, NOT_ENOUGH, NOT_ESTIMABLE = (
    "gap", "no gap larger than", "not enough evidence", "not estimable",
)  # fmt: skip
VERDICTS = (GAP, NONE_LARGER, NOT_ENOUGH, NOT_ESTIMABLE)
MIN_SHOWN = 5  # people; of fewer the values are withheld
MIN_SHARE = 0.02  # of people: the groups that a certificate is about


@dataclass(frozen=True)
class Finding:
    """One statement: a metric, two sides, and how they differ.

    Attributes
    ----------
    metric : str
    low_at, high_at : float or None
        Threshold, or ends of the band.
    group : Key
    against : Key or None
        Another group; None for everybody else whose group is known.
    people, people_against : int
    value, value_against, difference, low, high : float
        The difference is group minus the others; NaN where withheld or not estimable.
    ratio, ratio_low, ratio_high : float
        Of selection rates (of favourable decisions); NaN for other metrics.
    verdict : str
        One of ``VERDICTS``.
    margin : float
        What counts as large: below it a gap is called small, and within it "no gap larger than".
    people_needed : float
        For "not enough evidence": about how many people of this group would do.
    withheld : bool
        Whether values are withheld because fewer than five people stand on a side.
    """

    metric: str
    low_at: float | None
    high_at: float | None
    group: Key
    against: Key | None
    people: int
    people_against: int
    value: float = np.nan
    value_against: float = np.nan
    difference: float = np.nan
    low: float = np.nan
    high: float = np.nan
    ratio: float = np.nan
    ratio_low: float = np.nan
    ratio_high: float = np.nan
    verdict: str = NOT_ESTIMABLE
    margin: float = np.nan
    people_needed: float = np.nan
    withheld: bool = False


@dataclass(frozen=True)
class Certificate:
    """No group above a share of people is worse off than the rest by more.

    Attributes
    ----------
    metric : str
    at : float or None
    least_share : float
    n_groups : int
        Groups that it speaks of.
    at_most : float
        In the metric's unit; infinite where one group has no interval.
    worst : Key or None
    """

    metric: str
    at: float | None
    least_share: float
    n_groups: int
    at_most: float
    worst: Key | None


def find(
    tally: Tally, sides: Sides, estimates: Estimates, *, each: float, each_distribution: float,
    margins: tuple[float, float], favourable: str,
) -> tuple[Finding, ...]:  # fmt: skip
    """Judge every comparison.

    Parameters
    ----------
    tally, sides, estimates
    each, each_distribution : float
        How often each interval may miss, from :mod:`auditing.comparisons.simultaneous`.
    margins : tuple of float
        Points and rate that count as large.
    favourable : {"high", "low"}
    """
    ends = side_ends(estimates, each)
    difference, low, high = difference_ends(estimates, sides, ends)
    found_all = []
    for s, (i, j) in enumerate(sides.pairs):
        who = _who(sides, estimates, i, j)
        hidden = min(who["people"], who["people_against"]) < MIN_SHOWN
        for m, metric in enumerate(estimates.metrics):
            told = dict(metric=metric.name, low_at=metric.low, high_at=metric.high, **who)
            counted = estimates.counted[[i, j], m]
            if hidden or (0 < counted.min() < MIN_SHOWN):
                found_all.append(Finding(**told, withheld=True))
                continue
            if not np.isfinite(difference[s, m]):
                found_all.append(Finding(**told))
                continue
            margin = margins[1] if metric.is_rate else margins[0]
            told |= dict(value=estimates.value[i, m], value_against=estimates.value[j, m])
            told |= dict(difference=difference[s, m], low=low[s, m], high=high[s, m])
            if metric.name == "selection_rate":
                told |= _ratio(estimates.value[[i, j], m], ends, (i, j), m, favourable)
            found_all.append(judged(told, margin))
        if sides.is_rest[j]:
            told = dict(metric="distribution", low_at=None, high_at=None, **who)
            if hidden:
                found_all.append(Finding(**told, withheld=True))
                continue
            told |= compare_distributions(
                tally, sides.member[:, [i, j]], each_distribution, estimates, (i, j)
            )
            found_all.append(judged(told, margins[1]))
    return tuple(found_all)


def _who(sides: Sides, estimates: Estimates, i: int, j: int) -> dict:
    return {
        "group": sides.keys[i],
        "against": None if sides.is_rest[j] else sides.keys[j],
        "people": int(estimates.people[i]),
        "people_against": int(estimates.people[j]),
    }


def judged(told: dict, margin: float) -> Finding:
    """Give the verdict that an interval allows.

    *Gap*: it excludes 0. *No gap larger than x*: it holds 0 and lies within the margin; x is its
    farther end. Else *not enough evidence*: a margin of error of half the margin always gives one
    of the first two, and margins of error shrink with the root of the number of people, so
    ``people (2 margin_of_error / margin)^2`` of them would do, if the others grow alike.
    """
    low, high = told["low"], told["high"]
    reach = max(-low, high)
    if low > 0 or high < 0:
        verdict, needed = GAP, np.nan
    elif reach <= margin:
        verdict, needed = NONE_LARGER, np.nan
    else:
        margin_of_error = (high - low) / 2
        verdict = NOT_ENOUGH
        needed = told["people"] * (2 * margin_of_error / margin) ** 2
        needed = needed if np.isfinite(needed) else np.nan
    return Finding(**told, verdict=verdict, margin=margin, people_needed=needed)


def _ratio(values, ends, places, m, favourable) -> dict:
    """Ratio of the rates of the favourable decision, group by the others."""
    i, j = places
    pair = [(ends[0][k, m], ends[1][k, m]) for k in (i, j)]
    if favourable == "low":
        values, pair = 1 - values, [(1 - high, 1 - low) for low, high in pair]
    ratio, low, high = ratio_ends(*values, *pair)
    return {"ratio": float(ratio), "ratio_low": float(low), "ratio_high": float(high)}


def certify(
    findings, n_people: int, favourable: str, least_share: float = MIN_SHARE
) -> tuple[Certificate, ...]:
    """Certify means and selection rates: the farthest end of all groups' intervals."""
    made = []
    wanted = [f for f in findings if f.against is None and f.metric in (MEAN, "selection_rate")]
    for name, at in sorted({(f.metric, f.low_at) for f in wanted}, key=str):
        rows = [f for f in wanted if (f.metric, f.low_at) == (name, at)]
        rows = [f for f in rows if f.people >= least_share * n_people]
        if not rows:
            continue
        reach = [_shortfall(f, favourable) for f in rows]
        worst = int(np.argmax(reach))
        made.append(
            Certificate(name, at, least_share, len(rows), max(reach[worst], 0.0), rows[worst].group)
        )
    return tuple(made)


def _shortfall(finding: Finding, favourable: str) -> float:
    end = -finding.low if favourable == "high" else finding.high
    return float(end) if np.isfinite(end) else np.inf
