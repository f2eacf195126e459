"""The office's page of the internal log, and the check of all chains."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from competition import audit
from competition.models import AuditEntry, User
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
ADDRESS = "/geschaeftsstelle/protokoll/"


def test_log_shows_the_latest_first(client: Client, dora: User) -> None:
    audit.log(act="test.first", by=dora, subject="eins", payload={"number": 1})
    audit.log(act="test.second", by=None, subject="zwei")
    client.force_login(dora)

    answer = client.get(ADDRESS)

    assert [entry.act for entry in answer.context["page"]][:2] == ["test.second", "test.first"]
    assert "Dora Beispiel" in answer.content.decode()


def test_log_leaves_out_the_chains_of_calls(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    client.force_login(round_.dora)
    acts = {entry.act for entry in client.get(ADDRESS).context["page"]}
    assert "call.published" in acts
    assert "application.submitted" not in acts


def test_log_is_filtered_by_act_and_subject(client: Client, dora: User) -> None:
    audit.log(act="test.first", by=dora, subject="eins")
    audit.log(act="test.first", by=dora, subject="zwei")
    client.force_login(dora)

    found = client.get(ADDRESS, {"act": "test.first", "subject": "zwei"}).context["page"]
    assert [entry.subject for entry in found] == ["zwei"]
    assert not client.get(ADDRESS, {"act": "test.none"}).context["page"].object_list


def test_chains_are_whole(client: Client, make_round: MakeRound) -> None:
    client.force_login(make_round(Stage.SUBMITTED).dora)
    page = client.get(ADDRESS, {"verify": "1"}).content.decode()
    assert page.count("unversehrt") == 2
    assert "gebrochen" not in page


def test_changed_entry_is_found(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    AuditEntry.objects.filter(head__call=None, sequence=3).update(subject="geändert")
    client.force_login(round_.dora)
    page = client.get(ADDRESS, {"verify": "1"}).content.decode()
    assert "ab Eintrag 3" in page


def test_log_is_not_found_by_others(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_log_query_count(
    client: Client, dora: User, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        audit.log(act="test.act", by=dora, subject=str(number))
    client.force_login(dora)
    with django_assert_num_queries(8):
        client.get(ADDRESS)
