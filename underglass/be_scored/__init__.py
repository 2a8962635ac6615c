"""Everything that the page "Be scored" computes with, written from Python for the browser.

A closed country of a thousand inhabitants is scored, in each of sixteen worlds, by a model that
was trained on 20,000 other people of the same doses. The page scores and explains from these
files with an engine of its own; ``checks.json`` holds Python's own answers, for its tests.
"""

from underglass.be_scored.export import export_be_scored

__all__ = ["export_be_scored"]
