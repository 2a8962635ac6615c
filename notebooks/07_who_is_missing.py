# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 07 · Who is missing
#
# **After this lesson you can**
#
# - ask of any score: on whom was it trained, on whom was it tested, and who was in neither;
# - say why more data of the same kind do not help those who are not in them;
# - recognise the same fault in a joined file, in a score that is sold abroad, and in an audit.
#
# **Time:** about forty minutes. **You need:** lessons 01 to 03.
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is; some cells take several seconds.
#
# *Simsim* and its people are **fiction**, and so is every mechanism of today as we built it. What
# is known about the claims behind them stands in a table near the end. Lines that begin with
# `claim` hold our text to what was computed. Terms in *slanted letters* stand in the
# [glossary](GLOSSARY.md).
#
# **One rule.** Everybody here is invented. Never type in data of a real person, yourself included.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown
from scipy.special import expit

from scoring.aftermath import run
from scoring.reliability import measure
from scoring.scale import margin_from_points
from underglass import BIASES, OpaqueScore, explain, make_population, mark
from underglass.course.lesson import claim, show, start

pd.set_option("display.max_colwidth", None)
lesson = start("07")

# %% [markdown]
# ## Only volunteers
#
# The app of Simsim is voluntary, so its data are about the people who chose it. People in the
# countryside, people of 65 or older and people who receive a benefit like it less. Let us call them
# *the hesitant*: half of the country. Many of them stay away. But there is an exception that is
# easily overlooked: anyone who breaks a promise leaves a debt, and *a debt can bring them into the
# data all the same*. So among the hesitant, people who break promises are found more often than
# people who keep them.
#
# Nothing false is written down, and nobody's file changes. The only thing that differs is who is in
# the training data. (For short, we call everybody who is in the data a *volunteer*.)

# %%
fair = make_population(20_000, scenario="level", seed=1)
voluntary = fair.twin(doses={"volunteers_only": 1.0})
hesitant = BIASES["volunteers_only"].harmed(fair)
in_data = voluntary.selected
kept = fair.truth["kept_promise"].to_numpy()

claim("no file changes", (voluntary.observed == fair.observed).all(axis=None))
claim("65 or older", (fair.protected["age"][fair.protected["age_group"] == "65+"] >= 65).all())
who = {"the hesitant": hesitant, "all others": ~hesitant}
shares = pd.DataFrame(
    {
        name: {
            "share of the country, %": 100 * group.mean(),
            "share of the data, %": 100 * group[in_data].mean(),
            "kept promises in the country, %": 100 * kept[group].mean(),
            "kept promises in the data, %": 100 * kept[group & in_data].mean(),
        }
        for name, group in who.items()
    }
).T
claim("half of the country", 48 < shares.iloc[0, 0] < 52)
claim(
    "in the country there is next to no difference", abs(shares.iloc[0, 2] - shares.iloc[1, 2]) < 1
)
claim("in the data it is more than ten points", shares.iloc[1, 3] - shares.iloc[0, 3] > 10)
shares.round(1)

# %% [markdown]
# In the country the hesitant keep as many promises as all others. In the data they keep far fewer.
# No row of the data is *wrong*. But the hesitant who are in the data are not like the hesitant who
# are missing. When the way into the data depends on what one wants to find out, this is a
# *[selection bias](GLOSSARY.md#selection-bias)*.
#
# ## The makers' test
#
# Seven people in ten are kept for training; of these the makers have the volunteers only. On them
# they train a *scorecard*: a list that says how many points each entry of a file brings. Then they
# test it, as they should, on people it was not trained on. Which people? Those whom they have: the
# volunteers among the other three in ten. We can do what they cannot, and test it on the hesitant,
# missing or not.

# %%
train, test = fair.split()


def trained_on(rows):
    score = OpaqueScore("scorecard")
    return score.fit(fair.observed[rows], fair.recorded[rows], measure=False)


of_volunteers = trained_on(train & in_data)
points = of_volunteers.predict(fair.observed)


def tested_on(points, group):
    return measure(margin_from_points(points[group]), kept[group])


volunteer_test, hesitant_test = test & in_data, test & hesitant
seen, unseen = tested_on(points, volunteer_test), tested_on(points, hesitant_test)
print("On the volunteers:")
print(seen.text)
print("On the hesitant:")
print(unseen.text)
expected = expit(margin_from_points(points))  # the forecast: share of kept promises
print(f"The hesitant were expected to keep {expected[hesitant_test].mean():.0%} of their promises;")
print(f"they kept {kept[hesitant_test].mean():.0%}.")
too_low = {name: (kept - expected)[test & group].mean() for name, group in who.items()}
claim("seven in ten", 0.68 < train.mean() < 0.72)
claim("expected to be worse than they are", too_low["the hesitant"] > 0.02)
claim("less than two points on the volunteers", 100 * seen.calibration_error < 2)
claim("more than twice as far", unseen.calibration_error > 2 * seen.calibration_error)
claim(
    "too low for all, most for the hesitant",
    0 < 2 * too_low["all others"] < too_low["the hesitant"],
)

# %% [markdown]
# On the volunteers the forecasts are fine. On the hesitant they are off more than twice as far, and
# in one direction: the score expects them to break more promises than they do. The makers cannot
# see that, since the test needs the outcomes of people whom they do not have.
#
# ## Predict first
#
# "We need more data!" say the makers. They have thousands of volunteers. Somebody offers another
# way: draw **one thousand people by lot** from the whole country, and ask *them*, whatever it
# costs.
#
# Look at the hesitant who keep their promises. Anyone with fewer than 600 points is refused a flat.
# Which score refuses more of these reliable people: the one trained on the many volunteers, or the
# one trained on the thousand drawn by lot? And which of the two ranks people better, in the whole
# country? Write down both guesses. (We draw ten times, so that nobody can say it was luck. To
# be fair, we also draw a thousand *volunteers* ten times.)

# %%
reliable = test & hesitant & (kept == 1)


def refuses_and_ranks(rows):
    points = trained_on(rows).predict(fair.observed)
    return 100 * (points[reliable] < 600).mean(), 100 * tested_on(points, test).auc


def thousand_of(people, number):
    drawn = np.random.default_rng(number).choice(np.flatnonzero(people), 1_000, replace=False)
    return np.isin(np.arange(fair.n_people), drawn)


columns = ["refuses", "ranks rightly"]
lots = pd.DataFrame([refuses_and_ranks(thousand_of(train, n)) for n in range(10)], columns=columns)
few = [refuses_and_ranks(thousand_of(train & in_data, n)) for n in range(10)]
few = pd.DataFrame(few, columns=columns)
refuses, ranks = refuses_and_ranks(train & in_data)
volunteers = int((train & in_data).sum())

pd.DataFrame(
    {
        f"{volunteers:,} volunteers": [refuses, ranks],
        "1,000 volunteers (mean of ten draws)": few.mean().tolist(),
        "1,000 drawn by lot (mean of ten draws)": lots.mean().tolist(),
    },
    index=["reliable hesitant people refused, %", "pairs ranked rightly, %"],
).T.round(1)

# %%
dots = plt.figure(figsize=(6.4, 3.8), layout="constrained").subplots()
dots.scatter(*lots.to_numpy().T, s=45, facecolor="none", edgecolor="black", label="1,000 by lot")
dots.scatter(*few.to_numpy().T, s=45, marker="x", color="black", label="1,000 volunteers")
dots.scatter(refuses, ranks, s=90, marker="D", color="#D55E00", label=f"{volunteers:,} volunteers")
dots.legend(loc="upper left")
dots.set(xlabel="reliable hesitant people who are refused, %", ylabel="pairs ranked rightly, %")
dots.set_xlim(0, 40)
dots.grid(color="#E3E3E3")
show(
    dots,
    alt="Ten circles, the lots, lie mostly to the left of ten crosses, as many volunteers, at about the same height. One "
    f"diamond, all volunteers, lies above both: it ranks best, {ranks:.0f} per cent of the pairs, and refuses "
    f"{refuses:.0f} per cent of the reliable hesitant, the crosses {few['refuses'].mean():.0f} on average, the "
    f"circles {lots['refuses'].mean():.0f}.",
)

# %% [markdown]
# A thousand people drawn by lot do less harm than nine times as many volunteers: in each of ten
# draws they refuse fewer reliable people, about four in ten fewer on average. Yet the usual quality
# figure says the opposite: the score of all volunteers *ranks* better. It puts people in a good
# order, but all of them too low, the hesitant most.
#
# And more data? Compare the crosses with the diamond. Nine times as many volunteers rank people
# better, and refuse no fewer of the reliable. *How many* there are makes a score surer; *how they
# got in* decides whom it wrongs. Of any data one should ask both.
#
# ## Somebody else's records
#
# The second way to be missing: your file is there, but somebody else is in it. Bills, offences,
# fines and taxes come from four offices and are joined **by name**. In Simsim a common name, or one
# that is spelled in many ways, can bring in a stranger's entries. This is a *[linkage
# error](GLOSSARY.md#linkage-error)*.

# %% jupyter={"source_hidden": true}
# What is said above:
claim("nine times as many volunteers", 8.5 < volunteers / 1_000 < 9.5)
claim("each of ten lots refuses fewer", (lots["refuses"] < refuses).all() and len(lots) == 10)
claim("about four in ten fewer", 0.5 < lots["refuses"].mean() / refuses < 0.7)
claim("below 600", len(lots) == 10 and (points[reliable] < 600).any())
claim("and yet they rank worse", (lots["ranks rightly"] < ranks).all())
claim("lots to the left of crosses", lots["refuses"].mean() + 5 < few["refuses"].mean())
claim("more volunteers rank better", few["ranks rightly"].mean() + 1 < ranks)
claim("and refuse no fewer", few["refuses"].mean() < refuses + 1, few=few["refuses"].mean())

# %%
merged = fair.twin(doses={"merged_records": 1.0})
joined = ["recorded_offences", "late_payments", "transport_fines", "tax_delay"]
not_theirs = (merged.observed[joined] != fair.observed[joined]).any(axis=1).to_numpy()
easily = BIASES["merged_records"].harmed(fair)

one = int(np.flatnonzero(not_theirs)[0])
print(
    f"{not_theirs[easily].mean():.0%} of people with a common name, and of migrants, have a wrong entry;"
)
print(f"{not_theirs[~easily].mean():.1%} of all others. Inhabitant {one}, for instance:")
claim("about half of them", 0.43 < not_theirs[easily].mean() < 0.55)
claim("hardly any of the others", not_theirs[~easily].mean() < 0.03)
pd.DataFrame(
    {
        "own file": fair.observed.loc[one, joined],
        "joined file": merged.observed.loc[one, joined],
        "unit": fair.codebook.loc[joined, "unit"],
    }
)

# %% [markdown]
# What does a stranger cost? We give the joined files to a score that was trained on clean ones:

# %%
clean_score = trained_on(train)
lost = clean_score.predict(merged.observed) - clean_score.predict(fair.observed)
theirs = pd.Series(lost[not_theirs])
hill = theirs.plot.hist(bins=40, grid=True, color="white", edgecolor="black", figsize=(6.4, 3.4))
hill.set(xlabel="points that the stranger's records bring", ylabel="people")
show(
    hill,
    alt=f"A broad hill left of zero with a long tail. Half of the people with a wrong entry lose "
    f"{-theirs.median():.0f} points or more, one in ten more than {-theirs.quantile(0.1):.0f}; nobody "
    "gains.",
)
claim("half lose more than 70 points", theirs.median() < -70, median=theirs.median())
claim("nobody gains", theirs.max() <= 0)
claim(
    "people with a wrong entry keep their promises as others do",
    abs(kept[not_theirs].mean() - kept.mean()) < 0.02,
)

# %% [markdown]
# Half of the people with a wrong entry lose more than 70 points, and they keep their promises just
# as others do. Does an explanation show it? We mark one, as in lesson 03, for the group that is
# easily confused: people with common names, and migrants. This time the score is trained on joined
# files.

# %%
joined_score = OpaqueScore("scorecard").fit(merged.observed[train], merged.recorded[train])
marked = mark(joined_score, merged, "merged_records", easily)
relearned = joined_score.predict(merged.observed) - joined_score.predict(fair.observed)
claim("found", marked.verdict == "found")
claim("it counts them for less", np.median(relearned[not_theirs]) > 0.5 * theirs.median())
Markdown(marked.text)

# %% [markdown]
# *Found*: the points are on the four joined columns. (The average of the group loses less than
# 70, since half of them have no wrong entry, and a score that learns from joined files counts these
# columns for less.) But put yourself in the place of one person who gets this explanation: "*You lost points
# for three late bills*". It is true of the score. The one thing that would help stands nowhere:
# *these bills are not yours*. Only the person can know that, and only if somebody shows them the
# file. This is why the right to see one's file and to contest it is not a courtesy. It is part of
# the measurement.
#
# ## Sent abroad
#
# The third way: a whole country is missing. A score that was trained at home is sold abroad. We
# built the second country from the same people with the same luck, so that only two things differ.
# The customs: abroad, above all in the countryside, bills are usually paid later, after the
# harvest, and evenings are late. And the causes: whether people keep a promise depends on how
# sociable they are, where at home it depends on how orderly they are.

# %%
loop = run("exported_score", clean_score, fair, rounds=1)
abroad, kept_abroad = loop.last.observed, loop.last.recorded
there = clean_score.predict(abroad)
local = OpaqueScore("scorecard").fit(abroad[train], kept_abroad[train], measure=False)

rural = (fair.protected["district_type"] == "country").to_numpy()


def row(points, outcome):
    good = test & rural & (outcome == 1)
    return {
        "kept promises, %": 100 * outcome.mean(),
        "pairs ranked rightly, %": 100
        * measure(margin_from_points(points[test]), outcome[test]).auc,
        "reliable rural people below 600, %": 100 * (points[good] < 600).mean(),
    }


moves = pd.DataFrame(
    {
        "at home": row(clean_score.predict(fair.observed), kept),
        "the same score abroad": row(there, kept_abroad),
        "a score made abroad": row(local.predict(abroad), kept_abroad),
    }
).T
quality, below = moves["pairs ranked rightly, %"], moves["reliable rural people below 600, %"]
claim("promises are kept as often abroad", abs(moves.iloc[0, 0] - moves.iloc[1, 0]) < 2)
claim("it ranks worse abroad, by more than five points", quality.iloc[0] - quality.iloc[1] > 5)
claim("a local score ranks better than the imported one", quality.iloc[2] > quality.iloc[1] + 2)
claim("and refuses fewer", below.iloc[2] < below.iloc[1] - 5)
claim("more than one and a half times as many", below.iloc[1] > 1.5 * below.iloc[0])
moves.round(1)

# %% [markdown]
# Abroad promises are kept as often. But there the imported score ranks people worse, by more than
# five points in a hundred, and refuses more than one and a half times as many of the reliable people
# of the countryside. A score that was made abroad does better on both. Such a change between
# training and use is called *[dataset shift](GLOSSARY.md#dataset-shift)*.
#
# Would an explanation warn the buyer? Sellers like to show which columns weigh most. Here is that
# picture, at home and abroad:

# %%
rows = {
    "at home": explain(clean_score, fair.observed[test]).rows,
    "abroad": explain(clean_score, abroad[test]).rows,
}
weights = pd.DataFrame({where: it.abs().mean() for where, it in rows.items()})
weights = weights.drop(index=["friends", "rounding"])
largest = weights.sort_values("at home", ascending=False).head(8)
bars = largest[::-1].plot.barh(
    color=["white", "#0072B2"], edgecolor="black", width=0.75, figsize=(7, 4.2)
)
bars.set(xlabel="weight of a column: points up or down, mean of all people")
alike = np.corrcoef(weights["at home"], weights["abroad"])[0, 1]
claim("they are alike", alike > 0.95, correlation=alike)
delay = {where: it["payment_delay"][rural[test]].mean() for where, it in rows.items()}
claim("about twenty points more", 15 < delay["at home"] - delay["abroad"] < 25)
show(
    bars,
    alt="Two bars each for the eight columns that weigh most. At home and abroad they are nearly of the same "
    f"length; {largest.index[0]} is longest at home, with {largest.iloc[0, 0]:.0f} points, and has "
    f"{largest.iloc[0, 1]:.0f} abroad.",
)
claim("eight columns", len(largest) == 8)

# %% [markdown]
# No warning: the picture looks alike in both countries. It shows what the score *does*, and the
# score does what it did at home. Looking at one group says more: the people of the countryside now
# lose about twenty points more for paying late. But no explanation can say whether late payers
# abroad deserve that. That the same rule is worth less abroad can be seen in outcomes only, measured
# abroad. Ask a seller not only "how does it work?" but "how well, measured on whom, where, when?"
#
# ## The audit that misses people
#
# Audits miss people, too. In 2018<sup>cited</sup> the project *OpenSCHUFA* asked people in Germany
# for copies of their own credit files. About 2,800<sup>cited</sup> took part; among them were too
# many men and too few old people. One finding: of those without any negative entry, one in eight
# was rated badly. It was an important audit of a closed score. It also shows how hard such an audit
# is: who gives a file away?
#
# Let us replay it in Simsim (**fiction**). The auditors ask: *of the people without a late bill and
# without a recorded offence, what percentage have fewer than 600 points?* Their *finding* is that
# share among the donated files; the *truth* is the share in the whole country. Donors are mostly
# men and rarely old. The auditors know that, and *weigh*: a donor of a kind that is rare among
# donors (a woman of 65 or older) counts several times, one of a common kind (a man below that age)
# less than once.
#
# We let two things decide who donates: first age and gender only, then a bad rating as well.

# %%
score_points = clean_score.predict(fair.observed)
spotless = (
    (fair.observed["late_payments"] == 0) & (fair.observed["recorded_offences"] == 0)
).to_numpy()
low = score_points < 600
man = (fair.protected["gender"] == "man").to_numpy()
old = (fair.protected["age_group"] == "65+").to_numpy()
kind = pd.Series(np.where(man, "man", "woman")) + np.where(old, ", 65 or older", ", younger")

luck = np.random.default_rng(1).random(fair.n_people)
chance = 0.2 * np.where(man, 1.6, 0.6) * np.where(old, 0.3, 1.2)
chances = {
    "age and gender decide": chance,
    "and a bad rating moves people to donate": chance * np.where(low, 2.5, 0.7),
}


def weight_of(donors):
    """How many times each kind of donor counts: share in the country over share of the donors."""
    return kind.value_counts(normalize=True) / kind[donors].value_counts(normalize=True)


audit = {}
for name, chance_of in chances.items():
    donors = luck < chance_of
    files = donors & spotless
    audit[name] = {
        "donors": donors.sum(),
        "men, %": 100 * man[donors].mean(),
        "65 or older, %": 100 * old[donors].mean(),
        "finding, unweighted, %": 100 * low[files].mean(),
        "finding, weighted, %": 100
        * np.average(low[files], weights=kind[files].map(weight_of(donors))),
        "truth, %": 100 * low[spotless].mean(),
    }
audit = pd.DataFrame(audit).T
first, second = audit.to_dict("records")
claim(
    "first: weighing is near the truth",
    abs(first["finding, weighted, %"] - first["truth, %"]) < 1.5,
)
claim(
    "second: about three times the truth, weighted or not",
    all(
        2.5 < second[f"finding, {how}, %"] / second["truth, %"] < 3.5
        for how in ("weighted", "unweighted")
    ),
)
claim(
    "the donors look alike",
    all(abs(first[it] - second[it]) < 3 for it in ("men, %", "65 or older, %")),
)
counts = weight_of(luck < chance)
claim("several times", counts["woman, 65 or older"] > 3)
claim("less than once", counts["man, younger"] < 1)
audit.astype({"donors": int}).round(1)

# %% [markdown]
# If age and gender alone decide who donates, the weighted finding comes near the truth. If a bad
# rating also moves people to donate, the finding is about three times the truth, *weighted or not*:
# no weight by age and gender can bring back those who were content and stayed away. And by age and
# gender the donors look alike in both cases: from the donated files alone the auditors cannot tell
# which case is theirs. What would help: a few people drawn by lot, and a careful sentence: "*of
# those who donated*".
#
# That is not a reason against such audits. It is a reason to say who was not heard.
#
# ## What was claimed, what is known
#
# We looked it up on 22 November 2026<sup>cited</sup>. **Documented**: good sources show it.
# **Disputed**: some say so, others deny it or no proof is known. **Fiction**: untrue, or invented.
# How each works in Simsim is fiction in every row.
#
# | Claimed | Status | What is known | Elsewhere |
# |---|---|---|---|
# | Citizens approve of scores (China) | documented | Approval was high in a survey of 2018<sup>cited</sup>, strongest among wealthier, educated, urban people (Kostka 2019<sup>cited</sup>) | Germany: OpenSCHUFA's donors, 2018<sup>cited</sup>, too many men, too few old people |
# | Voluntary now, one compulsory score by 2020<sup>cited</sup> (China) | fiction | False as stated: blacklists punish, local ratings carry perks only | Germany: SCHUFA is private, and hard to do without |
# | All records joined in one score (China) | fiction as one score; joined data disputed | Regional joining is documented (Human Rights Watch 2019<sup>cited</sup>); nationally the data are fragmented (Brussee 2023<sup>cited</sup>) | Netherlands: SyRI joined many offices' files to find fraud, until a court stopped it |
# | The model is exported | documented | At least 75<sup>cited</sup> of 176<sup>cited</sup> countries used AI surveillance in 2019<sup>cited</sup>, from suppliers in several countries (Feldstein); local demand drives it | Many countries: false matches of faces differ by group in 189<sup>cited</sup> algorithms from many countries (NISTIR 8280<sup>cited</sup>); some from East Asia did better on East Asian faces (reported) |
#
# **The law**, looked up on 22 November 2026<sup>cited</sup>; not legal advice. The court in The
# Hague found on 5 February 2020<sup>cited</sup> that SyRI's law breached Article 8<sup>cited</sup>
# of the European Convention on Human Rights, on private life. A statistical finding such as ours
# never breaches an article by itself.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)`, in a line of its own, gives a hint for
# exercise A.
#
# **A. Your group.** What percentage *of the data* (`in_data`) are people of your group?
# Guess first whether it is more or less than in the country.

# %%
label = lesson.pick(["city", "country", "65+", "18-29"], "group")
yours = (
    (fair.protected["district_type"] == label) | (fair.protected["age_group"] == label)
).to_numpy()
names = {"city": "people in cities", "country": "people in the countryside"}
name = names.get(label, f"people aged {label}")
print(f"Your group: {name}, {yours.mean():.1%} of the whole country.")

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = 100 * yours[in_data].mean()

lesson.check(1, answer)

# %% [markdown]
# **B. Your stranger.** Your seed has chosen somebody with a wrong entry. By how many points does
# the stranger change this person's score, by the `clean_score`? (A loss has a minus.)

# %%
person = lesson.pick(not_theirs & (lost < -10), "stranger")
pd.DataFrame(
    {
        "own file": fair.observed.loc[person, joined],
        "joined file": merged.observed.loc[person, joined],
        "unit": fair.codebook.loc[joined, "unit"],
    }
)

# %% tags=["exercise"]
answer = ...  # try: clean_score.predict(merged.observed.loc[[person]])[0]

lesson.check(2, answer)

# %% tags=["solution"]
own = clean_score.predict(fair.observed.loc[[person]])[0]
answer = clean_score.predict(merged.observed.loc[[person]])[0] - own

lesson.check(2, answer)

# %% [markdown]
# **C. How many times do you count?** In the audit where *age and gender decide*, how many times
# does one donor of your kind count? (Two decimals.) Think, too: would you like a finding to rest on
# these donors?

# %%
my_kind = lesson.pick(sorted(kind.unique()), "kind")
donors = luck < chances["age and gender decide"]
print(f"Your kind: {my_kind}. Donors of that kind: {(kind[donors] == my_kind).sum()}")

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
answer = weight_of(donors)[my_kind]

lesson.check(3, answer)

# %% [markdown]
# **D. Who tells you?** The makers show four figures of their score, measured on the volunteers among
# the people of `test`: `"ranks"` (pairs ranked rightly), `"error"` (how far the forecasts are off),
# `"refused"` (people below 600) and `"kept"` (kept promises). One of the four is at least one and a
# half times as large if it is measured on *everybody* in `test`. Which?


# %%
def figures_of(group):
    tested = tested_on(points, group)
    return pd.Series(
        {
            "ranks": 100 * tested.auc,
            "error": 100 * tested.calibration_error,
            "refused": 100 * (points[group] < 600).mean(),
            "kept": 100 * kept[group].mean(),
        }
    )


figures_of(test & in_data).round(1).to_frame("volunteers, %").T

# %% tags=["exercise"]
answer = ...  # one of the four words, such as "ranks"

lesson.check(4, answer)

# %% tags=["solution"]
everybody, volunteer = figures_of(test), figures_of(test & in_data)
print(pd.DataFrame({"everybody": everybody, "volunteers": volunteer}).round(1))
answer = (everybody / volunteer).idxmax()

lesson.check(4, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** The surprise rests on two things that students mix up: how *many* data there
# are (that makes an answer steadier) and *how* they came in (that makes it right). Let the class
# look at the spread of the ten circles: a small lot is unsteady, and still better for the hesitant.
# A sharp student may ask why the test is not made on the missing alone: whoever is missing has
# mostly kept their promises, so *any* score, even one trained on everybody, is too low for them.
# In A the usual slip is to give the share of the group that is in the data instead of the group's
# share of the data; the check says so. C: a single donor counts several times, so the finding hangs
# on few files. D: the ranking hardly differs, which is why a test by ranking misses all of
# this; the error of the forecasts doubles.
#
# The merging here has no evil clerk: it is one rule for all, *same name, same person*, that fails
# for some.

# %% [markdown]
# **To discuss.** Should a person who stays away from a score be scored at all? If not, what should a
# bank do that has to decide? If so, who should have to find out how wrong it is about them?
#
# ## To take home
#
# - Each row of the data can be true, and the whole still misleading about you. Ask how people got in.
# - More data of the same kind make a score surer, not fairer. A small lot can beat a large crowd.
# - A test tells about the people it was made on. An explanation shows what a score does, not whether it is right there.
# - Audits miss people, too. Say who was not heard.
#
# ## Sources
#
# - Fellegi, Sunter (1969<sup>cited</sup>). *A theory for record linkage.*
# - Heckman (1979<sup>cited</sup>). *Sample selection bias as a specification error.*
# - Lakkaraju and others (2017<sup>cited</sup>). *The selective labels problem.*
# - Quiñonero-Candela and others, editors (2009<sup>cited</sup>). *Dataset shift in machine learning.*
