"""Every column in words, in English and French, and the topics that make one reason of many."""

from __future__ import annotations

#: Columns that tell of one thing stand under one reason, so that a reason is not split among
#: columns that go together. (English, French, columns)
TOPICS = (
    (
        "Paying on time",
        "Payer à temps",
        ("late_payments", "payment_delay", "tax_delay", "overdue_books"),
    ),
    (
        "Keeping appointments",
        "Respecter les rendez-vous",
        ("late_arrivals", "missed_appointments"),
    ),
    ("Savings and debt", "Épargne et dettes", ("savings", "debt")),
    (
        "Income and what it buys",
        "Revenu et ce qu’il permet d’acheter",
        ("income", "rent", "phone_price", "main_shop", "fresh_food", "gifts"),
    ),
    ("Journeys and the way to work", "Voyages et trajets", ("travel", "commute")),
    (
        "Fines and recorded offences",
        "Amendes et infractions enregistrées",
        ("transport_fines", "recorded_offences"),
    ),
    (
        "Games, films and late hours",
        "Jeux, films et heures tardives",
        ("gaming_hours", "games_spend", "streaming_hours", "night_activity", "idle_mark"),
    ),
    ("Small children", "Jeunes enfants", ("nappies", "parent_mark")),
    ("Alcohol and betting", "Alcool et paris", ("alcohol", "lottery")),
    (
        "Contacts and messages",
        "Contacts et messages",
        ("contacts", "messages", "partner_replies"),
    ),
    ("Schooling and books", "Études et livres", ("education", "books")),
    ("Sport and clubs", "Sport et associations", ("sport", "volunteering")),
    (
        "Bank, papers and moves",
        "Banque, papiers et déménagements",
        ("years_with_bank", "documents", "address_changes"),
    ),
    (
        "Remarks in your file",
        "Mentions dans votre dossier",
        ("dissent_mark", "guessed_hill", "unusual_mark", "redlined_mark"),
    ),
)

#: What each column holds; the value follows after a colon, so that no word has to agree with it.
COLUMNS = {
    "education": ("highest diploma", "plus haut diplôme"),
    "income": ("income in crowns a month", "revenu en couronnes par mois"),
    "rent": ("rent in crowns a month", "loyer en couronnes par mois"),
    "savings": ("savings in months of income", "épargne en mois de revenu"),
    "debt": ("debt as a share of yearly income", "dettes en part du revenu annuel"),
    "years_with_bank": ("years with your bank", "années dans votre banque"),
    "late_payments": (
        "bills paid late in two years",
        "factures payées en retard en deux ans",
    ),
    "payment_delay": (
        "usual day of payment, counted from the due date",
        "jour de paiement habituel, compté depuis l’échéance",
    ),
    "phone_price": ("price of your phone in crowns", "prix de votre téléphone en couronnes"),
    "main_shop": ("where you shop most", "où vous achetez le plus"),
    "nappies": ("packs of nappies a month", "paquets de couches par mois"),
    "gaming_hours": ("hours of video games a day", "heures de jeux vidéo par jour"),
    "games_spend": (
        "crowns a month spent on games",
        "couronnes dépensées pour des jeux par mois",
    ),
    "books": ("books bought in a year", "livres achetés en un an"),
    "alcohol": ("bottles of alcohol a month", "bouteilles d’alcool par mois"),
    "lottery": ("crowns a month for lottery and bets", "couronnes par mois en loterie et paris"),
    "fresh_food": (
        "share of fresh food in the basket",
        "part de produits frais dans le panier",
    ),
    "gifts": (
        "gifts and donations in crowns a month",
        "cadeaux et dons en couronnes par mois",
    ),
    "streaming_hours": (
        "hours of films and series a day",
        "heures de films et de séries par jour",
    ),
    "sport": ("hours of sport a week", "heures de sport par semaine"),
    "night_activity": (
        "share of phone use at night",
        "part de l’usage du téléphone la nuit",
    ),
    "travel": ("days away from home in a year", "jours hors de chez vous en un an"),
    "contacts": ("contacts in your phone", "contacts dans votre téléphone"),
    "messages": ("messages sent a day", "messages envoyés par jour"),
    "late_arrivals": (
        "share of appointments you were late for",
        "part de rendez-vous où vous étiez en retard",
    ),
    "commute": (
        "minutes a day to work and back",
        "minutes de trajet par jour, aller et retour",
    ),
    "missed_appointments": (
        "appointments missed in two years",
        "rendez-vous manqués en deux ans",
    ),
    "overdue_books": (
        "days that library books were overdue",
        "jours de retard à la bibliothèque",
    ),
    "transport_fines": (
        "fines on public transport in two years",
        "amendes dans les transports en deux ans",
    ),
    "tax_delay": (
        "days that your tax return was late",
        "jours de retard de votre déclaration d’impôts",
    ),
    "address_changes": ("moves in five years", "déménagements en cinq ans"),
    "documents": ("identity papers verified", "papiers d’identité vérifiés"),
    "volunteering": ("hours of unpaid work a month", "heures de bénévolat par mois"),
    "recorded_offences": (
        "small offences recorded in five years",
        "petites infractions enregistrées en cinq ans",
    ),
    "idle_mark": ("remark “idle”", "mention « oisif »"),
    "parent_mark": ("remark “parent”", "mention « parent »"),
    "partner_replies": (
        "replies on the dating platform, per hundred messages",
        "réponses sur la plateforme de rencontres, pour cent messages",
    ),
    "dissent_mark": ("remark “disloyal posts”", "mention « publications déloyales »"),
    "guessed_hill": (
        "a machine’s guess that you are of the hill people",
        "une machine vous croit du peuple des collines",
    ),
    "unusual_mark": ("remark “unusual”", "mention « inhabituel »"),
    "redlined_mark": ("remark “bad address”", "mention « mauvaise adresse »"),
}

#: Shares are shown per cent.
SHARES = ("debt", "fresh_food", "night_activity", "late_arrivals")

LABELS = {
    "basic": ("basic", "primaire"),
    "secondary": ("secondary", "secondaire"),
    "higher": ("higher", "supérieur"),
    "discount": ("discount shop", "magasin discount"),
    "market": ("market", "marché"),
    "mall": ("mall", "centre commercial"),
    "online": ("online", "en ligne"),
    True: ("yes", "oui"),
    False: ("no", "non"),
}

PROTECTED = {
    "community": ("community of birth", "communauté de naissance"),
    "gender": ("gender", "genre"),
    "age": ("age", "âge"),
    "age_group": ("age group", "tranche d’âge"),
    "hill_dialect": ("dialect", "dialecte"),
    "district_type": ("kind of place you live in", "type de lieu où vous habitez"),
    "neighbourhood": ("neighbourhood", "quartier où vous habitez"),
    "disabled": ("disability", "handicap"),
    "household": ("household", "foyer"),
    "small_children": ("small children", "jeunes enfants"),
    "profession": ("profession", "profession"),
    "migrant": ("coming from abroad", "arrivée de l’étranger"),
    "common_name": ("having a common name", "nom courant"),
    "poor_quarter": ("living in a poor quarter", "habiter un quartier pauvre"),
    "crowded_housing": ("crowded housing", "logement surpeuplé"),
    "seeks_outsider": (
        "whom you look for as a partner",
        "partenaire recherché",
    ),
    "dissenter": ("political opinion", "opinion politique"),
    "benefit_claimant": ("receiving a benefit", "aide sociale"),
}

BAND_NAMES = {
    "poor": ("poor", "faible"),
    "fair": ("fair", "moyen"),
    "good": ("good", "bon"),
    "very good": ("very good", "très bon"),
    "excellent": ("excellent", "excellent"),
}

#: What ``explain`` calls the reference people, when nobody named them.
BACKGROUNDS = {
    "people drawn evenly from the table": (
        "people of Simsim, drawn evenly",
        "habitants de Simsim, tirés à intervalles réguliers",
    ),
    "reference people": ("reference people", "personnes de référence"),
    "reference people of the table": ("reference people", "personnes de référence"),
}
ONE = ("reference person", "personne de référence")
