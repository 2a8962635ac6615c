"""What each scenario tells: three sentences of story, what is known, and what to look for.

The country is invented. The statuses are those of the claims in the press, or of the case from
elsewhere; that a mechanism moves a score as it does here is ours.
"""

STORIES: dict[str, str] = {
    "level": "Nobody meddles. Institutions write down what happened, one small offence in five, "
    "whoever committed it. A score still differs between people, because they do. Status: the "
    "point of comparison. Look for gaps that are there before any bias is.",
    "idle_gamers": "Clerks hold who plays for hours to be idle. They write kept promises down as "
    "broken. The score learns from their files. Status: disputed, an executive's illustration of "
    "2015. Look for hours played, and for what young men do besides.",
    "nappy_bonus": "Who buys nappies is a parent, and a parent is responsible. Clerks let broken "
    "promises pass. Everybody without small children falls behind. Status: disputed, an "
    "executive's illustration of 2015. Look for a purchase that stands for a virtue.",
    "watched_professions": "Teachers, journalists, medical staff and accountants are to set an "
    "example. Their small offences are looked for. The same life gives a longer file. Status: "
    "records of these professions were planned in 2014, documented. Look for offences recorded "
    "against offences committed.",
    "guilt_by_association": "The score sees who knows whom. Friends with low scores pull. Friends "
    "are alike, so few notice. Status: disputed. Look for people who score well above their "
    "friends, not for a community.",
    "past_wealth": "Poor quarters have been poor for long. Their people earn less and have nothing "
    "put aside. A bad month breaks a promise there, and only there. Status: documented elsewhere. "
    "Look at the truth: it differs, so no record needs correcting.",
    "fraud_suspicion": "An office looks for fraud where it has always looked. An error in a form "
    "is written down as fraud. The score learns who makes errors. Status: documented elsewhere. "
    "Look for low income where the record and the truth part.",
    "always_on_city": "The cities are full of sensors. What nobody would have seen is written "
    "down. In the country the same people look better. Status: fiction, an author's forecast. "
    "Look for offences recorded by place.",
    "camera_error": "Cameras learned from valley faces. They take hill people for one another. "
    "Each match is an offence on file. Status: documented, error rates that differ by group. Look "
    "for records without offences.",
    "denunciations": "Reports are rewarded. Some are false. More of the false ones are against "
    "hill people. Status: rewards documented as a plan, mutual surveillance disputed. Look for "
    "records that grow without offences.",
    "neighbourhood_share": "A committee counts the troubles of a quarter. Every resident's record "
    "gets the mean. Old houses leak. Status: disputed, a historical analogy. Look for a mean that "
    "stands for each member.",
    "peer_watch": "Everybody checks in everywhere. A misfortune nearby is booked to whoever stood "
    "close. Some have no room to keep away. Status: disputed, an interpretation. Look for files "
    "that grow with crowding.",
    "merged_records": "Four offices join their files by name. A stranger's bills and fines come "
    "along. People with common names, and migrants, cannot tell why. Status: one national score is "
    "fiction, central data disputed. Look for entries that fit nothing else in a file.",
    "family_planning": "A training is asked of women. Who does not come has missed an appointment, "
    "and that is on file. Nobody asks men. Status: fiction. Look for a count without what was "
    "asked.",
    "partner_data": "A dating platform sells replies. They go along with an orderly life, so they "
    "foresee something. They also go along with being what the majority looks for. Status: "
    "disputed, the direction was probably the other one. Look for a useful column that errs.",
    "patriot_posts": "A machine reads posts. Disloyal ones cost points. It misreads the hill "
    "dialect. Status: fiction, the company denied it. Look for two groups behind one mark.",
    "inferred_minority": "A camera guesses who is of the hill people. The points table takes "
    "points for the guess. No column names the community. Status: the guess is documented, its "
    "price is ours. Look for what the guess goes along with.",
    "norm_distance": "An office knows what a normal life is. Distance from it costs points. A body "
    "that cannot do sport is far away. Status: disputed, an anonymous official. Look for people "
    "unusual in any direction.",
    "postcode": "A lender drew a map. Addresses in poor quarters cost points. More hill people "
    "live there. Status: documented elsewhere. Look for a place that stands for people.",
    "secret_weights": "The scorer buys an index of money worries. It shows neither the index nor "
    "its weight. One home with one income is counted as more worried than it is. Status: secrecy "
    "documented, total secrecy disputed. Look for what 'not disclosed' does to each group.",
    "volunteers_only": "Whoever likes the app is in its data. Rural, older and poorer people stay "
    "away until a debt brings them in. The score learns them at their worst. Status: approval by "
    "wealth documented, a compulsory national score fiction. Look for who is missing.",
    "sesame": "A shop's score rewards its customers. It likes parents, dislikes players and looks "
    "at friends. Nobody outside knows the weights. Status: the scale is documented, the rules are "
    "disputed. Look for columns that stand for a virtue.",
    "national": "Everything is merged into one score. Each office adds its own error. Nobody can "
    "say which one it was. Status: fiction as one score. Look for how many biases an explanation "
    "can still tell apart.",
    "safe_city": "Cameras, patrols and reports fill the cities' files. The faces of hill people "
    "are confused and guessed at. The score reads the files. Status: cameras documented, "
    "acceptance fiction. Look at one column with four causes: recorded offences.",
    "health_pass": "A code opens doors. Who lives close to misfortune gets the wrong colour. The "
    "old have no telephone. Status: codes documented, mutual watch disputed. Look for crowding, "
    "and for who is missing from the data.",
    "benefit_fraud": "A welfare office scores claimants. Errors count as fraud, and files are "
    "joined by name. Some weights stay masked. Status: documented elsewhere, in several "
    "countries. Look for the record against the truth, and for a truth that differs as well.",
    "credit_bureau": "A bureau knows debts, addresses and an index that it sells. Poor quarters "
    "pay for the past twice. Whoever is not in the files is judged by those who are. Status: "
    "secrecy documented, redlining documented elsewhere. Look for what is historical and what is "
    "added.",
    "export": "A city system is trained here and sold abroad. Its cameras know some faces, its "
    "data some people. The buyer sees a number. Status: exports from several countries documented. "
    "Look for who was rare in the training data.",
}
