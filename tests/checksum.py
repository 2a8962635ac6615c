"""The bits of a country in one word: the same here, in another process and in a browser."""

import hashlib

import numpy as np

from synthetic_data.structure import STRUCTURE

CHECKSUM = "a0feef96734cbf1e"  # 3,000 people of sesame, seed 11


def checksum(population) -> str:
    """Digest all columns and who knows whom."""
    digest = hashlib.sha256()
    for name in sorted(STRUCTURE):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(population.columns[name], dtype="<f8").tobytes())
    digest.update(population.friendships.indices.astype("<i4").tobytes())
    return digest.hexdigest()[:16]
