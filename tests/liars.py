"""Explainers that lie, each in one way: what it falsifies, and what a mark must make of it.

Each is called like ``explain`` and takes the exact explanation as its raw material.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explainers import explain
from scoring import OpaqueScore

CARRIER = "recorded_offences"
IDLE = ("volunteering", "commute")  # columns that carry nothing in the world of the tests


@dataclass(frozen=True)
class Liar:
    """A way to lie.

    Attributes
    ----------
    falsifies : str
    lie : callable
        From the exact explanation, the arguments of the call, and the world, to a claim.
    as_approximation : str
        The verdict where the explanation calls itself an approximation.
    """

    falsifies: str
    lie: object
    as_approximation: str = "unfaithful"

    def explainer(self, member, *, approximate: bool = False):
        """Return the lie as an explainer about a group."""

        def tell(score, X, **kwargs):
            why = explain(score, X, **kwargs)
            told = self.lie(why, Call(score, X, kwargs, member))
            return replace(told, perturbation="a surrogate") if approximate else told

        return tell


@dataclass(frozen=True)
class Call:
    """What an explainer was asked, and who is in the group."""

    score: object
    X: object
    kwargs: dict
    member: np.ndarray


def at(why, name):
    return why.columns.index(name)


def generator(why):
    return np.random.default_rng(len(why.columns))


def give(why, values, **more):
    return replace(why, values=values, **more)


def scaled(factor):
    return lambda why, call: give(why, factor * why.values)


def mirrored(why, call):
    return give(why, -why.values, base=1300 - why.base, friends=-why.friends,
                rounding=-why.rounding, published=1300 - why.published)  # fmt: skip


def everybody_600(why, call):
    nothing = np.zeros_like(why.friends)
    return give(why, 0 * why.values, base=600.0, friends=nothing, rounding=nothing,
                published=np.full(len(nothing), 600))  # fmt: skip


def a_tenth(why, call):
    published = why.base + (why.published - why.base) / 10
    return give(why, why.values / 10, friends=why.friends / 10, rounding=why.rounding / 10,
                published=published)  # fmt: skip


def another_model(why, call):
    table = OpaqueScore("points_table").fit(call.X, np.arange(len(call.X)) % 2)
    return explain(table, call.X, background=call.kwargs["background"])


def richer(why, call):
    return replace(why, published=why.published + 50, base=why.base + 50)


def one_person_richer(why, call):
    published = why.published.copy()
    published[7] += 1
    return replace(why, published=published)


def carriers_times(factor, into=None):
    def lie(why, call):
        values = why.values.copy()
        moved = (factor - 1) * values[:, at(why, CARRIER)]
        values[:, at(why, CARRIER)] += moved
        if into is not None:
            values[:, at(why, into)] -= moved
        return give(why, values)

    return lie


def people_moved(order):
    def lie(why, call):
        return give(why, why.values[order(why, call)])

    return lie


def anyhow(why, call):
    return generator(why).permutation(len(why.values))


def next_person(why, call):
    return np.roll(np.arange(len(why.values)), 1)


def within_groups(why, call):
    order = np.arange(len(why.values))
    for side in (call.member, ~call.member):
        order[side] = generator(why).permutation(order[side])
    return order


def exchanged_sides(why, call):
    order = np.arange(len(why.values))
    inside, outside = np.flatnonzero(call.member), np.flatnonzero(~call.member)
    few = min(len(inside), len(outside))
    order[inside[:few]], order[outside[:few]] = outside[:few], inside[:few]
    return order


def mean_of_all(why, call):
    return give(why, np.broadcast_to(why.values.mean(axis=0), why.values.shape).copy())


def mean_of_side(why, call):
    values = why.values.copy()
    for side in (call.member, ~call.member):
        values[side] = values[side].mean(axis=0)
    return give(why, values)


def rolled(why, call):
    return give(why, np.roll(why.values, 1, axis=1))


def heaped(name):
    def lie(why, call):
        values = np.zeros_like(why.values)
        values[:, at(why, name)] = why.values.sum(axis=1)
        return give(why, values)

    return lie


def half_heaped(why, call):
    values = why.values / 2
    values[:, at(why, CARRIER)] += why.values.sum(axis=1) / 2
    return give(why, values)


def evened(why, call):
    mean = why.values.mean(axis=1, keepdims=True)
    return give(why, np.broadcast_to(mean, why.values.shape).copy())


def swapped(one, other):
    def lie(why, call):
        values = why.values.copy()
        pair = [at(why, one), at(why, other)]
        values[:, pair] = values[:, pair[::-1]]
        return give(why, values)

    return lie


def hidden_in(field):
    def lie(why, call):
        values = why.values.copy()
        moved = values[:, at(why, CARRIER)].copy()
        values[:, at(why, CARRIER)] = 0
        return give(why, values, **{field: getattr(why, field) + moved})

    return lie


def framed(points):
    def lie(why, call):
        values = why.values.copy()
        values[call.member, at(why, CARRIER)] -= points
        values[call.member, at(why, "income")] += points
        return give(why, values)

    return lie


def spared(why, call):
    values = why.values.copy()
    moved = np.where(call.member, values[:, at(why, CARRIER)], 0)
    values[:, at(why, CARRIER)] -= moved
    values[:, at(why, "income")] += moved
    return give(why, values)


def other_reference(why, call):
    people = call.X[call.member]
    return explain(call.score, call.X, ties=call.kwargs["ties"], background=people)


def few_reference(why, call):
    people = call.kwargs["background"].iloc[:20]
    return explain(call.score, call.X, ties=call.kwargs["ties"], background=people)


def other_base(why, call):
    values = why.values.copy()
    values[:, at(why, "income")] += 30
    return give(why, values, base=why.base - 30)


def noise(size, *, cancels=False):
    def lie(why, call):
        error = generator(why).normal(0, size, why.values.shape)
        if cancels:
            error -= error.mean(axis=1, keepdims=True)
        return give(why, why.values + error)

    return lie


def other_data(why, call):
    return replace(why, data=why.data.set_axis(np.roll(why.data.index, 1)).sort_index())


def other_names(why, call):
    order = np.roll(np.arange(len(why.values)), 1)
    return replace(why, data=why.data.set_axis(why.data.index[order]))


LIARS = {
    "mirrored": Liar("published score, sign", mirrored),
    "everybody 600": Liar("published score", everybody_600),
    "a tenth": Liar("published score, scale", a_tenth),
    "another model": Liar("published score", another_model),
    "50 points richer": Liar("published score", richer),
    "one person a point richer": Liar("published score of one person", one_person_richer),
    "halved": Liar("scale", scaled(0.5)),
    "doubled": Liar("scale", scaled(2)),
    "tripled": Liar("scale", scaled(3)),
    "tenfold": Liar("scale", scaled(10)),
    "nothing": Liar("scale", scaled(0)),
    "a fifth too much": Liar("scale", scaled(1.2), "found"),
    "upside down": Liar("sign", scaled(-1)),
    "carrier upside down": Liar("sign of a column", carriers_times(-1), "misleading"),
    "carrier upside down, made up for": Liar("sign of a column", carriers_times(-1, "income")),
    "carrier tripled, made up for": Liar("scale of a column", carriers_times(3, "income")),
    "shuffled people": Liar("person", people_moved(anyhow)),
    "shuffled within groups": Liar("person", people_moved(within_groups)),
    "the next person's": Liar("person", people_moved(next_person)),
    "everybody's mean": Liar("person", mean_of_all),
    "the group's mean": Liar("person", mean_of_side),
    "shifted columns": Liar("column", rolled),
    "heaped on the carrier": Liar("column", heaped(CARRIER)),
    "half heaped on the carrier": Liar("column", half_heaped, "found"),
    "heaped on income": Liar("column", heaped("income")),
    "evened out": Liar("column", evened),
    "carrier swapped with income": Liar("column", swapped(CARRIER, "income")),
    "hidden in rounding": Liar("column, rounding", hidden_in("rounding")),
    "hidden in friends": Liar("column, friends", hidden_in("friends")),
    "exchanged sides": Liar("group", people_moved(exchanged_sides)),
    "framed by 40 points": Liar("group", framed(40), "found"),
    "spared": Liar("group", spared, "found elsewhere"),
    "the group as reference": Liar("reference people", other_reference),
    "twenty reference people": Liar("reference people", few_reference, "found"),
    "another base": Liar("reference people", other_base),
    "noise of 30 points": Liar("all", noise(30)),
    "noise of 30 points that cancels": Liar("column", noise(30, cancels=True)),
    "another's data": Liar("person", other_data),
    "another's name": Liar("person", other_names),
}  # fmt: skip
