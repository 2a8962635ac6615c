"""Proxies: what is planted is found, noise is not, pairs that reveal together are found."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from explainers import explain
from explainers.figures import plot_proxy_map
from explainers.groups.proxies import _pairs, _people, _table, proxies
from explainers.groups.skill import CellSkill, People, cells_of, ranked_skill
from explainers.points.attribution import Attribution
from scoring import OpaqueScore
from synthetic_data import make_population


def attributed(X: pd.DataFrame, values=None) -> Attribution:
    """Explain by hand: each column gives its own number of points."""
    values = X.to_numpy(dtype=float) if values is None else values
    nothing = np.zeros(len(X))
    return Attribution(
        values=values,
        base=600.0,
        friends=nothing,
        rounding=nothing,
        published=600.0 + values.sum(axis=1),
        columns=tuple(X),
        data=X,
        background="nobody",
        perturbation="interventional",
        reliability=None,
    )


def explained(country, model="points_table"):
    score = OpaqueScore(model).fit(country.observed, country.recorded)
    return explain(score, country.observed)


@pytest.fixture(scope="module")
def level():
    return make_population(3_000, scenario="level", seed=6)


@pytest.fixture(scope="module")
def guessed(level):
    return level.twin(doses={"inferred_minority": 1.0})


@pytest.fixture(scope="module")
def found(guessed):
    return proxies(guessed, guessed.protected["community"] == "hill", explained(guessed))


def test_an_inferred_community_is_the_proxy_at_dose_one_and_nothing_at_dose_zero(found, level):
    top = found.columns.iloc[0]
    assert top["column"] == "guessed_hill" and top["found"]
    assert top["reveals"] == pytest.approx(1, abs=1e-9)  # right for everybody, and the interval
    assert top["low"] == pytest.approx(1, abs=1e-9)  # has nothing to say
    assert top["gap"] < -10 and top["moves"] > 3
    assert found.together[0] > 0.99
    before = proxies(level, level.protected["community"] == "hill", explained(level)).columns
    coin = before.set_index("column").loc["guessed_hill"]
    assert not coin["found"] and coin["low"] < 0.02 and abs(coin["reveals"]) < 0.1


def test_gaming_reveals_gender_and_moves_points_under_idle_gamers(level):
    country = level.twin(doses={"idle_gamers": 1.0})
    why = explained(country, "boosted")
    table = proxies(country, country.protected["gender"], why).columns.set_index("column")
    games = table.loc["gaming_hours"]
    assert games["found"] and games["low"] > 0.2 and games["moves"] > 3 and games["gap"] < -2
    man = country.protected["gender"] == "man"
    given = why.rows["gaming_hours"]
    assert games["moves"] == pytest.approx(given.abs().mean())
    assert games["gap"] == pytest.approx(given[man].mean() - given[~man].mean())
    assert not table.loc[["documents", "overdue_books"], "found"].any()
    ages = proxies(country, country.protected["age_group"], why).columns.set_index("column")
    assert ages.loc["gaming_hours", "found"] and ages.loc["gaming_hours", "gap"] > 0


def interaction(seed: int, n: int = 2_000, signal: float = 0.9):
    """Two columns of which only the product of signs tells, among six of noise."""
    random = np.random.default_rng(seed)
    X = pd.DataFrame(random.normal(size=(n, 8)), columns=list("abcdefgh"))
    right = random.random(n) < signal
    member = (X["b"] * X["e"] > 0).to_numpy() == right
    return X, member


def test_two_harmless_columns_that_reveal_together_are_found_and_no_others():
    X, member = interaction(0)
    result = proxies(X, member, attributed(X))
    assert not result.columns["found"].any() and result.n_pairs == 28
    assert result.pairs[["first", "second"]].to_numpy().tolist() == [["b", "e"]]
    pair = result.pairs.iloc[0]
    assert pair["reveals"] == pytest.approx(0.8, abs=0.08)  # 0.9 right, 0.1 wrong
    assert pair["gain"] > pair["low"] > 0.5
    assert pair["moves"] == pytest.approx((X["b"] + X["e"]).abs().mean())
    assert result.together[0] > 0.6
    assert "b with e" in result.text and "28 pairs" in result.text
    (alone,) = proxies(X[["b", "e"]], member, attributed(X[["b", "e"]])).pairs.itertuples()
    assert alone.gain == pytest.approx(pair["gain"])  # one pair searched, not 28
    assert pair["gain"] - pair["low"] > 1.4 * (alone.gain - alone.low)
    nothing = proxies(X, interaction(0, signal=0.5)[1], attributed(X))
    assert nothing.pairs.empty


def test_an_open_proxy_stays_out_of_the_search_for_pairs():
    X, _ = interaction(1)
    X["z"] = X["a"] + 0.3 * X["c"]
    result = proxies(X, (X["z"] > 0).to_numpy(), attributed(X))
    assert result.columns.set_index("column").loc[["a", "z"], "low"].min() > 0.5
    harmless = (result.columns["high"] < 0.2).sum()
    assert harmless <= 7 and result.n_pairs == harmless * (harmless - 1) / 2
    assert not {"a", "z"} & set(result.pairs[["first", "second"]].to_numpy().ravel())


def alarms(tries: int, n: int = 500, p: int = 10) -> tuple[float, float]:
    """How often a table, or a search for pairs, of noise finds anything."""
    random = np.random.default_rng(3)
    X = pd.DataFrame(random.normal(size=(n, p)), columns=[f"c{k}" for k in range(p)])
    X["c0"] = pd.Categorical(random.choice(list("xyz"), n))
    X["c1"] = random.random(n) < 0.1
    rows, columns, pairs = attributed(X, np.zeros((n, p))).rows, 0, 0
    for k in range(tries):
        labels = pd.Categorical(random.permutation(np.arange(n) % (2 if k % 2 else 4)).astype(str))
        codes = labels.codes.astype(int)
        who = _people(codes, labels, None, np.ones(n, bool), 5, k)
        cells = {name: cells_of(X[name], 16) for name in X}
        table = _table(
            {name: CellSkill(who, cell) for name, cell in cells.items()}, rows, who, codes
        )
        columns += table["found"].any()
        pairs += len(_pairs(X, table.assign(high=0.0), rows, who, 0.5, 0.0)[0]) > 0
    return columns / tries, pairs / tries


@pytest.mark.slow
def test_noise_raises_few_alarms():
    """At most 5 % of tables and of searches, said the correction for many comparisons."""
    assert max(rates := alarms(150)) < 0.1, rates


def test_noise_raises_hardly_any_alarm_in_a_few_tries():
    assert max(rates := alarms(20)) <= 0.2, rates


def test_skill_is_the_area_of_scikit_learn():
    random = np.random.default_rng(4)
    n = 500
    classes = random.integers(3, size=n)
    cells = (classes + random.integers(3, size=n)) % 5
    folds = random.integers(4, size=n)
    expected, chances = [], np.zeros((n, 3))
    for fold in range(1, 4):
        held, before = folds == fold, folds < fold
        for label in range(3):
            yes = classes == label
            rate = [
                ((yes & before & (cells == c)).sum() + 5 * yes[before].mean())
                / ((before & (cells == c)).sum() + 5)
                for c in range(5)
            ]
            chances[held, label] = np.array(rate)[cells[held]]
            expected.append(2 * roc_auc_score(yes[held], chances[held, label]) - 1)
    skill = CellSkill(People(classes, folds, np.arange(n)), cells)
    assert skill.value == pytest.approx(np.mean(expected), abs=1e-12)
    later = folds > 0
    people = People(classes[later], folds[later] - 1, np.arange(later.sum()))
    value, influence = ranked_skill(people, chances[later])
    assert value == pytest.approx(np.mean(expected), abs=1e-12)
    np.testing.assert_allclose(skill.influence[later], influence, atol=1e-12)
    assert not skill.influence[~later].any() and abs(influence.sum()) < 1e-12


def test_cells_hold_what_is_missing_apart_and_few_values_as_they_are():
    assert cells_of(pd.Series([3.0, np.nan, 1, 3]), 16).tolist() == [1, 2, 0, 1]
    assert cells_of(pd.Series(pd.Categorical(["x", None, "y"])), 4).max() == 2
    assert np.bincount(cells_of(pd.Series(np.arange(1_000.0)), 8)).tolist() == [125] * 8


@pytest.mark.slow
@pytest.mark.parametrize("clustered", [False, True])
def test_intervals_cover_the_true_skill(clustered):
    """A guess that is right for three in four has the skill 0.5; of clusters, some guess alike."""
    random = np.random.default_rng(5)
    n, tries, covered, naive = 800, 500, 0, 0
    places = np.repeat(np.arange(40), 20)
    for _ in range(tries):
        classes = random.integers(2, size=n)
        chance = np.full(n, 0.75)
        if clustered:
            chance = np.repeat(np.clip(0.75 + 0.2 * random.choice([-1, 1], 40), 0, 1), 20)
        guess = np.where(random.random(n) < chance, classes, 1 - classes)
        folds = (places if clustered else np.arange(n)) % 5
        people = People(classes, folds, places if clustered else np.arange(n))
        skill = CellSkill(people, guess)
        covered += abs(skill.value - 0.5) <= people.half_width(skill.influence, 0.95)
        alone = People(classes, folds, np.arange(n))
        naive += abs(skill.value - 0.5) <= alone.half_width(skill.influence, 0.95)
    assert 0.92 < covered / tries < 0.98, covered / tries
    assert not clustered or naive / tries < 0.85, naive / tries


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_the_map_shows_every_column_and_names_that_cover_nothing(found):
    import matplotlib

    matplotlib.use("Agg")
    ax = plot_proxy_map(found, attribute="community", n_labels=6)
    dots = {
        (line.get_xdata()[0], line.get_ydata()[0])
        for line in ax.lines
        if len(line.get_xdata()) == 1
    }
    told = set(zip(found.columns["reveals"], found.columns["moves"], strict=True))
    assert told <= dots
    figure = ax.figure
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    from matplotlib.text import Text

    boxes = {text.get_text(): Text.get_window_extent(text, renderer) for text in ax.texts}
    assert "guessed_hill" in boxes and 4 <= len(boxes) <= 7
    frame = figure.bbox
    names = list(boxes)
    for k, name in enumerate(names):
        box = boxes[name]
        assert frame.x0 <= box.x0 and box.x1 <= frame.x1 and box.y1 <= frame.y1
        assert not any(box.overlaps(boxes[other]) for other in names[k + 1 :])
    import matplotlib.pyplot as plt

    plt.close(figure)


BAD = {
    "one class": (dict(attribute=["x"] * 2_000), "attribute must have 2 to 30 classes; received 1"),
    "too short": (dict(attribute=["x"] * 9), "attribute must have a row for each of 2000"),
    "short clusters": (dict(clusters=[1, 2]), "clusters must have a row for each of 2000"),
    "a rare class": (dict(attribute=np.arange(2_000) < 3), "n_folds must be from 2 to 3"),
    "few clusters": (dict(clusters=np.arange(2_000) % 4), "n_folds must be from 2 to 4"),
    "a limit of 1": (dict(limit=1), "limit must be .*; received 1"),
    "a margin below 0": (dict(margin=-0.1), "margin must be .*; received -0.1"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_clear_error(case):
    X, member = interaction(2)
    given = dict(attribute=member) | BAD[case][0]
    with pytest.raises(ValueError, match=BAD[case][1]):
        proxies(X, attribution=attributed(X), **given)
