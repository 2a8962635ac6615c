"""What moves in a lesson: the "be scored" panel (a dose, a person, the way to the score), a list.

Everything is computed before the panel is shown; its own script only draws. So it moves on a page
without a kernel too. A still picture always comes first, for where no widget can run.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from explainers import explain
from explainers.figures import waterfall
from explainers.points.steps import steps_of_person
from scoring import OpaqueScore
from synthetic_data import BIASES, Population
from synthetic_data.arguments import check_names
from underglass.course.showing import show

DOSES = (0.0, 0.25, 0.5, 0.75, 1.0)
N_COLUMNS = 6
REFERENCE = 300  # people: enough for a picture


def be_scored(country: Population, bias: str, people: Sequence[int], *, social_weight=0.0) -> None:
    """Show how a bias's dose moves the explained score of some people.

    Parameters
    ----------
    country : Population
        At each dose its twin is made, and a score is trained there.
    bias : str
        A key of ``BIASES``.
    people : sequence of int
        Inhabitants to choose from, by number.
    social_weight : float in [0, 1)
        The friends' share of the score.
    """
    told = [_explained(country, bias, dose, people, social_weight) for dose in DOSES]
    data = panel_data(told, bias, people)
    none, full = (way["published"] for way in (data["ways"][0][0], data["ways"][0][-1]))
    show(
        waterfall(told[-1], 0, n_columns=N_COLUMNS),
        alt=f"Inhabitant {people[0]} at full dose of {bias}: a staircase from the base, "
        f"{told[-1].base:.0f} points, to {full}. Without the bias this person has {none}.",
    )
    panel = make_panel(data)
    if panel is None:
        print("The panel with its slider needs anywidget; the picture above stands for it.")
        return
    from IPython.display import display

    display(panel)


def _explained(country, bias, dose, people, social_weight):
    check_names("bias", [bias], BIASES)
    twin = country.twin(doses={bias: dose})
    score = OpaqueScore(social_weight=social_weight)
    score.fit(twin.observed[twin.selected], twin.recorded[twin.selected])
    reference = np.zeros(country.n_people, dtype=bool)
    reference[np.linspace(0, country.n_people - 1, REFERENCE).round().astype(int)] = True
    return explain(score, twin.observed, ties=twin.ties, rows=list(people), background=reference)


def panel_data(told, bias: str, people: Sequence[int]) -> dict:
    """Return what the panel draws: by person and dose a base, steps, and a published score."""
    ways = [
        [
            {
                "base": float(at_dose.base),
                "published": int(at_dose.published[position]),
                "steps": [
                    [step.label, float(step.value)]
                    for step in steps_of_person(at_dose, position, N_COLUMNS)
                ],
            }
            for at_dose in told
        ]
        for position in range(len(people))
    ]
    return {
        "bias": bias,
        "doses": list(DOSES),
        "people": [f"inhabitant {person}" for person in people],
        "ways": ways,
    }


def make_panel(data: dict):
    """Return the widget that draws the data, or None where anywidget is not installed."""
    try:
        return _panel_class()(data=data)
    except ModuleNotFoundError:
        return None


@cache
def _panel_class():
    import anywidget
    import traitlets

    class Panel(anywidget.AnyWidget):
        _esm = Path(__file__).with_name("panel.js")
        data = traitlets.Dict().tag(sync=True)
        dose = traitlets.Int(len(DOSES) - 1).tag(sync=True)
        person = traitlets.Int(0).tag(sync=True)

    return Panel


def choose(draw, options: Sequence, *, label: str) -> None:
    """Draw for the first option, and below it a list of all of them where ipywidgets runs.

    Parameters
    ----------
    draw : callable
        ``draw(option)`` shows a figure.
    options : sequence
    label : str
        Beside the list.
    """
    draw(options[0])
    try:
        import ipywidgets
        from IPython.display import display
    except ModuleNotFoundError:
        return
    chosen = ipywidgets.Dropdown(options=list(options), description=label)
    output = ipywidgets.Output()

    def redraw(change):
        with output:
            output.clear_output(wait=True)
            draw(change["new"])

    chosen.observe(redraw, names="value")
    display(ipywidgets.VBox([chosen, output]))
