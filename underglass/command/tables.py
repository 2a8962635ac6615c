"""What the command line prints, as tables of rich."""

from __future__ import annotations

from rich.table import Table

from underglass.command.narrow import least_width, listed
from underglass.command.terminal import console


def print_table(table: Table) -> None:
    """Print a table; where its columns do not fit beside each other, row by row."""
    terminal = console()
    terminal.print(table if least_width(table) <= terminal.width else listed(table))


def mechanisms_table(mechanisms, title: str) -> Table:
    """Write what is known of each mechanism as a table: one row a mechanism."""
    table = Table(title=title, show_lines=True)
    table.add_column("name", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("what it is")
    for it in mechanisms:
        claims = [f"claim: {status} (row {row})" for row, status in it.claims.items()]
        story = f"{it.story}\n" if hasattr(it, "story") else ""
        distorts = f"distorts: {', '.join(it.distorts)}\n" if hasattr(it, "distorts") else ""
        table.add_row(
            it.name,
            "\n".join([*claims, f"our mechanism: {it.status}"]),
            f"{story}harms: {it.harms}\n{distorts}{it.pattern}\nelsewhere: {it.parallel}",
        )
    return table


def effects_table(effects, n_people: int) -> Table:
    """Write measured effects as a table: one row a bias, one column a dose."""
    from explainers.points.steps import signed
    from synthetic_data import BIASES
    from synthetic_data.wording import counted

    doses = sorted({effect.dose for effect in effects})
    table = Table(
        title="What each planted bias does alone: the harmed group against the rest",
        caption=f"Score points, ± the 95 % interval over neighbourhoods for one training; "
        f"{counted(n_people, 'person', 'people')}. Boosted trees trained again in each world; "
        "* = the points table, which alone reads what this bias distorts.",
        show_lines=True,
    )
    table.add_column("bias", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("harmed group")
    for dose in doses:
        table.add_column(f"dose {dose:g}", justify="right", no_wrap=True)
    for name in dict.fromkeys(effect.bias for effect in effects):
        bias, found = BIASES[name], [effect for effect in effects if effect.bias == name]
        claims = [f"row {row}: {status}" for row, status in bias.claims.items()]
        star = "*" if found[0].model == "points_table" else ""
        points = [f"{signed(e.points)}{star}\n± {e.half:.1f}" for e in found]
        table.add_row(name, "\n".join([*claims, f"ours: {bias.status}"]), bias.harms, *points)
    return table


def person_table(shown) -> Table:
    """Write one person's explanation as a small table, from base to published."""
    from explainers.points.steps import signed, steps_of_person

    why = shown.everybody
    table = Table(title=f"Person {shown.person:,}, in score points")
    table.add_column("column = own value")
    table.add_column("points", justify="right")
    table.add_row("base", f"{why.base:.1f}", style="bold", end_section=True)
    for step in steps_of_person(why, shown.person, n_columns=9):
        table.add_row(step.label, signed(step.value))
    table.add_section()
    table.add_row("published score", f"{why.published[shown.person]:.0f}", style="bold")
    return table


def marks_table(marks) -> Table:
    """Write the verdicts as a table, in score points."""
    from explainers.points.steps import signed

    title = "Planted against found: the harmed group minus the rest, in score points"
    table = Table(title=title, pad_edge=False)  # so it fits into 80 columns
    table.add_column("bias", no_wrap=True)
    for name in ("planted", "found", "elsewhere", "without a twin"):
        table.add_column(name, justify="right", min_width=6)
    table.add_column("verdict", overflow="fold", min_width=10)
    for mark in marks:
        arm = mark.retrained
        numbers = (arm.planted, arm.found, arm.elsewhere, mark.carriers_gap)
        table.add_row(mark.bias, *map(signed, numbers), mark.verdict)
    return table


def rounds_table(rounds, after) -> Table:
    """Write a group's gap by round as a table, in score points, with what the score brought."""
    from explainers.points.steps import signed

    table = Table(
        title=f"{after.groups[0]}: what {after.mechanism.name} does, round by round",
        caption="Gap: the group's mean minus that of the rest, in score points, with its 95 % "
        "interval; cut: the same with the loop cut. Then the group's mean of what it brings.",
    )
    table.add_column("round", justify="right")
    for name in ("mean score", "gap", "95 % interval", "cut", *rounds.columns[5:]):
        table.add_column(name, justify="right")
    for number, row in rounds.iterrows():
        between = f"{signed(row['low'])} to {signed(row['high'])}"
        brought = [f"{value:.2f}" for value in row.iloc[5:]]
        points = (f"{row['mean_score']:.1f}", signed(row["gap"]), between, signed(row["cut"]))
        table.add_row(str(number), *points, *brought)
    return table
