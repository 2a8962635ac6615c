"""What is given a person: put into the people's order by its labels, or refused, not guessed."""

import numpy as np
import pandas as pd
import pytest

from synthetic_data.arguments import aligned, check_clusters, check_group, read_mask

INDEXES = {
    "numbers": pd.RangeIndex(4),
    "a permutation": pd.Index([3, 1, 0, 2]),
    "names": pd.Index(list("dbca")),
    "two levels": pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1), ("b", 2)]),
}


@pytest.mark.parametrize("name", INDEXES)
def test_a_series_and_a_table_are_read_by_their_labels_in_any_order(name):
    index = INDEXES[name]
    series = pd.Series([10, 20, 30, 40], index=index)
    table = pd.DataFrame({"one": series, "two": -series})
    for order in ([0, 1, 2, 3], [3, 0, 2, 1]):
        assert aligned("it", series.iloc[order], index).tolist() == [10, 20, 30, 40]
        assert aligned("it", table.iloc[order], index).tolist() == table.to_numpy().tolist()
        assert aligned("it", table[["two"]].iloc[order], index).shape == (4, 1)


def test_what_bears_no_labels_is_taken_as_it_stands():
    index = INDEXES["names"]
    for given in ([1, 2, 3, 4], np.arange(1, 5), pd.Index([1, 2, 3, 4]), pd.array([1, 2, 3, 4])):
        assert aligned("it", given, index).tolist() == [1, 2, 3, 4]


def test_labels_that_repeat_are_read_only_where_the_order_is_the_same():
    index = pd.Index(["a", "a", "b"])
    series = pd.Series([1, 2, 3], index=index)
    assert aligned("it", series, index).tolist() == [1, 2, 3]
    with pytest.raises(ValueError, match=r"it must .* received labels that repeat"):
        aligned("it", series.iloc[::-1], index)


REFUSED = {
    "others": (pd.Series(1, index=list("wxyz")), "names", "4 labels, 0 of them theirs"),
    "too few": (pd.Series(1, index=list("abc")), "names", "3 labels, 3 of them theirs"),
    "too many": (pd.Series(1, index=list("abcde")), "names", "5 labels, 4 of them theirs"),
    "one twice": (pd.Series(1, index=list("abbc")), "names", "labels that repeat"),
    "a default index": (pd.Series(range(4)), "names", "pandas' default 0 to n - 1"),
    "a default among others": (pd.Series(range(4)), "a permutation", "default 0 to n - 1"),
    "a default and two levels": (pd.Series(range(4)), "two levels", "default 0 to n - 1"),
    "one level of two": (pd.Series(1, index=list("abcd")), "two levels", "0 of them theirs"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_labels_that_do_not_match_are_refused_in_one_sentence(case):
    given, name, says = REFUSED[case]
    with pytest.raises(ValueError, match=f"^it must be an array.* 4 people; received .*{says}"):
        aligned("it", given, INDEXES[name])


def test_a_mask_knows_who_has_no_label_in_every_form():
    index = INDEXES["names"]
    missing = pd.Series([True, None, False, True], index=index)
    forms = [
        [True, None, False, True],
        [True, np.nan, False, True],
        [True, pd.NA, False, True],
        missing.to_numpy(),
        missing,
        missing.iloc[[2, 0, 3, 1]],
        missing.astype("boolean"),
        missing.astype("category"),
    ]
    for form in forms:
        mask, known = read_mask("member", form, 4, index=index)
        assert mask.tolist() == [True, False, False, True] and mask.dtype == bool
        assert known.tolist() == [True, False, True, True]
        with pytest.raises(ValueError, match=r"member must say yes or no .* received 1 without"):
            check_group("member", form, 4, index=index)
    whole = pd.Series([True, False, False, True], index=index)
    for form in (whole, whole.astype("boolean").iloc[::-1], whole.astype(object), whole.tolist()):
        assert check_group("member", form, 4, index=index).tolist() == whole.tolist()


@pytest.mark.parametrize("bad", [[1, 0, 1, 0], ["yes", None, "no", "no"], [1, None, 0, 1]])
def test_only_yes_and_no_make_a_mask(bad):
    with pytest.raises(ValueError, match="member must be a boolean mask over 4 people"):
        read_mask("member", bad, 4)


def test_clusters_follow_their_labels_and_none_may_be_missing():
    index = INDEXES["names"]
    series = pd.Series(["u", "u", "v", "w"], index=index)
    assert check_clusters(series.iloc[::-1], 4, index=index).tolist() == series.tolist()
    for missing in ([1, 2, np.nan, 3], ["u", None, "v", "v"], series.where(series != "w")):
        with pytest.raises(ValueError, match=r"clusters must have a label .* received 1 missing"):
            check_clusters(missing, 4, index=index)
    with pytest.raises(ValueError, match="clusters must have one label for each of 4 people"):
        check_clusters([1, 2], 4)


def test_clusters_of_several_types_are_refused():
    with pytest.raises(ValueError, match="clusters must be labels of one type; received int, str"):
        check_clusters(np.array([1, "a", 2, "b"], dtype=object), 4)
