"""The front door: all public names, no strangers, and old names for those who were handed them."""

import subprocess
import sys
from pathlib import Path

import pytest

import underglass

ROOT = Path(__file__).resolve().parents[1]
OLD = {
    "lab.lesson": "underglass.course.lesson",
    "lab.answers.lesson_04": "underglass.course.answers.lesson_04",
    "lab.people": "underglass.course.people",
    "explainers.marking": "explainers.marks.marking",
    "explainers.proxies": "explainers.groups.proxies",
    "explainers.social_figure": "explainers.figures.friends",
}


def run(code: str, cwd: Path, *options: str) -> subprocess.CompletedProcess:
    """Run Python in a folder, ours first on the path after it."""
    start = f"import sys; sys.path.insert(1, {str(ROOT)!r})\n"
    return subprocess.run(
        [sys.executable, *options, "-c", start + code], cwd=cwd, capture_output=True, text=True
    )


@pytest.mark.parametrize("name", underglass.__all__)
def test_every_public_name_is_what_its_room_calls_it(name):
    found = getattr(underglass, name)
    room = sys.modules[underglass.ROOM_OF[name]]
    assert found is getattr(room, name) and name in dir(underglass)


def test_an_unknown_name_is_an_attribute_error_as_of_any_module():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        underglass.nonsense  # noqa: B018


def test_opening_the_door_loads_no_room(tmp_path):
    code = "import underglass; print([n for n in sys.modules if n.startswith('explainers')])"
    assert run(code, tmp_path).stdout.strip() == "[]"


@pytest.mark.parametrize("stranger", ["scoring.py", "explainers/__init__.py", "synthetic_data.py"])
def test_a_stranger_under_one_of_our_names_is_named_in_one_sentence(stranger, tmp_path):
    path = tmp_path / stranger
    path.parent.mkdir(exist_ok=True)
    path.write_text("print('not ours')\n")
    result = run("import underglass", tmp_path)
    said = result.stderr.splitlines()[-1]
    assert result.returncode == 1 and "not ours" not in result.stdout
    assert said.startswith("ImportError: Under Glass's own package") and str(path) in said


@pytest.mark.parametrize("old", OLD)
def test_an_old_name_is_the_module_that_moved(old, tmp_path):
    code = (
        "import importlib, warnings\n"
        "sys.meta_path = [f for f in sys.meta_path if 'ditable' not in repr(f)]\n"
        "with warnings.catch_warnings(record=True) as said:\n"
        "    warnings.simplefilter('always')\n"
        f"    old = importlib.import_module({old!r})\n"
        f"new = importlib.import_module({OLD[old]!r})\n"
        "assert old is new and new.__spec__.name == new.__name__\n"
        f"assert any({OLD[old]!r} in str(w.message) for w in said)\n"
    )
    result = run(code, tmp_path)
    assert result.returncode == 0, result.stderr
