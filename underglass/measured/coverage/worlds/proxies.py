"""What columns reveal of a real attribute, and false alarms on an attribute that is noise."""

import numpy as np

from explainers import explain
from explainers.groups.proxies import proxies
from underglass.measured.coverage.worlds.setting import (
    GROUPS,
    country,
    groups,
    reference,
    table,
    this_score,
)

MODEL = "scorecard"  # skill knows no model


def world(number: int) -> dict[str, list[float]]:
    """Measure the skill of every column, and of all together; count alarms on noise."""
    home, found = country(number), {}
    people = table(MODEL, home)
    why = explain(this_score(MODEL), people, background=reference(MODEL))

    def look(attribute):
        return proxies(people, attribute, why, clusters=home.places)

    for group, member in groups(home).items():
        seen = look(member)
        found[f"{group}/together"] = list(seen.together)
        for row in seen.columns.itertuples():
            found[f"{group}/reveals/{row.column}"] = [row.reveals, row.low, row.high]
    for group, member in noise(number, home.places).items():
        found[f"{group}/alarm"] = [int(look(member).columns["found"].any())]
    return found


def noise(number: int, places: np.ndarray) -> dict[str, np.ndarray]:
    """Draw groups that have nothing to do with any column, as large as the real ones."""
    rng = np.random.default_rng([number, 1])
    by_person, by_place = rng.random(len(places)), rng.permutation(places.max() + 1)[places]
    masks = (by_person < 0.2, by_person < 0.02, by_place < 16, by_place < 5)
    return dict(zip(GROUPS, masks, strict=True))
