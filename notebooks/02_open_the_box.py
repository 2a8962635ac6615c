# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 02 · Open the box
#
# **After this lesson you can**
#
# - work out by hand how many points each column gave a person (a [*Shapley value*](GLOSSARY.md#shapley-value));
# - read an explanation from its first line to the published score, and check that it adds up;
# - name what such an explanation does not say.
#
# **Time:** about forty minutes. **You need:** lesson 01, and subtraction. Run the cells from top to
# bottom with *Shift* and *Enter*. For people of your own in the exercises, first write
# `start("02", student="your made-up name")` in the last line of the first cell.
#
# Simsim, its people and its score are **fiction**; the way of explaining is real and used in many
# places. Lines that begin with `claim` check that our text is true of what was computed. Terms stand in
# the [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** one picture, the swarm of a thousand people, needs a
# package (shap) that does not run there; the lesson then says so and goes on.

# %%
from itertools import permutations
from math import factorial

import numpy as np
import pandas as pd
from IPython.display import Markdown

from underglass import OpaqueScore, beeswarm, explain, make_population, waterfall
from underglass.course.lesson import claim, show, start
from underglass.course.panel import REFERENCE, be_scored

lesson = start("02")

# %% [markdown]
# The country is that of lesson 01: the same people, with the same score.

# %%
country = make_population(10_000, scenario="sesame", seed=1)
score = OpaqueScore(social_weight=0.3).fit(country.observed, country.recorded)
published = score.predict(country.observed, country.ties)

print(f"{len(published):,} people, the middle one with {np.median(published):.0f} points.")

# %% [markdown]
# ## By hand, with three columns
#
# To do it by hand we need a smaller score, one that reads three columns only. It is trained on the same
# people.

# %%
three = ["gaming_hours", "debt", "late_payments"]
small = OpaqueScore().fit(country.observed[three], country.recorded)

# %% [markdown]
# We compare two invented people. Mira hardly plays, owes little and pays on time. Ilo plays three hours
# a day, owes more than a year's income and paid three bills late. (Mira has other points here than in lesson 01:
# this score reads three of her columns.) `points` asks what somebody would get who is Ilo in the columns that
# we name, and Mira in the others.

# %%
mira = pd.DataFrame({"gaming_hours": [0.3], "debt": [0.16], "late_payments": [0]})
ilo = {"gaming_hours": 3.0, "debt": 1.2, "late_payments": 3}


def points(columns):
    return small.own_points(mira.assign(**{name: ilo[name] for name in columns}))[0]


difference = points(three) - points([])
print(f"Mira {points([]):.1f}, Ilo {points(three):.1f}: a difference of {difference:.1f} points.")
claim("Ilo has far fewer points", difference < -80, difference=difference)

# %% [markdown]
# Which column gave how much of that difference? Turn Mira into Ilo, one column after the other, and
# write down each step: first the games, then the debt, then the bills.

# %%
games = points(["gaming_hours"]) - points([])
debt = points(["gaming_hours", "debt"]) - points(["gaming_hours"])
bills = points(three) - points(["gaming_hours", "debt"])
print(f"games {games:+.1f}, then debt {debt:+.1f}, then bills {bills:+.1f}")
claim("the steps add up", abs(games + debt + bills - difference) < 1e-9)

# %% [markdown]
# The steps add up to the difference: nothing is lost. Now the same walk the other way round: first the
# bills, then the debt, then the games.

# %%
bills_first = points(["late_payments"]) - points([])
debt_second = points(["late_payments", "debt"]) - points(["late_payments"])
games_last = points(three) - points(["late_payments", "debt"])
print(f"bills {bills_first:+.1f}, then debt {debt_second:+.1f}, then games {games_last:+.1f}")
claim("taken first, bills cost several times as much", bills_first < 3 * bills < 0)

# %% [markdown]
# The same people, the same score, and yet other numbers. Taken first, the late bills cost several times
# what they cost taken last. For somebody who plays and is in debt, this score cares much less
# about bills. So what a column seems to cost depends on its turn, and no turn is the right one.
#
# The way out, found by the mathematician Lloyd Shapley for sharing the winnings of a game: walk in
# *every* order, and take the average. Three columns can be put in six orders.

# %%
orders = list(permutations(three))
steps = pd.DataFrame(
    [
        {name: points(order[: i + 1]) - points(order[:i]) for i, name in enumerate(order)}
        for order in orders
    ],
    index=[", ".join(order) for order in orders],
)
apart = np.abs(steps.sum(axis="columns") - difference).max()
claim("there are six orders", len(orders) == 6, orders=len(orders))
claim("every row adds up", apart < 1e-9, apart=apart)
steps.round(1)

# %% [markdown]
# Each row is one order, each entry one step. Every row adds up to the same difference. The average of
# each column is that column's **Shapley value**.

# %%
by_hand = steps.mean()
claim("they add up", abs(by_hand.sum() - difference) < 1e-9)
by_hand.round(1).rename("Shapley value, points").to_frame().T

# %% [markdown]
# That is all there is to it. `explain` does the same, with a method that need not walk every order. Do
# the two agree?

# %%
by_tool = explain(small, pd.DataFrame([ilo]), background=mira)
apart = np.abs(by_tool.values[0] - by_hand[three].to_numpy()).max()
print(f"The largest difference is {apart:.9f} points.")
claim("the two agree", apart < 1e-9, apart=apart)

# %% [markdown]
# A shortcut is needed. The real score reads thirty-five columns. How many orders are there?

# %%
n_columns = len(score.encoder_.players)
print(f"{n_columns} columns, {factorial(n_columns):,} orders")
claim("thirty-five columns", n_columns == 35, columns=n_columns)

# %% [markdown]
# ## A whole person
#
# Inhabitant number fourteen, in the real score. This time we do not compare with one Mira, but with a
# crowd: a thousand people drawn evenly from the country, the [*reference people*](GLOSSARY.md#reference-people). The value of a column
# is then the average over all of them, and the explanation begins at their average score, the [*base*](GLOSSARY.md#base).

# %%
WHO = 14
why = explain(score, country.observed, ties=country.ties, rows=[WHO])
person = why.person(0)

print("Compared with " + why.background + ".")
person.loc[["base", *person.index[1:7], "friends", "rounding", "published"]].round(2)

# %% [markdown]
# Read it from the top. The reference people have the base on average. Then come the columns, the
# largest first, with the person's own entry beside each (the table shows six of them). Then two lines that belong
# to no column: what *friends* gave or took, and the *rounding* to whole points. At the end stands the
# published score.
#
# Do all of them, shown or not, add up? If not, something has been kept from us.

# %%
total = why.base + why.values[0].sum() + why.friends[0] + why.rounding[0]
print(f"{why.base:.2f} + {why.values[0].sum():.2f} + {why.friends[0]:.2f} + {why.rounding[0]:.2f}")
print(f"= {total:.2f}, and {published[WHO]} was published.")
claim("it adds up", abs(total - why.published[0]) < 1e-9, total=total)
claim("to what was published", why.published[0] == published[WHO])

# %% [markdown]
# The same as a picture:

# %%
show(
    waterfall(why),
    alt=f"A staircase from the base, {why.base:.0f} points, at the top to the published score, "
    f"{published[WHO]}, at the bottom. Bars to the right give points, hatched bars to the left take "
    "some. The longest bar belongs to the video games, and goes left. The smaller columns share one "
    "bar.",
)
longest = person["points"].iloc[1]
claim("the games took most", person.index[1] == "gaming_hours" and longest < -20, longest=longest)
claim("the file has forty-one columns", len(why.columns) == 41)
remarks = list(set(why.columns) - set(country.observed.columns[score.encoder_.players]))
claim("six of them are remarks", len(remarks) == 6, remarks=remarks)
claim("they are not read, so they give nothing", (person.loc[remarks, "points"] == 0).all())

# %% [markdown]
# The nine largest columns have a bar each; all others share one. (The file has forty-one columns. Six of them are
# the remarks of lesson 01, which this score does not read: they give nothing.)

# %% [markdown]
# ## Predict first
#
# We never changed the score, and we shall not change the person. We change only **whom we compare
# with**:
#
# - everybody (the same thousand people as before),
# - people under thirty,
# - people who play three hours a day or more.
#
# Number fourteen plays about two hours a day, and the games took the most points of all columns. What
# will the games be worth against the other two groups: more, less, the same? Write it down, then run
# the cell.

# %%
hours = country.observed["gaming_hours"]
groups = {
    "everybody": None,
    "people under thirty": country.protected["age"].to_numpy() < 30,
    "players": hours.to_numpy() >= 3,
}
answers = {
    name: explain(
        score,
        country.observed,
        ties=country.ties,
        rows=[WHO],
        background=group,
        background_name=None if group is None else name,
    )
    for name, group in groups.items()
}
lines = ["base", "gaming_hours", "income", "recorded_offences", "friends", "published"]
compared = pd.DataFrame({name: a.person(0)["points"][lines] for name, a in answers.items()})

print(compared.round(1))
everybody, young, players = compared.loc["gaming_hours"]

# %% [markdown]
# The last line is the same three times; the reasons are not. Against everybody, two hours of games are
# what costs this person most. Against people under thirty they cost less. Against people who play more,
# the very same two hours are a *merit*, and the largest one.

# %% jupyter={"source_hidden": true}
# What is said above:
claim("number fourteen plays about two hours", round(hours[WHO]) == 2, hours=hours[WHO])
claim("against the young they cost less", everybody < young < -5, everybody=everybody, young=young)
claim("against players they are a merit", players > 15, players=players)

# %%
show(
    waterfall(answers["players"]),
    alt=f"The same person, against players. The staircase begins much lower, at "
    f"{answers['players'].base:.0f} points, and the longest bar now goes right: again the video "
    "games.",
)
longest = answers["players"].person(0).index[1]
claim("again the games are the longest bar", longest == "gaming_hours", longest=longest)

# %% [markdown]
# None of the three is false. They answer three questions. So an explanation without its reference
# people is half a sentence, and whoever chooses them chooses the reasons. Always ask who they were.
#
# ## Many people at once
#
# Now a thousand people, against the same reference people as at first. (Dots are grey in rows that have no own value,
# such as friends.)

# %%
many = explain(score, country.observed, ties=country.ties, rows=np.arange(1_000))
try:
    show(
        beeswarm(many),
        alt="A swarm in each row. A dot is a person; its place says how many points that column "
        "gave (right) or took (left); a bright dot has a high value in the column. The columns that "
        "move scores most stand on top. Many hours of games lie far to the left, few of them a "
        "little to the right.",
    )
except ModuleNotFoundError:
    print("This picture needs the package shap, which does not run here.")

apart = np.abs(many.base + many.rows.sum(axis="columns") - many.published).max()
claim("all of them add up", apart < 1e-9, apart=apart)

# %% [markdown]
# The next lines belong beside every explanation: whom it compares with, and how good the score is. A
# bad score can be explained just as neatly as a good one.

# %%
Markdown(why.text)

# %% [markdown]
# ## Turn the dose
#
# One more thing can be turned in Simsim and nowhere else. We planted a prejudice in its records: that people
# who play for hours are "idle". Lesson 03 is about that. The slider sets the *dose*, how much of it was planted, from
# 0 (none) to 1 (all of it); at each dose a score was trained anew. In the country of lesson 01 the dose is 0.8. Choose a
# person and watch the way from base to published score. (To be quick, the panel compares with three hundred
# reference people instead of a thousand, so its numbers differ a little from those above.) Where no slider
# appears, the picture stands for it: number fourteen at the full dose.

# %%
planted = country.doses["idle_gamers"]
claim("the dose is 0.8, between 0 and 1", planted == 0.8 and 0 < planted < 1, dose=planted)
claim("three hundred are compared with", REFERENCE == 300, people=REFERENCE)
be_scored(country, "idle_gamers", [WHO, 9, 3], social_weight=0.3)

# %% [markdown]
# ## What the explanation does not say
#
# **It does not say what would help.** The games took the most points. How many would number fourteen
# get back by giving them up, with every other entry as it is?

# %%
row = country.observed.loc[[WHO]]
back = score.own_points(row.assign(gaming_hours=0.0))[0] - score.own_points(row)[0]
taken = -person.loc["gaming_hours", "points"]
print(f"The explanation says that games took {taken:.0f} points; giving them up brings {back:.0f}.")
claim("the two are not the same", abs(back - taken) > 2, taken=taken, back=back)

# %% [markdown]
# Close, but not the same: the explanation compared with what others play, not with no games at all. To find a
# way to a better score (called [*recourse*](GLOSSARY.md#recourse)) one must look for it separately.
#
# **It does not say what causes broken promises.** Suppose nobody in Simsim played. Would more promises be
# kept? In real life no one can look. We made this country, so we can run it again with the same people and
# the same luck, and no games. And we may look at the truth, which no auditor sees: who really kept
# their promises.

# %%
no_games = country.twin(do={"gaming_hours": 0.0})
before, after = country.truth["kept_promise"], no_games.truth["kept_promise"]
gain = score.own_points(no_games.observed) - score.own_points(country.observed)
print(f"Without games, people gain {gain.mean():.0f} points on average,")
print(f"and {(before != after).sum()} of {len(before):,} promises end differently.")
claim("people gain points", gain.mean() > 10, gain=gain.mean())
claim("no promise ends differently", (before == after).all())

# %% [markdown]
# The explanation was right about the *score*: games move it. About the *world* it said nothing. In this
# country games neither break nor keep a single promise.
#
# **It does not say whether the score is just.** It tells through which columns points come, not whether
# they should.
#
# ## Who owes whom an explanation?
#
# As of 22 November 2026<sup>cited</sup>; teaching material, not legal advice. In the European Union, the
# Court of Justice held in case C-203/22<sup>cited</sup> that people must be told, concisely and
# intelligibly, the procedure and principles that were really applied to their data; neither a formula
# nor a list of every step is enough. In the United States, people who are refused credit must be given the
# specific principal reasons (12 CFR 1002.9<sup>cited</sup>).
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell. `lesson.hint(1)`, in a line of its own, gives a hint for exercise A.
#
# **A. By hand, with two columns.** Your own person differs from Mira in two columns only. How many
# points is the *debt* worth, as a Shapley value? There are two orders. Use `two`, which works like
# `points` above: `two(["debt"])` is Mira with your person's debt. Answer to a tenth of a point.

# %%
yours = {
    "debt": lesson.pick([0.6, 0.9, 1.5], "debt"),
    "late_payments": lesson.pick([2, 4, 7], "late"),
}
print(f"Your person: {yours}")


def two(columns):
    new = {name: yours[name] for name in columns}
    return small.own_points(mira.assign(**new))[0]


print(f"{two([]):.2f} points are Mira's, {two(['debt', 'late_payments']):.2f} your person's.")

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
debt_first = two(["debt"]) - two([])
debt_last = two(["debt", "late_payments"]) - two(["late_payments"])
answer = (debt_first + debt_last) / 2

lesson.check(1, answer)

# %% [markdown]
# **B. Choose the reasons.** You work for the app and want number fourteen to believe that *income* is the
# main reason: the column with the most points, up or down. Which reference people will say so? Answer
# with the lowest and the highest monthly income of your group, such as
# `{"from": 3000, "to": 5000}`. The group must have fifty people or more.


# %%
def among(lowest, highest):
    """Explain number fourteen against people with such an income: base and four columns."""
    income = country.observed["income"]
    group = ((income >= lowest) & (income <= highest)).to_numpy()
    if not group.any():
        return "Nobody in Simsim has such an income. Choose other limits."
    told = explain(score, country.observed, ties=country.ties, rows=[WHO], background=group)
    return told.person(0).head(5).round(1)


among(3_000, 5_000)

# %% tags=["exercise"]
answer = ...

lesson.check(2, answer)

# %% tags=["solution"]
print(among(300, 700))
answer = {"from": 300, "to": 700}

lesson.check(2, answer)

# %% [markdown]
# **C. Whose friends?** The table shows what friends give or take for thirty people or so, in points. Whom do friends
# cost most? Answer with the person's number. Would you call this a reason *about* that person?

# %%
mine = sorted({lesson.pick(np.arange(1_000) >= 0, turn) for turn in range(30)})
by_person = pd.Series(many.friends[mine], index=mine, name="points").rename_axis("person")
claim("thirty or so", 25 <= len(mine) <= 30)
by_person.round(1).to_frame()

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
answer = by_person.idxmin()

lesson.check(3, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** In A most students take one order only; the check recognises both. B makes the
# point of the lesson once more: no number is false, and the reasons were chosen. In C students may take
# the largest gain; ask them to read the sign aloud.

# %% [markdown]
# **To discuss.** Whoever chooses the reference people chooses the reasons. Who should choose them: the
# person who is scored, the app, a court? And must the choice be told?
#
# ## To take home
#
# - A Shapley value is an average over all orders in which columns can be changed. You can check it by
#   hand, and the values add up: base, columns, friends and rounding make the published score.
# - It always compares with somebody. Other reference people, other reasons.
# - It is about the score. It is no advice, no cause and no verdict.
#
# Next, in lesson 03, we find out whether an explanation can be *wrong*.
#
# ## Sources
#
# - Janzing, Minorics, Blöbaum (2020<sup>cited</sup>). *Feature relevance quantification in explainable
#   AI.*
# - Karimi, Schölkopf, Valera (2021<sup>cited</sup>). *Algorithmic recourse.*
# - Kumar et al. (2020<sup>cited</sup>). *Problems with Shapley-value-based explanations as feature
#   importance measures.*
# - Lundberg et al. (2020<sup>cited</sup>). *From local explanations to global understanding with
#   explainable AI for trees.*
# - Merrick, Taly (2020<sup>cited</sup>). *The explanation game.*
