"""A letter to the scored person."""

from explainers.notice.letter import Notice
from explainers.notice.write import notice

__all__ = ["Notice", "notice"]
