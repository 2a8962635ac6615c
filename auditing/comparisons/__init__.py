"""Groups held against each other: estimates, intervals, verdicts, and how often they err."""
