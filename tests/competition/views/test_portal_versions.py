"""The receipt's page and the list of all versions."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Application, User
from competition.services import submission
from tests.fixtures.rounds import MakeRound, Round, Stage, answer, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=1)


@pytest.fixture
def own(round_: Round) -> Application:
    return round_.applications[0]


def page(client: Client, name: str, own: Application) -> str:
    found = client.get(reverse(name, args=[own.public_id]))
    assert found.status_code == 200
    return found.content.decode()


def files_of(own: Application, number: int) -> list[str]:
    names = ("receipt-pdf", "receipt-json", "version-pdf", "version-json")
    return [reverse(f"application-{name}", args=[own.public_id, number]) for name in names]


def test_receipt_shows_number_time_digest_and_links(
    client: Client, round_: Round, own: Application, anna: User
) -> None:
    client.force_login(anna)
    text = page(client, "application-receipt", own)
    assert round_.receipts[0].number in text
    assert round_.receipts[0].version.digest in text
    assert "Mittwoch, 22. März 2017, 23:00:00 Uhr (MEZ, UTC+01:00)" in text
    for link in (*files_of(own, 1), reverse("receipt-check")):
        assert f'href="{link}"' in text


def test_versions_lists_all_and_says_which_is_valid(
    client: Client, own: Application, anna: User, berta: User
) -> None:
    answer(own, berta, title="Zweiter Titel")
    submit(own, berta)
    client.force_login(anna)
    text = page(client, "application-versions", own)
    assert text.index("Fassung 2") < text.index("Fassung 1")
    assert text.count("gilt nicht mehr") == 1
    for link in files_of(own, 1) + files_of(own, 2):
        assert f'href="{link}"' in text


def test_versions_stay_after_withdrawal_and_none_is_valid(
    client: Client, own: Application, anna: User, berta: User
) -> None:
    submission.withdraw(application=own, by=berta, received_at=own.call.opens_at)
    client.force_login(anna)
    text = page(client, "application-versions", own)
    assert text.count("gilt nicht mehr") == 1
    assert reverse("application-versions", args=[own.public_id]) in page(client, "application", own)


def test_versions_of_a_mere_draft_says_that_there_are_none(
    client: Client, draft: Application, anna: User
) -> None:
    client.force_login(anna)
    assert "Eingereicht ist noch nichts." in page(client, "application-versions", draft)
    text = page(client, "application", draft)
    assert reverse("application-versions", args=[draft.public_id]) not in text
    assert reverse("application-draft-pdf", args=[draft.public_id]) in text
    assert reverse("application-draft-docx", args=[draft.public_id]) in text


def test_page_offers_the_draft_only_where_it_differs_from_what_is_submitted(
    client: Client, own: Application, anna: User
) -> None:
    client.force_login(anna)
    link = reverse("application-draft-pdf", args=[own.public_id])
    assert link not in page(client, "application", own)
    answer(own, anna, remark="Noch etwas")
    assert link in page(client, "application", own)
