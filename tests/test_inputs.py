"""What goes into explain: a truth table of what is refused, in which words, and what is allowed."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from explainers import explain
from scoring import OpaqueScore
from synthetic_data import make_population

N = 300
random = np.random.default_rng(0)
TABLE = pd.DataFrame(random.normal(size=(N, 3)), columns=["age", "debt", "income"])
KEPT = (TABLE["debt"] < TABLE["age"]).to_numpy()
PASSED = ColumnTransformer([("all", MinMaxScaler(), ["age", "debt", "income"])])
FILLED = ColumnTransformer([("all", SimpleImputer(), ["income", "debt", "age"])])
OWN = {
    "forest": RandomForestClassifier(3, random_state=0),
    "histogram": HistGradientBoostingClassifier(max_iter=3),
    "gradient": GradientBoostingRegressor(n_estimators=3),
    "logistic": LogisticRegression(),
    "scaled": make_pipeline(StandardScaler(), LogisticRegression()),
    "pipeline": make_pipeline(PASSED, LogisticRegression()),
    "filled": make_pipeline(FILLED, LogisticRegression()),
}
OWN = {name: model.fit(TABLE, KEPT) for name, model in OWN.items()}
ARRAY = RandomForestClassifier(3, random_state=0).fit(TABLE.to_numpy(), KEPT)
COUNTRY = make_population(N, scenario="guilt_by_association", seed=2)
SCORES = {
    model: OpaqueScore(model).fit(COUNTRY.observed, COUNTRY.recorded, measure=False)
    for model in ("boosted", "scorecard", "points_table")
}
SOCIAL = OpaqueScore("scorecard", social_weight=0.3).fit(
    COUNTRY.observed, COUNTRY.recorded, measure=False
)
FITTED = "columns that the score was fitted on"


def spoilt(value, *columns, table=TABLE):
    """The same table with one value spoilt in each of these columns."""
    return table.assign(
        **{c: table[c].astype(float).mask(np.arange(len(table)) == 7, value) for c in columns}
    )


def country(value, *columns):
    return spoilt(value, *columns, table=COUNTRY.observed)


REFUSED = {
    **{
        f"{name}, {what}": (lambda m=model, X=X: explain(m, X), says)
        for name, model in OWN.items()
        for what, X, says in (
            ("a missing column", TABLE[["age", "income"]], rf"{FITTED}; missing \['debt'\]"),
            (
                "a misspelt column",
                TABLE.rename(columns={"debt": "dept"}),
                rf"{FITTED}; missing \['debt'\], unexpected \['dept'\]",
            ),
            ("an array", TABLE.to_numpy(), rf"{FITTED}; missing \['age', .*unexpected \[0, 1, 2\]"),
        )
    },
    **{
        f"{name}, {what}": (lambda s=score, X=X: explain(s, X), says)
        for name, score in SCORES.items()
        for what, X, says in (
            (
                "a misspelt column",
                COUNTRY.observed.rename(columns={"debt": "dept"}),
                rf"{FITTED}; missing \['debt'\], unexpected \['dept'\]",
            ),
            ("an infinite value", country(np.inf, "debt"), r"infinite values.*\['debt'\]"),
            ("minus infinity", country(-np.inf, "debt"), r"infinite values.*\['debt'\]"),
        )
    },
    **{
        f"{name}, a missing value": (
            lambda s=SCORES[name]: explain(s, country(np.nan, "debt")),
            r"missing .*values.*\['debt'\]",
        )
        for name in ("scorecard", "points_table")
    },
    **{
        f"{name}, an infinite value": (
            lambda m=OWN[name]: explain(m, spoilt(np.inf, "debt", "age")),
            r"X must have no infinite values, because \w+ takes none; received some in "
            r"\['age', 'debt'\]",
        )
        for name in ("forest", "gradient", "logistic")
    },
    **{
        f"{name}, a missing value": (
            lambda m=OWN[name]: explain(m, spoilt(np.nan, "debt")),
            r"X must have no missing values, because \w+ takes none; received some in \['debt'\]",
        )
        for name in ("gradient", "logistic", "scaled", "pipeline")
    },
    "a missing value among the reference people": (
        lambda: explain(OWN["logistic"], TABLE, background=spoilt(np.nan, "debt")),
        r"background must have no missing values.*\['debt'\]",
    ),
    "a missing value among a score's reference people": (
        lambda: explain(
            SCORES["points_table"], COUNTRY.observed, background=country(np.nan, "debt")
        ),
        r"missing .*\['debt'\]",
    ),
    "arrays of another width": (lambda: explain(ARRAY, np.ones((5, 2))), "3 columns.*received 2"),
    "a column that is there twice": (
        lambda: explain(OWN["forest"], pd.concat([TABLE, TABLE[["debt"]]], axis=1)),
        rf"{FITTED}, each once; received twice \['debt'\]",
    ),
    "texts": (
        lambda: explain(OWN["forest"], TABLE.assign(debt="much")),
        r"X\['debt'\] must hold numbers, or the score must be a pipeline that encodes it",
    ),
    "dates": (
        lambda: explain(OWN["forest"], TABLE.assign(debt=pd.Timestamp("2020-01-01"))),
        r"X\['debt'\] must hold numbers.*received datetime64",
    ),
    "a sparse reference table": (
        lambda: explain(ARRAY, TABLE.to_numpy(), background=sparse.csr_array(TABLE.to_numpy())),
        "background must be a DataFrame, an array or a mask; received a sparse one",
    ),
    "a reference array of another width": (
        lambda: explain(OWN["forest"], TABLE, background=np.ones((4, 2))),
        r"background must have the 3 columns of X; received an array of shape \(4, 2\)",
    ),
    "an empty reference array": (
        lambda: explain(OWN["forest"], TABLE, background=np.ones((0, 3))),
        "background must have at least one person; received none",
    ),
    "a sparse table": (
        lambda: explain(ARRAY, sparse.csr_array(TABLE.to_numpy())),
        "X must be a DataFrame or an array; received a sparse one",
    ),
    "a single row as a vector": (lambda: explain(ARRAY, np.ones(3)), r"received shape \(3,\)"),
    "nobody": (lambda: explain(ARRAY, np.ones((0, 3))), r"at least one.*\(0, 3\)"),
    "an empty reference table": (
        lambda: explain(OWN["forest"], TABLE, background=TABLE[:0]),
        "background must have at least one person; received none",
    ),
    "an empty reference mask": (
        lambda: explain(OWN["forest"], TABLE, background=np.zeros(N, bool)),
        "background must name at least one person; received a mask that takes in nobody",
    ),
    "reference people with other columns": (
        lambda: explain(OWN["forest"], TABLE, background=TABLE.rename(columns={"debt": "dept"})),
        r"background must have the columns of X; missing \['debt'\], unexpected \['dept'\]",
    ),
    "ties of another size": (
        lambda: explain(SOCIAL, COUNTRY.observed, ties=sparse.eye_array(5, format="csr")),
        r"ties .*\(300, 300\).*\(5, 5\)",
    ),
    "ties of another size that no score asks for": (
        lambda: explain(
            SCORES["boosted"], COUNTRY.observed, ties=sparse.eye_array(5, format="csr")
        ),
        r"ties .*\(300, 300\).*\(5, 5\)",
    ),
    "no ties": (lambda: explain(SOCIAL, COUNTRY.observed), "ties must be given.*received none"),
    "ties that are missing": (
        lambda: explain(SOCIAL, COUNTRY.observed, ties=COUNTRY.ties * np.nan),
        r"ties must have weights in \[0, 1\]; received nan",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused(case):
    act, says = REFUSED[case]
    with pytest.raises(ValueError, match=f"(?s){says}"):
        act()


ALLOWED = {
    "infinite values in boosted trees": lambda: explain(
        OWN["histogram"], spoilt(np.inf, "debt", "age")
    ),
    "missing values in boosted trees": lambda: explain(OWN["histogram"], spoilt(np.nan, "debt")),
    "missing values in a forest": lambda: explain(OWN["forest"], spoilt(np.nan, "debt")),
    "missing values that a pipeline fills": lambda: explain(
        OWN["filled"], spoilt(np.nan, "debt", "income")
    ),
    "missing values in a boosted score": lambda: explain(
        SCORES["boosted"], country(np.nan, "debt")
    ),
    "an array for a model fitted on one": lambda: explain(ARRAY, TABLE.to_numpy()),
    "one person, compared with themselves": lambda: explain(OWN["forest"], TABLE[:1]),
    "right ties that no score asks for": lambda: explain(
        SCORES["boosted"], COUNTRY.observed, ties=COUNTRY.ties
    ),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_is_allowed_and_adds_up(case):
    why = ALLOWED[case]()
    assert np.isfinite(why.values).all()
    np.testing.assert_allclose(why.base + why.rows.sum(axis=1), why.published, rtol=0, atol=1e-9)


@pytest.mark.parametrize("background", [[3], TABLE.iloc[[3]], np.arange(N) == 3])
def test_one_reference_person_is_allowed_and_said(background):
    for model in ("forest", "pipeline"):
        why = explain(OWN[model], TABLE, background=background)
        assert "Compared with one person." in why.text and not why.values[3].any()
        assert why.base == pytest.approx(why.published[3], abs=1e-12)
    named = explain(OWN["forest"], TABLE, background=background, background_name="the rich")
    assert "Compared with one person, of the rich." in named.text
