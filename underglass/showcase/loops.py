"""What a score does next, as a command shows it: run one loop, and draw its gap round by round."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from scoring import train_score
from scoring.aftermath import MECHANISMS, Aftermath, run
from scoring.aftermath.loop import check_numbers
from scoring.models import MODELS
from scoring.social import SOCIAL_WEIGHT
from synthetic_data import make_population
from synthetic_data.arguments import check_names

BLUE, ORANGE, BLACK = "#0072B2", "#D55E00", "#1A1A1A"  # Okabe and Ito 2008


def run_loop(
    mechanism: str,
    *,
    scenario: str = "sesame",
    n_people: int = 20_000,
    model: str = "points_table",
    dose: float = 1.0,
    rounds: int = 10,
    seed: int = 0,
    retrain: bool = False,
    say: Callable[[str], None] = lambda stage: None,
) -> Aftermath:
    """Generate a country, train a score on seven people in ten, and let it act.

    Parameters
    ----------
    mechanism : str
        A key of ``scoring.aftermath.MECHANISMS``.
    scenario, n_people, seed
        As for ``make_population``.
    model : str
        As for ``OpaqueScore``; friends count where the mechanism acts on ties.
    dose, rounds
        As for ``scoring.aftermath.run``.
    retrain : bool
        Whether the score learns anew in every round.
    say : callable
        Told what is done next.

    Returns
    -------
    Aftermath

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    check_names("mechanism", [mechanism], MECHANISMS)
    check_names("model", [model], MODELS)
    check_numbers(dose, rounds)
    say("Generating the country")
    country = make_population(n_people, scenario=scenario, seed=seed)
    weight = SOCIAL_WEIGHT if "ties" in MECHANISMS[mechanism].moves else 0.0
    say("Training the score")
    score = train_score(country, model, social_weight=weight, measure=False)
    say(f"Letting it act: {mechanism}")
    again = country.training if retrain else None
    return run(mechanism, score, country, dose=dose, rounds=rounds, retrain=again)


def loop_table(after: Aftermath, group: str | None = None) -> pd.DataFrame:
    """Return a group's gap by round, beside the gap in the same country with the loop cut.

    Parameters
    ----------
    after : Aftermath
    group : str, optional
        The first group if left out.

    Returns
    -------
    DataFrame
        Indexed by ``round``: ``mean_score``, ``gap`` with its 95 % interval ``low`` to ``high``,
        ``cut`` (the gap where the loop is cut), all in score points, and the group's mean of
        every consequence.
    """
    group = after.groups[0] if group is None else group
    after.gap(group)  # names the groups if there is no such
    rows, cut = (
        table[table["group"] == group].set_index("round") for table in (after.history, after.cut)
    )
    brought = list(rows.columns[list(rows.columns).index("kept") + 1 :])
    shown = rows[["mean_score", "gap", "low", "high"]]
    return shown.assign(cut=cut["gap"]).join(rows[brought])


def draw_loop(after: Aftermath, group: str | None = None, ax=None):
    """Draw a group's gap by round: with the loop closed, and with the loop cut.

    Parameters
    ----------
    after : Aftermath
    group : str, optional
        The first group if left out.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
    """
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(8, 4.6), layout="constrained", facecolor="white")[1]
    group = after.groups[0] if group is None else group
    table = loop_table(after, group)
    ax.fill_between(table.index, table["low"], table["high"], color=ORANGE, alpha=0.18, lw=0)
    ax.plot(table.index, table["gap"], color=ORANGE, marker="o", lw=2)
    ax.plot(table.index, table["cut"], color=BLUE, ls="--", marker="s", mfc="white", lw=1.8)
    ends = table[["gap", "cut"]].iloc[-1]
    for name, column, color in (("loop closed", "gap", ORANGE), ("loop cut", "cut", BLUE)):
        above = ends[column] > ends.min() or (column == "gap" and ends.nunique() == 1)
        ax.annotate(
            f"{name} {ends[column]:+.0f}".replace("-", "−"),
            (table.index[-1], ends[column]), xytext=(10, 3 if above else -3),
            textcoords="offset points", va="bottom" if above else "top", color=color,
            weight="bold",
        )  # fmt: skip
    ax.set_xlim(-0.04 * table.index[-1], 1.2 * table.index[-1])  # room for the words at the end
    ax.set_xticks(table.index[:: max(1, len(table) // 10)])
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(axis="y", color="#E3E3E3", lw=0.7)
    title = f"{after.mechanism.name} at dose {after.dose:g} ({after.mechanism.status})"
    ax.set_title(f"{title}\n{group}", loc="left", weight="bold", color=BLACK)
    ax.set_xlabel("round; the band is the 95 % interval over neighbourhoods")
    ax.set_ylabel("mean minus the rest (points)")
    return ax
