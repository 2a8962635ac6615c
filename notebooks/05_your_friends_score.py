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
#   people for their friends;
# - say which friend costs a person how much, and why that is not what dropping the friend would bring;
# - show what such a score does to a whole country when people act on it.
#
# **Time:** about forty minutes. **You need:** lesson 01; lesson 03 helps.
#
# Simsim is **fiction**. The claim behind this lesson, that friends with low scores lower yours, is
# **disputed** for Sesame Credit; what is known, and where else in the world such scores were planned or
# forbidden, stands at the end. Lines that begin with `claim` check that our text is true of what was
# computed. Terms stand in the [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is.

# %%
import numpy as np
import pandas as pd

from explainers.social import drop_friendship, explain_friends
from explainers.social_figure import plot_friends
from lab.lesson import claim, show, start
from scoring import OpaqueScore
from scoring.aftermath import run
from scoring.social import share_with_friends
from synthetic_data import BIASES, make_population

lesson = start("05")

# %% [markdown]
# ## Two doses
#
# Two things are planted in this Simsim, each with its own [dose](GLOSSARY.md#dose) from zero to one.
#
# - [`homophily`](GLOSSARY.md#homophily): how alike friends are. Birds of a feather flock together, here and everywhere. It harms
#   nobody by itself.
# - `guilt_by_association`: how much of the friendships the score gets to see, and uses.
#
# The score is a *points table*: a list of points for each entry in a file, invented by us. It learns
# nothing, so nothing can hide in its training. From these a person has **own points**. Then come the
# friends:
#
# > score = 0.7 × own points + 0.3 × the mean of the friends' scores
#
# The friends' scores are made in the same way, from *their* friends' scores, and so on, until nothing
# moves any more. How much of it is made of friends (`social_weight`) is our choice.
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
    harmed = BIASES["guilt_by_association"].harmed(there, own)
    return {
        "how alike friends are": np.corrcoef(own, friends)[0, 1],
        "points moved by friends": np.abs(moved).mean(),
        "share whose friends score well below": harmed.mean(),
        "points these lose": 0 - moved[harmed].mean(),
    }


doses = [(0.0, 0.0), (0.5, 0.0), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0)]
table = pd.DataFrame({f"homophily {h}, guilt {g}": look(h, g) for h, g in doses}).T
birds, blind = table["how alike friends are"], table["points moved by friends"]
claim("without guilt nobody moves", (blind.iloc[:2] == 0).all())
claim("homophily makes friends alike", birds.iloc[0] < 0.1 < 0.2 < birds.iloc[1] < birds.iloc[4])
claim("guilt does not make them alike", birds.iloc[2] == birds.iloc[0])
claim("everybody is moved by twenty points or so", blind.iloc[2:].between(15, 30).all())
claim("the more alike, the fewer are moved", blind.iloc[4] < blind.iloc[2])
table.round(2)

# %% [markdown]
# The first column is a [*correlation*](GLOSSARY.md#correlation): zero where a friend's points say nothing about yours, one where
# they say all. *Well below* means forty points or more, on average.
#
# Homophily makes friends alike and moves no score. Guilt by association moves every score, by some twenty
# points, and makes nobody alike. And where friends are more alike, it moves a little *less*: whose friends are like
# oneself gains and loses little by them. So homophily is no proof of guilt by association, nor the other
# way round.
#
# Averaging draws people together. That it can narrow a gap between two communities and harm many
# people within them, we saw in lesson 03 and do not repeat: the wronged group is a *position*, that of
# people among friends who score lower. From now on we use a homophily of one half.

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
# ## Contagion
#
# Somebody's file gets four offences (rightly or not, the score does not ask). Who loses points? We count by
# how many ties people are away: friends are one tie away, friends of friends two.

# %%
SOMEBODY = 100
worse = country.observed.copy()
worse.loc[SOMEBODY, "recorded_offences"] += 4
lost = points - share_with_friends(score.own_points(worse), ties, score.social_weight)

ties_away = np.full(len(lost), 9)
reached = np.zeros(len(lost), dtype=bool)
reached[SOMEBODY] = True
for away in range(9):
    ties_away[reached & (ties_away == 9)] = away
    reached = reached | (country.friendships @ reached > 0)
by_ties = pd.DataFrame({"people": 1, "points lost by all of them": lost}).groupby(ties_away).sum()
by_ties["points lost by each"] = by_ties["points lost by all of them"] / by_ties["people"]
by_ties = by_ties.rename_axis("ties away")
claim("friends lose", by_ties["points lost by each"][1] > 0.5)
claim("it thins out", by_ties["points lost by each"].is_monotonic_decreasing)
others = by_ties["points lost by all of them"][1:].sum() / by_ties["points lost by all of them"][0]
print(f"For each point that number {SOMEBODY} loses, all others together lose {others:.2f}.")
claim("others together lose about a quarter", 0.2 < others < 0.3, others=others)
by_ties.round(4)

# %% [markdown]
# That is [*contagion*](GLOSSARY.md#contagion): friends lose a little, their friends less, and four ties away nobody could notice. But
# there are many of them. Together the others lose about a quarter of what the person loses, for
# entries in a file that is not theirs.
#
# ## Which friend costs how much?
#
# Now the other way round: one person, and all who pull. We take an inhabitant with high points of their own and
# friends who score well below. The picture begins at the top with own points and ends below with the score
# with friends: one bar a friend in between.

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
# Each bar is the friend's part of the score, times how far the friend's score lies from this person's own
# points. The bars add up exactly. But a friend's score is itself made of others. Where do the points
# come from in the end, and through which entries of whose file?

# %%
hops = share.by_source.dropna(subset="hops").groupby("hops")["points"].sum()
beyond = 1 - hops[1] / share.points
print(f"{beyond:.0%} of it comes from people who are no friends of number {WHO} at all.")
claim("a good part comes from beyond one's friends", 0.1 < beyond < 0.6, beyond=beyond)
share.by_piece.head(6).round(2)

# %% [markdown]
# Read one row: because the first column's person has *theirs* in the file, where our inhabitant has *yours*, so
# many points are gone. No appeal could help this person: the entries are in other people's files, some
# of them strangers'. And to explain the score honestly, one would have to show private entries
# of others.
#
# ## Predict first
#
# The press put it so: change your friends, or drop them. Our inhabitant looks at the picture and wants to
# drop friends who cost points.
#
# Three questions; write down your guesses.
#
# - Dropping the worst friend: does it bring back what the bar says?
# - Every friend with a bar to the left costs points. Of such friends, **how many would one lose points by
#   dropping**: none, one in ten, one in three?
# - If two people stop being friends, how many of the six thousand people's scores change?

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
claim("the worst brings back less", 0 < brings[worst] < 0.9 * -its_bar, brings=brings[worst])
claim("six bring a loss", (dropped["what dropping brings"] < 0).sum() == 6)
claim("all friends cost points", len(dropped) == len(by_friend) == 13)
dropped.round(1)

# %% [markdown]
# The worst friend brings back less than the bar says. And six of the thirteen friends, who all *cost* points, cost even more
# when they are gone. Is that an odd case? Let us draw a few hundred costly friendships from the whole
# country and drop each of them.

# %%
one, other = np.repeat(np.arange(len(own)), n_friends), ties.indices
costs = np.flatnonzero(points[other] < own[one])
drawn = np.random.default_rng(5).choice(costs, 400, replace=False)
after = [
    drop_friendship(score, country.observed, ties, int(one[k]), int(other[k]), own=own)
    for k in drawn
]
change = np.array([moved[one[k]] for moved, k in zip(after, drawn, strict=True)])
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
claim("four hundred", len(drawn) == 400)
claim("about one in three", 0.28 < worse_off < 0.42, share=worse_off)
less = (change < -bars).mean()
claim("most bring less than promised", less > 0.6, share=less)

# %% [markdown]
# **One in three.** The explanation is not wrong: it adds up, and it says truly what the friend does to the
# score *now*. But when a friend goes, the friend's part does not go back to you. It goes to your
# **other** friends. What counts is not whether a friend scores below *you*, but whether they score
# below your *other friends*. For somebody whose friends are all a little lower, the best of them carry the
# rest.
#
# > **An explanation says what made the score. It does not say what to do.**
#
# What a person could do to get a better score is called [*recourse*](GLOSSARY.md#recourse); the bars are none.
#
# ## What it does to everybody
#
# And the third question? Drop the worst friend of our inhabitant, and look at all six thousand.

# %%
moved = drop_friendship(score, country.observed, ties, WHO, worst, own=own)
least = [1, 0.1, 0.01, 0.001, 1e-9]
people = [(np.abs(moved) >= size).sum() for size in least]
bars_of = pd.Series(people, index=["1", "0.1", "0.01", "0.001", "any"])
ax = bars_of.plot.bar(
    logy=True,
    rot=0,
    grid=True,
    xlabel="moved by at least so many points",
    ylabel="people (each line ten times more)",
)
ax.bar_label(ax.containers[0], labels=[f"{n:,}" for n in people])
show(
    ax,
    alt=f"Bars that rise to the right: {people[0]} people are moved by a point or more, {people[1]} by a "
    f"tenth, {people[2]} by a hundredth, {people[3]} by a thousandth, {people[4]:,} by anything at all.",
)
print(f"The dropped friend: {moved[worst]:+.1f} points.")
claim("nearly everybody is moved", people[4] > 0.99 * len(own))
claim("a hundred or more by a thousandth", 100 <= people[3] <= 400)
claim("hardly anybody by a tenth", people[1] <= 12)
claim("the dropped friend loses", moved[worst] < -0.5)

# %% [markdown]
# Nearly *everybody* is moved: everybody hangs together. A hundred people or more are moved by a thousandth
# of a point, some dozens by a hundredth, and only a handful by so much that rounding would let them see
# it. One friendship is little. And look at the one who is dropped: this person had done nothing, and
# loses points.
#
# ## When all act on it
#
# Now let people act. In every round, friends whose scores lie forty points or more apart may part, three in
# ten of them. Nobody is told to; the score just makes it pay, or seem to pay. It is
# our **fiction** of what the press feared.

# %%
loop = run("dropped_friends", score, country, rounds=8)
low = loop.history[loop.history["group"] == loop.groups[0]].set_index("round")
everyone = loop.history[loop.history["group"] == "everybody"].set_index("round")
alike = pd.DataFrame({"everybody": everyone["alike_friends"], "low scorers": low["alike_friends"]})
ax = (100 * alike).plot(style=["o-", "s--"], grid=True, ylim=(0, 100))
ax.set(xlabel="round", ylabel="% of friends on one's own side of 600")
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
shown = low[["gap", "friends", "alone"]].rename(columns={"alone": "share without any friend"})
claim("the gap widens by more than twenty points", low["gap"][8] < low["gap"][0] - 20)
claim("a dozen friends become three", low["friends"][0] > 11 and low["friends"][8] < 3.5)
claim("one in eleven or so has none left", 0.05 < low["alone"][8] < 0.13, alone=low["alone"][8])
claim("of all, fewer are alone", everyone["alone"][8] < low["alone"][8])
shown.round(2)

# %% [markdown]
# In eight rounds the country has sorted itself. At first three in ten friends of a low scorer were low
# scorers; now it is three in four. A dozen friends have become three, and about one in eleven has none
# left. The gap is more than twenty points wider, though nobody's file has changed by one entry.
#
# So the same mechanism narrows gaps while people keep their friends, and widens them as soon as they act
# on it. Which of the two would an audit of a single day have found?
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
# Put your answer in place of `...` and run the cell. `lesson.hint(1)` gives a hint for the first exercise.
# Your seed has chosen an inhabitant whose friends score well below.

# %%
below = BIASES["guilt_by_association"].harmed(country, own)
YOU = lesson.pick(below & (n_friends >= 8) & (n_friends <= 14), "you")
print(f"You are number {YOU}, with {own[YOU]:.1f} own points and {n_friends[YOU]} friends.")
explain_friends(score, country.observed, ties, YOU, own=own).by_friend.round(2)

# %% [markdown]
# **A. From friends.** How many points do friends bring you, all together? (A loss has a minus.)

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = points[YOU] - own[YOU]

lesson.check(1, answer)

# %% [markdown]
# **B. Drop the worst.** How many points would you win by dropping the friend with the longest bar? Guess
# before you compute: more or less than the bar says?

# %% tags=["exercise"]
answer = ...  # drop_friendship(score, country.observed, ties, YOU, friend, own=own)[YOU]

lesson.check(2, answer)

# %% tags=["solution"]
yours = explain_friends(score, country.observed, ties, YOU, own=own).by_friend
friend = int(yours["friend"][yours["points"].idxmin()])
answer = drop_friendship(score, country.observed, ties, YOU, friend, own=own)[YOU]

lesson.check(2, answer)

# %% [markdown]
# **C. A friend to keep.** Find a friend who *costs* you points (a minus in the table above) and whom you
# would lose points by dropping. Answer with the friend's number.

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
# eight rounds. How many friends has a low scorer left, on average?

# %%
dose = lesson.pick([0.2, 0.3, 0.4, 0.6], "dose")
print(f"Your dose: {dose}")

# %% tags=["exercise"]
answer = ...  # run("dropped_friends", score, country, rounds=8, dose=…).history

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
# - One friendship moves everybody a little. When all act on the score, the country comes apart.
#
# ## Sources
#
# - Karimi, Schölkopf, Valera (2021<sup>cited</sup>). *Algorithmic recourse: from counterfactual
#   explanations to interventions.*
# - McPherson, Smith-Lovin, Cook (2001<sup>cited</sup>). *Birds of a feather.*
# - Wei, Yildirim, Van den Bulte, Dellarocas (2016<sup>cited</sup>). *Credit scoring with social network
#   data.*
# - Directive (EU) 2023/2225<sup>cited</sup> on credit agreements for consumers, Art. 18(3)<sup>cited</sup>.
