"""What is said of an answer that is not right."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping

MAX_TEXT_LENGTH = 200
MAX_ENTRIES = 50


def is_empty(answer) -> bool:
    """Tell whether an answer was left as the course gave it."""
    return answer is ... or answer is None or (isinstance(answer, str) and not answer.strip(". "))


def writable(text: str) -> str:
    r"""Return a text as a file can hold it: half a character becomes a question mark.

    Examples
    --------
    >>> writable("a\ud800b")
    'a?b'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def plain(answer):
    """Return an answer as data: a float, a text, a list of texts, or a dict of numbers and texts.

    Raises
    ------
    ValueError
        If it is none of these; the message tells a student what to do.
    """
    if callable(getattr(answer, "tolist", None)):
        answer = answer.tolist()  # numpy's and pandas' numbers, and whole arrays
    if isinstance(answer, list | tuple | set | frozenset) and len(answer) == 1:
        (answer,) = answer
    if isinstance(answer, bool):
        raise ValueError("True or False is not asked for: give a number or a word.")
    if isinstance(answer, numbers.Real):
        if abs(answer) > 1e15 or not math.isfinite(answer):
            raise ValueError(f"{answer!s:.20} is not a number that one can check.")
        return float(answer)
    if isinstance(answer, str):
        return _short(answer)
    if isinstance(answer, list | tuple | set | frozenset) and len(answer) <= MAX_ENTRIES:
        if all(isinstance(item, str) for item in answer):
            return sorted(map(_short, answer))
        raise ValueError(
            "These are several values; one is asked for, or a list of words. "
            "(A decimal has a point: -10.2.)"
        )
    if isinstance(answer, Mapping) and len(answer) <= MAX_ENTRIES:
        if all(isinstance(key, str) or _is_whole(key) for key in answer):
            return {_name(key): _entry(value) for key, value in answer.items()}
    raise ValueError("This kind of answer cannot be checked: give a number or a word.")


def _is_whole(key) -> bool:
    return isinstance(key, numbers.Integral) and not isinstance(key, bool)


def _name(key) -> str:
    """Return a dict's key as a text; a whole number is one too, as a row's number is."""
    return _short(str(key))


def _short(text: str) -> str:
    return writable(text).strip()[:MAX_TEXT_LENGTH]


def _entry(value):
    value = plain(value)
    if not isinstance(value, float | str):
        raise ValueError("Each entry must be one number or one word.")
    return value


def with_near(solved) -> tuple[object, Mapping[str, object]]:
    """Return the right answer, and near ones by what is said of them."""
    return solved if isinstance(solved, tuple) else (solved, {})


def about_number(answer, truth: float, near, within: float, unit: str) -> str:
    """Compare numbers; what is off is named, and never which way the right one lies."""
    if not isinstance(answer, float):
        bare = ", without quotation marks" if isinstance(answer, str) else ""
        return f"One number is asked for{f', in {unit}' if unit else ''}{bare}."

    def close(value: float, tolerance: float = within) -> bool:
        return abs(answer - value) <= tolerance * (1 + 1e-9)

    if close(truth):
        return ""
    for says, value in near.items():
        if close(float(value)):
            return says
    if abs(truth) > within:
        if close(-truth):
            return "The size is right, the sign is not: which way does it go?"
        for factor in (100, 1000):
            for scaled in (factor, 1 / factor):
                tolerance = within * scaled
                if close(truth * scaled, tolerance) or close(-truth * scaled, tolerance):
                    return (
                        f"Out by a factor of {factor}: a share instead of per cent, or another "
                        f"unit{f'. The answer is in {unit}' if unit else ''}."
                    )
    if close(truth, max(3 * within, 0.03 * abs(truth))):
        return "Very close. Did you round on the way, or leave somebody out?"
    return "Not yet."


def about_words(answer, truth, near) -> str:
    """Compare words; of several it is said how many are right, never which."""
    if isinstance(answer, float | dict):
        return "A word is asked for, in quotation marks."
    if _words(answer) == _words(truth):
        return ""
    for says, value in near.items():
        if _words(answer) == _words(value):
            return says
    words, right = _words(answer), _words(truth)
    if len(right) > 1:
        hits = len(words & right)
        return f"Not yet: {hits} of your {len(words)} belong there; {len(right)} are asked for."
    return "Not yet." if len(words) == 1 else "One word is asked for."


def _words(value) -> set[str]:
    items = [value] if isinstance(value, str) else value
    return {" ".join(item.replace("_", " ").casefold().split()) for item in items}
