"""Auditing any table of scores: what is known, what is not, and how often that is wrong."""

from auditing.auditor import audit
from auditing.comparisons.findings import Certificate, Finding
from auditing.result import Audit

__all__ = ["Audit", "Certificate", "Finding", "audit"]
