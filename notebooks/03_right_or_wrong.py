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
# take some seconds. For people of your own in the exercises, first write
# `start("03", student="your made-up name")` in the last line of the first cell.
#
# Simsim is **fiction**, and so is the mechanism of today. The claim behind it is **disputed**.
# Lines that begin with `claim` check that our text is true of what was computed. Terms stand in the
# [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is, but marking, which trains a
# dozen scores, takes minutes.

# %%
import pandas as pd
from IPython.display import Markdown

from scoring.reliability import measure
from scoring.scale import margin_from_points
from underglass import (
    BIASES,
    OpaqueScore,
    decompose_gap,
    explain,
    gap_waterfall,
    make_population,
    mark,
    planted_and_found,
)
from underglass.course.lesson import claim, show, start

lesson = start("03")

# %% [markdown]
# ## Two countries, the same people
#
# An explanation of a real score can be checked against the score. It cannot be checked against the
# *injustice*, because nobody knows how much there is. Here we know, because we put it there.
#
# First a Simsim without any bias: what institutions wrote down is what happened. Then its [**twin**](GLOSSARY.md#twin): the
# same ten thousand people, with the same luck, in a country where one thing is different.

# %%
fair = make_population(10_000, scenario="level", seed=1)
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
# think that people who play for hours are idle. When such a person keeps a promise, the clerks sometimes
# write down *broken*. (The last carrier is a remark in files, which this score does not read.) What is written down is called the [**label**](GLOSSARY.md#label): it is what a score learns
# from. So this is a *label bias*.
#
# What changed between the two countries? We open a sealed envelope, `truth`, which holds who really kept
# their promises. The score never sees it, and neither does an auditor.

# %%
young_men = bias.harmed(biased)
wronged = (biased.recorded == 0) & (biased.truth["kept_promise"] == 1)
promised = biased.truth["kept_promise"] == 1
theirs, others = wronged[promised & young_men].mean(), wronged[promised & ~young_men].mean()
print(f"{wronged.sum()} kept promises were written down as broken:")
print(f"{theirs:.1%} of those that young men kept, {others:.1%} of those that others kept.")
claim("young men are hit most", theirs > 1.5 * others, young_men=theirs, others=others)

# %% [markdown]
# Young men play most, so they are hit most: they are the group that we *stipulate* as wronged. Nobody
# behaves differently in the two countries; only the records differ.
#
# ## Score both
#
# In each country a score is trained on what was written down there, on the same seven people in ten. (It is another
# score than in lessons 01 and 02: friends play no part in it.)

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
lost = means.loc["young men", "fair country"] - means.loc["young men", "biased country"]
claim("about sixty points", 55 < lost < 65, lost=lost)
others_lost = means.loc["the others", "fair country"] - means.loc["the others", "biased country"]
claim("the others lose, too, but fewer", 0 < others_lost < 0.7 * lost, lost=others_lost)
means.round(1)

# %% [markdown]
# Young men score lower in both countries. In the fair one that follows what happened: in Simsim people
# settle with age, so young people do break more promises. In the biased one the gap is much wider. What
# is *added* is the work of the bias. (The others lose points, too: some of them play, and their kept promises are denied
# as well.)
#
# ## Predict first
#
# Take the score that was trained in the biased country, and do not touch it. Now take the bias out of the
# country, and let the same score look at the same people there. Young men have about sixty points fewer in the biased
# country than in the fair one. **How many points do they get back?** All sixty, half of them, none? Write it down,
# then run the cell.

# %%
same_score = score.predict(fair.observed)
got_back = same_score - in_biased
print(
    f"Young men get back {got_back[young_men].mean():.1f} points, the others "
    f"{got_back[~young_men].mean():.1f}."
)

# %% [markdown]
# Nothing moves. The bias never touched what people do, nor anything that this score reads of them. It went
# into the *records*, from there into the score when it was trained, and there it stays. Clean data today do not
# clean a score that learned yesterday. To see what the bias did, one must train again.
#
# ## Explain
#
# Now put yourself in an auditor's place. You see the biased country only. Through which columns do young
# men score lower than the others? The explanation of lesson 02, averaged over the group minus the average
# over the others:

# %% jupyter={"source_hidden": true}
# What is said above:
claim("nothing moves", (got_back == 0).all())

# %%
why = explain(score, biased.observed)
gap = decompose_gap(why, young_men, clusters=biased.places)
show(
    gap_waterfall(gap, group="young men"),
    alt=f"A staircase from zero down to the gap, {gap.points:.0f} points. By far the longest bar, "
    f"to the left, is the video games, with {gap.table['points'][0]:.0f} points. Whiskers show how uncertain "
    "the bars are.",
)
longest, its_points = gap.table["column"][0], gap.table["points"][0]
claim("the games are the longest bar", longest == "gaming_hours" and its_points < -20)
claim("the bars add up to the gap", abs(gap.table["points"].sum() - gap.points) < 1e-9)

# %% [markdown]
# The whiskers in the picture are 95 %<sup>cited</sup> intervals: they say how far chance could have moved a bar.
#
# Is this explanation right? It is right about the *score*: it adds up, and the score does take these
# points for games. But is it bias? Perhaps people who play do break promises. The auditor asks the makers,
# and they show their test, on people the score was not trained on: the first row below. It says how many pairs
# the score ranks rightly, and by how many people in a hundred its forecasts of kept promises are off, on average. The
# second row is the same test by the truth, which only we can make.

# %%
margin = margin_from_points(score.own_points(biased.observed[test]))
kept = biased.truth["kept_promise"].astype(int)
by_record = measure(margin, biased.recorded[test])
by_truth = measure(margin, kept[test], outcome="true")
tests = pd.DataFrame(
    {
        "of 100 pairs, ranked rightly": {
            "by the records": by_record.auc,
            "by the truth": by_truth.auc,
        },
        "forecast off by, people in 100": {
            "by the records": by_record.calibration_error,
            "by the truth": by_truth.calibration_error,
        },
    }
)
further_off = by_truth.calibration_error / by_record.calibration_error
claim("by the truth it is further off", further_off > 1.5, times=further_off)
claim("more pairs are right by the truth", by_truth.auc > by_record.auc + 0.01)
denied = (biased.recorded == 0)[test] & (kept == 1)[test]
own = pd.Series(score.own_points(biased.observed[test]), denied.index)
claim(
    "the denied stand above those who broke promises",
    own[denied].mean() > own[kept[test] == 0].mean(),
)
(100 * tests).round(1)

# %% [markdown]
# By the records it looks decent. But the records are what is wrong, and by the truth the forecasts are further off
# than the makers can know. **A test on false records passes a biased score.**
#
# (More *pairs* are ranked rightly by the truth, and that is no contradiction. People who kept a promise that was
# written down as broken have, on average, more points than people who really broke one. By the records that
# counts as an error of the score; by the truth it is right.)
#
# ## Mark the explanation
#
# Now we use the twin. `mark` compares the two countries, person by person: how far the bias moved the gap
# between young men and the others (**planted**), how much of that the explanation shows on the columns
# that carry the bias (**found**), and how much on other columns (**elsewhere**). It also trains
# scores on parts of the country that share nobody, to learn how much is chance; that takes some seconds.

# %%
marked = mark(score, biased, "idle_gamers", young_men)
kept_arm, trained_again = marked.kept, marked.retrained
claim("the mark is found", marked.verdict == "found", verdict=marked.verdict)
claim("more than was planted", 1 < trained_again.share < 1.5, share=trained_again.share)
claim("nothing in the upper row", kept_arm.planted == 0 > trained_again.planted)
claim("found and elsewhere add up", abs(trained_again.unexplained) < 1e-9)
marked.table.round(1)

# %% [markdown]
# The row *model kept* keeps the old score: in it nothing moves, as you saw, so it says *nothing planted*. The row
# *retrained* trains again: that is what was really planted. `low` and `high` are the ends of the interval that chance
# leaves to planted. Found and elsewhere add up to planted. `share` is found, divided by planted (`NaN` where nothing
# was planted). At least a half counts as *found*, if chance does not explain it. Here the columns of the games take
# even *more* than was planted; other columns, income for one, take less than they did in the fair country.
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
# An alarm that always rings is worth nothing. So the same with a dose of zero: the fair country, its own
# score, the same young men. Nothing was planted, so planted, found and elsewhere must be zero. But what would an
# auditor read off the columns of the games there, without a twin? That is the lower circle in the picture.

# %%
level = mark(fair_score, fair, "idle_gamers", young_men)
claim("the dose is zero", level.dose == 0)
claim("nothing planted", level.verdict == "nothing planted" and level.retrained.planted == 0)
level.table.round(1)

# %%
show(
    planted_and_found([marked, level]),
    alt="Two blocks. In the upper one the diamond shows what was planted, "
    f"{trained_again.planted:.0f} points; below it the bar of what the explanation found on the "
    f"carriers, {trained_again.found:.0f}, and a hatched bar for what shows elsewhere. The circle at "
    f"the bottom, at {marked.carriers_gap:.0f}, is what an auditor without a twin reads off the same columns. "
    "In the lower block, at a dose of zero, nothing was planted and nothing is found; the circle lies "
    f"near zero, at {level.carriers_gap:.0f}.",
)
off = marked.carriers_gap - level.carriers_gap - trained_again.found
claim("upper circle minus lower circle is found", abs(off) < 1e-6, off=off)
claim("the circle lies off the diamond", marked.carriers_gap < trained_again.planted - 3)
claim("at dose zero it lies near zero, not at it", 0 < abs(level.carriers_gap) < 10)

# %% [markdown]
# Look at the two circles. The upper one minus the lower one is what was *found*. The lower one is nearly at zero: no false
# alarm. The upper one does not lie where the
# diamond lies. Without a twin an auditor
# cannot tell how much of it is the bias, how much the other columns make up for, and how much was
# there before. That difference is the lesson:
#
# > **The explanation is faithful to the score, and the score is faithful to a false record. Only the twin
# > shows the wrong.**

# %% [markdown]
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)`, in a line of its own, gives a hint for exercise A.
# Two helpers: `gap_of(points, group)` is the mean of a group minus the mean of the others. `train_in(country)` trains a
# score in a country, on the same people as above, and gives everybody's points there; with `without="books"` it
# deletes that column first. The last lines show how to use them.


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
# fair country? (A wider gap has a minus; one decimal is enough.) First guess: does a part of the dose do the same part
# of the harm?

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
# <details>
# <summary>Open this when it is right</summary>
#
# Compare with the whole dose: what did it add? Here a part of the dose does a little more than the same part of the
# harm. There is no law behind it: in another country it may be less. Harm has to be measured, not calculated from
# the dose.
#
# </details>
#
# **B. Another group.** The bias was aimed at players. Who else is hit, and who less than others? By how many points did
# your group's gap change from the fair country to the biased one? (A wider gap below others has a minus.
# `in_group` says who is in your group, so `gap_of(in_biased, in_group)` is its gap in the biased country.)

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
# <details>
# <summary>Open this when it is right</summary>
#
# A gap compares a group with all others, and in the biased country people lost points on average. A group that lost
# less than the rest *gains* on them: its number has a plus, although its own points went down.
#
# </details>
#
# **C. Delete the column.** The makers offer to delete `gaming_hours`. Does that heal the score? Guess,
# then train in the biased country without that column. How wide is the gap of young men now, with one decimal?

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
# <details>
# <summary>Open this when it is right</summary>
#
# It hardly heals. The gap stays far from that of the fair country: what people pay for games, and their phones at night,
# still tell the score who plays. Lesson 04 is about nothing else.
#
# </details>
#
# **To discuss.** A real auditor has no twin. What could they ask for instead, to find out whether records
# are false? Who would have to be asked, and who would have to answer?
#
# ## To take home
#
# - An explanation can be marked right or wrong only where the truth was planted. Outside Simsim, be
#   modest.
# - A faithful explanation of a score that learned from false records shows the score, not the falsehood.
#   Ask how the records were made.
# - Clean data today do not clean a score that learned from false records yesterday. It must be trained again, on true records.
#
# Next, in lesson 04, the makers delete a column.
#
# ## Sources
#
# - Jacobs, Wallach (2021<sup>cited</sup>). *Measurement and fairness.*
# - Obermeyer, Powers, Vogeli, Mullainathan (2019<sup>cited</sup>). *Dissecting racial bias in an
#   algorithm used to manage the health of populations.*
