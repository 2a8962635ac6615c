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


@pytest.mark.slow
@pytest.mark.skipif(not PYODIDE.is_dir(), reason="no Pyodide 0.27.7 in ../shared")
@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_browser_gives_the_same_bits_and_sums_that_hold(tmp_path):
    lines = (ROOT / "tests/test_country.py").read_text()
    checksum = lines[lines.index("def checksum") : lines.index("def test_the_same_seed")]
    (tmp_path / "line.py").write_text(PROGRAM.format(checksum=checksum))
    with zipfile.ZipFile(tmp_path / "line.zip", "w") as archive:
        for package in ("synthetic_data", "scoring", "explainers"):
            for file in (ROOT / package).rglob("*.py"):
                archive.write(file, file.relative_to(ROOT))
    command = ["node", ROOT / "tests/pyodide.mjs", PYODIDE, tmp_path / "line.zip"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(ran.stdout.strip().splitlines()[-1])
    assert told["numpy"] == "2.0.2"
    assert told["checksum"] == CHECKSUM
    assert told["off"] < 1e-9
