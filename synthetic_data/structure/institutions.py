"""Punctuality, contact with institutions, the promise, and the record of it."""

import numpy as np

from synthetic_data.draws import binomial, by, chance, count, exponential, lognormal
from synthetic_data.variable import observed, outcome

RECORDING_RATE = 0.2  # share of small offences that anybody writes down


@observed(unit="share of appointments", range=(0, 1), resolution=0.01)
def late_arrivals(diligence, commute, u):
    """Late for appointments: by order of life, and by the way to work."""
    return exponential(u, 0.12 * np.exp(-0.45 * diligence + 0.004 * (commute - 35)))


@observed(unit="minutes a day", range=(0, 240), resolution=1)
def commute(district_type, profession, u):
    """Way to work and back: longest from the country; short for those without a job."""
    out = ~profession.isin(["unemployed", "retired"])
    return lognormal(u, by(district_type, {"city": 42, "town": 34, "country": 52}), 0.5) * np.where(
        out, 1.0, 0.25
    )


@observed(unit="in two years", range=(0, 20), resolution=1)
def missed_appointments(diligence, small_children, u):
    """Appointments not kept: forgotten, or a child was ill."""
    return count(u, 0.5 * np.exp(-0.5 * diligence + 0.15 * small_children))


@observed(unit="days", range=(0, 400), resolution=1)
def overdue_books(diligence, u):
    """Days that library books were overdue in two years."""
    return exponential(u, 9 * np.exp(-0.5 * diligence)) - 3


@observed(unit="in two years", range=(0, 20), resolution=1)
def transport_fines(risk_taste, strain, u):
    """Fines for riding without a ticket: by taste for risk, and by an empty purse."""
    return count(u, 0.22 * np.exp(0.45 * risk_taste + 0.4 * strain))


@observed(unit="days after the due date", range=(0, 365), resolution=1)
def tax_delay(diligence, strain, u):
    """Delay of the tax return: most hand it in on time."""
    return exponential(u, 12 * np.exp(-0.5 * diligence + 0.3 * strain)) - 8


@observed(unit="in five years", range=(0, 10), resolution=1)
def address_changes(age, household, u):
    """Moves in five years: the young, and those without a family."""
    settled = by(
        household,
        {"with parents": 0.6, "alone": 1.2, "couple": 0.9, "family": 0.6, "single parent": 1.0},
    )
    return count(u, 0.9 * settled * np.exp(-0.03 * (age - 35)))


@observed(unit="documents", range=(1, 8), resolution=1)
def documents(age, diligence, u):
    """Identity papers verified with the app: one at least; the orderly and the older more."""
    return 1 + count(u, 1.6 * np.exp(0.15 * diligence + 0.006 * (age - 46)))


@observed(unit="hours per month", range=(0, 60), resolution=1)
def volunteering(sociability, free_time, u):
    """Unpaid work in clubs: the sociable with time."""
    return exponential(u, 0.5 * free_time * np.exp(0.4 * sociability)) - 2


@observed(unit="in five years", range=(0, 60), resolution=1)
def recorded_offences(offences, u):
    """Small offences that somebody wrote down: one in five, whoever committed them."""
    return binomial(u, offences, RECORDING_RATE)


@observed(unit="marked", file_mark=True)
def idle_mark():
    """Remark "idle" in the file that the points table reads; nobody has one at dose 0."""
    return False


@observed(unit="marked", file_mark=True)
def parent_mark():
    """Remark "parent" in the file that the points table reads; nobody has one at dose 0."""
    return False


@outcome(unit="kept")
def kept_promise(diligence, strain, risk_taste, offences, u):
    """The truth: whether a person repays, turns up and pays taxes (1 = kept).

    Diligence, money worries, taste for risk, small offences (each brings a fine to pay) and luck
    decide; nothing else does. About one person in ten breaks promises.
    """
    return u < chance(3.7 + 0.95 * diligence - 1.05 * strain - 0.6 * risk_taste - 0.12 * offences)


@outcome(unit="kept")
def recorded_kept(kept_promise):
    """What institutions wrote down of the truth (1 = kept): all of it, and nothing else."""
    return kept_promise


@outcome(unit="in the training data")
def selected():
    """Whether a person is in the data on which a scorer is trained: everybody."""
    return True
