"""The line from country to explanation in Pyodide: Python, NumPy and scikit-learn as in a browser.

It needs node and a Pyodide 0.27.7 distribution beside the checkout, and is skipped without them.
"""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.test_country import CHECKSUM
from underglass.course.build import lesson_sources, read
from underglass.course.lesson import UNTRUE

ROOT = Path(__file__).resolve().parents[1]
PYODIDE = ROOT.parent / "shared" / "pyodide-0.27.7"
PROGRAM = """
import hashlib, json
import numpy as np
from explainers import explain, mark
from scoring import OpaqueScore
from synthetic_data import BIASES, make_population
from synthetic_data.structure import STRUCTURE

{checksum}

country = make_population(3_000, scenario="sesame", seed=11)
score = OpaqueScore(social_weight=0.3).fit(country.observed, country.recorded)
why = explain(score, country.observed, ties=country.ties)
off = np.abs(why.base + why.rows.sum(axis=1) - why.published).max()
json.dumps({{"numpy": np.__version__, "checksum": checksum(country), "off": float(off)}})
"""


LESSON = """
import json, os, sys, time
os.environ["MPLBACKEND"] = "agg"
sys.path.insert(0, os.getcwd())
os.chdir("notebooks")
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

shell, said, begun = InteractiveShell.instance(), "", time.time()
for cell in {cells!r}:
    with capture_output() as told:
        ran = shell.run_cell(cell)
    said += told.stdout
    if not ran.success:
        said += "RAISED " + repr(ran.error_before_exec or ran.error_in_exec) + " IN " + cell[:300]
        break
json.dumps({{"said": said, "seconds": time.time() - begun}})
"""

needs_pyodide = pytest.mark.skipif(not PYODIDE.is_dir(), reason="no Pyodide 0.27.7 in ../shared")
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def run_in_browser(folder: Path, program: str, packages, *more: str, timeout: int = 300) -> dict:
    (folder / "line.py").write_text(program)
    with zipfile.ZipFile(folder / "line.zip", "w") as archive:
        for package in packages:
            for file in (ROOT / package).rglob("*.*"):
                if file.suffix in {".py", ".js", ".md"}:
                    archive.write(file, file.relative_to(ROOT))
    command = ["node", ROOT / "tests/pyodide.mjs", PYODIDE, folder / "line.zip", *more]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout.strip().splitlines()[-1])


@pytest.mark.slow
@needs_pyodide
@needs_node
def test_the_browser_gives_the_same_bits_and_sums_that_hold(tmp_path):
    lines = (ROOT / "tests/test_country.py").read_text()
    checksum = lines[lines.index("def checksum") : lines.index("def test_the_same_seed")]
    program = PROGRAM.format(checksum=checksum)
    told = run_in_browser(tmp_path, program, ("synthetic_data", "scoring", "explainers"))
    assert told["numpy"] == "2.0.2"
    assert told["checksum"] == CHECKSUM
    assert told["off"] < 1e-9


@pytest.mark.slow
@needs_pyodide
@needs_node
@pytest.mark.parametrize("source", lesson_sources(), ids=lambda source: source.stem[:2])
def test_a_student_can_run_the_lesson_in_a_browser(source, tmp_path):
    """Older packages, no compiler, one thread: every cell runs, and no claim fails."""
    cells = [cell.source for cell in read(source, teacher=False).cells if cell.cell_type == "code"]
    packages = ("synthetic_data", "scoring", "explainers", "underglass", "notebooks")
    told = run_in_browser(
        tmp_path, LESSON.format(cells=cells), packages, "matplotlib", "ipython", timeout=900
    )
    assert "RAISED" not in told["said"], told["said"]
    assert UNTRUE not in told["said"], told["said"]
    print(f"{source.stem}: {told['seconds']:.0f} s")
