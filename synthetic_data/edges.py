"""The edges of the causal graph: which function reads which variable.

A function bears the name of its noise stream: a variable's own function the variable's name, a
distortion "bias:variable". So "community → recorded_offences" can be two edges, one of the
structure and one that a bias adds. ``twin(do={(cause, function): value})`` sets what one function
sees of a cause, while the others see the cause as it is (Pearl 2001; Avin, Shpitser & Pearl 2005
on path-specific effects). The pairs are read from the signatures.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from synthetic_data import arguments
from synthetic_data.bias import TIES
from synthetic_data.biases import BIASES
from synthetic_data.structure import STRUCTURE
from synthetic_data.ties import TRAITS
from synthetic_data.variable import causes_of

FRIENDSHIPS = "friendships"  # who knows whom, which depends on people's traits
DOSE = "dose"


@cache
def readers(cause: str) -> tuple[str, ...]:
    """Return the functions that read a variable, or "dose": names of their streams.

    Examples
    --------
    >>> readers("gender")[:2]
    ('household', 'gaming_hours')
    """
    own = [(name, variable.causes) for name, variable in STRUCTURE.items()]
    planted = [
        (f"{bias.name}:{function.__name__}", (*causes_of(function), DOSE))
        for bias in BIASES.values()
        for function in bias.distortions
        if function.__name__ != TIES
    ]
    reads = [*own, *planted, (FRIENDSHIPS, TRAITS)]
    return tuple(stream for stream, causes in reads if cause in causes)


def target(stream: str) -> str:
    """Return the variable that a function computes or distorts."""
    return stream.rpartition(":")[2]


def bias_of(stream: str) -> str:
    """Return the bias whose distortion a function is; empty for the structure's own."""
    return stream.rpartition(":")[0]


def stored_edge(edge: tuple, values, n_people: int) -> np.ndarray:
    """Check an edge and what its function is to see; return the stored values, shape (n,)."""
    if len(edge) != 2 or edge[0] not in {*STRUCTURE, DOSE}:
        raise ValueError(
            f"do must name a variable, or a pair of a variable (or 'dose') and a function that "
            f"reads it; received {edge!r}"
        )
    cause, stream = edge
    arguments.check_names(f"do's function that reads {cause}", [stream], readers(cause))
    if cause != DOSE:
        return arguments.stored_values(cause, values, STRUCTURE, n_people)
    if np.shape(values) not in ((), (n_people,)):
        raise ValueError(
            f"do[{edge!r}] must be one dose or one for each of {n_people} people; received shape "
            f"{np.shape(values)}"
        )
    doses = np.broadcast_to(np.asarray(values, dtype=float), (n_people,)).copy()
    if not ((doses >= 0) & (doses <= 1)).all():
        raise ValueError(
            f"do[{edge!r}] must be doses in [0, 1]; received {doses.min():g} to {doses.max():g}"
        )
    return doses
