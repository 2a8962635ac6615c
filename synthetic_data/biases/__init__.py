"""The planted biases, one file each, in the order in which they act on a variable.

First what changes lives, then what is written down: closer watch before false entries, so that
no more offences are noticed than happened; then what is joined, marked, hidden and left out.
"""

from synthetic_data.bias import Bias
from synthetic_data.biases.always_on_city import ALWAYS_ON_CITY
from synthetic_data.biases.camera_error import CAMERA_ERROR
from synthetic_data.biases.denunciations import DENUNCIATIONS
from synthetic_data.biases.family_planning import FAMILY_PLANNING
from synthetic_data.biases.fraud_suspicion import FRAUD_SUSPICION
from synthetic_data.biases.guilt_by_association import GUILT_BY_ASSOCIATION
from synthetic_data.biases.idle_gamers import IDLE_GAMERS
from synthetic_data.biases.inferred_minority import INFERRED_MINORITY
from synthetic_data.biases.merged_records import MERGED_RECORDS
from synthetic_data.biases.nappy_bonus import NAPPY_BONUS
from synthetic_data.biases.neighbourhood_share import NEIGHBOURHOOD_SHARE
from synthetic_data.biases.norm_distance import NORM_DISTANCE
from synthetic_data.biases.partner_data import PARTNER_DATA
from synthetic_data.biases.past_wealth import PAST_WEALTH
from synthetic_data.biases.patriot_posts import PATRIOT_POSTS
from synthetic_data.biases.peer_watch import PEER_WATCH
from synthetic_data.biases.postcode import POSTCODE
from synthetic_data.biases.secret_weights import SECRET_WEIGHTS
from synthetic_data.biases.volunteers_only import VOLUNTEERS_ONLY
from synthetic_data.biases.watched_professions import WATCHED_PROFESSIONS

BIASES: dict[str, Bias] = {
    bias.name: bias
    for bias in (
        PAST_WEALTH,
        IDLE_GAMERS,
        NAPPY_BONUS,
        FRAUD_SUSPICION,
        WATCHED_PROFESSIONS,
        ALWAYS_ON_CITY,
        CAMERA_ERROR,
        DENUNCIATIONS,
        NEIGHBOURHOOD_SHARE,
        PEER_WATCH,
        MERGED_RECORDS,
        FAMILY_PLANNING,
        PARTNER_DATA,
        PATRIOT_POSTS,
        INFERRED_MINORITY,
        NORM_DISTANCE,
        POSTCODE,
        SECRET_WEIGHTS,
        VOLUNTEERS_ONLY,
        GUILT_BY_ASSOCIATION,
    )
}
