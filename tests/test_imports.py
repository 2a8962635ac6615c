"""The line of data: who may import whom, who may see the truth, what a plain import loads."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "synthetic_data": set(),
    "scoring": {"synthetic_data"},
    "explainers": {"synthetic_data", "scoring"},
    "underglass": {"synthetic_data", "scoring", "explainers"},
}
OURS = {*MAY_IMPORT, "notebooks", "tests", "benchmarks"}
HEAVY = {"shap", "numba", "llvmlite", "pyarrow", "matplotlib", "dask", "IPython", "typer", "rich"}


def sources(package: str) -> list[Path]:
    found = sorted((ROOT / package).rglob("*.py"))
    assert found, f"{package}/ holds no module"
    return found


def imported(code: str) -> set[str]:
    """Return the top-level names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            called = called.id if isinstance(called, ast.Name) else called
            if called in ("import_module", "__import__"):
                names.add(str(node.args[0].value))
    return {name.partition(".")[0] for name in names}


def reads_truth(code: str) -> bool:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and node.attr == "truth":
            return True
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "getattr":
            if any(isinstance(arg, ast.Constant) and arg.value == "truth" for arg in node.args):
                return True
    return False


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import scoring.models as m", {"scoring"}),
        ("from underglass.command import cli", {"underglass"}),
        ("from . import scale", set()),
        ("def late():\n    import explainers", {"explainers"}),
        ("import_module('underglass.command.cli')", {"underglass"}),
        ("importlib.import_module('scoring')", {"scoring"}),
        ("print('scoring')", set()),
    ],
)
def test_the_reader_of_imports_sees(code, names):
    assert imported(code) == names


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("population.truth", True),
        ("getattr(population, 'truth')", True),
        ("truth = 1", False),
        ("population.recorded", False),
        ("'population.truth'", False),
    ],
)
def test_the_reader_of_attributes_sees_truth(code, answer):
    assert reads_truth(code) is answer


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_lies_to_its_left(package):
    allowed = MAY_IMPORT[package] | {package}
    for path in sources(package):
        forbidden = imported(path.read_text(encoding="utf-8")) & OURS - allowed
        assert not forbidden, f"{path.relative_to(ROOT)} imports {sorted(forbidden)}"


@pytest.mark.parametrize("package", ["scoring", "explainers"])
def test_only_marking_reads_the_truth(package):
    marking = ROOT / "explainers" / "marks" / "marking.py"
    for path in sources(package):
        if path != marking:
            assert not reads_truth(path.read_text(encoding="utf-8")), path.relative_to(ROOT)


def test_importing_the_three_packages_loads_nothing_heavy():
    """What pandas and scikit-learn load by themselves does not count against us."""
    code = (
        "import json, sys, numpy, scipy.special, pandas, sklearn.ensemble, sklearn.linear_model\n"
        "before = set(sys.modules)\n"
        "import synthetic_data, scoring, explainers\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(run.stdout)}
    assert {"synthetic_data", "scoring", "explainers"} <= loaded
    assert not loaded & HEAVY
