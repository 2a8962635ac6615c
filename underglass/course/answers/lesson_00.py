"""Lesson 00, what was claimed and what is known: the right answers."""

from functools import cache
from types import SimpleNamespace

from scoring.aftermath import MECHANISMS
from synthetic_data import BIASES
from underglass.course.exercise import exercise, pick

# What the two articles claim, in our words: row, article, what it is about, claim.
LEDGER = [
    (1, "Z", "score", "A score of 350 to 950 points; more points, more perks"),
    (2, "Z", "score", "How it is computed is a secret"),
    (3, "Z", "score", "People who buy nappies are parents, so responsible"),
    (4, "Z", "score", "People who play ten hours a day are idle"),
    (5, "Z", "score", "A dating site's data feed the score"),
    (6, "Z", "score", "Friends with low scores lower yours: drop them"),
    (7, "Z", "score", "Good patriots gain points by their posts, bad ones lose"),
    (8, "Z", "records", "Records are kept on teachers, journalists, doctors"),
    (9, "Z", "records", "Taxes, tickets, diplomas, trainings: one national score"),
    (10, "Z", "records", "People who report a breach of trust are to be rewarded"),
    (11, "Z", "records", "Voluntary and private now, national by 2020"),
    (12, "Z", "records", "Citizens approve of it"),
    (13, "E", "policing", "Cameras err on people who were rare in training"),
    (14, "E", "policing", "Cameras identify a minority"),
    (15, "E", "policing", "Machines decide who is arrested"),
    (16, "E", "other", "A colour in a health code opens and closes doors"),
    (17, "E", "other", "With such codes everybody watches everybody"),
    (18, "E", "other", "Old neighbourhood committees live on in the machines"),
    (19, "E", "policing", "All data are centralised and linked"),
    (20, "E", "policing", "People in smart cities will accept control day and night"),
    (21, "E", "policing", "Such surveillance is sold to many countries"),
    (22, "E", "other", "Behaviour is to be normalised"),
    (23, "E", "other", "Emergency measures stay, and people get used to them"),
]
FIRST_OF_E = 13  # the rows before it stand in article Z
STATUSES = ("documented", "disputed", "fiction")
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


@cache
def world():
    """Return the status of each row of the ledger, as the planted mechanisms name it."""
    planted = [*BIASES.values(), *MECHANISMS.values()]
    return SimpleNamespace(status={row: s for it in planted for row, s in it.claims.items()})


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
    given = {name: str(answer[name]).casefold().strip() for name in right}
    unknown = [word for word in given.values() if word not in words]
    if unknown:
        return f"{unknown[0]} is none of {', '.join(words)}."
    hits = sum(given[name] == right[name] for name in right)
    return "" if hits == len(right) else f"Not yet: {hits} of {len(right)} are right."


@exercise(
    1,
    unit="claims",
    within=0.1,
    hints=[
        "Filter the table by `article` and by `status`, and count what is left.",
        "`((ledger['article'] == article) & (ledger['status'] == status)).sum()`",
    ],
)
def count(world, seed):
    """How many claims of the student's article have the student's status."""
    options = [("Z", "documented"), ("Z", "disputed"), ("E", "disputed")]
    article, status = pick(seed, options, "ab")
    rows = {row: (row < FIRST_OF_E) == (article == "Z") for row in world.status}
    both = sum(world.status[row] == status for row in rows)
    number = sum(rows[row] and world.status[row] == status for row in rows)
    return number, {
        "That is both articles. Count your own.": both,
        "That is the other article.": both - number,
        "That is all claims of your article. How many have your status?": sum(rows.values()),
    }


@exercise(
    2,
    hints=[
        "Two are documented, two are disputed, one is fiction.",
        "What is known of each stands in the table above, by its number.",
    ],
)
def sort(world, seed, answer):
    """Five claims and their labels."""
    rows = [pick(seed, rows, "sort") for rows in ([1, 2, 12], [3, 5, 15], [9, 11])]
    rows += [pick(seed, rows, "more") for rows in ([8, 10, 13, 16, 21], [6, 18, 19, 22])]
    right = {str(row): world.status[row] for row in sorted(rows)}
    said = complaint(answer, right, STATUSES)
    if said.startswith("Not yet"):
        for name in right:
            asks = MIXED_UP.get((str(answer[name]).casefold().strip(), right[name]))
            if asks:
                return f"{said} {asks}"
    return said


@exercise(
    3,
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
    4,
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
