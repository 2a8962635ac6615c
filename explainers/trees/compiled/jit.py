"""How the loops of the compiled form are compiled: once, kept on disk, without the GIL."""

from __future__ import annotations

from collections.abc import Callable


def jit(loop: Callable) -> Callable:
    """Compile a loop with numba when it is first called.

    What was compiled is kept beside the package, or in the user's own cache where the package is
    read-only; where neither can be written, every process compiles anew. Without numba the loop
    stays plain Python, so that its module can at least be imported.

    Parameters
    ----------
    loop : function

    Returns
    -------
    function
    """
    try:
        from numba import njit
    except ImportError:
        return loop
    try:
        return njit(nogil=True, cache=True)(loop)
    except RuntimeError:  # numba found no folder to keep it in
        return njit(nogil=True)(loop)
