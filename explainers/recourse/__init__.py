"""What would change a score, at what cost, for whom, and what it does to the truth."""

from explainers.recourse.answers import Answer, Recourse, Step
from explainers.recourse.changes import CHANGES, RULES, Change, Rule
from explainers.recourse.followed import Followed, follow, recourse_by_group
from explainers.recourse.recourse import recourse

__all__ = [
    "CHANGES",
    "RULES",
    "Answer",
    "Change",
    "Followed",
    "Recourse",
    "Rule",
    "Step",
    "follow",
    "recourse",
    "recourse_by_group",
]
