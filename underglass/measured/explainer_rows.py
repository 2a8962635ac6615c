"""One explainer's mark as a row of the central table."""

from __future__ import annotations

from explainers.marks.arm import Arm
from explainers.marks.importance import TOP
from explainers.marks.verdict import Mark

ALARM = 5.0  # points that a group must seem to lose before an auditor without a twin speaks up


def planted_columns(marked: Mark) -> dict:
    """What was planted: the same for every explainer."""
    named = {}
    for name, arm in (("planted", marked.retrained), ("planted_kept", marked.kept)):
        low, high = arm.planted_interval
        named |= {name: arm.planted, f"{name}_low": low, f"{name}_high": high}
    return named


def points_columns(marked: Mark) -> dict:
    """One explainer in points: both arms, the reading without a twin, and right or wrong."""
    arm = marked.retrained
    row = _arm(arm, "") | _arm(marked.kept, "_kept")
    for name, value, (low, high) in (
        ("alone", marked.carriers_gap, marked.carriers_gap_interval),
        (
            "without",
            marked.carriers_gap_without_bias,
            marked.carriers_gap_without_bias_interval,
        ),
    ):
        row |= {name: value, f"{name}_low": low, f"{name}_high": high}
        row[f"speaks_{name}"] = value <= -ALARM and high < 0
    about = {"n_explained": marked.n_explained, "fidelity": marked.fidelity, "unit": "points"}
    return row | {"right": _right(arm, marked.verdict)} | about


def _arm(arm: Arm, end: str) -> dict:
    low, high = arm.found_interval
    return {
        f"found{end}": arm.found,
        f"found{end}_low": low,
        f"found{end}_high": high,
        f"elsewhere{end}": arm.elsewhere,
        f"unexplained{end}": arm.unexplained,
        f"share{end}": arm.share,
        f"verdict{end}": arm.verdict,
    }


def importance_columns(marked) -> dict:
    """Permutation importance: found is the change of the carriers' importance, in AUC."""
    row = {
        "found": marked.change,
        "found_low": marked.change_interval[0],
        "found_high": marked.change_interval[1],
        "verdict": marked.verdict,
        "right": _right(marked.planted, marked.verdict),
        "rank": marked.rank,
        "rank_without": marked.rank_without,
        "speaks_alone": marked.rank <= TOP,
        "speaks_without": marked.rank_without <= TOP,
        "unit": "AUC",
    }
    for name, value, (low, high) in (
        ("alone", marked.importance, marked.importance_interval),
        (
            "without",
            marked.importance_without_bias,
            marked.importance_without_bias_interval,
        ),
    ):
        row |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return row


def _right(arm: Arm, verdict: str) -> bool | None:
    """Tell whether the verdict is right: found, or nothing said where nothing was planted.

    None where that cannot be told: what was planted is not told from 0, or the limit lies within an
    interval.
    """
    if verdict in ("too small to tell", "undecided"):
        return None
    return verdict == ("found" if arm.distinguishable else "nothing planted")
