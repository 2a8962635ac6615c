"""The worst slice, and through which columns: found on one half, told of the other."""

import numpy as np
import pandas as pd
import pytest

from auditing import audit
from auditing.columns.slices import search_slices
from auditing.reading.frame import read_people
from auditing.report.export import harmless
from auditing.report.law import ARTICLES, touched
from auditing.report.texts import TEXTS
from auditing.report.words import Words, safe


def people(n=4_000, seed=0, planted=0.0):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"sex": rng.choice(["f", "m"], n), "area": rng.choice(list("uvw"), n)})
    frame["work"] = rng.gamma(2, 2, n) - 0.6 * (frame["sex"] == "f")
    frame["points"] = 500 + 20 * frame["work"] + rng.normal(0, 5, n)
    slice_ = (frame["area"] == "w") & (frame["sex"] == "f")
    frame["points"] -= planted * slice_
    return frame


def asked(frame, **more):
    return audit(frame, score="points", groups="sex", columns=["area", "sex"], check=0, **more)


def test_a_planted_slice_is_found_and_holds_on_the_other_half():
    told = asked(people(planted=80)).slices
    assert set(told.slices[0].where) == {("area", "w"), ("sex", "f")}
    assert told.slices[0].high < 0 and told.n_searched == 11


def test_what_noise_shows_on_the_half_that_was_searched_is_no_finding():
    """Of twelve tables without any slice the intervals of nearly all hold zero."""
    gone, columns = 0, [f"x{k}" for k in range(6)]
    for seed in range(12):
        rng = np.random.default_rng(seed)
        frame = pd.DataFrame({name: rng.normal(0, 1, 3_000) for name in columns})
        frame["sex"], frame["points"] = rng.choice(["f", "m"], 3_000), rng.normal(500, 100, 3_000)
        read = read_people(frame, score="points", groups="sex")
        asked_for = {"seed": seed, "alpha": 0.05, "favourable": "high"}
        told = search_slices(frame, columns, read, asked_for)
        gone += any(one.high < 0 or one.low > 0 for one in told.slices)
        assert told.slices[0].searched < -15 and told.n_searched > 300
    assert gone <= 3


def test_clusters_are_never_divided_between_the_halves():
    frame = people(900).assign(home=lambda f: np.arange(len(f)) // 3)
    frame["points"] = np.random.default_rng(0).normal(500, 1e-9, 900) + frame["home"] % 7
    whole = asked(frame, clusters="home").slices
    assert all(np.isfinite(one.low) or one.people == 0 for one in whole.slices)


def test_the_stand_in_says_how_well_it_stands_in_and_gives_the_gap_by_column():
    frame = people()
    told = audit(frame, score="points", groups="sex", columns=["work", "area"], check=0).through
    assert not told.exact and told.explained > 0.95 and told.error < 10
    table = told.tables["sex", "f"]
    assert table["column"].iloc[0] == "work"
    assert table["points"].sum() == pytest.approx(told.gaps["sex", "f"][1], abs=1e-6)
    assert told.gaps["sex", "f"][0] == pytest.approx(told.gaps["sex", "f"][1], abs=2)


def test_the_model_itself_is_decomposed_exactly():
    from sklearn.linear_model import LinearRegression

    frame = people(1_000)
    frame["points"] = 500 + 20 * frame["work"]
    model = LinearRegression().fit(frame[["work"]], frame["points"])
    told = audit(
        frame, score="points", groups="sex", columns=["work"], model=model, check=0
    ).through
    gap = frame.groupby("sex")["points"].mean().diff().iloc[-1]
    assert told.exact
    assert told.gaps["sex", "m"] == pytest.approx((gap, gap))


def test_the_score_is_no_input_of_itself():
    with pytest.raises(ValueError, match="columns must be the score's inputs; received 'points'"):
        audit(people(), score="points", groups="sex", columns=["points"], check=0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sentence_of_a_report_is_filled_in(language):
    frame = people(planted=40).assign(paid=lambda f: (f["points"] > 560).astype(int))
    frame.loc[:80, "sex"] = None
    frame.loc[81:84, "area"] = "rare"
    told = audit(
        frame, score="points", groups=["sex", "area"], outcome="paid", thresholds=540,
        bands=[500, 600], columns=["work"], check=10,
    )  # fmt: skip
    page = told.to_html(language, command="underglass audit x.csv", source="x", domain="credit")
    assert "{" not in page.partition("</style>")[2] and "nan" not in page.lower().split()
    assert page == told.to_html(
        language, command="underglass audit x.csv", source="x", domain="credit"
    )
    words = Words(told.question, language)
    assert all("{" not in words.sentence(one) for one in told.findings)
    assert page.count("<h2>") == page.count("</h2>") >= 10


def test_both_languages_have_the_same_sentences():
    def keys(part, above=""):
        if isinstance(part, dict):
            return {one for key, value in part.items() for one in keys(value, f"{above}/{key}")}
        return {above}

    assert keys(TEXTS["en"]) == keys(TEXTS["fr"])


def test_no_legal_text_says_that_a_finding_breaches_it():
    for one in ARTICLES:
        assert not {"breach", "violat", "infring"} & set(one.text["en"].lower().split())
    names = {one.name["en"] for one in touched("employment", gap=True, selection=True)}
    assert "New York City, Local Law 144" in names
    assert not names & {one.name["en"] for one in ARTICLES if one.domains == ("credit",)}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "|x", "%0A", "＝1"])
def test_no_text_is_left_a_formula(text):
    assert harmless(text).startswith("'")


def test_text_of_the_table_has_no_codes_and_one_line():
    assert safe("a\x1b[31m\n\u202eb").isprintable() and len(safe("x" * 500)) == 60


def test_a_population_is_audited_as_it_is():
    from scoring import OpaqueScore
    from synthetic_data import make_population

    country = make_population(1_000, scenario="level")
    score = OpaqueScore("points_table").fit(country.observed, country.recorded, measure=False)
    told = audit(
        country.protected, score=score.predict(country.observed), groups=["gender", "community"],
        outcome=country.recorded, clusters=country.places, thresholds=600, check=5,
    )  # fmt: skip
    assert told.counts["people"] == 1_000 and told.check.n_tables == 5
