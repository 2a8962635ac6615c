"""The opaque score of the fictional country, from 350 to 950 points."""

from scoring.opaque import OpaqueScore
from scoring.scale import BANDS, MAX_POINTS, MIN_POINTS, band
from scoring.training import train_score

__all__ = ["BANDS", "MAX_POINTS", "MIN_POINTS", "OpaqueScore", "band", "train_score"]
