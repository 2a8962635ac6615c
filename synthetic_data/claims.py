"""The ledger: what the two articles say, who says it, of whom and how surely, and what is known.

A status belongs to the sentence as it was printed, with its hedge: *documented*, *disputed*
(something speaks for it, no proof is known, or it is an opinion) or *fiction* (untrue as it was
said). The articles were read again sentence by sentence on 24 November 2026; facts were looked up
on 22 November 2026. All sentences are paraphrases of ours.
"""

from __future__ import annotations

from dataclasses import dataclass

#: How good our own source for what is known is.
MARKS = {
    "V": "checked against a stored copy of the source",
    "S": "reported: known from secondary pages only",
    "M": "reported: from memory, not verified",
}
#: How surely somebody speaks.
HEDGES = {
    "plainly": "as a fact",
    "perhaps": "with could, would, probably or seems",
    "foretold": "as something that will be",
    "quoted": "as the words of somebody else",
    "warned": "as a risk, a fear or an opinion",
}
STATUSES = ("documented", "disputed", "fiction")


@dataclass(frozen=True)
class Article:
    """One of the two articles.

    Attributes
    ----------
    title, author, outlet, date : str
        As far as they are known; "reported" where the text itself does not say.
    about : str
        What it is about, and what it points at besides.
    """

    title: str
    author: str
    outlet: str
    date: str
    about: str


@dataclass(frozen=True)
class Claim:
    """A row of the ledger.

    Attributes
    ----------
    article : {"Z", "E"}
    speaker : str
        Who says it.
    of : str
        Of whom: the firm, the state's plan, the police, cities, Europe.
    hedge : str
        A key of ``HEDGES``.
    said : str
        What is said, in words of ours.
    known : str
        What is known of it.
    mark : str
        The best of ``MARKS`` behind what is known.
    statuses : dict of str to str
        The status to show; by part where the parts differ, else under "".
    """

    article: str
    speaker: str
    of: str
    hedge: str
    said: str
    known: str
    mark: str
    statuses: dict[str, str]

    @property
    def status(self) -> str:
        """The status, or the statuses of its parts, in words."""
        return ", ".join(
            f"{status} ({part})" if part else status for part, status in self.statuses.items()
        )


ARTICLES = {
    "Z": Article(
        title="Chine : « Sesame Credit », la clef du contrôle social ?",
        author="not named in the text; reported: Pascal Hérard",
        outlet="reported: TV5Monde",
        date="reported: early 2016",
        about="a firm's score for its customers, and the state's plan for 2020, which it keeps "
        "apart. It also points at credit scores in the United States, and at democracies that "
        "centralise medical data and link private databases",
    ),
    "E": Article(
        title="not in the copy that we have",
        author="Julien Moschetti",
        outlet="QG",
        date="after June 2021, by what it mentions",
        about="the export of surveillance by machines: police, cities and codes, not one number. "
        "It also points at Belgrade, London, Nice, US police, French drones and the health pass",
    ),
}
_FIRM, _PLAN = "the firm", "the state's plan"
_DOCUMENTED, _DISPUTED, _FICTION = ({"": status} for status in STATUSES)

#: The claims by the number of their row.
CLAIMS = {
    1: Claim("Z", "the journalist", _FIRM, "plainly",
        "Points run from 350 to 950; the more, the more gifts and advantages, and the easier a "
        "loan",
        "The scale is widely reported; waived deposits and credit limits are documented",
        "V", _DOCUMENTED),
    2: Claim("Z", "the journalist", _FIRM, "plainly",
        "Nobody knows how the algorithm works, but kinds of purchases and conduct online are "
        "judged",
        "The weights are secret; that nobody knew anything is overstated: five dimensions were "
        "public",
        "V", {"secrecy": "documented", "nobody knows": "disputed"}),
    3: Claim("Z", "the firm's technology director", _FIRM, "perhaps",
        "Somebody who often buys nappies would probably be considered a parent, hence likelier "
        "to be responsible",
        "An illustration in an interview; no evidence of a rule in use",
        "V", _DISPUTED),
    4: Claim("Z", "the firm's technology director", _FIRM, "perhaps",
        "Somebody who plays video games ten hours a day, for example, would be considered idle",
        "The same interview; no evidence of a rule in use",
        "V", _DISPUTED),
    5: Claim("Z", "the journalist", _FIRM, "plainly",
        "Data of partners such as a dating site are processed as well",
        "Probably the other way round: a good score bought prominence on the dating site",
        "V", _DISPUTED),
    6: Claim("Z", "the journalist", _PLAN, "perhaps",
        "A relation with a low score could lower yours, and so push you to make that "
        "acquaintance change their conduct, or to see them no more online",
        "The firm's score had a network dimension; that scores rub off is not established",
        "V", _DISPUTED),
    7: Claim("Z", "the author of a video", _PLAN, "perhaps",
        "The state should be able to score posts and company kept: good patriots gain, bad ones "
        "lose",
        "No source was found for a score by posts; the company's denial is about its own score",
        "V", _DISPUTED),
    8: Claim("Z", "the journalist", _PLAN, "foretold",
        "Every citizen and every organisation will be scored; teachers, journalists, medical "
        "staff and accountants will be analysed and scored more closely",
        "The planning outline of 2014 asks for credit records on these professions, not for "
        "closer scores",
        "V", {"records": "documented", "closer scores": "disputed"}),
    9: Claim("Z", "the journalist", _PLAN, "foretold",
        "All administrative data will make the score: taxes, transport tickets, how diplomas "
        "were obtained and, potentially, for women, whether they attended the birth-control "
        "training",
        "One national score: false. There are lists and files. The item on birth control was "
        "not verified",
        "V", _FICTION),
    10: Claim("Z", "a document of the state", _PLAN, "quoted",
        "People who report breaches of trust will be rewarded",
        "The outline of 2014 has it, by a copy of that section",
        "S", {"as a plan": "documented"}),
    11: Claim("Z", "the journalist", _PLAN, "foretold",
        "The headline: the firm's tracking will serve the government from 2020. The text: the "
        "national system could include its scores or rebuild them; it is still voluntary",
        "False as headlined: blacklists punish, local ratings carry perks only, and eight "
        "private firms were refused licences in 2017",
        "V", _FICTION),
    12: Claim("Z", "the journalist", _PLAN, "perhaps",
        "Citizens seem to become players, in permanent competition for the best score; on "
        "English television passers-by mostly approve",
        "Approval is high, highest among wealthier, educated, urban people; permanent "
        "competition was not shown",
        "V", {"approval": "documented", "competition": "disputed"}),
    13: Claim("E", "a head of a firm, and the author of a book", "firms of a country", "foretold",
        "More people give more data; training on African faces will let these firms identify "
        "other groups better than American and European ones",
        "A claim of advantage. Measured is the other side of that coin, in 189 algorithms: "
        "errors on people who were rare in training. That mechanism is ours, not the article's",
        "V", {"the article's": "disputed", "our mechanism": "documented"}),
    14: Claim("E", "a researcher, quoting the police of a region", "the police", "quoted",
        "Minorities are to be identified; firms are accused of taking part in repression",
        "A product listing and a test report name a minority; the vendor says: a test only",
        "V", _DOCUMENTED),
    15: Claim("E", "the journalist, after the author of a book", "the police", "plainly",
        "Policing becomes predictive: systems take more and more of the decisions to arrest",
        "A platform joins data and flags lawful behaviour; that machines decide is not shown",
        "V", {"flagging": "documented", "deciding": "disputed"}),
    16: Claim("E", "a researcher, and an association", "health codes", "plainly",
        "Coloured codes rate how safe a person is and open shops, authorities and meals; the "
        "French pass can exclude from jobs, transport and places",
        "Rules were not explained; in June 2022 red codes went to people who protested at "
        "banks, and officials were punished for it",
        "V", _DOCUMENTED),
    17: Claim("E", "a researcher", "health codes", "warned",
        "With the code each becomes, potentially, the watcher of the other",
        "An interpretation",
        "V", _DISPUTED),
    18: Claim("E", "the author of a book", "cities", "plainly",
        "Families once had to watch each other; today's neighbourhood committees help the smart "
        "city",
        "A comparison with the past; committees exist",
        "M", _DISPUTED),
    19: Claim("E", "a researcher", "the police", "foretold",
        "Systems are connected and centralised; a camera in one region could be joined with "
        "voice recognition in another, to predict who holds extremist opinions",
        "Data are joined regionally; nationally they are fragmented",
        "V", _DISPUTED),
    20: Claim("E", "the author of a book", "cities", "foretold",
        "In smart cities will live the rich, obviously, and people who accept control around "
        "the clock",
        "A forecast about who will be in",
        "V", _DISPUTED),
    21: Claim("E", "the journalist, with figures; a scholar", "firms of a country", "plainly",
        "63 countries had imported such surveillance by 2019, Belgrade, US police and half of "
        "London's boroughs bought; suppliers answer local demand and adapt to local law",
        "At least 75 of 176 countries use it, 63 with technology from that country; suppliers "
        "come from several",
        "V", _DOCUMENTED),
    22: Claim("E", "an official without a name", _PLAN, "quoted",
        "The aim is to make conduct normal: who conforms keeps society stable",
        "One witness, not named",
        "V", _DISPUTED),
    23: Claim("E", "a researcher, and an association", "France", "warned",
        "Exceptional measures risk to stay, and people to get used to them",
        "An opinion, with the state of emergency since 2015 as its example",
        "V", _DISPUTED),
    24: Claim("E", "the author of a book", "a people", "plainly",
        "Control is accepted because it is Confucian, and has ancestral roots",
        "An explanation by culture; a reader's comment below the same article attacks it as "
        "racist. We discuss it and never build on it",
        "V", _DISPUTED),
    25: Claim("Z", "the journalist; in E several", "democracies", "warned",
        "Nothing ensures that great democracies will not do the same: medical data centralised, "
        "private databases linked, drones, safe cities with European money",
        "Fears and examples; the cases from elsewhere in this course belong here",
        "V", _DISPUTED),
    26: Claim("E", "two researchers", "Europe", "warned",
        "Europe's rules for such machines have vague parts and exceptions, standards are shaped "
        "abroad, and Europe should take time to decide what it wants",
        "The rules exist since; their exceptions (police, national security) are real",
        "V", {"exceptions": "documented", "the rest": "disputed"}),
}  # fmt: skip
