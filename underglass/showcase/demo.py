"""The demo: one country from its making to a marked explanation, and a page that shows it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from explainers import Attribution, Gap, Mark, decompose_gap, explain
from scoring import OpaqueScore, train_score
from scoring.social import SOCIAL_WEIGHT
from synthetic_data import BIASES, Population, make_population
from synthetic_data.arguments import check_whole
from synthetic_data.wording import counted
from underglass.showcase.beside import marking
from underglass.showcase.outputs import check_file, check_folder, whole_file
from underglass.showcase.page import (
    draw_country,
    draw_person,
    is_page_of_ours,
    write_lesson,
    write_page,
)

SCENARIO = "sesame"
TOLD = "idle_gamers"
INDEX = "index.html"
FEWEST = 500
CROWD = 1_500  # people in the beeswarm

Say = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Demo:
    """All that the page shows.

    Attributes
    ----------
    population : Population
    score : OpaqueScore
    told : str
        The bias whose harmed group the person and the gap are taken from.
    everybody, crowd : Attribution
        Of all people, and of at most 1,500 of them.
    person : int
        Number of the one person who is shown.
    without : int
        What the same person's published score is in the twin without ``told``, trained again.
    cost_group, cost_rest : float
        Mean points that ``told`` costs the group that it harms, and everybody else.
    gap : Gap
        :func:`decompose_gap` of the group that ``told`` harms.
    marks : list of Mark
        One for each bias at work.
    """

    population: Population
    score: OpaqueScore
    told: str
    everybody: Attribution
    crowd: Attribution
    person: int
    without: int
    cost_group: float
    cost_rest: float
    gap: Gap
    marks: list[Mark]


def make_demo(
    out,
    *,
    n_people: int = 20_000,
    seed: int = 0,
    picture=None,
    force: bool = False,
    say: Say = print,
):
    """Generate, score, explain and mark a country, and write the page that shows it.

    Parameters
    ----------
    out : path
        Folder of the page: new, empty, or of an earlier demo. Nothing is written before all is
        done.
    n_people : int
        At least 500, so that every bias harms somebody.
    seed : int
    picture : path, optional
        Where one person's explanation is saved as a PNG as well.
    force : bool
        Whether to write into any folder, over files of the same names.
    say : callable
        Told what is done next.

    Returns
    -------
    Demo

    Raises
    ------
    ValueError
        For numbers out of range, or a folder that holds something else.
    OSError
        If nothing can be written there.
    """
    check_whole("n_people", n_people, least=FEWEST)
    out = _checked(out, force)
    picture = None if picture is None else check_file("picture", picture, ".png")
    with (
        marking(SCENARIO) as mark_all,
        tempfile.TemporaryDirectory(prefix="under-glass-") as folder,
    ):
        say(f"Generating a country of {counted(n_people, 'person', 'people')}")
        population = make_population(n_people, scenario=SCENARIO, seed=seed)
        say("Training the opaque score")
        score = train_score(population, social_weight=SOCIAL_WEIGHT)
        marks = mark_all(score, population)  # goes on beside what follows
        say("Explaining everybody")
        demo = _look(score, population)
        draw_country(demo, Path(folder))
        say("Executing the opening lesson")
        lesson = write_lesson(Path(folder) / "lesson.html")
        for number, name in enumerate(population.planted, start=1):
            say(f"Marking the explanation: {name} ({number} of {len(population.planted)})")
            demo.marks.append(next(marks))
        say("Writing the page")
        write_page(demo, Path(folder), lesson)
        if picture is not None:
            with whole_file(picture) as beside:
                draw_person(demo, beside, dots_per_inch=134)
        _publish(Path(folder), out)
    return demo


def _look(score: OpaqueScore, population: Population) -> Demo:
    """Explain everybody, and choose whom to show."""
    everybody = explain(score, population.observed, ties=population.ties)
    few = np.linspace(0, population.n_people - 1, min(CROWD, population.n_people)).astype(int)
    crowd = _some(everybody, few)
    group = BIASES[TOLD].harmed(population)
    twin = population.twin(without=TOLD)
    again = train_score(twin, social_weight=SOCIAL_WEIGHT, measure=False)
    without = again.predict(twin.observed, ties=twin.ties)
    cost = without - everybody.published
    person = choose_person(cost, group & ~population.split()[0])
    return Demo(
        population=population,
        score=score,
        told=TOLD,
        everybody=everybody,
        crowd=crowd,
        person=person,
        without=int(without[person]),
        cost_group=float(cost[group].mean()),
        cost_rest=float(cost[~group].mean()),
        gap=decompose_gap(everybody, group, clusters=population.places),
        marks=[],
    )


def _some(everybody: Attribution, few: np.ndarray) -> Attribution:
    """Keep a few people of an explanation."""
    return replace(
        everybody,
        values=everybody.values[few],
        friends=everybody.friends[few],
        rounding=everybody.rounding[few],
        published=everybody.published[few],
        data=everybody.data.iloc[few],
    )


def choose_person(cost: np.ndarray, candidates: np.ndarray) -> int:
    """Choose the candidate whose cost is nearest to the candidates' median; the first of several.

    Examples
    --------
    >>> choose_person(np.array([9, 20, 21, 40]), np.array([True, False, True, True]))
    2
    """
    if not candidates.any():
        raise ValueError(
            "n_people must be so large that somebody in the harmed group is outside the training "
            f"data; received {counted(len(candidates), 'person', 'people')}"
        )
    distance = np.abs(cost - np.median(cost[candidates]))
    return int(np.flatnonzero(candidates)[distance[candidates].argmin()])


def _checked(out, force: bool) -> Path:
    """Return the page's folder, if it is new, empty, of an earlier demo, or forced."""
    out = check_folder("out", out)
    free = force or not out.exists() or not any(out.iterdir())
    if free or is_page_of_ours(out / INDEX):
        return out
    raise ValueError(
        f"out must be a new or empty folder, or one of an earlier demo; {out.name} holds "
        "something else (--force writes into it, over files of the same names)"
    )


def _publish(made: Path, out: Path) -> None:
    """Copy a finished page, each file whole; a new folder is known as ours from the first file on.

    Where an older page stands, it is replaced after its pictures.
    """
    index_first = not (out / INDEX).exists()
    for path in sorted(made.iterdir(), key=lambda p: (p.name == INDEX) != index_first):
        with whole_file(out / path.name) as beside:
            shutil.copyfile(path, beside)
