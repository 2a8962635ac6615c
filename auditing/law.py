"""Legal texts that an audit's findings may touch, with the day on which each was looked up.

This is teaching material, not legal advice, and a statistical finding never breaches an article by
itself. Texts were checked against stored copies on 22 November 2026 unless marked "reported".
"""

from dataclasses import dataclass

LOOKED_UP = {"en": "22 November 2026", "fr": "22 novembre 2026"}
DOMAINS = ("credit", "employment", "benefits", "insurance", "other")


@dataclass(frozen=True)
class Article:
    """A text, what it says in a sentence, and where it may matter.

    Attributes
    ----------
    name, en, fr : str
    domains : tuple of str
        Empty for all of them.
    needs : {"", "gap", "selection", "unknown"}
        What must be among the findings for it to be listed.
    """

    name: str
    en: str
    fr: str
    domains: tuple[str, ...] = ()
    needs: str = ""


ARTICLES = (
    Article(
        "GDPR, Art. 22",
        "No decision based solely on automated processing with legal or similarly significant "
        "effect; human intervention, one's own view, contest. CJEU C-634/21 (7 December 2023): the "
        "score is itself the decision where the third party draws strongly on it.",
        "Pas de décision fondée exclusivement sur un traitement automatisé produisant des effets "
        "juridiques ou similaires ; intervention humaine, point de vue, contestation. CJUE C-634/21 "
        "(7 décembre 2023) : le score est lui-même la décision quand le tiers s’y fonde fortement.",
    ),
    Article(
        "GDPR, Arts 13(2)(f), 14(2)(g), 15(1)(h)",
        "Meaningful information about the logic, significance and consequences of automated "
        "decisions. CJEU C-203/22 (27 February 2025): neither a formula nor every step suffices.",
        "Des informations utiles sur la logique, l’importance et les conséquences des décisions "
        "automatisées. CJUE C-203/22 (27 février 2025) : ni une formule ni chaque étape ne suffit.",
    ),
    Article(
        "GDPR, Art. 35(3)(a)",
        "Impact assessment for systematic and extensive evaluation of people by automated means.",
        "Analyse d’impact pour l’évaluation systématique et approfondie de personnes par des moyens "
        "automatisés.",
    ),
    Article(
        "Regulation (EU) 2024/1689 (AI Act), Art. 5(1)(c)",
        "Evaluating people over time by social behaviour or personal traits is prohibited where the "
        "score leads to detrimental treatment in unrelated contexts, or to unjustified or "
        "disproportionate treatment; it applies since 2 February 2025. Detriment and context are "
        "nothing that a table shows; lawful evaluation for a specific purpose is not touched.",
        "Évaluer des personnes dans le temps d’après leur comportement social ou leurs traits est "
        "interdit si le score conduit à un traitement préjudiciable dans d’autres contextes, ou "
        "injustifié ou disproportionné ; applicable depuis le 2 février 2025. Ni le préjudice ni le "
        "contexte ne se lisent dans une table ; l’évaluation licite à une fin précise n’est pas visée.",
        needs="gap",
    ),
    Article(
        "AI Act, Annex III 5(b); Arts 13, 14, 26(11), 27",
        "Creditworthiness and credit scores are high-risk (fraud detection excepted): output that "
        "can be interpreted, human oversight, informed persons, rights impact assessment; from "
        "2 December 2027 by Regulation (EU) 2026/1744.",
        "La solvabilité et les scores de crédit sont à haut risque (hors détection de fraude) : "
        "résultats interprétables, contrôle humain, information, analyse d’impact sur les droits ; à "
        "partir du 2 décembre 2027 d’après le règlement (UE) 2026/1744.",
        ("credit",),
    ),
    Article(
        "Directive (EU) 2023/2225 (consumer credit), Art. 18",
        "Social networks are no source for creditworthiness (3); human intervention, explanation, "
        "one's own view, review (8); from 20 November 2026.",
        "Les réseaux sociaux ne sont pas une source pour la solvabilité (3) ; intervention humaine, "
        "explication, point de vue, réexamen (8) ; à partir du 20 novembre 2026.",
        ("credit",),
    ),
    Article(
        "US, 12 CFR 1002.9 (Regulation B)",
        "Specific principal reasons for adverse action. A final rule published on 22 April 2026, "
        "effective 21 July 2026, removed the effects test; intentional proxies remain prohibited; "
        "litigation is reported.",
        "Motifs principaux et précis d’un refus. Une règle publiée le 22 avril 2026, en vigueur le "
        "21 juillet 2026, a supprimé le critère des effets ; les substituts intentionnels restent "
        "interdits ; des recours sont rapportés.",
        ("credit",),
    ),
    Article(
        "US, 29 CFR 1607.4(D)",
        "Four fifths: a rule of thumb of employment selection, not of credit. Rescission of its "
        "interpretive part is on an agency's agenda.",
        "Quatre cinquièmes : une règle empirique de la sélection à l’emploi, non du crédit. "
        "L’abrogation de sa partie interprétative est à l’ordre du jour d’une agence.",
        ("employment",), "selection",
    ),
    Article(
        "New York City, Local Law 144",
        "An audit no more than a year old, with impact ratios, for automated employment decision "
        "tools; enforced since 5 July 2023.",
        "Un audit de moins d’un an, avec les rapports d’impact, pour les outils automatisés de "
        "décision d’emploi ; appliquée depuis le 5 juillet 2023.",
        ("employment",), "selection",
    ),
    Article(
        "ISO/IEC TR 24027:2021; NIST SP 1270; NIST AI RMF 1.0",
        "Standards on bias in artificial intelligence: voluntary.",
        "Normes sur les biais en intelligence artificielle : volontaires.",
    ),
    Article(
        "UNESCO Recommendation on the Ethics of AI, 23 November 2021",
        "AI should not be used for social scoring or mass surveillance purposes. Not binding.",
        "L’IA ne devrait pas servir à la notation sociale ou à la surveillance de masse. Non "
        "contraignant.",
    ),
)  # fmt: skip


def touched(domain: str, *, gap: bool, selection: bool) -> tuple[Article, ...]:
    """List the texts that findings in a domain may touch."""
    if domain not in DOMAINS:
        raise ValueError(f"domain must be one of {', '.join(DOMAINS)}; received {domain}")
    there = {"": True, "gap": gap, "selection": selection}
    return tuple(
        one for one in ARTICLES
        if (not one.domains or domain in one.domains) and there[one.needs]
    )  # fmt: skip
