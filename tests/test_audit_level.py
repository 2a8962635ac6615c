"""One level for all statements, held against people who are drawn again and again."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from auditing import audit
from auditing.comparisons.simultaneous import miss_each

SIZES = (800, 500, 300, 200, 200)


def table(homes: bool):
    rng = np.random.default_rng(3)
    group = np.repeat(list("abcde"), SIZES)
    frame = pd.DataFrame({"g": group, "home": np.arange(len(group)) // 4})
    frame["s"] = rng.normal(500, 80, len(group))
    if homes:
        frame["s"] += rng.normal(0, 80, len(group))[frame["home"]]
    return frame


def drawn_again(frame, clusters, n_draws=1_500):
    """Differences of means and of rates, each group against the rest, of people drawn again."""
    rng = np.random.default_rng(0)
    unit = np.arange(len(frame)) if clusters is None else frame[clusters].to_numpy()
    member = pd.get_dummies(frame["g"]).to_numpy(dtype=float)
    n_units = unit.max() + 1
    times = rng.multinomial(n_units, np.full(n_units, 1 / n_units), n_draws)[:, unit]
    inside = times @ member
    told = []
    for values in (frame["s"].to_numpy(), (frame["s"] >= 500).to_numpy(dtype=float)):
        sums = (times * values) @ member
        rest = (sums.sum(axis=1, keepdims=True) - sums) / (len(frame) - inside)
        told.append(sums / inside - rest)
    return np.hstack(told)


@pytest.mark.parametrize("clusters", [None, "home"])
def test_the_level_is_that_of_the_largest_deviation_among_people_drawn_again(clusters):
    """As Cherian & Candès studentise it, with their other bootstrap, which draws people."""
    frame = table(clusters is not None)
    told = audit(frame, score="s", groups="g", thresholds=500, clusters=clusters, check=0)
    sides = told.sides
    rest = sides.is_rest[sides.pairs[:, 1]]
    only = type(sides)(
        sides.keys, sides.is_rest, sides.member, sides.pairs[rest], sides.not_looked_at
    )
    ours = ndtri(1 - miss_each(told.estimates, only, 0.05) / 2)
    again = drawn_again(frame, clusters)
    off = np.abs(again - again.mean(axis=0)) / again.std(axis=0)
    theirs = np.quantile(off.max(axis=1), 0.95)
    assert ours == pytest.approx(theirs, rel=0.06)
    assert ours > ndtri(0.975) + 0.3  # it is not the level of one statement


def test_the_margin_of_a_difference_is_that_of_people_drawn_again():
    """Also where the two sides of a comparison live together."""
    frame = table(True)
    frame["g"] = np.where(np.arange(len(frame)) % 2, "a", "b")  # in every home both
    told = audit(frame, score="s", groups="g", clusters="home", thresholds=500, check=0)
    spread = drawn_again(frame, "home").std(axis=0)
    first = [one for one in told.findings if one.group == (("g", "a"),) and one.metric != "ranking"]
    for one, sd in zip(first[:2], spread[[0, 2]], strict=True):
        z = ndtri(1 - told.question["level"] / 2)
        assert (one.high - one.low) / 2 == pytest.approx(z * sd, rel=0.15)
