"""Headings and standing paragraphs of the report, in English and French."""

HEADINGS = {
    "en": {
        "title": "Audit of “{score}” by {groups}",
        "of": "Table: {source}",
        "in_short": "In short",
        "verdicts": "How to read the verdicts",
        "reading": (
            "Gap: the interval excludes zero, so the groups differ; its size is told.",
            "No gap larger than x: the difference may be zero and is certainly smaller than x.",
            "Not enough evidence: the difference may be zero or large; how many people would do is "
            "told.",
            "Not estimable: a rate of nobody. Groups under five people are counted, their values "
            "withheld.",
        ),
        "gaps": "The clearest gaps",
        "no_gaps": "No group was found to score, or to be selected, less favourably than the rest.",
        "certificates": "What can be excluded",
        "right": "How often such an audit is wrong",
        "findings": "Findings: {column}",
        "crossed": "Findings: intersections",
        "pairs": "Findings: pairs of groups",
        "more": "Of {n} such comparisons the {shown} with a gap are listed; all stand in "
                "findings.csv.",
        "columns": ("Group", "People", "Metric", "Group’s value", "Others’ value",
                    "Difference and interval", "Verdict"),
        "mean_axis": "mean score, group minus the rest ({unit})",
        "ratio_axis": "favourable rate at {at}: group by the rest (dashed: four fifths)",
        "box_axis": "scores ({unit}): 10th to 90th per cent, box from 25th to 75th, median",
        "spread": "Where the scores lie",
        "small": "Groups under {n} people are not drawn.",
        "unknown": "People of unknown group",
        "unknown_why": "They are counted and compared with nobody. Here an adversary places a share "
                       "of them where they hurt the verdict most: dark, the differences that can be "
                       "reached; pale, with their uncertainty; the dashed line is where the verdict "
                       "turns.",
        "unknown_none": "Everybody’s group is known.",
        "across": "share of the {n} people of unknown group that is placed",
        "slices": "The worst slice of other columns",
        "through": "Through which columns",
        "through_columns": ("Column", "Gives the group, against the rest", "95 % interval"),
        "not_looked_at": "What was not looked at",
        "nothing_left": "Nothing of what this audit knows how to ask.",
        "method": "Method",
        "methods": (
            "Everything is computed from counts and sums by group, score and outcome. Each group is "
            "compared with everybody else whose group is known, with each other group of its column, "
            "and so are intersections of two columns. Names and values are those of fairlearn.",
            "All statements hold together with {level}: the level of each ({each} may miss) comes from "
            "the bootstrap of the largest deviation (Cherian & Candès, 2023, arXiv:2305.03712), with "
            "Gaussian multipliers for people or clusters; distributions have their share of the level.",
            "Rates: Clopper–Pearson on the effective number of people (Korn & Graubard, 1998), joined "
            "by Newcombe’s and Zou & Donner’s method. Means: Student’s t for the effective number of "
            "independent units, widened for skewness (Hall, 1988). Distributions: Dvoretzky–Kiefer–"
            "Wolfowitz (Wei & Dudley, 2012). Ranking: DeLong et al. (1988).",
            "What counts as large is {margin} for means and {margin_rate} for rates; it decides between "
            "“no gap larger than” and “not enough evidence”, never whether there is a gap.",
        ),
        "limits": "Limits",
        "limit": (
            "A gap is a difference between groups. It is neither a cause nor by itself a wrong, and no "
            "gap is no proof of fairness: outcomes may themselves be recorded unfairly.",
            "The intervals are about people like these, drawn as these were. If the table leaves "
            "people out, or takes them in, by score or group, it cannot tell.",
            "Where values of one group are withheld, they might be computed from those of the others.",
        ),
        "law": "Legal texts that such findings may touch",
        "law_note": "Looked up on {date}; “reported” where only secondary sources were seen. This is "
                    "teaching material, not legal advice. A statistical finding by itself never decides "
                    "whether an article is infringed: that needs context, purpose and detriment.",
        "again": "The command that makes this report again",
        "version": "Made by {version}; seed {seed}.",
    },
    "fr": {
        "title": "Audit de « {score} » selon {groups}",
        "of": "Table : {source}",
        "in_short": "En bref",
        "verdicts": "Comment lire les verdicts",
        "reading": (
            "Écart : l’intervalle exclut zéro, les groupes diffèrent ; la taille est dite.",
            "Aucun écart supérieur à x : la différence peut être nulle, elle est sûrement inférieure "
            "à x.",
            "Données insuffisantes : la différence peut être nulle ou grande ; on dit combien de "
            "personnes suffiraient.",
            "Non estimable : un taux sur personne. Les groupes de moins de cinq personnes sont "
            "comptés, leurs valeurs tues.",
        ),
        "gaps": "Les écarts les plus nets",
        "no_gaps": "Aucun groupe n’a été trouvé moins bien noté, ou moins souvent retenu, que les "
                   "autres.",
        "certificates": "Ce que l’on peut exclure",
        "right": "Combien de fois un tel audit se trompe",
        "findings": "Constats : {column}",
        "crossed": "Constats : intersections",
        "pairs": "Constats : paires de groupes",
        "more": "Sur {n} comparaisons de ce genre, les {shown} avec un écart sont listées ; toutes "
                "figurent dans findings.csv.",
        "columns": ("Groupe", "Personnes", "Mesure", "Valeur du groupe", "Valeur des autres",
                    "Différence et intervalle", "Verdict"),
        "mean_axis": "score moyen, groupe moins les autres ({unit})",
        "ratio_axis": "taux favorable à {at} : groupe sur les autres (tirets : quatre cinquièmes)",
        "box_axis": "scores ({unit}) : du 10e au 90e centile, boîte du 25e au 75e, médiane",
        "spread": "Où se situent les scores",
        "small": "Les groupes de moins de {n} personnes ne sont pas dessinés.",
        "unknown": "Personnes de groupe inconnu",
        "unknown_why": "Elles sont comptées et ne sont comparées à personne. Ici un adversaire place "
                       "une part d’entre elles là où elles nuisent le plus au verdict : foncé, les "
                       "différences possibles ; clair, avec leur incertitude ; en tirets, l’endroit où "
                       "le verdict se renverse.",
        "unknown_none": "Le groupe de chacun est connu.",
        "across": "part placée des {n} personnes de groupe inconnu",
        "slices": "La pire tranche des autres colonnes",
        "through": "Par quelles colonnes",
        "through_columns": ("Colonne", "Donne au groupe, par rapport aux autres",
                            "Intervalle à 95 %"),
        "not_looked_at": "Ce qui n’a pas été regardé",
        "nothing_left": "Rien de ce que cet audit sait demander.",
        "method": "Méthode",
        "methods": (
            "Tout est calculé à partir de comptes et de sommes par groupe, score et issue. Chaque "
            "groupe est comparé à tous les autres dont le groupe est connu, à chaque autre groupe de "
            "sa colonne, et de même les intersections de deux colonnes. Noms et valeurs sont ceux de "
            "fairlearn.",
            "Tous les énoncés valent ensemble avec {level} : le niveau de chacun ({each} peut manquer) "
            "vient du bootstrap du plus grand écart (Cherian & Candès, 2023, arXiv:2305.03712), avec "
            "des multiplicateurs gaussiens par personne ou grappe ; les distributions ont leur part.",
            "Taux : Clopper–Pearson sur le nombre effectif de personnes (Korn & Graubard, 1998), joints "
            "par la méthode de Newcombe et de Zou & Donner. Moyennes : t de Student pour le nombre "
            "effectif d’unités indépendantes, élargi pour l’asymétrie (Hall, 1988). Distributions : "
            "Dvoretzky–Kiefer–Wolfowitz (Wei & Dudley, 2012). Classement : DeLong et al. (1988).",
            "Est grand ce qui dépasse {margin} pour les moyennes et {margin_rate} pour les taux ; cela "
            "départage « aucun écart supérieur à » et « données insuffisantes », jamais l’existence "
            "d’un écart.",
        ),
        "limits": "Limites",
        "limit": (
            "Un écart est une différence entre groupes. Ce n’est ni une cause ni par soi-même un tort, "
            "et l’absence d’écart ne prouve pas l’équité : les issues peuvent être mal enregistrées.",
            "Les intervalles portent sur des personnes comme celles-ci, tirées comme celles-ci. Si la "
            "table omet ou retient des personnes selon le score ou le groupe, elle ne peut le dire.",
            "Quand les valeurs d’un groupe sont tues, on pourrait les calculer à partir des autres.",
        ),
        "law": "Textes que de tels constats peuvent toucher",
        "law_note": "Consultés le {date} ; « rapporté » quand seules des sources secondaires ont été "
                    "vues. Matériel d’enseignement, pas un conseil juridique. Un constat statistique ne "
                    "décide jamais à lui seul si un article est enfreint : il y faut le contexte, la "
                    "finalité et le préjudice.",
        "again": "La commande qui refait ce rapport",
        "version": "Fait par {version} ; graine {seed}.",
    },
}  # fmt: skip
