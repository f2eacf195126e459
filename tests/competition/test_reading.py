"""Answers in words, whole and in their parts."""

from typing import Any

import pytest
from django.utils import translation

from competition import reading
from competition.models import Call, Question
from competition.reading import Entry

CHOICES = [{"value": "data", "label": "Offene Daten"}, {"value": "culture", "label": "Kultur"}]
BUDGET = {
    "costs": [{"label": "Personal", "cents": 100_000}, {"label": "Reisen", "cents": None}],
    "funding": [
        {"source": "grant", "label": "", "cents": 90_000},
        {"source": "third_party", "label": "Stiftung", "cents": 5_000},
    ],
}
FILES = [{"name": "Plan.pdf", "media_type": "application/pdf", "size": 2048, "sha256": "0" * 64}]


def question(kind: str) -> Question:
    return Question(
        call=Call(award_cents=5), key="q", kind=kind, label="Frage", section="S", choices=CHOICES
    )


def shown(kind: str, value: Any) -> reading.Shown:
    document = {"answers": [{"key": "q", "kind": kind, "label": "Wie gefragt", "value": value}]}
    return reading.shown(document, [question(kind)])[0]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("kind", "value", "words", "lang"),
    [
        ("line", "Titel", "Titel", "de"),
        ("choice", "data", "Offene Daten", "de"),
        ("choices", ["culture", "data"], "Kultur, Offene Daten", "de"),
        ("number", 4500, "4.500", ""),
        ("number", 0, "0", ""),
        ("money", 5_000_00, "5.000,00 €", ""),
        ("date", "2027-10-31", "31. Oktober 2027", ""),
        ("declaration", True, "Ja, erklärt", ""),
        ("declaration", False, "", ""),
        ("perspectives", {"culture": "Mut", "data": ""}, "Offene Daten\n\nKultur: Mut", "de"),
        ("files", FILES, "Plan.pdf: 2,0 KB", ""),
        (
            "budget",
            BUDGET,
            (
                "Kosten\nPersonal: 1.000,00 €\nReisen: –\nSumme: 1.000,00 €\n\n"
                "Finanzierung\nBeantragte Förderung: 900,00 €\nStiftung: 50,00 €\nSumme: 950,00 €"
            ),
            "",
        ),
    ],
)
def test_answer_in_words(kind: str, value: Any, words: str, lang: str) -> None:
    found = shown(kind, value)

    assert (plain(found.text), found.lang) == (words, lang)
    assert (found.label, found.section) == ("Wie gefragt", "S")


@pytest.mark.parametrize("kind", ["perspectives", "budget", "files", "date"])
def test_unanswered_has_no_words_and_no_parts(kind: str) -> None:
    empty = {"perspectives": {}, "budget": {"costs": [], "funding": []}, "files": [], "date": ""}
    found = shown(kind, empty[kind])

    assert (found.text, found.entries, found.tables) == ("", (), ())
    assert found.is_missing


def test_budget_in_two_tables_with_the_language_of_each_row() -> None:
    costs, funding = shown("budget", BUDGET).tables

    assert [(row.term, plain(row.text), row.lang) for row in funding.rows] == [
        ("Beantragte Förderung", "900,00 €", ""),
        ("Stiftung", "50,00 €", "de"),
    ]
    assert (costs.caption, costs.columns) == ("Kosten", ("Wofür", "Betrag"))
    assert plain(costs.total.text) == "1.000,00 €"


def test_perspectives_in_entries() -> None:
    assert shown("perspectives", {"data": "Weil."}).entries == (
        Entry("Offene Daten", "Weil.", "de"),
    )


def test_sums_are_read_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert "1,000.00" in shown("budget", BUDGET).text


def test_draft_says_of_each_answer_what_it_lacks() -> None:
    answers = [
        {"key": "q", "kind": "perspectives", "label": "Frage", "value": {"data": "", "culture": ""}}
    ]

    found = reading.draft({"answers": answers}, [question("perspectives")])[0]

    assert [gap.sentence for gap in found.gaps] == [
        "Bei „Offene Daten“ fehlt die Erläuterung.",
        "Bei „Kultur“ fehlt die Erläuterung.",
    ]


def test_hint_of_a_declaration_is_shown_as_it_was_sealed() -> None:
    sealed = {"key": "q", "kind": "declaration", "label": "L", "hint": "Genauer.", "value": True}

    assert reading.shown({"answers": [sealed]}, [question("declaration")])[0].hint == "Genauer."
