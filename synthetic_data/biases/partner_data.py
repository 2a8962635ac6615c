"""A dating platform's profile is joined to the score.

The press had the direction reversed, as far as is known: in 2015 the score bought prominence on
the platform. That direction is a loop: ``bought_prominence`` in ``scoring/aftermath/``. The
mechanism here is ours: replies on the platform go along with an orderly life,
and also with being what the majority looks for.
"""

import numpy as np

from synthetic_data.bias import Bias

ORDERLY, COMPANY, TASTE = 9, 5, 15  # percent of messages


def partner_replies(value, diligence, strain, sociability, seeks_outsider, u, dose):
    """Join the profile where u < dose: 50 + 9 (diligence - strain) + 5 sociability - 15 outsider.

    Everybody else keeps the value so far.
    """
    replies = 50 + ORDERLY * (diligence - strain) + COMPANY * sociability - TASTE * seeks_outsider
    return np.where(u < dose, replies, value)


def outside_the_majority(seeks_outsider):
    """People who look for a partner outside the majority's taste."""
    return seeks_outsider


PARTNER_DATA = Bias(
    name="partner_data",
    claims={5: "disputed"},
    status="fiction",
    pattern="function creep: a useful measure from elsewhere that errs in one group (Koops 2021; "
    "Jacobs & Wallach 2021)",
    harms="people who look for a partner outside the majority's taste",
    parallel="several countries: a lender scans applicants' social accounts",
    story="A dating platform sells replies. They go along with an orderly life, so they foresee "
    "something. They also go along with being what the majority looks for. Status: "
    "disputed, the direction was probably the other one. Look for a useful column that "
    "errs.",
    carriers=("partner_replies",),
    member=outside_the_majority,
    distortions=(partner_replies,),
)
