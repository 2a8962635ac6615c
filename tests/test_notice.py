"""The notice: every number is the attribution's or the recourse's, and the lines add up."""

import datetime
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers import explain
from explainers.notice import notice
from explainers.notice.language import Language
from explainers.notice.reasons import whole_points
from explainers.notice.texts import ENGLISH, FRENCH
from explainers.notice.words import BAND_NAMES, COLUMNS, LABELS, PROTECTED, SHARES, TOPICS
from explainers.points.undisclosed import NOT_DISCLOSED
from explainers.recourse import CHANGES, Change, recourse
from scoring import OpaqueScore
from scoring.scale import BANDS, band
from synthetic_data import make_population
from synthetic_data.codebook import names
from synthetic_data.structure import STRUCTURE

DATE = datetime.date(2026, 11, 1)
NUMBER = re.compile(r"(?<![\d\w])[+−]?\d{1,3}(?:[,\u00a0]\d{3})*(?:[.,]\d{1,2})?(?![\d])")
MODELS = [("boosted", 0.0), ("boosted", 0.4), ("scorecard", 0.2), ("points_table", 0.0)]
WORST = dict(late_payments=24, debt=3.0, payment_delay=60.0, recorded_offences=60, savings=0.0)
BEST = dict(late_payments=0, debt=0.0, payment_delay=-20.0, recorded_offences=0, savings=60.0)
BEST |= dict(income=30_000, tax_delay=0, transport_fines=0, late_arrivals=0.0, books=60)
BEST |= dict(night_activity=0.0, alcohol=0, lottery=0, documents=8, contacts=2_000)
BEST |= dict(volunteering=60, parent_mark=True, education="higher", guessed_hill=False)
BEST |= dict(idle_mark=False, missed_appointments=0, years_with_bank=70, phone_price=2_500)


def numbers(text: str, language: str) -> list[float]:
    """Read all numbers of a text, as somebody of that language would."""
    found = []
    for number in NUMBER.findall(text):
        number = number.replace("−", "-").replace("\u00a0", "")
        if language == "fr":
            number = number.replace(",", ".")
        found.append(float(number.replace(",", "")))
    assert len(found) == len(re.findall(r"\d[\d,.\u00a0]*", text)), text
    return found


@pytest.fixture(scope="module")
def cases():
    """For each model: an attribution, recourse for a few people, and the sums by topic."""
    country = make_population(3_000, scenario="secret_weights", seed=5)
    X = country.observed.join(country.undisclosed)
    made = []
    for model, weight in MODELS:
        score = OpaqueScore(model, social_weight=weight).fit(X, country.recorded)
        changed = X.copy()
        for position, values in ((0, WORST), (1, BEST)):
            for name, value in values.items():
                changed.iloc[position, changed.columns.get_loc(name)] = value
        ties = country.ties
        low = np.flatnonzero(score.predict(changed, ties) < 590)[:5].tolist()
        rows = [0, 1, *(i for i in low if i > 1), *range(40, 52)]
        for question in ("interventional", "path_dependent"):
            why = explain(score, changed, ties=ties, rows=rows, perturbation=question)
            advice = {}
            for at, person in enumerate(rows[:6] if question == "interventional" else ()):
                changes = CHANGES[4:16] if at % 2 else (Change("books", "up", 1.0, most=3),)
                advice[at] = recourse(
                    score,
                    changed,
                    person,
                    to="good",
                    ties=ties,
                    changes=changes,
                    answers=2,
                    budget=800,
                )
            made.append((why, advice))
    return made


@pytest.fixture(scope="module")
def letters(cases):
    return [
        (why, position, advice.get(position), language)
        for why, advice in cases
        for position in range(len(why.published))
        for language in ("en", "fr")
    ]


def write(why, position, advice, language):
    return notice(why, position, date=DATE, language=language, recourse=advice)


def shown(column, value) -> set[float]:
    if isinstance(value, str | bool | np.bool_):
        return set()
    return {round(100 * float(value), 2) if column in SHARES else round(float(value), 2)}


def test_the_lines_add_up_to_the_published_score_and_each_is_its_columns_sum(letters):
    clipped = 0
    for why, position, advice, language in letters:
        letter = write(why, position, advice, language)
        rows = letter.sections[0].rows
        points = [numbers(text, language)[0] for text, _, _ in rows]
        assert sum(points[:-1]) == points[-1] == why.published[position]
        assert [reason.points for reason in letter.reasons] == points[:-1]
        assert len(rows) <= 4 + 4  # start, four reasons, everything else, the scale's end, total
        given = dict(zip(why.columns, why.values[position], strict=True))
        sums = {t[language == "fr"]: sum(given.get(c, 0) for c in t[2]) for t in TOPICS}
        texts = FRENCH if language == "fr" else ENGLISH
        sums |= {texts["start"]: why.base, texts["friends"]: why.friends[position]}
        sums[texts["undisclosed"]] = given[NOT_DISCLOSED]
        named = [
            (sums.pop(name), p)
            for p, (_, name, _) in zip(points, rows, strict=True)
            if name in sums
        ]
        assert all(abs(exact - p) < 1 for exact, p in named)
        unnamed = [abs(exact) for exact in sums.values()]
        assert max(unnamed) <= min(abs(exact) for exact, _ in named[1:]) + 1e-9
        rounding = why.rounding[position]
        rest = sum(sums.values()) + (0 if abs(rounding) > 0.51 else rounding)
        assert abs(points[len(named)] - rest) < 1
        if abs(rounding) > 0.51:
            clipped += 1
            assert abs(points[len(named) + 1] - rounding) < 1
    assert clipped >= 4


def test_every_number_in_every_sentence_is_the_attributions_or_the_recourses(letters):
    for why, position, advice, language in letters:
        letter = write(why, position, advice, language)
        published, own = int(why.published[position]), why.data.iloc[position]
        limit = BANDS[str(band(published))]
        expected = {"date": {1, 2026}, "title": {published}, "score": {published, 350, 950, limit}}
        found = {
            "date": [float(n) for n in re.findall(r"\d+", letter.date)],
            "title": numbers(letter.title, language),
            "score": numbers(letter.opening[1], language),
            "closing": numbers(letter.closing, language),
        }
        for part, seen in found.items():
            assert set(seen) == set(expected.get(part, ()))
        compared, *others = letter.sections[0].paragraphs
        base = letter.reasons[0].points
        assert abs(base - why.base) < 1
        people = (
            {float(why.background.split()[0].replace(",", ""))}
            if (why.perturbation == "interventional")
            else set()
        )
        assert set(numbers(compared, language)) == {base} | people
        said = [n for text in others for n in numbers(text, language)]
        assert all(n == round(why.friends[position]) for n in said)
        for (_, name, detail), reason in zip(letter.sections[0].rows, letter.reasons, strict=False):
            allowed = set().union(*(shown(c, own[c]) for c in reason.columns), set())
            assert set(numbers(detail, language)) == allowed, detail
            assert set(numbers(name, language)) <= {350, 950}
        _check_recourse(letter.sections[1], advice, language)
        hidden = why.values[position, why.columns.index(NOT_DISCLOSED)]
        assert numbers(" ".join(letter.sections[2].paragraphs), language) == [round(hidden)]
        good = why.reliability
        assert numbers(letter.sections[3].paragraphs[0], language) == [
            good.n_people,
            round(100 * good.auc),
            50,
            round(100 * good.calibration_error, 1),
        ]
        assert not numbers(" ".join(letter.sections[4].paragraphs), language)


def _check_recourse(section, advice, language):
    text = section.paragraphs
    if advice is None or advice.already:
        assert not numbers(" ".join(text), language)
    elif not advice.answers:
        assert numbers(text[0], language) == [advice.limit]
    else:
        assert len(text) == len(advice.answers) + 1
        for number, (sentence, answer) in enumerate(zip(text, advice.answers, strict=False)):
            expected = [] if number else [advice.limit]
            for step in answer.steps:
                expected += [*shown(step.column, step.after), *shown(step.column, step.before)]
            assert numbers(sentence, language) == [*expected, answer.score]


def test_recourse_of_every_kind_was_told(cases):
    advice = [a for _, given in cases for a in given.values()]
    assert any(a.already for a in advice) and any(len(a.answers) == 2 for a in advice)
    assert any(not a.reached for a in advice)


def test_the_letter_says_what_a_person_must_know(cases):
    why, advice = cases[0]
    for language, words in {
        "en": [
            "Office for Second Looks",
            "not legal advice",
            "fiction",
            "does not disclose",
            "1 November 2026",
            "Dear resident",
        ],
        "fr": [
            "Bureau du second regard",
            "pas un conseil juridique",
            "fiction",
            "ne divulgue pas",
            "1er novembre 2026",
            "Bonjour",
        ],
    }.items():
        letter = write(why, 3, advice[3], language)
        for word in words:
            assert word in letter.text and word in letter.to_html()
        for name in PROTECTED.values():
            assert name[language == "fr"] in letter.text
        assert not re.search("log-odds|logit|margin|SHAP|nan|None|[{}]", letter.text)
        assert f'lang="{language}"' in letter.to_html()


def test_french_typography(letters):
    for why, position, advice, language in letters:
        text = write(why, position, advice, language).text
        if language == "en":
            assert "\u00a0" not in text and not re.search(r" [:;!?%]", text)
            continue
        assert not re.search(r"[^\u00a0][:;!?%»]|«[^\u00a0]|'", text)
        assert not re.search(r"\d\.\d|\u00a0 | \u00a0", text)


def test_every_column_band_label_and_protected_variable_has_words_in_both_languages():
    observed = names("observed")
    assert set(COLUMNS) == set(observed)
    assert sorted(c for *_, columns in TOPICS for c in columns) == sorted(observed)
    assert set(PROTECTED) == set(names("protected")) and set(BAND_NAMES) == set(BANDS)
    assert {label for c in observed for label in STRUCTURE[c].categories or ()} < set(LABELS)
    assert set(SHARES) == {
        c for c in observed if STRUCTURE[c].unit.startswith("share") or c == "debt"
    }
    for words in (COLUMNS, PROTECTED, BAND_NAMES, LABELS):
        assert all(len(pair) == 2 and all(pair) for pair in words.values())
    assert ENGLISH.keys() == FRENCH.keys()
    for key, text in ENGLISH.items():
        both = [set(re.findall(r"{(\w+)}", str(t))) for t in (text, FRENCH[key])]
        assert both[0] == both[1], key


def test_columns_that_go_together_stand_under_one_reason():
    country = make_population(6_000)
    numeric = country.observed.apply(lambda c: c.cat.codes if hasattr(c, "cat") else c)
    numeric = numeric.loc[:, numeric.nunique() > 1]
    together = numeric.corr(method="spearman").abs()
    topic = {c: number for number, (_, _, columns) in enumerate(TOPICS) for c in columns}
    pairs = [(a, b) for a in together for b in together if a < b and together.loc[a, b] > 0.4]
    assert len(pairs) >= 4 and all(topic[a] == topic[b] for a, b in pairs)


@given(st.lists(st.floats(-300, 300), min_size=1, max_size=9), st.integers(350, 950))
def test_whole_points_keep_the_sum(parts, total):
    exact = [*parts, total - sum(parts)]
    whole = whole_points(exact)
    assert sum(whole) == total
    assert all(abs(w - e) < 1 + 1e-6 for w, e in zip(whole, exact, strict=True))


def test_numbers_are_written_as_the_language_does():
    english, french = Language("en"), Language("fr")
    assert [english.number(n) for n in (1_234_567, -3, 2.5)] == ["1,234,567", "−3", "2.5"]
    assert [french.number(n) for n in (12_345, -3.1)] == ["12\u00a0345", "−3,1"]
    assert [english.points(n) for n in (1, 0, -2)] == ["1 point", "0 points", "−2 points"]
    assert [french.points(n, sign=True) for n in (1, 0, 2)] == ["+1 point", "0 point", "+2 points"]
    off = [language.percentage_points(n) for language in (english, french) for n in (1.0, 1.9)]
    assert off[:2] == ["1 percentage point", "1.9 percentage points"]
    assert off[2:] == ["1 point de pourcentage", "1,9 point de pourcentage"]
    assert french.percentage_points(2) == "2 points de pourcentage"
    assert english.background("1 reference people") == "1 reference person"
    assert french.background("1,000 people over 65") == "1\u00a0000 people over 65"
    assert english.background("the village") == "the village"


def test_errors_name_the_argument(cases):
    why, advice = cases[0]
    with pytest.raises(ValueError, match="language must be one of en, fr; received 'de'"):
        notice(why, 0, date=DATE, language="de")
    with pytest.raises(ValueError, match="position must be from 0 to"):
        notice(why, 99, date=DATE)
    with pytest.raises(ValueError, match=r"date must be a datetime.date; received '2026'"):
        notice(why, 0, date="2026")
    with pytest.raises(ValueError, match="recourse must be of the same person"):
        notice(why, 1, date=DATE, recourse=advice[0])
    frame = pd.DataFrame({"shoe_size": np.arange(100) % 7, "books": np.arange(100) % 5})
    own = OpaqueScore("scorecard").fit(frame, (np.arange(100) % 3 > 0).astype(int))
    with pytest.raises(ValueError, match="has words for; received 'shoe_size'"):
        notice(explain(own, frame, rows=[0]), 0, date=DATE)
