"""The set-up of a draft on pages: sections, dates in words, colleagues who lose nothing."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.call_setup import draft
from competition.models import Call
from competition.services import call_drafts, calls
from competition.views.office.call_words import BY_ADDRESS
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
DATES = {
    "opens_day": "2017-02-01",
    "opens_time": "",
    "deadline_day": "2017-04-30",
    "deadline_time": "",
    "enquiries_day": "2017-04-14",
    "enquiries_time": "12:00",
}
SECTIONS: dict[str, dict[str, Any]] = {
    "texte": {"title": "Neu", "slug": "Neue-Runde", "summary": "Worum\r\nes geht."},
    "termine": DATES,
    "mittel": {"places_count": "3", "award_cents": "30.000,50", "budget_cents": "100.000"},
    "teilnahme": {"eligible_kinds": ["town"], "population_max": "20.000", "is_synthetic": "on"},
    "bekanntmachung": {"publication_level": "awards", "names_reserve": "on"},
    "aufbewahrung": {"retention_rejected": "24", "retention_draft": "6"},
    "rechtsbehelf": {"remedy_notice": "Klage binnen eines Monats."},
}


@pytest.fixture
def round_(make_round: MakeRound, client: Client) -> Round:
    """A draft; Dora looks at it."""
    made = make_round(Stage.DRAFTED)
    client.force_login(made.dora)
    return made


def address(section: str) -> str:
    return reverse("office-setup-section", args=["beispielrunde", section])


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def over(client: Client, section: str) -> str:
    found = re.search(r'name="over" value="(\w+)"', client.get(address(section)).content.decode())
    assert found
    return found[1]


def save(client: Client, section: str, **typed: Any) -> Any:
    data = {"over": over(client, section), **SECTIONS[section], **typed}
    return client.post(address(section), data, follow=True)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_saved(client: Client, round_: Round, section: str) -> None:
    answer = save(client, section)

    assert "Gespeichert. Sichtbar ist der Wettbewerb noch nicht." in text(answer)
    call = Call.objects.get()
    stored = {
        "texte": (call.title, call.slug, call.summary) == ("Neu", "neue-runde", "Worum\nes geht."),
        "termine": call.deadline_at.isoformat() == "2017-04-30T22:00:00+00:00",
        "mittel": (call.places_count, call.award_cents, call.budget_cents)
        == (3, 30_000_50, 100_000_00),
        "teilnahme": (call.eligible_kinds, call.population_max, call.partners_exclusive)
        == (["town"], 20_000, False),
        "bekanntmachung": (call.publication_level, call.names_reserve) == ("awards", True),
        "aufbewahrung": call.retention_months == {"rejected": 24, "draft": 6},
        "rechtsbehelf": call.facts == {"remedy_notice": "Klage binnen eines Monats."},
    }
    assert stored[section]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_that_nobody_changed_stays_as_it_is(
    client: Client, round_: Round, section: str
) -> None:
    page = client.get(address(section)).content.decode()
    sent = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    assert sent["over"] == draft.digest(round_.call, draft.SECTIONS[BY_ADDRESS[section]])


def test_dates_stand_in_the_fields_as_people_say_them(client: Client, round_: Round) -> None:
    page = client.get(address("termine")).content.decode()

    assert 'value="2017-04-21"' in page  # the deadline: 24:00 of that day
    assert 'value="2017-02-01"' in page
    assert "Freitag, 21. April 2017, 24:00 Uhr" in page


def test_dates_are_shown_in_words_and_warned_of_without_being_saved(
    client: Client, round_: Round
) -> None:
    with unchanged():
        answer = client.post(address("termine"), {**DATES, "act": "check"})

    assert answer.status_code == 200
    page = text(answer)
    assert "Sonntag, 30. April 2017, 24:00 Uhr" in page
    assert "Der letzte Tag ist ein Samstag oder Sonntag." in page
    assert "Der letzte Tag ist ein Feiertag: Karfreitag." in page
    assert "Noch nicht gespeichert" in page


def test_an_unfortunate_day_is_not_forbidden(client: Client, round_: Round) -> None:
    assert "Sonntag, 30. April 2017, 24:00 Uhr" in text(save(client, "termine"))


@pytest.mark.parametrize(
    ("section", "typed", "sentence"),
    [
        ("termine", {"deadline_day": "2017-03-26", "deadline_time": "02:30"}, "Uhr umgestellt"),
        ("termine", {"deadline_day": "2017-10-29", "deadline_time": "02:30"}, "Uhr umgestellt"),
        ("termine", {"opens_day": "2017-05-02"}, "verwendbar: Der Beginn muss vor dem Bewerbung"),
        ("termine", {"enquiries_day": "2017-05-01"}, "Rückfragen enden spätestens"),
        ("termine", {"enquiries_day": ""}, "Zu dieser Uhrzeit fehlt der Tag."),
        ("termine", {"deadline_day": "9999-12-31"}, "anderes Jahr"),
        ("termine", {"deadline_day": "übermorgen"}, "Datum"),
        ("mittel", {"budget_cents": "90.000"}, "Die Mittel reichen nicht für alle Plätze."),
        ("mittel", {"award_cents": "30,000.50"}, "Bitte geben Sie einen Betrag an"),
        ("mittel", {"places_count": "drei"}, "ganze Zahl"),
        ("mittel", {"places_count": "9" * 30}, "20 Zeichen"),
        ("texte", {"slug": "konten"}, "schon die Adresse einer anderen Seite"),
        ("texte", {"title": "x" * 201}, "200 Zeichen"),
        ("texte", {"contact_email": "keine"}, "E-Mail-Adresse"),
        ("teilnahme", {"eligible_kinds": []}, "Bitte wählen Sie mindestens eine Art."),
        ("teilnahme", {"population_min": "20.001"}, "dürfte sich niemand bewerben"),
        ("bekanntmachung", {"publication_level": "alles"}, "alles"),
        ("aufbewahrung", {"retention_rejected": "601"}, "1 bis 600 Monate"),
    ],
)
def test_bad_input_stores_nothing_and_is_kept(
    client: Client, round_: Round, section: str, typed: dict[str, Any], sentence: str
) -> None:
    data = {"over": over(client, section), **SECTIONS[section], **typed}

    with unchanged():
        answer = client.post(address(section), data)

    assert answer.status_code == 400
    assert sentence in text(answer)
    assert "Es wurde noch nichts gespeichert." in text(answer)


def test_of_two_colleagues_nobody_loses_a_text(client: Client, round_: Round) -> None:
    read = over(client, "texte")
    call_drafts.edit(
        call=round_.call,
        fields={"summary": "Emils Beschreibung."},
        over=draft.digest(round_.call, ["summary"]),
        by=round_.emil,
    )

    with unchanged():
        answer = client.post(address("texte"), {**SECTIONS["texte"], "over": read})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Inzwischen hat jemand anderes gespeichert" in page
    assert "Emils Beschreibung." in page
    assert "Worum\r\nes geht." in page or "Worum\nes geht." in page
    again = re.search(r'name="over" value="(\w+)"', page)
    assert again
    client.post(address("texte"), {**SECTIONS["texte"], "over": again[1]})
    assert Call.objects.get().summary == "Worum\nes geht."


def test_colleagues_in_different_sections_never_meet(client: Client, round_: Round) -> None:
    read = over(client, "mittel")
    save(client, "termine")

    answer = client.post(address("mittel"), {**SECTIONS["mittel"], "over": read}, follow=True)

    assert "Gespeichert." in text(answer)


def test_published_sections_are_closed_and_what_was_typed_is_kept(
    client: Client, round_: Round
) -> None:
    read = over(client, "texte")
    calls.publish(call=round_.call, by=round_.emil)

    assert client.get(address("texte")).status_code == 302
    with unchanged():
        answer = client.post(address("texte"), {**SECTIONS["texte"], "over": read})
    assert answer.status_code == 409
    assert "Der Wettbewerb ist bereits veröffentlicht." in text(answer)
    assert "es geht." in text(answer)


def test_an_unknown_section_is_not_there(client: Client, round_: Round) -> None:
    assert client.get(address("rubrik")).status_code == 404


def test_overview_says_all_in_words(client: Client, round_: Round) -> None:
    save(client, "aufbewahrung")
    save(client, "mittel")

    page = text(client.get(reverse("office-setup", args=["beispielrunde"])))

    for words in (
        "Mittwoch, 1. Februar 2017, 01:00 Uhr",
        "Freitag, 21. April 2017, 24:00 Uhr",
        "30.000,50\u00a0€".replace("\u00a0", " "),
        "gefördert: 120 Monate, nicht gefördert: 24 Monate",
        "nie eingereicht: 6 Monate",
        "Landkreise und Kreise, kreisfreie Städte, Städte, Gemeinden und Märkte",
        "Prüfen und veröffentlichen",
    ):
        assert words in page


def test_overview_of_a_published_call_leads_to_what_can_still_change(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    client.force_login(round_.dora)

    answer = client.get(reverse("office-setup", args=[round_.call.slug]))

    assert reverse("office-revision", args=[round_.call.slug]) in answer.content.decode()
    assert "/einrichtung/texte/" not in answer.content.decode()
    assert round_.call.deadline_at == DEADLINE_AT
