"""What is given is read by its labels, and what bears a name keeps it: no silent mix-up."""

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.impute import KNNImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from explainers import decompose_gap, explain, stability
from explainers.figures import gap_waterfall
from explainers.groups.proxies import proxies
from explainers.points.steps import describe_gap

N = 400


@pytest.fixture(scope="module")
def table():
    draw = np.random.default_rng(5)
    columns = {name: draw.normal(size=N) for name in ("age", "friends", "z")}
    return pd.DataFrame(columns, index=draw.permutation(N) + 1_000)


@pytest.fixture(scope="module")
def outcome(table):
    return (table["age"] + table["friends"] > 0).astype(int)


@pytest.fixture(scope="module")
def model(table, outcome):
    return LogisticRegression().fit(table, outcome)


def test_outcomes_of_refits_are_read_by_their_index(table, outcome, model):
    told = [
        stability(model, table, given, rows=[0, 1, 2], refits=3).values
        for given in (outcome, outcome[::-1], outcome.to_numpy())
    ]
    assert np.array_equal(told[0], told[1]) and np.array_equal(told[0], told[2])
    with pytest.raises(ValueError, match="y must"):
        stability(model, table, outcome.reset_index(drop=True), refits=3)
    with pytest.raises(ValueError, match=f"y must have one value for each of {N} .* received 3"):
        stability(model, table, [0, 1, 1], refits=3)


@pytest.mark.parametrize("name", ["friends", "base", "rounding", "published", "not disclosed"])
def test_a_column_with_the_name_of_a_row_is_looked_at_for_what_it_reveals(table, outcome, name):
    renamed = table.rename(columns={"friends": name})
    why = explain(LogisticRegression().fit(renamed, outcome), renamed)
    found = proxies(renamed, (renamed[name] > 0).to_numpy(), why).columns.set_index("column")
    assert set(found.index) == {"age", "z", f"{name} (column)"}
    assert found["reveals"].idxmax() == f"{name} (column)" and found["reveals"].max() > 0.9


def test_columns_that_stand_in_one_row_are_not_left_out_in_silence(table, outcome):
    joins = ColumnTransformer([("both", PCA(2), ["age", "friends"])], remainder="passthrough")
    why = explain(make_pipeline(joins, LogisticRegression()).fit(table, outcome), table)
    with pytest.raises(ValueError, match=r"people must have each column .* joined in one row"):
        proxies(table, (table["friends"] > 0).to_numpy(), why)


class Mixes(StandardScaler):
    """A reader's own kind of a known transformer, which adds one column to another."""

    def transform(self, X, copy=None):
        scaled = super().transform(X, copy)
        scaled[:, 0] += scaled[:, 2]
        return scaled


class Renamed(StandardScaler):
    """One that changes nothing."""


def test_a_reader_s_own_kind_of_a_known_transformer_is_not_trusted(table, outcome):
    trees = DecisionTreeClassifier(max_depth=4, random_state=0)
    mixed = make_pipeline(Mixes(), trees).fit(table.to_numpy(), outcome)
    told = explain(mixed, table.to_numpy(), rows=range(5))
    assert told.values.shape[1] == 1 and "Mixes" in told.text
    plain = make_pipeline(Renamed(), trees).fit(table.to_numpy(), outcome)
    assert explain(plain, table.to_numpy(), rows=range(5)).values.shape[1] == 3


@pytest.mark.parametrize("argument", ["rows", "background"])
def test_whole_numbers_that_may_be_labels_or_a_mask_are_refused(table, model, argument):
    mask = (table["z"] > 1).astype(int)
    for given in (table.index[:3], pd.Series([1, 2]), mask, mask.to_numpy(), mask.tolist()):
        with pytest.raises(ValueError, match=f"{argument} must be .*(labels|a 0 or 1)"):
            explain(model, table, **{argument: given})
    plain = table.reset_index(drop=True)
    by_label = explain(model, plain, **{argument: plain.index[:3]})
    assert np.array_equal(by_label.values, explain(model, plain, **{argument: [0, 1, 2]}).values)


def test_joined_columns_with_missing_values_are_written_side_by_side(table, outcome):
    holes = table.mask(np.random.default_rng(0).random(table.shape) < 0.1)
    model = make_pipeline(KNNImputer(), StandardScaler(), LogisticRegression()).fit(holes, outcome)
    why = explain(model, holes, rows=range(20))
    np.testing.assert_allclose(why.base + why.values.sum(axis=1), why.published)
    assert why.data.notna().all(axis=None) and "nan" in " ".join(why.data.iloc[:, 0])


def test_a_gap_of_a_reader_s_own_model_bears_its_unit(table, model):
    gap = decompose_gap(explain(model, table), (table["z"] > 0).to_numpy())
    assert gap.unit == "log-odds"
    assert gap_waterfall(gap).get_xlabel().startswith("log-odds\n")
    assert "(log-odds)" in describe_gap(gap) and "points" not in describe_gap(gap)
