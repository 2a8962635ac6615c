"""Records that a planted bias writes, or mixes up. At dose 0 they carry nothing.

The columns exist in every country: constant, or pure noise, until a bias has a dose.
"""

from synthetic_data.draws import count, exponential
from synthetic_data.variable import latent, observed, undisclosed


@latent(unit="share of people less often confused", range=(0, 1), resolution=0.001)
def linkage_luck(u):
    """How lucky a person is when files are joined by name: 0 is confused first."""
    return u


@latent(unit="in five years", range=(0, 60), resolution=1)
def namesake_offences(u):
    """Recorded offences of the stranger with the same name, and the longest file."""
    return count(u, 1.5)


@latent(unit="in two years", range=(0, 24), resolution=1)
def namesake_late_payments(u):
    """Bills that the stranger with the same name, and the longest file, paid late."""
    return count(u, 3.0)


@latent(unit="in two years", range=(0, 20), resolution=1)
def namesake_fines(u):
    """Transport fines of the stranger with the same name, and the longest file."""
    return count(u, 1.5)


@latent(unit="days after the due date", range=(0, 365), resolution=1)
def namesake_tax_delay(u):
    """Delay of the tax return of the stranger with the same name, and the longest file."""
    return exponential(u, 40)


@observed(unit="percent of messages", range=(0, 100), resolution=1)
def partner_replies():
    """Messages answered on the dating platform; 50 for everybody while no profile is joined."""
    return 50.0


@observed(unit="marked", file_mark=True)
def dissent_mark():
    """Remark "disloyal posts" in the file that the points table reads; nobody at dose 0."""
    return False


@observed(unit="marked", file_mark=True)
def guessed_hill(u):
    """A machine's guess, for the points table, that somebody is of the hill people.

    A coin toss at dose 0: right as often as wrong.
    """
    return u < 0.5


@observed(unit="marked", file_mark=True)
def unusual_mark():
    """Remark "unusual" in the file that the points table reads; nobody has one at dose 0."""
    return False


@observed(unit="marked", file_mark=True)
def redlined_mark():
    """Remark "bad address" in the file that the points table reads; nobody at dose 0."""
    return False


@undisclosed(unit="standard deviations", range=(-5, 5), resolution=0.01)
def hidden_index():
    """An index of money worries that the scorer buys and does not show; 0 for all at dose 0."""
    return 0.0
