"""Lesson 00, what was claimed and what is known: the right answers."""

from synthetic_data import BIASES
from synthetic_data.claims import HEDGES
from underglass.course.exercise import exercise, pick

VOICES = [[3, 10, 22], [2, 6, 9, 12], [17, 19, 20], [7, 24], [5, 25]]  # of exercise 1, by row
SURELY = [[3, 4, 6], [9, 8, 20], [10, 22], [17, 23, 26]]  # of exercise 2
SORTED = [[1, 14, 16, 21], [3, 5, 19], [9, 11], [2, 8, 15, 26], [6, 18, 20, 22]]  # of exercise 3
LABELS = ("documented", "in part", "disputed", "fiction")
INSIDE = ("director", "document", "official", "head of a firm")
THINGS = {
    "score": [
        "A firm waives the deposit for customers who have many points",
        "A firm names five dimensions, one of them 'network', and keeps the weights to itself",
        "An executive explains in an interview what nappies in a basket may say",
    ],
    "records": [
        "A list of people who broke rules; who is on it is punished",
        "A plan asks for files on how accountants and teachers keep to their duties",
        "A city rates its residents, and the rating carries only perks",
    ],
    "policing": [
        "A platform joins data on residents and flags lawful behaviour",
        "A camera is listed in a catalogue as able to identify a minority",
        "Officers are sent where earlier records say that offences were",
    ],
}
POOLS = [
    ["fraud_suspicion", "past_wealth", "postcode"],
    ["camera_error", "merged_records", "inferred_minority"],
    ["guilt_by_association", "watched_professions", "secret_weights"],
]

IN_PLAIN_WORDS = {
    "idle_gamers": "clerks write down kept promises of people who play as broken",
    "fraud_suspicion": "an error in a form is written down as fraud",
    "past_wealth": "poor quarters stay poor, and a score that is right about it passes it on",
    "postcode": "an address costs points, whoever lives there",
    "camera_error": "cameras take people of one group for one another",
    "merged_records": "offices join their files by name, and strangers' entries come along",
    "inferred_minority": "a machine guesses who belongs to a group, and the guess costs points",
    "guilt_by_association": "friends with low scores pull a person's score down",
    "watched_professions": "of people who are watched more closely, more is recorded",
    "secret_weights": "part of what a score reads is kept secret",
}

MIXED_UP = {  # (answered, right): what to ask back
    ("fiction", "disputed"): "Does really nothing speak for a claim that you call fiction?",
    ("disputed", "fiction"): "What speaks for each claim that you call disputed?",
    ("documented", "disputed"): "Well known is not documented: what would the source be?",
}


def voice_of(speaker):
    """Whether a speaker is the journalist, somebody inside, or somebody outside."""
    if speaker.startswith("the journalist"):
        return "own"
    return "inside" if any(word in speaker for word in INSIDE) else "outside"


def status_of(row):
    """One label a claim: its status, or "in part" where its parts differ."""
    (status, *others) = set(row.statuses.values())
    return "in part" if others else status


def three_things(seed):
    """A score, records and a system of the police, one of each, shuffled."""
    return sorted(pick(seed, options, kind) for kind, options in THINGS.items())


def complaint(answer, right, words):
    """Say what is off in a mapping of names to words; empty where nothing is."""
    if not isinstance(answer, dict):
        name = next(iter(right))
        return f'Answer with a word for each, such as {{"{name}": "{words[0]}", …}}.'
    answer = {name.casefold(): word for name, word in answer.items()}
    missing = [name for name in right if name not in answer]
    if missing:
        return f"Nothing stands there for {missing[0]}."
    if len(answer) > len(right):
        return f"{len(right)} are asked for."
    said = {name: str(answer[name]).casefold().strip() for name in right}
    unknown = [word for word in said.values() if word not in words]
    if unknown:
        return f"{unknown[0]} is none of {', '.join(words)}."
    hits = sum(said[name] == right[name] for name in right)
    return "" if hits == len(right) else f"Not yet: {hits} of {len(right)} are right."


@exercise(
    1,
    hints=[
        "Who is named before the colon? The journalist alone: own.",
        "A director, an official, a document of the state are inside; who writes books is outside.",
    ],
)
def who_speaks(world, seed, answer):
    """Five sentences and their speakers."""
    rows = sorted(pick(seed, pool, "voice") for pool in VOICES)
    right = {str(row): voice_of(world.ledger["speaker"][row]) for row in rows}
    return complaint(answer, right, ("own", "inside", "outside"))


@exercise(
    2,
    hints=[
        "Look for one word: would, could, seems; will; risks; or the mark of a quotation.",
        "Words in the mouth of somebody else are quoted; what a researcher fears is warned.",
    ],
)
def how_surely(world, seed, answer):
    """Four sentences and their hedges."""
    rows = sorted(pick(seed, pool, "hedge") for pool in SURELY)
    right = {str(row): world.ledger["hedge"][row] for row in rows}
    return complaint(answer, right, tuple(HEDGES))


@exercise(
    3,
    hints=[
        "One is documented, one in part, two are disputed, one is fiction.",
        "What is known of each stands in the table above, by its number.",
    ],
)
def sort(world, seed, answer):
    """Five claims and their labels."""
    rows = [pick(seed, pool, "sort") for pool in SORTED]
    right = {str(row): world.ledger["status"][row] for row in sorted(rows)}
    said = complaint(answer, right, LABELS)
    if said.startswith("Not yet"):
        for name in right:
            asks = MIXED_UP.get((str(answer[name]).casefold().strip(), right[name]))
            if asks:
                return f"{said} {asks}"
    return said


@exercise(
    4,
    hints=[
        "Ask of each who runs it: a firm, an office of the state, or the police?",
        "A rating by a city belongs to the state's records, although it has points.",
    ],
)
def tell_apart(world, seed, answer):
    """A private score, a state's records, a system of the police."""
    kind_of = {thing: kind for kind, options in THINGS.items() for thing in options}
    things = three_things(seed)
    right = {letter: kind_of[thing] for letter, thing in zip("abc", things, strict=True)}
    return complaint(answer, right, tuple(THINGS))


@exercise(
    5,
    hints=[
        "Look for what goes wrong, not for the country: a wrong match, a wrong label, a place.",
        "Solve the easiest first; two are left for two.",
    ],
)
def match(world, seed, answer):
    """Three mechanisms and their parallels."""
    mechanisms = [pick(seed, pool, "match") for pool in POOLS]
    cases = sorted(BIASES[name].parallel for name in mechanisms)
    right = {name: "xyz"[cases.index(BIASES[name].parallel)] for name in mechanisms}
    return complaint(answer, right, ("x", "y", "z"))
