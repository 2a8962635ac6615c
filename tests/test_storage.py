"""Countries on disk: the same bits, interrupted and resumed, and folders that are not ours."""

import errno
import os
import random
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("pyarrow", reason="an extra, which the lock holds")

from synthetic_data import engine, make_population, ties
from synthetic_data.manifest import make_recipe
from synthetic_data.parquet import PARTS, read_columns
from synthetic_data.scenarios import all_doses
from synthetic_data.storage import (
    begin,
    read_friendships,
    read_population,
    write_district,
    write_population,
)
from synthetic_data.structure import STRUCTURE

ROOT = Path(__file__).resolve().parents[1]
N, SIZE = 3_500, 1_000  # four districts, the last one smaller
WORLD = dict(scenario="sesame", seed=3)


@pytest.fixture
def small_districts(monkeypatch):
    """Districts of SIZE people, and more bridges between them."""
    monkeypatch.setattr(engine, "DISTRICT_SIZE", SIZE)
    monkeypatch.setattr(ties, "DISTRICT_SIZE", SIZE)
    monkeypatch.setattr(ties, "BRIDGE_EVERY", 100)


@pytest.fixture
def undisturbed(small_districts, tmp_path) -> str:
    """The hash of the content when nothing goes wrong."""
    return write_population(tmp_path / "undisturbed", N, **WORLD)["hash"]


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("district-*.parquet")}


def same_bits(one, other) -> bool:
    return all(
        one.columns[name].dtype == other.columns[name].dtype
        and np.array_equal(one.columns[name], other.columns[name])
        for name in STRUCTURE
    )


def test_every_variable_lies_in_one_part():
    listed = [name for names in PARTS.values() for name in names]
    assert sorted(listed) == sorted(STRUCTURE)
    assert {name for name in PARTS["truth"] if STRUCTURE[name].role == "observed"} == set()
    assert "kept_promise" in PARTS["truth"]


def test_a_written_population_reads_back_bit_for_bit(small_districts, tmp_path):
    write_population(tmp_path / "country", N, **WORLD)
    read, made = read_population(tmp_path / "country"), make_population(N, **WORLD)
    assert same_bits(read, made)
    assert (read.n_people, read.seed, read.doses) == (N, made.seed, made.doses)
    pd.testing.assert_frame_equal(read.observed, made.observed)
    pd.testing.assert_frame_equal(read.truth, made.truth)
    assert (read.ties != made.ties).nnz == 0
    assert same_bits(read.twin(without="idle_gamers"), made.twin(without="idle_gamers"))


def test_a_part_is_a_table_that_any_reader_of_parquet_understands(small_districts, tmp_path):
    write_population(tmp_path / "country", N, **WORLD)
    made = make_population(N, **WORLD)
    for part in ("observed", "protected", "truth"):
        table = pd.read_parquet(tmp_path / "country" / part).set_index("person")
        for name in table:
            assert table[name].tolist() == getattr(made, part)[name].tolist(), name


def test_the_written_friendships_are_those_of_the_population(small_districts, tmp_path):
    folder = tmp_path / "country"
    write_population(folder, N, **WORLD)
    made = make_population(N, **WORLD).friendships
    assert (read_friendships(folder) != made).nnz == 0
    across = 0
    for path in (folder / "friendships").iterdir():
        pairs = pd.read_parquet(path)
        assert (pairs["person"] < pairs["friend"]).all() and not pairs.duplicated().any()
        assert (pairs["person"] // SIZE == int(path.stem[-5:])).all()
        across += (pairs["friend"] // SIZE != pairs["person"] // SIZE).sum()
    assert across == 10 + 10 + 5


def test_the_files_are_the_same_whatever_the_number_of_processes(tmp_path):
    n_people = 2 * engine.DISTRICT_SIZE + 500
    for n_jobs in (1, 2, 4):
        write_population(tmp_path / str(n_jobs), n_people, n_jobs=n_jobs, **WORLD)
    one = files(tmp_path / "1")
    assert len(one) == 3 * len(PARTS) + 1
    assert files(tmp_path / "2") == one and files(tmp_path / "4") == one


def test_the_order_of_the_districts_does_not_matter(undisturbed, tmp_path):
    folder = tmp_path / "country"
    recipe = make_recipe(N, "sesame", all_doses("sesame", None), 3)
    begin(folder, recipe)
    order = list(range(4))
    random.Random(1).shuffle(order)
    assert order != sorted(order)
    for district in order:
        write_district(folder, recipe, district)
    write_population(folder, N, **WORLD)
    assert files(folder) == files(tmp_path / "undisturbed")


@pytest.mark.parametrize("change", [{"seed": 4}, {"doses": {"nappy_bonus": 0.0}}])
def test_the_hash_tells_countries_apart(change, undisturbed, tmp_path):
    other = write_population(tmp_path / "other", N, **{**WORLD, **change})
    assert other["hash"] != undisturbed


def test_the_manifest_says_what_is_in_the_folder_and_is_written_last(
    small_districts, tmp_path, monkeypatch
):
    put, replace = [], os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: (put.append(new), replace(old, new)))
    manifest = write_population(tmp_path / "country", N, **WORLD)
    assert put[-1] == tmp_path / "country" / "manifest.json"
    assert manifest["doses"] == make_population(10, **WORLD).doses
    assert (manifest["n_people"], manifest["seed"], manifest["scenario"]) == (N, 3, "sesame")
    assert manifest["versions"] == {"numpy": np.__version__, "pandas": pd.__version__}
    assert [district["people"] for district in manifest["districts"]] == [1000, 1000, 1000, 500]
    assert {path.name for path in (tmp_path / "country").iterdir()} == {*PARTS, "manifest.json"}


def test_progress_is_told_after_every_district(small_districts, tmp_path):
    told = []
    write_population(tmp_path / "c", N, **WORLD, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_finished_district_is_recognised_and_skipped(undisturbed, tmp_path):
    folder = tmp_path / "country"

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_population(folder, N, **WORLD, progress=stop)
    before, told = times(folder), []
    assert len(before) == 2 * len(PARTS)
    again = write_population(folder, N, **WORLD, progress=lambda done, of: told.append(done))
    assert told == [2, 3, 4]
    assert again["hash"] == undisturbed
    assert before.items() <= times(folder).items()
    assert files(folder) == files(tmp_path / "undisturbed")


def test_a_finished_population_is_recognised_and_left_as_it_is(undisturbed, tmp_path):
    folder = tmp_path / "undisturbed"
    before = times(folder)
    assert write_population(folder, N, **WORLD)["hash"] == undisturbed
    assert times(folder) == before


@pytest.mark.parametrize("nth", [1, 2, 3, 8, 13, 30, 50])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left")])
def test_a_stop_inside_a_write_leaves_whole_files_and_can_be_made_good(
    error, nth, undisturbed, tmp_path, monkeypatch
):
    folder, calls, fsync = tmp_path / "country", [], os.fsync

    def fails_once(descriptor):
        calls.append(descriptor)
        if len(calls) == nth:
            raise error
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", fails_once)
    with pytest.raises(type(error), match=r"No space left|^$"):
        write_population(folder, N, **WORLD)
    assert len(calls) == nth and not list(folder.rglob("*.part"))
    for path in folder.rglob("*.parquet"):
        assert len(pd.read_parquet(path)) > 0
    with pytest.raises(ValueError, match=r"not finished|has no manifest\.json"):
        read_population(folder)
    assert write_population(folder, N, **WORLD)["hash"] == undisturbed
    assert files(folder) == files(tmp_path / "undisturbed")


def test_a_full_disk_gets_a_sentence_that_says_what_stands(small_districts, tmp_path, monkeypatch):
    def full(file, *args, **kwargs):
        if "friendships-00002" in str(file):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return open(file, *args, **kwargs)

    monkeypatch.setattr("synthetic_data.storage.open", full, raising=False)
    sentence = "No space left on device: 2 of 4 districts in country are finished"
    with pytest.raises(OSError, match=sentence) as caught:
        write_population(tmp_path / "country", N, **WORLD)
    assert caught.value.__cause__.errno == errno.ENOSPC


def test_two_runs_do_not_write_into_one_folder(undisturbed, tmp_path):
    folder, told = tmp_path / "country", []

    def second(done, total):
        with pytest.raises(BlockingIOError, match="another run is writing into country"):
            write_population(folder, N, **WORLD)
        with pytest.raises(ValueError, match="seed 3 instead of 4"):
            write_population(folder, N, **{**WORLD, "seed": 4})
        told.append(done)

    assert write_population(folder, N, **WORLD, progress=second)["hash"] == undisturbed
    assert told == [0, 1, 2, 3, 4]
    assert files(folder) == files(tmp_path / "undisturbed")


def test_the_lock_of_another_process_holds_as_long_as_it_lives(undisturbed, tmp_path):
    folder = tmp_path / "country"
    begin(folder, make_recipe(N, "sesame", all_doses("sesame", None), 3))
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from synthetic_data.locking import sole_writer\n"
        f"with sole_writer(Path({str(folder)!r}, '.unfinished', 'lock'), 'busy'):\n"
        "    print('locked', flush=True)\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline().strip() == b"locked"
        with pytest.raises(BlockingIOError, match="another run is writing into country"):
            write_population(folder, N, **WORLD)
        other.kill()
    assert (folder / ".unfinished" / "lock").exists()  # left behind, and in nobody's way
    assert write_population(folder, N, **WORLD)["hash"] == undisturbed


def test_too_little_room_on_the_disk_is_told_before_a_district_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=10**9))
    monkeypatch.setattr("synthetic_data.storage.write_district", None)
    sentence = "2,000,000,000 people need about 120 GB of disk; country has 1 GB free"
    with pytest.raises(OSError, match=sentence):
        write_population(tmp_path / "country", 2_000_000_000, **WORLD)


def test_more_people_than_can_be_numbered_make_no_folder(tmp_path):
    with pytest.raises(ValueError, match="n_people must be at most 2,147,483,647; received 10"):
        write_population(tmp_path / "country", 10**14, **WORLD)
    assert not (tmp_path / "country").exists()


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
@pytest.mark.parametrize("nth", [6, 20])
def test_a_killed_run_is_made_good_by_the_next(nth, undisturbed, tmp_path):
    folder = tmp_path / "country"
    code = (
        "import os, signal\n"
        "from synthetic_data import engine, storage, ties\n"
        f"engine.DISTRICT_SIZE = ties.DISTRICT_SIZE = {SIZE}\n"
        "ties.BRIDGE_EVERY, calls, fsync = 100, [], os.fsync\n"
        "def dies(descriptor):\n"
        "    calls.append(descriptor)\n"
        f"    os.kill(os.getpid(), signal.SIGKILL) if len(calls) == {nth} else fsync(descriptor)\n"
        "os.fsync = dies\n"
        f"storage.write_population({str(folder)!r}, {N}, **{WORLD!r})\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT)
    assert run.returncode == -signal.SIGKILL
    assert list(folder.rglob("*.part"))  # the file that was being written, under another name
    for path in folder.rglob("*.parquet"):
        assert len(pd.read_parquet(path)) > 0
    with pytest.raises(ValueError, match="not finished"):
        read_population(folder)
    assert write_population(folder, N, **WORLD)["hash"] == undisturbed
    assert files(folder) == files(tmp_path / "undisturbed")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seed": 4}, "seed 3 instead of 4"),
        ({"n_people": 10}, "n_people 3500 instead of 10"),
        ({"scenario": "level"}, "scenario 'sesame' instead of 'level'"),
        ({"doses": {"nappy_bonus": 0.5}}, r"doses\['nappy_bonus'\] 0\.8 instead of 0\.5"),
    ],
)
@pytest.mark.parametrize("finished", [True, False])
def test_another_country_is_not_written_over(change, sentence, finished, undisturbed, tmp_path):
    folder = tmp_path / "undisturbed"
    if not finished:
        folder = tmp_path / "begun"
        begin(folder, make_recipe(N, "sesame", all_doses("sesame", None), 3))
    before = files(folder)
    with pytest.raises(ValueError, match=sentence):
        write_population(folder, **{"n_people": N, **WORLD, **change})
    assert files(folder) == before


@pytest.mark.parametrize("name", ["thesis.txt", "observed/mine.csv", "observed", "manifest.json"])
def test_a_folder_that_is_not_ours_stays_as_it_is(name, tmp_path):
    path = tmp_path / "folder" / name
    path.parent.mkdir(parents=True)
    path.write_text("my work")
    with pytest.raises(ValueError, match="ours"):
        write_population(tmp_path / "folder", 10, **WORLD)
    with pytest.raises(ValueError, match=r"ours|has no manifest"):
        read_population(tmp_path / "folder")
    assert files(tmp_path / "folder") == {name: b"my work"}


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="received the file file"):
        write_population(tmp_path / "file", 10, **WORLD)


@pytest.mark.parametrize("wrong", [{"n_people": 0}, {"seed": -1}, {"scenario": "x"}, {"n_jobs": 0}])
def test_a_wrong_argument_makes_no_folder(wrong, tmp_path):
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} must be"):
        write_population(tmp_path / "country", **{"n_people": 10, **WORLD, **wrong})
    assert not (tmp_path / "country").exists()


def test_damage_is_seen(undisturbed, tmp_path):
    folder = tmp_path / "undisturbed"
    path = folder / "observed" / "district-00001.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:5_000] + bytes([whole[5_000] ^ 1]) + whole[5_001:])
    read = read_population(folder)
    with pytest.raises(ValueError, match=r"observed/district-00001\.parquet is damaged"):
        read.observed  # noqa: B018
    path.write_bytes(whole[:-1])
    with pytest.raises(ValueError, match="district 1 of undisturbed is damaged"):
        read_population(folder)
    with pytest.raises(ValueError, match="district 1 of undisturbed is damaged"):
        write_population(folder, N, **WORLD)


def test_a_flipped_bit_is_seen_or_changes_nothing(undisturbed, tmp_path):
    path = tmp_path / "undisturbed" / "observed" / "district-00001.parquet"
    whole, right, seen = path.read_bytes(), read_columns(path, PARTS["observed"]), 0
    places = range(100, len(whole) * 2 // 3, len(whole) // 150)
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            read = read_columns(path, PARTS["observed"])
        except ValueError as error:
            assert "is damaged" in str(error)
            seen += 1
        else:
            assert all(map(np.array_equal, read, right)), place
    assert seen > 0.8 * len(places)


def test_memory_does_not_grow_with_the_number_of_districts(small_districts, tmp_path):
    def peak(n_people):
        tracemalloc.start()
        write_population(tmp_path / str(n_people), n_people, **WORLD)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(SIZE)  # what is imported and cached once
    assert peak(12 * SIZE) < 1.2 * peak(2 * SIZE)
