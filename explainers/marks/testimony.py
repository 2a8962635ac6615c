"""What an explainer says of one score in one world, written down once, and how true it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explainers.marks.faithfulness import LIMITS, Faithfulness, judge, positions_of
from explainers.points.attribution import QUESTIONS, Attribution


@dataclass(frozen=True, eq=False)
class Testimony:
    """What one explainer says of one score in one world, and how true it is.

    Attributes
    ----------
    published : ndarray of shape (n,)
        Everybody's scores, from the score itself.
    who : ndarray of int, shape (s,)
        Positions of the explained people.
    rows : DataFrame of shape (s, p)
        What the explanation says each row gives, in the order of the exact one's.
    question : str
        As the explanation calls it.
    faithfulness : Faithfulness
    """

    published: np.ndarray
    who: np.ndarray
    rows: pd.DataFrame
    question: str
    faithfulness: Faithfulness


def take(claimed: Attribution, view, background: pd.DataFrame, limits=LIMITS) -> Testimony:
    """Take an explanation of a :class:`explainers.marks.trial.View` for what it is.

    Parameters
    ----------
    claimed : Attribution
    view : View
    background : DataFrame
        The reference people that were asked for.
    limits : dict
        As ``LIMITS``.
    """
    same = any(claimed is own for own in view.exact_ones)
    if not same:
        claimed = _as_said(claimed)
    question = claimed.perturbation
    exact = view.exact(background, question if question in QUESTIONS else QUESTIONS[0])
    faithfulness = Faithfulness() if same else judge(claimed, exact, limits)
    who = positions_of(claimed, exact)
    order = np.argsort(who)  # in whatever order they were explained
    rows = claimed.rows[list(exact.rows)].iloc[order]
    return Testimony(exact.published.astype(float), who[order], rows, question, faithfulness)


def _as_said(claimed) -> Attribution:
    """Write down once what an explainer said, so that it cannot say otherwise when asked again."""
    said = Attribution(
        values=np.array(claimed.values, dtype=float),
        base=float(claimed.base),
        friends=np.array(claimed.friends, dtype=float),
        rounding=np.array(claimed.rounding, dtype=float),
        published=np.array(claimed.published, dtype=float),
        columns=tuple(map(str, claimed.columns)),
        data=pd.DataFrame(claimed.data).copy(),
        background=str(claimed.background),
        perturbation="_".join(str(claimed.perturbation).lower().replace("-", " ").split()),
        reliability=claimed.reliability,
        unit=str(claimed.unit),
        reference=claimed.reference,
    )
    if said.unit != "points":
        raise ValueError(f"explainer must speak in points; received the unit {said.unit!r}")
    if tuple(map(str, said.data.columns)) != said.columns:
        raise ValueError(
            "explainer must show the data of its columns, in their order; received "
            f"{', '.join(map(str, said.data.columns))}"
        )
    return said
