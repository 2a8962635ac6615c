"""Coverage: the harness on cases whose answer is known, then on the project's own intervals."""

import json

import numpy as np
import pytest
from scipy.stats import binom
from scipy.stats import t as student
from typer.testing import CliRunner

from underglass.command import cli
from underglass.measured.coverage import (
    OTHERS,
    ROWS,
    Row,
    full_table,
    markdown_table,
    simulate,
    summarise,
)
from underglass.measured.coverage.exact import clopper_pearson, most_alarms
from underglass.measured.coverage.run import ROOT, code_hash, hash_of
from underglass.measured.coverage.summary import measure_coverage, read_summary, summary
from underglass.measured.coverage.table import bounds
from underglass.measured.coverage.worlds import FAMILIES

MEAN = Row("mean", OTHERS, "toy", "mean", "none", "everybody")


def normal_mean(number, *, factor=1.0, n=8):
    """Student's interval of a mean of eight, ``factor`` times as wide as it should be."""
    values = np.random.default_rng([5, number]).normal(3, 2, n)
    half = factor * student.ppf(0.975, n - 1) * values.std(ddof=1) / np.sqrt(n)
    return {"mean": [values.mean(), values.mean() - half, values.mean() + half]}


def toy(worlds, **options):
    return {"toy": {number: normal_mean(number, **options) for number in range(worlds)}}


def counted(found, row=MEAN, **options):
    (held,) = summarise([row], found, **options)
    return held


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [  # the first three stand in printed tables of the binomial
        (0, 10, 0.0, 0.3085),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1.0),
        (380, 400, 0.9238, 0.9692),
    ],
)
def test_the_exact_interval_has_its_known_ends(count, n, low, high):
    found = clopper_pearson(count, n)
    assert found == pytest.approx((low, high), abs=5e-5)
    if 0 < count < n:  # its definition: each tail is half of what is left
        assert binom.sf(count - 1, n, found[0]) == pytest.approx(0.025)
        assert binom.cdf(count, n, found[1]) == pytest.approx(0.025)


def test_the_bounds_of_a_row_and_of_alarms_are_those_of_400_worlds():
    assert bounds(400, 30) == (0.9125, 0.98)
    assert most_alarms(400) == 31
    assert binom.sf(31, 400, 0.05) < 0.01 < binom.sf(30, 400, 0.05)


@pytest.mark.parametrize(("factor", "verdict"), [(1, "holds"), (0.5, "short"), (2, "wide")])
def test_students_interval_holds_half_of_it_is_short_and_twice_is_wide(factor, verdict):
    held = counted(toy(400, factor=factor), n_rows=30)
    assert held.verdict == verdict and held.refused == 0
    assert 0.9 < held.width / factor < 1.35
    assert (held.low <= 0.95 <= held.high) is (verdict == "holds")


def test_the_truth_of_a_world_is_the_mean_or_the_median_of_the_others():
    ends = {0: (0.0, 2.4, 2.6), 1: (1.0, 0.0, 1.9), 2: (4.0, 0.4, 0.6)}
    found = {"toy": {number: {"mean": list(values)} for number, values in ends.items()}}
    assert counted(found).covered == 2  # 2.5 and 0.5 are in, 2.0 is out
    ends |= {3: (9.0, 0.9, 1.1)}
    found = {"toy": {number: {"mean": list(values)} for number, values in ends.items()}}
    median = Row("mean", OTHERS, "toy", "mean", "none", "everybody", median=True)
    assert counted(found, median).covered == 1  # 4, 4, 1 and 1: the last


def test_an_infinite_interval_is_counted_apart():
    found = toy(400)
    for number in range(0, 400, 4):
        estimate = found["toy"][number]["mean"][0]
        found["toy"][number]["mean"] = [estimate, -np.inf, np.inf if number % 8 else estimate]
    held = counted(found, n_rows=30)
    assert held.refused == 100 and held.worlds == 400 and held.verdict == "holds"
    assert held.share == held.covered / 300 < 1
    for number in found["toy"]:
        found["toy"][number]["mean"][1:] = [-np.inf, np.inf]
    assert counted(found).verdict == "refused"
    told = summary([counted(found)])
    assert "400 refused" in markdown_table(told)


def test_a_drawn_row_tries_one_column_a_world_and_none_that_never_moves():
    found = toy(400)
    for number, world in found["toy"].items():
        low = number % 2  # "narrow" never holds; "still" is planted exactly 0
        world |= {"column/wide": [low, -9, 9], "column/narrow": [low, 7, 8]}
        world["column/still"] = [0, 0, 0]
    row = Row("column", OTHERS, "toy", "column/", "none", "everybody", drawn=True)
    held = counted(found, row)
    assert held.worlds == 400 and 150 < held.covered < 250
    still = Row("still", OTHERS, "toy", "column/still", "none", "everybody")
    with pytest.raises(ValueError, match="must differ between worlds"):
        counted(found, still)


@pytest.mark.parametrize(("alarms", "verdict"), [(31, "holds"), (32, "short"), (0, "holds")])
def test_false_alarms_are_allowed_up_to_31_of_400(alarms, verdict):
    row = Row("noise", OTHERS, "toy", "alarm", "none", "everybody", alarm=True)
    found = {"toy": {number: {"alarm": [float(number < alarms)]} for number in range(400)}}
    held = counted(found, row)
    assert (held.covered, held.verdict) == (alarms, verdict)


def test_a_run_goes_on_after_it_was_killed_and_other_code_starts_anew(tmp_path):
    path, asked = tmp_path / "deep" / "worlds.jsonl", []

    def measure(number):
        asked.append(number)
        return normal_mean(number)

    def run(n_worlds, key):
        asked.clear()
        return simulate({"toy": measure}, n_worlds, path, n_jobs=1, key=key)

    first = run(4, "a")
    assert asked == [0, 1, 2, 3] and first == toy(4)
    path.write_bytes(path.read_bytes()[:-7])  # the last line broke off
    assert run(6, "a") == toy(6) and asked == [3, 4, 5]
    assert run(6, "a") == toy(6) and asked == []
    assert run(2, "a") == toy(2) and asked == []
    assert run(2, "b") == toy(2) and asked == [0, 1]
    assert run(6, "a") == toy(6) and asked == []
    assert all(json.loads(line) for line in path.read_text().splitlines())


def test_the_hash_is_of_the_code_without_its_words(tmp_path):
    def hashed(code):
        (tmp_path / "module.py").write_text(code, encoding="utf-8")
        return hash_of([tmp_path])

    told = hashed('"""Words."""\ndef f(x):\n    """More."""\n    return x + 1\n')
    assert told == hashed('"""Other."""\ndef f(x):\n    """Less."""\n    # why\n    return x + 1\n')
    assert told != hashed('"""Words."""\ndef f(x):\n    """More."""\n    return x + 2\n')


def test_the_counts_are_written_and_read_back_without_loss():
    held = [counted(toy(400), n_rows=30)]
    told = json.loads(json.dumps(summary(held, n_rows=30), allow_nan=False))
    assert told["worlds"] == 400 and told["seeds"] == "0 to 399" and told["code"] == code_hash()
    (again,) = read_summary(told)
    assert again.row == MEAN and again.covered == held[0].covered
    assert f"{100 * held[0].share:.1f}" in markdown_table(told)
    assert f"| {held[0].covered} of 400 |" in full_table(told)


def test_every_row_has_a_name_of_its_own_and_a_family():
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert {row.family for row in ROWS} == set(FAMILIES)


def test_gaps_and_their_columns_hold_in_forty_countries(tmp_path):
    """Of 40, 32 or fewer would be one chance in a thousand; the seeds are fixed."""
    path = tmp_path / "worlds.jsonl"
    told = measure_coverage(40, path, whats=["gap", "column of a gap"], n_jobs=1)
    for held in read_summary(told):
        assert held.covered + held.refused > 32 and held.verdict in ("holds", "wide"), held
        assert 0.7 < held.width < 2.5, held


@pytest.mark.slow
def test_every_row_is_counted_and_none_is_far_off_in_fifteen_countries(tmp_path):
    held = read_summary(measure_coverage(15, tmp_path / "worlds.jsonl", n_jobs=2))
    assert [one.row for one in held] == list(ROWS)
    intervals = [one for one in held if not one.row.alarm]
    assert np.mean([one.share for one in intervals if one.worlds > one.refused]) > 0.9
    for one in intervals:
        assert one.covered >= 0.6 * (one.worlds - one.refused), one
    assert all(one.covered <= 5 for one in held if one.row.alarm)


def run_command(*arguments):
    words = ["bench", "coverage", *map(str, arguments)]
    return CliRunner().invoke(cli.app, words, env={"COLUMNS": "200"})


def test_the_command_prints_the_table_and_writes_the_counts(tmp_path):
    small = ("--worlds", 3, "--rows", "gap", "--jobs", 1, "--resume", tmp_path / "worlds.jsonl")
    result = run_command(*small, "--out", tmp_path / "coverage.json")
    assert result.exit_code == 0, result.output
    told = json.loads((tmp_path / "coverage.json").read_text())
    assert markdown_table(told) in result.output and told["worlds"] == 3
    again = run_command(*small, "--full")
    assert full_table(told) in again.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--worlds", 2), "worlds must be a whole number of at least 3"),
        (("--rows", "karma"), "rows must be one of gap, column of a gap"),
        (("--jobs", 0), "jobs must be a whole number of at least 1"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(arguments, sentence):
    result = run_command(*arguments)
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert sentence in " ".join(result.output.split())


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md"])
def test_the_table_on_a_page_is_that_of_the_committed_run(page):
    told = json.loads(
        (ROOT / "underglass" / "measured" / "coverage" / "coverage.json").read_text(
            encoding="utf-8"
        )
    )
    assert told["worlds"] == 400
    assert markdown_table(told) in (ROOT / page).read_text(encoding="utf-8")
