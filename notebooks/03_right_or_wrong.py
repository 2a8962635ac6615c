# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 03 · Right or wrong?
#
# **After this lesson you can**
#
# - plant a bias, and read off a twin country what it did to whom;
# - mark an explanation: how much of the planted bias it shows, and where;
# - say why an explanation can be true of a score that is unjust.
#
# **Time:** about forty minutes. **You need:** lessons 01 and 02. Two cells
# take a while.
#
# Simsim is **fiction**, and so are the two mechanisms of today. The claims behind them are **disputed**.
# Lines that begin with `assert` check that our text is true of what was computed.

# %%
import numpy as np
import pandas as pd
from IPython.display import Markdown

from explainers import decompose_gap, explain, mark
from explainers.figures import gap_waterfall, planted_and_found
from scoring import OpaqueScore
from scoring.reliability import measure
from scoring.scale import margin_from_points
from synthetic_data import BIASES, make_population

# %% [markdown]
# ## Two countries, the same people
#
# An explanation of a real score can be checked against the score. It cannot be checked against the
# *injustice*, because nobody knows how much there is. Here we know, because we put it there.
#
# First a Simsim without any bias: what institutions wrote down is what happened. Then its **twin**: the
# same ten thousand people, with the same luck, in a country where one thing is different.

# %%
fair = make_population(10_000, scenario="level", doses={"homophily": 0.5}, seed=1)
biased = fair.twin(doses={"idle_gamers": 1.0})

assert (fair.recorded == fair.truth["kept_promise"]).all()
assert (fair.truth == biased.truth).all(axis=None)

# %% [markdown]
# The bias is called `idle_gamers`. A *dose* of one is all of it, a dose of zero is none. What does it do?

# %%
pd.set_option("display.max_colwidth", None)
bias = BIASES["idle_gamers"]
pd.Series(
    {
        "pattern": bias.pattern,
        "harms": bias.harms,
        "the claim is": ", ".join(bias.claims.values()),
        "our mechanism is": bias.status,
        "elsewhere": bias.parallel,
        "columns that can carry it": ", ".join(bias.carriers),
    }
).rename("idle_gamers").to_frame()

# %% [markdown]
# In words: clerks think that who plays for hours is idle. When such a person keeps a promise, they now
# and then write down *broken*. The record is called the **label**: it is what a score learns from. So this
# is a *label bias*.
#
# What changed between the two countries? We open a sealed envelope, `truth`, which holds who really kept
# their promises. The score never sees it, and neither does an auditor.

# %%
young_men = bias.harmed(biased)
wronged = (biased.recorded == 0) & (biased.truth["kept_promise"] == 1)

assert round(100 * wronged[young_men].mean()) >= 8 > round(100 * wronged[~young_men].mean())
print(f"{wronged.sum()} kept promises were written down as broken:")
print(
    f"{wronged[young_men].mean():.1%} of young men's, {wronged[~young_men].mean():.1%} of the others'."
)

# %% [markdown]
# Young men play most, so they are hit most: they are the group that we *stipulate* as wronged. Nobody
# behaves differently; only the records do.
#
# ## Score both
#
# In each country a score is trained on what was written down there, on the same seven people in ten.

# %%
train, test = fair.split(0.7)
score = OpaqueScore().fit(biased.observed[train], biased.recorded[train])
fair_score = OpaqueScore().fit(fair.observed[train], fair.recorded[train])

assert abs(train.mean() - 0.7) < 0.02
in_biased = score.predict(biased.observed)
in_fair = fair_score.predict(fair.observed)
means = pd.DataFrame(
    {
        name: {"young men": points[young_men].mean(), "the others": points[~young_men].mean()}
        for name, points in {"fair country": in_fair, "biased country": in_biased}.items()
    }
)
means.loc["gap"] = means.loc["young men"] - means.loc["the others"]

assert means.loc["gap", "biased country"] < means.loc["gap", "fair country"] - 15 < -30
means.round(1)

# %% [markdown]
# Young men score lower in both countries. In the fair one that follows what happened: in Simsim people
# settle with age, so young people do break more promises. In the biased one the gap is much wider. What
# is *added*, person by person, is the bias's doing.
#
# ## Predict first
#
# Take the score that was trained in the biased country, and do not touch it. Now take the bias out of the
# country, and let the same score look at the same people there. **How many points do young men get
# back?** All that they lost, half of it, none? Write it down, then run the cell.

# %%
same_score = score.predict(fair.observed)
got_back = same_score - in_biased

assert (got_back == 0).all()
print(
    f"Young men get back {got_back[young_men].mean():.1f} points, the others "
    f"{got_back[~young_men].mean():.1f}."
)

# %% [markdown]
# Nothing moves. The bias never touched what people do, nor anything that this score reads of them. It went
# into the *records*, from there into the score when it was trained, and there it stays. Clean data today do not
# clean a score that learned yesterday. To see what was planted one must train again.
#
# ## Explain
#
# Now put yourself in an auditor's place. You see the biased country only. Through which columns do young
# men score lower than the others? The explanation of lesson 02, averaged over the group minus the average
# over the others:

# %%
why = explain(score, biased.observed)
gap = decompose_gap(why, young_men, clusters=biased.places)
gap_waterfall(gap, group="young men")

assert gap["column"][0] == "gaming_hours" and gap["points"][0] < -20
assert abs(gap["points"].sum() - gap.attrs["gap"]) < 1e-9

# %% [markdown]
# *The picture:* a staircase from zero down to the gap. By far the longest bar, to the left, is the video
# games. Whiskers show how uncertain the bars are (95 %<sup>cited</sup> intervals, by custom).
#
# Is this explanation right? It is right about the *score*: it adds up, and the score does take these
# points for games. But is it bias? Perhaps people who play do break promises. The auditor asks the makers,
# and they show their test:

# %%
margin = margin_from_points(score.own_points(biased.observed[test]))
by_record = measure(margin, biased.recorded[test])
Markdown(by_record.text)

# %% [markdown]
# That looks decent. But it was measured by the records, and the records are what is wrong. The same test
# by the truth, which only we can make:

# %%
kept = biased.truth["kept_promise"].astype(int)
by_truth = measure(margin, kept[test], outcome="true")

assert by_truth.calibration_error > 1.5 * by_record.calibration_error
Markdown(by_truth.text)

# %% [markdown]
# The forecasts are further off than the makers can know. A test on biased records passes a biased score.
#
# ## Mark the explanation
#
# Now we use the twin. `mark` compares the two countries, person by person: how far the bias moved the gap
# between young men and the others (**planted**), how much of that the explanation shows on the columns
# that carry the bias (**found**), and how much on other columns (**elsewhere**). It trains several scores
# again, to learn how much chance is in it; that takes a moment.

# %%
marked = mark(score, biased, "idle_gamers", young_men, refits=2)

assert marked.verdict == "found"
assert marked.kept.planted == 0 > marked.retrained.planted
assert abs(marked.retrained.unexplained) < 1e-9
marked.table.round(1)

# %% [markdown]
# The upper row keeps the score: nothing, as you saw. The lower row trains again: that is what was really
# planted. Found and elsewhere add up to planted. The columns of the games take even *more* than was
# planted; other columns, income for one, take less than they did in the fair country.
#
# The mark is *found*: the explanation points at the right place. But by itself it never said *bias*. It
# said *games*.

# %%
assert marked.retrained.found < marked.retrained.planted and marked.retrained.elsewhere > 0
assert marked.retrained.by_column["income"] > 0
Markdown(marked.text)

# %% [markdown]
# ## A false alarm?
#
# A test that always cries is worth nothing. So the same with a dose of zero: the fair country, its own
# score, the same young men.

# %%
level = mark(fair_score, fair, "idle_gamers", young_men, refits=2)

assert level.dose == 0
assert level.verdict == "nothing planted"
assert level.retrained.planted == 0
level.table.round(1)

# %%
planted_and_found([marked, level])

assert marked.alone < marked.retrained.planted - 3
assert 0 < abs(level.alone) < 10

# %% [markdown]
# *The picture:* two blocks. In the upper one the diamond shows what was planted; below it the bar of what
# the explanation found on the carriers, and a hatched bar for what shows elsewhere. The circle at the
# bottom is what an auditor without a twin reads off the same columns. In the lower block, at a dose of
# zero, nothing was planted and nothing is found; the circle lies near zero, not at it.
#
# Look at the two circles. The upper one does not lie where the diamond lies. Without a twin an auditor
# cannot tell how much of it is the bias, how much the rest of the score makes up for, and how much was
# there before. That difference is the lesson:
#
# > **The explanation is faithful to the score, and the score is faithful to a false record. Only the twin
# > shows the wrong.**
#
# ## A second bias: guilt by association
#
# The claim: friends with low scores lower yours. **Disputed** for Sesame Credit; here it is **fiction**.
# Elsewhere: in the United States, a patent held by Airbnb adjusts a person by the scores of associates
# (use not proven).
#
# To see what it does to groups we need one that scores lower. In Simsim the hill people, an invented
# community, do not. So let us suppose that they are paid three tenths less for the same work. Less money
# means more broken promises: this difference is real, not a false record.

# %%
hill = (fair.protected["community"] == "hill").to_numpy()
lower_pay = fair.observed["income"].where(~hill, 0.7 * fair.observed["income"]).clip(lower=300)
poorer = fair.twin(do={"income": lower_pay})
linked = poorer.twin(doses={"guilt_by_association": 1.0})

social = OpaqueScore(social_weight=0.4).fit(linked.observed[train], linked.recorded[train])
alone = social.predict(linked.observed, poorer.ties)
with_friends = social.predict(linked.observed, linked.ties)

# %% [markdown]
# `poorer.ties` shows the score no friendship at all, `linked.ties` shows it everybody's. What becomes of
# the gap between the communities? Guess first: wider or narrower?

# %%
gap_alone = alone[hill].mean() - alone[~hill].mean()
gap_linked = with_friends[hill].mean() - with_friends[~hill].mean()

assert gap_alone < gap_linked < 0
print(f"Hill people minus valley people, without friends: {gap_alone:+.1f} points")
print(f"Hill people minus valley people, with friends:    {gap_linked:+.1f} points")

# %% [markdown]
# *Narrower.* Friends are averaged, and an average draws people together. An auditor who looks only at the
# gap between the groups would call this an improvement. Now look at persons instead: at those whose
# friends score at least forty points below them.

# %%
moved = with_friends - alone
friends_below = BIASES["guilt_by_association"].harmed(linked, social.own_points(linked.observed))
everybody = np.ones(len(moved), dtype=bool)
kept = linked.truth["kept_promise"]
rows = {
    "all hill people": hill,
    "hill people whose friends score well below": hill & friends_below,
    "everybody whose friends score well below": friends_below,
    "everybody": everybody,
}
table = pd.DataFrame(
    {
        name: {
            "people": who.sum(),
            "points moved": moved[who].mean(),
            "kept promises": kept[who].mean(),
        }
        for name, who in rows.items()
    }
).T

assert table.loc["all hill people", "points moved"] > 0
assert table.loc["hill people whose friends score well below", "points moved"] < -15
assert table.loc["everybody whose friends score well below", "kept promises"] > 0.95
assert moved[friends_below & ~hill].mean() < -15
assert 200 < table.loc["hill people whose friends score well below", "people"] < 1_000
table.astype({"people": int}).round(2)

# %% [markdown]
# The hill people gain on average, and yet several hundred of them lose many points. Nearly all of those
# who lose keep their promises: they lose because of whom they know. It is the same among valley people.
# So the wronged group is no community; it is a *position*: among friends who score lower. No column of
# protected groups names it, and no comparison of communities finds it.

# %%
worst = int(moved.argmin())
print(
    f"The one hit hardest has {alone[worst]} points alone and {with_friends[worst]} with friends."
)

# %% [markdown]
# ## Try it yourself
#
# **A. Half a dose.** Is half the dose half the harm? *Hint: train in a twin with
# `doses={"idle_gamers": 0.5}` and compare the gaps, as in "Score both".*

# %%
half = fair.twin(doses={"idle_gamers": 0.5})
half_score = OpaqueScore().fit(half.observed[train], half.recorded[train])
points = half_score.predict(half.observed)
print(f"{points[young_men].mean() - points[~young_men].mean():.1f} points")

# %% [markdown]
# **B. Another group.** The bias was aimed at players. Who else is hit? Mark the explanation for another
# group. *Hint: `fair.protected.columns` lists what is known; a mask may be
# `(fair.protected["profession"] == "student").to_numpy()`.*

# %%
students = (fair.protected["profession"] == "student").to_numpy()
lost = pd.Series(in_biased - in_fair)
print(f"{lost[students].mean() - lost[~students].mean():.1f} points")

# %% [markdown]
# **C. An innocent column.** The makers offer to delete `gaming_hours`. Does that heal the score? Predict,
# train without the column, and compare the gap. *Hint: `.drop(columns="gaming_hours")`.*

# %%
no_hours = biased.observed.drop(columns="gaming_hours")
healed = OpaqueScore().fit(no_hours[train], biased.recorded[train]).predict(no_hours)
print(f"{healed[young_men].mean() - healed[~young_men].mean():.1f} points")

# %% [markdown]
# **To discuss.** A real auditor has no twin. What could they ask for instead, to find out whether records
# are false? Who would have to be asked, and who would have to answer?
#
# ## To take home
#
# - An explanation can be marked right or wrong only where the truth was planted. Outside Simsim, be
#   modest.
# - A faithful explanation of a score that learned from false records shows the score, not the falsehood.
#   Ask how the records were made.
# - A smaller gap between groups can hide harm inside them. Ask who loses, not only which average moves.
#
# ## Sources
#
# - Jacobs, Wallach (2021<sup>cited</sup>). *Measurement and fairness.*
# - McPherson, Smith-Lovin, Cook (2001<sup>cited</sup>). *Birds of a feather.*
# - Obermeyer, Powers, Vogeli, Mullainathan (2019<sup>cited</sup>). *Dissecting racial bias in an
#   algorithm used to manage the health of populations.*
# - Wei, Yildirim, Van den Bulte, Dellarocas (2016<sup>cited</sup>). *Credit scoring with social network
#   data.*
