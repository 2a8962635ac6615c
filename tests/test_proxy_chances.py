"""Proxies: alarms are as rare as promised, whoever the class is; every kind of column is read."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from explainers.figures import plot_proxy_map
from explainers.groups.people import People
from explainers.groups.proxies import _people, _table, proxies
from explainers.groups.skill import CellSkill, cells_of
from explainers.points.attribution import Attribution


def attributed(X: pd.DataFrame) -> Attribution:
    """Explain by hand: each column gives one point."""
    nothing, values = np.zeros(len(X)), np.ones(X.shape)
    return Attribution(
        values=values,
        base=600.0,
        friends=nothing,
        rounding=nothing,
        published=600 + values.sum(axis=1),
        columns=tuple(X),
        data=X,
        background="nobody",
        perturbation="interventional",
        reliability=None,
    )


def lucky_places(random, n_places: int = 48, size: int = 12, p: int = 8):
    """Columns that neighbours share, more or less: of numbers, and rare."""
    places = np.repeat(np.arange(n_places), size)
    shared = random.normal(size=(n_places, p)) * np.linspace(0, 1.5, p)
    values = shared[places] + random.normal(size=(len(places), p))
    values[:, -1] = (np.arange(n_places) == random.integers(n_places))[places]
    values[:, -2] = values[:, -2] > 2.5
    return pd.DataFrame(values, columns=[f"c{k}" for k in range(p)]), places


def told(X, member, places, seed: int):
    labels = pd.Categorical(np.where(member, "in", "out"))
    codes = labels.codes.astype(int)
    who = _people(codes, labels, places, np.ones(len(X), bool), 5, seed)
    alone = {name: CellSkill(who, cells_of(X[name], 16)) for name in X}
    return _table(alone, attributed(X).rows, who, codes), who, alone


KINDS = ("8 % of places", "15 % of places", "50 % of places", "8 % of people", "40 % of people")


def alarms(kind: str, tries: int) -> int:
    """How many tables of columns that have nothing to do with the class find something."""
    found, share = 0, float(kind.split()[0]) / 100
    for k in range(tries):
        random = np.random.default_rng([k, KINDS.index(kind)])
        X, places = lucky_places(random)
        member = random.random(len(X)) < share
        if kind.endswith("places"):
            member = np.isin(places, random.permutation(48)[: max(round(48 * share), 2)])
        found += told(X, member, places, k)[0]["found"].any()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_class_without_proxies_raises_hardly_any_alarm_in_a_few_tries(kind):
    assert alarms(kind, 12) <= 3  # by the spread of a small class's own neighbourhoods: 10 and more


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_class_without_proxies_raises_at_most_31_alarms_of_400(kind):
    assert alarms(kind, 400) <= 31


@pytest.mark.parametrize("share", [0.08, 0.15, 0.5])
def test_a_proxy_of_whole_neighbourhoods_is_found(share):
    random = np.random.default_rng(9)
    X, places = lucky_places(random)
    member = np.isin(places, random.permutation(48)[: round(48 * share)])
    X["c0"] = member + 0.3 * random.normal(size=len(X))
    X["c1"] = np.where(random.random(len(X)) < 0.1, ~member, member)
    table = told(X, member, places, 0)[0].set_index("column")
    assert table.loc[["c0", "c1"], "found"].all() and table["reveals"].loc["c0"] > 0.7
    assert np.isinf(table["high"]).all() == (
        share == 0.08
    )  # a neighbourhood a fold tells no spread
    result = proxies(X, member, attributed(X), clusters=places)
    assert ("too few clusters to be sure" in result.text) == (share == 0.08)
    ax = plot_proxy_map(result)
    assert np.isfinite(ax.get_xlim()).all()
    import matplotlib.pyplot as plt

    plt.close(ax.figure)


def test_the_interval_counts_the_clusters_of_the_smaller_side_less_one_a_fold():
    """Thirty clusters of four in three folds, of which two are tested; six are in the class."""
    clusters = np.repeat(np.arange(30), 4)
    folds, classes = clusters % 3, (clusters < 9).astype(int)
    influence = np.random.default_rng(0).normal(size=120)
    squares = np.square(np.bincount(clusters, influence)).sum()
    half = People(classes, folds, clusters).half_width(influence, 0.9)
    assert half == pytest.approx(t.ppf(0.95, 6 - 2) * np.sqrt(6 / (6 - 2) * squares))
    one_a_fold = People((clusters < 3).astype(int), folds, clusters)
    assert one_a_fold.half_width(influence, 0.9) == np.inf
    people = People((np.arange(120) % 4 == 0).astype(int), np.arange(120) % 3, np.arange(120))
    half = people.half_width(influence, 0.9)
    assert half == pytest.approx(t.ppf(0.95, 18) * np.sqrt(20 / 18 * np.square(influence).sum()))


@pytest.mark.parametrize("n_classes", [2, 3])
def test_skill_is_the_sum_of_contrasts_times_ranks_and_chance_its_spread(n_classes):
    """Classes drawn anew 250 times: the skill of ranks that know nothing of them."""
    random = np.random.default_rng(1)
    folds, cells, values = np.repeat(np.arange(4), 400), random.integers(9, size=1600), []
    for _ in range(250):
        people = People(random.integers(n_classes, size=1600), folds, np.arange(1600))
        values.append((skill := CellSkill(people, cells)).value)
    chance = people.chance(skill.ranks, 0.95) / t.ppf(0.975, 1200 - 3)
    assert np.std(values) == pytest.approx(chance, rel=0.15)
    people = People((np.arange(1600) % 4 == 0).astype(int), folds, np.arange(1600))
    ranks = np.tile((np.arange(400) + 0.5) / 400 - 0.5, 4)[:, None]
    spread = np.square(ranks[400:]).sum() / (1200 - 3)
    contrast = 3 * (100 * (2 / 3 / 100) ** 2 + 300 * (2 / 3 / 300) ** 2)
    chance = t.ppf(0.995, 1200 - 3) * np.sqrt(spread * contrast)
    assert people.chance(ranks, 0.99) == pytest.approx(chance, rel=1e-9)


def test_of_few_clusters_chance_is_what_they_have_when_they_exchange_ranks():
    """One cluster of ten is the class: its skill is one of ten, the ninth with 80 to 90 %."""
    clusters = np.repeat(np.arange(20), 3)
    people = People((clusters % 10 == 0).astype(int), clusters // 10, clusters)
    ranks = (clusters % 10 - 4.5)[:, None] / 10
    assert people.chance(ranks, 0.7) == pytest.approx(2 * 0.35 * 10 / 9, rel=1e-5)
    assert people.chance(ranks, 0.999) == pytest.approx(2 * 0.45 * 10 / 9, rel=1e-5)


def test_what_is_found_is_corrected_for_the_number_of_columns():
    between = 0
    for k in range(6):
        random = np.random.default_rng(k)
        X = pd.DataFrame(random.normal(size=(400, 25)), columns=[f"c{j}" for j in range(25)])
        member = random.random(400) < 0.4
        table, who, alone = told(X, member, None, k)
        found = table.set_index("column")["found"]
        for name, skill in alone.items():
            plain, strict = (who.chance(skill.ranks, 1 - 0.05 / m) for m in (1, 25))
            assert found[name] == (skill.value > strict)
            between += plain < skill.value < strict
    assert between >= 2


def test_columns_of_every_kind_are_read():
    random = np.random.default_rng(2)
    member = random.random(400) < 0.5
    names = np.where(member, "anna", "boris").astype(object)
    several = random.choice(["x", "y", "z"], 400).astype(object)
    several[:20] = None
    X = pd.DataFrame({"text": names, "holes": several})
    X["string"] = pd.Series(several).astype("string")
    X["whole"] = pd.Series(random.integers(5, size=400)).astype("Int64").mask(X.index < 9)
    X["real"] = pd.Series(random.normal(size=400)).astype("Float64").mask(X.index < 9)
    X["yes"] = pd.Series(member).astype("boolean").mask(X.index < 9)
    X["object yes"] = X["yes"].astype(object)
    X["plain"] = member
    X["infinite"] = np.where(member, np.inf, random.normal(size=400))
    X["own names"] = [f"person {k}" for k in range(400)]
    result = proxies(X, member, attributed(X)).columns.set_index("column")
    assert len(result) == X.shape[1]
    revealing = ["text", "yes", "object yes", "plain", "infinite"]
    assert result.loc[revealing, "found"].all() and not result["found"].drop(revealing).any()
    for times in (pd.date_range("2020", periods=400), pd.date_range("2020", periods=400).date):
        dated = X[["plain"]].assign(born=times)
        with pytest.raises(ValueError, match=r"people\['born'\] must hold numbers, .* of times"):
            proxies(dated, member, attributed(dated))


def test_at_most_so_many_cells_and_the_rare_labels_share_one():
    labels = pd.Series(["often"] * 5 + ["some"] * 3 + ["a", "b", "c", None])
    assert cells_of(labels, 3).tolist() == [0] * 5 + [1] * 3 + [2] * 3 + [3]
    assert cells_of(pd.Series([pd.NA, 2, 1, 2], dtype="Int64"), 4).tolist() == [2, 1, 0, 1]
    assert cells_of(pd.Series([np.inf, -np.inf, 0.0, np.nan]), 9).tolist() == [2, 0, 1, 3]


def told_half():
    """Half of the labels are blanked; the group is one in three."""
    random = np.random.default_rng(3)
    index = pd.Index([f"p{k}" for k in range(600)])
    member = pd.Series(random.random(600) < 0.3, index=index)
    values = random.normal(size=(600, 2)) + member.to_numpy()[:, None]
    X = pd.DataFrame(values, columns=["a", "b"], index=index)
    return X, member, pd.Series(random.random(600) < 0.5, index=index)


def test_people_without_a_label_are_left_out_and_counted_in_every_form():
    X, member, blank = told_half()
    part = X[~blank]
    expected = proxies(part, member[~blank], attributed(part))
    assert expected.left_out == 0
    holes = member.astype(object).where(~blank, None)
    texts = holes.map({True: "the group", False: "the rest"})
    forms = [
        holes,
        holes.tolist(),
        member.astype("boolean").mask(blank),
        holes.where(~blank, np.nan),
    ]
    for form in forms:
        result = proxies(X, form, attributed(X))
        pd.testing.assert_frame_equal(result.columns, expected.columns)
        assert result.classes == ("the rest", "the group") and result.left_out == blank.sum()
        assert f"{blank.sum()} people without a label are left out." in result.text
    for form in (texts.astype("category"), texts.astype("string")):
        assert proxies(X, form, attributed(X)).left_out == blank.sum()
    with pytest.raises(ValueError, match="attribute must have 2 to 30 classes; received 0"):
        proxies(X, np.full(600, np.nan), attributed(X))
    with pytest.raises(ValueError, match="attribute must have 2 to 30 classes; received 60"):
        proxies(X, np.arange(600) % 60, attributed(X))


def test_people_attribute_and_clusters_are_read_by_their_index():
    X, member, _ = told_half()
    places = pd.Series(np.arange(600) % 40, index=X.index)
    straight = proxies(X, member, attributed(X), clusters=places.to_numpy())
    shuffled = np.random.default_rng(4).permutation(600)
    found = proxies(
        X.iloc[shuffled], member.iloc[shuffled[::-1]], attributed(X), clusters=places.iloc[shuffled]
    )
    pd.testing.assert_frame_equal(found.columns, straight.columns)
    assert found.together == straight.together
    for name, bad in (
        ("people", dict(people=X.reset_index(drop=True))),
        ("attribute", dict(attribute=member.reset_index(drop=True))),
        ("clusters", dict(clusters=places.rename(str.upper))),
    ):
        given = dict(people=X, attribute=member, attribution=attributed(X)) | bad
        with pytest.raises(ValueError, match=f"{name} must be an array, or bear the index"):
            proxies(**given)
    with pytest.raises(ValueError, match=r"clusters must have a label .* received 600 missing"):
        proxies(X, member, attributed(X), clusters=np.full(600, np.nan))


def test_one_column_and_an_index_that_repeats_are_no_trouble():
    X, member, _ = told_half()
    X = X[["a"]].set_axis(np.arange(600) // 2)
    result = proxies(X, member.to_numpy(), attributed(X))
    assert result.columns["found"].tolist() == [True] and result.n_pairs == 0


def test_a_class_of_one_cluster_and_columns_without_values_tell_nothing():
    X, member, _ = told_half()
    places = np.arange(600) // 20
    result = proxies(X, places == 3, attributed(X), clusters=places)
    assert not result.columns["found"].any() and np.isinf(result.columns["high"]).all()
    X = X.assign(b=np.nan)
    assert not proxies(X, member, attributed(X)).columns.set_index("column").loc["b", "found"]
    X = X.assign(b=[[1]] * 600)
    with pytest.raises(ValueError, match=r"people\['b'\] must hold numbers, .* received list"):
        proxies(X, member, attributed(X))
