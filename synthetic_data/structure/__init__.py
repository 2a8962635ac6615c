"""The country's structure: every variable, in the order in which a teacher would tell it."""

from synthetic_data.structure import (
    character,
    daily_life,
    institutions,
    money,
    people,
    records,
    standing,
    surroundings,
)
from synthetic_data.variable import Variable

STRUCTURE: dict[str, Variable] = {
    variable.name: variable
    for module in (
        people,
        standing,
        character,
        money,
        daily_life,
        institutions,
        surroundings,
        records,
    )
    for variable in vars(module).values()
    if isinstance(variable, Variable)
}
