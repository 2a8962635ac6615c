"""Lessons: what their cells call, exercises and answers, how they are built."""
