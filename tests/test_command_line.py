"""The command line in wrong hands: one sentence on standard error, an exit code, no traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from scoring.aftermath import MECHANISMS
from synthetic_data import BIASES, SCENARIOS
from synthetic_data.processes import deaf_to_interrupts
from underglass.command import cli, room, terminal
from underglass.measured import effects
from underglass.showcase import demo, letter, loops

ROOT = Path(__file__).resolve().parents[1]
SMALL = 16 * 10**9  # bytes of memory
on_posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


def run(*arguments, columns=80, charset="utf-8"):
    runner = CliRunner(charset=charset, env={"COLUMNS": str(columns)})
    return runner.invoke(cli.app, [str(one) for one in arguments])


def started(*arguments, code="from underglass.__main__ import main; main()", **options):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


@pytest.fixture
def no_work(monkeypatch):
    """Let no country be made: what is refused must be refused before."""

    def work(*given, **options):
        raise AssertionError("work was begun")

    for module in (demo, effects, letter, loops):
        monkeypatch.setattr(module, "make_population", work)


PEOPLE = {"demo": [], "biases": [], "aftermath": ["perk_cliffs"], "notice": []}
WRONG = [
    ([command, *more, "--people", people], sentence)
    for command, more in {**PEOPLE, "bench": ["explainers"]}.items()
    for people, sentence in {
        "0": "--people must be a whole number of at least 100; received 0",
        "-1": "--people must be a whole number of at least 100; received -1",
        "abc": "Invalid value for '--people'",
        "3000000000": "--people must be at most 16,000,000 on this machine",
        "99999999999999": "received 99,999,999,999,999, who need at least 100,000,000 GB",
    }.items()
] + [
    (["population", "--out", "new", "--people", "99999999999999"], "--people must be at most 2"),
    (["demo", "--people", "200"], "--people must be a whole number of at least 500"),
    (["demo", "--out", "file"], "--out must be a folder; received the file file"),
    (["demo", "--out", "file/below"], "--out must be in a folder; file is a file"),
    (["demo", "--picture", "a.jpg"], "--picture must be a .png; received a.jpg"),
    (["demo", "--picture", "folder.png"], "--picture must be a file; received the folder"),
    (["notice", "--language", "de"], "--language must be one of en, fr; received 'de'"),
    (["notice", "--person", "10000"], "--person must be from 0 to 9999; received 10000"),
    (["notice", "--model", "tea"], "--model must be one of boosted"),
    (["notice", "--out", "letter.pdf"], "--out must be a .txt or .html; received letter.pdf"),
    (["notice", "--out", "letter"], "--out must be a .txt or .html; received letter"),
    (["aftermath", "karma"], "mechanism must be one of perk_cliffs"),
    (["aftermath", "perk_cliffs", "--dose", "2"], "--dose must be a number in [0, 1]"),
    (["aftermath", "perk_cliffs", "--dose", "nan"], "--dose must be a number in [0, 1]"),
    (["aftermath", "perk_cliffs", "--rounds", "0"], "--rounds must be a whole number"),
    (["aftermath", "perk_cliffs", "--model", "tea"], "--model must be one of boosted"),
    (["aftermath", "perk_cliffs", "--picture", "a.jpg"], "--picture must be a .png"),
    (["aftermath"], "Missing argument"),
    (["graph", "--picture", "a.png", "--around", "[/karma]"], "received '[/karma]'"),
    (["graph", "--picture", "a.png", "--scenario", "[bold]"], "received '[bold]'"),
    (["graph", "--picture", "a\n\x1b[31m.jpg"], r"received a\n\x1b[31m.jpg"),
    (["population"], "Missing option '--out'"),
    (["class", "new", "--students", "none.csv"], "--students must be a CSV file"),
    (["class", "grade", "file"], "file must be a class that underglass class new made"),
    (["class"], "Missing command"),
    (["frob"], "No such command 'frob'"),
    (["demo", "--frob"], "No such option: --frob"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "sentence"), WRONG)
def test_wrong_use_gets_one_sentence_before_any_work(
    arguments, sentence, no_work, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(room, "machine_memory", lambda: SMALL)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder.png").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    (said,) = result.stderr.splitlines()
    assert said.startswith("Error: ") and sentence in said
    assert result.stdout == ""
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder.png"}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder in which nobody can write")
@pytest.mark.parametrize(
    "arguments",
    [
        ["demo", "--out", "/proc/nope"],
        ["demo", "--picture", "/proc/nope.png"],
        ["notice", "--out", "/proc/nope.txt"],
        ["aftermath", "perk_cliffs", "--picture", "/proc/nope.png"],
        ["graph", "--picture", "/proc/new/nope.png"],
        ["population", "--people", "300", "--out", "/proc/nope"],
        ["bench", "explainers", "--out", "/proc/nope"],
    ],
)
def test_a_folder_that_cannot_be_written_gets_one_sentence_before_any_work(
    arguments, no_work, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 1, result.output
    (said,) = result.stderr.splitlines()
    assert said.startswith("Error: ") and "written" in said
    assert result.stdout == "" and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (MemoryError(), 1, "Error: this machine's memory is full; ask for fewer people"),
        (OSError(28, "No space left on device", "a.png"), 1, "No space left on device: a.png"),
        (ModuleNotFoundError("it needs pyarrow"), 1, "Error: it needs pyarrow"),
        (ValueError("n_people must be whole"), 2, "Error: --people must be whole"),
        (ValueError("doses['x'] must be small"), 2, "Error: --dose['x'] must be small"),
        (ValueError("two\nlines"), 2, r"Error: two\nlines"),
        (KeyError("x"), 1, "this should not happen, please report it: KeyError: 'x'"),
        (KeyboardInterrupt(), 130, "Stopped."),
        (KeyboardInterrupt("Stopped; go on."), 130, "Stopped; go on."),
    ],
)
def test_whatever_is_raised_ends_in_one_sentence_and_a_code(error, code, sentence, monkeypatch):
    def fail(*given, **options):
        raise error

    monkeypatch.setattr(letter, "make_letter", fail)
    result = run("notice")
    assert result.exit_code == code
    (said,) = result.stderr.splitlines()
    assert sentence in said


def test_a_traceback_is_there_for_who_asks(monkeypatch):
    monkeypatch.setattr(letter, "make_letter", lambda *given, **options: {}["x"])
    monkeypatch.setenv(terminal.TRACEBACK, "1")
    assert isinstance(run("notice").exception, KeyError)


@pytest.mark.parametrize("charset", ["ascii", "cp1252", "cp437"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["biases", "--list"],
        ["aftermath", "perk_cliffs", "--people", 500, "--rounds", 1],
        ["notice", "--people", 500, "--model", "points_table", "--language", "fr"],
    ],
)
def test_a_terminal_with_few_characters_gets_them_all_respelt(arguments, charset):
    few, all_of_them = run(*arguments, charset=charset), run(*arguments)
    assert few.exit_code == all_of_them.exit_code == 0, few.stderr
    assert few.stdout.count("?") == all_of_them.stdout.count("?")
    if arguments[0] == "aftermath":
        assert "-" in few.stdout.splitlines()[5] and "−" in all_of_them.stdout


def test_verdicts_stay_different_from_each_other_in_ascii():
    from underglass.measured.explainer_report import SYMBOLS

    terminal.respell_output()
    plain = [sign.encode("ascii", "respelt") for sign in SYMBOLS.values()]
    assert len(set(plain)) == len(plain) and b"?" not in plain


def test_a_path_is_printed_as_it_is(tmp_path):
    for name in ("[/x]y.png", "[bold]l.png", ":smile:.png"):
        result = run("graph", "--around", "postcode", "--picture", tmp_path / name)
        assert result.exit_code == 0, result.output
        assert result.stdout == f"Now open {tmp_path / name}\n"


def test_a_letter_is_text_in_a_txt_and_a_page_in_an_html(tmp_path, monkeypatch):
    written = SimpleNamespace(text="Dear Mira", to_html=lambda: "<p>Dear Mira</p>")
    monkeypatch.setattr(letter, "make_letter", lambda *given, **options: written)
    for name, content in {"a.txt": "Dear Mira", "b.HTML": "<p>Dear Mira</p>"}.items():
        assert run("notice", "--out", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text() == content


def test_help_names_every_scenario_and_mechanism_and_the_version_is_told():
    said = " ".join(run("aftermath", "--help").stdout.replace("\n", " ").split())
    assert all(name in said for name in MECHANISMS)
    assert all(name in said for name in SCENARIOS if name not in BIASES)
    assert run("--version").stdout.startswith("under-glass ")


@pytest.mark.parametrize("words", [[], ["class"], ["bench"]])
def test_help_is_whole_at_eighty_columns(words):
    _usage, *lines = run(*words, "--help").stdout.splitlines()
    assert "..." not in "".join(lines) and max(map(len, lines)) <= 80


@on_posix
def test_a_reader_who_goes_away_hears_nothing_more():
    process = started("--help", stdout=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1
    process.stderr.close()


@on_posix
def test_ctrl_c_ends_a_real_run_with_one_line_and_130():
    code = (
        "import os, signal, time\n"
        "from underglass.showcase import letter\n"
        "def stop(*given, **options):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    time.sleep(60)\n"
        "letter.make_letter = stop\n"
        "from underglass.__main__ import main\n"
        "main()\n"
    )
    with started("notice", code=code) as process:
        assert process.stderr.read() == b"Stopped.\n"
        assert process.wait() == 130


@on_posix
def test_processes_started_beside_do_not_hear_ctrl_c():
    before = signal.getsignal(signal.SIGINT)
    ask = "import signal; print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN)"
    with deaf_to_interrupts():
        said = subprocess.check_output([sys.executable, "-c", ask], text=True)
    assert said == "True\n" and signal.getsignal(signal.SIGINT) is before
