"""Trained here, used there: a score goes abroad, to other customs and another law of outcomes.

That surveillance technology is exported, and that recognition errs on people it was not trained
on, is documented; the second fictional country is ours. It is inhabited by the same people with
the same luck, so that nothing but the shift differs. Round 0 is at home; from round 1 on they
live abroad. With w = 1 in the countryside and TOWNS elsewhere,

    column = column + dose * w * custom                   other margins, P(X): CUSTOMS
    kept   = law((1 - dose) * diligence + dose * sociability, ...)    another law, P(Y given X)

where ``law`` is Simsim's own and the recorded outcome changes for those, and only those, for
whom the law decides otherwise: abroad, company keeps a promise where at home order does. Then
the loop: who is refused (below 600 points) borrows dearer, ``debt' = debt * (1 + dose * DEAR)``.
The world knows the hidden causes; the score does not, and is not trained again. Dataset shift:
Quiñonero-Candela et al. 2009. Ledger rows 13 and 21 (documented). Status of ours: fiction.
Harmed: people of the countryside, whose customs the training never saw. Parallel: a hospital
or credit model that is moved to another country or decade without being measured again.
"""

from dataclasses import replace

import numpy as np

from scoring.aftermath.world import Mechanism, World
from scoring.scale import BANDS
from synthetic_data.structure import STRUCTURE

REFUSED = BANDS["good"]
TOWNS = 0.25
DEAR = 0.04  # growth of debt a round
#: What is usual abroad and was not at home: wages at harvest, late evenings, moves for work.
CUSTOMS = {
    "payment_delay": 6.0,
    "late_arrivals": 0.12,
    "night_activity": 0.05,
    "address_changes": 1.0,
}


def consequences(world: World, dose: float) -> dict[str, np.ndarray]:
    """Who is refused, and who is refused although the records say: kept."""
    refused = world.published < REFUSED
    return {"refused": refused, "wrongly_refused": refused & (world.recorded == 1)}


def respond(world: World, dose: float) -> World:
    """Move abroad after round 0; let those who are refused borrow dearer afterwards."""
    if world.round == 0:
        weight = dose * np.where(countryside(world), 1.0, TOWNS)
        customs = {name: world.now(name) + weight * more for name, more in CUSTOMS.items()}
        return replace(world, recorded=recorded_abroad(world, dose)).moved(**customs)
    return world.moved(debt=world.now("debt") * (1 + dose * DEAR * world.consequences["refused"]))


def recorded_abroad(world: World, dose: float) -> np.ndarray:
    """Record outcomes under the other law: as at home, save where it decides otherwise."""
    promise = STRUCTURE["kept_promise"]
    causes = {name: world.population.column(name) for name in promise.causes}
    company = (1 - dose) * causes["diligence"] + dose * world.population.column("sociability")
    luck = world.own_noise("kept_promise")
    home, abroad = promise(**causes, u=luck), promise(**causes | {"diligence": company}, u=luck)
    return np.where(home == abroad, world.recorded, abroad)


def countryside(world: World) -> np.ndarray:
    """People of the countryside."""
    return np.asarray(world.population.column("district_type") == "country")


EXPORTED_SCORE = Mechanism(
    name="exported_score",
    claims={13: "disputed", 21: "documented"},
    status="fiction",
    pattern="dataset shift on export (Quiñonero-Candela et al. 2009)",
    harms="people of the countryside",
    parallel="Many countries: face recognition errs more on people who were rare in its training "
    "(NISTIR 8280, 2019), whoever sells it and wherever it is used",
    moves=(*CUSTOMS, "debt", "recorded"),
    member=countryside,
    consequences=consequences,
    respond=respond,
)
