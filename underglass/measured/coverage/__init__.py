"""How often the project's intervals hold: simulated countries, counted row by row."""

from underglass.measured.coverage.rows import OTHERS, ROWS, THIS, Row
from underglass.measured.coverage.run import simulate
from underglass.measured.coverage.summary import (
    Held,
    measure_coverage,
    summarise,
    summary,
    write_summary,
)
from underglass.measured.coverage.table import full_table, markdown_table

__all__ = [
    "OTHERS",
    "ROWS",
    "THIS",
    "Held",
    "Row",
    "full_table",
    "markdown_table",
    "measure_coverage",
    "simulate",
    "summarise",
    "summary",
    "write_summary",
]
