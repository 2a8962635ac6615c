"""Names of before the move, for notebooks and class folders that were handed out: one release."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

EXPLAINERS = {
    "attribution": "points.attribution",
    "gaps": "groups.gaps",
    "marking": "marks.marking",
    "paths": "groups.path_effects",
    "peers": "marks.peers",
    "proxies": "groups.proxies",
    "proxy_map": "figures.proxy_map",
    "social": "friends.social",
    "social_figure": "figures.friends",
    "verdict": "marks.verdict",
}


class Moved(MetaPathFinder, Loader):
    """Imports a module under its old name.

    Parameters
    ----------
    names : mapping of str to str
        Old full names, and where those modules are now.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def find_spec(self, fullname, path=None, target=None) -> ModuleSpec | None:
        """Know old names only."""
        return ModuleSpec(fullname, self) if fullname in self.names else None

    def exec_module(self, module) -> None:
        """Put the module that moved in the place of the empty one."""
        old = module.__name__
        new = self.names[old]
        warnings.warn(f"{old} is {new} now", DeprecationWarning, stacklevel=2)
        sys.modules[old] = import_module(new)


def allow(package: str, names: Mapping[str, str], now: str) -> None:
    """Let modules of a package be imported under their old names."""
    moved = {f"{package}.{old}": f"{now}.{new}" for old, new in names.items()}
    sys.meta_path.insert(0, Moved(moved))
