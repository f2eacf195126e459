"""Getting an account, and confirming its address."""

import re
import time
from statistics import median
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from competition.letters import outbox
from competition.models import Notice, User
from competition.services.account_letters import LIMIT
from tests.competition.accounts.hands import PASSWORD, link_in, open_link, post, sign_in, text

pytestmark = pytest.mark.django_db
NEW = "neu@stadt.example"
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def sign_up(client: Client, email: str = NEW, **more: str) -> HttpResponse:
    body = {"name": "Nele Neu", "email": email, "password1": PASSWORD, **more}
    return post(client, "account_signup", body)


def test_account_opens_once_its_address_is_confirmed(client: Client) -> None:
    assert sign_up(client)["Location"] == reverse("account_email_verification_sent")
    assert sign_in(client, NEW)["Location"] == reverse("account_email_verification_sent")
    assert client.get(reverse("portal")).status_code == 302

    page = open_link(client, link_in(NEW))
    assert NEW in text(client.get(page))
    assert client.post(page)["Location"] == reverse("sign-in")

    assert sign_in(client, NEW)["Location"] == reverse("start")
    assert User.objects.get(email=NEW).name == "Nele Neu"


def test_reading_the_link_confirms_nothing(client: Client) -> None:
    sign_up(client)
    client.get(open_link(client, link_in(NEW)))
    assert not EmailAddress.objects.get(email=NEW).verified


def test_a15_confirmation_link_works_once(client: Client) -> None:
    sign_up(client)
    path = link_in(NEW)
    client.post(open_link(client, path))
    page = open_link(Client(), path)

    answer = client.get(page)
    assert answer.status_code == 400
    assert "Dieser Link gilt nicht mehr" in text(answer)
    assert client.post(page).status_code == 400


@pytest.mark.parametrize("key", ["falsch", "MQ:1abc:xyz", "%00", "link"])
def test_a15_made_up_link_is_refused(client: Client, key: str) -> None:
    client.get(f"/registrieren/bestaetigen/{key}/")
    assert client.get("/registrieren/bestaetigen/link/").status_code == 400


def test_token_leaves_the_outbox_with_the_letter(client: Client) -> None:
    sign_up(client)
    token = link_in(NEW).rstrip("/").rpartition("/")[2]
    outbox.deliver_due()

    assert token in mail.outbox[-1].body
    notice = Notice.objects.get(address=NEW)
    assert token not in notice.body
    assert notice.secret == ""


def test_a12_known_and_unknown_addresses_get_the_same_answer(anna: User) -> None:
    answers = [sign_up(Client(), email) for email in (NEW, anna.email)]

    pages = [Client().get(answer["Location"]) for answer in answers]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert answers[0].cookies.keys() == answers[1].cookies.keys()
    assert len({CSRF.sub("", text(page)) for page in pages}) == 1
    assert set(Notice.objects.values_list("kind", flat=True)) == {
        "address_confirmation",
        "account_exists",
    }
    assert not anna.has_usable_password()


@pytest.mark.parametrize("is_known", [True, False])
def test_a12_known_and_unknown_addresses_hash_one_password(
    anna: User, monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    """That is what takes the time."""
    hasher = type(get_hasher())
    encode, hashed = hasher.encode, []

    def counting(*given: Any) -> str:
        hashed.append(given)
        return str(encode(*given))

    monkeypatch.setattr(hasher, "encode", counting)

    sign_up(Client(), anna.email if is_known else NEW)

    assert len(hashed) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password1", "zu kurz"),
        ("password1", "lang" * 2_000),
        ("email", "keine Adresse"),
        ("name", ""),
        ("name", "\x00"),
        ("name", "N" * 201),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client: Client, field: str, value: str) -> None:
    answer = sign_up(client, **{field: value})

    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in text(answer)
    assert not User.objects.exists()


def test_password_like_the_address_is_refused(client: Client) -> None:
    assert (
        sign_up(
            client, "langername@stadt.example", password1="langername@stadt.example"
        ).status_code
        == 400
    )


def test_a11_sixth_letter_to_an_address_within_an_hour_must_wait(client: Client) -> None:
    statuses = [
        Client(headers={"x-forwarded-for": f"203.0.113.{number}"})
        .post(
            reverse("account_signup"),
            {"name": "N", "email": NEW, "password1": PASSWORD},
        )
        .status_code
        for number in range(LIMIT + 1)
    ]
    assert statuses == [302] * LIMIT + [429]


def test_signing_in_again_and_again_does_not_flood_the_mailbox(client: Client) -> None:
    sign_up(client)
    for _ in range(LIMIT + 3):
        sign_in(client, NEW)
    assert Notice.objects.filter(address=NEW).count() == LIMIT


def test_changed_address_counts_once_it_is_confirmed(client: Client, berta: User) -> None:
    berta.set_password(PASSWORD)
    berta.save()
    client.force_login(berta)
    old = berta.email
    assert post(client, "account_email", {"email": NEW}).status_code == 302
    assert User.objects.get(pk=berta.pk).email == old

    client.post(open_link(client, link_in(NEW)))

    assert User.objects.get(pk=berta.pk).email == NEW
    assert Notice.objects.filter(address=old, kind="account_changed").exists()
    assert sign_in(Client(), NEW)["Location"] == reverse("portal")


def test_address_of_somebody_else_is_not_taken_over(
    client: Client, anna: User, berta: User
) -> None:
    EmailAddress.objects.filter(user=anna).update(verified=False)
    client.force_login(berta)
    post(client, "account_email", {"email": anna.email})
    link = link_in(anna.email)

    client.post(open_link(client, link))

    assert User.objects.get(pk=berta.pk).email == berta.email
    assert User.objects.get(pk=anna.pk).email == anna.email


def test_times_of_sign_in_do_not_tell_who_has_an_account(client: Client, anna: User) -> None:
    """Medians of both kinds lie close together (generously, tests run side by side)."""
    anna.set_password(PASSWORD)
    anna.save()
    times: dict[str, list[float]] = {anna.email: [], "niemand@example.org": []}
    for number in range(9):
        for email, taken in times.items():
            start = time.perf_counter()
            sign_in(Client(), email, f"falsch {number}")
            taken.append(time.perf_counter() - start)
    one, other = (median(each) for each in times.values())
    assert max(one, other) < 3 * min(one, other)


def test_i11_a_name_is_composed_and_turns_nothing(client: Client) -> None:
    answer = sign_up(client, name="Nele \u202eueN")
    assert answer.status_code == 400
    assert not User.objects.filter(email=NEW).exists()

    sign_up(client, name="Gu\u0308nter Neu ")
    assert User.objects.get(email=NEW).name == "G\u00fcnter Neu"
