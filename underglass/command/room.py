"""How many people a machine has room for."""

from __future__ import annotations

BYTES_A_PERSON = 1_000  # in memory; measured: 1,100 to 1,600 for country, score, explanation
GIGABYTE = 1e9


def check_memory(argument: str, n_people: int) -> None:
    """Require that a country fits into this machine's memory.

    Raises
    ------
    ValueError
        If it would need more than the machine has.
    """
    there = machine_memory()
    if there is not None and n_people * BYTES_A_PERSON > there:
        raise ValueError(
            f"{argument} must be at most {there // BYTES_A_PERSON:,} on this machine, which has "
            f"{there / GIGABYTE:,.0f} GB of memory; received {n_people:,}, who need at least "
            f"{n_people * BYTES_A_PERSON / GIGABYTE:,.0f} GB"
        )


def machine_memory() -> int | None:
    """Return this machine's memory in bytes, None where it cannot be told."""
    try:
        import psutil
    except ModuleNotFoundError:
        return None
    return psutil.virtual_memory().total
