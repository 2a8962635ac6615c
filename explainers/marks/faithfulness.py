"""Is an explanation true of the score that it explains? Its claims against score and exact values.

What an explainer returns is a claim. The published score, each person's own data, what friends
and rounding give and, for two questions, each single value are known here without asking it:

*exact*: an explanation that calls itself interventional or path-dependent has one right answer,
and every value must be it. *Approximate*: any other (a surrogate, LIME) must say at least
something true: base and columns must follow the own points, neither shrunken nor inflated, and
person by person its values must lie clearly nearer to the exact ones than values of nothing would.
The limits stand halfway between such lies and the worst of the honest peers.

What is not seen: less than ``TOLERANCE`` in an exact value; and of an approximation, points moved
between columns or people that leave all three numbers within the limits. Honest approximations
err as much. What it says in words (the names of its reference people, notes) is not read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from explainers.points.attribution import QUESTIONS, Attribution

#: Points that a value of an exact question may be off: far above rounding, far below any bias.
TOLERANCE = 0.1
TINY = 1e-9
#: Rows that are the score's own, whatever the explainer.
KNOWN = ("friends", "rounding")
#: What an approximation must keep to, and what it means not to.
LIMITS = {
    "fidelity": (0.5, 1.0, "base and columns explain {:.2f} of the variance of own points"),
    "slope": (0.67, 1.5, "own points move {:.2f} points for each point that its columns add up to"),
    "agreement": (
        0.25,
        1.0,
        "person by person its values agree with the exact ones to {:.2f}, where 1 is exact and "
        "values of nothing have 0",
    ),
    "base": (-0.3, 0.3, "its base lies {:+.2f} standard deviations off the reference people's"),
}
#: The same for scores that were trained on a part of the data, which are harder to imitate.
LIMITS_OF_PARTS = {
    "fidelity": (0.25, 1.0, LIMITS["fidelity"][2]),
    "slope": (0.5, 2.0, LIMITS["slope"][2]),
    "agreement": (0.12, 1.0, LIMITS["agreement"][2]),
    "base": (-0.6, 0.6, LIMITS["base"][2]),
}


@dataclass(frozen=True)
class Faithfulness:
    """How true one explanation is of its score.

    Attributes
    ----------
    fidelity : float
        Share of the variance of own points that base and columns add up to; 1 if exact.
    slope : float
        Of own points minus base on the sum of the columns; 1 if exact.
    agreement : float
        ``1 - sum (claimed - exact)^2 / sum exact^2`` over people and columns, friends left out:
        1 if exact, 0 for values of nothing.
    base : float
        How far its base lies off the exact one, in standard deviations of own points.
    faults : tuple of str
        What is wrong, a clause each; empty if nothing is.
    """

    fidelity: float = 1.0
    slope: float = 1.0
    agreement: float = 1.0
    base: float = 0.0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Look:
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


def take(claimed: Attribution, view, background: pd.DataFrame, limits=LIMITS) -> Look:
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
    return Look(exact.published.astype(float), who[order], rows, question, faithfulness)


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


def judge(claimed: Attribution, exact: Attribution, limits=LIMITS) -> Faithfulness:
    """Hold an explanation against the score.

    Parameters
    ----------
    claimed : Attribution
        Of some or all people of ``exact``, known by the index of ``claimed.data``.
    exact : Attribution
        Our own, with what the score published: exact values of everybody, for the question and
        the reference people that were asked for.
    limits : dict
        As ``LIMITS``: for explanations that do not claim to be exact.

    Returns
    -------
    Faithfulness

    Raises
    ------
    ValueError
        If ``claimed`` explains somebody twice, nobody, people who are not there, or other columns,
        or holds what is no number.
    """
    who = positions_of(claimed, exact)
    rows, true = claimed.rows, exact.rows.iloc[who]
    _check_rows(claimed.base, rows, true)
    columns = np.array([name not in KNOWN for name in true])
    values, exact_values = rows[true.columns].to_numpy()[:, columns], true.to_numpy()[:, columns]
    off = rows[true.columns].to_numpy() - true.to_numpy()
    own, total = exact.base + exact_values.sum(axis=1), values.sum(axis=1)
    spread = float(np.std(own)) or float("nan")
    measured = {
        "fidelity": float(1 - np.mean((own - claimed.base - total) ** 2) / spread**2),
        "slope": _slope(total, own - claimed.base),
        "agreement": float(1 - (off[:, columns] ** 2).sum() / max((exact_values**2).sum(), TINY)),
        "base": (claimed.base - exact.base) / spread,
    }
    known = float(np.abs(off[:, ~columns]).max())
    faults = [
        _other_scores(claimed.published, exact.published[who]),
        _other_data(claimed, exact, who),
        f"what friends or rounding give is up to {known:.1f} points off" if known > 1e-6 else "",
        "" if claimed.reliability in (None, exact.reliability) else "it states another reliability",
    ]
    if claimed.perturbation in QUESTIONS:
        worst = max(float(np.abs(off).max()), abs(claimed.base - exact.base))
        if worst > TOLERANCE:
            faults.append(f"a value is {worst:.1f} points off the exact one")
        if claimed.reference not in (None, exact.reference):
            faults.append("its own record names other reference people")
    else:
        faults += [
            said.format(measured[name])
            for name, (low, high, said) in limits.items()
            if not low <= measured[name] <= high + TINY
        ]
    return Faithfulness(**measured, faults=tuple(filter(None, faults)))


def positions_of(claimed: Attribution, exact: Attribution) -> np.ndarray:
    """Positions of the explained people among all; refuse who is not there, or there twice."""
    index = claimed.data.index
    if not index.is_unique or not len(index) or not index.isin(exact.data.index).all():
        raise ValueError(
            "explainer must explain people of X, each once, and keep their index in data; received "
            f"{len(index)} rows, {int(index.isin(exact.data.index).sum())} of them of X"
        )
    return exact.data.index.get_indexer(index)


def _check_rows(base: float, rows: pd.DataFrame, true: pd.DataFrame) -> None:
    if set(rows) != set(true) or rows.shape[1] != true.shape[1]:
        other = sorted(map(str, set(rows) ^ set(true)))
        raise ValueError(
            "explainer must give one value to each column of X, and to friends and rounding; "
            f"received others: {', '.join(other) or 'some twice'}"
        )
    if not np.isfinite([base, *rows.to_numpy(dtype=float).ravel()]).all():
        raise ValueError("explainer must give numbers only; received missing or infinite values")


def _other_scores(claimed, true) -> str:
    differs = np.asarray(claimed, dtype=float) != true
    if not differs.any():
        return ""
    return f"it reports other scores than the published ones, of {int(differs.sum()):,} people"


def _other_data(claimed: Attribution, exact: Attribution, who) -> str:
    """Hold the data that it shows against the people's own."""
    for name in exact.data:
        shown, own = claimed.data[name], exact.data[name].iloc[who]
        same = (shown.to_numpy() == own.to_numpy()) | (shown.isna() & own.isna()).to_numpy()
        if not same.all():
            return f"it shows {name} of other people than it names"
    return ""


def _slope(total, own) -> float:
    """Least-squares slope of own points on what an explanation adds up to."""
    centred = total - total.mean()
    power = float(centred @ centred)
    return float(centred @ own / power) if power > 0 else float("nan")
