"""The table of mutants is true of the code, and its tool tells killed from lived."""

from pathlib import Path

import pytest

from tests.mutants import ROOT, Mutant, read_table, try_mutants

MUTANTS = read_table()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: f"{Path(m.file).stem}: {m.breaks}")
def test_a_mutants_old_text_stands_in_its_file_once(mutant):
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert mutant.applied(text) != text
    assert mutant.tests and all((ROOT / test).is_file() for test in mutant.tests)


def test_the_table_reaches_every_part_and_names_no_mutant_twice():
    assert len({(mutant.file, mutant.breaks) for mutant in MUTANTS}) == len(MUTANTS) >= 100
    assert {mutant.file.split("/")[0] for mutant in MUTANTS} == {
        "synthetic_data", "scoring", "explainers", "underglass"
    }  # fmt: skip


def test_a_row_that_no_longer_fits_the_code_is_named():
    row = Mutant("toy.py", (), "two is three", "2", "3")
    with pytest.raises(ValueError, match=r"'2' must stand there once; received 2 times.*two is"):
        row.applied("2 + 2")


def test_what_a_test_holds_is_killed_and_what_none_holds_lives(tmp_path):
    """A toy tree, whose only test looks at one of two functions."""
    for folder in ("scoring", "tests"):
        (tmp_path / folder).mkdir()
    toy = "def twice(x):\n    return 2 * x\n\n\ndef thrice(x):\n    return 3 * x\n"
    test = "from scoring.toy import twice\n\n\ndef test_twice():\n    assert twice(4) == 8\n"
    (tmp_path / "scoring" / "toy.py").write_text(toy)
    (tmp_path / "tests" / "test_toy.py").write_text(test)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath = ["."]\nmarkers = ["slow: takes long"]\n'
    )
    mutants = [
        Mutant("scoring/toy.py", ("tests/test_toy.py",), "wrong", f"{number} * x", f"{wrong} * x")
        for number, wrong in ((2, 4), (3, 9))
    ]
    found = [(killed, by) for _, killed, by, _ in try_mutants(mutants, tmp_path)]
    assert found == [(True, "test_twice"), (False, "")]
    assert (tmp_path / "scoring" / "toy.py").read_text() == toy
    (tmp_path / "tests" / "test_toy.py").write_text(test.replace("== 8", "== 9"))
    with pytest.raises(RuntimeError, match="test_twice fails without any mutant"):
        list(try_mutants(mutants, tmp_path))
