# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 08 · Cliffs and chasing
#
# **After this lesson you can**
#
# - find a cliff: a place where one point makes a different life, and prove it with a comparison;
# - say what becomes of a measure once people are rewarded for it, and who can afford to follow;
# - tell a rule from an arbitrary override, and say what an explanation makes of each.
#
# **Time:** about forty-five minutes. **You need:** lessons 01 to 03.
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is; some cells take several seconds.
#
# *Simsim* and its people are **fiction**, and so is every mechanism of today as we built it. What
# is known about the claims behind them stands in a table near the end. Lines that begin with
# `claim` hold our text to what was computed. Terms in *slanted letters* stand in the
# [glossary](GLOSSARY.md).
#
# **One rule.** Everybody here is invented. Never type in data of a real person, yourself included.

# %% [markdown]
# ## A score acts
#
# So far a score *said* something about people. Today it *does* something: it opens and shuts doors,
# and people react. Their reactions are written into their files, and the files make the next score.
# Such a circle is called a *loop*. We let it run for ten rounds; a round is a year.
#
# Today's score is a *points table*, written by hand: a fixed number of points for each entry, the
# same for everybody. It does not learn from examples. And nobody in Simsim becomes more or less
# reliable today: who keeps promises is fixed before the first round. Keep that in mind.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown

from scoring.aftermath import run
from scoring.aftermath.score_chasing import ADVICE
from underglass import (
    BANDS,
    BIASES,
    MECHANISMS,
    OpaqueScore,
    decompose_gap,
    explain,
    gap_waterfall,
    make_population,
    mark,
)
from underglass.course.lesson import claim, show, start
from underglass.showcase.loops import draw_loop

pd.set_option("display.max_colwidth", None)
lesson = start("08")

# %%
country = make_population(10_000, scenario="level", seed=1)
train, test = country.split()
table = OpaqueScore("points_table").fit(country.observed[train], country.recorded[train])
kept = country.truth["kept_promise"].to_numpy()
income = country.observed["income"].to_numpy()

points = table.predict(country.observed)
print(f"From {points.min()} to {points.max()} points, {points.mean():.0f} on average.")
print(f"{kept.mean():.1%} of the people keep their promises.")
print("The bands begin at:", ", ".join(f"{name} {edge}" for name, edge in BANDS.items()))

# %% [markdown]
# ## Cliffs
#
# A *band* is a range of points with a name. Bands are handy: a landlord or a bank need only look at
# the name. Anyone below 600 points pays a deposit of half a month's income, out of their savings,
# each year. From 650 points on, loans are cheap and debts shrink; below, loans are dear and debts
# grow. Savings and debts are columns of the file, so they count in the next score.
#
# Take people with 648 or 649 points and people with 650 or 651. Two points apart: that is nothing.
# They are about equally reliable. How far apart are they ten years later?

# %%
perks = run("perk_cliffs", table, country)
first, last = perks.scores[0], perks.scores[-1]
claim("the bands begin at 600 and 650", BANDS["good"] == 600 and BANDS["very good"] == 650)


def apart(edge, width):
    """Mean of those from the edge up minus mean of those below it: at first, and at last."""
    above = (first >= edge) & (first < edge + width)
    below = (first < edge) & (first >= edge - width)
    return [round(float(s[above].mean() - s[below].mean()), 1) for s in (first, last)]


edges = pd.DataFrame(
    {
        "648 or 649 against 650 or 651 (an edge)": apart(650, 2),
        "628 or 629 against 630 or 631 (no edge)": apart(630, 2),
    },
    index=["points apart at first", "ten years later"],
).T
by_edge, by_nothing = edges["ten years later"]
claim(
    "648 to 651, two points",
    (edges["points apart at first"] < 2.5).all() and 650 - 2 == 648 and first.min() < 651,
)
claim("more than twenty points at the edge", by_edge > 20, apart=by_edge)
claim("fewer than five without one", by_nothing < 5, apart=by_nothing)
alike = kept[(first >= 650) & (first < 652)].mean() - kept[(first >= 648) & (first < 650)].mean()
claim("about as reliable", abs(alike) < 0.04, difference=alike)
claim("no edge at 628 to 631", 630 not in BANDS.values() and first.min() < 628 < 629 < 631)
edges

# %% [markdown]
# Two points have become more than twenty. At 630, where no band begins, the same comparison gives
# hardly any change. That is how one proves a cliff: people just on its two sides are practically the
# same, so what differs later is the edge's work. (Outside Simsim, check first whether people could
# arrange to land just above the edge. If so, the two sides are not the same.) Here is everybody, by
# the points they began with:

# %%
began = first // 5 * 5
moved = pd.Series((last - first).astype(float)).groupby(began).mean().loc[540:745]
dots = moved.plot(style="o", color="black", grid=True, figsize=(7, 3.8), markerfacecolor="white")
for edge in (600, 650):
    dots.axvline(edge - 2.5, color="#D55E00", ls="--")
dots.set(xlabel="points at first (in steps of five)", ylabel="change in ten years, points")
claim("steps of five", (began % 5 == 0).all())
fell = (last[(first >= 600) & (first < 610)] < 600).mean()
claim("most from 600 to 610 fall below 600", fell > 0.6, share=fell)
claim("losers below, winners above 650", moved[645] < -10 and moved[650] > 0)
show(
    dots,
    alt="Points from left to right, with dashed lines at 600 and 650. Up to about 600 people lose around "
    f"{-moved.loc[550:595].mean():.0f} points in ten years. The loss shrinks to {-moved[645]:.0f} just below "
    f"650. There the points jump: from 650 on people gain about {moved.loc[650:700].mean():.0f}.",
)

# %% [markdown]
# At 650 there is a wall: a *[threshold cliff](GLOSSARY.md#threshold-cliff)*. At 600 it is a slope:
# most of those who start a little above 600 fall below it within the ten years, since their loans
# are dear, and then they pay deposits too. A score is never exact to the point; a band turns one
# point into a yes or a no.
#
# ## Word goes round
#
# People advise each other how to get points. Nobody has seen the points table, but the advice is
# good: the table does give points for these columns. Each row says what to do, and until which
# value:

# %%
words = {1: "more", -1: "less"}
advice = pd.DataFrame(
    {column: {"do it": words[way], "until": goal} for column, (goal, way) in ADVICE.items()}
).T.join(country.codebook[["unit", "meaning"]])
advice

# %% [markdown]
# Books can be bought and left unread, papers verified, bills paid early (-12 means twelve days
# before they are due), the phone put away at night. It takes time and money: in Simsim, people on
# 600 crowns a month can do none of it, and people on 3,600 or more get ahead fastest. Nothing in the
# list makes anybody keep a promise. Anyone who has reached 700 points, the top band, stops.
#
# ## Predict first: the chase
#
# Ten years go by. Write down three guesses:
#
# - by how many points does the average score rise, and how many more promises are kept?
# - does the score rank people better or worse than before?
# - take a *poor person who keeps promises* (on fewer than 1,100 crowns a month) and a *better-off person who breaks them*,
#   at random. At first the poor one is ahead in half of such pairs, as if by the toss of a coin. And after ten years?

# %%
chase = run("score_chasing", table, country)
poor = income < 1_100
reliable_poor, broken_better_off = poor & (kept == 1), ~poor & (kept == 0)


def ahead(scores):
    """Share of the pairs in which the reliable poor person has more points."""
    pairs = scores[reliable_poor][:, None] > scores[broken_better_off][None, :]
    return float(pairs.mean())


means, ranks = chase.scores.mean(axis=1), chase.quality["auc"]
print(f"Average score:                    {means[0]:.0f}, then {means[-1]:.0f}")
print(f"Promises kept:                    {kept.mean():.1%}, then {chase.last.recorded.mean():.1%}")
print(f"Pairs ranked rightly:             {ranks.iloc[0]:.1%}, then {ranks.iloc[-1]:.1%}")
print(
    f"The reliable poor one is ahead:   {ahead(chase.scores[0]):.0%}, then {ahead(chase.scores[-1]):.0%}"
)
effort = chase.last.consequences["effort"]

# %% [markdown]
# The average rises by more than thirty points. Not one more promise is kept: nothing in the advice
# could bring that about. The score ranks worse than before, by about two pairs in a hundred. And the
# reliable poor person, who was ahead in half of the pairs, is ahead in a third. People work on the
# score, and it says less about them; those who cannot afford the work pay for it. *When a measure
# becomes a target, it ceases to be a good measure*: that is *[Goodhart's
# law](GLOSSARY.md#goodharts-law)*.
#
# Two pictures of the same ten years:

# %% jupyter={"source_hidden": true}
# What is said above:
claim("thirty points or more", means[-1] - means[0] > 30, rise=means[-1] - means[0])
claim("not one promise more", (chase.last.recorded == kept).all())
claim("about two pairs in a hundred", 0.015 < ranks.iloc[0] - ranks.iloc[-1] < 0.03)
claim("half of the pairs at first", 0.45 < ahead(chase.scores[0]) < 0.55)
claim("a third afterwards", 0.3 < ahead(chase.scores[-1]) < 0.36)
claim(
    "1,100 crowns: the group that the chase harms",
    (MECHANISMS["score_chasing"].member(chase.last) == poor).all() and income[poor].max() < 1_100,
)
claim("none at 600 crowns", effort[income <= 600].max() == 0)
claim("fastest from 3,600 on", set(effort[income >= 3_600]) == {0, effort.max()})
claim("nobody with 700 points chases", effort[chase.scores[-1] >= 700].max() == 0)
claim("12 days early", ADVICE["payment_delay"] == (-12, -1))

# %%
pair, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
years = np.arange(len(means))
left.plot(years, means, "o-", color="#0072B2")
left.set(title="average score, points", xlabel="year")
right.plot(years, 100 * ranks, "s--", color="#D55E00")
right.set(title="pairs ranked rightly, %", xlabel="year")
for ax in (left, right):
    ax.grid(color="#E3E3E3")
show(
    pair,
    alt=f"Two lines that part, in two panels. On the left the average score rises from {means[0]:.0f} to {means[-1]:.0f}, fast at "
    f"first. On the right the share of pairs that are ranked rightly falls from {100 * ranks.iloc[0]:.1f} to "
    f"{100 * ranks.iloc[-1]:.1f} per cent.",
)

# %%
fifths = pd.qcut(income, 5, labels=["poorest fifth", "second", "third", "fourth", "richest fifth"])
gain = pd.Series(chase.scores[-1] - chase.scores[0])
gained = gain.groupby(fifths, observed=True).mean()
bars = gained.plot.bar(rot=0, color="white", edgecolor="black", hatch="//", figsize=(7, 3.4))
bars.set(ylabel="points gained in ten years", xlabel="")
bars.bar_label(bars.containers[0], fmt="%.0f")
bars.margins(y=0.12)
claim("the poorest gain least", gained.idxmin() == "poorest fifth")
top_band = pd.Series(chase.scores[0] >= BANDS["excellent"]).groupby(fifths, observed=True).mean()
claim(
    "many of the richest had it already", top_band.iloc[4] > 0.4 > top_band.iloc[3], share=top_band
)
chasers = chase.scores[0] < BANDS["excellent"]
begun_below = gain[chasers].groupby(fifths[chasers], observed=True).mean()
claim(
    "of those below the top band, more than twice as much",
    begun_below.iloc[4] > 2 * begun_below.iloc[0],
    gained=begun_below,
)
claim("the middle gains most", gained.idxmax() in ("second", "third"), gained=gained)
show(
    bars,
    alt=f"Five bars, by income. The poorest fifth gains {gained.iloc[0]:.0f} points, the middle fifth "
    f"{gained.iloc[2]:.0f}, the richest {gained.iloc[4]:.0f}.",
)

# %% [markdown]
# The poorest gain least, as they can do least. The richest gain less than the middle, but for
# another reason: many of them had reached the top band already and need not chase. Of those who
# began below it, the richest fifth gain more than twice as much as the poorest.
#
# ## Would a score that learns notice?
#
# The points table never looks at outcomes. A *scorecard*, whose points are learned from kept and
# broken promises, can be trained again in every round. We let the same chase run against it: once it
# is trained in the first year only, once anew every year. (The *gap* of the poor is their average
# minus the average of all others.)

# %%
card = OpaqueScore("scorecard").fit(country.observed[train], country.recorded[train], measure=False)
runs = {
    "trained once": run("score_chasing", card, country),
    "trained anew every year": run("score_chasing", card, country, retrain=train),
}
learning = pd.DataFrame(
    {
        name: {
            "average rises by (points)": it.scores[-1].mean() - it.scores[0].mean(),
            "gap of the poor, at first": it.gap().iloc[0],
            "gap of the poor, ten years later": it.gap().iloc[-1],
            "reliable poor ahead, at first, %": 100 * ahead(it.scores[0]),
            "reliable poor ahead, ten years later, %": 100 * ahead(it.scores[-1]),
        }
        for name, it in runs.items()
    }
).T
once, anew = learning.to_dict("records")
claim(
    "learning stops the inflation",
    abs(anew["average rises by (points)"]) < 5 < 15 < once["average rises by (points)"],
)
claim(
    "and the gap stays",
    abs(anew["gap of the poor, ten years later"] - anew["gap of the poor, at first"]) < 3,
)
claim(
    "else it grows",
    once["gap of the poor, ten years later"] < once["gap of the poor, at first"] - 10,
)
lost_pairs = (
    learning["reliable poor ahead, at first, %"]
    - learning["reliable poor ahead, ten years later, %"]
)
claim("so do the pairs", lost_pairs.iloc[0] > 8 and abs(lost_pairs.iloc[1]) < 4, lost=lost_pairs)
claim(
    "people chase all the same", runs["trained anew every year"].last.consequences["effort"].any()
)
learning.round(1)

# %% [markdown]
# It does notice: the average stays, and the poor fall hardly any further behind. In Simsim this harm
# belongs to a score that nobody checks against outcomes again. (In lesson 06 learning anew gave back
# only a part of the loss: there the *records* themselves had changed.) But the books were bought all
# the same, each year, by people who hoped for points; on average the next training took the points
# back.
#
# ## Distance from the normal
#
# Another rule comes from an office that has decided what a normal life is: how much sport, how much
# travel, how many messages, how much streaming. Anyone who is far from it, *in any direction*, is
# likely to get the remark "unusual" in the file, and the points table takes away fifty points for
# the remark.

# %%
normal = country.twin(doses={"norm_distance": 1.0})
remark = normal.observed["unusual_mark"].to_numpy()
disabled = country.protected["disabled"].to_numpy()
print(
    f"Remark in the file: {remark.mean():.0%} of all, {remark[disabled].mean():.0%} of disabled people,"
)
print(f"                    {remark[~disabled].mean():.0%} of others.")
print(
    f"Promises kept: {kept[remark].mean():.1%} with the remark, {kept[~remark].mean():.1%} without."
)
claim("disabled people more often", remark[disabled].mean() > 1.3 * remark[~disabled].mean())
sport = country.observed["sport"]
claim("disabled people do less sport", sport[disabled].mean() < 0.6 * sport[~disabled].mean())
claim(
    "the remark says next to nothing about promises",
    abs(kept[remark].mean() - kept[~remark].mean()) < 0.015,
)
fifty = table.own_points(normal.observed) - table.own_points(country.observed)
claim("50 points", np.allclose(fifty[remark], -50))

# %%
unusual = BIASES["norm_distance"].harmed(normal)
marked = mark(table, normal, "norm_distance", unusual)
claim("found, all of it", marked.verdict == "found" and abs(marked.retrained.share - 1) < 0.1)
claim(
    "not all of them, and some others", remark[unusual].mean() < 0.9 < 1 - remark[~unusual].mean()
)
Markdown(marked.text)

# %% [markdown]
# The remark says next to nothing about promises. The explanation finds the whole of the harm, in one
# column. (The group are those who live far from the norm. They lose fewer than fifty points on
# average, since not all of them get the remark, and some others do.) This is the easy case: a rule
# that somebody wrote down can be read off. But the column is called "unusual", and "unusual" sounds
# like an offence. Disabled people, who do less sport, are hit more often; no column says so. To see
# it one has to compare groups.
#
# ## A code that turns red
#
# Now an *override*: a decision that sets the score aside. A colour decides which doors open: red
# below 450 points, yellow below 550, green from there on. But the code of people who **protest**
# turns red in about half of the rounds, whatever their score. In Simsim a lot decides who protests:
# about three in a hundred, in every group.
#
# In the picture, the solid line (*loop closed*) shows how far they are from the others, year by year.
# The dashed line (*loop cut*) is the same country if codes had no consequences.

# %%
doors = run("health_code", table, country)
protest = MECHANISMS["health_code"].member(doors.last)
red = doors.last.consequences["red"]
gap = doors.gap()
print(
    f"Red code now: {red[protest].mean():.0%} of those who protest, {red[~protest].mean():.0%} of others."
)
print(f"Promises kept: {kept[protest].mean():.1%} and {kept[~protest].mean():.1%}.")
print(
    f"Points behind the others: {-gap.iloc[0]:.0f} at first, {-gap.iloc[-1]:.0f} ten rounds later."
)
claim("alike at first", abs(gap.iloc[0]) < 5)
claim("more than 35 points behind", gap.iloc[-1] < -35)
claim("half of those who protest", 0.45 < red[protest].mean() < 0.65)
now, yellow = doors.scores[-1], doors.last.consequences["yellow"]
claim("red below 450", (red[~protest] == (now[~protest] < 450)).all())
claim("yellow below 550", (yellow == (~red & (now < 550))).all())
claim("three in a hundred", 0.025 < protest.mean() < 0.035)
show(
    draw_loop(doors),
    alt=f"The solid line of the closed loop starts near zero, falls to {gap.iloc[1]:.0f} points in one round and to "
    f"{gap.iloc[-1]:.0f} in ten. The dashed line of the cut loop stays at {gap.iloc[0]:.0f}.",
)

# %% [markdown]
# Those who protest were like everybody else. Now they lag far behind, and yet the override never
# touched a score: it shut doors. People who stand before shut doors miss appointments and pay bills
# late, and *that* is written into the file. What does the explanation say about people who protest?

# %%
gap = decompose_gap(explain(table, doors.last.observed), protest, clusters=country.places)
top = gap.table["column"].head(2)
claim("late payments and missed appointments", set(top) == {"late_payments", "missed_appointments"})
claim("no such column", not any("protest" in it or "door" in it for it in country.observed.columns))
show(
    gap_waterfall(gap, n_columns=4, group="those who protest"),
    alt=f"A staircase to the left. Two long bars, {top[0]} with {gap.table['points'][0]:+.0f} and {top[1]} with "
    f"{gap.table['points'][1]:+.0f} points, make up nearly all of the gap of {gap.points:+.0f}.",
)

# %% [markdown]
# "*They pay late and miss appointments.*" This is true of the score, and true even of the files. The
# reason is in neither: no column is called *protest*, and none is called *door*. An arbitrary act
# has been washed into ordinary bad marks, and an office that reads them will find the red code well
# deserved. To find this out one has to ask what happened *before* the entries were made.
#
# ## The exception that lasts
#
# One last loop. In an emergency, people below 600 points have to show their papers at every door.
# The emergency ends. In every round each neighbourhood votes on keeping the measure; the longer it
# has lasted, the more people are used to it. Once dropped, it stays dropped. The dose says how
# readily they vote for it.

# %%
in_force = {}
for dose in (0.5, 0.75, 1.0):
    history = run("lasting_exception", table, country, dose=dose).history
    in_force[dose] = 100 * history[history["group"] == "everybody"].set_index("round")["in_force"]
in_force = pd.DataFrame(in_force)
lasting = in_force.plot(
    style=["^-.", "s--", "o-"], color="black", grid=True, markerfacecolor="white", figsize=(7, 3.6)
)
lasting.set(xlabel="round after the emergency", ylabel="people who live under the measure, %")
lasting.legend(title="dose")
full = in_force[1.0]
claim("half a dose: gone", in_force[0.5].iloc[-1] < 2)
claim("the full dose: more than one in four still after ten rounds", full.iloc[-1] > 25)
claim("what outlived four rounds hardly goes", full.iloc[4] - full.iloc[10] < 5)
show(
    lasting,
    alt="Three falling lines that start at 100 per cent. At half a dose the measure is gone after a few rounds. At three "
    f"quarters {in_force[0.75].iloc[-1]:.0f} per cent are under it after ten rounds. At the full dose the line falls to "
    f"{full.iloc[4]:.0f} per cent in four rounds and then hardly moves: {full.iloc[10]:.0f} per cent at the end.",
)
claim("100 per cent at the start", (in_force.iloc[0] == 100).all())

# %% [markdown]
# Where it survives the first votes it stays: at the full dose more than one person in four lives
# under the measure ten rounds after its reason has gone. Nobody decided that it should stay for
# ever. It was renewed, once more, each time.
#
# ## What was claimed, what is known
#
# We looked it up on 22 November 2026<sup>cited</sup>. **Documented**: good sources show it.
# **Disputed**: some say so, others deny it or no proof is known. **Fiction**: untrue, or invented.
# How each works in Simsim is fiction in every row.
#
# | Claimed | Status | What is known | Elsewhere |
# |---|---|---|---|
# | More points, more perks, easier loans (China) | documented | Waived deposits and credit limits are documented; band limits stood in a launch article of January 2015<sup>cited</sup> (reported) | United States: mortgage lenders sorted borrowers at 620<sup>cited</sup> points (Keys and others 2010<sup>cited</sup>) |
# | Citizens compete for points, and approve (China) | documented, for the approval | Approval was high, strongest among wealthier, educated, urban people (Kostka 2019<sup>cited</sup>) | Many countries: coaching for admission tests helps those who can pay (reported) |
# | Behaviour is to be made normal | disputed | The word of an anonymous official | Several countries: software that watches exams takes unusual movements for cheating (reported) |
# | A code in colours decides about doors (China) | documented | The rules were not explained (press, 2020<sup>cited</sup>). In June 2022<sup>cited</sup> red codes were given to people who protested against banks, and officials were punished for it | Europe: health passes decided about doors, too, by published rules |
# | Emergency measures stay, and people get used to it | disputed | An opinion, about France | Several countries: emergency powers against terrorism were prolonged, and parts became ordinary law (reported) |
#
# **The law**, looked up on 22 November 2026<sup>cited</sup>; not legal advice. The European Union's
# AI Act (Regulation 2024/1689<sup>cited</sup>), Article 5<sup>cited</sup>, paragraph
# 1(c)<sup>cited</sup>, prohibits scoring people over time by their social behaviour or traits where
# the score leads to worse treatment in contexts that have nothing to do with where the data came
# from, or to treatment that is unjustified or out of proportion to the behaviour. This binds public
# and private actors, since 2 February 2025<sup>cited</sup>. Lawful evaluation for one specific
# purpose is not touched. A statistical finding such as ours never breaches an article by itself.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)`, in a line of its own, gives a hint for
# exercise A.
#
# **A. Your cliff.** The cell below names a width. Compare people that many points above and below
# the edge at 650 (as `apart` does). By how many points has their distance **grown** after ten
# years?

# %%
width = lesson.pick([3, 4, 5, 6, 8], "width")
print(f"Your width: from {650 - width} to 649, and from 650 to {650 + width - 1}.")
claim("649", BANDS["very good"] - 1 == 649)

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
at_first, later = apart(650, width)
answer = later - at_first

lesson.check(1, answer)

# %% [markdown]
# **B. Your loop.** Your seed has chosen one of five loops. Run it against the points table, for ten
# rounds. By how many points does the gap of the group that it harms **change**? (A gap that becomes
# more negative changes by a number with a minus.) Think, too: what have these people done to deserve
# it?

# %%
loops = {
    "perk_cliffs": "deposits and dear loans below an edge",
    "score_chasing": "people follow advice to gain points",
    "bought_prominence": "a dating platform shows high scores first; replies and contacts count",
    "lasting_exception": "low scores are checked at every door, long after the emergency",
    "health_code": "a red code shuts doors",
}
mine = lesson.pick(list(loops), "loop")
pd.Series(
    {
        "the loop": loops[mine],
        "it harms": MECHANISMS[mine].harms,
        "elsewhere": MECHANISMS[mine].parallel,
    }
).rename(mine).to_frame()

# %% tags=["exercise"]
answer = ...  # try: run(mine, table, country).gap()

lesson.check(2, answer)

# %% tags=["solution"]
by_round = run(mine, table, country).gap()
answer = by_round.iloc[-1] - by_round.iloc[0]

lesson.check(2, answer)

# %% [markdown]
# **C. The best advice.** If everybody followed *one* piece of advice to the end, which column would
# bring most points on average? Answer with the column's name. Think, too: would it make anybody more
# reliable?


# %%
def gain_of(column, until):
    followed = country.observed.assign(**{column: until})
    return (table.own_points(followed) - table.own_points(country.observed)).mean()


print(f"Twelve books a year for everybody: {gain_of('books', 12):+.1f} points on average.")
advice[["until", "unit"]]

# %% tags=["exercise"]
answer = ...  # a word, such as "books"

lesson.check(3, answer)

# %% tags=["solution"]
gains = {column: gain_of(column, goal) for column, (goal, _) in ADVICE.items()}
print({column: round(float(gain), 1) for column, gain in gains.items()})
answer = max(gains, key=gains.get)

lesson.check(3, answer)

# %% [markdown]
# **D. Overtaken.** Your seed has chosen a poor person who keeps promises. Count the *better-off
# people who break theirs*: how many of them were behind or level at first, and are ahead of this
# person after ten years of chasing?

# %%
person = lesson.pick(reliable_poor & (points > 520) & (points < 620), "overtaken")
before, after = chase.scores[0], chase.scores[-1]
print(f"Your inhabitant: {before[person]} points at first, {after[person]} ten years later.")

# %% tags=["exercise"]
answer = ...

lesson.check(4, answer)

# %% tags=["solution"]
passed = (before <= before[person]) & (after > after[person])
answer = (passed & broken_better_off).sum()

lesson.check(4, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** The three guesses of *Predict first* are best collected on the board before
# anybody runs the cell. That no more promises are kept is built in, and the text says so before the
# guess; many will expect some more all the same, and that is worth a minute. In A and B the usual slip is the last distance or gap instead of its change;
# the check says so. C: the winner is also the only advice that could be mistaken for reliability;
# ask why paying *early* is not the same as paying. In B the loop `bought_prominence` is the score
# that makes its own merit: people who score well are shown first, get replies, and are scored
# on the company.
#
# Be careful with the red code: the documented case is one city's officials, who were punished. It
# is here for the mechanism, an override that the files launder. Pair it with a case from where you
# teach.

# %% [markdown]
# **To discuss.** Somebody proposes to publish the whole points table, so that everybody knows the
# rules. Who gains by that, who loses, and what happens to the score? Would you rather have a secret
# score that measures, or a public one that does not?
#
# ## To take home
#
# - A band can turn one point into a cliff. Compare people just on its two sides.
# - A measure that is rewarded rises and says less, at the cost of those who cannot afford to chase.
# - A score that is checked against outcomes can notice. One that is never checked cannot.
# - An explanation reads files. It does not know what was done to people before the file was written.
#
# ## Sources
#
# - Hardt, Megiddo, Papadimitriou, Wootters (2016<sup>cited</sup>). *Strategic classification.*
# - Hu, Immorlica, Vaughan (2019<sup>cited</sup>). *The disparate effects of strategic manipulation.*
# - Jacobs, Wallach (2021<sup>cited</sup>). *Measurement and fairness.*
# - Keys, Mukherjee, Seru, Vig (2010<sup>cited</sup>). *Did securitization lead to lax screening?*
# - Koops (2021<sup>cited</sup>). *The concept of function creep.*
# - Liu and others (2018<sup>cited</sup>). *Delayed impact of fair machine learning.*
