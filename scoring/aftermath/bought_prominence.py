"""The score buys prominence: who scores well is shown first on the dating platform.

Here the arrow runs the other way round than in ``partner_data``: in 2015 the score bought
prominence on a dating platform, as far as is known (row 5: disputed that profiles fed the score).
That what follows comes back into the file is ours. With ``s`` the published score,

    shown    = (s - 350) / 600 - 1/2, from -1/2 to 1/2     above 0: shown before others
    replies' = first replies + dose * REPLIES * shown        percent of messages
    contacts' = contacts * (1 + dose * MEET * shown)         who is seen meets people

so the score itself makes the company that it then takes for a merit (a rich-get-richer loop,
Merton 1968). Nobody's reliability changes. Status of our loop: fiction. Harmed: people who begin
below 600 points. Parallel: rankings of sellers and drivers on platforms bring the orders that
the next ranking counts (reported).
"""

import numpy as np

from scoring.aftermath.world import Mechanism, World
from scoring.scale import BANDS, MAX_POINTS, MIN_POINTS

REPLIES = 40  # percent of messages, between the two ends of the scale
MEET = 0.5  # growth of contacts in a round, between the two ends of the scale
LOW = BANDS["good"]


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """How prominently the platform shows each person; 0 is the middle of the scale."""
    middle = (MIN_POINTS + MAX_POINTS) / 2
    return {"shown": dose * (world.published - middle) / (MAX_POINTS - MIN_POINTS)}


def respond(world: World, dose: float) -> World:
    """Write down the replies and the company that prominence brought."""
    shown = world.consequences["shown"]
    return world.moved(
        partner_replies=world.original("partner_replies") + REPLIES * shown,
        contacts=world.now("contacts") * (1 + MEET * shown),
    )


def low_at_first(world: World) -> np.ndarray:
    """People whose first score is below LOW."""
    return world.first < LOW


BOUGHT_PROMINENCE = Mechanism(
    name="bought_prominence",
    claims={5: "disputed"},
    status="fiction",
    pattern="a loop in which the ranked are ranked by what the ranking brought: cumulative "
    "advantage (Merton 1968)",
    harms="people who begin below 600 points",
    parallel="Many countries: the ranking of a seller or driver on a platform brings the orders "
    "that the next ranking counts (reported)",
    moves=("partner_replies", "contacts"),
    member=low_at_first,
    consequences=consequences,
    respond=respond,
)
