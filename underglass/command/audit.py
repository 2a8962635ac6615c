"""``underglass audit FILE``: from a file to a report."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from underglass.command.rich_tables import print_table
from underglass.command.spelling import shown
from underglass.command.terminal import console, tell
from underglass.showcase.outputs import check_folder, whole_file

WRITTEN = ("report.html", "findings.json", "findings.csv")
Many = list[str] | None


def audit_file(
    file: Annotated[Path, typer.Argument(help="CSV (also .gz), Parquet, or a folder of Parquet.")],
    score: Annotated[str | None, typer.Option(help="Column of the score.")] = None,
    group: Annotated[Many, typer.Option(help="Column of groups; may be given often.")] = None,
    outcome: Annotated[
        str | None, typer.Option(help="Column of what became of people: 1 or 0, yes or no.")
    ] = None,
    threshold: Annotated[
        list[float] | None, typer.Option(help="Selected from here on; may be given often.")
    ] = None,
    band: Annotated[
        list[float] | None, typer.Option(help="Lower end of a band; may be given often.")
    ] = None,
    favourable: Annotated[str, typer.Option(help="high or low: which score is good.")] = "high",
    unknown: Annotated[
        Many, typer.Option(help="Label that means: group not known; may be given often.")
    ] = None,
    weights: Annotated[str | None, typer.Option(help="Column of weights.")] = None,
    clusters: Annotated[
        str | None, typer.Option(help="Column of who hangs together, such as households.")
    ] = None,
    column: Annotated[
        Many,
        typer.Option(help="The score's inputs, for slices and 'through which'; may be repeated."),
    ] = None,
    margin: Annotated[float | None, typer.Option(help="Points that count as large.")] = None,
    margin_rate: Annotated[float, typer.Option(help="Rates likewise.")] = 0.05,
    alpha: Annotated[float, typer.Option(help="All statements hold together with 1 - alpha.")] = (
        0.05
    ),
    check: Annotated[int, typer.Option(help="Relabelled tables that audit the audit.")] = 100,
    unit: Annotated[str, typer.Option(help="What the score counts.")] = "points",
    language: Annotated[str, typer.Option(help="en or fr.")] = "en",
    domain: Annotated[
        str, typer.Option(help="credit, employment, benefits, insurance or other: whose law.")
    ] = "other",
    separator: Annotated[str | None, typer.Option(help="Of a CSV; found out if left out.")] = None,
    decimal: Annotated[str | None, typer.Option(help="'.' or ','; found out if left out.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Such as utf-8 or cp1252.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same report.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder of the report.")] = Path("audit"),
    yes: Annotated[bool, typer.Option("--yes", help="Take the suggested columns.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over an earlier report.")] = False,
) -> None:
    """Audit any table of scores; write what is known and what is not.

    Without --score and --group it looks at the file and suggests which column is which.
    """
    from auditing.of_file import audit_scanned
    from auditing.reading.files import open_source
    from auditing.reading.scan import scanning
    from auditing.report.law import DOMAINS
    from auditing.report.page import write_report
    from auditing.report.summary import summary
    from auditing.report.texts import LANGUAGES, written_as

    for argument, given, allowed in (
        ("language", language, LANGUAGES), ("domain", domain, DOMAINS),
        ("favourable", favourable, ("high", "low")), ("decimal", decimal, (None, ".", ",")),
    ):  # fmt: skip
        if given not in allowed:
            names = " or ".join(one for one in allowed if one)
            raise ValueError(f"{argument} must be {names}; received {given}")
    check_folder("out", out)
    there = [name for name in WRITTEN if (out / name).exists()]
    if there and not force:
        raise ValueError(f"out must hold no {there[0]}, or --force be given; {out.name} holds one")
    with open_source(file, separator=separator, encoding=encoding) as source:
        with scanning(source, decimal=decimal) as scanner:
            typer.echo(f"{shown(file.name)}: {source.said}", err=True)
            if scanner.commas and decimal is None:
                names = ", ".join(sorted(map(shown, scanner.commas)))
                typer.echo(f"Decimal commas in {names}", err=True)
            if score is None or not group:
                score, group, outcome = _confirmed(scanner, score, group, outcome, yes)
            if favourable == "high":
                typer.echo(
                    f"A high {shown(score)!r} is taken to be good for a person; if it is bad, add "
                    "--favourable low",
                    err=True,
                )
            _ask_unknown(scanner, group, unknown or [])
            _ask_clusters(scanner, clusters)
            asked = {
                "thresholds": threshold, "bands": band, "favourable": favourable, "alpha": alpha,
                "margin": margin, "margin_rate": margin_rate, "check": check, "unit": unit,
                "seed": seed, "unknown": unknown or (),
            }  # fmt: skip
            with _stages() as (say, progress):
                told = audit_scanned(
                    scanner, score=score, groups=group, outcome=outcome, weights=weights,
                    clusters=clusters, columns=column, say=say, progress=progress, **asked,
                )  # fmt: skip
    options = {
        "score": score, "group": group, "outcome": outcome, "weights": weights,
        "clusters": clusters, "column": column, "threshold": threshold, "band": band,
        "favourable": favourable, "unknown": unknown, "margin": margin,
        "margin-rate": margin_rate, "alpha": alpha,
        "check": check, "unit": unit, "language": language, "domain": domain,
        "separator": separator, "decimal": decimal, "encoding": encoding, "seed": seed,
    }  # fmt: skip
    page = write_report(
        told, language, command=_command(file, options), domain=domain,
        source=f"{shown(file.name)} ({written_as(source.said, language)}; "
        f"SHA-256 {source.fingerprint[:16]}…)",
    )  # fmt: skip
    contents = page, told.to_json(), told.to_csv()
    with ExitStack() as all_or_none:
        for name, content in zip(WRITTEN, contents, strict=True):
            beside = all_or_none.enter_context(whole_file(out / name))
            beside.write_bytes(content.encode("utf-8", "backslashreplace"))
    console().print("\n".join(summary(told, language)))
    for name in WRITTEN:
        tell("Written: ", out / name)


def _ask_unknown(scanner, groups, unknown) -> None:
    """Say which labels may mean that the group is not known; nothing is taken for it silently."""
    from auditing.reading.suggest import meaning_unknown

    known = [name for name in groups if name in scanner.source.columns]
    for label, column in meaning_unknown(scanner, known).items():
        if label not in unknown:
            typer.echo(
                f"{shown(label)!r} is taken for a group of {shown(column)}; if it means that the "
                f"group is not known, add --unknown {_quoted(label)}",
                err=True,
            )


def _ask_clusters(scanner, clusters: str | None) -> None:
    """Say which column may tell who hangs together; it is not taken silently."""
    from auditing.reading.suggest import meaning_clusters

    column = None if clusters else meaning_clusters(scanner)
    if column is not None:
        typer.echo(
            f"If the people of one {shown(column)} hang together, add --clusters {_quoted(column)}",
            err=True,
        )


@contextmanager
def _stages() -> Iterator:
    """Give ``say(stage)`` and ``progress(done, total)``, which moves the stage's bar."""
    columns = TextColumn("{task.description}", markup=False), BarColumn(24), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        running = []

        def say(stage: str) -> None:
            for task in running:
                bar.update(task, total=1, completed=1)
            running[:] = [bar.add_task(stage, total=None)]

        yield say, lambda done, total: bar.update(running[0], completed=done, total=total)
        for task in running:
            bar.update(task, total=1, completed=1)


def _confirmed(scanner, score, group, outcome, yes: bool):
    """Suggest which column is which, and let the suggestion be taken or refused."""
    from auditing.reading.suggest import suggest

    found = suggest(scanner)
    score, group = score or found.score, group or list(found.groups)
    outcome = outcome or found.outcome
    table = Table("column", "holds", "values", "empty", title="What the first rows hold")
    for name, holds, n_values, empty in found.columns.itertuples(index=False):
        table.add_row(Text(shown(name)), holds, f"{n_values:,}", f"{empty:.0%}")
    print_table(table)
    if score is None or not group:
        missing = "--score" if score is None else "--group"
        raise ValueError(f"no column could be suggested for {missing}: name it")
    said = f"--score {shlex.quote(score)} " + " ".join(
        f"--group {shlex.quote(one)}" for one in group
    )
    if outcome:
        said += f" --outcome {shlex.quote(outcome)}"
    tell("Suggested: ", said)
    if not yes:
        if not sys.stdin.isatty():
            raise ValueError(f"columns must be named, or --yes be given; suggested: {said}")
        if not typer.confirm("Is that right?"):
            raise ValueError("columns must be named then, with --score, --group and --outcome")
    return score, group, outcome


def _command(file: Path, options: dict) -> str:
    """Write the command that makes the report again, quoted for a shell."""
    defaults = {
        "favourable": "high", "margin-rate": 0.05, "alpha": 0.05, "check": 100, "unit": "points",
        "language": "en", "domain": "other", "seed": 0,
    }  # fmt: skip
    words = ["underglass", "audit", str(file)]
    for name, value in options.items():
        if value is None or value == defaults.get(name):
            continue
        for one in value if isinstance(value, list) else [value]:
            words += [f"--{name}", f"{one:g}" if isinstance(one, float) else str(one)]
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    r"""Quote a word for a shell; what has no shape, such as a turn of the writing, is spelt out.

    Examples
    --------
    >>> print(_quoted("a b"), _quoted("a\u202eb"))
    'a b' $'a\u202eb'
    """
    if word.isprintable():
        return shlex.quote(word)
    return "$'" + shown(word.replace("\\", "\\\\").replace("'", "\\'")) + "'"
