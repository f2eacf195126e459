"""The office's page of a late admission, and the municipality's way through it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition import drafts
from competition.models import Application, Attempt, LateAdmission, User
from competition.services import late_admissions
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import CLOSED_AT, DEADLINE_AT, Round, submit

pytestmark = pytest.mark.django_db
UNTIL = CLOSED_AT + timedelta(days=14)
TYPED = {
    "act": "propose",
    "day": "2017-05-08",
    "time": "",
    "reason": "Stromausfall im Rathaus.",
    "evidence": "Meldung des Netzbetreibers.",
    "attempt": "",
}


@pytest.fixture
def missed(open_round: Round, anna: User, berta: User) -> Application:
    """Beispielstadt tried too late; Musterdorf submitted."""
    application, submitted = open_round.draft(0), open_round.draft(1)
    submit(submitted, submitted.contact)
    with refused("deadline_passed"):
        submit(application, berta, DEADLINE_AT)
    open_round.at(CLOSED_AT)
    return application


def address(application: Application, name: str = "office-late-admission") -> str:
    return reverse(name, args=[application.call.slug, application.public_id])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def admit(round_: Round, application: Application) -> LateAdmission:
    admission = late_admissions.propose(
        application=application,
        by=round_.dora,
        reason="Stromausfall im Rathaus.",
        evidence="Meldung des Netzbetreibers.",
        until_at=UNTIL,
    )
    return late_admissions.confirm(admission=admission, by=round_.emil)


def test_page_shows_the_refused_try_and_that_the_draft_is_the_same(
    client: Client, open_round: Round, missed: Application
) -> None:
    client.force_login(open_round.dora)

    page = text(client.get(address(missed)))
    assert "Samstag, 22. April 2017, 00:00:00 Uhr: nach Ablauf der Frist" in page
    assert drafts.digest(missed) in page
    assert "derselbe Entwurf" in page
    assert "§ 32 VwVfG" in page
    overview = text(client.get(address(missed, "office-application")))
    assert address(missed) in overview


def test_two_persons_let_the_draft_in(
    client: Client, open_round: Round, missed: Application
) -> None:
    client.force_login(open_round.dora)
    attempt = Attempt.objects.get()
    answer = client.post(address(missed), {**TYPED, "attempt": attempt.pk}, follow=True)
    assert "Bestätigen muss sie eine zweite Person" in text(answer)
    admission = LateAdmission.objects.get()
    assert (admission.attempt, admission.until_at) == (attempt, UNTIL)
    assert "Nachfrist wartet auf die zweite Person" in text(client.get(reverse("office")))

    own = client.post(address(missed), {"act": "confirm", "proposal": admission.pk})
    assert own.status_code == 409
    client.force_login(open_round.emil)
    start = text(client.get(reverse("office")))
    assert "Nachfrist bestätigen" in start
    assert address(missed) in start
    answer = client.post(address(missed), {"act": "confirm", "proposal": admission.pk}, follow=True)
    assert "Die Nachfrist ist gewährt" in text(answer)
    assert "Berichtigungen oder Nachfristen laufen noch" in text(client.get(reverse("office")))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "Bitte begründen Sie diesen Schritt."),
        ({"evidence": ""}, "Bitte nennen Sie den Nachweis."),
        ({"day": "2017-04-01"}, "Der Zeitpunkt muss in der Zukunft liegen."),
        ({"day": "2017-07-01"}, "Höchstens 31 Tage"),
        ({"attempt": "999999"}, "999999"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    client: Client,
    open_round: Round,
    missed: Application,
    typed: dict[str, str],
    sentence: str,
) -> None:
    client.force_login(open_round.dora)
    with unchanged():
        answer = client.post(address(missed), {**TYPED, **typed})

    assert answer.status_code == 400
    assert sentence in text(answer)
    assert {"Stromausfall im Rathaus.", "Meldung des Netzbetreibers."} & set(
        text(answer).replace("<", "\n").replace(">", "\n").split("\n")
    )


def test_proposal_is_rejected(client: Client, open_round: Round, missed: Application) -> None:
    client.force_login(open_round.dora)
    client.post(address(missed), TYPED)
    admission = LateAdmission.objects.get()

    answer = client.post(address(missed), {"act": "reject", "proposal": admission.pk}, follow=True)
    assert "Der Vorschlag ist abgelehnt" in text(answer)
    assert "Abgelehnte Vorschläge" in text(answer)


def test_who_submitted_needs_none(client: Client, open_round: Round, missed: Application) -> None:
    client.force_login(open_round.dora)

    page = text(client.get(address(open_round.applications[1])))
    assert "Zurzeit nicht möglich" in page
    assert "Nachfrist vorschlagen" not in page


def test_before_the_deadline_nobody_looks(client: Client, open_round: Round) -> None:
    application = open_round.draft(0)
    client.force_login(open_round.dora)

    assert client.get(address(application)).status_code == 409


def test_municipality_reads_until_when_and_submits_for_good(
    client: Client, open_round: Round, missed: Application, berta: User
) -> None:
    admit(open_round, missed)
    client.force_login(berta)
    assert "Nachfrist – NICHT eingereicht" in text(client.get(reverse("portal")))
    own = reverse("application", args=[missed.public_id])
    page = text(client.get(own))
    assert "bis <strong>Montag, 8. Mai 2017, 24:00 Uhr</strong>" in page
    assert "nimmt Ihre Kommune nicht teil" in page

    submitting = reverse("application-submit", args=[missed.public_id])
    page = text(client.get(submitting))
    assert "Verbindlich einreichen" in page
    assert "Danach lässt er sich nicht mehr ändern" in page
    answer = client.post(submitting, {"digest": drafts.digest(missed)}, follow=True)
    assert "Ihre Bewerbung ist eingegangen." in text(answer)
    assert "Eingereicht – wird geprüft" in text(client.get(own))


def test_editor_sees_that_the_release_is_missing(
    client: Client, open_round: Round, missed: Application, anna: User, berta: User
) -> None:
    admit(open_round, missed)
    client.force_login(anna)
    submitting = reverse("application-submit", args=[missed.public_id])
    assert "Verbindlich einreichen" not in text(client.get(submitting))

    client.force_login(berta)
    releasing = reverse("application-release", args=[missed.public_id])
    assert "Diesen Entwurf freigeben" in text(client.get(releasing))
    client.post(releasing, {"digest": drafts.digest(missed)})
    client.force_login(anna)
    assert "Verbindlich einreichen" in text(client.get(submitting))


def test_draft_is_read_only_all_the_while(
    client: Client, open_round: Round, missed: Application, anna: User
) -> None:
    admit(open_round, missed)
    client.force_login(anna)
    editing = reverse("application-edit", args=[missed.public_id])

    assert "Nur noch lesbar" in text(client.get(editing))


def test_after_its_end_the_page_says_so_and_nothing_goes_in(
    client: Client, open_round: Round, missed: Application, berta: User
) -> None:
    admit(open_round, missed)
    open_round.at(UNTIL)
    client.force_login(berta)
    submitting = reverse("application-submit", args=[missed.public_id])

    assert "Verbindlich einreichen" not in text(client.get(submitting))
    answer = client.post(submitting, {"digest": drafts.digest(missed)})
    assert answer.status_code == 409
    assert "Die Bewerbungsfrist ist abgelaufen." in text(answer)
    own = reverse("application", args=[missed.public_id])
    assert "Nicht eingereicht – Frist abgelaufen" in text(client.get(own))
