"""Bills, offences, fines and taxes are joined by name, and some belong to somebody else.

One national score of all records is false as the press stated it; records are joined regionally.
The wrong matches here are ours: a stranger with the same name, and the longest file.
"""

import numpy as np

from synthetic_data.bias import Bias

CONFUSED, BY_NAME, BY_SPELLING = 0.02, 0.45, 0.45  # share of files; common names; migrants


def confused(linkage_luck, common_name, migrant, dose):
    """Whose file got a stranger's records: luck < dose (0.02 + 0.45 common + 0.45 migrant)."""
    rate = CONFUSED + BY_NAME * common_name + BY_SPELLING * migrant
    return linkage_luck < dose * rate


def late_payments(value, namesake_late_payments, linkage_luck, common_name, migrant, dose):
    """Add the stranger's: value + confused * namesake_late_payments."""
    return value + confused(linkage_luck, common_name, migrant, dose) * namesake_late_payments


def recorded_offences(value, namesake_offences, linkage_luck, common_name, migrant, dose):
    """Add the stranger's: value + confused * namesake_offences."""
    return value + confused(linkage_luck, common_name, migrant, dose) * namesake_offences


def transport_fines(value, namesake_fines, linkage_luck, common_name, migrant, dose):
    """Add the stranger's: value + confused * namesake_fines."""
    return value + confused(linkage_luck, common_name, migrant, dose) * namesake_fines


def tax_delay(value, namesake_tax_delay, linkage_luck, common_name, migrant, dose):
    """Take the longer delay: max(value, confused * namesake_tax_delay)."""
    taken = confused(linkage_luck, common_name, migrant, dose) * namesake_tax_delay
    return np.maximum(value, taken)


def easily_confused(common_name, migrant):
    """People with a common name, and migrants, whose names are spelled in many ways."""
    return common_name | migrant


MERGED_RECORDS = Bias(
    name="merged_records",
    claims={9: "fiction", 19: "disputed"},
    status="fiction",
    pattern="linkage error that differs by group (Fellegi & Sunter 1969), by function creep "
    "(Koops 2021)",
    harms="people with common names, and migrants",
    parallel="Netherlands: SyRI joined the files of many offices to find fraud, until a court "
    "stopped it (The Hague, 5 February 2020)",
    story="Four offices join their files by name. A stranger's bills and fines come along. People "
    "with common names, and migrants, cannot tell why. Status: one national score is "
    "fiction, central data disputed. Look for entries that fit nothing else in a file.",
    carriers=("recorded_offences", "late_payments", "transport_fines", "tax_delay"),
    member=easily_confused,
    distortions=(recorded_offences, late_payments, transport_fines, tax_delay),
)
