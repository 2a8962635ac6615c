"""The planted biases, one file each, in the order in which they act on a variable."""

from synthetic_data.bias import Bias
from synthetic_data.biases.guilt_by_association import GUILT_BY_ASSOCIATION
from synthetic_data.biases.idle_gamers import IDLE_GAMERS
from synthetic_data.biases.nappy_bonus import NAPPY_BONUS
from synthetic_data.biases.watched_professions import WATCHED_PROFESSIONS

BIASES: dict[str, Bias] = {
    bias.name: bias
    for bias in (IDLE_GAMERS, NAPPY_BONUS, WATCHED_PROFESSIONS, GUILT_BY_ASSOCIATION)
}
