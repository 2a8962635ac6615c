"""The demo's page: pictures, the words that stand for them, and no number that is not computed."""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import jinja2
import pandas as pd

from explainers.figures import beeswarm, gap_waterfall, planted_and_found, waterfall
from explainers.marks.arm import VERDICTS
from explainers.marks.verdict import Mark
from explainers.points.steps import describe_gap, describe_waterfall, signed, written
from scoring.scale import MAX_POINTS, MIN_POINTS, band
from synthetic_data import BIASES
from synthetic_data.wording import counted
from underglass.course import places

TEMPLATES = Path(__file__).parents[1] / "templates"
PACKAGES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib", "shap")
TITLE = "Under Glass: an opaque score, explained and marked"  # by it a page of ours is known
DOTS_PER_INCH = 180
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)


def draw_country(demo, folder: Path) -> None:
    """Save the pictures of a person, of the crowd and of the gap: all that needs no mark."""
    draw_person(demo, folder / "person.png")
    _save(beeswarm(demo.crowd), folder / "crowd.png")
    group = BIASES[demo.told].harms
    _save(gap_waterfall(demo.gap, group=group, note=demo.everybody.text), folder / "gap.png")


def write_page(demo, folder: Path, lesson: str | None) -> None:
    """Write ``index.html`` and the picture of the marks.

    Parameters
    ----------
    demo : Demo
    folder : Path
        That of :func:`draw_country`.
    lesson : str or None
        Title of the lesson that lies there as ``lesson.html``; None where there is none.
    """
    _save(planted_and_found(demo.marks), folder / "marks.png")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"signed": signed, "thousands": "{:,}".format}
    page = environment.get_template("demo.html").render(_told(demo, lesson))
    (folder / "index.html").write_text(page, encoding="utf-8")


def is_page_of_ours(path: Path) -> bool:
    """Tell whether a page was written by :func:`write_page`, of whatever version."""
    if not path.is_file():
        return False
    with open(path, encoding="utf-8", errors="replace") as page:
        return f"<title>{TITLE}</title>" in page.read(4_000)


def write_lesson(path: Path) -> str | None:
    """Execute the opening lesson and write it as a page; return its title, None without one."""
    sources = places.lesson_sources()
    if not sources:
        return None
    from nbclient.exceptions import CellExecutionError
    from nbconvert import HTMLExporter

    from underglass.course.build import execute

    try:
        notebook = execute(sources[0])
    except CellExecutionError as error:
        said = f"{error.ename}: {error.evalue}".splitlines()[0]
        raise ValueError(f"lesson {sources[0].name} must run; it stopped with {said}") from error
    heading = next((c.source for c in notebook.cells if c.source.startswith("# ")), sources[0].stem)
    title = heading.splitlines()[0].lstrip("# ")
    html, _ = HTMLExporter().from_notebook_node(notebook, {"metadata": {"name": title}})
    # Its scripts come from the network; the page must be whole without one.
    path.write_text(SCRIPT.sub("", html), encoding="utf-8")
    return title


def draw_person(demo, path: Path, dots_per_inch: int = DOTS_PER_INCH) -> None:
    """Save the one person's explanation as a PNG."""
    _save(waterfall(demo.everybody, demo.person), path, dots_per_inch)


def _save(ax, path: Path, dots_per_inch: int = DOTS_PER_INCH) -> None:
    import matplotlib.pyplot as plt

    ax.figure.savefig(path, dpi=dots_per_inch, metadata={"Software": None})
    plt.close(ax.figure)


def _told(demo, lesson: str | None) -> dict:
    """Gather what the template says."""
    population, everybody, group = demo.population, demo.everybody, BIASES[demo.told].harms
    published = int(everybody.published[demo.person])
    return {
        "title": TITLE,
        "n_people": population.n_people,
        "n_columns": len(demo.score.encoder_.players),
        "lowest": MIN_POINTS,
        "highest": MAX_POINTS,
        "told": demo.told,
        "group": group,
        "reliability": demo.score.reliability_.text if demo.score.reliability_ else "",
        "person": demo.person,
        "who": _who(population.protected.iloc[demo.person]),
        "published": published,
        "band": band(published),
        "without": demo.without,
        "cost_group": demo.cost_group,
        "cost_rest": demo.cost_rest,
        "base": everybody.base,
        "rows": _rows(demo),
        "n_crowd": len(demo.crowd.data),
        "gap": demo.gap.points,
        "gap_interval": demo.gap.interval,
        "gap_rows": demo.gap.table.to_dict("records"),
        "marks": [(mark, BIASES[mark.bias], _claims(mark.bias)) for mark in demo.marks],
        "verdicts": VERDICTS,
        "refits": demo.marks[0].refits,
        "alt": {
            "person": f"{describe_waterfall(everybody, demo.person)} {everybody.text}",
            "crowd": _describe_crowd(demo.crowd),
            "gap": f"{describe_gap(demo.gap, group=group)} {everybody.text}",
            "marks": " ".join(_describe_mark(mark) for mark in demo.marks),
        },
        "lesson": lesson,
        "doses": {name: dose for name, dose in population.doses.items() if dose},
        "seed": population.seed,
        "social_weight": demo.score.social_weight,
        "versions": _versions(),
    }


def _who(protected: pd.Series) -> str:
    return (
        f"{protected['gender']}, aged {protected['age']:.0f}, "
        f"profession: {protected['profession']}, household: {protected['household']}"
    )


def _rows(demo) -> list[dict]:
    """All columns of the one person, the largest first, with their unit and meaning."""
    codebook = demo.population.codebook
    given = demo.everybody.person(demo.person).drop(["base", "published"])
    rows = []
    for name, row in given.iterrows():
        entry = codebook.loc[name] if name in codebook.index else None
        unit = "" if entry is None or entry["unit"] == "category" else entry["unit"]
        rows.append(
            {
                "column": name,
                "own": "" if entry is None else f"{written(row['data'])} {unit}".strip(),
                "points": row["points"],
                "meaning": "" if entry is None else entry["meaning"],
            }
        )
    return rows


def _claims(bias: str) -> str:
    return ", ".join(f"row {row}: {status}" for row, status in BIASES[bias].claims.items())


def _describe_crowd(crowd) -> str:
    sizes = crowd.rows.abs().mean().sort_values(ascending=False)
    listed = ", ".join(f"{name} {size:.1f}" for name, size in sizes.head(6).items())
    return (
        f"Beeswarm of {counted(len(crowd.data), 'person', 'people')}. Mean size of what a column "
        f"gives, up or down, in points: {listed}. {crowd.text}"
    )


def _describe_mark(mark: Mark) -> str:
    arm = mark.retrained
    return (
        f"{mark.bias}: planted {signed(arm.planted)}, found {signed(arm.found)}, elsewhere "
        f"{signed(arm.elsewhere)}, an auditor without a twin {signed(mark.carriers_gap)}; verdict: "
        f"{mark.verdict}."
    )


def _versions() -> dict[str, str]:
    found = {"Python": platform.python_version()}
    for package in ("under-glass", *PACKAGES):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
