"""Under Glass: a country, an opaque score of it, and explanations that can be marked.

The front door to the fixed public names, which are loaded when they are asked for:

    from underglass import make_population, OpaqueScore, explain, mark
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOMS = {
    "synthetic_data": ("BIASES", "SCENARIOS", "Population", "make_population"),
    "scoring": ("BANDS", "MAX_POINTS", "MIN_POINTS", "OpaqueScore", "band", "train_score"),
    "scoring.aftermath": ("MECHANISMS",),
    "explainers": (
        "Attribution",
        "FriendsShare",
        "Gap",
        "Gaps",
        "Mark",
        "conditional_explainer",
        "decompose_gap",
        "decompose_gaps",
        "drop_friendship",
        "explain",
        "explain_friends",
        "gap_sums",
        "gap_table",
        "mark",
        "path_effects",
        "stability",
    ),
    "explainers.groups.proxies": ("proxies",),
    "explainers.recourse": ("follow", "recourse", "recourse_by_group"),
    "explainers.notice": ("notice",),
    "explainers.figures": (
        "beeswarm",
        "gap_waterfall",
        "planted_and_found",
        "plot_friends",
        "plot_proxy_map",
        "waterfall",
    ),
}
ROOM_OF = {name: room for room, names in ROOMS.items() for name in names}
__all__ = sorted(ROOM_OF)


def __getattr__(name: str):
    """Load a public name from its room."""
    if name not in ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = getattr(import_module(ROOM_OF[name]), name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _refuse_strangers() -> None:
    """Notice a file or package that is not ours under one of our names, before it is read."""
    for name in ("synthetic_data", "scoring", "explainers"):
        spec, ours = find_spec(name), Path(__file__).resolve().parents[1] / name / "__init__.py"
        found = None if spec is None or spec.origin is None else Path(spec.origin).resolve()
        if found != ours:
            where = "it is missing" if found is None else f"{found} is found instead"
            raise ImportError(
                f"Under Glass's own package {name!r} must be found where Under Glass lies, but "
                f"{where}; rename that file or folder, or start Python elsewhere"
            )


_refuse_strangers()
