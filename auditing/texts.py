"""Sentences of the audit, in English and French."""

LANGUAGES = ("en", "fr")

EN = {
    "metric": {
        "mean_score": "mean score",
        "selection_rate": "share that reaches {low}",
        "outcome_rate": "share with outcome 1",
        "true_positive_rate": "of those with outcome 1, share that reaches {low}",
        "false_positive_rate": "of those with outcome 0, share that reaches {low}",
        "precision": "of those who reach {low}, share with outcome 1",
        "calibration": "of those who score {band}, share with outcome 1",
        "ranking": "chance that somebody with outcome 1 scores above somebody with outcome 0",
        "distribution": "whole distribution",
    },
    "band": {"both": "from {low} to below {high}", "low": "from {low} on", "high": "below {high}"},
    "verdict": {
        "gap": "gap",
        "no gap larger than": "no gap larger than",
        "not enough evidence": "not enough evidence",
        "not estimable": "not estimable",
    },
    "lower": "lower", "higher": "higher", "nil": "as high", "rest": "the rest", "other": "{group}",
"percentage points": ("percentage point", "percentage points"), "infinite": "without limit",
    "gap": "{group}, against {others}: {metric}: {value} against {value_against}, {size} {way} "
           "(between {low} and {high} {way}).",
    "gap_small": "A small gap: at most {margin}.",
    "none": "{group}, against {others}: {metric}: {value} against {value_against}. No gap larger "
            "than {reach}.",
    "not_enough": "{group}, against {others}: {metric}: {value} against {value_against}. Not enough "
                  "evidence: the difference may lie anywhere from {low} lower to {high} higher.",
    "needed": "About {needed} people of this group would do; here are {people}.",
    "no_interval": "{group}, against {others}: {metric}: {value} against {value_against}. Not enough "
                   "evidence: too few independent people for an interval, or a few people decide.",
    "nobody": "{group}, against {others}: {metric}: not estimable, a rate of nobody.",
    "withheld": "{group}, against {others}: {metric}: fewer than five people; they are counted, "
                "and their values withheld.",
    "distribution_gap": "{group}, against {others}: the whole distributions differ; at one score "
                        "the cumulative shares lie {size} apart (between {low} and {high}), and "
                        "people of equal rank {points} on average.",
    "distribution_none": "{group}, against {others}: whole distributions; the cumulative shares lie "
                         "nowhere more than {reach} apart.",
    "distribution_not_enough": "{group}, against {others}: whole distributions; not enough evidence: "
                               "the cumulative shares may lie up to {reach} apart somewhere.",
    "ratio": "Ratio of the favourable rates: {ratio} (between {low} and {high}).",
    "four_fifths": "That is below four fifths, a rule of thumb of US employment law "
                   "(29 CFR 1607.4(D)), not a test of discrimination.",
    "certificate_high": "No group above {share} of people lies more than {at_most} below the rest "
                        "in its {metric} ({n} groups, {level}).",
    "certificate_low": "No group above {share} of people lies more than {at_most} above the rest "
                       "in its {metric} ({n} groups, {level}).",
    "no_certificate": "No certificate for the {metric}: of one group above {share} of people too "
                      "little is known ({group}).",
    "together": "All {n} statements hold together with {level}: looking at many groups is paid for.",
    "counts": "{people} people with a score. {without_score} without one are left out.",
    "without_outcome": "Of {n} people the outcome is not known; they count in no rate of outcomes.",
    "unknown": "Of {n} people ({share}) “{column}” is not known; they are compared with nobody.",
    "summary": "Of {n} comparisons of a group with everybody else: {gap} with a gap, {none} with a "
               "certified limit, {not_enough} without enough evidence, {not_estimable} not "
               "estimable or withheld.",
    "turns": "{group}: the verdict “{verdict}” on the {metric} turns if {share} of the {n} people "
             "of unknown group are placed as unfavourably for it as possible.",
    "never_turns": "{group}: the verdict “{verdict}” on the {metric} holds wherever the {n} people "
                   "of unknown group belong.",
    "turn_bounds": "Placed in the worst ways, all of them would put the difference anywhere from "
                   "{low} to {high}.",
    "alarms": "On {n} relabelled tables like this one, in which no group differs, this audit raised "
              "a false alarm on {alarms} ({rate}; between {low} and {high}; it should be at most "
              "{alpha}).",
    "found_from": "{group}: a mean shifted by {points} is found in eight of ten such tables "
                  "(between {low} and {high}).",
    "found_rate": "{group}: a {metric} changed by {points} is found in eight of ten such tables "
                  "(between {low} and {high}).",
    "not_found": "{group}: in tables like this one no shift would be found.",
    "slice": "{where}: {tested} against everybody else (between {low} and {high}), {n} people, on "
             "the half that was not searched; on the half that was, {searched}.",
    "slices": "{n} slices of {columns} were searched on one half of the people.",
    "slices_none": "No slice was large enough.",
    "surrogate": "A stand-in (boosted trees) was fitted to the score on one half of the people. On "
                 "the other half it misses a score by {error} on average and explains {explained} "
                 "of the variance. What follows is about the stand-in, not about the score's own "
                 "formula.",
    "exact_model": "The model itself was given: its exact values on {n} people.",
    "through": "{group}: gap of {gap} in the score, of {model} in what is decomposed.",
    "left": {
        "pairs": "Pairs of groups of “{0}”: it has {1} values, and only columns of up to eight are "
                 "compared pair by pair.",
        "intersections": "Intersections: {0} of them are too many.",
        "one value": "“{0}” has only one value: there is nobody to compare with.",
        "thresholds": "Decisions: no threshold was given, so there are no selection or error rates.",
        "two values": "The score has only two values; {0} was taken for the threshold.",
        "outcome": "Outcomes: none was given, so nothing is said of errors, precision, calibration "
                   "or ranking.",
        "clusters": "Who hangs together: no clusters (such as households) were given. If people are "
                    "not independent, these intervals are too narrow.",
        "slices": "Slices of other columns: none were named.",
        "through": "Through which columns scores differ: none were named.",
        "check": "How often such an audit is wrong: not computed.",
    },
}  # fmt: skip

FR = {
    "metric": {
        "mean_score": "score moyen",
        "selection_rate": "part qui atteint {low}",
        "outcome_rate": "part dont l’issue est 1",
        "true_positive_rate": "parmi les personnes d’issue 1, part qui atteint {low}",
        "false_positive_rate": "parmi les personnes d’issue 0, part qui atteint {low}",
        "precision": "parmi les personnes qui atteignent {low}, part dont l’issue est 1",
        "calibration": "parmi les scores {band}, part dont l’issue est 1",
        "ranking": "chance qu’une personne d’issue 1 ait un score supérieur à une personne d’issue 0",
        "distribution": "distribution entière",
    },
    "band": {
        "both": "de {low} à moins de {high}", "low": "à partir de {low}", "high": "sous {high}",
    },
    "verdict": {
        "gap": "écart",
        "no gap larger than": "aucun écart supérieur à",
        "not enough evidence": "données insuffisantes",
        "not estimable": "non estimable",
    },
    "lower": "de moins", "higher": "de plus", "nil": "autant", "rest": "aux autres", "other": "à {group}",
    "percentage points": ("point de pourcentage", "points de pourcentage"), "infinite": "sans limite",
    "gap": "{group}, face {others} : {metric} : {value} contre {value_against}, soit {size} "
           "{way} (entre {low} et {high} {way}).",
    "gap_small": "Un petit écart : au plus {margin}.",
    "none": "{group}, face {others} : {metric} : {value} contre {value_against}. Aucun écart "
            "supérieur à {reach}.",
    "not_enough": "{group}, face {others} : {metric} : {value} contre {value_against}. Données "
                  "insuffisantes : la différence peut aller de {low} de moins à {high} de plus.",
    "needed": "Environ {needed} personnes de ce groupe suffiraient ; il y en a {people}.",
    "no_interval": "{group}, face {others} : {metric} : {value} contre {value_against}. Données "
                   "insuffisantes : trop peu de personnes indépendantes pour un intervalle, ou "
                   "quelques personnes décident.",
    "nobody": "{group}, face {others} : {metric} : non estimable, un taux sur personne.",
    "withheld": "{group}, face {others} : {metric} : moins de cinq personnes ; elles sont "
                "comptées, leurs valeurs sont tues.",
    "distribution_gap": "{group}, face {others} : les distributions entières diffèrent ; à un "
                        "score les parts cumulées sont distantes de {size} (entre {low} et {high}), "
                        "et les personnes de même rang de {points} en moyenne.",
    "distribution_none": "{group}, face {others} : distributions entières ; nulle part les "
                         "parts cumulées ne sont distantes de plus de {reach}.",
    "distribution_not_enough": "{group}, face {others} : distributions entières ; données "
                               "insuffisantes : les parts cumulées peuvent être distantes jusqu’à "
                               "{reach} quelque part.",
    "ratio": "Rapport des taux favorables : {ratio} (entre {low} et {high}).",
    "four_fifths": "C’est moins de quatre cinquièmes, une règle empirique du droit du travail "
                   "américain (29 CFR 1607.4(D)), non un test de discrimination.",
    "certificate_high": "Aucun groupe de plus de {share} des personnes n’est à plus de {at_most} "
                        "au-dessous des autres : {metric} ({n} groupes, {level}).",
    "certificate_low": "Aucun groupe de plus de {share} des personnes n’est à plus de {at_most} "
                       "au-dessus des autres : {metric} ({n} groupes, {level}).",
    "no_certificate": "Pas de certificat ({metric}) : on sait trop peu d’un groupe de plus de {share} "
                      "des personnes ({group}).",
    "together": "Les {n} énoncés valent ensemble avec {level} : le fait de regarder beaucoup de "
                "groupes est compté.",
    "counts": "{people} personnes ont un score. {without_score} n’en ont pas et sont laissées de côté.",
    "without_outcome": "De {n} personnes l’issue n’est pas connue ; elles n’entrent dans aucun taux "
                       "d’issue.",
    "unknown": "De {n} personnes ({share}) « {column} » n’est pas connu ; elles ne sont comparées à "
               "personne.",
    "summary": "Sur {n} comparaisons d’un groupe avec tous les autres : {gap} avec un écart, {none} "
               "avec une limite certifiée, {not_enough} sans données suffisantes, {not_estimable} "
               "non estimables ou tues.",
    "turns": "{group} : le verdict « {verdict} » ({metric}) se renverse si {share} des {n} personnes "
             "de groupe inconnu sont placées de la façon la plus défavorable pour lui.",
    "never_turns": "{group} : le verdict « {verdict} » ({metric}) tient, où que se placent les {n} "
                   "personnes de groupe inconnu.",
    "turn_bounds": "Placées des pires façons, toutes ensemble mettraient la différence entre {low} et "
                   "{high}.",
    "alarms": "Sur {n} tables ré-étiquetées semblables à celle-ci, où aucun groupe ne diffère, cet "
              "audit a donné une fausse alerte sur {alarms} ({rate} ; entre {low} et {high} ; ce "
              "devrait être au plus {alpha}).",
    "found_from": "{group} : une moyenne décalée de {points} est trouvée dans huit tables sur dix "
                  "(entre {low} et {high}).",
    "found_rate": "{group} : {metric}, un changement de {points} est trouvé dans huit tables sur dix "
                  "(entre {low} et {high}).",
    "not_found": "{group} : dans des tables comme celle-ci aucun décalage ne serait trouvé.",
    "slice": "{where} : {tested} par rapport à tous les autres (entre {low} et {high}), {n} personnes, "
             "sur la moitié où l’on n’a pas cherché ; sur l’autre, {searched}.",
    "slices": "{n} tranches de {columns} ont été parcourues sur une moitié des personnes.",
    "slices_none": "Aucune tranche n’était assez grande.",
    "surrogate": "Un modèle de remplacement (arbres) a été ajusté au score sur une moitié des "
                 "personnes. Sur l’autre moitié il manque un score de {error} en moyenne et explique "
                 "{explained} de la variance. Ce qui suit porte sur ce remplaçant, non sur la formule "
                 "du score.",
    "exact_model": "Le modèle lui-même a été donné : ses valeurs exactes sur {n} personnes.",
    "through": "{group} : écart de {gap} dans le score, de {model} dans ce qui est décomposé.",
    "left": {
        "pairs": "Les paires de groupes de « {0} » : {1} valeurs, et seules les colonnes de huit au "
                 "plus sont comparées par paires.",
        "intersections": "Les intersections : {0}, c’est trop.",
        "one value": "« {0} » n’a qu’une valeur : il n’y a personne à qui comparer.",
        "thresholds": "Les décisions : aucun seuil n’a été donné, donc ni taux de sélection ni taux "
                      "d’erreur.",
        "two values": "Le score n’a que deux valeurs ; {0} a été pris pour seuil.",
        "outcome": "Les issues : aucune n’a été donnée, donc rien sur les erreurs, la précision, la "
                   "calibration ou le classement.",
        "clusters": "Qui va ensemble : aucune grappe (comme les ménages) n’a été donnée. Si les "
                    "personnes ne sont pas indépendantes, ces intervalles sont trop étroits.",
        "slices": "Les tranches d’autres colonnes : aucune n’a été nommée.",
        "through": "Par quelles colonnes les scores diffèrent : aucune n’a été nommée.",
        "check": "La fréquence d’erreur d’un tel audit : non calculée.",
    },
}  # fmt: skip

TEXTS = {"en": EN, "fr": FR}
