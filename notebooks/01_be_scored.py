# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 01 · Be scored
#
# **After this lesson you can**
#
# - put questions to a score whose rules nobody shows you, one change at a time;
# - say which of its rules you have found, and how sure you are;
# - say what no amount of asking will tell you.
#
# **Time:** about forty-five minutes. **You need:** nothing but this page. You need not know Python or
# machine learning.
#
# **How to read it.** Grey boxes are *cells*. Click on the first one and press *Shift* and *Enter*
# together: it runs, and its answer appears below it. Go on from top to bottom. Before each run,
# read what the cell will ask. You can change any cell and run it again. Lines that begin with `claim`
# check that our text is still true of what was computed; you can skip them. If you change something,
# one of them may tell you that the text says otherwise: nothing is broken, you found something out. To
# get back, undo your change (*Ctrl* and *Z*) and run the cells above once more. A small <sup>cited</sup> marks a number that comes from a source and is not
# computed here. Terms stand in the [glossary](GLOSSARY.md).
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is; making the country takes some
# seconds longer, and the list in exercise C may be missing: the text there says what to do.
#
# **One rule.** Everybody here is invented. Never type in data of a real person, yourself included.

# %% [markdown]
# ## The country and its score
#
# *Simsim* is a country that does not exist. An app there gives everybody a score, the higher the
# better. Shops, landlords and banks like to see it. How it is made is a secret.
#
# The score of Simsim is ours and **fiction**. It borrows its shape, from 350 to
# 950<sup>cited</sup>, from what the press reported about *Sesame Credit* (Zhima), a private score
# in China. It is not that score's formula, which is not public. At the end of the lesson stands
# what was claimed about the real one, what is known, and where else in the world something similar
# runs.
#
# First we fetch our tools. Run the cell. The *seed* that it prints chooses your own people in the
# exercises. In a class each student has a different one. Outside a class it is zero; to get one of
# your own, write `start("01", student="a made-up name")` in the last line, and run the cell again. (Do so in the
# first cell of every lesson.)

# %%
import pandas as pd
from IPython.display import Markdown
from scipy import sparse

from scoring.encoding import FILE_MARKS
from underglass import BANDS, MAX_POINTS, MIN_POINTS, OpaqueScore, band, make_population
from underglass.course.answers.lesson_01 import TROUBLED
from underglass.course.lesson import claim, show, start
from underglass.course.panel import choose
from underglass.course.people import changed, steps_of, typical_person

lesson = start("01")

# %% [markdown]
# Now we make the country, with ten thousand inhabitants, and let the app learn its score. The app
# sees what people buy, play and pay. It has also been told, for each of them, whether institutions
# wrote down *kept* or *broken* beside their promises: repaying, turning up, paying taxes. From that
# a computer program has found rules of its own. Such a program is called a [*model*](GLOSSARY.md#model). We shall treat
# it as you would meet it: closed.
#
# The number after `seed` ([*seed*](GLOSSARY.md#seed)) chooses which ten thousand people. With the same number you get the same
# people, today and next year.

# %%
country = make_population(10_000, scenario="sesame", seed=1)
score = OpaqueScore(social_weight=0.3).fit(country.observed, country.recorded)
published = score.predict(country.observed, country.ties)

print(f"{country.n_people:,} people have from {published.min()} to {published.max()} points.")
claim("the scale reaches from 350 to 950", (MIN_POINTS, MAX_POINTS) == (350, 950))

# %% [markdown]
# The scale has five bands. Their limits stood, as reported, in a launch article of
# 2015<sup>cited</sup>; the names are ours. How many people are in each?

# %%
people_in_band = pd.Series(band(published)).value_counts()[list(BANDS)]
poor, excellent = people_in_band["poor"], people_in_band["excellent"]
claim("one in ten is in the lowest band", 800 < poor < 1_400, people_there=poor)
claim("hardly anybody is in the highest", excellent < 300, people_there=excellent)
pd.DataFrame({"from": BANDS, "people": people_in_band})

# %% [markdown]
# You see one row for each band: the points at which it begins, and how many people are in it. About
# one person in ten is in the lowest band, and hardly anybody in the highest.

# %% [markdown]
# ## Invent somebody
#
# Let us invent a person and call her Mira. In each column she has the value that would stand in the
# middle if all inhabitants stood in a row. Where a column holds words, she has the commonest one.

# %%
mira = typical_person(country)
remarks = set(mira.columns[-7:]) - {"partner_replies"}
claim("these remarks are not read", remarks == set(FILE_MARKS), remarks=remarks)
mira.T.set_axis(["Mira"], axis="columns").join(country.codebook["unit"])

# %% [markdown]
# This is all that stands in her file. Look at what is *not* in it: her age, her gender, where she
# was born. And look at what is: nappies, video games, night-time phone use. (Of the last
# seven rows, all but `partner_replies` are remarks. They belong to later lessons; this score does not read them.)
#
# What the columns mean stands in the country's [*codebook*](GLOSSARY.md#codebook). Here are the three just named, and three
# more that we shall use.

# %%
pd.set_option("display.max_colwidth", None)
used = ["nappies", "gaming_hours", "night_activity", "late_payments", "debt", "recorded_offences"]
country.codebook.loc[used, ["unit", "meaning"]]

# %% [markdown]
# ## Ask
#
# A new inhabitant has no friends in the app yet. The next cell says so (`alone` is a table of who
# knows whom, with nobody in it) and gives our question a short name, `ask`. Then it asks: how many
# points does Mira get?

# %%
alone = sparse.csr_array((1, 1))


def ask(person):
    return int(score.predict(person, ties=alone)[0])


now = ask(mira)
below = (score.own_points(country.observed) < now).mean()
print(f"Mira has {now} points: {band(now)}. {below:.0%} of the people would have fewer.")
read = len(score.encoder_.players)
claim("it reads thirty-five columns", read == 35, columns=read)
claim("four people in five have fewer points than Mira", 0.75 < below < 0.9, share=below)

# %% [markdown]
# Surprised? Her values are the middle ones, and yet four people in five stand below her. Hardly anybody is in
# the middle everywhere: most rows have a blemish *somewhere*, and Mira's has next to none. A score that reads
# thirty-five columns finds a blemish in nearly everybody.
#
# Now one change. `changed(mira, books=20)` is Mira, but with twenty books bought in a year; all else
# stays. What do you expect?

# %%
books = ask(changed(mira, books=20)) - now
bill = ask(changed(mira, late_payments=1)) - now
offences = ask(changed(mira, recorded_offences=2)) - now
sport = ask(changed(mira, sport=5)) - now

print(f"20 books a year:         {books:+d} points")
print(f"5 hours of sport a week: {sport:+d} points")
print(f"1 bill paid late:        {bill:+d} points")
print(f"2 recorded offences:     {offences:+d} points")
little = max(abs(books), abs(sport), abs(bill))
claim("offences cost much more", -60 < offences < -2 * little, offences=offences)
claim("the others do little", little < 15)

# %% [markdown]
# You see how far each change alone moves Mira's score. Books and sport, which sound virtuous, do
# little, and so does a single late bill. Two small offences that somebody wrote down cost much more.

# %% [markdown]
# ## Predict first
#
# Two more changes. In the first, Mira pays **eight bills late** in two years. In the second she pays
# all her bills on time, but plays **video games ten hours a day**.
#
# Which of the two costs her more points? Write down your answer, and how many points you guess for
# each. Then run the cell.

# %%
late = ask(changed(mira, late_payments=8)) - now
games = ask(changed(mira, gaming_hours=10)) - now

print(f"8 bills paid late:       {late:+d} points")
print(f"10 hours of games a day: {games:+d} points, {games / late:.1f} times as much")

# %% [markdown]
# A score of trustworthiness minds games more than late bills. Nobody told you that, and nothing in
# the app says it. You found it by asking.
#
# ## Follow one column
#
# Is every hour equally bad? Let us ask for each number of hours from none to fourteen, and draw the
# answers.

# %% jupyter={"source_hidden": true}
# What is said above:
claim("games cost more than late bills", games < late < 0, games=games, late_bills=late)

# %%
by_hour = pd.Series({hours: ask(changed(mira, gaming_hours=hours)) for hours in range(15)})
line = by_hour.plot(
    marker="o", grid=True, xlabel="video games, hours a day", ylabel="Mira's points"
)
show(
    line,
    alt=f"Mira's points fall with every hour of games, steeply at first, from {by_hour[0]} without "
    f"games to {by_hour[6]} at six hours a day. From there on the line is flat: whoever plays more "
    "loses nothing more.",
)
claim("the line is flat from six hours on", by_hour[6] == by_hour[14])
claim("it falls by more than a hundred points", by_hour[0] - by_hour[6] > 100)

# %% [markdown]
# Now the nappies, in packs a month.

# %%
by_packs = pd.Series({packs: ask(changed(mira, nappies=packs)) for packs in range(9)})
claim("a few points up, then nothing", 0 < by_packs[3] - by_packs[0] < 40)
claim("more than three packs bring nothing", by_packs[3] == by_packs[8])
by_packs.rename("Mira's points").rename_axis("packs of nappies").to_frame().T

# %% [markdown]
# A few points up for the first packs, then nothing more. Perhaps the score only wants to know whether there is a
# small child. That is a guess about a rule. It fits what we asked, and we asked little.

# %% [markdown]
# ## The same change, another person
#
# Did we find *the* price of a pack of nappies, and of ten hours of games? Take Bo, who is like Mira
# but has debts, bills paid late and two offences on record.

# %%
bo = changed(mira, debt=1.0, late_payments=6, savings=0.0, recorded_offences=2)
changes = {"4 packs of nappies": {"nappies": 4}, "10 hours of games": {"gaming_hours": 10}}
worth = pd.DataFrame(
    {
        name: {change: ask(changed(who, **new)) - ask(who) for change, new in changes.items()}
        for name, who in {"Mira": mira, "Bo": bo}.items()
    }
)
nappies, hours = worth.loc["4 packs of nappies"], worth.loc["10 hours of games"]
claim("nappies help Bo more than twice as much", nappies["Bo"] > 2 * nappies["Mira"] > 0)
claim("games cost Bo less than half as much", hours["Mira"] < 2 * hours["Bo"] < 0)
worth

# %% [markdown]
# The table shows how many points each change is worth to Mira and to Bo. The nappies help Bo more than
# twice as much as Mira; the games cost Bo less than half as much. So there is no price list. What a
# column is worth depends on the rest of the row.

# %% [markdown]
# Let us put the second change to all ten thousand inhabitants. `own_points` are a person's points
# before friends come in and before rounding.

# %%
ten_hours = country.observed.assign(gaming_hours=10.0)
moved = pd.Series(score.own_points(ten_hours) - score.own_points(country.observed))
most, least = -moved.quantile(0.05), -moved.quantile(0.95)
hill = moved.plot.hist(bins=40, grid=True, xlabel="points that ten hours of games a day bring")
hill.set_ylabel("people")
show(
    hill,
    alt=f"A broad hill. Half of all people lose {-moved.median():.0f} points or more; one in twenty "
    f"loses more than {most:.0f}, one in twenty fewer than {least:.0f}.",
)
claim("ten hours cost some hardly anything, others a great deal", most > 150 and least < 60)
claim("a few gain", 0 < (moved > 0.5).mean() < 0.02)
already = (moved[country.observed["gaming_hours"] > 6] == 0).mean()
claim("most who play more than six hours lose nothing more", already > 0.9, share=already)

# %% [markdown]
# The same ten hours cost one person little or nothing and another more than a hundred and fifty
# points; a few people even gain. Most people who already play more than six hours a day lose nothing more.
#
# ## Friends
#
# Now somebody who lives in the country, inhabitant number nine. This app can see who is friends with
# whom. How many points does this person have with friends, and how many would the same row get without any?

# %%
WHO = 9
friends = country.ties[[WHO]].indices
without = ask(country.observed.loc[[WHO]])

print(f"{len(friends)} friends.")
print(f"{without} points without them, {published[WHO]} with them.")
claim("friends cost number nine points", published[WHO] < without)

# %% [markdown]
# Next, this person does nothing at all. But the friends begin to play, six hours a day each. We
# change their rows only, and ask again for the score of number nine.

# %%
evening = country.observed.copy()
evening.loc[friends, "gaming_hours"] = 6.0
after = score.predict(evening, country.ties)[WHO]

print(f"{after} points now: {after - published[WHO]}, for what others do.")
claim("no entry about number nine changed", evening.loc[WHO].equals(country.observed.loc[WHO]))
claim("the points go down", after < published[WHO])

# %% [markdown]
# The points go down, though not a single entry about this person has changed. Asking one column at a
# time would never have shown it: the cause stands in other people's rows.
#
# ## What asking cannot tell
#
# You have been an auditor who can do nothing but ask, as at a counter. Some people who examine real
# scores can do no more. What remains hidden?
#
# **Most combinations.** How many different rows could one ask about, with only two values in each
# column?

# %%
columns = len(score.encoder_.players)  # that it reads; remarks in the file left out
questions = 2**columns
years = questions / (60 * 60 * 24 * 365)

print(f"{columns} columns, two values each: {questions:,} questions.")
print(f"At one a second, that takes {years:,.0f} years.")
claim("it takes more than a thousand years", years > 1_000)

# %% [markdown]
# **Why.** Is it that people who play keep fewer promises? Or did somebody write down *broken* where a
# promise was kept? Both give the same answers at the counter.
#
# **Whether the score is right.** We were told points, never whether a person kept the promise.
#
# **Whom it hits.** The row holds no age and no gender. To say who plays most, who buys nappies and whose
# friends score low, one must know the people, not only the rule.
#
# **How good it is at its own job.** The next cell prints what the makers measured when they made this
# score. Ask anybody who shows you a score for such a sentence.

# %%
Markdown(score.reliability_.text)

# %% [markdown]
# *Ranks the pairs rightly* means: take two people, one recorded as having kept the promise and one
# recorded as having broken it. How often does the first have the higher score? A coin gets half of the
# pairs right. (*AUC* is the technical name for it.) The *forecast* is what the points stand for: how likely it is
# that a promise of this person will be recorded as kept. Ranking and forecasting are two skills: a forecast that
# gave everybody the average would be hardly off, and would rank no pair. Mind the word *recorded*: lesson 03 turns on it.
#
# ## What was claimed, what is known
#
# The rules about nappies, games and friends were suggested by a press article about Sesame Credit. Three labels say how a
# claim stands: **documented** (good sources show it), **disputed** (some say so, others deny it or no
# proof is known), **fiction** (untrue, without any support, or invented, as everything in Simsim is). We looked it up on
# 22 November 2026<sup>cited</sup>. What we know from secondary pages only is called *reported*.
#
# | Claimed | Status | What is known | Elsewhere |
# |---|---|---|---|
# | A score up to 950<sup>cited</sup> points brings perks and easier loans | documented | The scale is reported. Waived deposits and credit limits are documented | United States: FICO, 300 to 850<sup>cited</sup>. Germany: SCHUFA, 100 to 999<sup>cited</sup>, with 12<sup>cited</sup> published criteria, announced from 17 March 2026<sup>cited</sup> |
# | Nobody knows the formula | secrecy documented, *total* secrecy disputed | The formula is secret; its five dimensions were public: history, behaviour, capacity, identity, network | Germany: the highest civil court upheld the secrecy of SCHUFA's formula in 2014<sup>cited</sup> |
# | People who buy nappies are parents, so responsible | disputed | An executive's illustration in an interview; no evidence of a rule in use | France: the family-benefit agency's risk score hit single parents though no column names them, as the association La Quadrature du Net showed on typical households |
# | People who play ten hours a day are idle | disputed | The same interview; no evidence of a rule in use | United States: a health-care program took what had been spent on people for how ill they were, and so overlooked ill people on whom little had been spent |
# | Friends with low scores lower yours | disputed | A network dimension existed; that scores rub off is not established | United States: a patent held by Airbnb adjusts by associates' scores (use not proven). Lenddo, a lender, scans social accounts. European Union: Directive 2023/2225<sup>cited</sup>, Art. 18(3)<sup>cited</sup>: social networks are no source for creditworthiness, from 20 November 2026<sup>cited</sup> |
#
# In Simsim all of it is built as if it were true: as **fiction**, so that we can look inside. We
# criticise a mechanism, wherever it runs, and never a people. The sentence on the law was looked up on
# the same day; this is teaching material, not legal advice.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell: it tells you at once. An answer may be a number or a line of
# code that gives one, such as `ask(mira) - ask(bo)`. `lesson.hint(1)`, in a line of its own, gives a hint for exercise
# A. `lesson.why()` helps where you and a neighbour want to know why your numbers differ.
#
# **A. Your own inhabitant.** Your seed has chosen somebody who plays a little. How many points would ten
# hours of games a day bring this person? (A loss has a minus.)

# %%
hours = country.observed["gaming_hours"]
yours = country.observed.loc[[lesson.pick((hours > 0.5) & (hours < 2), "player")]]
print(f"Your inhabitant has {ask(yours)} points without friends.")

# %% tags=["exercise"]
answer = ...

lesson.check(1, answer)

# %% tags=["solution"]
answer = ask(changed(yours, gaming_hours=10)) - ask(yours)

lesson.check(1, answer)

# %% [markdown]
# **B. The cheapest way up.** Find *one* change that a person could really make within a month and that
# lifts Bo by twenty points or more. Try changes with `print(ask(changed(bo, books=20)) - ask(bo))`; units and ranges
# stand in the table below. Answer with the column and its new value, such as `{"books": 20}`.

# %%
country.codebook.loc[list(mira.columns), ["unit", "range"]]

# %% tags=["exercise"]
answer = ...  # such as {"books": 20}

lesson.check(2, answer)

# %% tags=["solution"]
answer = {"nappies": 4}

lesson.check(2, answer)

# %% [markdown]
# <details>
# <summary>Open this when it is right</summary>
#
# Nobody asks for a child. The score rewards whoever buys nappies: a stand-in for being a parent, and for
# being responsible, is for sale. A score that people know about gets chased; lesson 08 is about that.
#
# </details>
#
# **C. A rule that turns round.** The picture shows Mira's points by hours of sport. At first nothing
# changes; then her points go down, up again, and down once more. Find another column along which her points go up *and* down: by five points or more up somewhere, and by five or more down. Choose columns in the
# list below the picture. (Where no list appears, write `along("books")` in the cell and run it.) Would you call
# what you find a rule, or chance in what the model happened to learn?


# %%
def along(column):
    """Draw Mira's points along a column, over the codebook's range."""
    points = pd.Series({value: ask(changed(mira, **{column: value})) for value in steps_of(column)})
    unit = country.codebook.loc[column, "unit"]
    drawn = points.plot(grid=True, xlabel=f"{column}, {unit}", ylabel="Mira's points")
    show(drawn, alt=f"Mira has from {points.min()} to {points.max()} points along {column}.")


numbers = [name for name in mira if pd.api.types.is_numeric_dtype(mira[name])]
numbers = [name for name in numbers if name not in FILE_MARKS]
choose(along, ["sport", *(name for name in numbers if name != "sport")], label="column")

by_sport = pd.Series({hours: ask(changed(mira, sport=hours)) for hours in range(15)})
hour_by_hour = by_sport.diff()
claim("the first hours change nothing", by_sport[3] == by_sport[0])
claim(
    "down by five points or more, and up by as much",
    hour_by_hour.min() <= -5 <= 5 <= hour_by_hour.max(),
)

# %% tags=["exercise"]
answer = ...  # the column's name, in quotation marks

lesson.check(3, answer)

# %% tags=["solution"]
along("travel")
answer = "travel"

lesson.check(3, answer)

# %% [markdown]
# **D. Two people, one score.** The next cell invents another person, who is like Mira but has trouble with money and
# offences on record. With how many hours of games a day does Mira have as many points, give or take five? You may
# need tenths of an hour. (Answer in hours.)

# %%
trouble = lesson.pick(TROUBLED, "trouble")
other = changed(mira, **trouble)
print(f"The other person has {trouble}, and {ask(other)} points.")

# %% tags=["exercise"]
answer = ...

lesson.check(4, answer)

# %% tags=["solution"]
tried = pd.Series({h / 10: ask(changed(mira, gaming_hours=h / 10)) for h in range(61)})
answer = (tried - ask(other)).abs().idxmin()

lesson.check(4, answer)

# %% tags=["teacher"]
tried.to_frame("Mira's points").T

# %% [markdown] tags=["teacher"]
# **For the teacher.** In A most wrong answers are the new score instead of the difference, or Mira's
# loss; the check says so. B: nappies are the shortest way, and nobody asks for a child; that is the
# point to discuss. C: many columns turn by a few points, mostly where few people are. D leads to the
# question below: Mira, who does nothing wrong, can be brought down to the score of many others.

# %% [markdown]
# **To discuss.** In D you made two people equal in the app's eyes: one who plays, and one in trouble, with
# offences on record. Of whom would you trust one more with your keys? What does the app not ask?
#
# ## To take home
#
# - You can learn about a closed score by asking: one change at a time, a guess before each.
# - An answer holds for the row you asked about. The same change can be worth something else to
#   somebody else.
# - Asking shows *what* the score does. It does not show why, whether that is right, or whom it hits.
#
# Next, in lesson 02, we open the box.
#
# ## Sources
#
# - Barocas, Selbst (2016<sup>cited</sup>). *Big data's disparate impact.*
# - Obermeyer, Powers, Vogeli, Mullainathan (2019<sup>cited</sup>). *Dissecting racial bias in an
#   algorithm used to manage the health of populations.*
# - Wei, Yildirim, Van den Bulte, Dellarocas (2016<sup>cited</sup>). *Credit scoring with social network
#   data.*
