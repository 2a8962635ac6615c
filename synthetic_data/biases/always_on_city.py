"""Sensors everywhere in the cities: the same small offences, far more often written down.

That residents of smart cities will accept control around the clock is an author's forecast. The
mechanism here is ours.
"""

from synthetic_data.bias import Bias
from synthetic_data.draws import binomial

SENSED = 0.9  # at dose 1, of the offences that would have stayed unrecorded


def recorded_offences(value, offences, district_type, u, dose):
    """Write down more: value + Binomial(offences - value, dose * 0.9) in cities."""
    unrecorded = (offences - value) * (district_type == "city")
    return value + binomial(u, unrecorded, dose * SENSED)


def city_people(district_type):
    """Residents of the cities."""
    return district_type == "city"


ALWAYS_ON_CITY = Bias(
    name="always_on_city",
    claims={20: "disputed"},
    status="fiction",
    pattern="surveillance intensity by place (measurement bias; compare Ensign et al. 2018)",
    harms="residents of the cities",
    parallel="many countries: at least 75 of 176 used surveillance by machines in 2019, bought "
    "from suppliers in several countries (Feldstein 2019)",
    story="The cities are full of sensors. What nobody would have seen is written down. In the "
    "country the same people look better. Status: fiction, an author's forecast. Look for "
    "offences recorded by place.",
    carriers=("recorded_offences",),
    member=city_people,
    distortions=(recorded_offences,),
)
