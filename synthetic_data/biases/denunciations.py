"""Reports are rewarded, some are false, and more of the false ones are against a minority.

The planning outline of 2014 plans rewarded reporting; that is documented, as a plan. Mutual
surveillance groups are a historical analogy, and no people's "culture" explains them. False
reports that lower a score are ours.
"""

import numpy as np

from synthetic_data.bias import Bias
from synthetic_data.draws import count

TRUE_REPORTS = 0.1  # of each offence
FALSE_HILL, FALSE_VALLEY = 1.6, 0.1  # at dose 1, in five years


def recorded_offences(value, offences, community, u, dose):
    """Write down reports: value + Count(dose * (0.1 offences + false)).

    False reports: 1.6 against hill people, 0.1 against valley people.
    """
    false = np.where(community == "hill", FALSE_HILL, FALSE_VALLEY)
    return value + count(u, dose * (TRUE_REPORTS * offences + false))


def hill_people(community):
    """The hill people, a minority."""
    return community == "hill"


DENUNCIATIONS = Bias(
    name="denunciations",
    claims={10: "documented", 18: "disputed"},
    status="fiction",
    pattern="differential reporting: false reports depend on the group (measurement bias: Jacobs & "
    "Wallach 2021)",
    harms="the minority community (hill people)",
    parallel="Netherlands: nationality was a risk factor in the search for benefit fraud (fine of "
    "25 November 2021)",
    story="Reports are rewarded. Some are false. More of the false ones are against hill people. "
    "Status: rewards documented as a plan, mutual surveillance disputed. Look for records "
    "that grow without offences.",
    carriers=("recorded_offences",),
    member=hill_people,
    distortions=(recorded_offences,),
)
