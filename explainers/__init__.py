"""Looking inside a score: explanations in points, gaps, and marks against the planted truth."""

from explainers.attribution import Attribution, explain
from explainers.gaps import decompose_gap
from explainers.marking import mark
from explainers.verdict import Mark

__all__ = ["Attribution", "Mark", "decompose_gap", "explain", "mark"]
