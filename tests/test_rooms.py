"""The house: rooms import each other in no circle, and ARCHITECTURE.md is true of the tree."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("synthetic_data", "scoring", "explainers", "auditing", "underglass")
MAX_LINES = 250
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
def test_every_package_and_every_loose_module_stands_on_the_map(floor):
    rooms = [path.parent for path in (ROOT / floor).rglob("*/__init__.py")]
    loose = [path for path in (ROOT / floor).glob("*.py") if not path.stem.startswith("__")]
    assert rooms
    absent = [room for room in rooms if f"{room.name}/`" not in MAP]
    absent += [path for path in loose if f"`{path.name}`" not in MAP]
    assert not absent


def test_every_file_and_folder_that_the_map_names_is_there():
    named = re.findall(r"`([\w/]+(?:\.(?:py|txt|md|json)|/))`", MAP)
    assert len({name for name in named if name.endswith("/")}) > 25 and len(set(named)) > 80
    there = {path.as_posix() for path in ROOT.rglob("*") if ".venv" not in path.parts}
    ends = {path[at:] for path in there for at, letter in enumerate(path) if letter == "/"}
    assert not sorted(name for name in set(named) if f"/{name.rstrip('/')}" not in ends)


@pytest.mark.parametrize("floor", ["explainers", "underglass"])
def test_what_the_map_lists_in_a_room_lies_in_that_room(floor):
    chapter = MAP.split(f"\n## {floor}")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)/` \| (.*) \|$", chapter, re.M)
    assert {room for room, _ in rows} == {p.parent.name for p in (ROOT / floor).glob("*/*.py")}
    for room, row in rows:
        for name in re.findall(r"`(\w+(?:\.py|/))`", row):
            assert any((ROOT / floor / room).rglob(name)), f"{floor}/{room}/{name}"


def test_no_file_has_become_a_town():
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            lines = path.read_text(encoding="utf-8").count("\n")
            assert lines <= MAX_LINES, f"{path.relative_to(ROOT)} has {lines} lines"
