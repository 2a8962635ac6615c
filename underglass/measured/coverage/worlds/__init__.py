"""What is measured in one simulated country, by family of estimates.

``FAMILIES[name](number)`` measures the country of that number: a dict of quantities, named by
model, group and estimate, each with its estimate and the ends of its 95 % interval (or, for a
false alarm, 1 or 0 alone). One country serves many rows of the table.
"""

from underglass.measured.coverage.worlds import gaps, loops, marks, proxies, recourse, stability

FAMILIES = {
    "gaps": gaps.world,
    "loops": loops.world,
    "proxies": proxies.world,
    "recourse": recourse.world,
    "stability": stability.world,
    "marks": marks.world,
}
