"""Standing in the register: further positions in which a planted bias can put people.

Nobody chooses most of them, and none causes a promise to be kept or broken. With all doses at 0
the groups differ in the truth only where ``outcome_reason`` says why.
"""

import numpy as np

from synthetic_data.draws import by, chance
from synthetic_data.structure.people import PLACES
from synthetic_data.variable import protected

POOR_FROM = 3 / 4  # the last quarter of a place's neighbourhoods


@protected(unit="came from abroad")
def migrant(district_type, u):
    """Came to Simsim as an adult: most settle in cities."""
    return u < by(district_type, {"city": 0.16, "town": 0.08, "country": 0.05})


@protected(unit="shares a full name")
def common_name(u):
    """Has a full name that many others have as well: about one person in seven."""
    return u < 0.15


@protected(unit="lives there")
def poor_quarter(neighbourhood):
    """Lives in a quarter that is called poor: the last quarter of a place's neighbourhoods.

    Hill people more often live there. With all doses at 0 it is only an address: what makes it
    poor, and what is done to who lives there, is planted.
    """
    last = [np.arange(low + POOR_FROM * (high - low), high) for low, high in PLACES.values()]
    return np.isin(neighbourhood, np.ceil(np.concatenate(last)))


@protected(
    unit="more than two to a room",
    outcome_reason="Families and single parents share small homes, and are short of money.",
)
def crowded_housing(household, poor_quarter, u):
    """Crowded housing: large households in small homes, more often in poor quarters."""
    rate = by(
        household,
        {"with parents": 0.2, "alone": 0.03, "couple": 0.06, "family": 0.3, "single parent": 0.35},
    )
    return u < rate * np.where(poor_quarter, 1.5, 1.0)


@protected(unit="looks elsewhere")
def seeks_outsider(u):
    """Looks for a partner outside the majority's taste: about one person in eight."""
    return u < 0.12


@protected(unit="dissents")
def dissenter(u):
    """Disagrees with the government, and says so: about one person in seven, in every group."""
    return u < 0.15


@protected(
    unit="receives a benefit",
    outcome_reason="Benefits go to people with little money, and little money breaks promises.",
)
def benefit_claimant(household, income, u):
    """Receives a benefit: people with a low income, single parents above all."""
    return u < chance(-1.6 - 3.0 * np.log(income / 1400) + 1.5 * (household == "single parent"))
