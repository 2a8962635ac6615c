"""Named doses. Every scenario is a literal: what it does not name has dose 0."""

HOMOPHILY = (
    "homophily"  # how alike friends are: a condition of the country, harmful to nobody alone
)

SCENARIOS: dict[str, dict[str, float]] = {
    "level": {},
    "idle_gamers": {"idle_gamers": 1.0},
    "nappy_bonus": {"nappy_bonus": 1.0},
    "watched_professions": {"watched_professions": 1.0},
    "guilt_by_association": {"guilt_by_association": 1.0, "homophily": 0.5},
    "sesame": {
        "idle_gamers": 0.8,
        "nappy_bonus": 0.8,
        "watched_professions": 0.6,
        "guilt_by_association": 0.8,
        "homophily": 0.5,
    },
}
