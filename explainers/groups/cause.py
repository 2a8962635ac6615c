"""One cause, set to one value and then to another, edge by edge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data.arguments import check_names
from synthetic_data.bias import TIES
from synthetic_data.biases import BIASES
from synthetic_data.edges import DOSE, bias_of, readers
from synthetic_data.population import Population
from synthetic_data.structure import STRUCTURE

DIRECT = "the score itself"  # reads the cause, where a scorer may see it


@dataclass(frozen=True)
class Cause:
    """One cause, switched between two values along chosen edges."""

    name: str
    values: tuple
    world: Population
    bias: bool

    def switched(self, edges, world: Population) -> Population:
        """Return the world in which the functions of these edges see the second value."""
        first, second = self.values
        if self.bias:
            sees = {edge: second if edge in edges else first for edge in self.edges}
            return world.twin(do={(DOSE, edge): dose for edge, dose in sees.items()})
        seen = {(self.name, edge): second for edge in edges if edge != DIRECT}
        return world.twin(do={self.name: first, **seen})

    @property
    def edges(self) -> tuple[str, ...]:
        """All functions that read the cause."""
        if not self.bias:
            return readers(self.name)
        return tuple(edge for edge in readers(DOSE) if bias_of(edge) == self.name)


def read_cause(population: Population, cause: str, values) -> Cause:
    """Read a variable or a bias, and its two values; a bias's are 0 and its dose if left out."""
    check_names("cause", [cause], (*STRUCTURE, *BIASES))
    bias = cause in BIASES
    if bias and TIES in BIASES[cause].distorts:
        raise ValueError(
            f"cause must act on columns; received {cause!r}, which acts on ties alone: one path, "
            "which twin(without=…) measures"
        )
    if values is None and bias:
        values = (0.0, population.doses[cause] or 1.0)
    if not isinstance(values, (tuple, list)) or len(values) != 2:
        raise ValueError(f"values must be two, from which to which; received {values!r}")
    if any(np.ndim(value) for value in values):
        raise ValueError(f"values must be one value each, for everybody; received {values!r}")
    world = population
    if bias:
        world = population.twin(doses={cause: max(values)})
    return Cause(cause, tuple(values), world, bias)
