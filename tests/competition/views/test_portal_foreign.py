"""Asking for what is another's gives the answer of what does not exist, and is remembered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competition.models import Application, Attempt, Notice, User
from tests.fixtures.people import OTHER_TOWN
from tests.fixtures.rounds import submit

pytestmark = pytest.mark.django_db
OWN_PAGES = (
    *("application", "application-edit", "application-release", "application-submit"),
    *("application-receipt", "application-withdraw", "partner-invite"),
)


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a01_foreign_application_is_not_found_and_remembered(
    client: Client, draft: Application, boris: User, name: str, method: str
) -> None:
    client.force_login(boris)
    path = reverse(name, args=[draft.public_id])

    answer = getattr(client, method)(path)

    if answer.status_code == 405:
        assert not Attempt.objects.exists()
        return
    assert answer.status_code == 404
    kept = Attempt.objects.get()
    assert (kept.kind, kept.user, kept.application) == ("foreign", boris, draft)


def test_a01_foreign_letter_and_partnership_are_remembered(
    client: Client, draft: Application, boris: User
) -> None:
    submit(draft, draft.contact)
    client.force_login(boris)
    letter = reverse("portal-notice", args=[Notice.objects.earliest("pk").key])
    partner = reverse("partner-confirm", args=[draft.public_id, OTHER_TOWN])

    assert [client.get(path).status_code for path in (letter, partner)] == [404, 404]

    kept = Attempt.objects.filter(kind="foreign").order_by("pk")
    assert [(each.application, each.subject) for each in kept] == [
        (draft, f"GET {letter}"),
        (draft, f"GET {partner}"),
    ]


def test_a_made_up_application_costs_the_same_work(
    client: Client, draft: Application, boris: User
) -> None:
    """That its answer is the same, byte for byte, ``tests/harness/test_access.py`` shows."""
    client.force_login(boris)
    counts = []
    for public_id in (draft.public_id, "f" * 20):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("application", args=[public_id])).status_code == 404
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert [each.application for each in Attempt.objects.order_by("pk")] == [draft, None]


def test_own_application_leaves_no_trace(client: Client, draft: Application, anna: User) -> None:
    client.force_login(anna)
    assert client.get(reverse("application", args=[draft.public_id])).status_code == 200
    assert not Attempt.objects.exists()


def test_i06_a_letter_s_number_beyond_all_numbers_is_not_found(client: Client, boris: User) -> None:
    client.force_login(boris)
    assert client.get(f"/portal/mitteilungen/{10**19}/").status_code == 404
