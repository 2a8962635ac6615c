"""The house: rooms import each other in no circle, and ARCHITECTURE.md is true of the tree."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("synthetic_data", "scoring", "explainers", "underglass")
MOST_LINES = 300
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def room_of(module: str, folder: Path) -> str:
    """Return the room that a module of a floor lies in; "" is the floor itself."""
    parts = module.split(".")[1:]
    return parts[0] if parts and (folder / parts[0]).is_dir() else ""


def arrows(folder: Path) -> dict[str, set[str]]:
    """Return which rooms of a floor import which others, wherever in a file; __init__ hands on."""
    found = {}
    for path in folder.rglob("*.py"):
        inside = path.relative_to(folder)
        if len(inside.parts) == 1:
            continue
        reads = found.setdefault(inside.parts[0], set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith(folder.name + "."):
                reads.add(room_of(node.module, folder))
        reads -= {inside.parts[0], ""}
    return found


@pytest.mark.parametrize("floor", FLOORS)
def test_rooms_do_not_import_each_other_in_a_circle(floor):
    try:
        list(TopologicalSorter(arrows(ROOT / floor)).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_a_circle_of_rooms_is_seen(tmp_path):
    for room, other in (("attic", "cellar"), ("cellar", "attic")):
        (tmp_path / "house" / room).mkdir(parents=True)
        (tmp_path / "house" / room / "door.py").write_text(f"from house.{other} import stairs\n")
    with pytest.raises(CycleError):
        list(TopologicalSorter(arrows(tmp_path / "house")).static_order())


@pytest.mark.parametrize("floor", FLOORS)
def test_every_room_stands_on_the_map(floor):
    rooms = [path.parent for path in (ROOT / floor).glob("*/__init__.py")]
    assert rooms
    for room in rooms:
        assert f"`{room.name}/`" in MAP or f"{room.name}/`" in MAP, room


def test_every_file_that_the_map_names_is_there():
    named = {name for name in re.findall(r"`([\w/]+\.(?:py|txt|md))`", MAP) if "NN" not in name}
    assert len(named) > 40
    there = [path.as_posix() for path in ROOT.rglob("*") if ".venv" not in path.parts]
    absent = sorted(n for n in named if not any(path.endswith(f"/{n}") for path in there))
    assert not absent


def test_no_file_has_become_a_town():
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            lines = path.read_text(encoding="utf-8").count("\n")
            assert lines <= MOST_LINES, f"{path.relative_to(ROOT)} has {lines} lines"
