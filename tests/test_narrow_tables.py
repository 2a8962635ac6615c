"""Tables at any width: no line is too long, and no word is cut."""

from types import SimpleNamespace

import pytest
from rich.table import Table

from scoring.aftermath import MECHANISMS
from synthetic_data import BIASES
from underglass.command import tables
from underglass.command.narrow import least_width
from underglass.measured.effects import Effect

ARM = SimpleNamespace(planted=-23.4, found=-20.1, elsewhere=-3.3)
MARKS = [
    SimpleNamespace(bias="guilt_by_association", retrained=ARM, carriers_gap=-7.5, verdict=verdict)
    for verdict in ("invisible in the columns", "overstated")
]
EFFECTS = [Effect(name, dose, "boosted", -12.5, 3.0, 99) for name in BIASES for dose in (0.5, 1.0)]
TABLES = {
    "biases": tables.mechanisms_table(BIASES.values(), "The planted biases"),
    "mechanisms": tables.mechanisms_table(MECHANISMS.values(), "What a score does next"),
    "effects": tables.effects_table(EFFECTS, 1),
    "marks": tables.marks_table(MARKS),
}


@pytest.mark.parametrize("columns", [30, 40, 60, 80, 200])
@pytest.mark.parametrize("name", TABLES)
def test_every_word_is_whole_and_no_line_too_long(name, columns, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", str(columns))
    tables.print_table(TABLES[name])
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= columns
    printed = printed.replace("│", " ").replace("┃", " ")
    whole = set(printed.replace(";", " ").split()) | set(printed.split())
    for column in TABLES[name].columns:
        if column.overflow != "fold":
            assert {word for cell in column.cells for word in str(cell).split()} <= whole


def test_a_table_stands_row_by_row_only_where_it_must(monkeypatch, capsys):
    table = Table("bias", "points")
    table.add_row("idle_gamers", "-12.5")
    table.add_row("a heading", "")
    for columns in (least_width(table), least_width(table) - 1):
        monkeypatch.setenv("COLUMNS", str(columns))
        tables.print_table(table)
        printed = capsys.readouterr().out
        assert ("│" in printed) == (columns == least_width(table))
    assert printed.split("\n")[-5:] == ["bias: idle_gamers", "  points: -12.5", "", "a heading", ""]


def test_one_of_a_thing_is_in_the_singular():
    assert "; 1 person. Boosted" in TABLES["effects"].caption
