"""The teacher's kit: slides hold to their lessons, sheets to the code, the guide to both."""

import re
import shutil
import subprocess
import textwrap

import nbformat
import pytest

from scoring import OpaqueScore
from scoring.points_table import START, column_points
from underglass.papers import executed, sheets, slides

LECTURES = slides.lecture_sources()
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVQI12NgAAMAAAcAAceqM/YAAAAASUVORK5CYII="
TEACHER = slides.NOTEBOOKS / "teacher"


@pytest.mark.parametrize("source", LECTURES, ids=lambda path: path.stem)
def test_slides_hold_to_their_lessons(source):
    assert slides.faults(source) == []


@pytest.mark.parametrize("source", LECTURES, ids=lambda path: path.stem)
def test_a_lecture_is_small_whole_and_offline(source):
    page = source.with_suffix(".html").read_text(encoding="utf-8")
    assert len(page.encode()) < 1_000_000
    addresses = re.findall(r"(?:src|href|action)=\"?([^\s\">]{1,20})", page)
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert not re.search(r"@import|url\(|fetch\(|\bimport\b", page)
    assert page.count("<section") == len(slides.read_slides(source)) + 1
    assert page.count("<img ") == len(re.findall(r'<img alt="[^"]{20,}', page))


def test_the_committed_notebooks_slides_and_sheets_are_small():
    files = [path for path in slides.NOTEBOOKS.rglob("*") if path.suffix in {".ipynb", ".html"}]
    assert sum(path.stat().st_size for path in files) < 8_000_000


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
@pytest.mark.parametrize("name", sheets.SHEETS)
def test_each_page_of_a_sheet_fits_on_one_sheet_of_paper(name, tmp_path):
    page, printed = sheets.FOLDER / f"{name}.html", tmp_path / "sheet.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path}", f"--print-to-pdf={printed}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    n_pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed.read_bytes()))
    assert n_pages == page.read_text(encoding="utf-8").count('<section class="page">')


@pytest.fixture
def course(tmp_path):
    """Return a folder with one executed lesson, and a function that writes a lecture about it."""
    cells = [
        nbformat.v4.new_markdown_cell("It costs 12 points, and 1,000 people pay."),
        nbformat.v4.new_code_cell(
            "show(1)",
            outputs=[
                nbformat.v4.new_output("stream", text="C has it.\n"),
                nbformat.v4.new_output("stream", text="A has 7 points.\nB has 8 points.\n"),
                nbformat.v4.new_output(
                    "display_data",
                    data={"image/png": PNG, "text/html": "<img>"},
                    metadata={"image/png": {"alt": "A line that falls by 30 points."}},
                ),
            ],
        ),
    ]
    cells.append(nbformat.v4.new_markdown_cell("It is 77.", metadata={"tags": ["teacher"]}))
    (tmp_path / "teacher").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "teacher" / "03_small.ipynb")
    executed.read_executed.cache_clear()

    def lecture(body):
        source = tmp_path / "1_small.md"
        slide = textwrap.dedent(body)
        source.write_text(f"# Title\n\nLead.\n\n---\nlesson: 03\n## One\n\n{slide}\n")
        return source

    return lecture


@pytest.mark.parametrize(
    ("body", "unheld"),
    [
        ("12 points, 1,000 people, 7 and 30.", []),
        ("Twelve points. `99` is code.", []),
        ("13 points.", ["13"]),
        ("77 points, which only the teacher reads.", ["77"]),
        ("[[A has {} points]] points.", []),
        ("Fine.\n\nNote: 14 minutes.", ["14"]),
    ],
)
def test_a_number_on_a_slide_stands_in_its_lesson(course, tmp_path, body, unheld):
    found = slides.unheld_numbers(course(body), tmp_path)
    assert [re.search(r": (\S+) does not", text)[1] for text in found] == unheld


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("figure: A line that rises", "one figure whose words hold 'A line that rises'"),
        ("printed: D has", "one cell that printed 'D has'.*it has 0"),
        ("printed: has", "one cell that printed 'has'.*it has 2"),
        ("table: mean()", "one table whose code holds"),
        ("[[It costs {} crowns]]", "must say 'It costs {} crowns'"),
        ("[[has {} points]]", r"found \['7', '8'\]"),
    ],
)
def test_a_reference_that_its_lesson_does_not_keep_is_named(course, tmp_path, body, says):
    with pytest.raises(ValueError, match=says):
        slides.slides_html(course(body), tmp_path)


def test_a_slide_shows_what_its_lesson_shows(course, tmp_path):
    page = slides.slides_html(course("[[B has {} points]]!\n\nfigure: A line"), tmp_path)
    assert "8!" in page
    assert (
        '<img alt="A line that falls by 30 points." src="data:image/png;base64,' + PNG + '">'
        in page
    )


def test_a_page_that_is_out_of_date_is_named(course, tmp_path):
    source = course("Fine.")
    page = source.with_suffix(".html")
    assert "run make slides" in slides.faults(source, tmp_path)[0]
    page.write_text(slides.slides_html(source, tmp_path), encoding="utf-8")
    assert slides.faults(source, tmp_path) == []
    page.write_text(page.read_text().replace("Fine", "Well"), encoding="utf-8")
    assert "run make slides" in slides.faults(source, tmp_path)[0]


def test_a_slide_without_its_lesson_is_named(course, tmp_path):
    source = course("Fine.")
    source.write_text(source.read_text().replace("lesson: 03\n", ""), encoding="utf-8")
    with pytest.raises(ValueError, match="must begin with lesson: NN"):
        slides.read_slides(source, tmp_path)
    source.write_text("# T\n\n---\nlesson: 77\n## One\n\nFine.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="received '77', found 0"):
        slides.read_slides(source, tmp_path)


@pytest.mark.parametrize("name", sheets.SHEETS)
def test_a_sheet_is_what_the_code_says(name):
    page = sheets.FOLDER / f"{name}.html"
    assert page.read_text(encoding="utf-8") == sheets.sheet_html(name), "run make slides"


def test_pencil_and_code_agree_on_every_card():
    told = sheets.be_scored()
    for person in told["people"]:
        assert sum(person["by_rule"]) + told["others"] + person["of_marks"] == person["points"]
    rules = {column: dict(steps) for column, steps in told["rules"].items()}
    for person in told["people"]:
        by_table = [rules[column][value] for column, value in person["entries"].items()]
        assert by_table == person["by_rule"]


def test_the_table_of_the_counter_gives_whole_points():
    for column, (_, _, values) in sheets.ASKED.items():
        for value in values:
            assert sheets.table_points(column, value) == pytest.approx(
                round(sheets.table_points(column, value)), abs=1e-9
            )


def test_the_hidden_marks_are_all_that_parts_the_twins():
    named = sheets.be_scored()["named"]
    for plain, marked in (("Ada", "Tam"), ("Bo", "Rue")):
        assert named[plain]["entries"] == named[marked]["entries"]
        lost = named[marked]["points"] - named[plain]["points"]
        assert lost == named[marked]["of_marks"] != 0


def test_what_the_auditors_are_marked_by_is_what_the_twin_shows():
    told = sheets.basket()
    assert told["found"] == pytest.approx(told["planted"])
    for auditor in told["auditors"]:
        assert sum(auditor["rows"].values()) == pytest.approx(told["gaps"]["here"])
    X, Y, Z = told["auditors"]
    assert X["rows"]["idle_mark"] == pytest.approx(told["planted"])
    assert Y["rows"]["idle_mark"] == Z["rows"]["idle_mark"] == 0
    lost = {card["in_twin"] - card["points"] for card in told["cards"] if card["marked"]}
    assert lost == {-told["mark_points"]}
    assert all(card["in_twin"] == card["points"] for card in told["cards"] if not card["marked"])


def test_the_points_table_of_the_sheets_is_that_of_the_score():
    world = sheets.country()
    score = OpaqueScore("points_table").fit(world.fair.observed, world.fair.recorded, measure=False)
    own = column_points(world.biased.observed).sum(axis=1) + START
    assert score.own_points(world.biased.observed) == pytest.approx(own.to_numpy())


PAGES = sorted((TEACHER / "guide").glob("[0-9][0-9].md"))
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


def test_every_lesson_has_its_page_and_the_guide_names_it():
    lessons = {source.stem[:2] for source in slides.NOTEBOOKS.glob("[0-9][0-9]_*.py")}
    assert {page.stem for page in PAGES} == lessons
    named = re.findall(r"\(guide/(\d\d)\.md\)", (TEACHER / "GUIDE.md").read_text("utf-8"))
    assert set(named) == lessons


@every_page
def test_a_page_of_the_guide_has_all_parts_and_both_plans_add_up(page):
    text = page.read_text(encoding="utf-8")
    for part in ("Goals", "What students usually get wrong", "To discuss", "Marking", "Solutions"):
        assert f"## {part}" in text
    for name, length in (("Sixty", 60), ("Ninety", 90)):
        plan = text.partition(f"## {name} minutes")[2].partition("\n## ")[0]
        times = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", plan, re.MULTILINE)]
        assert [start for start, _ in times] == [0, *(end for _, end in times[:-1])]
        assert times[-1][1] == length


@every_page
def test_a_number_in_the_guide_stands_in_the_solved_lesson(page):
    text = re.sub(r"^\|.*|^#.*", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for pattern in slides.NOT_PROSE:
        text = pattern.sub(" ", text)
    held = executed.read_executed(page.stem, slides.NOTEBOOKS, solved=True).numbers()
    assert set(executed.numbers_in(text)) <= held


@pytest.mark.parametrize("page", [TEACHER / "GUIDE.md", *PAGES], ids=lambda path: path.stem)
def test_the_links_of_the_guide_lead_somewhere(page):
    for address in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / address).exists(), address
