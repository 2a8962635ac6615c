"""The gap between a group and the rest, column by column, with intervals."""

from __future__ import annotations

import pandas as pd

from explainers.attribution import Attribution
from scoring.groups import difference
from synthetic_data.arguments import check_group


def decompose_gap(attribution: Attribution, member, *, clusters=None) -> pd.DataFrame:
    """Tell through which columns a group scores lower, or higher, than the rest.

    Parameters
    ----------
    attribution : Attribution
        Of members and others alike.
    member : boolean array of shape (n,)
        Who of the explained people is in the group.
    clusters : array of shape (n,), optional
        Such as neighbourhoods: people whose scores hang together. Each person is one if left
        out, which is too narrow where scores depend on friends.

    Returns
    -------
    DataFrame
        ``column``, ``points`` (mean of the group minus mean of the rest), and the ends ``low``
        and ``high`` of its 95 % interval; the largest first, friends and rounding among them.
        The points add up to ``attrs["gap"]``, the gap in the published score, whose interval
        is ``attrs["interval"]``.

    Raises
    ------
    ValueError
        If ``member`` is no mask over the explained people, or takes in nobody or everybody.
    """
    rows = attribution.rows
    member = check_group("member", member, len(rows))
    points, half = difference(rows.to_numpy(), member, clusters)
    gap, gap_half = difference(attribution.published.astype(float)[:, None], member, clusters)
    table = pd.DataFrame(
        {"column": rows.columns, "points": points, "low": points - half, "high": points + half}
    )
    order = table["points"].abs().sort_values(ascending=False, kind="stable").index
    table = table.loc[order].reset_index(drop=True)
    table.attrs["gap"] = float(gap[0])
    table.attrs["interval"] = (float(gap[0] - gap_half[0]), float(gap[0] + gap_half[0]))
    return table
