"""What would change a score, at what cost, for whom, and what it does to the truth."""

from explainers.recourse.advise import recourse
from explainers.recourse.answers import Answer, Recourse, Step
from explainers.recourse.by_group import GroupRecourse, recourse_by_group
from explainers.recourse.changes import CHANGES, RULES, Change, Rule
from explainers.recourse.followed import Followed, follow

__all__ = [
    "CHANGES",
    "RULES",
    "Answer",
    "Change",
    "Followed",
    "GroupRecourse",
    "Recourse",
    "Rule",
    "Step",
    "follow",
    "recourse",
    "recourse_by_group",
]
