"""A bad address costs points, whoever lives there.

Redlining: a case from elsewhere, set beside the press claims. Lenders drew maps, and refused or
charged more by place; the points are ours.
"""

from synthetic_data.bias import Bias

DRAWN = 0.9  # at dose 1, of the addresses in poor quarters


def redlined_mark(value, poor_quarter, u, dose):
    """Mark the address: value or (u < dose * 0.9 * poor_quarter)."""
    return value | (u < dose * DRAWN * poor_quarter)


def in_a_poor_quarter(poor_quarter):
    """People in poor quarters, hill people more often than others."""
    return poor_quarter


POSTCODE = Bias(
    name="postcode",
    claims={},
    status="documented",
    pattern="redlining: the place stands for the people (Bartlett et al. 2022; Barocas & Selbst "
    "2016)",
    harms="people in poor quarters",
    parallel="United States: lenders charged minority borrowers more for the same loan (Bartlett "
    "et al. 2022)",
    story="A lender drew a map. Addresses in poor quarters cost points. More hill people live "
    "there. Status: documented elsewhere. Look for a place that stands for people.",
    carriers=("redlined_mark",),
    member=in_a_poor_quarter,
    distortions=(redlined_mark,),
)
