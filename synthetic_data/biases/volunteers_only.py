"""Only volunteers are in the training data, and not everybody volunteers.

Surveys of 2018 found approval strongest among wealthier, educated, urban people: documented. The
rest of the mechanism is ours: whoever stays away is nevertheless in the file once a debt has
brought them there, so the data show these groups at their worst. Nobody is dropped from the
country: ``selected`` says who is in the training data.
"""

import numpy as np

from synthetic_data.bias import Bias

AWAY_KEPT, AWAY_BROKEN = 0.75, 0.25  # at dose 1, of those who stay away; who is in debt is found


def selected(value, district_type, age_group, benefit_claimant, kept_promise, u, dose):
    """Leave out: value and not (u < dose * away).

    Away is 0.75 for rural, older and poorer people who keep promises, 0.25 for those who do not,
    and 0 for everybody else.
    """
    away = np.where(kept_promise, AWAY_KEPT, AWAY_BROKEN)
    stays = rural_older_poorer(district_type, age_group, benefit_claimant)
    return value & ~(u < dose * away * stays)


def rural_older_poorer(district_type, age_group, benefit_claimant):
    """People in the country, people over 65, and people who receive a benefit."""
    return (district_type == "country") | (age_group == "65+") | benefit_claimant


VOLUNTEERS_ONLY = Bias(
    name="volunteers_only",
    claims={11: "fiction", 12: "documented", 20: "disputed"},
    status="fiction",
    pattern="sample selection that depends on the outcome (Heckman 1979; Lakkaraju et al. 2017)",
    harms="rural, older and poorer people",
    parallel="Germany: an audit of a credit bureau by donated files had too many men and too few "
    "old people among its donors (OpenSCHUFA, 2018)",
    story="Whoever likes the app is in its data. Rural, older and poorer people stay away until a "
    "debt brings them in. The score learns them at their worst. Status: approval by wealth "
    "documented, a compulsory national score fiction. Look for who is missing.",
    carriers=("income", "years_with_bank", "phone_price", "main_shop", "commute"),
    member=rural_older_poorer,
    distortions=(selected,),
)
