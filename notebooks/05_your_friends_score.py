# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 05 · Your friends' score
#
# **After this lesson you can**
#
# - tell apart two things that are easily mixed up: that friends are alike, and that a score punishes
#   people for their friends; and say whom it wrongs;
# - say which friend costs a person how much, and why that is not what dropping the friend would bring;
# - show what such a score does to a whole country when people act on it.
#
# **Time:** about forty minutes. **You need:** lesson 01; lesson 03 helps.
#
# Simsim is **fiction**. The claim behind this lesson, that friends with low scores lower yours, is
# **disputed** for Sesame Credit. What is known, and where else in the world such scores were planned or
# forbidden, stands at the end. Lines that begin with `claim` check that our text is true of what was
# computed. Terms stand in the [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is.

# %%
import numpy as np
import pandas as pd

from scoring.aftermath import run
from scoring.social import influence, share_with_friends
from underglass import (
    BIASES,
    OpaqueScore,
    drop_friendship,
    explain_friends,
    make_population,
    plot_friends,
)
from underglass.course.lesson import claim, show, start

lesson = start("05")

# %% [markdown]
# ## Two doses
#
# Two things are planted in this Simsim, each with its own [dose](GLOSSARY.md#dose) from zero to one.
#
# - [`homophily`](GLOSSARY.md#homophily): how alike friends are. Birds of a feather flock together, here
#   and everywhere. By itself it harms nobody.
# - `guilt_by_association`: how many of the friendships the score gets to see, and uses.
#
# The score is a *points table*: a list of points for each entry in a file, invented by us. It learns
# nothing, so nothing can hide in its training. The points of all entries in a person's file make up this
# person's **own points**. Then come the friends:
#
# > score = 0.7 × own points + 0.3 × the mean of the friends' scores
#
# The friends' scores are made in the same way, from *their* friends' scores, and so on, until nothing
# moves any more. That friends count for three tenths (`social_weight`) is our choice.
#
# Let us set the two doses one by one, and look at the same six thousand people each time.

# %%
level = make_population(6_000, scenario="level", seed=1)
score = OpaqueScore("points_table", social_weight=0.3)
score.fit(level.observed, level.recorded, measure=False)
claim(
    "three tenths are friends', seven tenths one's own", abs(score.social_weight - (1 - 0.7)) < 1e-9
)


def look(homophily, guilt):
    """How alike friends are at these doses, and what the score makes of it."""
    there = level.twin(doses={"homophily": homophily, "guilt_by_association": guilt})
    own = score.own_points(there.observed)
    friends = there.friendships @ own / np.maximum(there.friendships.sum(axis=1), 1)
    moved = share_with_friends(own, there.ties, score.social_weight) - own
    return {
        "how alike friends are": np.corrcoef(own, friends)[0, 1],
        "points up or down, on average": np.abs(moved).mean(),
    }


doses = [(0, 0), (0.5, 0), (0, 1), (0.5, 1), (1, 1)]
table = pd.DataFrame({f"homophily {h}, guilt {g}": look(h, g) for h, g in doses}).T
birds, moves = table["how alike friends are"], table["points up or down, on average"]
claim("without guilt nobody moves", (moves.iloc[:2] == 0).all())
claim("homophily makes friends alike", birds.iloc[0] < 0.1 < 0.2 < birds.iloc[1] < birds.iloc[4])
claim("guilt does not make them alike", birds.iloc[2] == birds.iloc[0])
claim("scores move by some twenty points", moves.iloc[2:].between(18, 25).all(), moves=moves)
claim("the more alike, the less it moves", moves.iloc[2] > moves.iloc[3] > moves.iloc[4])
table.round(2)

# %% [markdown]
# The first column compares people's own points with the mean of their friends' own points. It is a
# [*correlation*](GLOSSARY.md#correlation): zero where the friends' points say nothing about yours, one where they say all.
# The second column says how far the friends move a score, up or down.
#
# Homophily makes friends alike and moves no score. Guilt by association moves scores, by some twenty
# points on average, and leaves the files as they were. Where friends are more alike it moves scores a
# little *less*: someone whose friends are similar gains and loses little by them. Each can be there
# without the other, so neither is proof of the other. From now on we use a homophily of one half.

# %%
country = level.twin(doses={"homophily": 0.5, "guilt_by_association": 1.0})
ties = country.ties
own = score.own_points(country.observed)
points = share_with_friends(own, ties, score.social_weight)  # before rounding
n_friends = np.diff(ties.indptr)
claim("half", country.doses["homophily"] == 0.5)
claim("a dozen friends are usual", np.median(n_friends) == 12)
print(f"{np.median(n_friends):.0f} friends are usual; from {n_friends.min()} to {n_friends.max()}.")

# %% [markdown]
# ## Who is wronged?
#
# An auditor would compare communities. Simsim has two, both invented: hill people and valley people.
# Suppose that the hill people are paid three tenths less than now. Less money means more broken promises,
# so this difference is real. **Guess:** when friends are added to the score, does the gap between the two
# become wider or narrower?

# %%
hill = (country.protected["community"] == "hill").to_numpy()
pay = country.observed["income"].where(~hill, 0.7 * country.observed["income"]).clip(lower=300)
poorer = country.twin(do={"income": pay})  # the same people, with this income
alone = score.own_points(poorer.observed)
together = share_with_friends(alone, poorer.ties, score.social_weight)
gaps = [scores[hill].mean() - scores[~hill].mean() for scores in (alone, together)]
print(f"Hill people minus valley people, without friends: {gaps[0]:+.1f} points")
print(f"Hill people minus valley people, with friends:    {gaps[1]:+.1f} points")
claim("with friends the gap is narrower by about a quarter", 0.2 < 1 - gaps[1] / gaps[0] < 0.3)

friends_below = BIASES["guilt_by_association"].harmed(poorer, alone)
rows = {
    "all hill people": hill,
    "hill people whose friends have far less": hill & friends_below,
    "valley people whose friends have far less": ~hill & friends_below,
}
kept = poorer.truth["kept_promise"].to_numpy()
wronged = pd.DataFrame(
    {
        "people": {name: who.sum() for name, who in rows.items()},
        "points from friends": {name: (together - alone)[who].mean() for name, who in rows.items()},
        "kept promises, %": {name: 100 * kept[who].mean() for name, who in rows.items()},
    }
)
claim("paid less, they keep fewer promises", kept[hill].mean() < kept[~hill].mean() - 0.02)
gain, of_hill, of_valley = wronged["points from friends"]
claim("hill people gain on average", gain > 4, gain=gain)
claim("these lose more than twenty points", of_hill < -20 and of_valley < -20)
claim("several hundred hill people", 200 < wronged["people"].iloc[1] < 600)
claim("nearly all keep promises", (wronged["kept promises, %"].iloc[1:] > 94).all())
high = alone > np.median(alone)
claim("nearly all have high points", high[friends_below].mean() > 0.9)
wronged.round(1)

# %% [markdown]
# *Narrower*, by about a quarter. An average draws people together, and hill people even gain by it. An
# auditor who looks at the gap alone would call that an improvement.
#
# The other two rows hold people whose friends have *far less* than they have: on average at least forty
# own points less. Several hundred hill people lose more than twenty points, and so do valley people with
# such friends. Nearly all of them have high points of their own and keep their promises. They lose
# because of whom they know. So the wronged group is no community. It is a *position*: among friends who
# score lower. No column names it, and no comparison of communities finds it.

# %% [markdown]
# ## Contagion
#
# Back to our country. Somebody's file gets four more offences (rightly or not, the score does not ask).
# Who loses points? We count how many ties away people are: friends are one tie away, friends of friends
# two.

# %%
SOMEBODY = 100
worse = country.observed.copy()
worse.loc[SOMEBODY, "recorded_offences"] += 4
lost = points - share_with_friends(score.own_points(worse), ties, score.social_weight)

_, ties_away = influence(ties, score.social_weight, SOMEBODY)
by_ties = pd.DataFrame({"people": 1, "points lost by all of them": lost}).groupby(ties_away).sum()
by_ties["points lost by each"] = by_ties["points lost by all of them"] / by_ties["people"]
by_ties = by_ties.rename_axis("ties away")
claim("friends lose a point or so", 1 < by_ties["points lost by each"][1] < 2)
claim("their friends a few hundredths", 0.02 < by_ties["points lost by each"][2] < 0.06)
claim("everybody is reached", by_ties["people"].sum() == len(own) and (lost > 0).all())
others = by_ties["points lost by all of them"][1:].sum() / by_ties["points lost by all of them"][0]
print(f"For each point that number {SOMEBODY} loses, all others together lose {others:.2f}.")
claim("others together lose about a quarter", 0.2 < others < 0.3, others=others)
by_ties.round(4)

# %% [markdown]
# That is [*contagion*](GLOSSARY.md#contagion). A friend loses a point or so, a friend's friend a few hundredths, and the loss
# reaches everybody, in amounts that nobody could notice. But there are many of them. Together the others
# lose about a quarter of what the person loses, for entries in a file that is not theirs.
#
# ## Which friend costs how much?
#
# Now one person, and everybody who pulls on this person's score. We take an inhabitant with high points
# of their own, whose friends score far below. The picture begins at the top with own points and ends at the bottom with the
# score with friends. In between, each friend has a bar; the last four share one.

# %%
WHO = 217
share = explain_friends(score, country.observed, ties, WHO, own=own)
by_friend = share.by_friend.set_index("friend")
worst, its_bar = int(by_friend["points"].idxmin()), by_friend["points"].min()
show(
    plot_friends(share),
    alt=f"A staircase from {share.own:.0f} own points to {share.score:.0f} points with friends. Of "
    f"{len(by_friend)} friends, {(by_friend['points'] < 0).sum()} have a bar to the left, which costs. "
    f"The longest is that of number {worst}, {its_bar:.1f} points.",
)
claim("friends cost more than ten points", share.points < -10, points=share.points)
claim("the bars add up", abs(by_friend["points"].sum() - share.points) < 1e-6)

# %% [markdown]
# Each friend has an equal part of the three tenths. A bar is this part, times how far the friend's score
# lies from our inhabitant's own points. The bars add up exactly. But a friend's score is itself made of
# others' scores. Where do the points come from in the end: through which entries of whose file?

# %%
hops = share.by_source.dropna(subset="hops").groupby("hops")["points"].sum()
beyond = 1 - hops[1] / share.points
print(f"{beyond:.0%} of the loss comes from people who are no friends of number {WHO} at all.")
claim("about a quarter comes from beyond one's friends", 0.2 < beyond < 0.3, beyond=beyond)
first = share.by_piece.iloc[0]
claim(
    "the first row: four late payments", (first["column"], first["theirs"]) == ("late_payments", 4)
)
claim("a point and a half", -1.6 < first["points"] < -1.4 and first["yours"] == 0)
share.by_piece.drop(columns="position").head(6).round(2)

# %% [markdown]
# Read the first row: a friend's file has *four* late payments where our inhabitant's has none, and that costs
# our inhabitant a point and a half. (`payment_delay` is in days; a minus means paid early.) Correcting
# one's own file cannot bring this back: the entries are in other people's files, and about a quarter of
# the loss comes from strangers. And anyone who wants to explain this score honestly must show the private
# entries of others.
#
# ## Predict first
#
# The press put it like this: change your friends, or drop them. Our inhabitant looks at the picture and
# wants to drop the friends who cost points.
#
# Three questions; write down your guesses.
#
# - Dropping the worst friend: does it bring back what the bar says?
# - Dropping *any* friend who costs points: how often does one **lose** points by it? Never, one time in
#   ten, or one time in three?
# - The friend who is dropped: does this person win or lose points?

# %%
costly = by_friend[by_friend["points"] < 0]
brings = {
    friend: drop_friendship(score, country.observed, ties, WHO, int(friend), own=own)[WHO]
    for friend in costly.index
}
dropped = pd.DataFrame(
    {
        "the friend's score": costly["score"],
        "what the bar says": costly["points"],
        "what dropping brings": pd.Series(brings),
    }
)
dropped.round(1)

# %% [markdown]
# Dropping the worst friend brings back about half of what the bar says. And six of the thirteen friends,
# who all *cost* points, cost even more when they are gone. Is that an odd case? Let us draw four hundred
# costly friendships from the whole country by lot and drop each of them.

# %% jupyter={"source_hidden": true}
# What is said above:
claim(
    "the worst brings back about half", 0.4 < brings[worst] / -its_bar < 0.7, brings=brings[worst]
)
claim("six bring a loss", (dropped["what dropping brings"] < 0).sum() == 6)
claim("all friends cost points", len(dropped) == len(by_friend) == 13)

# %%
one, other = np.repeat(np.arange(len(own)), n_friends), ties.indices
costs = np.flatnonzero(points[other] < own[one])
drawn = np.random.default_rng(5).choice(costs, 400, replace=False)
after = [
    drop_friendship(score, country.observed, ties, int(one[k]), int(other[k]), own=own)
    for k in drawn
]
change = np.array([moved[one[k]] for moved, k in zip(after, drawn, strict=True)])
theirs = np.array([moved[other[k]] for moved, k in zip(after, drawn, strict=True)])
bars = score.social_weight / n_friends[one[drawn]] * (points[other[drawn]] - own[one[drawn]])

ax = pd.DataFrame({"bar": bars, "change": change}).plot.scatter(
    "bar", "change", s=9, grid=True, alpha=0.6
)
ax.plot([bars.min(), 0], [-bars.min(), 0], color="black", ls="--")
ax.annotate("what the bar promises", (-10, 10), xytext=(4, 4), textcoords="offset points")
ax.axhline(0, color="black", lw=1)
ax.set(xlabel="the friend's bar (points)", ylabel="what dropping brings (points)")
worse_off = (change < 0).mean()
show(
    ax,
    alt="Four hundred dots, one a friendship that costs points. Most lie below the dashed line "
    f"of what the bar promises. {worse_off:.0%} lie below zero: dropping that friend costs points.",
)
print(f"Of friends who cost points, {worse_off:.0%} cost more when dropped.")
print(f"Of those who are dropped, {(theirs < 0).mean():.0%} lose points.")
claim("four hundred", len(drawn) == 400)
claim("about one in three", 0.28 < worse_off < 0.4, share=worse_off)
less = (change < -bars).mean()
claim("most bring less than promised", less > 0.7, share=less)
claim("about four in five of the dropped lose", 0.72 < (theirs < 0).mean() < 0.88)

# %% [markdown]
# **One in three.** The explanation is not wrong: it adds up, and it says truly what the friend does to the
# score *now*. But when a friend goes, the friend's part does not go back to you. It goes to your
# **other** friends. What counts is not whether a friend scores below *you*, but whether this friend
# scores below your *other friends*. If all your friends score lower than you, the best of them hold the
# mean up.
#
# > **An explanation says what made the score. It does not say what to do.**
#
# What a person could do to get a better score is called [*recourse*](GLOSSARY.md#recourse). The bars are not recourse.
#
# And the friends who are dropped? They have done nothing, and about four in five of them lose points.
#
# ## When all act on it
#
# Now let everybody act. In each round, three in ten of the friendships between people whose scores lie
# forty points or more apart come to an end. Nobody is told to; the score just makes it pay, or seem to
# pay. It is our **fiction** of what the press feared.
#
# We call *low scorers* those who have fewer than 600 points at first.

# %%
loop = run("dropped_friends", score, country, rounds=8)
low = loop.history[loop.history["group"] == loop.groups[0]].set_index("round")
everyone = loop.history[loop.history["group"] == "everybody"].set_index("round")
alike = pd.DataFrame({"everybody": everyone["alike_friends"], "low scorers": low["alike_friends"]})
ax = (100 * alike).plot(style=["o-", "s--"], grid=True, ylim=(0, 100))
ax.set(xlabel="round", ylabel="friends on one's own side of 600 points, %")
show(
    ax,
    alt="Two rising lines. The share of friends on one's own side of six hundred points rises from "
    f"{alike['everybody'][0]:.0%} to {alike['everybody'][8]:.0%} for everybody, and from "
    f"{alike['low scorers'][0]:.0%} to {alike['low scorers'][8]:.0%} for low scorers.",
)
claim("low scorers are those below 600", "600" in loop.groups[0])
claim("friends of low scorers: from three in ten", 0.25 < alike["low scorers"][0] < 0.35)
claim("to three in four in eight rounds", 0.7 < alike["low scorers"][8] < 0.82)

# %%
below_600 = loop.scores[0] < 600
own_gap = own[below_600].mean() - own[~below_600].mean()
names = {"gap": "points behind all others", "alone": "without any friend, %"}
shown = low[["gap", "friends", "alone"]] * [-1, 1, 100]
claim("own points alone: the widest gap", own_gap < low["gap"].min())
claim("the gap widens by more than thirty points", low["gap"][8] < low["gap"][0] - 30)
claim("a dozen friends become three", low["friends"][0] > 11 and 2.5 < low["friends"][8] < 3.5)
claim("one in eleven or so has none left", 0.07 < low["alone"][8] < 0.11, alone=low["alone"][8])
claim("of all, fewer are alone", everyone["alone"][8] < low["alone"][8])
print(f"By own points alone, low scorers are {-own_gap:.0f} points behind all others.")
shown.loc[[0, 4, 8]].rename(columns=names).round(1)

# %% [markdown]
# In eight rounds the country has sorted itself. At first three in ten friends of a low scorer were low
# scorers; now it is three in four. A dozen friends have become three, and about one low scorer in eleven
# has none left.
#
# And the gap? While people keep their friends, the average makes it narrower than own points alone would.
# Once they act on the score, it opens again by more than thirty points, though nobody's file has changed
# by one entry. Which of the two would an audit of a single day have found?
#
# ## What was claimed, what is known
#
# We looked it up on 22 November 2026<sup>cited</sup>.
#
# | What | Status | What is known |
# |---|---|---|
# | Sesame Credit: friends with low scores lower yours, so change them or drop them | **disputed** | A network dimension existed. That scores rub off is not established |
# | Our mechanism, and our loop | **fiction** | Built here, so that we can look inside |
# | United States: adjusting a person by the scores of associates | patent **documented**, use not proven | A patent held by Airbnb |
# | Several countries: a lender that scans applicants' social accounts | **documented** | Lenddo |
# | European Union: social networks "shall not be considered as an external source" for creditworthiness | **documented** law | Directive 2023/2225<sup>cited</sup>, Art. 18(3)<sup>cited</sup>, from 20 November 2026<sup>cited</sup>; a member state may be late to put it into its own law |
#
# This is teaching material, not legal advice. The directive is about *consumer credit*. Whether a landlord's
# or a dating platform's score may look at friends is another question.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)`, in a line of its own, gives a hint for exercise A.
# Your seed has chosen an inhabitant whose friends score far below. The table has a row for each friend;
# `points` is the friend's bar.

# %%
friends_below = BIASES["guilt_by_association"].harmed(country, own)
usual = ties @ points / n_friends  # the mean of one's friends' scores
keep = (points[other] < own[one]) & (points[other] > usual[one] + 10)  # there is an answer to C
findable = np.bincount(one[keep], minlength=len(own)) > 0
YOU = lesson.pick(friends_below & findable & (n_friends >= 8) & (n_friends <= 14), "you")
print(f"You are number {YOU}, with {own[YOU]:.1f} own points and {n_friends[YOU]} friends.")
explain_friends(score, country.observed, ties, YOU, own=own).by_friend.round(2)

# %% [markdown]
# **A. From friends.** How many points do friends bring you, all together? (One decimal is enough. A loss
# has a minus.)

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = points[YOU] - own[YOU]

lesson.check(1, answer)

# %% [markdown]
# **B. Drop the worst.** How many points would you win by dropping the friend who costs you most? Guess
# before you compute: more or less than the bar says? Then put this friend's number in place of `FRIEND`.
# (Give two decimals, or all of them.)

# %% tags=["exercise"]
answer = ...  # drop_friendship(score, country.observed, ties, YOU, FRIEND, own=own)[YOU]

lesson.check(2, answer)

# %% tags=["solution"]
yours = explain_friends(score, country.observed, ties, YOU, own=own).by_friend
friend = int(yours["friend"][yours["points"].idxmin()])
answer = drop_friendship(score, country.observed, ties, YOU, friend, own=own)[YOU]

lesson.check(2, answer)

# %% [markdown]
# **C. A friend to keep.** Find a friend who *costs* you points (a minus in the table above), though
# dropping this friend would cost you points as well. Answer with the friend's number.

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
for friend in yours["friend"][yours["points"] < 0]:
    if drop_friendship(score, country.observed, ties, YOU, int(friend), own=own)[YOU] < 0:
        answer = int(friend)

lesson.check(3, answer)

# %% [markdown]
# **D. Fewer drop.** Perhaps people are loyal, and act less on the score. Run the loop with *your* dose for
# eight rounds. How many friends does a low scorer have left, on average? (Give two decimals, or all of
# them.)

# %%
dose = lesson.pick([0.2, 0.3, 0.4, 0.6], "dose")
print(f"Your dose: {dose}")

# %% tags=["exercise"]
answer = ...  # look at: run("dropped_friends", score, country, rounds=8, dose=dose).history

lesson.check(4, answer)

# %% tags=["solution"]
mine = run("dropped_friends", score, country, rounds=8, dose=dose)
history = mine.history[mine.history["group"] == mine.groups[0]].set_index("round")
answer = history["friends"][8]

lesson.check(4, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** A: most wrong answers take rounded scores, or the sum of the minus bars only. B: nearly
# all guess the bar. Let them say in their own words where the friend's share goes (to the other friends).
# C: the friend to keep scores below you and above the rest of your friends. D: at a fifth of the dose a
# low scorer still loses a third of the friends or so; dose and harm are not in proportion, since a tie that
# is cut once is cut for good.

# %% [markdown]
# **To discuss.** An app offers: *Drop these three contacts and win nine points.* Whom does the advice harm
# besides the three? Would you have to be told that your friends received it? And if a score about you rests
# on other people's files, whose right is it to have it explained?
#
# ## To take home
#
# - That friends are alike is a fact about people. That a score punishes for friends is a choice of its
#   makers. Two doses.
# - A friend's bar says what made your score. What you gain by dropping the friend is another number,
#   and for one costly friend in three it is a loss.
# - Such a score can narrow the gap between communities and still wrong hundreds, whom no column names.
# - When all act on the score, the country comes apart, and the gap opens again.
#
# ## Sources
#
# - Karimi, Schölkopf, Valera (2021<sup>cited</sup>). *Algorithmic recourse: from counterfactual
#   explanations to interventions.*
# - McPherson, Smith-Lovin, Cook (2001<sup>cited</sup>). *Birds of a feather.*
# - Wei, Yildirim, Van den Bulte, Dellarocas (2016<sup>cited</sup>). *Credit scoring with social network
#   data.*
# - Directive (EU) 2023/2225<sup>cited</sup> on credit agreements for consumers, Art. 18(3)<sup>cited</sup>.
