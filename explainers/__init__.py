"""Looking inside a score: explanations in points, gaps, and marks against the planted truth."""

from explainers.attribution import Attribution, explain
from explainers.friends_share import FriendsShare
from explainers.gaps import decompose_gap, gap_sums, gap_table
from explainers.limits.conditional import conditional_explainer
from explainers.limits.stability import stability
from explainers.marking import mark
from explainers.paths import path_effects
from explainers.social import drop_friendship, explain_friends
from explainers.verdict import Mark

__all__ = [
    "Attribution",
    "FriendsShare",
    "Mark",
    "conditional_explainer",
    "decompose_gap",
    "drop_friendship",
    "explain",
    "explain_friends",
    "gap_sums",
    "gap_table",
    "mark",
    "path_effects",
    "stability",
]
