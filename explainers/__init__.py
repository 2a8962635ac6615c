"""Looking inside a score: explanations in points, gaps, and marks against the planted truth."""

from explainers.friends.friends_share import FriendsShare
from explainers.friends.social import drop_friendship, explain_friends
from explainers.groups.gap import Gap, Gaps
from explainers.groups.gaps import decompose_gap, decompose_gaps, gap_sums, gap_table
from explainers.groups.path_effects import path_effects
from explainers.limits.conditional import conditional_explainer
from explainers.limits.stability import stability
from explainers.marks.marking import mark
from explainers.marks.verdict import Mark
from explainers.moved import EXPLAINERS, allow
from explainers.points.attribution import Attribution, explain

allow("explainers", EXPLAINERS, "explainers")

__all__ = [
    "Attribution",
    "FriendsShare",
    "Gap",
    "Gaps",
    "Mark",
    "conditional_explainer",
    "decompose_gap",
    "decompose_gaps",
    "drop_friendship",
    "explain",
    "explain_friends",
    "gap_sums",
    "gap_table",
    "mark",
    "path_effects",
    "stability",
]
