"""The office's page of the internal log, and the check of all chains."""

import html
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from competition import audit
from competition.models import AuditEntry, AuditHead, Notice, User
from competition.services import awards, retrievals
from tests.fixtures.refusals import unchanged
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


def test_log_tells_acts_in_sentences(client: Client, make_round: MakeRound) -> None:
    client.force_login(make_round(Stage.OPEN).dora)
    assert "Ein Wettbewerb wurde veröffentlicht." in client.get(ADDRESS).content.decode()


def test_chain_of_a_call_is_read_by_its_name(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED)
    client.force_login(round_.dora)

    answer = client.get(ADDRESS, {"chain": "beispielrunde"})

    assert {entry.act for entry in answer.context["page"]} == {"application.submitted"}
    assert round_.applications[0].public_id in answer.content.decode()
    assert answer.context["filter"].form["chain"].value() == "beispielrunde"
    assert client.get(ADDRESS, {"chain": "gibt-es-nicht"}).status_code == 404


SEALED = "Eingänge sind bis zur Frist versiegelt"


@pytest.mark.parametrize("chain", ["", "beispielrunde"])
@pytest.mark.parametrize("file", [False, True])
def test_c22_who_submits_when_is_sealed_until_the_deadline(
    client: Client, make_round: MakeRound, chain: str, file: bool
) -> None:
    """On the page, which says why and until when, and in both files."""
    round_ = make_round(Stage.SUBMITTED)
    letter = Notice.objects.filter(kind="receipt").earliest("pk")
    retrievals.open_letter(notice=letter, by=round_.applications[0].contact)
    told = [each.public_id for each in round_.applications]
    told += [letter.message_id] if not chain else []
    paths = [f"{ADDRESS}kette.csv", f"{ADDRESS}kette.jsonl"] if file else [ADDRESS]
    client.force_login(round_.dora)

    def shown() -> list[str]:
        return [_text_of(client.get(path, {"chain": chain})) for path in paths]

    for text in shown():
        assert not [word for word in (*told, "Berta", "Boris") if word in text]
        assert file or (SEALED in text and "bis Freitag, 21. April 2017, 24:00 Uhr" in text)
    round_.close()
    for text in shown():
        assert not [word for word in told if word not in text]
        assert SEALED not in text


def _text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return html.unescape(content.decode())


def test_c22_no_filter_finds_what_is_sealed_by_more_than_its_act(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SUBMITTED)
    client.force_login(round_.dora)
    asked: list[dict[str, str]] = [
        {"subject": round_.applications[0].public_id},
        {"person": "Berta"},
        {"person": "berta@example.org"},
        {"since": "2000-01-01T00:00"},
        {"until": "2099-01-01T00:00"},
    ]
    for each in asked:
        page = client.get(ADDRESS, {"chain": "beispielrunde", **each}).context["page"]
        assert not page.object_list, each
    by_act = {"chain": "beispielrunde", "act": "application.submitted"}
    assert len(client.get(ADDRESS, by_act).context["page"].object_list) == 3


def test_c22_a_subject_is_sealed_until_the_deadline(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    application = round_.applications[0]
    letter = Notice.objects.filter(kind="receipt").earliest("pk")
    retrievals.open_letter(notice=letter, by=application.contact)
    client.force_login(round_.dora)

    answer = client.get(f"{ADDRESS}gegenstand/", {"subject": application.public_id})
    assert SEALED in answer.content.decode()
    assert not answer.context["page"].object_list
    asked = {"subject": letter.message_id}
    assert client.get(f"{ADDRESS}gegenstand/", asked).status_code == 404

    round_.close()
    answer = client.get(f"{ADDRESS}gegenstand/", {"subject": application.public_id})
    assert SEALED not in answer.content.decode()
    assert answer.context["page"].object_list[0].act == "application.started"
    assert client.get(f"{ADDRESS}gegenstand/", asked).status_code == 200


def test_log_is_filtered_by_group_person_and_time(client: Client, dora: User, emil: User) -> None:
    audit.log(act="conflict.recorded", by=dora, subject="eins")
    audit.log(act="conflicts.derived", by=emil, subject="zwei")
    client.force_login(dora)

    def found(**asked: str) -> set[str]:
        page = client.get(ADDRESS, asked).context["page"]
        return {entry.subject for entry in page if entry.act.startswith("conflict")}

    assert found(group="conflict") == {"eins", "zwei"}
    assert found(person="emil beispiel") == found(person=emil.email) == {"zwei"}
    assert found(group="jury") == found(person="niemand") == set()
    assert found(since="2099-01-01T00:00") == set()
    assert found(until="2099-01-01T00:00") == {"eins", "zwei"}


@pytest.mark.parametrize(
    "asked",
    [{"group": "none"}, {"since": "gestern"}, {"until": "9" * 30}, {"person": "x" * 101}],
)
def test_what_no_filter_knows_finds_nothing(
    client: Client, dora: User, asked: dict[str, str]
) -> None:
    client.force_login(dora)
    answer = client.get(ADDRESS, asked)
    assert answer.status_code == 200
    assert not answer.context["page"].object_list


def test_subject_shows_all_chains_and_who_names_it(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED)
    application, other = round_.applications[:2]
    awards.grant(call=round_.call, applications=[application], by=round_.dora)
    client.force_login(round_.dora)

    answer = client.get(f"{ADDRESS}gegenstand/", {"subject": application.public_id})

    acts = [entry.act for entry in answer.context["page"]]
    assert acts[0] == "application.started"
    assert {"application.submitted", "application.admitted", "awards.granted"} <= set(acts)
    assert other.public_id not in answer.content.decode()
    assert "Bewerbung von Beispielstadt" in answer.content.decode()


@pytest.mark.parametrize("subject", ["nie", "x" * 121, "x" * 5000])
def test_subject_that_nobody_logged_is_not_found(client: Client, dora: User, subject: str) -> None:
    client.force_login(dora)
    assert client.get(f"{ADDRESS}gegenstand/", {"subject": subject}).status_code == 404


def test_short_subject_is_met_exactly(client: Client, dora: User) -> None:
    audit.log(act="call.edited", by=dora, subject="a", payload={"note": "token 1"})
    audit.log(act="token.issued", by=dora, subject="token 1")
    client.force_login(dora)
    answer = client.get(f"{ADDRESS}gegenstand/", {"subject": "token 1"})
    assert [entry.act for entry in answer.context["page"]] == ["token.issued"]


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_chain_is_a_file_and_asking_for_it_writes_nothing(
    client: Client, make_round: MakeRound, ending: str
) -> None:
    round_ = make_round(Stage.SUBMITTED)
    client.force_login(round_.dora)
    for chain, name in (("", "intern"), ("beispielrunde", "beispielrunde")):
        with unchanged():
            answer = client.get(f"{ADDRESS}kette.{ending}", {"chain": chain})
            content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == f'attachment; filename="protokoll-{name}.{ending}"'
        assert answer["Cache-Control"] == "private, no-store"
        assert (
            AuditHead.objects.get(
                **{"call__slug": chain} if chain else {"call": None}
            ).digest.encode()
            in content
        )
    assert client.get(f"{ADDRESS}kette.pdf").status_code == 404
    assert client.get(f"{ADDRESS}kette.csv", {"chain": "nie"}).status_code == 404
