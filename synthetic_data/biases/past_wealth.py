"""Old disadvantage: people in poor quarters earn less and have less put aside.

Not label bias: less money means more worries, and more promises that truly cannot be kept. The
record is right and the truth itself differs, so fairness criteria conflict (Chouldechova 2017;
Kleinberg et al. 2017). A case from elsewhere, set beside the press claims.
"""

import numpy as np

from synthetic_data.bias import Bias

LESS_INCOME, LESS_SAVED = 0.3, 0.6  # at dose 1


def income(value, poor_quarter, dose):
    """Earn less: value * (1 - dose * 0.3 * poor_quarter); worries and promises follow."""
    return value * (1 - dose * LESS_INCOME * np.asarray(poor_quarter))


def savings(value, poor_quarter, dose):
    """Have less put aside: value * (1 - dose * 0.6 * poor_quarter)."""
    return value * (1 - dose * LESS_SAVED * np.asarray(poor_quarter))


def in_a_poor_quarter(poor_quarter):
    """People in poor quarters, hill people more often than others."""
    return poor_quarter


PAST_WEALTH = Bias(
    name="past_wealth",
    claims={},
    status="documented",
    pattern="historical bias: the truth itself differs (Suresh & Guttag 2021; Chouldechova 2017; "
    "Kleinberg et al. 2017)",
    harms="people in poor quarters",
    parallel="many countries: wealth and its absence are inherited, and a lender meets the "
    "result; scores that are right about it pass it on (Suresh & Guttag 2021)",
    story="Poor quarters have been poor for long. Their people earn less and have nothing put "
    "aside. A bad month breaks a promise there, and only there. Status: documented "
    "elsewhere. Look at the truth: it differs, so no record needs correcting.",
    carriers=("income", "savings"),
    member=in_a_poor_quarter,
    distortions=(income, savings),
)
