"""Answers of every kind: from what was typed to what is stored."""

from contextlib import suppress
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from competition import answers
from competition.errors import Refusal
from competition.models import Question
from competition.models.call import QuestionKind

CHOICES = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]


def question(kind: str, **fields: Any) -> Question:
    return Question(key="question", kind=kind, **{"choices": CHOICES, **fields})


def refusal_of(kind: str, value: object, **fields: Any) -> str:
    with pytest.raises(Refusal) as caught:
        answers.clean(question(kind, **fields), value)
    assert caught.value.field == "question"
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("line", "  Offenes Rathaus \t", "Offenes Rathaus"),
        ("line", "Lu\u0308beck", "Lübeck"),
        ("line", "Straße, ẞ, Œ, Strasse", "Straße, ẞ, Œ, Strasse"),
        ("line", "{{7*7}} {0.__class__} <b>'; DROP", "{{7*7}} {0.__class__} <b>'; DROP"),
        ("text", "eins\r\nzwei\rdrei\n", "eins\nzwei\ndrei"),
        ("text", "", ""),
        ("choice", "a", "a"),
        ("choice", "", ""),
        ("choice", None, ""),
        ("choices", ["b", "a", "b"], ["a", "b"]),
        ("choices", [], []),
        ("number", "4500", 4500),
        ("number", " 1.234.567 ", 1234567),
        ("number", "1\u202f234", 1234),
        ("number", 0, 0),
        ("number", "", None),
        ("money", "50.000,00", 50_000_00),
        ("money", "50000", 50_000_00),
        ("money", "50000,5 €", 50_000_50),
        ("money", "0,01", 1),
        ("money", "0", 0),
        ("money", "€ 12", 12_00),
        ("money", 123, 123),
        ("money", "", None),
        ("money", "  ", None),
        ("number", "  ", None),
        ("date", "31.10.2027", "2027-10-31"),
        ("date", " 1. 2. 2028 ", "2028-02-01"),
        ("date", "2027-10-31", "2027-10-31"),
        ("date", "29.02.2028", "2028-02-29"),
        ("date", "1.1.1900", "1900-01-01"),
        ("date", "31.12.2100", "2100-12-31"),
        ("date", "", ""),
        ("date", " ", ""),
        ("date", None, ""),
        ("declaration", True, True),
        ("declaration", False, False),
    ],
)
def test_clean_stores(kind: str, typed: object, stored: object) -> None:
    found = answers.clean(question(kind), typed)

    assert (found, type(found)) == (stored, type(stored))


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("line", "eins\x00zwei", "control_characters"),
        ("line", "rechts\u202enach links", "control_characters"),
        ("text", "Bell \x07", "control_characters"),
        ("text", "halbes Zeichen \ud800", "control_characters"),
        ("line", 5, "malformed"),
        ("text", ["Liste"], "malformed"),
        ("text", None, "malformed"),
        ("choice", "c", "unknown_choice"),
        ("choice", ["a"], "unknown_choice"),
        ("choices", ["a", "c"], "unknown_choice"),
        ("choices", "a", "malformed"),
        ("number", "viele", "not_a_number"),
        ("number", "-1", "not_a_number"),
        ("number", "4.5", "not_a_number"),
        ("number", "4,5", "not_a_number"),
        ("number", 4.5, "not_a_number"),
        ("number", "１２", "not_a_number"),
        ("number", "9" * 13, "not_a_number"),
        ("number", "9" * 5000, "not_a_number"),
        ("number", True, "not_a_number"),
        ("number", float("nan"), "not_a_number"),
        ("money", "fünfzig", "not_an_amount"),
        ("money", "-1", "not_an_amount"),
        ("money", "50,000.00", "not_an_amount"),
        ("money", "50000.01", "not_an_amount"),
        ("money", "1,234", "not_an_amount"),
        ("money", "1e400", "not_an_amount"),
        ("money", "NaN", "not_an_amount"),
        ("money", 10**13, "not_an_amount"),
        ("money", -1, "not_an_amount"),
        ("money", True, "not_an_amount"),
        ("money", ".".join(["1", *["000"] * 40]), "not_an_amount"),
        ("date", "29.02.2027", "not_a_date"),
        ("date", "2027-02-30", "not_a_date"),
        ("date", "10/31/2027", "not_a_date"),
        ("date", "31.10.27", "not_a_date"),
        ("date", "2027-1-1", "not_a_date"),
        ("date", "2027-10-31T00:00", "not_a_date"),
        ("date", "３１.10.2027", "not_a_date"),
        ("date", "00.10.2027", "not_a_date"),
        ("date", "morgen", "not_a_date"),
        ("date", "31.12.1899", "out_of_range"),
        ("date", "2101-01-01", "out_of_range"),
        ("date", "0000-01-01", "not_a_date"),
        ("date", 20271031, "malformed"),
        ("date", ["2027-10-31"], "malformed"),
        ("date", "31.10.\x002027", "control_characters"),
        ("files", [], "files_apart"),
        ("files", [{"name": "a.pdf", "sha256": "0" * 64}], "files_apart"),
        ("declaration", "on", "malformed"),
        ("declaration", 1, "malformed"),
    ],
)
def test_i05_clean_refuses(kind: str, typed: object, code: str) -> None:
    assert refusal_of(kind, typed) == code


def test_text_may_be_exactly_as_long_as_allowed() -> None:
    assert answers.clean(question("line", max_chars=5), " Lu\u0308bec ") == "Lübec"


def test_text_a_letter_too_long_is_refused_with_both_numbers() -> None:
    with pytest.raises(Refusal) as caught:
        answers.clean(question("line", max_chars=5), "Lübeck")

    assert caught.value.code == "too_long"
    assert caught.value.details == {"limit": 5, "count": 6}


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [("number", "10", 10), ("number", "1.000", 1000), ("money", "0,10", 10), ("money", "10", 1000)],
)
def test_bounds_are_included(kind: str, typed: str, stored: int) -> None:
    assert answers.clean(question(kind, minimum=10, maximum=1000), typed) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("number", "9", "Erlaubt sind Werte von 10 bis 1.000."),
        ("number", "1001", "Erlaubt sind Werte von 10 bis 1.000."),
        ("money", "0,09", "Erlaubt sind Werte von 0,10 € bis 10,00 €."),
        ("money", "10,01", "Erlaubt sind Werte von 0,10 € bis 10,00 €."),
        ("date", "1.1.2101", "Erlaubt sind Werte von 1. Januar 1900 bis 31. Dezember 2100."),
    ],
)
def test_beyond_the_bounds_is_refused_with_both(kind: str, typed: str, words: str) -> None:
    bounds = {} if kind == "date" else {"minimum": 10, "maximum": 1000}
    with pytest.raises(Refusal) as caught:
        answers.clean(question(kind, **bounds), typed)

    assert caught.value.code == "out_of_range"
    assert caught.value.sentence.replace("\xa0", " ") == words


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_empty_answer_is_stored_as_such_and_missing(kind: str) -> None:
    unanswered = answers.empty(question(kind))

    if kind != QuestionKind.FILES:
        assert answers.clean(question(kind), unanswered) == unanswered
    assert answers.is_missing(question(kind), unanswered)
    assert not answers.is_missing(question(kind, is_required=False), unanswered)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *[("number", 0), ("money", 0), ("line", "0"), ("text", "nein")],
        *[("choice", "a"), ("choices", ["a"]), ("declaration", True), ("date", "2027-10-31")],
        *[("perspectives", {"a": ""}), ("files", [{"name": "a.pdf"}])],
        ("budget", {"costs": [], "funding": [{"source": "grant", "label": "", "cents": 1}]}),
    ],
)
def test_given_answer_is_not_missing(kind: str, value: object) -> None:
    assert not answers.is_missing(question(kind), value)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("number", "1,234,567", 1234567),
        ("money", "50,000.00", 50_000_00),
        ("money", "€50000.5", 50_000_50),
    ],
)
def test_clean_reads_english_notation_on_english_pages(kind: str, typed: str, stored: int) -> None:
    with translation.override("en"):
        assert answers.clean(question(kind), typed) == stored


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,3}){0,2}", fullmatch=True))
def test_no_sum_means_one_thing_in_german_and_another_in_english(typed: str) -> None:
    found = []
    for language in ("de", "en"):
        with translation.override(language), suppress(Refusal):
            found.append(answers.clean(question("money"), typed))

    assert len(set(found)) <= 1
