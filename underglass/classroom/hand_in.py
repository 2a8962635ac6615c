"""What a student handed in: ``answers.json``, read as data, and what is odd about it.

One file says nothing about another: whatever is wrong with it stands in that student's remarks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from underglass.classroom.classroom import Student
from underglass.course import exercise
from underglass.course.answer_file import read_json


@dataclass(frozen=True)
class HandIn:
    """Answers by lesson, remarks, and whether they count: they bear the student's own seed."""

    answers: dict
    remarks: tuple[str, ...]
    counts: bool = True


def read_hand_in(
    folder: Path, student: Student, name_of: Mapping[int, str], ours: Mapping[str, str]
) -> HandIn:
    """Read what lies in a student's folder; never raise.

    Parameters
    ----------
    folder : Path
        The class's.
    student : Student
    name_of : mapping of int to str
        Who in the class has which seed.
    ours : mapping of str to str
        The teacher's versions, as ``differ.versions`` gives them.
    """
    path = folder / student.folder / "answers.json"
    try:
        if path.parent.is_symlink():
            return HandIn({}, ("the student's folder is a link; it was not read",))
        content = read_json(path)
    except (FileNotFoundError, NotADirectoryError):
        return HandIn({}, ("no answers.json",))
    except OSError as error:
        return HandIn({}, (f"answers.json cannot be opened: {error.strerror}",))
    except ValueError as error:
        return HandIn({}, (str(error),))
    except Exception as error:  # one student's file must not keep the others from their grades
        return HandIn({}, (f"answers.json cannot be read: {type(error).__name__}",))
    answers = content.get("answers")
    if not isinstance(answers, dict):
        return HandIn({}, ("answers.json must have an object answers",))
    foreign = _about_seed(content.get("seed"), student, name_of)
    remarks = [foreign] if foreign else []
    theirs = content.get("versions")
    theirs = theirs if isinstance(theirs, dict) else {}
    other = [name for name in ours if name != "python" and theirs.get(name) != ours[name]]
    if other:
        remarks.append(f"other versions than the teacher's: {', '.join(other)}")
    unknown = set(answers) - set(exercise.lessons_with_answers())
    if unknown:
        remarks.append(f"unknown lessons left out: {len(unknown)}")
    return HandIn(answers, tuple(remarks), counts=not foreign)


def _about_seed(seed, student: Student, name_of: Mapping[int, str]) -> str:
    """Say whose seed a file bears; nothing if it is the one that its folder was handed out with."""
    if type(seed) is not int:
        return "the file has no seed; nothing of it is counted"
    if seed == student.seed:
        return ""
    if seed in name_of:
        return (
            f"the file has the seed of {name_of[seed]}: copied, or two folders changed places; "
            "nothing of it is counted"
        )
    return "the file has another seed, nobody's in this class; nothing of it is counted"
