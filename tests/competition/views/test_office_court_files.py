"""The door of the court file: an act, after a fresh proof of who it is."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import AuditEntry
from tests.fixtures.court_files import unpacked
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=1)


@pytest.fixture
def office(client: Client, closed: Round) -> Client:
    client.force_login(closed.dora)
    return client


def address(round_: Round) -> str:
    return reverse("office-court-file", args=[round_.call.slug, round_.applications[0].public_id])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_file_is_streamed_to_be_kept(office: Client, closed: Round) -> None:
    answer = office.post(address(closed), {"act": "make"})
    assert answer.streaming
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="akte-beispielstadt.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    raw = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a stream
    assert "00-verzeichnis.pdf" in unpacked(raw).files
    page = text(office.get(address(closed)))
    assert AuditEntry.objects.get(act="court_file.made").payload["manifest_sha256"] in page


def test_looking_at_the_page_makes_nothing(office: Client, closed: Round) -> None:
    with unchanged():
        page = text(office.get(address(closed)))
    assert "Akte erstellen und herunterladen" in page
    assert "Vor der Bekanntgabe" in page


def test_an_old_proof_is_asked_for_again(office: Client, closed: Round) -> None:
    session = office.session
    session["account_authentication_methods"][-1]["at"] = 0
    session.save()
    answer = office.post(address(closed), {"act": "make"})
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer["Location"]
    assert not AuditEntry.objects.filter(act="court_file.made").exists()


def test_another_act_is_refused(office: Client, closed: Round) -> None:
    with unchanged():
        assert office.post(address(closed), {"act": "x"}).status_code == 400


def test_a_draft_has_no_file(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    round_.draft(0)
    round_.close()
    client.force_login(round_.dora)
    assert "Es gibt noch keine Akte" in text(client.get(address(round_)))
    answer = client.post(address(round_), {"act": "make"})
    assert answer.status_code == 409
    assert "keine eingereichte Fassung" in text(answer)
