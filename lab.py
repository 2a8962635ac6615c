"""``underglass`` under its name of before, for class folders that were handed out: one release."""

from explainers.moved import allow

__path__: list[str] = []
ANSWERS = [f"lesson_{number:02}" for number in (*range(11), 12)]
allow(
    "lab",
    {
        "answers": "course.answers",
        "exercise": "course.exercise",
        "explainer_table": "measured.explainer_table",
        "lesson": "course.lesson",
        "loops": "showcase.loops",
        "panel": "course.panel",
        "people": "course.people",
    }
    | {f"answers.{lesson}": f"course.answers.{lesson}" for lesson in ANSWERS},
    "underglass",
)
