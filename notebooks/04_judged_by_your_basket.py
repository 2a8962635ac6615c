# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 04 · Judged by your basket
#
# **After this lesson you can**
#
# - say what a [*proxy*](GLOSSARY.md#proxy) is, and find the proxies among the columns of a score;
# - say why leaving out gender does not make a score blind to gender;
# - measure what deleting a column repairs, and what it costs.
#
# **Time:** about forty minutes. **You need:** lesson 01; lesson 02 helps. You need not know Python or
# machine learning. Run the cells from top to bottom with *Shift* and *Enter*.
#
# **In a browser, without an installation (Pyodide),** this lesson runs as it is. Lines that begin with `claim` check that our text is true of what was
# computed. A small <sup>cited</sup> marks a number that comes from a source and is not computed here. Terms stand in
# the [glossary](GLOSSARY.md). For people of your own in the exercises, write `start("04", student="your made-up name")`
# in the last line of the first cell.
#
# **One rule.** Everybody here is invented. Never type in data of a real person, yourself included.

# %% [markdown]
# ## Two shopping baskets
#
# In 2015<sup>cited</sup> an executive of Sesame Credit, a private score in China, explained the idea to a
# magazine with two examples. Somebody who buys nappies is probably a parent, and so more likely to be
# responsible. Somebody who plays video games ten<sup>cited</sup> hours a day is probably idle.
#
# **Status: disputed.** It was an illustration in an interview. No evidence is known that such a rule
# ever ran. But the *idea* is old and runs in many countries: look at what people buy, and conclude what
# they are like.
#
# In *Simsim*, our invented country, both examples are built as if they were true: **fiction**, so that we
# can look inside. People there make promises, as everywhere: to pay back a loan, to turn up, to pay their taxes.
# Clerks in offices and banks write down whether a promise was *kept* or *broken*. They believe that players are idle
# and parents are responsible. When a player keeps a promise, they sometimes write down *broken*. When a nappy buyer
# breaks one, they sometimes let it pass. Then a program learns a score from what the clerks wrote: each inhabitant gets some 350<sup>cited</sup> to
# 950<sup>cited</sup> points, the more the better, and landlords and banks like to see them.
#
# Now look from the baskets to the people. Who is hit by a rule about games? Who is helped by a rule
# about nappies?

# %%
import pandas as pd
from sklearn.metrics import roc_auc_score

from underglass import OpaqueScore, decompose_gap, explain, make_population, plot_proxy_map, proxies
from underglass.course.lesson import claim, show, start
from underglass.course.people import changed, typical_person

lesson = start("04")

# %% [markdown]
# Now the country: ten thousand inhabitants. And beside it a *fair* country: the same people, with the same
# luck, where clerks write down what happened. No real auditor has such a [*twin*](GLOSSARY.md#twin). We
# shall use it to see what the clerks did, and nothing else.

# %%
country = make_population(
    10_000, scenario="level", doses={"idle_gamers": 1.0, "nappy_bonus": 1.0}, seed=1
)
fair = country.twin(doses={"idle_gamers": 0.0, "nappy_bonus": 0.0})
learn, test = country.split(0.7)


def train(table, records):
    """Let a score learn from seven in ten people, and leave the others for a test."""
    return OpaqueScore().fit(table[learn], records[learn], measure=False)


score = train(country.observed, country.recorded)
points = score.predict(country.observed)
points_in_fair = train(fair.observed, fair.recorded).predict(fair.observed)

columns = [name for name in country.observed if not name.endswith("_mark")]
print(f"The score may read {len(columns)} columns about {country.n_people:,} people:")
print(", ".join(columns))
claim("gender is not among them", "gender" not in columns)

# %% [markdown]
# Read the list. No gender. No age. No children. Nobody who made this score asked for them.
#
# ## Men and women
#
# An auditor has a list of genders that the score never saw. (The register of Simsim knows two.) The
# *gap* is the men's mean number of points minus the women's. Below it stands the truth: how many really
# kept their promises. It lies in a sealed envelope that no score and no auditor ever opens; we may.

# %%
man = (country.protected["gender"] == "man").to_numpy()
kept = country.truth["kept_promise"].astype(int)


def gap_of(values, member=man):
    """Mean of a group minus mean of all others."""
    return values[member].mean() - values[~member].mean()


print(f"Gap in this country:  {gap_of(points):+.1f} points")
print(f"Gap in the fair twin: {gap_of(points_in_fair):+.1f} points")
print(f"Men really kept {kept[man].mean():.1%} of their promises, women {kept[~man].mean():.1%}.")
claim("men have about fifteen points less", -16 < gap_of(points) < -14, gap=gap_of(points))
claim("in the fair country there is no gap", abs(gap_of(points_in_fair)) < 1.5)
claim("men and women keep promises alike", abs(gap_of(kept)) < 0.01, difference=gap_of(kept))

# %% [markdown]
# Men lose about fifteen points to a score that does not know who is a man. They keep their promises just
# as women do.
#
# ## "But we do not use gender"
#
# That is the usual answer, and it is true. So let us test how much it is worth. We do the forbidden thing: we
# hand gender to the score as one more column, and let it learn again. Then we take it away again, as
# the law-abiding makers would.

# %%
with_gender = country.observed.assign(gender=country.protected["gender"])
knowing = train(with_gender, country.recorded).predict(with_gender)

print(f"Gap of a score that reads gender:          {gap_of(knowing):+.1f} points")
print(f"Gap of a score from which it was deleted:  {gap_of(points):+.1f} points")
difference = abs(gap_of(knowing) - gap_of(points))
claim("it makes a difference of less than two points", difference < 2, difference=difference)

# %% [markdown]
# Hardly any difference. Deleting the protected column took nothing away, because the score did not need
# it. Lawyers and computer scientists call the hope that it would help [*fairness through
# unawareness*](GLOSSARY.md#fairness-through-unawareness).
#
# How does the score do it? Look at one column.

# %%
hours = country.observed["gaming_hours"]
classes = pd.cut(hours, [-1, 0.5, 1, 2, 4, 16])
classes = classes.cat.rename_categories(["under ½", "½ to 1", "1 to 2", "2 to 4", "over 4"])
shares = pd.crosstab(classes, country.protected["gender"], normalize="columns") * 100
shares = shares[["woman", "man"]]
bars = shares.plot.bar(rot=0, color=["#E69F00", "#0072B2"], edgecolor="black", grid=True)
for bar in bars.containers[1]:
    bar.set_hatch("//")
bars.legend(["women", "men"])
bars.set_xlabel("hours of video games a day")
bars.set_ylabel("of a hundred women, or men")
show(
    bars,
    alt="Pairs of bars: a plain one for women, a hatched one for men. Women stand higher where "
    f"people play little: {shares['woman'].iloc[0]:.0f} in a hundred play under half an hour a day, and "
    f"{shares['man'].iloc[0]:.0f} in a hundred men. Men stand higher where people play long.",
)
claim("more women play under half an hour", shares["woman"].iloc[0] > shares["man"].iloc[0] + 10)
claim("more men play over four hours", shares["man"].iloc[-1] > shares["woman"].iloc[-1])

# %% [markdown]
# Neither group is uniform: many women play, many men do not. But in Simsim men play more. A column that
# stands in for another one is called a **proxy**. `gaming_hours` is a proxy for gender.
#
# Gender is not even what the rule asks about: it does not hit *men*. It hits people who play.

# %%
lost = points - points_in_fair
plays = {
    "under half an hour": (hours < 0.5).to_numpy(),
    "half an hour to three": (hours.between(0.5, 3, inclusive="left")).to_numpy(),
    "three hours or more": (hours >= 3).to_numpy(),
}
by_play = pd.DataFrame(
    {
        "women": [lost[~man & who].mean() for who in plays.values()],
        "men": [lost[man & who].mean() for who in plays.values()],
    },
    index=list(plays),
)
apart = (by_play["women"] - by_play["men"]).abs().max()
claim("women who play long lose a hundred points", by_play.loc["three hours or more"].max() < -90)
claim("who hardly plays loses about a fifth of it", by_play.loc["under half an hour"].min() > -25)
claim("women and men who play alike lose alike", apart < 12, apart=apart)
denied = (country.recorded == 0) & (kept == 1)
claim("clerks deny some of theirs as well", denied[plays["under half an hour"]].mean() > 0.005)
by_play.round(0).astype(int)

# %% [markdown]
# The table shows the points that people have in this country, minus those that they would have in the fair
# one. Those who play three hours or more lose some hundred points, woman or man; those who hardly play
# lose about a fifth of that, woman or man. (They play a little, too, and now and then a clerk denies their
# kept promises as well.) The gap between the genders comes about because more of the
# players are men.
#
# ## The proxy map
#
# Which columns are proxies, and which of them matter? Two questions, for each column:
#
# 1. **How much does it reveal?** Take one man and one woman. You see this column of both, nothing else.
#    How often can you tell who is who? No more often than by tossing a coin: 0<sup>cited</sup>. Always: 1<sup>cited</sup>.
#    (So `0.30` means sixty-five times in a hundred; a coin would be right fifty<sup>cited</sup> times.)
# 2. **How many points does it move?** That is what an [*explanation*](GLOSSARY.md#explanation) says (lesson 02). It
#    compares each person with a thousand others, column by column, and says how many points the column gives or takes.
#    For each person these points add up exactly to the score. Here we take their average size.
#
# To carry gender into the score all by itself, a column must do *both*. `proxies` measures both. In its table, `low` and `high`
# are the ends of the [*interval*](GLOSSARY.md#interval) that chance leaves to `reveals`; `found` says whether the column
# surely reveals anything; `gap` is how many points it puts between men and women.

# %%
why = explain(score, country.observed)
found = proxies(country, country.protected["gender"], why)
table = found.columns.set_index("column")
table.loc[columns].sort_values("reveals", ascending=False).round(2).head(6)

# %%
show(
    plot_proxy_map(found, attribute="gender", n_labels=6),
    alt="A map. To the right: how much a column reveals of gender. Upwards: how many points it moves. "
    f"gaming_hours stands far to the upper right ({table.loc['gaming_hours', 'reveals']:.2f}, "
    f"{table.loc['gaming_hours', 'moves']:.0f} points). games_spend reveals nearly as much "
    f"({table.loc['games_spend', 'reveals']:.2f}) and moves nearly nothing: it lies on the floor. alcohol "
    "is in between. Nearly all others lie about zero, on the left: they may reveal nothing.",
)
claim("hours reveal most and move most", table["moves"].idxmax() == table.index[0])
claim("games_spend moves less than a point", table.loc["games_spend", "moves"] < 1)
claim("only three reveal a tenth or more", (table["reveals"] > 0.1).sum() == 3)
claim("the remark moves nothing", table.loc["idle_mark", "moves"] == 0)
claim("a thousand others", why.background.startswith("1,000 people"), people=why.background)
print(f"All columns together reveal {found.together[0]:.2f}.")

# %% [markdown]
# How to read it:
#
# - **Upper right**: reveals much and moves much. Here stands `gaming_hours`, alone.
# - **Upper left**: moves much, reveals nothing of gender. It may reveal another group.
# - **Lower right**: reveals much, moves hardly anything. `games_spend`, what people pay for games, stands
#   here. Harmless, it seems.
# - **Dashed line**: what *all* columns together reveal. Less than their sum: much of it is told twice.
#
# (`idle_mark` is a remark that clerks leave in some files. This score does not read it, so it moves nothing.)
#
# The same seen from the gap. If men get fewer points than women *for their hours of games*, on average, that difference
# comes through this column. The differences of all columns add up to the gap. Through which columns do the fifteen
# points come?

# %%
through = decompose_gap(why, man).table
in_hours = through.set_index("column").loc["gaming_hours", "points"]
in_money = through.set_index("column").loc["games_spend", "points"]
claim("hours carry more than nine tenths of the gap", in_hours / gap_of(points) > 0.9)
claim("the money carries none of it", abs(in_money) < 0.5, points=in_money)
through.head(4).round(1)

# %% [markdown]
# More than nine tenths of the gap comes through `gaming_hours`, and none through `games_spend`. The makers have
# seen enough. They offer to **delete `gaming_hours`** and let the score learn again without it.
#
# ## Predict first
#
# The gap is fifteen points. Fourteen of them come through this column. It is deleted, and the score learns
# again from all the others. How wide will the gap be then?
#
# - about one point,
# - about seven points,
# - more than ten points.
#
# Write down your guess. Then run the cell.

# %%
no_hours = country.observed.drop(columns="gaming_hours")
second = train(no_hours, country.recorded)
points_no_hours = second.predict(no_hours)

print(f"Gap before: {gap_of(points):+.1f} points")
print(f"Gap after:  {gap_of(points_no_hours):+.1f} points")
stays = gap_of(points_no_hours) / gap_of(points)
print(f"{stays:.0%} of the gap stays.")

# %% [markdown]
# About three quarters of the gap stays. Where does it come from now? Ask the new score.

# %% jupyter={"source_hidden": true}
# What is said above:
claim("more than ten points stay", gap_of(points_no_hours) < -10)
claim("about three quarters stays", 0.65 < stays < 0.85, stays=stays)

# %%
why_second = explain(second, no_hours)
through = decompose_gap(why_second, man).table
now = through.set_index("column").loc["games_spend", "points"]
through.head(4).round(1)

# %% [markdown]
# Through `games_spend`: the column that carried *nothing* a moment ago, and looked harmless on the map.
# The first score did not need it, because the hours told the same and better. With the hours gone, the
# money takes their place.
#
# > **An explanation shows what a score uses. It does not show what the score would use instead.**
#
# So go on. Which columns would you delete next? We delete three times: the hours; the hours and the money;
# then everything that surely reveals gender. After each time the score learns again. We watch three things:
#
# - the gap;
# - how well the score does *by the records*: of a hundred pairs of people, one recorded as *kept* and one
#   as *broken*, how many it ranks rightly (the makers can measure this);
# - the same *by the truth* (only we can).

# %% jupyter={"source_hidden": true}
# What is said above:
claim("the money carries most of it now", now / gap_of(points_no_hours) > 0.8, points=now)

# %%
telling = list(table.index[table["found"] & table.index.isin(columns)])
print("Surely reveal gender:", ", ".join(telling))
deleted = {
    "nothing": [],
    "hours": ["gaming_hours"],
    "hours and money": ["gaming_hours", "games_spend"],
    "all that reveal": telling,
}
steps, intervals = {}, {}
for name, gone in deleted.items():
    fewer = country.observed.drop(columns=gone)
    refitted = train(fewer, country.recorded)
    new = refitted.predict(fewer)
    intervals[name] = decompose_gap(explain(refitted, fewer), man).interval
    steps[name] = {
        "gap": gap_of(new),
        "pairs by the records": 100 * roc_auc_score(country.recorded[test], new[test]),
        "pairs by the truth": 100 * roc_auc_score(kept[test], new[test]),
    }
steps = pd.DataFrame(steps).T.rename_axis("deleted")
steps.round(1)

# %%
ends = pd.DataFrame(intervals, index=["low", "high"]).T
reach = [(steps["gap"] - ends["low"]), (ends["high"] - steps["gap"])]
bars = steps["gap"][::-1].plot.barh(
    xerr=[side[::-1] for side in reach], color="#56B4E9", edgecolor="black", capsize=4, grid=True
)
bars.axvline(0, color="black", lw=1)
bars.set_xlabel("men minus women, points")
bars.set_ylabel("deleted")
show(
    bars,
    alt="Four bars to the left of zero, each with the interval that chance leaves. "
    + "; ".join(f"{name} deleted: {gap:.0f} points" for name, gap in steps["gap"].items())
    + ".",
)
claim("with two gone, less than a quarter of the gap stays", -4 < steps["gap"].iloc[2] < -1)
claim("with all gone, hardly any, but more than one point", -2.5 < steps["gap"].iloc[3] < -1)
records, truth = steps["pairs by the records"], steps["pairs by the truth"]
claim("by the records it gets worse", records.iloc[2] < records.iloc[0] - 2)
claim("by the truth it gets no worse", truth.iloc[2] > truth.iloc[0] - 0.5)

# %% [markdown]
# Three things to see.
#
# **It takes two.** With the hours *and* the money deleted, most of the gap has gone. Here we were lucky: few
# columns know about games. Further down stands a group that many columns together give away.
#
# **By the records, the score got worse.** The makers will say: "This costs us accuracy."
#
# **By the truth, it did not.** (That the last number is even a little higher can be chance.) What was lost was skill at guessing what the clerks *wrote*, and the clerks
# were wrong about players. Anyone who measures by false records will call the repair a damage.
#
# ## Nappies: a proxy that helps
#
# Now the other basket. In the same country, clerks let promises broken by nappy buyers pass. Nappies tell
# who has small children. How well?

# %%
parent = (country.protected["small_children"] > 0).to_numpy()
of_parents = proxies(country, parent, why)
parents_table = of_parents.columns.set_index("column")
claim("nappies reveal nearly all", parents_table.loc["nappies", "reveals"] > 0.99)
parents_table.loc[columns].sort_values("reveals", ascending=False).round(2).head(5)

# %% [markdown]
# Now the gap of parents of small children against all others, three times: in the fair country, with the
# clerks' favour, and after the makers delete `nappies`. In the last line stands the truth.

# %%
no_nappies = country.observed.drop(columns="nappies")
points_no_nappies = train(no_nappies, country.recorded).predict(no_nappies)
at_fair, at_all, at_none = (gap_of(p, parent) for p in (points_in_fair, points, points_no_nappies))

print(f"Fair country:     {at_fair:+.1f} points")
print(f"With the favour:  {at_all:+.1f} points")
print(f"Nappies deleted:  {at_none:+.1f} points")
print(f"Promises kept: parents {kept[parent].mean():.1%}, others {kept[~parent].mean():.1%}")
left = (at_none - at_fair) / (at_all - at_fair)
claim("fair, parents have more than forty points less", at_fair < -40)
claim("with the favour they are level", abs(at_all) < 5)
claim("over half of the favour stays", 0.5 < left < 0.7, left=left)
claim("parents keep fewer promises here", kept[parent].mean() < kept[~parent].mean() - 0.05)

# %% [markdown]
# In Simsim, families with small children are short of money and time, and so they break more
# promises. That is true in this country, and no slander: it is what being short of money does. The fair score
# shows it. The favour hides it completely. With `nappies` deleted, over half of the favour stays:
# rent, films and sport also tell who has small children.
#
# So here is an uncomfortable question. Is the favour unjust? To whom? When somebody without children, in the
# same trouble, breaks a promise, it is written down. And what about somebody who buys nappies for a sister?

# %%
mira = typical_person(country)
gift = score.own_points(changed(mira, nappies=4))[0] - score.own_points(mira)[0]
print(f"Mira has no children. Four packs of nappies a month bring her {gift:+.0f} points.")
claim("nappies bring Mira ten points or more", gift >= 10, points=gift)

# %% [markdown]
# A proxy cannot tell a parent from an aunt. It judges the basket.
#
# ## A group that no column names
#
# Last, people who bring up children alone: *single parents*. No column names them. Does any reveal
# them? And all together?

# %%
single = (country.protected["household"] == "single parent").to_numpy()
of_single = proxies(country, single, why)
of_each = of_single.columns.set_index("column").loc[columns, "reveals"]
best = of_each.max()
print(
    f"{single.sum()} single parents. {of_each.idxmax()} reveals {best:.2f}, more than any other column."
)
print(f"All columns together reveal {of_single.together[0]:.2f}.")
print(
    f"Of {of_single.n_pairs} pairs of harmless columns, {len(of_single.pairs)} reveal clearly more."
)
claim("all together reveal twice as much", of_single.together[0] > 2 * best, best=best)
claim("no pair does", len(of_single.pairs) == 0)
claim("nappies lead, though not by much", of_each.idxmax() == "nappies" and best < 0.3)

# %% [markdown]
# No column reveals much, and no pair of columns does either. But together they tell more, over twice as much as the
# best one: a little from the nappies, a little from each of several others, such as sport and games. There is no one
# column here whose deletion would repair it. That is why "show me the forbidden column" is the wrong question to a score.
#
# This has happened outside Simsim. In France, the family-benefit agency CNAF gives families a risk score, to choose whom to
# inspect. No column in it says *single parent*. The association La Quadrature du Net got hold of
# older code, built typical households, and showed that single parents got high risk all the same.
# **Documented.** (Since 15 January 2026<sup>cited</sup> the current model's code is public; its training data
# are not.)
#
# And from the United States: a health-care program sought out patients in need of extra care. It took what
# had been *spent* on a person as a stand-in for how *sick* the person was. On Black patients less had been
# spent at the same illness, so they looked healthier than they were (Obermeyer and others, 2019<sup>cited</sup>).
# **Documented.** There the stand-in was not a column but the very thing that the score learned to guess, as
# with the clerks of Simsim.
#
# ## What was claimed, what is known
#
# Looked up on 22 November 2026<sup>cited</sup>.
#
# | Claimed | Status | What is known | Elsewhere |
# |---|---|---|---|
# | People who buy nappies are parents, so responsible | disputed | An executive's illustration in an interview; no evidence of a rule in use | France: CNAF's risk score and single parents |
# | People who play ten hours a day are idle | disputed | The same interview; no evidence of a rule in use | United States: cost taken for need in health care |
# | Leaving out the protected column makes a score fair | fiction | You measured the contrary; the research below describes why | Wherever scores run |
#
# **A word on the law** (same day; teaching material, not legal advice). In the United States, a new rule
# for lenders (Regulation B, published on 22 April 2026<sup>cited</sup>, in force since 21 July
# 2026<sup>cited</sup>) no longer asks whether a neutral-looking practice *hits* a protected group harder; using
# a proxy *on purpose* stays forbidden. It is reported that this is before the courts. Think about what you
# saw: nobody who made Simsim's score had a purpose.
#
# ## Try it yourself
#
# Put your answer in place of `...` and run the cell: it tells you at once. `lesson.hint(1)`, in a line of its own,
# gives a hint for exercise A.
#
# **A. Your own group.** Your seed has chosen a group. Guess first: which column reveals it most? Then
# measure: write `print(proxies(country, mine, why).columns.head(3))` in a line above `answer`, and run the cell.
# Then answer with the column's name, in quotation marks.

# %%
groups = {
    "students": country.protected["profession"] == "student",
    "retired people": country.protected["profession"] == "retired",
    "teachers": country.protected["profession"] == "teacher",
    "families": country.protected["household"] == "family",
    "disabled people": country.protected["disabled"] == 1,
}
name = lesson.pick(list(groups), "group")
mine = groups[name].to_numpy()
print(f"Your group: {name}, {mine.sum()} people.")

# %% tags=["exercise"]
answer = ...  # such as "books"

lesson.check(1, answer)

# %% tags=["solution"]
of_mine = proxies(country, mine, why)
print(of_mine.columns.head(3)[["column", "reveals", "moves"]].round(2))
answer = of_mine.columns["column"].iloc[0]

lesson.check(1, answer)

# %% [markdown]
# **B. Delete your own.** Your seed has chosen two columns. Delete them, let the score learn again, and
# measure: how wide is the gap between men and women then, in points, with one decimal? (A minus where men have fewer.)
# The cell under *Predict first* shows how; guess before you run it.

# %%
mine_gone = lesson.pick(
    [["gaming_hours", "alcohol"], ["games_spend", "alcohol"], ["gaming_hours", "night_activity"]],
    "gone",
)
print("Delete:", " and ".join(mine_gone))

# %% tags=["exercise"]
answer = ...

lesson.check(2, answer)

# %% tags=["solution"]
fewer = country.observed.drop(columns=mine_gone)
answer = gap_of(train(fewer, country.recorded).predict(fewer))
print(f"{answer:+.1f} points")

lesson.check(2, answer)

# %% [markdown]
# **C. The surgeon.** The list above left a gap of more than one point. Which columns would *you* delete, so that the
# gap between men and women is less than *one* point wide? At most five columns; and by the records the score must
# still rank seventy of a hundred pairs rightly. Answer with a list, such as `["books", "rent"]`.

# %% tags=["exercise"]
answer = ...

lesson.check(3, answer)

# %% tags=["solution"]
answer = ["gaming_hours", "games_spend", "alcohol", "night_activity"]

lesson.check(3, answer)

# %% [markdown]
# **D. An aunt's basket.** Nobody in this exercise has children. How many points do your packs of nappies
# bring Mira, with one decimal? (`gift` above was made for four packs.)

# %%
packs = lesson.pick([1, 2, 3], "packs")
print(f"Your packs a month: {packs}")

# %% tags=["exercise"]
answer = ...

lesson.check(4, answer)

# %% tags=["solution"]
answer = score.own_points(changed(mira, nappies=packs))[0] - score.own_points(mira)[0]
print(f"{answer:+.1f} points")

lesson.check(4, answer)

# %% [markdown] tags=["teacher"]
# **For the teacher.** You need no machine learning for this lesson. Run all cells once the evening before.
#
# A plan by the minute, answers to what students ask, and the solutions for every seed stand in the guide's page on this
# lesson.
#
# *The exercises.* **A** is quick; a student who is told "moves the most points" has read the wrong column of the table. In **B** the
# usual mistake is to subtract the explained points instead of training again; the check says so. With `games_spend` and
# `alcohol` deleted nearly the whole gap stays: the hours are still there. **C**: deleting at random does little;
# deleting the filled dots of the map comes close, and phones at night do the rest. **D**: the answer is no straight line in the packs.
#
# *A conclusion to correct*: "so one should delete all proxies". In Simsim games cause nothing; elsewhere a proxy may also
# tell something true, and single parents show that often there is nothing to delete. *Take care*: there may be parents,
# players and single parents in the room. Speak of the score, not of them.

# %% [markdown]
# **To discuss.** The makers never wanted to hurt men, and never asked who is one. Did they do wrong? And the
# clerks' favour to parents: would you abolish it, knowing that it helps people who are short of money?
#
# ## To take home
#
# - A score that never sees a protected column can still sort people by it: others stand in for it.
# - Deleting the column that an explanation blames may repair little. Train again and measure.
# - If the records are false, a repair looks like a loss of accuracy. Ask: accurate about what?
#
# Lesson 12 asks what else one could repair, and what one cannot.
#
# ## Sources
#
# - Barocas, Selbst (2016<sup>cited</sup>). *Big data's disparate impact.*
# - Kilbertus and others (2017<sup>cited</sup>). *Avoiding discrimination through causal reasoning.*
# - Obermeyer, Powers, Vogeli, Mullainathan (2019<sup>cited</sup>). *Dissecting racial bias in an
#   algorithm used to manage the health of populations.*
# - On the interview: Trivium. On Regulation B: its text as of 22 April 2026<sup>cited</sup>.
# - On CNAF: La Quadrature du Net, 2022<sup>cited</sup> to 2025<sup>cited</sup>.
