# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 09 · One file too many
#
# **After this lesson you can**
#
# - join files to a score one after another, and measure after each join what it brings and what it costs;
# - say why a score may gain hardly any accuracy and yet wrong many more people;
# - explain *purpose limitation*, *function creep* and *linkage error* to somebody who has to decide.
#
# **Time:** about forty minutes. **You need:** lessons 01 and 03.
#
# Simsim is **fiction**. That one score holds a whole nation's files was claimed by the press and is false
# as stated: **fiction** as well. That many offices' files are joined for a region, or for one purpose, is **documented**
# in more than one country. What is known stands at the end. Lines that begin with `claim` check that our text is
# true of what was computed. Terms are explained in the [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is.

# %%
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from scoring.aftermath import run
from underglass import BIASES, SCENARIOS, OpaqueScore, make_population
from underglass.course.lesson import claim, show, start

lesson = start("09")
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## It begins in a shop
#
# A shop in Simsim scores its customers by what they buy: may they pay later? Then a bank offers its file, and
# the shop joins it to its own. Then the tax office does the same. At the end everybody's files lie in one place.
#
# Each file was kept for a purpose of its own, in its own way, with errors of its own. Anyone who joins a file
# joins its errors too. Below are eight files, in the order in which they come, with the names of their columns, and
# the [biases](GLOSSARY.md#bias) that they bring, at the [doses](GLOSSARY.md#dose) of our scenario `national`. We invented all of them: **fiction**.

# %%
FILES = {
    "shop": "main_shop nappies gaming_hours games_spend books alcohol lottery fresh_food gifts phone_price",
    "bank": "income rent savings debt years_with_bank late_payments payment_delay",
    "tax office": "tax_delay documents address_changes education",
    "transport": "transport_fines travel commute late_arrivals",
    "dating": "partner_replies messages contacts",
    "clinic": "missed_appointments sport night_activity",
    "police": "recorded_offences",
    "neighbourhood": "volunteering overdue_books",
}
brought = {
    "merged_records": "bank",
    "partner_data": "dating",
    "family_planning": "clinic",
    "watched_professions": "police",
    "always_on_city": "police",
    "camera_error": "police",
    "denunciations": "neighbourhood",
    "neighbourhood_share": "neighbourhood",
    "peer_watch": "neighbourhood",
}
national = SCENARIOS["national"]
harms = {bias: BIASES[bias].harms for bias in brought}
claim("eight files", len(FILES) == 8)
claim("nine biases", len(brought) == 9)
claim("all are fiction", {BIASES[bias].status for bias in brought} == {"fiction"})
table = {"file": brought, "harms": harms, "dose": {bias: national[bias] for bias in brought}}
pd.DataFrame(table).rename_axis("bias")

# %% [markdown]
# Some examples. When the bank's file is joined, names must be matched for the first time, and some people
# get a stranger's entries (`merged_records`). The clinic counts absences from a training that only women are asked to come
# to. The police's cameras mistake hill people for one another. Neighbourhood offices write down rumours.
#
# To see what an error costs we need the same country without errors: its [twin](GLOSSARY.md#twin). Same people, same lives, same luck, true files.
# In both countries the *answers* from which the score learns are true: whoever kept a promise is recorded as
# having kept it. (In lesson 03 such answers were false. Here only the files are.)

# %%
clean = make_population(10_000, scenario="level", seed=1)
train, test = clean.split(0.7)


def columns_of(files):
    """List the columns of some files."""
    return " ".join(FILES[file] for file in files).split()


def trained(country, columns):
    """Train on seven people in ten; return the score and everybody's points."""
    table = country.observed[columns]
    score = OpaqueScore("scorecard").fit(table[train], country.recorded[train], measure=False)
    return score, score.own_points(table)


def ranks_rightly(points):
    """Of 100 pairs, one who kept a promise and one who broke it: in how many ranked rightly?"""
    return 100 * roc_auc_score(clean.recorded[test], points[test])


def join(files):
    """Join files: what the score brings, and what their errors cost each group."""
    country = clean.twin(doses={bias: national[bias] for bias in brought if brought[bias] in files})
    points = trained(country, columns_of(files))[1]
    on_true_files = trained(clean, columns_of(files))[1]
    cost = points - on_true_files
    gaps = {}
    for bias in brought:
        group = BIASES[bias].harmed(country)
        gaps[bias] = cost[group].mean() - cost[~group].mean()
    return {
        "ranked rightly": ranks_rightly(points),
        "with true files": ranks_rightly(on_true_files),
        "gap": np.mean(list(gaps.values())),
        "lose 20 or more": 100 * (cost <= -20).mean(),
        "gaps": gaps,
    }


everything = clean.twin(doses={bias: national[bias] for bias in brought})
kept = clean.truth["kept_promise"]
claim("same lives", (everything.truth["kept_promise"] == kept).all())
claim("true answers", (everything.recorded == kept).all() and (clean.recorded == kept).all())
claim("seven in ten", abs(train.mean() - 0.7) < 0.02)

# %% [markdown]
# You need not read this code. `join` trains two scores, one on the joined files and one on the twin's true files, and
# gives four numbers.
#
# - **Ranked rightly**, as in lesson 01: of a hundred pairs of one who kept a promise and one who broke it, in how
#   many does the first have more points? A coin gets fifty.
# - **With true files**: the same for the score from the twin's files.
# - **The gap**: how many points a wronged group loses *to the errors*, beyond what all others lose. Each of the nine biases wrongs one
#   group (the hill people are wronged by two); we take the mean of the nine. A loss has a minus.
# - The last column: how many people in a hundred lose twenty points or more to the errors.
#
# The shop first, then with the bank.

# %%
order = list(FILES)
joined = {file: join(order[: k + 1]) for k, file in enumerate(order[:2])}
numbers = ["ranked rightly", "with true files", "gap", "lose 20 or more"]
first_two = pd.DataFrame(joined).T[numbers].astype(float)
claim("the shop's score is poor", 55 < first_two["ranked rightly"].iloc[0] < 65)
claim(
    "the shop's file wrongs nobody", joined["shop"]["gap"] == 0 == joined["shop"]["lose 20 or more"]
)
claim("the bank brings over ten pairs", first_two["ranked rightly"].diff().iloc[1] > 10)
claim("the gap is below one point", -1 < joined["bank"]["gap"] < 0)
first_two.round(1)

# %% [markdown]
# The shop's score is poor, not much better than a coin. It wrongs nobody by errors, since we planted none in its
# file. With the bank's file it ranks many more pairs rightly, and the gap is less than one point: a bargain.
#
# ## Predict first
#
# Six more files are joined: tax office, transport, dating platform, clinic, police, neighbourhood offices.
# Write down three guesses.
#
# - How many *more* pairs in a hundred does the score rank rightly with all eight files than with two?
# - How many *times* as wide is the gap then?
# - And the very last file: how many pairs does it bring?

# %%
joined |= {file: join(order[: k + 1]) for k, file in enumerate(order) if k > 1}
by_join = pd.DataFrame(joined).T[numbers].astype(float).rename_axis("after joining")
rightly, gap = by_join["ranked rightly"], by_join["gap"]
more, times = rightly["neighbourhood"] - rightly["bank"], gap["neighbourhood"] / gap["bank"]
print(f"Six more files: {more:+.1f} pairs in a hundred, and a gap {times:.0f} times as wide.")
last = by_join.diff().loc["neighbourhood"]
print(f"The last file: {last['ranked rightly']:+.1f} pairs, {last['gap']:+.1f} points of gap.")
by_join.round(1)

# %% [markdown]
# Accuracy and the gap do not grow together: one comes first, the other afterwards. Here is how much of its
# whole way each has gone after each join.

# %% jupyter={"source_hidden": true}
# What is said above:
claim("about five pairs", 3.5 < more < 6.5, pairs=more)
claim("more than ten times the gap", times > 10, times=times)

# %%
way = pd.DataFrame(
    {
        "accuracy gained": (rightly - rightly["shop"]) / (rightly.max() - rightly["shop"]),
        "gap grown": gap / gap["neighbourhood"],
    }
)
ax = (100 * way).plot(style=["o-", "s--"], grid=True, rot=30, figsize=(8, 4.2))
ax.set(ylabel="% of the whole way", xlabel="after joining")
show(
    ax,
    alt="Two lines over the eight joins. Accuracy leaps up with the bank, to "
    f"{way['accuracy gained']['bank']:.0%} of its way, and then creeps on. The gap has gone "
    f"{way['gap grown']['bank']:.0%} of its way with the bank and {way['gap grown']['clinic']:.0%} with "
    "the clinic; police and neighbourhood bring the rest.",
)
claim("accuracy: three quarters with the bank", 0.7 < way["accuracy gained"]["bank"] < 0.8)
claim("the gap: less than a tenth", way["gap grown"]["bank"] < 0.1)
claim("the last file brings no accuracy", -0.5 < last["ranked rightly"] < 0.05)
claim("and widens the gap by two points or so", -3 < last["gap"] < -1.5)

# %% [markdown]
# Three quarters of all accuracy came with one file, the bank's, and less than a tenth of the harm. Then it is the
# reverse. And the **last file brings nothing**, or a little less than nothing, and still widens the gap by about two
# points. The office could see that it brings nothing. It could not see the harm: that takes a twin, or asking the people.
#
# Would the makers see the errors in their own test? Compare the columns *ranked rightly* and *with true files*.

# %%
seen = by_join["ranked rightly"] - by_join["with true files"]
print(f"Errors change the test by {seen.min():+.1f} to {seen.max():+.1f} pairs in a hundred.")
claim("the errors hardly show", seen.abs().max() < 1.2)
claim("with the dating file the score ranks better", seen["dating"] > 0.3)
claim("in the true files replies say nothing", clean.observed["partner_replies"].nunique() == 1)
fifth = by_join["lose 20 or more"]["neighbourhood"]
claim("one in five loses twenty points or more", 18 < fifth < 26, per_cent=fifth)

# %% [markdown]
# The errors hardly show, although at the end one person in five loses twenty points or more to them.
# The test may even improve. The dating file brings a number that the twin's true files do not have: how many of a person's
# messages are answered. The score ranks better with it, and it wrongs a group. A test of accuracy is an average over
# everybody. It does not ask who pays.
#
# Mind what is our own choice here: the order of the files, and which errors lie in them. We put most errors into the late files;
# with another order the lines would look different. What does not hang on the order: the test did not show the harm.
#
# ## Who pays
#
# Each row is a group, each column a join. The numbers are the points that the errors cost this group, beyond what
# they cost all others.

# %%
who = pd.DataFrame({file: result["gaps"] for file, result in joined.items()})
hill = who.loc["camera_error"]
claim("the hill people stand there twice", (hill == who.loc["denunciations"]).all())
women = who.loc["family_planning"]
claim("women's loss grows with the police file", women["police"] < women["clinic"] - 3 < -5)
who = who.rename(index=harms | {"camera_error": "hill people"}).drop(index=harms["denunciations"])
lose = (who < -3).sum()
print(
    f"Groups that lose more than three points: {lose['bank']} with the bank's file, "
    f"{lose['neighbourhood']} of {len(who)} with all."
)
at_its_join = [joined[file]["gaps"][bias] for bias, file in brought.items()]
claim("each is hit when its file is joined", max(at_its_join) < -3)
claim("one group after the bank", lose["bank"] == 1)
claim("all eight at the end", lose["neighbourhood"] == len(who) == 8)
who.round(1)

# %% [markdown]
# After the bank one group loses more than three points; at the end all eight groups do. Each is hit when "its"
# file is joined, but not only then. Look at the women: the clinic's bias also writes absences into the
# *police's* file. As long as that file was not joined, this cost them nothing. An error can wait in one file
# until another one is joined.
#
# ## One name, two people
#
# In Simsim files are joined by names. Where two people have the same name, or one name is spelled in two ways, somebody
# may get a stranger's entries: a [*linkage error*](GLOSSARY.md#linkage-error). Here is the person hit hardest.

# %%
linked = clean.twin(doses={"merged_records": national["merged_records"]})
columns = columns_of(order)
score, _ = trained(everything, columns)
lost = score.own_points(linked.observed[columns]) - score.own_points(clean.observed[columns])
unlucky = int(np.argmin(lost))
print(f"Number {unlucky} loses {-lost[unlucky]:.0f} points; {(lost < 0).sum():,} people lose some.")
claim("more than a hundred points", lost[unlucky] < -100)
entries = {
    "late_payments": "late payments in two years",
    "recorded_offences": "recorded offences in five years",
    "tax_delay": "days that the tax return was late",
}
two_files = {"true file": clean.observed.loc[unlucky], "joined file": linked.observed.loc[unlucky]}
pd.DataFrame(two_files).loc[list(entries)].rename(index=entries)

# %%
protected = clean.protected[["common_name", "migrant"]].astype(bool)
is_hit = pd.Series(lost < 0)
share = {
    "common name": is_hit[protected["common_name"].to_numpy()].mean(),
    "from abroad": is_hit[protected["migrant"].to_numpy()].mean(),
    "neither": is_hit[~protected.any(axis=1).to_numpy()].mean(),
}
claim("two in five", 0.35 < share["common name"] < 0.45 and 0.35 < share["from abroad"] < 0.45)
claim("of the others, hardly anybody", share["neither"] < 0.03)
losers = pd.Series(share, name="of 100 people, how many lose points to a stranger's entries")
(100 * losers).to_frame().round(0).astype(int)

# %% [markdown]
# About two in five people with a common name, or from abroad, lose points to a stranger's entries; of all others
# hardly anybody does. Nobody meant it: it follows from how names are matched.
#
# ## A score that is asked for everywhere
#
# Joining files is one half. The other half: once the score exists, others ask for it. That is
# [*function creep*](GLOSSARY.md#function-creep): what was made for one purpose serves another. In our loop schools and
# transport begin to ask for the score, more of them in each round, and refuse people below six hundred points. People who are refused come
# late, move house and miss appointments, and that is written down.
#
# We let it run for eight rounds, once with the shop's score and once with that of eight files.

# %%
shop_score, _ = trained(everything, columns_of(["shop"]))
loops = {
    "shop": run("function_creep", shop_score, everything, rounds=8),
    "eight files": run("function_creep", score, everything, rounds=8),
}
families = pd.DataFrame({name: loop.gap() for name, loop in loops.items()})
refused = loops["eight files"].history.query("group != 'everybody'").set_index("round")
at_end = refused["school_refused"].iloc[-1]
print(f"Eight files, last round: a school refuses {at_end:.0%} of the people with children.")
claim("the shop's score does not move", (families["shop"] == families["shop"][0]).all())
widened = families["eight files"].diff().dropna()
claim("the gap widens by two points or so", -3.5 < widened.sum() < -1, points=widened.sum())
claim("most of it in the first rounds", widened[:4].sum() < 2 * widened[4:].sum())
claim("a third of families are refused by a school", 0.28 < at_end < 0.42, share=at_end)
parents = clean.protected["household"].isin(["family", "single parent"]).to_numpy()
money = clean.observed[["rent", "savings"]].groupby(parents).mean()
claim("families save less", money.loc[True, "savings"] < money.loc[False, "savings"])
claim("and pay more rent", money.loc[True, "rent"] > money.loc[False, "rent"])
families.rename_axis("round").round(1).T

# %% [markdown]
# The table shows, in points and round by round, how far people with children stand below all others. (The second row is wider from the start:
# families in Simsim pay more rent and save less, and the bank's file shows it. That is no error.) The shop's score does not move: what refusals
# leave behind stands in files that it does not read. The score of eight files reads them, and its gap widens,
# mostly in the first rounds, by two points or so in all. That is little. But by then a school has refused a third of the people with children,
# and no score shows *that*.
#
# ## What was claimed, what is known
#
# Looked up on 22 November 2026<sup>cited</sup>, unless another date is given.
#
# | Claimed | Status | What is known |
# |---|---|---|
# | Taxes, transport tickets, diplomas, trainings in one national score | **fiction** | As one national score it is false. The training for women was not verified at all |
# | Voluntary and private now, national by 2020<sup>cited</sup> | **fiction** as stated | State blacklists punish; local ratings carry only perks; licences were withheld from eight<sup>cited</sup> private firms in 2017<sup>cited</sup> |
# | Centralised, cross-linked data | **disputed** | Regional joining is documented; nationally the files are fragmented |
#
# Elsewhere. **Netherlands:** SyRI joined the files of many offices to find benefit fraud, until a court in The Hague
# found on 5 February 2020<sup>cited</sup> that it breached Art. 8<sup>cited</sup> of the European Convention on
# Human Rights: documented. **United States:** credit histories, kept for loans, are used by employers and
# insurers: reported. **France:** the family-benefit agency computes a risk score of the households that it pays: documented.
#
# The law's word against function creep is [**purpose limitation**](GLOSSARY.md#purpose-limitation). In the European Union it is law: by Art. 5(1)(b)<sup>cited</sup> of the
# GDPR, personal data shall be "collected for specified, explicit and legitimate purposes and not further processed in a manner that
# is incompatible with those purposes". Archives, research and statistics are excepted, under conditions. (**Documented**; read on 23 November 2026<sup>cited</sup>
# in copies of the regulation's original text, not on the official site.)
#
# And Art. 5(1)(c)<sup>cited</sup> of the AI Act (Regulation 2024/1689<sup>cited</sup>) prohibits scoring people over time by their social behaviour or their traits
# where this leads to detriment in contexts *unrelated* to where the data arose, or to treatment that is unjustified or out of
# proportion; it has applied since 2 February 2025<sup>cited</sup>. Lawful scoring for a specific purpose is not touched. A number computed here never breaches an article by
# itself. Teaching material, not legal advice.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)`, in a line of its own, gives a hint for exercise A.
# `join([...])` does all the work: it takes a list of files. Two examples: two files, and all files but one.

# %%
print(f"Shop and tax office: {join(['shop', 'tax office'])['ranked rightly']:.1f} pairs")
print(
    f"All but the shop: {join([file for file in order if file != 'shop'])['gap']:.1f} points of gap"
)

# %% [markdown]
# **A. Another order.** Perhaps it matters which file comes first. Join only *your* file to the shop's. How many pairs
# in a hundred does that bring, over the shop alone?

# %%
mine = lesson.pick(["dating", "clinic", "police"], "file")
print(f"Your file: {mine}.")

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = join(["shop", mine])["ranked rightly"] - rightly["shop"]

lesson.check(1, answer)

# %% [markdown]
# **B. And its price.** How many points does that join cost the group that *your* file's bias harms, beyond what it costs all others? (A loss has a
# minus. The police file brings three biases: take `watched_professions`.) Compare it with what the same file cost this group when it came later, in the
# table of *Who pays*.

# %%
bias = {"dating": "partner_data", "clinic": "family_planning", "police": "watched_professions"}[
    mine
]
print(f"The bias: {bias}. It harms: {harms[bias]}.")

# %% tags=["exercise"]
answer = ...  # the entry "gaps" of what join returns

lesson.check(2, answer)

# %% tags=["solution"]
answer = join(["shop", mine])["gaps"][bias]

lesson.check(2, answer)

# %% [markdown]
# **C. One file too many.** You sit in the data-protection office. Of the eight files, you may strike out *one*. Find the one
# without which the score ranks as well as before (at most three tenths of a pair less) while the gap is narrower by
# a fifth or more. Answer with its name.

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
without = {file: join([other for other in order if other != file]) for file in order}
strike = pd.DataFrame(without).T[numbers[:3]].astype(float) - by_join.iloc[-1][numbers[:3]]
print(strike.round(1))
answer = "neighbourhood"

lesson.check(3, answer)

# %% [markdown]
# **D. Better matching.** An office promises to match names more carefully: at *your* dose of `merged_records`
# instead of eight tenths. How many people lose points to a stranger's entries then? (Do as in *One name, two people*, with the same `score`.)

# %%
dose = lesson.pick([0.2, 0.3, 0.4, 0.5], "dose")
print(f"Your dose: {dose}, instead of {national['merged_records']}.")
claim("eight tenths", national["merged_records"] == 0.8)

# %% tags=["exercise"]
answer = ...  # a number of people

lesson.check(4, answer)

# %% tags=["solution"]
careful = clean.twin(doses={"merged_records": dose})
moved = score.own_points(careful.observed[columns]) - score.own_points(clean.observed[columns])
answer = (moved < 0).sum()

lesson.check(4, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** A and B: joined early, a file brings far more accuracy *and* far more harm than it
# did later, since the score has little else to lean on. What a file "is worth" depends on what is
# there already. C: the clue is the last join of the lesson. Many answer *police*: without it two thirds of the gap
# are gone, but accuracy falls as well. That is the hard case, and a good one to debate. The order of our
# files is a choice of ours, and so are the doses: ask which conclusions depend on them (how much), and
# which do not (that accuracy does not show harm).

# %% [markdown]
# **To discuss.** Every single join could be defended: it fitted, it was useful, it was only one more. Who should
# have had to say no, at which join, and by what number? Would a list of purposes have helped?
#
# ## To take home
#
# - Anyone who joins a file joins its errors too, and they hit some groups harder than others.
# - In Simsim most of the accuracy came with one good file. The harm went on growing, and the usual test did not show it.
# - Ask of every file: what for, how much does it bring *now*, and for whom are its entries wrong?
#
# ## Sources
#
# - Fellegi, Sunter (1969<sup>cited</sup>). *A theory for record linkage.*
# - Jacobs, Wallach (2021<sup>cited</sup>). *Measurement and fairness.*
# - Koops (2021<sup>cited</sup>). *The concept of function creep.*
