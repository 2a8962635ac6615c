"""The opaque score of the fictional country, from 350 to 950 points."""

from scoring.opaque import OpaqueScore
from scoring.scale import MAX_POINTS, MIN_POINTS

__all__ = ["MAX_POINTS", "MIN_POINTS", "OpaqueScore"]
