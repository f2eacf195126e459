"""The clerk's portal: overview, start, an application's page, letters, and who is turned away."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, Attempt, Municipality, Notice, User
from competition.models.membership import Role
from competition.services import membership_requests
from tests.fixtures import as_read
from tests.fixtures.people import acting, place
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, DEADLINE_AT, MakeRound, Round, Stage, answer, submit

pytestmark = pytest.mark.django_db
OWN_PAGES = [
    "application",
    "application-edit",
    "application-release",
    "application-submit",
    "application-receipt",
    "application-withdraw",
    "partner-invite",
]


def page(client: Client, name: str, *parts: object) -> str:
    found = client.get(reverse(name, args=parts))
    assert found.status_code == 200
    return found.content.decode()


def post(client: Client, name: str, *parts: object, **body: str) -> HttpResponse:
    return client.post(reverse(name, args=parts), body)  # type: ignore[return-value]  # its test twin


def without_token(found: Any) -> str:
    """A page without the token against forged requests, which differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", found.content.decode())


@pytest.fixture
def submitted(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=2)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_other_towns_application_is_like_one_that_does_not_exist(
    client: Client, submitted: Round, boris: User, name: str
) -> None:
    client.force_login(boris)
    own = submitted.applications[0].public_id

    foreign = client.get(reverse(name, args=[own]))
    made_up = client.get(reverse(name, args=["0" * 20]))

    assert foreign.status_code == made_up.status_code == 404
    assert without_token(foreign).replace(own, "0" * 20) == without_token(made_up)


def test_submitting_for_another_town_is_not_found_and_remembered(
    client: Client, draft: Application, boris: User
) -> None:
    client.force_login(boris)

    with unchanged():
        found = post(client, "application-submit", draft.public_id)

    assert found.status_code == 404
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.user, attempt.application) == ("foreign", boris, draft)


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, draft: Application) -> None:
    found = client.get(reverse("application", args=[draft.public_id]))

    assert found.status_code == 302
    assert found["Location"].startswith(reverse("sign-in"))


def test_overview_shows_state_and_what_happens_otherwise(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    text = page(client, "portal")

    assert "Entwurf – NICHT eingereicht" in text
    assert "nimmt Ihre Kommune nicht teil" in text
    assert "Offene Wettbewerbe" not in text


def test_overview_offers_open_rounds_that_are_not_begun(
    client: Client, open_round: Round, anna: User
) -> None:
    client.force_login(anna)

    assert reverse("application-start", args=["beispielrunde"]) in page(client, "portal")


def test_overview_tells_of_changes_after_submitting(
    client: Client, submitted: Round, anna: User
) -> None:
    client.force_login(anna)
    assert "Eingereicht, Änderungen NICHT eingereicht" not in page(client, "portal")

    submitted.at(submitted.applications[0].call.deadline_at - timedelta(days=1))
    answer(submitted.applications[0], anna, concept="Neu gedacht.")

    assert "Eingereicht, Änderungen NICHT eingereicht" in page(client, "portal")


def test_overview_costs_the_same_with_one_application_and_with_three(
    client: Client,
    make_round: MakeRound,
    anna: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(anna)
    make_round(Stage.SUBMITTED, applications=1)
    with django_assert_num_queries(11):
        page(client, "portal")

    for number in (2, 3):
        make_round(Stage.SUBMITTED, applications=1, fields={"slug": f"runde-{number}"})
    with django_assert_num_queries(11):
        page(client, "portal")


def test_start_begins_the_draft_of_the_chosen_municipality(
    client: Client, open_round: Round, anna: User
) -> None:
    client.force_login(anna)
    assert "Stadt, Nordrhein-Westfalen, Schlüssel 99001001" in page(
        client, "application-start", "beispielrunde"
    )

    found = post(client, "application-start", "beispielrunde", ags="99001001")

    own = Application.objects.get()
    assert found["Location"] == reverse("application", args=[own.public_id])
    assert own.started_by == anna


def test_start_again_leads_to_the_same_draft(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    found = post(client, "application-start", "beispielrunde", ags="99001001")

    assert found["Location"] == reverse("application", args=[draft.public_id])


def test_start_for_a_municipality_that_is_not_ones_own_is_refused(
    client: Client, open_round: Round, anna: User, boris: User
) -> None:
    client.force_login(anna)

    with unchanged():
        found = post(client, "application-start", "beispielrunde", ags="99002001")

    assert found.status_code == 400


def test_start_says_why_a_municipality_is_not_eligible(
    client: Client, make_round: MakeRound, anna: User
) -> None:
    make_round(Stage.OPEN, fields={"eligible_kinds": ["county"]})
    client.force_login(anna)
    text = page(client, "application-start", "beispielrunde")
    assert "Beispielstadt ist nicht antragsberechtigt" in text
    assert "diese Art von Kommune ist nicht vorgesehen" in text

    with unchanged():
        found = post(client, "application-start", "beispielrunde", ags="99001001")

    assert found.status_code == 409


def test_application_lists_what_is_missing_with_links_to_the_fields(
    client: Client, open_round: Round, anna: User
) -> None:
    draft = open_round.draft(0, concept="", not_begun=False)
    client.force_login(anna)

    text = page(client, "application", draft.public_id)

    edit = reverse("application-edit", args=[draft.public_id])
    assert f'href="{edit}#id_concept"' in text
    assert f'href="{edit}#id_not_begun"' in text
    assert f'href="{edit}#id_own_share"' not in text
    assert "3 von 5 Pflichtfragen beantwortet" in text


def test_application_says_that_the_submitted_version_stays_valid(
    client: Client, submitted: Round, anna: User
) -> None:
    client.force_login(anna)

    text = page(client, "application", submitted.applications[0].public_id)

    assert "Eingereicht: Fassung 1" in text
    assert "Fassung 1 gilt, bis Sie eine neuere einreichen." in text


def test_complete_draft_says_that_it_can_be_submitted(
    client: Client, draft: Application, anna: User, berta: User
) -> None:
    client.force_login(anna)
    assert "Sie können den Entwurf jetzt einreichen." not in page(
        client, "application", draft.public_id
    )

    client.force_login(berta)
    assert "Sie können den Entwurf jetzt einreichen." in page(
        client, "application", draft.public_id
    )


@pytest.mark.parametrize("name", OWN_PAGES[:4])
def test_every_page_of_a_draft_says_that_it_is_not_submitted(
    client: Client, draft: Application, anna: User, name: str
) -> None:
    client.force_login(anna)

    assert "Entwurf – NICHT eingereicht" in page(client, name, draft.public_id)


def test_screening_is_not_told_before_the_announcement(
    client: Client, submitted: Round, anna: User, dora: User
) -> None:
    submitted.at(CLOSED_AT)
    client.force_login(anna)
    own = submitted.applications[0]
    before = without_token(client.get(reverse("application", args=[own.public_id])))

    as_read.exclude(application=own, by=dora, reason="Kein Beschluss.")

    after = client.get(reverse("application", args=[own.public_id]))
    assert without_token(after) == before
    assert "wird geprüft und bewertet" in before


def test_letters_of_the_decision_appear_with_the_announcement(
    client: Client, make_round: MakeRound, anna: User
) -> None:
    round_ = make_round(Stage.CONFIRMED, applications=2, fields={"places_count": 1})
    client.force_login(anna)
    letter = Notice.objects.get(kind="award")
    assert "Zusage" not in page(client, "portal")
    assert client.get(reverse("portal-notice", args=[letter.key])).status_code == 404

    Notice.objects.filter(pk=letter.pk).update(due_at=letter.owed_at)
    round_.advance(Stage.ANNOUNCED)

    assert "50.000,00\u00a0€" not in page(client, "portal-notice", letter.key)
    post(client, "portal-notice", letter.key)
    assert "50.000,00\u00a0€" in page(client, "portal-notice", letter.key)
    assert "Gefördert" in page(client, "application", round_.applications[0].public_id)


def test_letter_of_another_town_is_not_found(client: Client, submitted: Round, boris: User) -> None:
    client.force_login(boris)
    letter = Notice.objects.get(kind="receipt", application=submitted.applications[0])

    assert client.get(reverse("portal-notice", args=[letter.key])).status_code == 404


def test_letter_to_two_people_is_listed_once(
    client: Client, open_round: Round, anna: User, berta: User
) -> None:
    draft = open_round.draft(0)
    Application.objects.filter(pk=draft.pk).update(contact=anna)
    draft.refresh_from_db()
    submit(draft, berta)
    assert Notice.objects.filter(kind="receipt").count() == 2
    client.force_login(anna)

    assert len(client.get(reverse("portal")).context["letters"]) == 1


def test_partner_is_invited_by_key_and_confirms(
    client: Client, draft: Application, anna: User, boris: User
) -> None:
    client.force_login(anna)
    search = client.get(reverse("partner-invite", args=[draft.public_id]), {"q": "muster"})
    assert "Gemeinde, Bayern, Schlüssel 99002001" in search.content.decode()
    post(client, "partner-invite", draft.public_id, ags="99002001")
    assert "Eingeladen" in page(client, "application", draft.public_id)

    client.force_login(boris)
    assert "Wartet auf Ihre Bestätigung" in page(client, "portal")
    post(client, "partner-confirm", draft.public_id, "99002001")

    client.force_login(anna)
    assert "Bestätigt" in page(client, "application", draft.public_id)


@pytest.mark.parametrize("key", ["", "\x00", "99002001\x00", "' OR 1=1", "9900200１"])
def test_partner_is_invited_by_a_known_key_alone(
    client: Client, draft: Application, anna: User, key: str
) -> None:
    client.force_login(anna)

    with unchanged():
        found = post(client, "partner-invite", draft.public_id, ags=key)

    assert found.status_code == 400


def test_partner_sees_nothing_of_the_draft(
    client: Client, draft: Application, anna: User, boris: User
) -> None:
    client.force_login(anna)
    post(client, "partner-invite", draft.public_id, ags="99002001")
    client.force_login(boris)

    text = page(client, "partner-confirm", draft.public_id, "99002001")

    assert "Beispielstadt" in text
    assert "Vorhaben 1" not in text
    assert client.get(reverse("application", args=[draft.public_id])).status_code == 404


def test_only_the_partners_signatory_confirms(
    client: Client, draft: Application, anna: User, boris: User
) -> None:
    client.force_login(anna)
    post(client, "partner-invite", draft.public_id, ags="99002001")
    client.force_login(acting("Bruno", place("99002001", "Musterdorf"), Role.EDITOR))

    with unchanged():
        found = post(client, "partner-confirm", draft.public_id, "99002001")

    assert found.status_code == 403


def test_invited_twice_is_refused_beside_the_choice(
    client: Client, draft: Application, anna: User, boris: User
) -> None:
    client.force_login(anna)
    post(client, "partner-invite", draft.public_id, ags="99002001")

    with unchanged():
        found = post(client, "partner-invite", draft.public_id, ags="99002001")

    assert found.status_code == 409
    assert "bereits an einer Bewerbung beteiligt" in found.content.decode()


def test_partner_is_removed_after_asking(
    client: Client, draft: Application, anna: User, boris: User
) -> None:
    client.force_login(anna)
    post(client, "partner-invite", draft.public_id, ags="99002001")
    assert "Musterdorf entfernen" in page(client, "partner-remove", draft.public_id, "99002001")

    post(client, "partner-remove", draft.public_id, "99002001")

    assert draft.participants.filter(role="partner").count() == 0


def test_after_the_deadline_the_draft_can_only_be_read(
    client: Client, open_round: Round, draft: Application, anna: User
) -> None:
    open_round.at(DEADLINE_AT)
    client.force_login(anna)

    assert "Nicht eingereicht – Frist abgelaufen" in page(client, "application", draft.public_id)
    text = page(client, "application-edit", draft.public_id)
    assert "Nur noch lesbar" in text
    assert "Alle Vorlagen des Rates werden offene Daten." in text
    assert "<textarea" not in text
    assert "Bewerben konnte man sich ab" in page(client, "application-start", draft.call.slug)


def test_whoever_has_asked_to_join_reads_that_the_request_is_open(
    client: Client, stranger: User, own_town: Municipality
) -> None:
    membership_requests.ask(municipality=own_town, role=Role.EDITOR, by=stranger)
    client.force_login(stranger)

    found = page(client, "portal")

    assert "Sie möchten für Beispielstadt handeln." in found
    assert "handelt noch für keine Kommune" not in found


def test_complete_draft_says_that_only_the_release_is_missing(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)

    assert "Es fehlt nur noch die Freigabe" in page(client, "application", draft.public_id)
