"""A letter to the scored person."""

from explainers.notice.notice import Notice, notice

__all__ = ["Notice", "notice"]
