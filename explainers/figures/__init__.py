"""Pictures of explanations, gaps, friends, paths, marks and limits; they compute nothing."""

from explainers.figures.friends import plot_friends
from explainers.figures.limits import off_manifold, stable_bars
from explainers.figures.paths import plot_paths
from explainers.figures.proxy_map import plot_proxy_map
from explainers.figures.waterfalls import beeswarm, gap_waterfall, planted_and_found, waterfall

__all__ = [
    "beeswarm",
    "gap_waterfall",
    "off_manifold",
    "planted_and_found",
    "plot_friends",
    "plot_paths",
    "plot_proxy_map",
    "stable_bars",
    "waterfall",
]
