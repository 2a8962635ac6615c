"""Hand-ins that nobody should hand in: made from a seed, each with something wrong."""

import json
import os
import random

CANARY = "CANARY"  # code in a hand-in that is executed makes a file of this name
NASTY = [
    "\ud800", "a\udfffb", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\u202egnp.exe", "\u2066\u2069",
    "\x00", "\r\n", "a\tb", "\u2028", "\ufeff", "\u200b" * 300, "Z\u0335\u0321" * 90, "\x9b2J",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "%x", "|x", "\uff1d1+1", " =1+1",
    'x;=HYPERLINK("http://x")', ';"=1+1"', "a,=1+1", '"', "';--", "<script>alert(1)</script>",
    f"__import__('os').system('touch {CANARY}')", f"$(touch {CANARY})", f"`touch {CANARY}`",
    "!!python/object/apply:os.system ['id']", "{{7*7}}", "%s%s%n", "../../etc/passwd", "[bold]x[/]",
    "cos\nsystem\n(S'id'\ntR.", "", " ", "...", "right", "null", "x" * 5_000,
]  # fmt: skip
ODD = [
    None, True, False, 0, -1, 1e308, -0.0, 2**70, 10**400, float("nan"), float("inf"), [], {},
    [[[[1]]]], [1, 2], ["a"] * 60, {"": ""}, {"a": {"b": {"c": 1}}}, {str(i): i for i in range(99)},
    {"__class__": "x", "__reduce__": ["os.system", "id"]},
]  # fmt: skip


def _value(dice: random.Random):
    return dice.choice(NASTY) if dice.random() < 0.6 else dice.choice(ODD)


def _entry(dice: random.Random):
    if dice.random() < 0.2:
        return _value(dice)
    keys = [*dice.sample(["answer", "tries", "right"], dice.randint(0, 3)), dice.choice(NASTY)]
    return {key: _value(dice) for key in keys}


def _content(dice: random.Random, seed: int):
    """Return an object of about the right shape, with wrong things in it."""
    lessons = {
        dice.choice(["01", "01", "1", *NASTY]): {
            dice.choice(["1", "2", "99", *NASTY]): _entry(dice) for _ in range(dice.randint(0, 4))
        }
        if dice.random() < 0.8
        else _value(dice)
        for _ in range(dice.randint(0, 3))
    }
    content = {"seed": dice.choice([seed, seed, seed, _value(dice), dice.randrange(10**6)])}
    content["answers"] = lessons if dice.random() < 0.9 else _value(dice)
    content["versions"] = _value(dice) if dice.random() < 0.5 else {dice.choice(NASTY): 1}
    return content if dice.random() < 0.9 else _value(dice)


def _text(dice: random.Random, seed: int) -> bytes:
    written = json.dumps(_content(dice, seed)).encode()
    kind = dice.randrange(10)
    if kind == 0:
        return written[: dice.randrange(len(written) + 1)]
    if kind == 1:
        place = dice.randrange(len(written) + 1)
        return written[:place] + dice.randbytes(3) + written[place:]
    if kind == 2:
        return dice.randbytes(dice.randrange(300))
    if kind == 3:
        return written.decode().encode(dice.choice(["utf-16", "utf-32", "utf-8-sig"]))
    if kind == 4:
        depth, brackets = dice.choice([9, 90, 900, 90_000]), dice.choice(["[]", ["{'a':", "}"]])
        inner = (brackets[0] * depth + "1" + brackets[1] * depth).replace("'", '"')
        return f'{{"seed":{seed},"answers":{{"01":{{"1":{{"answer":{inner}}}}}}}}}'.encode()
    if kind == 5:
        many = "[1" + ",1" * 60_000 + "]"
        number = dice.choice(["9" * 4_000, "9" * 150_000, "1e99999", "-1E-99999", many])
        return f'{{"seed":{seed},"answers":{{"01":{{"1":{{"answer":{number}}}}}}}}}'.encode()
    return written


def hand_in_badly(folder, seed: int, dice: random.Random) -> None:
    """Put a bad ``answers.json`` into a student's folder; pipes, links and folders among them."""
    path = folder / "answers.json"
    kind = dice.randrange(30)
    if kind == 0 and hasattr(os, "mkfifo"):
        os.mkfifo(path)
    elif kind == 1:
        path.mkdir()
    elif kind == 2:
        path.symlink_to(dice.choice(["/dev/zero", "/etc/passwd", "answers.json", "nowhere", "."]))
    elif kind == 3:
        with path.open("wb") as file:
            file.truncate(dice.choice([200_001, 10**9, 10**12]))  # empty inside
    elif kind == 4:
        path.write_bytes(_text(dice, seed))
        path.chmod(0)
    elif kind == 5:
        folder.rmdir()
        folder.write_bytes(b"no folder")
    elif kind == 6:
        folder.rmdir()
    else:
        path.write_bytes(_text(dice, seed))
