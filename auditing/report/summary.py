"""What one page tells: counts, verdicts, the clearest gaps, how often such an audit is wrong."""

from auditing.comparisons.findings import GAP, NONE_LARGER, NOT_ENOUGH, Finding
from auditing.comparisons.metrics import MEAN
from auditing.report.words import Words, safe


def summary(audit, language: str) -> list[str]:
    """Say what one page needs: counts, the gaps with everybody else, certificates, error rates."""
    words = Words(audit.question, language)
    said = [*counted(audit, words), *verdicts(audit, words)]
    said += [headline(audit, one, words) for one in headlines(audit)]
    said += [words.certificate(one) for one in audit.certificates]
    if audit.check is not None:
        said.append(alarms(audit, words))
    return said


def counted(audit, words: Words) -> list[str]:
    """Say how many people there are, and of how many something is not known."""
    t, counts = words.texts, audit.counts
    said = [
        t["counts"].format(
            people=words.number(counts["people"]),
            without_score=words.number(counts["without_score"]),
        )
    ]
    good = t[f"favourable_{audit.question['favourable']}"]
    said.append(good.format(score=safe(audit.question["score"])))
    if audit.question["outcome"] is not None:
        said.append(t["outcome"].format(column=safe(audit.question["outcome"])))
    if counts["without_outcome"]:
        said.append(t["without_outcome"].format(n=words.number(counts["without_outcome"])))
    for column, n in counts["unknown"].items():
        if n:
            share = words.share(n / counts["people"])
            said.append(t["unknown"].format(n=words.number(n), share=share, column=safe(column)))
    return said


def verdicts(audit, words: Words) -> list[str]:
    """Say how many comparisons there are of each verdict, and how surely they hold."""
    rest = [one for one in audit.findings if one.against is None]
    number = {
        key: words.number(sum(one.verdict == verdict for one in rest))
        for key, verdict in (("gap", GAP), ("none", NONE_LARGER), ("not_enough", NOT_ENOUGH),
                             ("not_estimable", "not estimable"))
    }  # fmt: skip
    t = words.texts
    return [
        t["summary"].format(n=words.number(len(rest)), **number),
        t["together"].format(n=words.number(len(audit.findings)), level=words.level),
    ]


def headlines(audit, most: int = 4) -> list[Finding]:
    """Choose what the first page tells: gaps in means and selections, the surest large ones first.

    Those of intersections stand after those of whole groups.

    Of two groups that are each other's rest only one is told: the less favoured.
    """
    sign = 1 if audit.question["favourable"] == "high" else -1
    wanted = [
        one for one in audit.findings
        if one.verdict == GAP and one.against is None
        and one.metric in (MEAN, "selection_rate") and sign * one.difference < 0
    ]  # fmt: skip

    def rank(one: Finding):
        return len(one.group), -min(abs(one.low), abs(one.high)) / one.margin

    return sorted(wanted, key=rank)[:most]


def headline(audit, finding: Finding, words: Words) -> str:
    """Say a finding, and what people of unknown group could make of it."""
    turns = [words.turning(one) for one in audit.unknown if one.finding is finding]
    return " ".join(filter(None, [words.sentence(finding), *turns]))


def alarms(audit, words: Words) -> str:
    """Say how often the audit raised a false alarm."""
    check = audit.check
    return words.texts["alarms"].format(
        n=words.number(check.n_tables), alarms=words.number(check.n_alarms),
        rate=words.share(check.n_alarms / check.n_tables), low=words.share(check.alarms_low),
        high=words.share(check.alarms_high), alpha=words.share(audit.question["alpha"], 0),
    )  # fmt: skip
