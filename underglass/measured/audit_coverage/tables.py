"""Simulated tables whose answer is known, and what an audit of each says.

``FAMILIES[name](number)`` draws the table of that number and audits it. Each quantity has its
estimand: a difference of means or rates of a group and everybody else, in the law that the table
was drawn from.
"""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from auditing import audit
from auditing.comparisons.findings import GAP
from auditing.comparisons.intervals import difference_ends, side_ends

SIZES = (6, 12, 25, 50, 100)
LARGE = (200, 500, 1_500)
RATES = (0.5, 0.1, 0.02)


def pointwise(told, level_out: float = 0.05):
    """Return differences of single columns' groups with ends that hold one by one."""
    _, low, high = difference_ends(told.estimates, told.sides, side_ends(told.estimates, level_out))
    for s, (i, j) in enumerate(told.sides.pairs):
        if told.sides.is_rest[j] and len(told.sides.keys[i]) == 1:
            for m, metric in enumerate(told.estimates.metrics):
                yield told.sides.keys[i][0][1], metric.name, low[s, m], high[s, m]


def means(world: int) -> dict[str, list[float]]:
    """Means of 200 and more people: normal, skewed, and in households that hang together."""
    rng = np.random.default_rng([world, 1])
    group = np.repeat(["a", "b", "c"], LARGE)
    n = len(group)
    frame = pd.DataFrame({"group": group, "home": np.arange(n) // 3})
    homes = rng.normal(0, 60, n)[frame["home"]]
    kinds = {
        "normal": (rng.normal(500, 100, n), None),
        "skewed": (rng.gamma(2, 50, n), None),
        "households": (500 + homes + rng.normal(0, 80, n), "home"),
    }
    found = {}
    for kind, (score, clusters) in kinds.items():
        frame["score"] = score
        told = audit(frame, score="score", groups="group", clusters=clusters, check=0)
        for label, name, low, high in pointwise(told):
            size = LARGE["abc".index(label)]
            found[f"{name} {kind} {size}"] = [float(low <= 0 <= high)]
    return found


def small(world: int) -> dict[str, list[float]]:
    """Small groups against 500 others: means, and rates down to 2 %."""
    rng = np.random.default_rng([world, 2])
    found = {}
    for rate in RATES:
        cut = 500 + 100 * np.sqrt(2) * ndtri(1 - rate)
        for size in SIZES:
            group = np.repeat(["few", "many"], [size, 500])
            frame = pd.DataFrame(
                {"group": group, "score": rng.normal(500, 100 * 2**0.5, 500 + size)}
            )
            told = audit(frame, score="score", groups="group", thresholds=cut, check=0)
            for label, name, low, high in pointwise(told):
                if label == "few":
                    key = f"{name} {size}" + (f" at {rate:g}" if name != "mean_score" else "")
                    found.setdefault(key, []).append(float(low <= 0 <= high))
    return found


def forty(world: int) -> dict[str, list[float]]:
    """Forty groups without any gap, alone and in households: the whole audit should stay silent."""
    rng = np.random.default_rng([world, 3])
    sizes = rng.integers(20, 400, 40)
    home = np.arange(sizes.sum()) // 3
    group = np.repeat([f"g{k:02}" for k in range(40)], sizes)
    outcome = rng.random(len(group)) < 0.3
    found = {}
    for kind, clusters in (("people", None), ("households", "home")):
        score = rng.normal(500, 100, len(group))
        if clusters:
            score += rng.normal(0, 60, len(group))[home]
        frame = pd.DataFrame({"group": group, "score": score, "y": outcome, "home": home})
        told = audit(
            frame, score="score", groups="group", outcome="y", thresholds=[450, 650],
            clusters=clusters, check=0,
        )  # fmt: skip
        found[f"false alarm, {kind}"] = [float(any(one.verdict == GAP for one in told.findings))]
    return found


def certified(world: int) -> dict[str, list[float]]:
    """Groups with true gaps: none should lie farther below the rest than was certified."""
    rng = np.random.default_rng([world, 4])
    share = rng.dirichlet(np.full(12, 2.0))
    shift = rng.normal(0, 20, 12)
    code = rng.choice(12, 3_000, p=share)
    score = rng.normal(500, 100, 3_000) + shift[code]
    frame = pd.DataFrame({"group": [f"g{k:02}" for k in code], "score": score})
    told = audit(frame, score="score", groups="group", thresholds=600, check=0)
    one = next(one for one in told.certificates if one.metric == "mean_score")
    rest = [(share @ shift - share[k] * shift[k]) / (1 - share[k]) for k in range(12)]
    held = np.bincount(code, minlength=12) >= one.least_share * len(code)
    shortfall = (np.array(rest) - shift)[held].max()
    return {"certificate broken": [float(shortfall > one.at_most)]}


def printed(world: int) -> dict[str, list[float]]:
    """The printed ends of the share of false alarms, to be held against the share that is true."""
    rng = np.random.default_rng([world, 5])
    group = rng.choice(list("abcde"), 1_500, p=[0.4, 0.3, 0.15, 0.1, 0.05])
    frame = pd.DataFrame({"group": group, "score": rng.normal(500, 100, 1_500)})
    told = audit(frame, score="score", groups="group", thresholds=600, check=100)
    shift = {key[0][1]: ends for key, ends in told.check.found_from.items()}["d"]
    found = [one for one in told.findings if one.group[0][1] == "d" and one.against is None]
    mean = next(one for one in found if one.metric == "mean_score")
    return {
        "printed alarms": [told.check.alarms_low, told.check.alarms_high],
        "true alarms": [float(any(one.verdict == GAP for one in told.findings))],
        "printed shift is found": [float(mean.high < shift[0])],
    }


FAMILIES = {
    "means": means, "small": small, "forty": forty, "certified": certified, "printed": printed,
}  # fmt: skip
