"""Findings in plain words, in English and French."""

import math

from auditing.comparisons.findings import GAP, NONE_LARGER, NOT_ENOUGH, Certificate, Finding
from auditing.comparisons.metrics import MEAN
from auditing.comparisons.sides import Key
from auditing.comparisons.unknown import Bounds
from auditing.report.texts import TEXTS

LONGEST = 60
FOUR_FIFTHS = 0.8


def safe(text) -> str:
    r"""Return somebody's text on one line, without codes for terminals or the direction of writing.

    Examples
    --------
    >>> safe("a\u202eb")
    'a\\u202eb'
    """
    said = "".join(
        one if one.isprintable() else one.encode("unicode_escape", "surrogatepass").decode()
        for one in str(text)
    )
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def group_name(key: Key) -> str:
    """Write a group: each label with its column."""
    return " × ".join(f"{safe(column)}: {safe(label)}" for column, label in key)


class Words:
    """How an audit's numbers and groups are written in one language.

    Parameters
    ----------
    question : dict
        Of the audit: ``unit``, ``margin``, ``margin_rate``, ``favourable``, ``alpha``.
    language : {"en", "fr"}
    """

    def __init__(self, question: dict, language: str):
        if language not in TEXTS:
            raise ValueError(f"language must be {' or '.join(TEXTS)}; received {language}")
        self.question, self.language, self.texts = question, language, TEXTS[language]
        self.digits = max(0, 1 - math.floor(math.log10(question["margin"])))

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number: 1,234.5 or 1 234,5."""
        if not math.isfinite(value):
            return self.texts["infinite"]
        said = f"{value:,.{digits}f}"
        if float(said.replace(",", "")) == 0:
            said = said.lstrip("-")
        if self.language == "fr":
            said = said.replace(",", "\u202f").replace(".", ",")
        return said.replace("-", "−")

    def exact(self, value: float) -> str:
        """Write a threshold as it was given."""
        said = f"{value:.12g}".replace("-", "−")
        return said.replace(".", ",") if self.language == "fr" else said

    def share(self, value: float, digits: int = 1) -> str:
        """Write a share of people in per cent."""
        if not math.isfinite(value):
            return self.texts["infinite"]
        return f"{self.number(100 * value, digits)}\u00a0%"

    def points(self, value: float) -> str:
        """Write a distance on the score's scale, with its unit."""
        if not math.isfinite(value):
            return self.texts["infinite"]
        return f"{self.number(value, self.digits)} {safe(self.question['unit'])}"

    def value(self, value: float, metric: str) -> str:
        """Write a value of a metric."""
        if metric == MEAN:
            return self.number(value, self.digits)
        return self.number(value, 3) if metric == "ranking" else self.share(value)

    def distance(self, value: float, metric: str) -> str:
        """Write a difference of a metric, with its unit."""
        if not math.isfinite(value):
            return self.texts["infinite"]
        if metric == MEAN:
            return self.points(value)
        if metric == "ranking":
            return self.number(value, 3)
        one, many = self.texts["percentage points"]
        said = self.number(100 * value, 1)
        few = abs(round(100 * value, 1)) < 2 if self.language == "fr" else said in ("1.0", "−1.0")
        return f"{said} {one if few else many}"

    def metric(self, name: str, low: float | None, high: float | None) -> str:
        """Write a metric with its threshold or band."""
        ends = {
            key: self.exact(one) for key, one in (("low", low), ("high", high)) if one is not None
        }
        band = ""
        if name == "calibration":
            band = self.texts["band"]["both" if len(ends) == 2 else next(iter(ends))].format(**ends)
        return self.texts["metric"][name].format(low=ends.get("low", ""), band=band)

    def verdict(self, finding: Finding) -> str:
        """Write a verdict; *no gap larger than* with its size."""
        said = self.texts["verdict"][finding.verdict]
        if finding.verdict == NONE_LARGER:
            reach = max(-finding.low, finding.high)
            return f"{said} {self.distance(reach, finding.metric)}"
        return said

    def others(self, against: Key | None) -> str:
        """Write whom a group is compared with."""
        if against is None:
            return self.texts["rest"]
        return self.texts["other"].format(group=group_name(against))

    def sentence(self, finding: Finding) -> str:
        """Say one finding."""
        t, name = self.texts, finding.metric
        told = {
            "group": group_name(finding.group),
            "others": self.others(finding.against),
            "metric": self.metric(name, finding.low_at, finding.high_at),
        }
        if finding.withheld:
            return t["withheld"].format(**told)
        if not math.isfinite(finding.difference):
            return t["nobody"].format(**told)
        if name == "distribution":
            return self._distribution(finding, told)
        told["value"] = self.value(finding.value, name)
        told["value_against"] = self.value(finding.value_against, name)
        more = []
        if finding.verdict == GAP:
            below = finding.difference < 0
            ends = sorted((abs(finding.low), abs(finding.high)))
            told |= {
                "size": self.distance(abs(finding.difference), name),
                "way": t["lower" if below else "higher"],
                "low": self.bare(ends[0], name),
                "high": self.distance(ends[1], name),
            }
            said = t["gap"].format(**told)
            if ends[1] <= finding.margin:
                more.append(t["gap_small"].format(margin=self.distance(ends[1], name)))
        elif finding.verdict == NONE_LARGER:
            reach = self.distance(max(-finding.low, finding.high), name)
            said = t["none"].format(**told, reach=reach)
        elif math.isfinite(finding.low) or math.isfinite(finding.high):
            told |= {"low": self.distance(-finding.low, name)}
            told |= {"high": self.distance(finding.high, name)}
            said = t["not_enough"].format(**told)
            if math.isfinite(finding.people_needed):
                needed = float(f"{finding.people_needed:.2g}")
                more.append(
                    t["needed"].format(
                        needed=self.number(max(needed, finding.people + 1)),
                        people=self.number(finding.people),
                    )
                )
        else:
            said = t["no_interval"].format(**told)
        if math.isfinite(finding.ratio):
            more.append(self._ratio(finding))
        return " ".join([said, *more])

    def bare(self, value: float, metric: str) -> str:
        """Write a distance without its unit."""
        if metric == MEAN:
            return self.number(value, self.digits)
        return self.number(value, 3) if metric == "ranking" else self.number(100 * value, 1)

    def _ratio(self, finding: Finding) -> str:
        said = self.texts["ratio"].format(
            ratio=self.number(finding.ratio, 2), low=self.number(finding.ratio_low, 2),
            high=self.number(finding.ratio_high, 2),
        )  # fmt: skip
        if finding.ratio < FOUR_FIFTHS:
            said += " " + self.texts["four_fifths"]
        return said

    def _distribution(self, finding: Finding, told: dict) -> str:
        told |= {
            "size": self.distance(finding.difference, "distribution"),
            "low": self.bare(finding.low, "distribution"),
            "high": self.distance(finding.high, "distribution"),
            "reach": self.distance(finding.high, "distribution"),
            "points": self.points(finding.value),
        }
        kinds = {GAP: "gap", NONE_LARGER: "none", NOT_ENOUGH: "not_enough"}
        return self.texts[f"distribution_{kinds[finding.verdict]}"].format(**told)

    def certificate(self, one: Certificate) -> str:
        """Say what holds of every group above a share of people."""
        told = {
            "share": self.share(one.least_share, 0), "n": self.number(one.n_groups),
            "metric": self.metric(one.metric, one.at, None), "level": self.level,
        }  # fmt: skip
        if not math.isfinite(one.at_most):
            return self.texts["no_certificate"].format(**told, group=group_name(one.worst))
        told["at_most"] = self.distance(one.at_most, one.metric)
        return self.texts[f"certificate_{self.question['favourable']}"].format(**told)

    @property
    def level(self) -> str:
        """How surely all statements hold together."""
        return self.share(1 - self.question["alpha"], 0)

    def turning(self, one: Bounds) -> str:
        """Say at which share of the unknown a verdict turns; nothing where there is none."""
        told = {"n": self.number(one.n_unknown), "verdict": self.verdict(one.finding)}
        if math.isfinite(one.turns_at):
            return self.texts["turns"].format(**told, share=self.share(one.turns_at, 0))
        return self.texts["never_turns"].format(**told) if math.isinf(one.turns_at) else ""

    def bounds(self, one: Bounds) -> str:
        """Say where a verdict turns, and where the unknown could put difference and ratio."""
        finding = one.finding
        low, high = (self.distance(end[-1], finding.metric) for end in (one.lowest, one.highest))
        said = [self.texts["turn_bounds"].format(
            group=group_name(finding.group), n=self.number(one.n_unknown), low=low, high=high,
            metric=self.metric(finding.metric, finding.low_at, None),
        )]  # fmt: skip
        if one.ratio_lowest is not None:
            ends = [self.number(end[-1], 2) for end in (one.ratio_lowest, one.ratio_highest)]
            said.append(self.texts["turn_ratio"].format(low=ends[0], high=ends[1]))
        return " ".join(filter(None, [*said, self.turning(one)]))
