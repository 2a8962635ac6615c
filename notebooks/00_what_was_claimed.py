# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 00 · What was claimed, what is known
#
# **After this lesson you can**
#
# - say of a claim about a score whether it is documented, disputed or fiction, and what these words mean;
# - keep three things apart that are often thrown together: a private score, a state's records, and
#   systems of the police;
# - find, for a claim about one country, a case of the same mechanism in another.
#
# **Time:** about half an hour. **You need:** nothing but this page.
#
# **How to read it.** Grey boxes are *cells*: lines of code, which you need not understand. Click on the first one and
# press *Shift* and *Enter* together: it runs, and its answer appears below it. Go on from top to bottom. A small
# <sup>cited</sup> marks a number that comes from a source and is not computed here. Terms stand in the
# [glossary](GLOSSARY.md).
#
# **One word, two meanings.** In the text a *claim* is something that an article says. In the cells, here and in all
# lessons, a line that begins with `claim(` has the computer check a sentence of *ours*. You can pass over these lines.
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is.
#
# **One rule**, for all lessons. Everybody whom you will meet in them is invented. Never type in data of a real
# person, yourself included. The lessons speak of minorities, of policing and of disability; if one of them comes too
# near to you, leave it out.

# %%
import pandas as pd

from underglass import BIASES, MECHANISMS
from underglass.course.answers.lesson_00 import IN_PLAIN_WORDS, LEDGER, POOLS, THINGS, three_things
from underglass.course.lesson import claim, show, start

lesson = start("00")
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## Two articles
#
# This course began with two articles of the French press. The first, which we call **Z**, is about *Sesame Credit* (Zhima),
# a score that a private firm in China gives its customers. The second, **E**, is about surveillance by
# machines, and about its export. Both warn. Both hold much that is true, much that nobody has shown, and some things
# that are false. What stays in mind are nappies, video games, and friends who pull each other down.
#
# We went through both and wrote down what they claim, in our own short words: twenty-three claims. Then we looked
# up what is known of each, on 22 November 2026<sup>cited</sup>. That list is the [*ledger*](GLOSSARY.md#ledger) of this course.
#
# ## Three words
#
# - [**documented**](GLOSSARY.md#status): good sources show it: a law, a plan, a product's own page, a measurement, a court.
# - **disputed**: something speaks for it, such as an interview, a witness or one half of the facts, but no proof is known,
#   or others deny it; or it is an opinion, a way to read the facts. It may be true.
# - **fiction**: untrue as it was said; or invented.
#
# The words need care. *Documented* holds for the sentence that stands there and for no bigger one: that a plan asks
# for something does not show that it was done. *Disputed* does not mean false. And *fiction* does not
# mean harmless: what is nowhere done today can be done tomorrow. Where we have something only at second
# hand, we say *reported*.
#
# ## Three things that get confused
#
# | | Who runs it | What it is | What it can do to you |
# |---|---|---|---|
# | **Score** | a private firm | points for customers, such as Sesame Credit | perks, waived deposits, easier loans: or none |
# | **Records** | the state: courts, ministries, cities | mostly blacklists and files; here and there local ratings, which carry only perks | blacklists punish |
# | **Policing** | the police, with firms that sell to it | cameras, platforms that join data and flag people | attention, questions, more |
#
# The two articles, like many others, take the three for one: a single number that decides everything. This
# error has consequences: anyone who wants to complain about a blacklist has to write to an office of the state, not to
# the makers of an app. Some things belong to none of the three, such as health codes.
#
# ## The ledger
#
# Each claim with its number, its article, and what it is about.

# %%
names = ["row", "article", "about", "what is claimed"]
ledger = pd.DataFrame(LEDGER, columns=names).set_index("row")

claim("twenty-three claims", len(ledger) == 23)
claim(
    "they are numbered",
    list(ledger.index)
    == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
)
ledger

# %% [markdown]
# The labels are not there yet, on purpose. Some claims have two halves, and the label will belong to the half that
# stands in the table: that the formula is *secret* (2), that machines *decide*
# (15). The other halves follow below.
#
# ## Predict first
#
# Read the twenty-three claims once more, and do not scroll down yet. **How many of them are documented?** How many
# are fiction? Write down two numbers, and the three claims that you have heard most often. Then run the
# cells.

# %%
planted = {**BIASES, **MECHANISMS}  # all that we built; each names the claims that it is made from
labels = [(row, status) for built in planted.values() for row, status in built.claims.items()]
ledger["status"] = pd.Series(dict(labels))
count = pd.crosstab(ledger["article"], ledger["status"])[["documented", "disputed", "fiction"]]
total = count.sum()
print(total.to_string())
remembered = ledger.loc[[3, 4, 6]]

# %%
ax = count.loc[["E", "Z"]].plot.barh(
    stacked=True, color=["#0072B2", "#E69F00", "#FFFFFF"], edgecolor="black", figsize=(8, 2.6)
)
for bars, hatch in zip(ax.containers, ["", "//", ".."], strict=True):
    for bar in bars:
        bar.set_hatch(hatch)
    numbers = [f"{number:.0f}" if number else "" for number in bars.datavalues]
    ax.bar_label(bars, numbers, label_type="center", backgroundcolor="white", padding=0)
ax.set(xlabel="claims", ylabel="article", xlim=(0, 16))
z, e = count.loc["Z"], count.loc["E"]
show(
    ax,
    alt=f"Two bars. Article Z: {z['documented']} claims documented, {z['disputed']} disputed, "
    f"{z['fiction']} fiction. Article E: {e['documented']} documented, {e['disputed']} disputed, "
    f"{e['fiction']} fiction.",
)

# %% [markdown]
# **Nine of twenty-three** are documented, not even half; but only two are fiction. Did you guess more, or
# fewer? The other twelve are disputed: nobody outside can be sure of them. Nappies, games and
# friends, so easy to remember, are not among the documented nine: two were an executive's
# illustrations in an interview, and of the third only a "network" dimension is known.
#
# Now the documented ones. Did you remember *them*?

# %% jupyter={"source_hidden": true}
# What is said above:
claim("each claim has one label", sorted(row for row, _ in set(labels)) == list(ledger.index))
claim("nine are documented", total["documented"] == 9)
claim("twelve are disputed", total["disputed"] == 12)
claim("two are fiction", total["fiction"] == 2)
claim("none of the famous three is documented", (remembered["status"] == "disputed").all())
claim("the two stand in article Z", count.loc["E", "fiction"] == 0)

# %%
ledger.loc[ledger["status"] == "documented", ["about", "what is claimed"]]

# %% [markdown]
# ## What is known of each
#
# One row a claim, in a few words of our own: its label, and why. *Plan* is the state's planning outline of
# 2014<sup>cited</sup>.
#
# | | Claim | Label | What is known |
# |---|---|---|---|
# | 1 | Score and perks | documented | The scale is reported; perks and credit limits are documented |
# | 2 | Secret formula | documented | The formula is secret. (That *nobody* knew anything is disputed: its five dimensions were public) |
# | 3 | Nappies | disputed | For it: an executive's interview. No evidence of a rule in use |
# | 4 | Games | disputed | The same interview, no evidence of a rule in use |
# | 5 | Dating site | disputed | The two were linked, but probably in the reverse direction: a good score bought prominence on the site |
# | 6 | Friends | disputed | A "network" dimension existed. That scores rub off is not established |
# | 7 | Patriots' posts | disputed | Attributed to the author of a video, of the state's system. No source found for a score by posts. (The company's denial is about its own score) |
# | 8 | Some professions | documented | The plan asks for credit *records* on them, not for weights in a score |
# | 9 | One national score | fiction | False: there are lists and files, no one number |
# | 10 | Rewards for reports | documented | The plan has them, by a copy of that section |
# | 11 | National by 2020<sup>cited</sup> | fiction | False as stated: blacklists punish, local ratings carry only perks, and eight private firms were refused licences in 2017<sup>cited</sup> |
# | 12 | Citizens approve | documented | A survey found approval high, strongest among wealthier, educated, urban people |
# | 13 | Cameras err | documented | Measured in 189<sup>cited</sup> algorithms from many countries. This suggests that what a camera was trained on matters more than its maker's nation (reported) |
# | 14 | Cameras and a minority | documented | A product listing and a test report name it. (The vendor: a test only) |
# | 15 | Machines arrest | disputed | A platform joins data and flags lawful behaviour: documented. That machines *decide* is not shown |
# | 16 | Health codes | documented | Colours decided about doors, by rules not explained. In one case red codes went to people who protested at banks; officials were punished for it |
# | 17 | All watch all | disputed | One scholar's interpretation |
# | 18 | Committees live on | disputed | A comparison with the past |
# | 19 | All data joined | disputed | Regionally they are joined; nationally they are fragmented |
# | 20 | Control accepted | disputed | A forecast by a scholar whom the article quotes |
# | 21 | Sold to many | documented | At least 75<sup>cited</sup> of 176<sup>cited</sup> countries use it, bought from several countries; local demand drives it, says a scholar in the article |
# | 22 | Normal behaviour | disputed | One witness, an official without a name |
# | 23 | Measures stay | disputed | An opinion, about France |
#
# Compare 7 and 9: for the one we found no source, which leaves it open; the other was looked up, and is false as it
# stands. Should a source turn up, a label changes. One of the articles explains a mechanism by a people's "culture". We do not repeat that: a mechanism works
# wherever it is built.
#
# ## A claim and a mechanism
#
# In the coming lessons these claims are *built*, in a country that does not exist, Simsim, so that one can look inside. Then two
# labels are needed: one for the claim, one for what we made of it. Five examples, with their names in the code.

# %%
some = ["idle_gamers", "camera_error", "watched_professions", "fraud_suspicion", "postcode"]
pd.DataFrame(
    {
        "what we built": {name: IN_PLAIN_WORDS[name] for name in some},
        "label of the claim": {
            name: ", ".join(BIASES[name].claims.values()) or "in neither article" for name in some
        },
        "label of what we built": {name: BIASES[name].status for name in some},
    }
)

# %% [markdown]
# That cameras err more on some groups was measured: documented. That their errors lower a score, as in Simsim, we invented: fiction. A
# documented claim does not make a documented mechanism.
#
# A last question before the exercises. Simsim has twenty-nine such mechanisms. **How many are known to run like this
# anywhere, and where?**

# %%
built = pd.Series({name: mechanism.status for name, mechanism in planted.items()})
known = built.index[built == "documented"]
claim("twenty-nine", len(built) == 29)
claim("four", len(known) == 4)
from_elsewhere = [name for name in known if not planted[name].claims]
claim("three of them are in neither article", len(from_elsewhere) == 3)
pd.DataFrame(
    {
        "in the articles": {name: "yes" if planted[name].claims else "no" for name in known},
        "where it runs": {name: planted[name].parallel for name in known},
    }
)

# %% [markdown]
# Four. Three of these four stand in neither article: they come from the United States, the Netherlands, France and many
# other countries. What we can document best is mostly not where the articles look.
#
# That is no excuse for anybody. It is a reason to look at mechanisms and not at nations.
#
# ## Parallels
#
# | Claimed there | The same mechanism elsewhere |
# |---|---|
# | A score with perks (1) | United States: FICO, 300 to 850<sup>cited</sup>. Germany: SCHUFA, 100 to 999<sup>cited</sup>, with 12<sup>cited</sup> published criteria, announced from 17 March 2026<sup>cited</sup> |
# | A secret formula (2) | Germany: the highest civil court upheld SCHUFA's secrecy in 2014<sup>cited</sup> |
# | Friends (6) | United States: a patent held by Airbnb adjusts by associates' scores (use not proven). Lenddo, a lender, scans social accounts. European Union: forbidden for creditworthiness, Directive 2023/2225<sup>cited</sup>, Art. 18(3)<sup>cited</sup>, from 20 November 2026<sup>cited</sup> |
# | Joined files (9, 19) | Netherlands: SyRI, stopped by a court on 5 February 2020<sup>cited</sup> |
# | Suspicion falls on a group (14) | Netherlands: in the childcare-benefit affair nationality was a risk factor (fine of 25 November 2021<sup>cited</sup>) |
# | Machines that flag people (15) | United States: COMPAS, a score of defendants for courts; PredPol, a map of expected offences for patrols |
# | Health codes (16) | Europe: health passes, by published rules |
# | A score that nobody can refuse (11) | France: the family-benefit agency's risk score; the code of the current model is public since 15 January 2026<sup>cited</sup>, its training data are not |
#
# The sentences on law were looked up on 22 November 2026<sup>cited</sup>; this is teaching material, not legal advice.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell: it tells you at once. `lesson.hint(1)`, in a line of its own, gives
# a hint for exercise A. Your seed chooses your claims, so a neighbour has others.
#
# **A. Count.** The cell names an article and a status, yours. How many claims of this article have this status? Count in
# the picture, or let the computer count in the table `ledger`.

# %%
article, status = lesson.pick([("Z", "documented"), ("Z", "disputed"), ("E", "disputed")], "ab")
print(f"Yours: article {article}, {status}.")

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = ((ledger["article"] == article) & (ledger["status"] == status)).sum()

lesson.check(1, answer)

# %% [markdown]
# **B. Sort.** Give each of your five claims its label, without looking it up. Write a word behind each number, with
# brackets, commas and quotation marks as in `{1: "fiction", 3: "fiction"}`. The numbers stand on the left.

# %%
yours = [lesson.pick(rows, "sort") for rows in ([1, 2, 12], [3, 5, 15], [9, 11])]
yours += [lesson.pick(rows, "more") for rows in ([8, 10, 13, 16, 21], [6, 18, 19, 22])]
yours = sorted(yours)
ledger.loc[yours, ["what is claimed"]]

# %% tags=["exercise"]
answer = ...

lesson.check(2, answer)

# %% tags=["solution"]
answer = {row: ledger.loc[row, "status"] for row in yours}

lesson.check(2, answer)

# %% [markdown]
# **C. Tell apart.** Three things, shuffled by your seed. Which is the `score`, which are the `records`, which is `policing`?
# Write it like this, with your own words: `{"a": "score", "b": "score", "c": "score"}`.

# %%
things = three_things(lesson.seed)
for letter, thing in zip("abc", things, strict=True):
    print(f"{letter}: {thing}.")

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
kind_of = {thing: kind for kind, options in THINGS.items() for thing in options}
answer = {letter: kind_of[thing] for letter, thing in zip("abc", things, strict=True)}

lesson.check(3, answer)

# %% [markdown]
# **D. Match.** Three mechanisms that we built, and three cases from elsewhere. Which case is the same mechanism? Give each
# mechanism's name the letter of its case, as in `{"postcode": "x", "camera_error": "y"}`.

# %%
mechanisms = [lesson.pick(pool, "match") for pool in POOLS]
for name in mechanisms:
    print(f"{name}: {IN_PLAIN_WORDS[name]}")
cases = sorted(BIASES[name].parallel for name in mechanisms)
pd.DataFrame({"the case from elsewhere": dict(zip("xyz", cases, strict=True))})

# %% tags=["exercise"]
answer = ...

lesson.check(4, answer)

# %% tags=["solution"]
answer = {name: "xyz"[cases.index(BIASES[name].parallel)] for name in mechanisms}

lesson.check(4, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** A is a warm-up. In B most mistakes are *fiction* for what is disputed ("it sounds absurd") and
# *documented* for what is well known: ask where each student heard of it. In C the city's rating is
# the hard one: it has points, but the state runs it, so it belongs to the records. D opens the way to the discussion: each
# pair is a mechanism, not a nation. If a class has ten minutes only: the prediction, the table of the nine, C.

# %% [markdown]
# **To discuss.** Take one disputed claim. What would a journalist, a court, an engineer have to find, to make it documented, or
# fiction? Who could let them look? And which claims do people around you remember, and why these?
#
# ## To take home
#
# - Nine of twenty-three claims are documented, two are fiction, twelve are open. Ask for the label.
# - A private score, a state's records, systems of the police: three things, and three addresses for a complaint.
# - Criticise the mechanism, wherever it runs. The best documented ones may run where you live.
#
# Next, in lesson 01, you will be scored. Everything from there on happens in Simsim, which is **fiction**.
#
# ## Sources
#
# As looked up for the ledger; the short list:
#
# - Daum (2022<sup>cited</sup>), Mistreanu (2018<sup>cited</sup>), Brussee (2023<sup>cited</sup>): no single national
#   score, and fragmented data.
# - Feldstein (2019<sup>cited</sup>). *The global expansion of AI surveillance.*
# - Human Rights Watch (2019<sup>cited</sup>) on a policing platform; IPVM (2019<sup>cited</sup>, 2020<sup>cited</sup>) on cameras.
# - Kostka (2019<sup>cited</sup>), a survey of approval.
# - National Institute of Standards and Technology (2019<sup>cited</sup>). NISTIR 8280<sup>cited</sup>: demographic effects in face recognition.
