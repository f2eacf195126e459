"""Discarding a draft, and a partner's way out: asked first, then done, then told."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from competition.models import Application, Municipality, User
from competition.models.membership import Role
from competition.services import partners
from tests.fixtures.people import acting
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import DEADLINE_AT, Round, partner_of, submit

pytestmark = pytest.mark.django_db
PARTNER = "99002001"


def page(client: Client, name: str, *parts: object) -> str:
    with unchanged():
        return client.get(reverse(name, args=parts)).content.decode()


def post(client: Client, name: str, *parts: object) -> HttpResponse:
    return client.post(reverse(name, args=parts))  # type: ignore[return-value]  # its test twin


@pytest.fixture
def confirmed(draft: Application, anna: User, boris: User, other_town: Municipality) -> Application:
    """Beispielstadt's draft with Musterdorf as its partner."""
    partners.invite(application=draft, municipality=other_town, by=anna)
    partners.confirm(participant=partner_of(draft, other_town), by=boris)
    return draft


def test_discarding_says_what_is_lost_and_who_is_told(
    client: Client, confirmed: Application, anna: User
) -> None:
    client.force_login(anna)
    assert reverse("application-discard", args=[confirmed.public_id]) in page(
        client, "application", confirmed.public_id
    )

    text = page(client, "application-discard", confirmed.public_id)

    assert "Das lässt sich nicht rückgängig machen" in text
    assert "Musterdorf" in text
    assert "Vorhaben 1" in text


def test_discarding_leads_to_the_overview_and_says_so(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    found = post(client, "application-discard", draft.public_id)

    assert (found.status_code, found["Location"]) == (302, reverse("portal"))
    assert (
        "ist verworfen. Es war nichts eingereicht."
        in client.get(reverse("portal")).content.decode()
    )
    assert client.get(reverse("application", args=[draft.public_id])).status_code == 404


def test_discarding_what_was_submitted_is_refused_and_points_to_withdrawal(
    client: Client, draft: Application, berta: User
) -> None:
    submit(draft, berta)
    client.force_login(berta)

    with unchanged():
        found = post(client, "application-discard", draft.public_id)

    assert found.status_code == 409
    assert "können Sie zurückziehen" in found.content.decode()
    assert reverse("application-discard", args=[draft.public_id]) not in page(
        client, "application", draft.public_id
    )


def test_discarding_after_the_deadline_is_refused(
    client: Client, open_round: Round, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    open_round.at(DEADLINE_AT)

    with unchanged():
        found = post(client, "application-discard", draft.public_id)

    assert found.status_code == 409
    assert "Die Bewerbungsfrist ist abgelaufen" in found.content.decode()


def test_partner_takes_the_confirmation_back_after_asking(
    client: Client, confirmed: Application, anna: User, boris: User
) -> None:
    client.force_login(boris)
    address = reverse("partner-step-back", args=[confirmed.public_id, PARTNER])
    assert address in page(client, "partner-confirm", confirmed.public_id, PARTNER)
    assert "bekommt sofort eine Nachricht" in page(
        client, "partner-step-back", confirmed.public_id, PARTNER
    )

    found = post(client, "partner-step-back", confirmed.public_id, PARTNER)

    assert found["Location"] == reverse("partner-confirm", args=[confirmed.public_id, PARTNER])
    assert "Beispielstadt ist benachrichtigt" in client.get(found["Location"]).content.decode()
    client.force_login(anna)
    text = page(client, "application", confirmed.public_id)
    assert "Eingeladen" in text
    assert "Rückzug eines Partners" in text


def test_partner_of_a_submitted_version_reads_whom_to_ask(
    client: Client, confirmed: Application, boris: User
) -> None:
    submit(confirmed, confirmed.contact)
    client.force_login(boris)
    text = page(client, "partner-step-back", confirmed.public_id, PARTNER)
    assert "muss die federführende Kommune sie zuerst zurückziehen" in text

    with unchanged():
        found = post(client, "partner-step-back", confirmed.public_id, PARTNER)

    assert found.status_code == 409


def test_editor_of_a_partner_is_offered_no_way_back(
    client: Client, confirmed: Application, other_town: Municipality
) -> None:
    client.force_login(acting("Bruno", other_town, Role.EDITOR))
    address = reverse("partner-step-back", args=[confirmed.public_id, PARTNER])
    assert address not in page(client, "partner-confirm", confirmed.public_id, PARTNER)

    with unchanged():
        assert post(client, "partner-step-back", confirmed.public_id, PARTNER).status_code == 403


def test_lead_cannot_step_back_for_its_partner(
    client: Client, confirmed: Application, anna: User
) -> None:
    client.force_login(anna)

    assert post(client, "partner-step-back", confirmed.public_id, PARTNER).status_code == 404
    assert partner_of(confirmed, Municipality.objects.get(ags=PARTNER)).confirmed_at
