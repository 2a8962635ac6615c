"""What an audit returns."""

from dataclasses import dataclass, field

import pandas as pd

from auditing.columns.slices import SliceSearch
from auditing.columns.through import Through
from auditing.comparisons.checking import Check
from auditing.comparisons.estimates import Estimates
from auditing.comparisons.findings import Certificate, Finding
from auditing.comparisons.sides import Sides
from auditing.comparisons.unknown import Bounds
from auditing.reading.tally import Tally
from auditing.report.words import group_name


@dataclass(frozen=True, eq=False)
class Audit:
    """What is known of a table, what is not, and how often such an audit is wrong.

    Attributes
    ----------
    findings : tuple of Finding
        Every comparison, all of which hold together with ``1 - alpha``.
    certificates : tuple of Certificate
    unknown : tuple of Bounds
    slices : SliceSearch or None
        None where it was not looked for.
    through : Through or None
    check : Check or None
    question : dict
        What was asked: score, groups, outcome, thresholds, bands, favourable, weights, clusters,
        alpha, seed, unit, margins.
    counts : dict
        People in all, without a score, without an outcome, of unknown group by column.
    not_looked_at : tuple of tuple
        What was not, and why.
    tally : Tally
        The counts and sums behind it, without rows of the table.
    """

    findings: tuple[Finding, ...] = field(repr=False)
    certificates: tuple[Certificate, ...]
    unknown: tuple[Bounds, ...] = field(repr=False)
    slices: SliceSearch | None
    through: Through | None
    check: Check | None
    question: dict
    counts: dict
    not_looked_at: tuple[tuple, ...]
    tally: Tally = field(repr=False)
    sides: Sides = field(repr=False)
    estimates: Estimates = field(repr=False)

    def by_group(self, column: str | None = None) -> pd.DataFrame:
        """Return every metric of every group, named as in fairlearn's ``MetricFrame.by_group``.

        Parameters
        ----------
        column : str, optional
            One column's groups, by label; all groups and intersections if left out.
        """
        groups = [
            k for k in self.sides.groups
            if column is None or [name for name, _ in self.sides.keys[k]] == [column]
        ]  # fmt: skip
        if not groups:
            raise ValueError(
                f"column must be one of {', '.join(self.tally.columns)}; received {column}"
            )
        keys = [self.sides.keys[k] for k in groups]
        index = [group_name(key) if column is None else key[0][1] for key in keys]
        names = [self.name_of(m) for m in self.estimates.metrics]
        table = pd.DataFrame(self.estimates.value[groups], index=index, columns=names)
        table.insert(0, "count", self.estimates.people[groups].astype(int))
        return table

    @staticmethod
    def name_of(metric) -> str:
        """Name a metric with its threshold or band, such as ``selection_rate[600]``."""
        ends = [f"{one:g}" for one in (metric.low, metric.high) if one is not None]
        if metric.name == "calibration":
            ends = [f"{'' if one is None else f'{one:g}'}" for one in (metric.low, metric.high)]
            return f"calibration[{':'.join(ends)}]"
        return f"{metric.name}[{ends[0]}]" if ends else metric.name

    def difference(self, column: str) -> pd.Series:
        """Return the greatest minus the least value among a column's groups, as fairlearn does."""
        table = self.by_group(column).drop(columns="count")
        return table.max() - table.min()

    def ratio(self, column: str) -> pd.Series:
        """Return the least by the greatest value among a column's groups, as fairlearn does."""
        table = self.by_group(column).drop(columns="count")
        return table.min() / table.max()

    @property
    def text(self) -> str:
        """The audit in plain English: what a reader of one page reads."""
        from auditing.report.summary import summary

        return "\n".join(summary(self, "en"))

    def to_html(self, language: str = "en", **told) -> str:
        """Return the report, one file without outside requests: see ``auditing.report.page``."""
        from auditing.report.page import write_report

        return write_report(self, language, **told)

    def to_json(self) -> str:
        """Return ``findings.json``; its schema is :func:`auditing.schema`."""
        from auditing.report.export import to_json

        return to_json(self)

    def to_csv(self) -> str:
        """Return ``findings.csv``, which no spreadsheet takes for formulas."""
        from auditing.report.export import to_csv

        return to_csv(self)
