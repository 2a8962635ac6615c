# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 06 · Watched more closely
#
# **After this lesson you can**
#
# - tell an offence from the record of an offence, and say which of the two a score sees;
# - show how closer watch, false matches and false reports lengthen a file, and how they differ;
# - say why sending patrols where the records are makes the records look right.
#
# **Time:** about forty-five minutes. **You need:** lessons 01 to 03.
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is; some cells take several seconds.
#
# *Simsim* and its people are **fiction**, and so is every mechanism of this lesson as we built it.
# What is known about the claims behind them stands in a table near the end. Lines that begin with
# `claim` hold our text to what was computed. Terms in *slanted letters* stand in the
# [glossary](GLOSSARY.md).
#
# **One rule.** Everybody here is invented. Never type in data of a real person, yourself included.

# %% [markdown]
# ## Two countries, one life
#
# Small offences happen everywhere: a car in the wrong place, a form handed in late. Few of them are
# written down. In Simsim it is one in five, whoever committed them, as long as nobody is watched.
#
# Now some people are watched more closely: teachers, journalists, medical staff and accountants. They
# are to set an example. We make the country twice: once without the watch, and once its
# [*twin*](GLOSSARY.md#twin), the same ten thousand people with the same luck, where these four professions are watched.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown

from scoring.aftermath import run
from underglass import (
    BIASES,
    OpaqueScore,
    decompose_gap,
    explain,
    gap_waterfall,
    make_population,
    mark,
)
from underglass.course.lesson import claim, show, start
from underglass.course.people import changed, typical_person
from underglass.showcase.loops import draw_loop

pd.set_option("display.max_colwidth", None)
lesson = start("06")

# %%
fair = make_population(10_000, scenario="level", seed=1)
watched_country = fair.twin(doses={"watched_professions": 1.0})
watched = BIASES["watched_professions"].harmed(fair)

print(f"{watched.sum():,} of {fair.n_people:,} people have one of the four professions.")

# %% [markdown]
# What a person really did stands in a sealed envelope, `truth`. No score sees it, and no auditor
# outside this lesson. We open it and count: of a hundred offences that a profession committed, how
# many were written down?

# %%
offences = fair.truth["offences"].to_numpy()
claim("nobody behaves differently", (fair.truth == watched_country.truth).all(axis=None))

profession = fair.protected["profession"]
committed = pd.Series(offences).groupby(profession, observed=True).sum()


def per_hundred(country):
    written = country.observed["recorded_offences"].groupby(profession, observed=True).sum()
    return 100 * written / committed


rates = pd.DataFrame(
    {"no watch": per_hundred(fair), "four are watched": per_hundred(watched_country)}
)
rates = rates.sort_values("four are watched")
no_watch, watch = rates["no watch"], rates["four are watched"]
bars = rates.plot.barh(
    color=["white", "#0072B2"], edgecolor="black", width=0.75, figsize=(7, 4.6), xlim=(0, 100)
)
bars.set(xlabel="written down, of 100 offences committed", ylabel="")
claim("about one in five where nobody is watched", no_watch.between(16, 25).all())
claim("four professions: more than four times as many", (watch / no_watch).tail(4).min() > 4)
claim("no other profession moved", (watch == no_watch).head(7).all())
show(
    bars,
    alt="Two bars for each of eleven professions. Without the watch all white bars are about equally "
    f"short, {no_watch.min():.0f} to {no_watch.max():.0f} of a hundred. "
    "With it the blue bars of journalists, teachers, medical staff and accountants reach "
    f"{watch.tail(4).min():.0f} to {watch.max():.0f}; the other seven stay.",
)

# %% [markdown]
# Their lives are the same; their files are more than four times as long. A record is a *measurement*, and a
# measurement that works better on some people than on others is called a *[measurement
# bias](GLOSSARY.md#measurement-bias)*. Note what did **not** happen: nothing false was written
# down. Every record of a teacher stands for something that a teacher did.
#
# ## What it costs
#
# Today's score is a *[scorecard](GLOSSARY.md#scorecard)*: a list that says how many points each
# entry of a file brings. The list was learned from files and from kept and broken promises. We train it
# twice, once where nobody is watched and once where the four professions are. Then we read off its
# *price* for one more recorded offence.

# %%
train, test = fair.split()
learned_fair = OpaqueScore("scorecard").fit(fair.observed[train], fair.recorded[train])
learned_watched = OpaqueScore("scorecard").fit(
    watched_country.observed[train], watched_country.recorded[train]
)
mira = typical_person(fair)


def price(score):
    change = score.own_points(changed(mira, recorded_offences=1)) - score.own_points(mira)
    return float(change[0])


price_fair, price_watched = price(learned_fair), price(learned_watched)
print(f"One more recorded offence: {price_fair:+.0f} points where nobody is watched,")
print(f"                           {price_watched:+.0f} points where some are watched.")
claim("the price is about halved", 0.4 < price_watched / price_fair < 0.6)

# %% [markdown]
# Remember that the price fell by half; we come back to it. Now the gap between the four professions and
# all others, three times.

# %%


def gap(points, member):
    return points[member].mean() - points[~member].mean()


before = learned_fair.predict(fair.observed)
same_score = learned_fair.predict(watched_country.observed)
new_score = learned_watched.predict(watched_country.observed)
gaps = pd.Series(
    {
        "nobody is watched": gap(before, watched),
        "watched, the same score": gap(same_score, watched),
        "watched, a score that has learned anew": gap(new_score, watched),
    }
)
kept = fair.truth["kept_promise"].to_numpy()
claim("from ahead to behind", gaps.iloc[0] > 15 and gaps.iloc[1] < -15, gaps=gaps)
given_back = (gaps.iloc[2] - gaps.iloc[1]) / (gaps.iloc[0] - gaps.iloc[1])
claim("learning anew gives back more than half, not all", 0.5 < given_back < 0.8)
claim("the watched keep more promises", kept[watched].mean() > kept[~watched].mean() + 0.01)
print(
    f"Kept promises: {kept[watched].mean():.1%} of the watched, {kept[~watched].mean():.1%} of others"
)
gaps.round(1).to_frame("watched minus the others, points")

# %% [markdown]
# The four professions keep a little more of their promises than the others, and where nobody is
# watched they score higher. Under the watch the same people fall behind the others. A score that learns
# anew, in the watched country, gives back more than half of the loss, not all.
#
# ## What the explanation says
#
# Be an auditor. You see the watched country only, and the score that learned there. Through which
# columns do the four professions win or lose?

# %%
why = explain(learned_watched, watched_country.observed)
gap = decompose_gap(why, watched, clusters=fair.places)
worst = gap.table.set_index("column")["points"]
claim("recorded offences cost more than 25 points", worst.idxmin() == "recorded_offences")
claim("recorded offences cost more than 25 points", worst.min() < -25, points=worst.min())
claim("income makes up for it", worst.idxmax() == "income" and worst.max() > 25)
claim("the whole gap may be zero", gap.interval[0] < 0 < gap.points < 10)
heads = pd.DataFrame(
    {"committed": offences, "recorded": watched_country.observed["recorded_offences"]}
)
heads = heads.groupby(np.where(watched, "the watched", "others")).mean()
ratio = heads.loc["the watched"] / heads.loc["others"]
claim("a sixth more offences or so", 1.1 < ratio["committed"] < 1.25, **ratio)
claim("more than five times the records", ratio["recorded"] > 5, **ratio)
show(
    gap_waterfall(gap, n_columns=6, group="the watched"),
    alt=f"A staircase. The longest bar goes to the right: {worst.idxmax()}, {worst.max():+.0f} points. "
    f"Nearly as long, hatched, one goes back to the left: recorded offences, {worst.min():+.0f}. Short bars "
    f"follow; the whole gap is {gap.points:+.0f} points, and its whisker takes in zero.",
)
for name, row in heads[::-1].iterrows():
    print(
        f"Offences a head, {name}: {row['committed']:.1f} committed, {row['recorded']:.1f} recorded"
    )

# %% [markdown]
# First look at the last row: the whole gap is small. The watched earn well, and income makes up for what
# the records take. Anyone who looks at the whole gap alone finds nothing to ask about.
#
# "*Recorded offences cost teachers, journalists, medical staff and accountants more than 25
# points.*" That sentence is **true of the score**: the points are really taken, through that column. As
# a sentence about **the people** it is false. It sounds as if they behaved far worse than others. They
# commit about a sixth more small offences, and have more than five times the records. The explanation
# cannot tell one from the other. It has seen files, not lives.
#
# Could an auditor notice? One way: put people with the *same* number of records side by side, and
# ask who kept the promises.

# %%
written = watched_country.observed["recorded_offences"]
side = np.where(watched, "watched", "others")
reliable = 100 * pd.Series(kept).groupby([written.clip(upper=4), side]).mean().unstack()
lines = reliable.plot(style=["s--", "o-"], color=["#D55E00", "#0072B2"], grid=True)
lines.set(xlabel="records in the file (4: four or more)", ylabel="kept promises, % of the people")
lines.set_xticks(range(5))
claim(
    "two records: at least five points apart",
    reliable.loc[2, "watched"] > reliable.loc[2, "others"] + 5,
)
distance = reliable["watched"] - reliable["others"]
claim("at every number the watched keep more", (distance > 0).all())
claim("the distance grows", distance.is_monotonic_increasing, distance=distance)
show(
    lines,
    alt="Two falling lines: the more records, the fewer kept promises. The line of the watched, with "
    "round marks, lies above that of the others at every number of records, and the distance grows: at "
    f"two records {reliable.loc[2, 'watched']:.0f} against {reliable.loc[2, 'others']:.0f} per cent.",
)

# %% [markdown]
# With the same number of records the watched keep more of their promises, at every number. Two
# records mean little in a file that shows nearly everything, and much in one that shows a fifth. A
# real auditor can do this test, if the outcome itself is recorded fairly and if somebody knows who
# was watched. The score does not know: no column says so.
#
# Only the twin shows how much was *planted*, that is, how many points the watch itself takes.

# %%
marked = mark(learned_watched, watched_country, "watched_professions", watched)
claim("found", marked.verdict == "found")
claim("found more than was planted", marked.retrained.found < marked.retrained.planted < 0)
first_to_third = gaps.iloc[2] - gaps.iloc[0]
claim(
    "planted: from the first row to the third", abs(marked.retrained.planted - first_to_third) < 1
)
Markdown(marked.text)

# %% [markdown]
# *Planted* is the way from the first row to the third in the table of gaps above. The verdict is *found*:
# the explanation points at the column through which the bias came in. It even shows more than was planted,
# because other columns make up for some of it. And where nobody is watched, says the last number, the same
# column shows next to nothing. The word *bias* the explanation never says.
#
# ## Records of nothing
#
# So far each record stood for a deed. Two other ways to a long file need no deed. **Cameras** take
# one person for another, more often when they have seen few faces of that community in training.
# **Reports** on others are rewarded, and some are false. In Simsim both hit the hill people, an invented
# minority. How many records are there beyond the number of deeds?

# %%
hill = (fair.protected["community"] == "hill").to_numpy()
rows = {}
for bias in ("watched_professions", "always_on_city", "camera_error", "denunciations"):
    there = fair.twin(doses={bias: 1.0}).observed["recorded_offences"].to_numpy()
    harmed = BIASES[bias].harmed(fair)
    too_many = np.maximum(there - offences, 0)  # more records than deeds
    rows[bias] = {
        "who is harmed": BIASES[bias].harms,
        "records a head": there[harmed].mean(),
        "records a head, all others": there[~harmed].mean(),
        "of 100 records, beyond the deeds": 100 * too_many[harmed].sum() / there[harmed].sum(),
    }
ways = pd.DataFrame(rows).T
empty = ways["of 100 records, beyond the deeds"].astype(float)
claim("more watch: never more records than deeds", empty.iloc[0] == empty.iloc[1] == 0)
claim("cameras and reports: nearly half", empty.iloc[2:].between(44, 50).all(), shares=empty)
ways.infer_objects().round(1)

# %% [markdown]
# (`always_on_city` is a city full of sensors: the same closer watch, by place instead of
# profession.) Closer watch writes down what happened. False matches and false reports write down
# what did not. Nearly half of the records of hill people go beyond the number of their deeds, and these
# are only the false records that counting can prove. Others stand in the place of a real deed that nobody
# wrote down.
#
# The files look the same. What helps is not the same. Against closer watch: watch everybody alike, or
# less. Against false records: let people see and contest them.
#
# ## A paradox
#
# Suppose two of them at once: sensors in all cities, and a *little* rewarded reporting, a twentieth of
# the full dose. An office wants to know whether hill people are recorded more than
# valley people, for the same offences. It counts the whole country.

# %%
both = fair.twin(doses={"always_on_city": 1.0, "denunciations": 0.05})
there = both.observed["recorded_offences"].to_numpy()
city = (fair.protected["district_type"] == "city").to_numpy()


def of_hundred(group):
    return 100 * there[group].sum() / offences[group].sum()


parts = {"whole country": city | ~city, "in cities": city, "outside cities": ~city}
simpson = pd.DataFrame(
    {
        name: {
            "hill: records for 100 offences": of_hundred(part & hill),
            "valley: records for 100 offences": of_hundred(part & ~hill),
            "hill people who live there": f"{(part & hill).sum() / hill.sum():.0%}",
            "valley people who live there": f"{(part & ~hill).sum() / (~hill).sum():.0%}",
        }
        for name, part in parts.items()
    }
).T
more = simpson.iloc[:, 0] > simpson.iloc[:, 1]
claim("the comparison turns round", list(more) == [False, True, True], table=simpson)
claim("a twentieth", both.doses["denunciations"] == 1 / 20)
simpson.infer_objects().round(1)

# %% [markdown]
# Read the table twice. In cities hill people have *more* records for a hundred offences than valley
# people. Outside cities, *more* again. In the whole country: *fewer*. No number is wrong. Hill
# people live less often in cities, where nearly everything is written down; that pulls their
# average down and hides what is done to them in either place. A comparison that turns round when a
# third thing (here the place) is held fixed is *[Simpson's paradox](GLOSSARY.md#simpsons-paradox)*.
# The office would report that hill people are spared. Before you compare groups, ask how
# differently they were measured.
#
# ## Patrols
#
# Back to the country where nobody is watched. Now **patrols** are sent where the records are. In each
# round a neighbourhood with twice the records of another gets four times its patrols, though never fewer
# than a tenth of the average or more than four times the average. Patrols find some of the offences that
# happen anyway, and write them down. The country has as many patrols as before.
#
# We looked for two neighbourhoods, A and B, where people do *the same*. By chance a few more
# offences were written down in B.

# %%
places = fair.places
A, B = places == 37, places == 19
records = fair.observed["recorded_offences"].to_numpy()
start_of = pd.DataFrame(
    {
        name: {
            "offences a head": offences[who].mean(),
            "records a head": records[who].mean(),
            "kept promises": kept[who].mean(),
        }
        for name, who in {"A": A, "B": B}.items()
    }
)
claim("the same offences", abs(offences[A].mean() - offences[B].mean()) < 0.02)
start_of.round(2)

# %% [markdown]
# ## Predict first
#
# Ten rounds later nobody has changed: the same people commit the same offences. **How many times as many
# records a head as A will B have then?** And by how many points will the scores of A and B differ? Write
# down two guesses, then run the cell.

# %%
heads = pd.Series(records).groupby(places).transform("mean").to_numpy()
most_recorded = heads > np.quantile(pd.Series(records).groupby(places).mean(), 0.8)
groups = {"the most recorded fifth of neighbourhoods": most_recorded, "A": A, "B": B}

loop = run("patrol_feedback", learned_fair, fair, rounds=10, groups=groups)
later = loop.last.observed["recorded_offences"].to_numpy()
scores_at_first, scores_later = loop.scores[0], loop.scores[-1]

print(f"Records a head, at first:      A {records[A].mean():.2f}   B {records[B].mean():.2f}")
print(f"Records a head, ten rounds on: A {later[A].mean():.2f}   B {later[B].mean():.2f}")
print(f"B has {later[B].mean() / later[A].mean():.0f} times as many.")
print(
    f"Score, at first:      A {scores_at_first[A].mean():.0f}   B {scores_at_first[B].mean():.0f}"
)
print(f"Score, ten rounds on: A {scores_later[A].mean():.0f}   B {scores_later[B].mean():.0f}")
apart = scores_later[A].mean() - scores_later[B].mean()

# %% [markdown]
# At first B had less than one and a half times as many records as A, now it has more than thirty times as
# many, and its people score more than fifty points lower. Nobody in B did anything new. The first
# difference was luck. Patrols followed it, found what there is to find everywhere, and what they found
# brought more patrols. This is a *[feedback loop](GLOSSARY.md#feedback-loop)*.
#
# Are A and B odd cases? Here are all 64 neighbourhoods. Each point is a neighbourhood: what people do there,
# from left to right, and what is written down, from bottom to top.

# %% jupyter={"source_hidden": true}
# What is said above:
claim("more than thirty times as many", later[B].mean() > 30 * later[A].mean())
claim("less than one and a half times at first", records[B].mean() < 1.5 * records[A].mean())
claim("more than fifty points apart", apart > 50, apart=apart)

# %%
map_of = pd.DataFrame({"did": offences, "first": records, "later": later}).groupby(places).mean()
pair, (left, right) = plt.subplots(
    1, 2, figsize=(9, 4), sharex=True, sharey=True, layout="constrained"
)
for ax, column, title in ((left, "first", "at first"), (right, "later", "ten rounds later")):
    ax.scatter(map_of["did"], map_of[column], s=22, facecolor="none", edgecolor="black")
    for name, place, sign in (("A", 37, "s"), ("B", 19, "D")):
        at = map_of.loc[place, ["did", column]]
        ax.plot(*at, sign, ms=8, color="#D55E00" if name == "B" else "#0072B2")
        ax.annotate(
            name, at, (-4, 9 if name == "B" else -18), textcoords="offset points", weight="bold"
        )
    ax.set(title=title, xlabel="offences committed a head", ylim=(-0.25, 2.6))
    ax.grid(color="#E3E3E3")
left.set_ylabel("offences recorded a head")
patrols = pd.Series(loop.last.consequences["patrols"]).groupby(places).mean()
least, most = (patrols < 0.11).sum(), (patrols > 3.9).sum()
claim("64 neighbourhoods", len(patrols) == 64)
claim("nearly all are at one limit or the other", least + most >= 60, least=least, most=most)
show(
    pair,
    alt="Two clouds of points. At first all neighbourhoods lie close together in a low band that rises "
    f"gently with what people do. Ten rounds later there are two separate groups: {most} neighbourhoods with "
    f"about two records a head, {least} with nearly none, and the two overlap from left to right. A is "
    "in the lower group (a square) and B in the upper one (a diamond), one above the other.",
)

# %% [markdown]
# The country has split in two: places where nearly everything is seen, and places where nearly nothing
# is. An office sees only how high the points lie, and there the records *prove* that the patrols are in
# the right places. Wherever patrols go there are offences on file, and wherever they do not go there are
# hardly any. Data that are made by a decision cannot test that decision.
#
# Now the fifth of neighbourhoods that had most records at first: how far do their people score below all
# others? The loop is *closed* when patrols follow records, and *cut* when they stay where they were.

# %%
fifth = loop.gap()
claim("about ten times as wide", 8 < fifth.iloc[-1] / fifth.iloc[0] < 15, gap=fifth)
uncut = loop.cut.loc[loop.cut["group"] == loop.groups[0], "gap"]
claim("after four rounds it stays", (fifth.iloc[4:] - fifth.iloc[-1]).abs().max() < 3, gap=fifth)
claim("cut, it stays", (uncut == fifth.iloc[0]).all(), gap=uncut)
show(
    draw_loop(loop),
    alt=f"The solid line of the closed loop falls from {fifth.iloc[0]:.0f} points to {fifth.iloc[4]:.0f} in "
    f"four rounds, and then stays at about {fifth.iloc[-1]:.0f}. The dashed line of the cut loop stays "
    f"at {fifth.iloc[0]:.0f}.",
)

# %% [markdown]
# The closed loop makes the gap about ten times as wide. How many times wider a
# gap becomes, from the first round to the last, is the *[loop gain](GLOSSARY.md#loop-gain)*.
#
# ## Is a little of it harmless?
#
# The dose says how strongly patrols follow records. Four doses, the same country, the same luck:

# %%
by_dose = pd.DataFrame(
    {
        dose: run(
            "patrol_feedback", learned_fair, fair, dose=dose, groups={"fifth": most_recorded}
        ).gap()
        for dose in (0.25, 0.5, 0.75)
    }
)
by_dose[1.0] = fifth
rounds = by_dose.plot(
    style=["o-", "s--", "^-.", "d:"], color="black", grid=True, markerfacecolor="white"
)
rounds.set(xlabel="round", ylabel="gap of the most recorded fifth, points")
rounds.legend(title="dose")
quarter, half = by_dose[0.25], by_dose[0.5]
claim("a quarter dose settles", abs(quarter[10] - quarter[5]) < 2, gap=quarter)
claim("it settles at nearly twice the first gap", 1.5 < quarter[10] / quarter[0] < 2.1)
claim("half a dose still grows after round five", half[10] < half[5] - 5, gap=half)
claim("three quarters ends where the full dose does", abs(by_dose[0.75][10] - fifth[10]) < 3)
show(
    rounds,
    alt=f"Four falling lines. At a dose of a quarter the gap soon settles at {quarter[10]:.0f} points. At half "
    f"a dose it keeps falling, to {half[10]:.0f} after ten rounds. At three quarters and at the full dose it "
    f"falls steeply and ends at {by_dose[0.75][10]:.0f} and {fifth[10]:.0f}.",
)

# %% [markdown]
# At a quarter of the dose the gap nearly doubles and settles. From half a dose on it grows until the
# limits stop it. There is a simple reason. Let B have ten per cent more records than A.
#
# - At the full dose B gets about twenty per cent more patrols than A. The next lead is the old ten per cent
#   and these twenty on top, thirty in all. From thirty come seventy, and so on: each lead is larger than the
#   one before.
# - At a quarter of the dose B gets about five per cent more patrols. The lead becomes fifteen per cent, then
#   seventeen and a half, and comes to rest at twenty.
#
# What decides is not how small the first lead is, but how closely the patrols *follow* it.
#
# ## What was claimed, what is known
#
# We looked it up on 22 November 2026<sup>cited</sup>. **Documented**: good sources show it.
# **Disputed**: some say so, others deny it or no proof is known. **Fiction**: untrue, or invented.
# How each works in Simsim is fiction. The patrols' loop is disputed: such loops have been
# shown in models, and hardly in the field.
#
# | Claimed | Status | What is known | Elsewhere |
# |---|---|---|---|
# | Teachers, journalists, medical staff and accountants are watched more closely (China) | documented, for records | The planning outline of 2014<sup>cited</sup> asks for credit *records* of these professions; not for weights in a score | United States: police records follow where patrols go (Lum and Isaac 2016<sup>cited</sup>) |
# | Those who report breaches of trust are rewarded (China) | documented, as a plan | The same outline plans it. That reporting rests on a people's "culture" is not a finding; we do not repeat it | Netherlands: nationality was a risk factor in the search for benefit fraud; a fine of 2.75<sup>cited</sup> million euros on 25 November 2021<sup>cited</sup> |
# | Cameras know one population and are used on another | documented | Differences between groups were measured in 189<sup>cited</sup> algorithms from many countries (NISTIR 8280, 2019<sup>cited</sup>). Results suggest that the training data matter more than where a maker sits | United States: the same report |
# | Machines decide whom to arrest | flagging documented, deciding disputed | A platform in China flags lawful behaviour (Human Rights Watch 2019<sup>cited</sup>); that a machine *decides* is not shown | United States: COMPAS, a risk score in courts, and PredPol, patrols sent by a model |
# | People of smart cities accept control around the clock | fiction | An author's forecast | At least 75<sup>cited</sup> of 176<sup>cited</sup> countries used AI surveillance (Feldstein 2019<sup>cited</sup>), from suppliers in several countries |
#
# **The law**, looked up on 22 November 2026<sup>cited</sup>; not legal advice. The European Union's
# AI Act (Regulation 2024/1689<sup>cited</sup>) prohibits in Article 5<sup>cited</sup>, paragraph
# 1(d)<sup>cited</sup>, systems that predict that a person will commit an offence, based *solely* on a
# profile or on traits of personality. That has applied since 2 February 2025<sup>cited</sup>. A
# statistical finding such as ours never breaches an article by itself.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)`, in a line of its own, gives a hint for
# exercise A.
#
# **A. Your profession, half the watch.** Suppose the watch has only *half* its dose. Of a hundred
# offences that your profession committed, how many are written down then? (One decimal is enough.)

# %%
yours = lesson.pick(["teacher", "journalist", "medical", "accountant"], "profession")
half_watched = fair.twin(doses={"watched_professions": 0.5})
print(f"Your profession: {yours}")

# %% tags=["exercise"]
answer = ...  # `per_hundred` above does this for all professions of a country

lesson.check(1, answer)

# %% tags=["solution"]
answer = per_hundred(half_watched)[yours]

lesson.check(1, answer)

# %% [markdown]
# **B. Who gains?** Your inhabitant has another profession and is not watched. The file is the same
# in both countries, to the last entry. How many points does this person win or lose when the score
# learns in the watched country (`learned_watched`) instead of the fair one (`learned_fair`)? Guess
# first. (Give a whole number; a loss has a minus.)

# %%
not_watched = ~watched & (records >= 2) & (records <= 4)
person = fair.observed.loc[[lesson.pick(not_watched, "unwatched")]]
file = person.T.set_axis(["your inhabitant"], axis="columns")
file.loc[["recorded_offences", "late_payments", "debt", "income"]]

# %% tags=["exercise"]
answer = ...  # try: learned_fair.predict(person)[0]

lesson.check(2, answer)

# %% tags=["solution"]
answer = learned_watched.predict(person)[0] - learned_fair.predict(person)[0]

lesson.check(2, answer)

# %% [markdown]
# Why? Look again at the two prices in *What it costs*. Whose records brought the price down?
#
# **C. A deed behind each record?** Four ways to a longer file: `peer_watch`, `camera_error`,
# `always_on_city`, `merged_records`. With which of them does *nobody* get more records than there
# were offences? Answer with a list of names, such as `["camera_error", "peer_watch"]`. The twin and
# the sealed envelope tell you.

# %%
example = fair.twin(doses={"denunciations": 1.0}).observed["recorded_offences"].to_numpy()
print(f"denunciations: {(example > offences).sum():,} people have more records than offences.")

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
four = ["peer_watch", "camera_error", "always_on_city", "merged_records"]
longer = {
    bias: fair.twin(doses={bias: 1.0}).observed["recorded_offences"].to_numpy() for bias in four
}
print({bias: int((more_records > offences).sum()) for bias, more_records in longer.items()})
answer = [bias for bias in four if not (longer[bias] > offences).any()]

lesson.check(3, answer)

# %% [markdown]
# **D. Turn the dose.** The cell below names a gap for the most recorded fifth after ten rounds. At
# which dose of `patrol_feedback` do you get this gap, within one point? (Give two or three decimals.)

# %%
goal = lesson.pick([-8, -12, -18, -24, -30], "goal")
print(f"Your goal: {goal} points after ten rounds.")

# %% tags=["exercise"]
answer = ...  # try: run("patrol_feedback", learned_fair, fair, dose=0.3, groups=groups).gap()[10]

lesson.check(4, answer)

# %% tags=["solution"]
low, high = 0.0, 1.0
for _ in range(8):  # halve the interval in which the dose must lie
    answer = (low + high) / 2
    reached = run("patrol_feedback", learned_fair, fair, dose=answer, groups=groups).gap()[10]
    low, high = (answer, high) if reached > goal else (low, answer)
print(f"dose {answer:.2f}: {reached:.1f} points")

lesson.check(4, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** A: many expect half of the extra records at half the dose, which is right
# here; the usual slip is records a head instead of records for a hundred offences. B is the second
# surprise of the lesson. Nearly everybody guesses nothing, since the file is the same: but watched
# people with many records keep their promises, so the score learns that records mean little, and
# somebody who is not watched and has records pays less. Closer watch of some is a gift to others. C:
# `merged_records` looks harmless, but it brings a stranger's records; in `peer_watch` a misfortune
# nearby is booked to whoever stood close. D shows that below half a dose the loop settles, and that
# between four and six tenths small changes of the dose make large changes of the gap.
#
# What students usually get wrong: they call closer watch "false data". It is not; that is why it is
# hard to contest.

# %% [markdown]
# **To discuss.** An office says: "We only send patrols where the data say that offences are." What
# would you ask it to do for one month, so that its data could show that it is wrong? Who would have
# to agree, and who would pay?
#
# ## To take home
#
# - A score sees records, not deeds. Ask of each column: who was watched, by whom, how closely?
# - "This column costs you points" can be true of the score and false of the people.
# - A comparison of groups can turn round when they were measured differently. Hold the third thing fixed.
# - Where records decide where one looks, the records will agree. Data made by a decision cannot test it.
#
# ## Sources
#
# - Bickel, Hammel, O'Connell (1975<sup>cited</sup>). *Sex bias in graduate admissions.* (A famous
#   case of Simpson's paradox.)
# - Ensign and others (2018<sup>cited</sup>). *Runaway feedback loops in predictive policing.*
# - Jacobs, Wallach (2021<sup>cited</sup>). *Measurement and fairness.*
# - Lum, Isaac (2016<sup>cited</sup>). *To predict and serve?*
# - National Institute of Standards and Technology (2019<sup>cited</sup>). *Face recognition vendor test, part 3:
#   demographic effects* (NISTIR 8280<sup>cited</sup>).
