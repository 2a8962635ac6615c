"""Friends with low scores lower yours: the scorer sees who knows whom.

A network dimension was announced in 2015; that friends' scores pull on one's own is not
established. Averaging with friends keeps or narrows a gap between communities, while it hurts
people inside them: the harmed group is therefore a position, not a community.
"""

import numpy as np

from synthetic_data.bias import Bias

WELL_BELOW = 40  # points


def ties(value, dose):
    """Show friendships to the scorer: value + dose, at most 1."""
    return np.minimum(value + dose, 1)


def friends_score_well_below(own_points, friends_points):
    """People whose friends score at least WELL_BELOW points less on average than they do."""
    return own_points - friends_points >= WELL_BELOW


GUILT_BY_ASSOCIATION = Bias(
    name="guilt_by_association",
    claims={6: "disputed"},
    status="fiction",
    pattern="guilt by association (McPherson et al. 2001; Wei et al. 2016)",
    harms="people whose friends score well below them",
    parallel="United States: a patent held by a home-sharing firm adjusts a person by associates' "
    "scores (use not proven); a lender in several countries scans social accounts",
    story="The score sees who knows whom. Friends with low scores pull. Friends are alike, so few "
    "notice. Status: disputed. Look for people who score well above their friends, not for "
    "a community.",
    carriers=("friends",),
    member=friends_score_well_below,
    distortions=(ties,),
)
