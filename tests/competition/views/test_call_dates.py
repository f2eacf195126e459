"""The dates of a call in a calendar: what is known, and the announcement never before its time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from competition.services import extensions
from tests.fixtures.files import FILES
from tests.fixtures.rounds import DEADLINE_AT, PUBLIC_AT, QUESTIONS, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
LATER_FILES = {**FILES, "deadline_at": DEADLINE_AT + timedelta(days=30)}


def dates(client: Client) -> str:
    answer = client.get(reverse("call-dates", args=["beispielrunde"]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return answer.content.replace(b"\r\n ", b"").decode()


def event(client: Client, name: str) -> dict[str, str]:
    text = dates(client)
    found = next(each for each in text.split("BEGIN:VEVENT\r\n") if f"-{name}@" in each)
    return dict(line.split(":", 1) for line in found.split("\r\n") if ":" in line)


def test_open_call_has_beginning_enquiries_deadline_and_files(
    client: Client, make_round: MakeRound
) -> None:
    make_round(Stage.OPEN, questions=[*QUESTIONS, LATER_FILES])

    assert event(client, "beginn")["DTSTART"] == "20170201T000000Z"
    assert event(client, "rueckfragen")["DTEND"] == "20170414T220000Z"
    assert event(client, f"anlage-{FILES['key']}")["DTEND"] == "20170521T220000Z"
    deadline = event(client, "frist")
    assert deadline["DTEND"] == "20170421T220000Z"
    assert deadline["UID"] == "beispielrunde-frist@localhost"
    assert "endet am Freitag\\, 21. April 2017\\, 24:00 Uhr" in deadline["DESCRIPTION"]
    assert "Beispielrunde\\, alles erfunden" in deadline["SUMMARY"]


def test_extension_changes_the_event_and_keeps_its_uid(client: Client, open_round: Round) -> None:
    before = event(client, "frist")
    extension = extensions.propose(
        call=open_round.call,
        by=open_round.dora,
        deadline_to=DEADLINE_AT + timedelta(days=7),
        reason="Störung.",
    )
    assert event(client, "frist") == before

    extensions.confirm(extension=extension, by=open_round.emil)

    after = event(client, "frist")
    assert (after["UID"], after["DTEND"]) == (before["UID"], "20170428T220000Z")
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert after["LAST-MODIFIED"] > before["LAST-MODIFIED"]


def test_announcement_is_a_date_from_its_instant_and_nothing_tells_of_it_before(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.DECIDED)
    before = dates(client)
    for act in (round_.prepare, round_.announce):
        act()
        assert dates(client) == before

    round_.at(PUBLIC_AT)

    assert event(client, "bekanntgabe")["DTSTART"] == "20170620T220000Z"


def test_unpublished_and_unknown_call_have_none(client: Client, make_round: MakeRound) -> None:
    make_round(Stage.DRAFTED)

    for slug in ("beispielrunde", "gibt-es-nicht"):
        assert client.get(reverse("call-dates", args=[slug])).status_code == 404


def test_call_page_links_to_it(client: Client, open_round: Round) -> None:
    page = client.get(reverse("call", args=["beispielrunde"])).content.decode()

    assert reverse("call-dates", args=["beispielrunde"]) in page
    assert "Termine in Ihren Kalender übernehmen" in page
