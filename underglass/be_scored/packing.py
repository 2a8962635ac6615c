"""Arrays and words in one JSON file that a browser reads, and that tells when it was cut short."""

from __future__ import annotations

import base64
import json
import zlib

import numpy as np

FORMAT = 1
KINDS = ("u1", "i1", "u2", "i2", "i4", "f8")


def smallest(values) -> np.ndarray:
    """Return whole numbers in the smallest type that holds them.

    Examples
    --------
    >>> smallest([0, 255]).dtype.str, smallest([-1, 300]).dtype.str
    ('|u1', '<i2')
    """
    values = np.asarray(values)
    low, high = values.min(initial=0), values.max(initial=0)
    for kind in KINDS[:-1]:
        limits = np.iinfo(kind)
        if limits.min <= low and high <= limits.max:
            return values.astype(f"<{kind}")
    raise ValueError(f"values must fit into 32 bits; received {low} to {high}")


def pack(words: dict, arrays: dict[str, np.ndarray]) -> str:
    """Write words and arrays as JSON: the arrays as one base64 string, with its CRC-32.

    Parameters
    ----------
    words : dict
        Anything that JSON holds.
    arrays : dict of str to ndarray
        Of a type in ``KINDS``, little-endian; each begins at a multiple of eight bytes.

    Returns
    -------
    str
        ``{"format", "words", "arrays": {name: [kind, offset, length]}, "crc", "bytes"}``.
    """
    whole, places = bytearray(), {}
    for name, values in arrays.items():
        kind = values.dtype.str[1:]
        if kind not in KINDS:
            raise ValueError(f"arrays[{name!r}] must be of {', '.join(KINDS)}; received {kind}")
        whole += bytes(-len(whole) % 8)
        places[name] = [kind, len(whole), int(values.size)]
        whole += np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<")).tobytes()
    spoken = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = base64.b64encode(bytes(whole)).decode("ascii")
    crc = zlib.crc32(packed.encode("ascii"), zlib.crc32(spoken.encode("utf-8")))
    head = {"format": FORMAT, "crc": crc, "arrays": places, "words": spoken, "bytes": packed}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> tuple[dict, dict[str, np.ndarray]]:
    """Read what :func:`pack` wrote.

    Raises
    ------
    ValueError
        If something was changed or is missing.
    """
    head = json.loads(text)
    spoken, packed = head["words"], head["bytes"]
    if zlib.crc32(packed.encode("ascii"), zlib.crc32(spoken.encode("utf-8"))) != head["crc"]:
        raise ValueError("text must be whole and unchanged; its check sum differs")
    whole = base64.b64decode(packed)
    arrays = {
        name: np.frombuffer(whole, f"<{kind}", length, offset)
        for name, (kind, offset, length) in head["arrays"].items()
    }
    return json.loads(spoken), arrays
