"""Countries that were written to disk, opened again: columns are read as they are needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from synthetic_data.engine import districts
from synthetic_data.manifest import file_of, read_manifest
from synthetic_data.parquet import PART_OF, read_columns, require_pyarrow
from synthetic_data.population import Population
from synthetic_data.structure import STRUCTURE


class StoredColumns(Mapping):
    """Columns of a written population, each read when it is first asked for."""

    def __init__(self, folder: Path, n_people: int):
        self.folder, self.n_people, self._read = folder, n_people, {}

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._read:
            values = np.empty(self.n_people, dtype=STRUCTURE[name].dtype)
            for district, first, end in districts(self.n_people):
                path = file_of(self.folder, PART_OF[name], district)
                (values[first:end],) = read_columns(path, (name,))
            self._read[name] = values
        return self._read[name]

    def __iter__(self):
        return iter(STRUCTURE)

    def __len__(self) -> int:
        return len(STRUCTURE)


def read_population(folder) -> Population:
    """Open a written population: the same, bit for bit, as :func:`make_population` returns.

    A column is read when it is first used, so opening a large country costs nothing.

    Raises
    ------
    ValueError
        If the folder is none of ours, is not finished, or its files do not fit its manifest.
    """
    require_pyarrow()
    folder = Path(folder)
    manifest = read_manifest(folder)
    columns = StoredColumns(folder, manifest["n_people"])
    return Population(columns, doses=manifest["doses"], seed=manifest["seed"])
