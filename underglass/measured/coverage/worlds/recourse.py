"""How much dearer recourse is for a group, under one kept score."""

from explainers.recourse import CHANGES, recourse_by_group
from underglass.measured.coverage.worlds.setting import EACH, country, groups, table, this_score

BAND, ASKED, BUDGET = "good", 24, 300
CHANGED = ("income", "savings", "late_payments", "missed_appointments", "night_activity")


def world(number: int) -> dict[str, list[float]]:
    """Measure every group's reach (a share), median cost and extra cost (days of effort)."""
    home, found = country(number), {}
    changes, members = tuple(c for c in CHANGES if c.column in CHANGED), groups(home)
    for model, group in EACH:
        told = recourse_by_group(
            this_score(model), table(model, home), members[group],
            to=BAND, clusters=home.places, changes=changes,
            people=ASKED, budget=BUDGET, seed=number,
        )  # fmt: skip
        row, name = told.table.loc["members"], f"{model}/{group}"
        found[f"{name}/reach"] = [row["reach"], row["reach_low"], row["reach_high"]]
        found[f"{name}/cost"] = [row["cost"], row["cost_low"], row["cost_high"]]
        found[f"{name}/dearer"] = [told.dearer, *told.interval]
    return found
