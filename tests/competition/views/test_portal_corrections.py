"""A correction as the municipality meets it: what, why, until when; then for good."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition import corrections, receipts
from competition.models import Attempt, Correction, User
from competition.services import corrections as service
from competition.services.answers import Change
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
DUE = CLOSED_AT + timedelta(days=14)


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=2)


@pytest.fixture
def correction(closed: Round) -> Correction:
    return as_read.ask(
        application=closed.applications[0],
        by=closed.dora,
        keys=["own_share", "remark"],
        reason="Der Eigenanteil passt nicht zum Konzept.",
        due_at=DUE,
    )


@pytest.fixture
def anna(closed: Round) -> User:
    return User.objects.get(email="anna@example.org")


def address(round_: Round, name: str = "application-correction") -> str:
    return reverse(name, args=[round_.applications[0].public_id])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(client: Client, round_: Round, **values: str) -> dict[str, str]:
    """The form as it was shown, with some values typed."""
    form = client.get(address(round_)).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return {**shown, **values}


def digest(correction: Correction) -> str:
    return receipts.digest(corrections.content(Correction.objects.get(pk=correction.pk)))


def test_pages_say_what_until_when_and_what_otherwise(
    client: Client, closed: Round, correction: Correction, anna: User
) -> None:
    client.force_login(anna)
    assert "Eingereicht – Berichtigung erbeten" in text(client.get(reverse("portal")))
    own = text(client.get(address(closed, "application")))
    assert "Berichtigung möglich bis <strong>Montag, 8. Mai 2017, 24:00 Uhr</strong>" in own
    assert address(closed) in own

    page = text(client.get(address(closed)))
    assert "Berichtigung erbeten, noch NICHT eingereicht" in page
    assert "Der Eigenanteil passt nicht zum Konzept." in page
    assert "Wenn Sie nichts tun, bleibt Fassung 1 gültig" in page
    assert 'name="own_share"' in page
    assert 'value="5.000,00"' in page
    assert 'name="concept"' not in page


def test_editor_saves_and_signatory_submits(
    client: Client, closed: Round, correction: Correction, anna: User
) -> None:
    client.force_login(anna)
    data = typed(client, closed, own_share="6.000,00")
    answer = client.post(address(closed), {**data, "then": "submit"}, follow=True)
    page = text(answer)
    assert "5.000,00" in page
    assert "6.000,00" in page
    assert "Einreichen kann nur eine vertretungsberechtigte Person" in page
    assert "verbindlich einreichen" not in page

    client.force_login(closed.applications[0].contact)
    page = text(client.get(address(closed, "application-correction-submit")))
    assert "Berichtigung verbindlich einreichen" in page
    answer = client.post(
        address(closed, "application-correction-submit"),
        {"digest": digest(correction)},
        follow=True,
    )
    assert "Ihre Berichtigung ist eingegangen." in text(answer)
    assert "Die Berichtigung ist eingereicht" in text(client.get(address(closed)))
    closed.applications[0].refresh_from_db()
    version = closed.applications[0].valid_version
    assert version
    assert version.number == 2


def test_second_editor_sees_both_texts(
    client: Client, closed: Round, correction: Correction, anna: User
) -> None:
    client.force_login(anna)
    data = typed(client, closed, remark="Von Anna")
    berta = closed.applications[0].contact
    change = Change("remark", "Von Berta", 0)
    service.save(correction=correction, by=berta, changes=[change])

    answer = client.post(address(closed), data)
    assert answer.status_code == 409
    assert "Von Berta" in text(answer)
    assert "Von Anna" in text(answer)
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    client.post(address(closed), again)
    correction.refresh_from_db()
    assert correction.answers["remark"]["value"] == "Von Anna"


def test_other_fields_are_not_taken(
    client: Client, closed: Round, correction: Correction, anna: User
) -> None:
    client.force_login(anna)
    data = typed(client, closed)

    with unchanged():
        client.post(address(closed), {**data, "title": "Besser", "version-title": "0"})


def test_bad_input_keeps_what_was_typed(
    client: Client, closed: Round, correction: Correction, anna: User
) -> None:
    client.force_login(anna)
    data = typed(client, closed, own_share="viel")

    with unchanged():
        answer = client.post(address(closed), data)
    assert answer.status_code == 400
    assert 'value="viel"' in text(answer)


def test_missing_answer_stands_beside_its_field(
    client: Client, closed: Round, correction: Correction, anna: User
) -> None:
    client.force_login(anna)
    client.post(address(closed), typed(client, closed, own_share=""))
    client.force_login(closed.applications[0].contact)
    submitting = address(closed, "application-correction-submit")

    page = text(client.get(submitting))
    assert f"{address(closed)}#id_own_share" in page
    answer = client.post(submitting, {"digest": digest(correction)})
    assert answer.status_code == 400


def test_changed_meanwhile_is_read_again(
    client: Client, closed: Round, correction: Correction, anna: User
) -> None:
    client.force_login(closed.applications[0].contact)
    read = digest(correction)
    change = Change("remark", "Danach", 0)
    service.save(correction=correction, by=anna, changes=[change])

    answer = client.post(address(closed, "application-correction-submit"), {"digest": read})
    assert answer.status_code == 409
    assert "Danach" in text(answer)


def test_t01_after_its_end_nothing_goes_in_and_the_version_stays(
    client: Client, closed: Round, correction: Correction
) -> None:
    closed.at(DUE)
    client.force_login(closed.applications[0].contact)

    page = text(client.get(address(closed)))
    assert "Die Frist für die Berichtigung ist abgelaufen" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    submitting = address(closed, "application-correction-submit")
    answer = client.post(submitting, {"digest": digest(correction)})
    assert answer.status_code == 409
    assert "Die eingereichte Fassung bleibt, wie sie ist" in text(answer)
    assert Attempt.objects.get().code == "correction_overdue"


@pytest.mark.parametrize("name", ["application-correction", "application-correction-submit"])
def test_without_a_request_and_for_strangers_there_is_nothing(
    client: Client, closed: Round, name: str
) -> None:
    client.force_login(closed.applications[0].contact)
    assert client.get(address(closed, name)).status_code == 404
    as_read.ask(
        application=closed.applications[0],
        by=closed.dora,
        keys=["remark"],
        reason="Bitte",
        due_at=DUE,
    )
    client.force_login(closed.applications[1].contact)
    assert client.get(address(closed, name)).status_code == 404
    assert client.post(address(closed, name), {"digest": "0"}).status_code == 404
