"""The right answers of the lessons, one module a lesson."""
