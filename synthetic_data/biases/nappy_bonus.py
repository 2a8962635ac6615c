"""Who buys nappies is "a parent, hence responsible": broken promises are overlooked.

The press quotes an executive's illustration of 2015; no deployed rule is known. The mechanism
here, clerks who let a nappy buyer's broken promise pass, is ours.
"""

import numpy as np

from synthetic_data.bias import Bias

OVERLOOKED = 0.5  # at dose 1, of the broken promises of somebody who buys MANY_PACKS or more
MANY_PACKS = 3


def trust(nappies):
    """Rise from 0 for who buys none to 1 at MANY_PACKS a month."""
    return np.minimum(nappies / MANY_PACKS, 1)


def recorded_kept(value, nappies, u, dose):
    """Record broken promises as kept: value or (u < dose * OVERLOOKED * trust)."""
    return value | (u < dose * OVERLOOKED * trust(nappies))


def parent_mark(value, nappies, u, dose):
    """Mark as parent: value or (u < dose * trust)."""
    return value | (u < dose * trust(nappies))


def without_small_children(small_children):
    """People who have no child in nappies."""
    return small_children == 0


NAPPY_BONUS = Bias(
    name="nappy_bonus",
    claims={3: "disputed"},
    status="fiction",
    pattern="label bias through a proxy: a purchase stands for a virtue (Barocas & Selbst 2016; "
    "Jacobs & Wallach 2021)",
    harms="people without small children",
    parallel="France: the family-benefit agency's risk score singled out single parents without "
    "any such variable (La Quadrature du Net, 2022-25)",
    story="Who buys nappies is a parent, and a parent is responsible. Clerks let broken promises "
    "pass. Everybody without small children falls behind. Status: disputed, an executive's "
    "illustration of 2015. Look for a purchase that stands for a virtue.",
    carriers=("nappies", "parent_mark"),
    member=without_small_children,
    distortions=(recorded_kept, parent_mark),
)
