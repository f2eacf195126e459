"""Feeds: what happened, from when, under ids that stay; RFC 4287 in its structure."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition import clock
from competition.call_setup import texts
from competition.models import Enquiry
from competition.services import call_versions, enquiries, extensions
from tests.fixtures.amendments import AMENDED_AT, REASON, corrected, succeeded
from tests.fixtures.atom import Read, read
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.rounds import DEADLINE_AT, MICROSECOND, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
TAG = "tag:localhost,2017-01-20:beispielrunde"


def feed(client: Client, *slug: str) -> list[Read]:
    answer = client.get(reverse("feed" if slug else "feed-all", args=slug))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml"
    return read(answer.content)[1]


def names(client: Client) -> list[str]:
    return [each.id.removeprefix(f"{TAG}/") for each in feed(client, "beispielrunde")]


def asked(round_: Round, number: int = 1, *, is_answered: bool = True) -> None:
    enquiry = enquiries.ask(
        call=round_.call,
        text=f"Zählt das {number}?",
        by=round_.dora,
        received_at=clock.now(round_.call),
    )
    if is_answered:
        question = f"Zählt <b>das</b> {number}?"
        enquiries.answer(enquiry=enquiry, published_text=question, answer="Ja.", by=round_.dora)


def extended(round_: Round) -> None:
    extension = extensions.propose(
        call=round_.call,
        by=round_.dora,
        deadline_to=round_.call.deadline_at + timedelta(days=7),
        reason="Störung am letzten Tag.",
    )
    extensions.confirm(extension=extension, by=round_.emil)
    round_.call.refresh_from_db()


def reworded(round_: Round) -> None:
    read_texts = texts.digest(round_.call)
    call_versions.revise_texts(
        call=round_.call,
        changes={"summary": "Neu gefasst."},
        reason="Klarer.",
        by=round_.dora,
        read=read_texts,
    )


def test_call_is_the_first_entry_at_the_instant_of_its_publication(
    client: Client, open_round: Round
) -> None:
    [only] = feed(client, "beispielrunde")

    assert (only.id, only.updated) == (f"{TAG}/aufruf", open_round.call.published_at)
    assert only.title.startswith("Beispielrunde (alles erfunden): ")
    assert only.categories == ["beispielrunde", "synthetic"]
    assert only.link == "http://localhost:8000/wettbewerbe/beispielrunde/"


def test_changes_of_an_open_call_are_told_the_newest_first(
    client: Client, open_round: Round
) -> None:
    reworded(open_round)
    asked(open_round)
    extended(open_round)

    entries = feed(client, "beispielrunde")

    assert names(client) == ["verlaengerung-1", "frage-1", "fassung-2", "aufruf"]
    assert "Freitag, 28. April 2017, 24:00 Uhr" in entries[0].title
    assert entries[1].summary == "Frage: Zählt &lt;b&gt;das&lt;/b&gt; 1?<br><br>Antwort: Ja."
    assert entries[1].link.endswith("/fragen/#frage-1")
    assert "Klarer." in entries[2].summary


def test_numbers_of_answers_count_what_is_public_alone(client: Client, open_round: Round) -> None:
    asked(open_round, 1, is_answered=False)
    for number in (2, 3):
        asked(open_round, number)

    assert names(client) == ["frage-2", "frage-1", "aufruf"]


def test_proposed_extension_and_open_question_are_not_told(
    client: Client, open_round: Round
) -> None:
    asked(open_round, is_answered=False)
    extensions.propose(
        call=open_round.call,
        by=open_round.dora,
        deadline_to=DEADLINE_AT + timedelta(days=7),
        reason="Störung.",
    )

    assert names(client) == ["aufruf"]


def test_announcement_is_told_from_its_instant(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    round_.at(PUBLIC_AT - timedelta(seconds=30))
    assert names(client) == ["aufruf"]

    round_.at(PUBLIC_AT)

    entry = feed(client, "beispielrunde")[0]
    assert (entry.id, entry.updated) == (f"{TAG}/bekanntgabe", PUBLIC_AT)
    assert "100.000,00\u00a0€: Beispielstadt, Musterdorf." in entry.summary


def test_correction_is_told_from_its_instant_and_leaves_the_announcement(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    before = client.get(reverse("feed", args=["beispielrunde"])).content
    corrected(round_)
    round_.at(AMENDED_AT - timedelta(seconds=30))
    assert client.get(reverse("feed", args=["beispielrunde"])).content == before

    round_.at(AMENDED_AT + MICROSECOND)

    [newest, announced, _] = feed(client, "beispielrunde")
    assert newest.id == f"{TAG}/aenderung-1"
    assert newest.summary == (
        f"Neu gefördert: Beispielort 3. Aufgehoben: Beispielstadt. Die Begründung: {REASON}"
    )
    assert "Beispielstadt, Musterdorf." in announced.summary


def test_who_declined_is_told_without_the_reason(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    succeeded(round_)

    [newest, *_] = feed(client, "beispielrunde")
    assert newest.id == f"{TAG}/verzicht-{OWN_TOWN}"
    assert newest.link.endswith(reverse("award", args=["beispielrunde", OWN_TOWN]))
    assert "Kein Eigenanteil" not in newest.summary

    round_.at(AMENDED_AT + MICROSECOND)
    assert names(client)[:2] == ["aenderung-1", f"verzicht-{OWN_TOWN}"]


def test_unpublished_call_has_no_feed_and_stands_in_none(
    client: Client, make_round: MakeRound
) -> None:
    make_round(Stage.DRAFTED)

    assert client.get(reverse("feed", args=["beispielrunde"])).status_code == 404
    answer = client.get(reverse("feed-all"))
    assert read(answer.content)[1] == []
    assert answer.content == client.get(reverse("feed-all")).content


def test_common_feed_names_the_call_and_costs_the_same_with_three(
    client: Client, make_round: MakeRound, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_round(Stage.ANNOUNCED)
    with django_assert_num_queries(6):
        feed(client)

    for number in (2, 3):
        asked(make_round(Stage.OPEN, fields={"slug": f"r-{number}", "title": f"Runde {number}"}))
    with django_assert_num_queries(6):
        entries = feed(client)

    assert {each.id.split("/")[0].split(":")[-1] for each in entries} == {
        "beispielrunde",
        "r-2",
        "r-3",
    }
    assert any("Runde 2: Frage 1 beantwortet" in each.title for each in entries)


def test_text_that_xml_cannot_hold_breaks_nothing(client: Client, open_round: Round) -> None:
    asked(open_round)
    Enquiry.objects.update(answer="a\x0bb\x1f\ufffe]]> &amp; \U0001f600")

    [entry, _] = feed(client, "beispielrunde")

    assert entry.summary.endswith("a\ufffdb\ufffd\ufffd]]&gt; &amp;amp; \U0001f600")


def test_feed_is_german_whatever_the_reader_prefers(client: Client, open_round: Round) -> None:
    answer = client.get(reverse("feed", args=["beispielrunde"]), headers={"accept-language": "en"})

    assert "Wettbewerb veröffentlicht" in answer.content.decode()
    assert answer["Content-Language"] == "de"


def test_public_pages_name_their_feed(client: Client, open_round: Round) -> None:
    assert f'href="{reverse("feed-all")}"' in client.get(reverse("start")).content.decode()
    for name in ("call", "enquiries", "call-versions"):
        text = client.get(reverse(name, args=["beispielrunde"])).content.decode()
        assert f'href="{reverse("feed", args=["beispielrunde"])}"' in text
