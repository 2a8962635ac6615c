"""The letter's sentences, in English and French. ``{…}`` are filled with formatted numbers."""

from __future__ import annotations

MONTHS = (
    (
        "January February March April May June July August September October November December"
    ).split(),
    (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ).split(),
)

ENGLISH = {
    "title": "Your score: {published} points",
    "date": "Simsim, {day} {month} {year}",
    "greeting": "Dear resident of Simsim,",
    "score": "Your score is {published} points, on a scale from {least} to {most}. That is the "
    "band “{band}”, which starts at {from_}.",
    "why": "Why this score",
    "compared": "You were compared with {background}. The average there is {base} points. From "
    "that, this is how your score came about:",
    "compared_training": "You were compared with the people on whom the score was trained. Their "
    "average is {base} points. From that, this is how your score came about:",
    "start": "Average of the people you were compared with",
    "friends": "What your friends’ scores do to yours",
    "undisclosed": "What the scorer uses and does not disclose",
    "else": "Everything else",
    "end_top": "The scale ends at {most}: what goes beyond is cut off",
    "end_bottom": "The scale starts at {least}: nobody falls below",
    "total": "Your score",
    "points": ("{n} points", "{n} point"),
    "percentage_points": ("{n} percentage points", "{n} percentage point"),
    "meaning": "A minus took points away, a plus gave you points. The lines say what the score "
    "did. They do not say that what you do is good or bad.",
    "friends_note": "Your friends’ scores count for {points} in yours; that is part of everything "
    "else.",
    "hidden": "The scorer does not disclose everything it uses. That part counts for {points} "
    "in your score; what it is, we cannot tell you.",
    "other": "What would have given another result",
    "answer": "For the band “{to}” ({limit} points or more), this would have been enough: {steps}. "
    "Your score would then be {score} points.",
    "answer_more": "Or: {steps}. Your score would then be {score} points.",
    "step": "{label}: {after} instead of {before}",
    "already": "You already have the band “{to}”.",
    "none": "No change in these things reaches the band “{to}” ({limit} points or more): {looked}.",
    "none_found": "We found no change in these things that reaches the band “{to}” ({limit} "
    "points or more): {looked}. We could not rule one out.",
    "caution": "This would change your score while everyone else stays as they are. It does "
    "not mean that you would keep your promises any better.",
    "no_recourse": "This letter does not look into what you could have done. You can ask for it.",
    "unused": "What was not used",
    "protected": "The score does not read: {columns}. Other things can still give some of this "
    "away.",
    "good": "How good the score is",
    "reliability": "The score was tried on {n} people it was not trained on. Take two of them, one "
    "who kept promises and one who did not: it put them in the right order {auc} % of the "
    "time. Tossing a coin would give 50 %. When it says how many will keep their promises, it "
    "is off by {error} on average. All this goes by what institutions wrote "
    "down, which can be wrong.",
    "no_reliability": "How good the score is on people it was not trained on was not measured.",
    "contest": "If you disagree",
    "office": "You can ask for a person to look at your score again, say what you think of it, and "
    "have wrong data put right. Write to: Office for Second Looks, Lantern Street, Simsim. "
    "Asking costs nothing, and it costs no points.",
    "fiction": "Simsim, its people and its offices are fiction. This letter is teaching material, "
    "not legal advice.",
    "and": " and ",
    "list": "; ",
}

FRENCH = {
    "title": "Votre score : {published} points",
    "date": "Simsim, le {day} {month} {year}",
    "greeting": "Bonjour,",
    "score": "Votre score est de {published} points, sur une échelle de {least} à {most}. C’est la "
    "catégorie « {band} », qui commence à {from_}.",
    "why": "Pourquoi ce score",
    "compared": "La comparaison se fait avec {background}. La moyenne y est de {base} points. À "
    "partir de là, voici comment votre score s’est formé :",
    "compared_training": "La comparaison se fait avec les personnes sur lesquelles le score a été "
    "entraîné. Leur moyenne est de {base} points. À partir de là, voici comment votre score "
    "s’est formé :",
    "start": "Moyenne du groupe de comparaison",
    "friends": "Ce que les scores de vos amis font au vôtre",
    "undisclosed": "Ce que l’organisme utilise et ne divulgue pas",
    "else": "Tout le reste",
    "end_top": "L’échelle s’arrête à {most} : ce qui dépasse est coupé",
    "end_bottom": "L’échelle commence à {least} : personne ne descend plus bas",
    "total": "Votre score",
    "points": ("{n} points", "{n} point"),
    "percentage_points": ("{n} points de pourcentage", "{n} point de pourcentage"),
    "meaning": "Un moins vous a retiré des points, un plus vous en a donné. Ces lignes disent ce "
    "que le score a fait. Elles ne disent pas si ce que vous faites est bien ou mal.",
    "friends_note": "Les scores de vos amis comptent pour {points} dans le vôtre ; c’est une part "
    "de tout le reste.",
    "hidden": "L’organisme ne divulgue pas tout ce qu’il utilise. Cette part compte pour {points} "
    "dans votre score ; ce que c’est, nous ne pouvons pas vous le dire.",
    "other": "Ce qui aurait donné un autre résultat",
    "answer": "Pour la catégorie « {to} » ({limit} points ou plus), ceci aurait suffi : {steps}. "
    "Votre score serait alors de {score} points.",
    "answer_more": "Ou bien : {steps}. Votre score serait alors de {score} points.",
    "step": "{label} : {after} au lieu de {before}",
    "already": "Vous avez déjà la catégorie « {to} ».",
    "none": "Aucun changement de ces éléments n’atteint la catégorie « {to} » ({limit} points ou "
    "plus) : {looked}.",
    "none_found": "Nous n’avons trouvé aucun changement de ces éléments qui atteigne la catégorie "
    "« {to} » ({limit} points ou plus) : {looked}. Nous ne pouvons pas l’exclure.",
    "caution": "Cela changerait votre score, si les autres habitants restent comme ils sont. Cela "
    "ne veut pas dire que vous tiendriez mieux vos promesses.",
    "no_recourse": "Cette lettre n’examine pas ce que vous auriez pu faire. Vous pouvez le "
    "demander.",
    "unused": "Ce qui n’a pas été utilisé",
    "protected": "Le score ne lit pas : {columns}. D’autres éléments peuvent quand même en révéler "
    "une partie.",
    "good": "Ce que vaut le score",
    "reliability": "Le score a été essayé sur {n} personnes sur lesquelles il n’a pas été "
    "entraîné. Prenez-en deux, l’une qui a tenu ses promesses et l’autre non : il les a mises "
    "dans le bon ordre {auc} % du temps. Tirer à pile ou face donnerait 50 %. Quand il dit "
    "combien tiendront leurs promesses, il se trompe de {error} en moyenne. "
    "Tout cela se fonde sur ce que les institutions ont écrit, et elles peuvent se tromper.",
    "no_reliability": "Ce que vaut le score sur des personnes sur lesquelles il n’a pas été "
    "entraîné n’a pas été mesuré.",
    "contest": "Si vous n’êtes pas d’accord",
    "office": "Vous pouvez demander qu’une personne réexamine votre score, dire ce que vous en "
    "pensez et faire corriger des données fausses. Écrivez au Bureau du second regard, rue de "
    "la Lanterne, Simsim. Demander ne coûte rien, pas même un point.",
    "fiction": "Simsim, ses habitants et ses bureaux sont une fiction. Cette lettre est du "
    "matériel d’enseignement, pas un conseil juridique.",
    "and": " et ",
    "list": " ; ",
}

TEXTS = {"en": ENGLISH, "fr": FRENCH}
