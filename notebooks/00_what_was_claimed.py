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
# - say of a sentence in an article who speaks, of whom, and how surely, before you ask whether it is true;
# - say of a claim about a score whether it is documented, disputed or fiction, and what these words mean;
# - keep three things apart that are often thrown together: a private score, a state's records, and
#   systems of the police;
# - find, for a claim about one country, a case of the same mechanism in another.
#
# **Time:** about fifty minutes. **You need:** nothing but this page.
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

from synthetic_data.claims import ARTICLES, CLAIMS, HEDGES, MARKS
from underglass import BIASES, MECHANISMS
from underglass.course.answers.lesson_00 import (
    IN_PLAIN_WORDS,
    POOLS,
    SORTED,
    SURELY,
    THINGS,
    VOICES,
    status_of,
    three_things,
    voice_of,
)
from underglass.course.lesson import claim, show, start

lesson = start("00")
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## Two articles
#
# This course began with two articles of the French press. Here is what we know of them.

# %%
pd.DataFrame({name: vars(article) for name, article in ARTICLES.items()})

# %% [markdown]
# Both warn, and both point at democracies as well: **Z** at credit scores in the United States and at countries that link
# medical and private data, **E** at cameras in London, Nice and Belgrade, and at drones and the health pass in France. **Z** keeps
# the firm's score apart from the state's plan. **E** speaks of police, cities and codes, not of one number. It is
# readers, more often than the articles, who stir all this into one machine.
#
# ## How to read a sentence
#
# Before you ask whether a sentence is true, ask three other questions.
#
# 1. **Who speaks?** The journalist in their own name; somebody *inside*, such as a director of the firm, a document of the
#    state, an official; or somebody *outside*, such as a researcher or the author of a book or a video.
# 2. **Of whom?** Of the firm, of the state's plan, of the police, of Europe?
# 3. **How surely?** As a fact, or with *could*, *would*, *seems*; as something that will be; in the words of somebody else; or as a
#    risk, a fear, an opinion. Such words are called *hedges*. They fall off when a sentence is retold.
#
# So "who buys nappies counts as responsible" stands nowhere. What stands there: the firm's technology director, asked in an
# interview, said that somebody who often buys nappies *would probably* be considered a parent. That is inside, of the firm, and
# hedged.
#
# ## The ledger
#
# We went through both articles sentence by sentence, on 24 November 2026<sup>cited</sup>, and wrote down what they claim, in our
# own short words: twenty-six claims. That list is the [*ledger*](GLOSSARY.md#ledger) of this course. The hedges stand where they stood.

# %% tags=["world"]
ledger = pd.DataFrame({number: vars(row) for number, row in CLAIMS.items()}).T.rename_axis("row")
sentences = ledger[["speaker", "of", "said"]].set_axis(
    ["who speaks", "of whom", "what is said"], axis=1
)
claim("twenty-six claims", len(ledger) == 26)
claim("they are numbered", list(ledger.index) == [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
    14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
])  # fmt: skip
ledger[["article"]].join(sentences)

# %% [markdown]
# ## Read before you judge
#
# Put your answer in place of `...` and run the cell: it tells you at once. `lesson.hint(1)`, in a line of its own, gives
# a hint for exercise A. Your seed chooses your claims, so a neighbour has others.
#
# **A. Who speaks?** Five sentences. Write for each `own` (the journalist in their own name), `inside` or `outside`, behind
# its number, with brackets, commas and quotation marks as in `{1: "own", 7: "own"}`.

# %%
yours = sorted(lesson.pick(rows, "voice") for rows in VOICES)
sentences.loc[yours]

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = {number: voice_of(ledger.speaker[number]) for number in yours}

lesson.check(1, answer)

# %% [markdown]
# **B. How surely?** The cell tells you the five words. Write one for each of your four sentences, in the same way.

# %%
for word, meaning in HEDGES.items():
    print(f"{word}: {meaning}")
surely = sorted(lesson.pick(rows, "hedge") for rows in SURELY)
sentences.loc[surely]

# %% tags=["exercise"]
answer = ...

lesson.check(2, answer)

# %% tags=["solution"]
answer = {number: ledger.hedge[number] for number in surely}

lesson.check(2, answer)

# %% [markdown]
# ## Three words
#
# Now the other question: what is known? We looked it up, on 22 November 2026<sup>cited</sup>, and gave each claim a label.
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
# Many readers take the three for one: a single number that decides everything. This
# error has consequences: anyone who wants to complain about a blacklist has to write to an office of the state, not to
# the makers of an app. Some things belong to none of the three, such as health codes.
#
# ## Predict first
#
# Do not scroll down yet. Of the twenty-six claims, **how many are documented as they stand?** How many are fiction? And the three
# that are retold most often, nappies, games and friends: **did the article state them as facts?** Write down two numbers and
# a word. Then run the cells.

# %% tags=["world"]
ORDER = ["documented", "in part", "disputed", "fiction"]
ledger["status"] = [status_of(row) for row in CLAIMS.values()]
count = pd.crosstab(ledger["article"], ledger["status"])[ORDER]
total = count.sum()
print(total.to_string())
famous = ledger.loc[[3, 4, 6]]

# %%
ax = count.loc[["E", "Z"]].plot.barh(
    stacked=True,
    color=["#0072B2", "#56B4E9", "#E69F00", "#FFFFFF"],
    edgecolor="black",
    figsize=(8, 2.6),
)
for bars, hatch in zip(ax.containers, ["", "||", "//", ".."], strict=True):
    for bar in bars:
        bar.set_hatch(hatch)
    numbers = [f"{number:.0f}" if number else "" for number in bars.datavalues]
    ax.bar_label(bars, numbers, label_type="center", backgroundcolor="white", padding=0)
ax.set(xlabel="claims", ylabel="article", xlim=(0, 20))
ax.legend(loc="center right")
z, e = count.loc["Z"], count.loc["E"]
show(
    ax,
    alt=f"Two bars. Article Z: {z['documented']} claims documented, {z['in part']} in part, "
    f"{z['disputed']} disputed, {z['fiction']} fiction. Article E: {e['documented']} documented, "
    f"{e['in part']} in part, {e['disputed']} disputed, {e['fiction']} fiction.",
)

# %% [markdown]
# **Five of twenty-six** are documented as they stand, six in one part; thirteen are disputed, and only two are fiction. Nappies,
# games and friends, so easy to remember, are disputed. But look at how they were said: **none of the three was stated as a
# fact.** The director said *would* and *probably*, the journalist said *could*. The hedge was there; it fell off on the way to us.
#
# The two fictions were not stated as facts either: both say what *will* be. They were forecasts, and they did not come true.

# %% jupyter={"source_hidden": true}
# What is said above:
claim("five are documented as they stand", total["documented"] == 5)
claim("six in one part", total["in part"] == 6)
claim("thirteen are disputed", total["disputed"] == 13)
claim("two are fiction", total["fiction"] == 2)
claim("the famous three are disputed", (famous["status"] == "disputed").all())
claim("none of the three was stated as a fact", (famous["hedge"] == "perhaps").all())
fictions = ledger[ledger["status"] == "fiction"]
claim("both say what will be", (fictions["hedge"] == "foretold").all())

# %% [markdown]
# ## What is known of each
#
# One row a claim: the label to show, by part where the parts differ, what is known, and how good our own source is. *Outline* is the
# state's planning outline of 2014<sup>cited</sup>.

# %%
pd.DataFrame(
    {
        "claim": ledger["said"],
        "label": [row.status for row in CLAIMS.values()],
        "what is known": ledger["known"],
        "our source": ledger["mark"].map(MARKS),
    }
)

# %% [markdown]
# Compare 7 and 9: for the one we found no source, which leaves it open; the other was looked up, and is false as it
# stands. Should a source turn up, a label changes.
#
# Look at 24, too. The article has an expert explain control by a people's culture; a reader's comment below it calls that
# racist. We report the sentence, and who said it, and we build nothing on it: a mechanism works wherever it is built.
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
# The article claims an advantage for firms that train on many faces: disputed. We turned the coin over: that cameras err more on
# groups that were rare in training was measured. That such errors lower a score, as in Simsim, we invented: fiction. And that some
# professions are to be recorded is documented, while the mechanism that we made of it is ours. A
# documented claim does not make a documented mechanism.
#
# A last question before the exercises. Simsim has some thirty such mechanisms. **How many are known to run like this
# anywhere, and where?**

# %%
planted = {**BIASES, **MECHANISMS}  # all that we built; each names the claims it is made from
built = pd.Series({name: mechanism.status for name, mechanism in planted.items()})
known = built.index[built == "documented"]
claim("some thirty", 25 <= len(built) <= 35)
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
# **C. Sort.** Give each of your five claims its label, without looking it up: `documented`, `in part`, `disputed` or `fiction`.
# The numbers stand on the left.

# %%
sort = sorted(lesson.pick(rows, "sort") for rows in SORTED)
sentences.loc[sort]

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
answer = {number: ledger.loc[number, "status"] for number in sort}

lesson.check(3, answer)

# %% [markdown]
# **D. Tell apart.** Three things, shuffled by your seed. Which is the `score`, which are the `records`, which is `policing`?
# Write it like this, with your own words: `{"a": "score", "b": "score", "c": "score"}`.

# %%
things = three_things(lesson.seed)
for letter, thing in zip("abc", things, strict=True):
    print(f"{letter}: {thing}.")

# %% tags=["exercise"]
answer = ...

lesson.check(4, answer)

# %% tags=["solution"]
kind_of = {thing: kind for kind, options in THINGS.items() for thing in options}
answer = {letter: kind_of[thing] for letter, thing in zip("abc", things, strict=True)}

lesson.check(4, answer)

# %% [markdown]
# **E. Match.** Three mechanisms that we built, and three cases from elsewhere. Which case is the same mechanism? Give each
# mechanism's name the letter of its case, as in `{"postcode": "x", "camera_error": "y"}`.

# %%
mechanisms = [lesson.pick(pool, "match") for pool in POOLS]
for name in mechanisms:
    print(f"{name}: {IN_PLAIN_WORDS[name]}")
cases = sorted(BIASES[name].parallel for name in mechanisms)
pd.DataFrame({"the case from elsewhere": dict(zip("xyz", cases, strict=True))})

# %% tags=["exercise"]
answer = ...

lesson.check(5, answer)

# %% tags=["solution"]
answer = {name: "xyz"[cases.index(BIASES[name].parallel)] for name in mechanisms}

lesson.check(5, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** A and B come before the labels on purpose: who has asked *who speaks, how surely* judges the labels better. In
# A the hard ones are the journalist who retells a book (15) and the documents of the state, which are inside. In B *as a fact* is
# given too often: ask for the word in the sentence. In C most mistakes are *fiction* for what is disputed ("it sounds
# absurd") and *documented* for what is well known: ask where each student heard of it. In D the city's rating is
# the hard one: it has points, but the state runs it, so it belongs to the records. E opens the way to the discussion: each
# pair is a mechanism, not a nation. If a class has ten minutes only: A, the prediction, D.

# %% [markdown]
# **To discuss.** Take one disputed claim. What would a journalist, a court, an engineer have to find, to make it documented, or
# fiction? Who could let them look? And which claims do people around you remember, and why these?
#
# ## To take home
#
# - Ask who speaks, of whom and how surely, before you ask whether it is true. Hedges fall off on the way.
# - Five of twenty-six claims are documented as they stand, six in part, thirteen disputed, two fiction. Ask for the label.
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
