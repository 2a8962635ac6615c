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
# - say why a score can hardly become more accurate and yet wrong many more people;
# - explain *purpose limitation*, *function creep* and *linkage error* to somebody who has to decide.
#
# **Time:** about forty minutes. **You need:** lessons 01 and 03.
#
# Simsim is **fiction**. That one score holds a whole nation's files was claimed by the press and is false
# as stated: **fiction** as well. That files are joined regionally, in several countries, is **documented**. What
# is known stands at the end. Lines that begin with `claim` check that our text is true of what was
# computed. Terms stand in the [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is.

# %%
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from lab.lesson import claim, show, start
from scoring import OpaqueScore
from scoring.aftermath import run
from synthetic_data import BIASES, SCENARIOS, make_population

lesson = start("09")
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## It begins in a shop
#
# A shop in Simsim scores its customers, by what they buy: may they pay later? Then a bank offers its file, and
# the shop joins it. Then the tax office. At the end everybody's file lies in one place.
#
# Each file was kept for a purpose of its own, in its own way, with errors of its own. Whoever joins the file,
# joins the errors. Below are eight files, in the order in which they come, and the
# [biases](GLOSSARY.md#bias) that each brings, at the [doses](GLOSSARY.md#dose) of our scenario `national`. We wrote them all: **fiction**.

# %%
FILES = {
    "shop": (
        [
            "main_shop",
            "nappies",
            "gaming_hours",
            "games_spend",
            "books",
            "alcohol",
            "lottery",
            "fresh_food",
            "gifts",
            "phone_price",
        ],
        [],
    ),
    "bank": (
        ["income", "rent", "savings", "debt", "years_with_bank", "late_payments", "payment_delay"],
        ["merged_records"],
    ),
    "tax office": (["tax_delay", "documents", "address_changes", "education"], []),
    "transport": (["transport_fines", "travel", "commute", "late_arrivals"], []),
    "dating": (["partner_replies", "messages", "contacts"], ["partner_data"]),
    "clinic": (["missed_appointments", "sport", "night_activity"], ["family_planning"]),
    "police": (
        ["recorded_offences"],
        ["watched_professions", "always_on_city", "camera_error"],
    ),
    "neighbourhood": (
        ["volunteering", "overdue_books"],
        ["denunciations", "neighbourhood_share", "peer_watch"],
    ),
}
national = SCENARIOS["national"]
brought = {bias: file for file, (_, biases) in FILES.items() for bias in biases}
claim("eight files", len(FILES) == 8)
claim("every bias at half a dose or more", min(national[bias] for bias in brought) == 0.5)
pd.DataFrame(
    {
        "file": brought,
        "harms": {bias: BIASES[bias].harms for bias in brought},
        "dose": {bias: national[bias] for bias in brought},
        "our mechanism": {bias: BIASES[bias].status for bias in brought},
    }
).rename_axis("bias")

# %% [markdown]
# Some examples. Where the bank's file is joined, names must be matched for the first time, and some people
# get a stranger's entries (`merged_records`). The clinic counts a training that only women are asked to come
# to. The police's cameras mistake hill people for one another. Neighbourhood offices write down rumours.
#
# To see what an error costs we need a country without errors: the [twin](GLOSSARY.md#twin). Same people, same lives, same luck, true files.
# In both countries the *answers* from which the score learns are true: who kept a promise is recorded as
# it was. (That such records can be false was lesson 03. Here only the files are.)

# %%
clean = make_population(10_000, scenario="level", seed=1)
train, test = clean.split(0.7)


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
    columns = [column for file in files for column in FILES[file][0]]
    doses = {bias: national[bias] for file in files for bias in FILES[file][1]}
    country = clean.twin(doses=doses)
    points, on_true_files = trained(country, columns)[1], trained(clean, columns)[1]
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
claim("the answers are true", (everything.recorded == clean.recorded).all())
claim("seven in ten", abs(train.mean() - 0.7) < 0.02)

# %% [markdown]
# Two numbers will matter.
#
# - **Ranked rightly**, as in lesson 01: of a hundred pairs of one who kept a promise and one who broke it, in how
#   many does the first have more points? A coin gets fifty.
# - **The gap**: how many points more than all others a wronged group loses *to the errors*, compared with a
#   score from true files. There are nine biases that wrong nine groups (two of them the same); we take the
#   mean of the nine.
#
# The shop first, then with the bank.

# %%
order = list(FILES)
joined = {file: join(order[: k + 1]) for k, file in enumerate(order[:2])}
numbers = ["ranked rightly", "with true files", "gap", "lose 20 or more"]
first_two = pd.DataFrame(joined).T[numbers].astype(float)
claim("nine", len(brought) == 9)
claim("the shop alone errs nobody", joined["shop"]["gap"] == 0)
claim("the bank brings over ten pairs", first_two["ranked rightly"].diff().iloc[1] > 10)
claim("the gap is below one point", -1 < joined["bank"]["gap"] < 0)
first_two.round(1)

# %% [markdown]
# The shop's score is poor, little better than a coin. It wrongs nobody by errors, since we planted none in its
# file. With the bank's file it ranks many more pairs rightly, and the gap is less than one point: a bargain.
# The last column says how many people in a hundred lose twenty points or more to errors.
#
# ## Predict first
#
# Six more files are joined: tax office, transport, dating platform, clinic, police, neighbourhood offices.
# Write down three guesses.
#
# - How many *more* pairs in a hundred does the score rank rightly with all eight files than with two?
# - How many *times* as wide is the gap?
# - And what does the very last file bring?

# %%
joined |= {file: join(order[: k + 1]) for k, file in enumerate(order) if k > 1}
by_join = pd.DataFrame(joined).T[numbers].astype(float).rename_axis("after joining")
rightly, gap = by_join["ranked rightly"], by_join["gap"]
more, times = rightly["neighbourhood"] - rightly["bank"], gap["neighbourhood"] / gap["bank"]
print(f"Six more files: {more:+.1f} pairs in a hundred, and a gap {times:.0f} times as wide.")
claim("about five pairs", 3.5 < more < 6.5, pairs=more)
claim("more than ten times the gap", times > 10, times=times)
by_join.round(1)

# %% [markdown]
# Accuracy and the gap do not grow together: one comes first, the other afterwards. Let us draw how much of its
# whole way each has gone.

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
last = by_join.diff().loc["neighbourhood"]
print(f"The last file: {last['ranked rightly']:+.1f} pairs, {last['gap']:+.1f} points of gap.")
claim("the last file brings no accuracy", last["ranked rightly"] < 0.05)
claim("and widens the gap by two points or so", -3 < last["gap"] < -1.5)

# %% [markdown]
# Three quarters of all accuracy came with one file, the bank's, and less than a tenth of the harm. Then it turns
# round. And the **last file brings nothing**, or a little less than nothing, and still widens the gap by two
# points. Nobody in the office that joins it would notice, for nobody there measures the gap: it takes a twin,
# or asking the people.
#
# Would the makers see it in their own test? Compare the columns *ranked rightly* and *with true files*.

# %%
seen = by_join["ranked rightly"] - by_join["with true files"]
print(f"From {seen.min():+.1f} to {seen.max():+.1f} pairs in a hundred.")
claim("the errors hardly show", seen.abs().max() < 1.2)
fifth = by_join["lose 20 or more"]["neighbourhood"]
claim("one in five loses twenty points or more", 18 < fifth < 26, per_cent=fifth)

# %% [markdown]
# The errors hardly show, though at the end one person in five loses twenty points or more to them.
# Even the contrary can be: with the dating file comes a number (how many of a person's messages are answered) that
# the country with true files does not have. The score ranks better for it, and it wrongs a group. A test of accuracy is an average over all. It does not ask who pays.
#
# ## Who pays
#
# Each row is a group, each column a join; the numbers are points that the errors cost the group more than the
# others.

# %%
who = pd.DataFrame({file: result["gaps"] for file, result in joined.items()})
who.insert(0, "harms", pd.Series({bias: BIASES[bias].harms for bias in brought}))
lose = (who[order] < -3).sum()
print("Groups that lose more than three points:", lose.to_dict())
claim("one group after the bank", lose["bank"] == 1)
claim("all nine at the end", lose["neighbourhood"] == 9)
women = who.loc["family_planning"]
claim("women's loss grows with the police file", women["police"] < women["clinic"] - 3 < -5)
who.set_index("harms").round(1)

# %% [markdown]
# After the bank one group loses more than three points; at the end all nine do. Most groups are hit when "their"
# file is joined, but not only then. Look at the women: the clinic's bias also writes absences into the
# *police's* file. As long as that file was not joined, this cost them nothing. An error can wait in one file
# until another one is joined.
#
# ## One name, two people
#
# Files are joined by names. Where two people have the same name, or one name is spelled in two ways, somebody
# gets a stranger's entries: a [*linkage error*](GLOSSARY.md#linkage-error). Here is the one hit hardest.

# %%
linked = clean.twin(doses={"merged_records": national["merged_records"]})
columns = [column for file in order for column in FILES[file][0]]
score, _ = trained(everything, columns)
lost = score.own_points(linked.observed[columns]) - score.own_points(clean.observed[columns])
unlucky = int(np.argmin(lost))
entries = ["late_payments", "recorded_offences", "transport_fines", "tax_delay"]
print(f"Number {unlucky} loses {-lost[unlucky]:.0f} points; {(lost < 0).sum():,} people lose some.")
claim("more than a hundred points", lost[unlucky] < -100)
pd.DataFrame({"true": clean.observed.loc[unlucky], "joined": linked.observed.loc[unlucky]}).loc[
    entries
]

# %%
protected = clean.protected[["common_name", "migrant"]].astype(bool)
is_hit = pd.Series(lost < 0)
share = {
    "common name": is_hit[protected["common_name"].to_numpy()].mean(),
    "migrant": is_hit[protected["migrant"].to_numpy()].mean(),
    "neither": is_hit[~protected.any(axis=1).to_numpy()].mean(),
}
claim("two in five", 0.35 < share["common name"] < 0.45 and 0.35 < share["migrant"] < 0.45)
claim("of the others, hardly anybody", share["neither"] < 0.03)
pd.Series(share, name="share who lose points to a stranger's entries").to_frame().round(2)

# %% [markdown]
# About two in five people with a common name, or from abroad, loses points to a stranger; of all others
# hardly anybody. Nobody meant it: it follows from how names are matched.
#
# ## A score that is asked for everywhere
#
# Joining files is one half. The other: once the score exists, others ask for it. That is
# [*function creep*](GLOSSARY.md#function-creep): what was made for one purpose serves another. In our loop schools and
# transport begin to ask for the score, more of them in each round, and refuse people below six hundred points. Who is refused comes
# late, moves house, misses appointments: and that is written down.
#
# We let it run with the shop's score and with that of eight files.

# %%
shop_score, _ = trained(everything, FILES["shop"][0])
loops = {
    "shop": run("function_creep", shop_score, everything, rounds=8),
    "eight files": run("function_creep", score, everything, rounds=8),
}
families = {name: loop.gap() for name, loop in loops.items()}
refused = loops["eight files"].history.query("group != 'everybody'").set_index("round")
at_end = refused["school_refused"].iloc[-1]
claim("the shop's score does not move", (families["shop"] == families["shop"][0]).all())
widened = families["eight files"][8] - families["eight files"][0]
claim("the other's gap widens by two points or so", -3.5 < widened < -1, points=widened)
claim("in every round", (families["eight files"].diff().dropna() < 0).all())
claim("a third of families are refused by a school", 0.28 < at_end < 0.42, share=at_end)
pd.DataFrame(families).rename_axis("round").round(1).T

# %% [markdown]
# The table shows the gap between people with children and all others. (It is wider from the start in the second row:
# families in Simsim are short of money, and the bank's file shows it.) The shop's score does not move: what refusals
# leave behind stands in files that it does not read. The score of eight files reads them, and its gap widens in
# every round, by two points or so in all. That is little. But by then a school has refused a third of the people with children,
# and *that* is no matter of points.
#
# ## All at once
#
# The scenario `national` has still more doses, friends, posts and false records among them. The same eight
# files there, against the true ones: which groups have lost most?

# %%
nation = clean.twin(doses=national)
cost = trained(nation, columns)[1] - trained(clean, columns)[1]
groups = {bias.harms: bias.harmed(nation) for bias in BIASES.values() if not bias.is_position}
all_at_once = pd.Series({who: cost[m].mean() - cost[~m].mean() for who, m in groups.items()})
claim("more than half of the groups lose three points", (all_at_once < -3).mean() > 0.5)
print(f"{(all_at_once < -3).sum()} of {len(groups)} groups lose more than three points.")
all_at_once.sort_values().head(6).round(1).to_frame("points")

# %% [markdown]
# More than half of the groups lose more than three points. Mind the top: part of what poor quarters lose here
# is *real*. One of the doses makes them truly poorer, which is an injustice, and not an error in a file.
#
# ## What was claimed, what is known
#
# We looked it up on 22 November 2026<sup>cited</sup>.
#
# | Claimed | Status | What is known |
# |---|---|---|
# | Taxes, transport tickets, diplomas, trainings in one national score | **fiction** | As one national score it is false. The training for women was not verified at all |
# | Voluntary and private now, national by 2020<sup>cited</sup> | **fiction** as stated | State blacklists punish; local ratings carry only perks; eight<sup>cited</sup> private firms were refused licences in 2017<sup>cited</sup> |
# | Centralised, cross-linked data | **disputed** | Regional joining is documented; nationally the files are fragmented |
#
# Elsewhere. **Netherlands:** SyRI joined the files of many offices to find benefit fraud, until a court in The Hague
# found on 5 February 2020<sup>cited</sup> that it breached Art. 8<sup>cited</sup> of the European Convention on
# Human Rights: documented. **United States:** credit histories, kept for loans, are used by employers and
# insurers: reported. **France:** the family-benefit agency scores households by what they must report to it:
# documented.
#
# The law's word against function creep is [**purpose limitation**](GLOSSARY.md#purpose-limitation): data are collected for a specified purpose and not used
# further in a way that does not fit it. In the European Union it stands, as reported, in Art. 5(1)(b)<sup>cited</sup> of the
# GDPR (looked up on 22 November 2026<sup>cited</sup>). And Art. 5(1)(c)<sup>cited</sup> of the AI Act (Regulation 2024/1689<sup>cited</sup>) prohibits scoring people's social behaviour
# over time where this leads to detriment in contexts *unrelated* to where the data arose (or to treatment out of
# proportion); it applies since 2 February 2025<sup>cited</sup>. A number computed here never breaches an article by
# itself. Teaching material, not legal advice.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)` gives a hint for the first exercise.
# `join([...])` does all the work: it takes a list of files.

# %%
print(f"{join(['shop', 'tax office'])['ranked rightly']:.1f} pairs in a hundred")

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
# **B. And its price.** By how many points does that join widen the gap of the group that *your* file's bias
# harms? (Points lost have a minus. The police file brings three biases: take `camera_error`.) Compare with the
# same file when it came after the others.

# %%
print({"dating": "partner_data", "clinic": "family_planning", "police": "camera_error"}[mine])

# %% tags=["exercise"]
answer = ...  # the entry "gaps" of what join returns

lesson.check(2, answer)

# %% tags=["solution"]
bias = {"dating": "partner_data", "clinic": "family_planning", "police": "camera_error"}[mine]
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
# instead of eight tenths. How many people lose points to a stranger's entries then? (Use `score`, as above.)

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
# **For the teacher.** A and B: joined early, the dating file brings far more accuracy *and* far more harm than it
# did as the fifth file, since the score has little else to lean on. What a file "is worth" depends on what is
# there already. C: the clue is the last join of the lesson. Many answer *police*: without it the gap nearly
# vanishes, but accuracy falls as well. That is the hard case, and a good one to debate. The order of our
# files is a choice of ours, and so are the doses: ask which conclusions depend on them (how much), and
# which do not (that accuracy does not show harm).

# %% [markdown]
# **To discuss.** Every single join could be defended: it fitted, it was useful, it was only one more. Who should
# have had to say no, at which join, and by what number? Would a list of purposes have helped?
#
# ## To take home
#
# - Whoever joins a file joins its errors, and the people whom they hit.
# - Accuracy comes with the first good file. Harm goes on growing, and the usual test does not show it.
# - Ask of every file: what for, how much does it bring *now*, and for whom are its entries wrong?
#
# ## Sources
#
# - Fellegi, Sunter (1969<sup>cited</sup>). *A theory for record linkage.*
# - Jacobs, Wallach (2021<sup>cited</sup>). *Measurement and fairness.*
# - Koops (2021<sup>cited</sup>). *The concept of function creep.*
