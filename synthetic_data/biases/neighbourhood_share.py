"""A neighbourhood's troubles stand in everybody's record.

Neighbourhood committees are a historical analogy, and no people's "culture" explains them. The
mechanism here is ours: a leak, a noise, a broken lamp anywhere in a quarter counts for all.
"""

from synthetic_data.bias import Bias
from synthetic_data.draws import count


def recorded_offences(value, neighbourhood_troubles, u, dose):
    """Write down the neighbourhood's mean: value + Count(dose * neighbourhood_troubles)."""
    return value + count(u, dose * neighbourhood_troubles)


def in_a_poor_quarter(poor_quarter):
    """People in poor quarters."""
    return poor_quarter


NEIGHBOURHOOD_SHARE = Bias(
    name="neighbourhood_share",
    claims={18: "disputed"},
    status="fiction",
    pattern="ecological inference: a group's mean stands for each member (aggregation bias: Suresh "
    "& Guttag 2021; compare Manski 1993)",
    harms="people in poor quarters",
    parallel="United States: places that police records call hot receive more patrols, whoever "
    "lives there (Lum & Isaac 2016)",
    story="A committee counts the troubles of a quarter. Every resident's record gets the mean. "
    "Old houses leak. Status: disputed, a historical analogy. Look for a mean that stands "
    "for each member.",
    carriers=("recorded_offences",),
    member=in_a_poor_quarter,
    distortions=(recorded_offences,),
)
