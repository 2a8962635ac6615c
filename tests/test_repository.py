"""What the repository promises as files: the lock, sizes, paths, and the targets of make."""

import re
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OF_A_MACHINE = re.compile(r"(?<![\w.~])/(?:work|root|home|Users)/\w")


def lock_entries() -> list[str]:
    """Return one string a locked package: its line and its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return re.split(r"\n(?=\S)", "\n".join(lines).strip())


def tracked_files() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def targets_named_in(text: str) -> set[str]:
    """Return the targets after `make` in the code of a Markdown text."""
    code = re.findall(r"^```.*?^```|`[^`\n]+`|^(?: {4}|\t).*$", text, re.DOTALL | re.MULTILINE)
    return set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join(code)))


def test_the_lock_holds_no_address():
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_locked_package_is_pinned_and_has_hashes():
    entries = lock_entries()
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_lock_holds_what_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = chain(project["dependencies"], *project["optional-dependencies"].values())
    wanted = {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in named}
    assert wanted <= {entry.partition("==")[0] for entry in lock_entries()}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("cd /ro" + "ot/glass", True),
        ("'/ho" + "me/ann/glass'", True),
        ("see ../wo" + "rk/notes", False),
        ("example.org/wo" + "rk/notes", False),
        ("/usr/bin/env bash", False),
    ],
)
def test_the_search_for_paths_of_a_machine_sees(text, answer):
    assert bool(OF_A_MACHINE.search(text)) is answer


def test_no_tracked_text_holds_a_path_of_some_machine():
    files = tracked_files()
    assert files
    for path in files:
        content = path.read_bytes()
        if b"\0" not in content:
            found = OF_A_MACHINE.search(content.decode("utf-8"))
            assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


def test_the_reader_of_targets_sees_code_only():
    text = "Run `make demo`.\nmake sure\n\n    make test  # all\n\n```\nmake lab\n```\n"
    assert targets_named_in(text) == {"demo", "test", "lab"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_make_lists_every_target_that_a_page_names(page):
    listed = subprocess.run(
        ["make"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    listed = {line.split()[0] for line in listed[1:]}
    named = targets_named_in((ROOT / page).read_text(encoding="utf-8"))
    assert named, f"{page} names no target"
    assert named <= listed


def test_make_lists_every_target_there_is():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)[1].split())
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    there = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert phony == explained == there


def test_the_lock_of_the_page_holds_no_address():
    assert "://" not in (ROOT / "web/be-scored/package-lock.json").read_text(encoding="utf-8")
