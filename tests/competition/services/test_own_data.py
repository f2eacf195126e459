"""One's own data: all of it, nobody else's, nothing before its time, no secrets."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from api import tokens
from competition import clock
from competition.models import AuditEntry, Notice, User
from competition.services import enquiries, own_data
from tests.fixtures.people import account
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


def export(person: User) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(own_data.export(person=person)))
    return found


def test_an_applicant_finds_own_acts_and_letters(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=2)
    berta = account("Berta")
    enquiries.ask(call=round_.call, text="Bis wann?", by=berta, received_at=clock.now(round_.call))
    found = export(berta)
    assert found["account"]["email"] == "berta@example.org"
    assert [each["municipality"] for each in found["memberships"]] == ["99001001"]
    assert [each["application"] for each in found["applications"]] == [
        round_.applications[0].public_id
    ]
    assert [each["move"] for each in found["moves"]][-1] == "submit"
    assert [each["text"] for each in found["enquiries"]] == ["Bis wann?"]
    assert "receipt" in [each["kind"] for each in found["letters"]]
    assert "application.submitted" in [each["act"] for each in found["log"]]
    assert "Boris" not in json.dumps(found)
    assert "Alle Vorlagen" not in json.dumps(found)


def test_letters_come_at_their_instant_and_without_open_links(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    berta = account("Berta")
    kinds = {each["kind"] for each in export(berta)["letters"]}
    assert kinds.isdisjoint({"award", "rejection"})
    assert Notice.objects.filter(recipient=berta, kind="award").exists()
    Notice.objects.filter(recipient=berta, kind="receipt").update(secret="Eingang", body="Eingang!")
    assert "[…]!" in json.dumps(export(berta), ensure_ascii=False)
    assert round_.call.slug


def test_a_juror_finds_own_reviews_and_nobody_elses(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED, applications=2)
    clara, other = (juror.user for juror in round_.jurors)
    found = export(clara)
    assert len(found["jury_reviews"]) == 2
    assert len(found["jury_scores"]) == 4
    assert [each["is_chair"] for each in found["jury_seats"]] == [True]
    assert len(found["jury_declarations"]) == 2
    round_.declare(round_.jurors[0], round_.applications[0], answer="kinship")
    found = export(clara)
    assert len(found["jury_reviews"]) == 1
    assert [each["reason"] for each in found["jury_conflicts"]] == ["kinship"]
    assert export(account("Berta"))["jury_reviews"] == []
    assert len(export(other)["jury_reviews"]) == 2


def test_secrets_are_not_in_it(dora: User) -> None:
    text = tokens.issue(user=dora, scopes=["read"], minutes=10, label="Skript")[1]
    found = export(dora)
    assert [each["label"] for each in found["tokens"]] == ["Skript"]
    assert [each["kind"] for each in found["second_factors"]] == ["totp"]
    assert tokens.digest_of(text) not in json.dumps(found)
    assert dora.password not in json.dumps(found)
    assert found["office"][0]["role"] == "clerk"


def test_it_is_logged(anna: User) -> None:
    list(own_data.export(person=anna))
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.subject) == (
        "own_data.exported",
        anna,
        f"user {anna.pk}",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries(
    make_round: MakeRound, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_round(Stage.SCORED, applications=count)
    clara = account("Clara")
    with django_assert_num_queries(41):
        list(own_data.export(person=clara))


def age(client: Client, records: list[dict[str, Any]]) -> None:
    session = client.session
    session["account_authentication_methods"] = records
    session.save()


def test_page_asks_who_it_is_and_sends_a_file_that_nothing_keeps(
    client: Client, anna: User
) -> None:
    client.force_login(anna)
    assert "Meine Daten" in client.get(reverse("own-data")).content.decode()
    fresh = client.session["account_authentication_methods"]
    age(client, [{**record, "at": 0} for record in fresh])
    assert client.post(reverse("own-data")).status_code == 302
    assert not AuditEntry.objects.filter(act="own_data.exported").exists()
    age(client, fresh)
    answer = client.post(reverse("own-data"))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a stream
    assert json.loads(content)["account"]["email"] == anna.email
