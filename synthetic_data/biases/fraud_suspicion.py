"""An error in a form is written down as fraud, where somebody is suspected already.

A case from elsewhere, set beside the press claims: welfare offices' risk scores learned from
such records. Promises that were kept are recorded as broken.
"""

from synthetic_data.bias import Bias

MISTAKES = 0.35  # at dose 1, of the kept promises of the suspected: an error in some form


def recorded_kept(value, household, benefit_claimant, u, dose):
    """Record errors as fraud: kept and not (u < dose * 0.35 * suspected)."""
    return value & ~(u < dose * MISTAKES * suspected(household, benefit_claimant))


def suspected(household, benefit_claimant):
    """Single parents, and people who receive a benefit."""
    return (household == "single parent") | benefit_claimant


FRAUD_SUSPICION = Bias(
    name="fraud_suspicion",
    claims={},
    status="documented",
    pattern="label bias: errors recorded as fraud (Obermeyer et al. 2019; Jacobs & Wallach 2021)",
    harms="single parents and benefit claimants",
    parallel="Netherlands and France: Rotterdam's welfare score, the childcare-benefit affair, and "
    "the family-benefit agency's risk score (Lighthouse 2023; La Quadrature du Net, 2022-25)",
    story="An office looks for fraud where it has always looked. An error in a form is written "
    "down as fraud. The score learns who makes errors. Status: documented elsewhere. Look "
    "for low income where the record and the truth part.",
    carriers=("income", "late_payments", "phone_price", "savings", "debt", "rent", "main_shop"),
    member=suspected,
    distortions=(recorded_kept,),
)
