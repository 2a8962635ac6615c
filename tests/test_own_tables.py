"""Tables that nobody tuned: names, labels, types and masks as readers bring them."""

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import mean_absolute_error, r2_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.svm import LinearSVC

from explainers import conditional_explainer, decompose_gap, explain
from explainers.points.labels import TOLD
from explainers.points.steps import describe_waterfall
from scoring import BANDS, OpaqueScore, band
from scoring.reliability import PredictionReliability, Reliability
from synthetic_data import make_population

N = 120
random = np.random.default_rng(0)
X = pd.DataFrame(
    {
        "age": random.integers(18, 90, N),
        "owner": random.random(N) < 0.5,
        "debt": random.normal(size=N),
        "job": pd.Categorical(random.choice(["nurse", "clerk"], N), ["nurse", "clerk", "never"]),
    },
    index=[f"person {number}" for number in range(N)],
)
AMOUNT = np.exp(X["debt"] + X["owner"] + random.normal(size=N) / 3).to_numpy()
PAID = np.where(AMOUNT > 1.5, "yes", "no")
CODES = ColumnTransformer(
    [("job", OneHotEncoder(handle_unknown="ignore"), ["job"]), ("age", SimpleImputer(), ["age"])],
    remainder="passthrough",
)
FOREST = make_pipeline(CODES, RandomForestClassifier(4, random_state=0)).fit(X, PAID)
LOGISTIC = make_pipeline(CODES, LogisticRegression(max_iter=1000)).fit(X, PAID)
BOOSTED = HistGradientBoostingClassifier(max_iter=5, categorical_features="from_dtype").fit(X, PAID)
MODELS = {"forest": FOREST, "logistic": LOGISTIC, "boosted": BOOSTED}
USUAL = {name: explain(model, X, background=X[:20]) for name, model in MODELS.items()}
COUNTRY = make_population(400, scenario="level", seed=2)
OBSERVED, KEPT = COUNTRY.observed, COUNTRY.recorded


def same(why, usual):
    np.testing.assert_allclose(why.values, usual.values, rtol=0, atol=1e-12)
    np.testing.assert_allclose(why.published, usual.published, rtol=0, atol=1e-12)
    assert why.base == pytest.approx(usual.base, abs=1e-12) and why.columns == usual.columns


OTHER_FORMS = {
    "in another order, with more": (
        X[["job", "debt", "age", "owner"]].assign(luck="z"),
        X[:20][["owner", "job", "age", "debt"]].assign(fate=1),
    ),
    "reference people as an array": (X, X[:20].to_numpy()),
    "in another order, reference people as an array": (
        X[["job", "debt", "age", "owner"]],
        X[:20][["job", "debt", "age", "owner"]].to_numpy(),
    ),
    "nullable types": (X.convert_dtypes(), X[:20].convert_dtypes()),
    "no label that never occurs": (X.assign(job=X["job"].cat.remove_unused_categories()), X[:20]),
    "objects": (X.astype(object), X[:20].astype(object)),
    "flags as numbers": (X, X[:20].astype({"owner": float})),
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("form", OTHER_FORMS)
def test_another_form_of_the_same_people_has_the_same_explanation(form, model):
    people, reference = OTHER_FORMS[form]
    same(explain(MODELS[model], people, background=reference), USUAL[model])


def test_conditional_values_take_columns_by_name_too():
    people = pd.DataFrame(np.random.default_rng(1).normal(size=(2_000, 2)), columns=["a", "b"])
    model = LinearRegression().fit(people, people["a"] + 5 * people["b"])
    ask = conditional_explainer(people, n_folds=2)
    turned = people[:9][["b", "a"]].assign(luck=1)
    same(ask(model, turned), ask(model, people[:9]))


@pytest.mark.parametrize("kind", ["boosted", "scorecard", "points_table"])
def test_a_score_takes_columns_by_name_and_labels_in_any_form(kind):
    score = OpaqueScore(kind).fit(OBSERVED, KEPT, measure=False)
    usual = explain(score, OBSERVED, background=OBSERVED[:30])
    turned = OBSERVED[OBSERVED.columns[::-1]].assign(luck=1)
    unused = OBSERVED.assign(education=OBSERVED["education"].cat.add_categories("never"))
    for people, reference in (
        (turned, turned[:30]),
        (turned, turned[:30].to_numpy()),
        (unused, OBSERVED[:30].astype(object)),
        (OBSERVED.convert_dtypes(), OBSERVED[:30]),
    ):
        same(explain(score, people, background=reference), usual)


def test_missing_values_in_nullable_columns_are_missing_values():
    people = X.convert_dtypes()
    people.loc[people.index[[1, 5]], ["age", "job"]] = pd.NA
    plain = X.astype({"age": float})
    plain.loc[plain.index[[1, 5]], ["age", "job"]] = np.nan
    same(explain(BOOSTED, people), explain(BOOSTED, plain))
    numbers = RandomForestClassifier(3, random_state=0).fit(plain[["age", "debt"]], PAID)
    told = explain(numbers, people, background=people.to_numpy()[:9], rows=[1, 2])
    same(told, explain(numbers, plain, background=plain[:9], rows=[1, 2]))
    assert told.person(0).loc["age", "data"] == ""
    filled = explain(FOREST, plain, background=people.to_numpy()[:9])
    same(filled, explain(FOREST, plain, background=plain[:9]))


def strangely_named():
    """A model and a score that read columns which are called as other rows are."""
    names = dict(zip(X.columns, ["friends", "base", "published", "rounding"], strict=True))
    people = X.assign(job=X["job"].cat.codes).rename(columns=names)
    forest = RandomForestClassifier(4, random_state=0).fit(people, PAID)
    more = {name: OBSERVED["debt"] for name in TOLD[1:]}
    country = OBSERVED.rename(columns={"income": "base"}).assign(**more)
    score = OpaqueScore("boosted").fit(country, KEPT, measure=False)
    return [(explain(forest, people), people), (explain(score, country), country)]


def test_columns_may_be_called_as_other_rows_are_and_all_adds_up():
    for why, table in strangely_named():
        assert {"friends (column)", "base (column)", "published (column)"} < set(why.columns)
        assert why.rows.columns.is_unique
        assert np.allclose(why.base + why.rows.sum(axis=1), why.published)
        person = why.person(3)
        assert person.index.is_unique
        assert person.loc["base (column)", "data"] == table["base"].iloc[3]
        assert person["points"].iloc[:-1].sum() == pytest.approx(person["points"].iloc[-1])
        gap = decompose_gap(why, np.arange(len(table)) % 3 == 0)
        assert gap.table["points"].sum() == pytest.approx(gap.points)
        assert "base (column) = " in describe_waterfall(why, 3, n_columns=50)


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # as shap is imported
def test_shap_gets_the_same_rows_and_no_friends_of_a_readers_own_model():
    pytest.importorskip("shap")
    for why, _ in strangely_named():
        told = why.to_shap()
        assert told.feature_names == list(why.rows) and told.values.shape == told.data.shape
        np.testing.assert_allclose(told.base_values + told.values.sum(1), why.published, atol=1e-9)
    assert USUAL["forest"].to_shap().feature_names == list(X.columns)


MASK = X["debt"] > 0
FORMS_OF_MASKS = {
    "shuffled": MASK.sample(frac=1, random_state=1),
    "nullable": MASK.astype("boolean"),
    "objects": MASK.astype(object),
    "a list": MASK.tolist(),
}


@pytest.mark.parametrize("form", FORMS_OF_MASKS)
def test_a_mask_is_read_by_its_labels(form):
    mask, forest = FORMS_OF_MASKS[form], MODELS["forest"]
    right = explain(forest, X, rows=MASK.to_numpy(), background=~MASK.to_numpy())
    reference = [not inside for inside in mask] if form == "a list" else ~mask.astype(bool)
    told = explain(forest, X, rows=mask, background=reference)
    same(told, right)
    assert (told.data["debt"] > 0).all() and f"{(~MASK).sum()} reference people" in told.text


WITH_MISSING = MASK.astype("boolean").mask(X["age"] > 85)
BAD_MASKS = {
    "other labels": (MASK.rename(index=str.upper), "the index of the 120 people; received 120 lab"),
    "default labels": (MASK.reset_index(drop=True), "pandas' default 0 to n - 1"),
    "labels that repeat": (MASK.iloc[[0, 0, *range(2, N)]], "labels that repeat"),
    "too few": (MASK[:50], "received 50 labels, 50 of them theirs"),
    "missing entries": (WITH_MISSING, rf"yes or no .* received {WITH_MISSING.isna().sum()} mis"),
    "missing objects": ([True, None] * 60, "yes or no .* received 60 missing"),
    "numbers with a point": (MASK.astype(float), "mask over 120 people, or whole positions"),
    "nobody": ([], "at least one person; received none"),
    "a single number": (3, "mask over 120 people, or whole positions"),
}


@pytest.mark.parametrize("argument", ["rows", "background"])
@pytest.mark.parametrize("case", BAD_MASKS)
def test_a_mask_that_cannot_be_read_is_refused(case, argument):
    mask, says = BAD_MASKS[case]
    with pytest.raises(ValueError, match=rf"^{argument} must .*{says}"):
        explain(FOREST, X, **{argument: mask})


def test_outcomes_that_are_given_measure_a_classifier():
    shuffled = pd.Series(PAID, index=X.index).sample(frac=1, random_state=0)
    for model, unit in ((FOREST, "probability"), (LOGISTIC, "log-odds")):
        why = explain(model, X, rows=[0], y=shuffled)
        good, forecast = why.reliability, model.predict_proba(X)[:, 1]
        assert isinstance(good, Reliability) and good.outcome == "given" and good.n_people == N
        assert (
            good.auc == pytest.approx(roc_auc_score(PAID == "yes", forecast)) and why.unit == unit
        )
        groups = np.array_split(np.argsort(forecast, kind="stable"), 10)
        apart = [abs(forecast[g].mean() - (PAID[g] == "yes").mean()) for g in groups]
        assert good.calibration_error == pytest.approx(np.mean(apart))
        assert "by the word of whoever asked, the model was not trained on" in why.text
    margin_only = LinearSVC().fit(X[["age", "debt"]] / 50, PAID)
    good = explain(margin_only, X[["age", "debt"]] / 50, y=PAID).reliability
    assert good.calibration_error is None and "states no probability" in good.text


def test_outcomes_that_are_given_measure_a_regressor_on_its_prediction():
    numbers = X[["age", "debt"]]
    for model in (LinearRegression(), HistGradientBoostingRegressor(loss="gamma", max_iter=5)):
        why = explain(model.fit(numbers, AMOUNT), numbers, y=AMOUNT.tolist())
        good, said = why.reliability, model.predict(numbers)
        assert isinstance(good, PredictionReliability) and "R²" in why.text
        assert good.r2 == pytest.approx(r2_score(AMOUNT, said))
        assert good.mean_error == pytest.approx(mean_absolute_error(AMOUNT, said))


def test_outcomes_that_are_given_measure_a_score_anew():
    score = OpaqueScore("scorecard").fit(OBSERVED, KEPT)
    why = explain(score, OBSERVED, y=KEPT, rows=[0])
    points = score.own_points(OBSERVED)
    assert why.reliability.auc == pytest.approx(roc_auc_score(KEPT, points))
    assert why.reliability.outcome == "given" and why.reliability != score.reliability_


REGRESSOR = LinearRegression().fit(X[["age", "debt"]], AMOUNT)
BAD_OUTCOMES = {
    "too few": (FOREST, PAID[:5], "one outcome for each of 120 people; received shape"),
    "missing": (FOREST, [None, *PAID[1:]], "no missing outcomes; received 1"),
    "other classes": (FOREST, (PAID == "yes").astype(int), r"both of \['no', 'yes'\]; received"),
    "one class only": (FOREST, ["yes"] * N, r"both of \['no', 'yes'\]; received 'yes'"),
    "other labels": (FOREST, pd.Series(PAID), "pandas' default"),
    "texts for a regressor": (REGRESSOR, PAID, "finite numbers, at least two .* received 'yes'"),
    "the same number": (REGRESSOR, np.ones(N), "at least two different ones; received 1.0"),
    "three outcomes for a score": (
        OpaqueScore("scorecard").fit(OBSERVED, KEPT, measure=False),
        np.arange(400) % 3,
        r"two outcomes.*\[0, 1, 2\]",
    ),
}


@pytest.mark.parametrize("case", BAD_OUTCOMES)
def test_outcomes_that_do_not_fit_are_refused(case):
    model, y, says = BAD_OUTCOMES[case]
    with pytest.raises(ValueError, match=f"^y must .*{says}"):
        explain(model, OBSERVED if isinstance(model, OpaqueScore) else X, y=y)


def test_bands_are_where_the_docstrings_say():
    assert band([BANDS["fair"]]).tolist() == ["fair"]
