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
# Lines that begin with `claim` check that our text is true of what was computed. Terms stand in the
# [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is, but marking, which trains a dozen scores, takes minutes.

# %%
import numpy as np
import pandas as pd
from IPython.display import Markdown

from explainers import decompose_gap, explain, mark
from explainers.figures import gap_waterfall, planted_and_found
from lab.lesson import claim, show, start
from scoring import OpaqueScore
from scoring.reliability import measure
from scoring.scale import margin_from_points
from synthetic_data import BIASES, make_population

lesson = start("03")

# %% [markdown]
# ## Two countries, the same people
#
# An explanation of a real score can be checked against the score. It cannot be checked against the
# *injustice*, because nobody knows how much there is. Here we know, because we put it there.
#
# First a Simsim without any bias: what institutions wrote down is what happened. Then its [**twin**](GLOSSARY.md#twin): the
# same ten thousand people, with the same luck, in a country where one thing is different. ([`homophily`](GLOSSARY.md#homophily) says
# how alike friends are, from zero to one. It harms nobody by itself, and is the same in both countries.)

# %%
fair = make_population(10_000, scenario="level", doses={"homophily": 0.5}, seed=1)
biased = fair.twin(doses={"idle_gamers": 1.0})

as_it_was = (fair.recorded == fair.truth["kept_promise"]).all()
print(f"{(fair.recorded != biased.recorded).sum()} records differ between the two countries.")
claim("in the fair country the records are true", as_it_was)
claim("the same happens in both", (fair.truth == biased.truth).all(axis=None))

# %% [markdown]
# The bias is called `idle_gamers`. A [*dose*](GLOSSARY.md#dose) of one is all of it, a dose of zero is none. What does it do?

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
# The last row names the bias's [*carriers*](GLOSSARY.md#carriers): columns through which it can reach a score. In words: clerks
# think that who plays for hours is idle. When such a person keeps a promise, they now
# and then write down *broken*. The record is called the [**label**](GLOSSARY.md#label): it is what a score learns from. So this
# is a *label bias*.
#
# What changed between the two countries? We open a sealed envelope, `truth`, which holds who really kept
# their promises. The score never sees it, and neither does an auditor.

# %%
young_men = bias.harmed(biased)
wronged = (biased.recorded == 0) & (biased.truth["kept_promise"] == 1)
theirs, others = wronged[young_men].mean(), wronged[~young_men].mean()
print(f"{wronged.sum()} kept promises were written down as broken:")
print(f"{theirs:.1%} of young men's, {others:.1%} of the others'.")
claim("young men are hit most", theirs > 1.5 * others, young_men=theirs, others=others)

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
claim("seven people in ten", abs(train.mean() - 0.7) < 0.02, share=train.mean())
in_biased = score.predict(biased.observed)
in_fair = fair_score.predict(fair.observed)
means = pd.DataFrame(
    {
        name: {"young men": points[young_men].mean(), "the others": points[~young_men].mean()}
        for name, points in {"fair country": in_fair, "biased country": in_biased}.items()
    }
)
means.loc["gap"] = means.loc["young men"] - means.loc["the others"]
in_fair_country, in_biased_country = means.loc["gap"]
claim("young men score lower in both", max(in_fair_country, in_biased_country) < 0)
claim("the gap is much wider in the biased one", in_biased_country < in_fair_country - 15)
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
print(
    f"Young men get back {got_back[young_men].mean():.1f} points, the others "
    f"{got_back[~young_men].mean():.1f}."
)
claim("nothing moves", (got_back == 0).all())

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
show(
    gap_waterfall(gap, group="young men"),
    alt=f"A staircase from zero down to the gap, {gap.attrs['gap']:.0f} points. By far the longest bar, "
    f"to the left, is the video games, with {gap['points'][0]:.0f} points. Whiskers show how uncertain "
    "the bars are.",
)
longest, its_points = gap["column"][0], gap["points"][0]
claim("the games are the longest bar", longest == "gaming_hours" and its_points < -20)
claim("the bars add up to the gap", abs(gap["points"].sum() - gap.attrs["gap"]) < 1e-9)

# %% [markdown]
# Whiskers in the picture are 95 %<sup>cited</sup> intervals, by custom.
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
further_off = by_truth.calibration_error / by_record.calibration_error
claim("by the truth it is further off", further_off > 1.5, times=further_off)
Markdown(by_truth.text)

# %% [markdown]
# The forecasts are further off than the makers can know. A test on biased records passes a biased score.
#
# And yet *more* pairs stand in the right order by the truth. How can both be?

# %%
truly, written = kept[test].to_numpy(), biased.recorded[test].to_numpy()
forecast = 1 / (1 + np.exp(-margin))
own = score.own_points(biased.observed[test])
denied = own[(truly == 1) & (written == 0)].mean()
broken = own[truly == 0].mean()
false_records = (truly != written).mean()
too_low = truly.mean() - forecast.mean()
print(f"Kept: {forecast.mean():.1%} by the forecast, {truly.mean():.1%} in truth.")
print(f"False records: {false_records:.1%}.")
print(
    f"Mean points: {denied:.0f} where a kept promise was denied, {broken:.0f} where it was broken."
)
claim("the order is better by the truth", by_truth.auc > by_record.auc + 0.01)
claim("the denied stand above those who broke promises", denied > broken + 10)
claim("the forecast is too low by the false records", abs(too_low - false_records) < 0.01)

# %% [markdown]
# The *order* still tells something: whose kept promise was written down as broken stands, on average, above those who
# really broke one; by the records that is an error of the score, by the truth it is right. But the *share* of kept promises that
# the score forecasts is too low, by about as much as there are false records.
#
# ## Mark the explanation
#
# Now we use the twin. `mark` compares the two countries, person by person: how far the bias moved the gap
# between young men and the others (**planted**), how much of that the explanation shows on the columns
# that carry the bias (**found**), and how much on other columns (**elsewhere**). It trains several scores
# again, to learn how much chance is in it; that takes a moment. (`refits=2` says how often, with part of the
# people drawn anew each time; more would be surer, and slower.)

# %%
marked = mark(score, biased, "idle_gamers", young_men, refits=2)
kept_arm, trained_again = marked.kept, marked.retrained
claim("the mark is found", marked.verdict == "found", verdict=marked.verdict)
claim("up to one and a half is found", 1 < trained_again.share < 1.5, share=trained_again.share)
claim("nothing in the upper row", kept_arm.planted == 0 > trained_again.planted)
claim("found and elsewhere add up", abs(trained_again.unexplained) < 1e-9)
marked.table.round(1)

# %% [markdown]
# The upper row keeps the score: nothing, as you saw. The lower row trains again: that is what was really
# planted. `low` and `high` are the ends of the interval that chance leaves. `share` is found, divided by
# planted; from a half to one and a half, give or take chance, counts as *found*. If the whole interval of found lies
# beyond one and a half times planted, the verdict is *overstated*. Found and elsewhere add up to planted. The columns of the games take even *more* than was
# planted; other columns, income for one, take less than they did in the fair country.
#
# The mark is *found*: the explanation points at the right place. But by itself it never said *bias*. It
# said *games*.

# %%
claim("the carriers take more than planted", trained_again.found < trained_again.planted)
claim("the others take less", trained_again.elsewhere > 0)
claim("income is one of them", trained_again.by_column["income"] > 0)
Markdown(marked.text)

# %% [markdown]
# ## A false alarm?
#
# A test that always cries is worth nothing. So the same with a dose of zero: the fair country, its own
# score, the same young men.

# %%
level = mark(fair_score, fair, "idle_gamers", young_men, refits=2)
claim("the dose is zero", level.dose == 0)
claim("nothing planted", level.verdict == "nothing planted" and level.retrained.planted == 0)
level.table.round(1)

# %%
show(
    planted_and_found([marked, level]),
    alt="Two blocks. In the upper one the diamond shows what was planted, "
    f"{trained_again.planted:.0f} points; below it the bar of what the explanation found on the "
    f"carriers, {trained_again.found:.0f}, and a hatched bar for what shows elsewhere. The circle at "
    f"the bottom, at {marked.alone:.0f}, is what an auditor without a twin reads off the same columns. "
    "In the lower block, at a dose of zero, nothing was planted and nothing is found; the circle lies "
    f"near zero, at {level.alone:.0f}.",
)
claim("the circle lies off the diamond", marked.alone < trained_again.planted - 3)
claim("at dose zero it lies near zero, not at it", 0 < abs(level.alone) < 10)

# %% [markdown]
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
print(f"Hill people minus valley people, without friends: {gap_alone:+.1f} points")
print(f"Hill people minus valley people, with friends:    {gap_linked:+.1f} points")
claim("with friends the gap is narrower", gap_alone < gap_linked < 0)

# %% [markdown]
# *Narrower.* Friends are averaged, and an average draws people together. An auditor who looks only at the
# gap between the groups would call this an improvement. Now look at persons instead: at those whose
# friends score at least forty points below them. (So they are chosen for standing well above their friends: most have
# high scores, and in the table below their kept promises must be read with that in mind.)

# %%
moved = with_friends - alone
friends_below = BIASES["guilt_by_association"].harmed(linked, social.own_points(linked.observed))
everybody = np.ones(len(moved), dtype=bool)
kept = linked.truth["kept_promise"]
claim("most of them have high scores", (alone[friends_below] > np.median(alone)).mean() > 0.6)
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
hill_below, all_below = table.loc[list(rows)[1]], table.loc[list(rows)[2]]
claim("hill people gain on average", table.loc["all hill people", "points moved"] > 0)
claim("these lose many points", hill_below["points moved"] < -15, **hill_below)
claim("they are several hundred", 200 < hill_below["people"] < 1_000, **hill_below)
claim("nearly all of them keep promises", all_below["kept promises"] > 0.95, **all_below)
claim("valley people lose the same way", moved[friends_below & ~hill].mean() < -15)
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
# Put your answer in place of `...` and run the cell. `lesson.hint(1)` gives a hint for the first exercise.
# Two helpers: `gap_of` is the mean of a group minus the mean of the others. `train_in` trains a score in a country,
# on the same people as above, and gives everybody's points there; `without="books"` deletes that column first.


# %%
def gap_of(points, member):
    """Mean of a group minus mean of the others."""
    return points[member].mean() - points[~member].mean()


def train_in(country, without=None):
    """Train in a country, perhaps without one column; return everybody's points."""
    table = country.observed if without is None else country.observed.drop(columns=without)
    return OpaqueScore().fit(table[train], country.recorded[train]).predict(table)


print(f"Young men, fair country:   {gap_of(in_fair, young_men):+.1f} points")
print(f"Young men, biased country: {gap_of(in_biased, young_men):+.1f} points")

# %% [markdown]
# **A. Part of a dose.** By how many points does *your* dose widen the gap of young men, compared with the
# fair country? (A wider gap has a minus.) First guess: is part of the dose the same part of the harm?

# %%
dose = lesson.pick([0.3, 0.4, 0.5], "dose")
part = fair.twin(doses={"idle_gamers": dose})
print(f"Your dose: {dose}. `part` is the country that has it.")

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = gap_of(train_in(part), young_men) - gap_of(in_fair, young_men)
print(
    f"{answer:.1f} of {gap_of(in_biased - in_fair, young_men):.1f} points, with {dose} of the dose"
)

lesson.check(1, answer)

# %% [markdown]
# **B. Another group.** The bias was aimed at players. Who else is hit? How many points did the bias bring
# (or cost, with a minus) your group, compared with all others?

# %%
group = lesson.pick(["student", "teacher", "office", "shop"], "group")
in_group = (fair.protected["profession"] == group).to_numpy()
print(f"Your group: {group}, {in_group.sum()} people.")

# %% tags=["exercise"]
answer = ...

lesson.check(2, answer)

# %% tags=["solution"]
answer = gap_of(in_biased - in_fair, in_group)

lesson.check(2, answer)

# %% [markdown]
# **C. An innocent column.** The makers offer to delete `gaming_hours`. Does that heal the score? Guess,
# then train in the biased country without that column. How wide is the gap of young men now?

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
answer = gap_of(train_in(biased, without="gaming_hours"), young_men)

lesson.check(3, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** A: the harm grows a little faster than the dose at first; there is no law behind it.
# In C most expect the fair country's gap. It hardly narrows: what is bought for games, and phones at
# night, still tell the score who plays. Lesson 04 is about nothing else.

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
