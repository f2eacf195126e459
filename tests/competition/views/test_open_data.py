"""Open data: the same for everybody, nothing before its instant, and the state in force after."""

import csv
import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, Publication
from competition.models.call import PublicationLevel
from competition.services import erasing
from reviews.selection.__main__ import main
from tests.fixtures.amendments import AMENDED_AT, corrected, declined, succeeded
from tests.fixtures.rounds import PUBLIC_AT, QUESTIONS, MakeRound, Round, Stage, submit
from tests.harness.visitors import told

pytestmark = pytest.mark.django_db
SLUG = "beispielrunde"
MINUTES = timedelta(minutes=5)
ARCHIVE = "modellkommune-open-government-2017"
RESULTS = ("awards-csv", "awards-json", "former-csv", "decision", "statistics")
BEFORE = [Stage.OPEN, Stage.LOCKED, Stage.DECIDED, Stage.CONFIRMED]


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


@pytest.fixture
def archive(db: None) -> str:
    call_command("import_register")
    call_command("load_archive")
    return ARCHIVE


def address(name: str, slug: str = SLUG, **parts: object) -> str:
    return reverse(f"open-data-{name}", kwargs={"slug": slug, **parts})


def body(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return bytes(answer.content)


def table(client: Client, name: str, slug: str = SLUG) -> list[dict[str, str]]:
    text = body(client, address(name, slug)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def document(client: Client, name: str, slug: str = SLUG) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body(client, address(name, slug)))
    return found


def titles(client: Client) -> list[str]:
    return [each["dct:title"]["@value"] for each in document(client, "catalog")["dcat:dataset"]]


@pytest.mark.parametrize("stage", BEFORE)
def test_no_file_of_results_exists_before_the_announcement(
    client: Client, make_round: MakeRound, stage: Stage
) -> None:
    make_round(stage)
    path = address("awards-csv", "gibt-es-nicht")
    made_up = told(client.get(path), path)

    for name in RESULTS:
        answer = client.get(address(name))
        assert told(answer, address(name)) == made_up
        assert answer["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer
    assert client.get(address("decision-version", version=1)).status_code == 404
    assert titles(client) == []
    assert SLUG not in body(client, reverse("open-data")).decode()


def test_page_before_the_announcement_says_when_and_names_no_instant(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CONFIRMED)
    before = told(client.get(address("call")), address("call"))

    text = before[1].decode()
    assert "Ergebnisse gibt es mit der Bekanntgabe" in text
    assert "2017" not in text
    round_.at(PUBLIC_AT - MINUTES)
    assert told(client.get(address("call")), address("call")) == before


def test_unpublished_round_has_no_page_and_no_catalogue(
    client: Client, make_round: MakeRound
) -> None:
    make_round(Stage.DRAFTED)

    for name in ("call", "catalog", *RESULTS):
        assert client.get(address(name)).status_code == 404


def test_every_file_appears_at_the_instant(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)

    round_.at(PUBLIC_AT)

    found = [client.get(address(name)).status_code for name in RESULTS]
    assert found == [200] * 5
    assert SLUG in body(client, reverse("open-data")).decode()


def test_awards_as_a_table(client: Client, announced: Round) -> None:
    first, second = table(client, "awards-csv")

    assert first == {
        "call": SLUG,
        "ags": "'99001001",
        "name": "Beispielstadt",
        "kind": "town",
        "state": "NW",
        "size_class": "medium",
        "title": "Vorhaben 1",
        "amount_cents": "5000000",
        "amount_eur": "50000.00",
        "announced_at": "2017-06-21T00:00:00+02:00",
        "decision_version": "1",
        "status": "granted",
        "ended_at": "",
        "synthetic": "true",
    }
    assert second["name"] == "Musterdorf"


def test_decision_is_the_frozen_document_byte_for_byte(client: Client, announced: Round) -> None:
    frozen = Publication.objects.get(call=announced.call, kind="decision")

    sent = body(client, address("decision"))

    assert hashlib.sha256(sent).hexdigest() == frozen.digest
    assert sent == body(client, address("decision-version", version=1))
    assert sent == body(client, reverse("decision-document", args=[SLUG, 1]))
    assert client.get(address("decision-version", version=2)).status_code == 404


def test_anybody_recomputes_the_decision_from_its_file(
    client: Client, announced: Round, tmp_path: Path
) -> None:
    file = tmp_path / "decision.json"
    file.write_bytes(body(client, address("decision")))

    assert main([str(file)]) == 0


def test_statistics_have_the_total_and_pool_what_is_few(client: Client, announced: Round) -> None:
    [total] = table(client, "statistics")

    assert (total["applied"], total["admitted"], total["awarded"]) == ("3", "3", "2")
    assert (total["awarded_cents"], total["awarded_eur"]) == ("10000000", "100000.00")
    assert (total["dimension"], total["synthetic"]) == ("total", "true")


def test_statistics_tell_the_states_of_many(client: Client, make_round: MakeRound) -> None:
    make_round(Stage.ANNOUNCED, applications=6, jurors=1)

    rows = [row for row in table(client, "statistics") if row["dimension"] == "state"]

    found = [(row["category"], row["label"], row["applied"], row["awarded"]) for row in rows]
    assert found == [("HE", "Hessen", "4", "0"), ("other", "übrige", "2", "2")]


@pytest.fixture
def asked_for_perspectives(make_round: MakeRound) -> Round:
    """One of seven is funded; three of the others name one perspective, three the other."""
    questions = [
        {**each, "kind": "perspectives"} if each["key"] == "perspectives" else each
        for each in QUESTIONS
    ]
    round_ = make_round(Stage.OPEN, jurors=1, questions=questions, fields={"places_count": 1})
    for number in range(7):
        named = "transparency" if number < 4 else "participation"
        draft = round_.draft(number, perspectives={named: "Weil es wichtig ist."})
        submit(draft, draft.contact)
    round_.stage = Stage.SUBMITTED
    return round_.advance(Stage.ANNOUNCED)


def test_statistics_tell_perspectives_until_one_application_is_erased(
    client: Client, asked_for_perspectives: Round
) -> None:
    rows = table(client, "statistics")
    found = {
        (row["category"], row["label"]): (row["applied"], row["awarded"])
        for row in rows
        if row["dimension"] == "perspective"
    }
    assert found == {
        ("transparency", "Transparenz"): ("4", "1"),
        ("participation", "Bürgerbeteiligung"): ("3", "0"),
    }

    erasing.erase(application=asked_for_perspectives.applications[-1], erasure_id=1, by=None)

    left = [row for row in rows if row["dimension"] != "perspective"]
    assert table(client, "statistics") == left


def test_call_that_publishes_its_awards_alone_has_no_statistics(
    client: Client, make_round: MakeRound
) -> None:
    make_round(Stage.ANNOUNCED, fields={"publication_level": PublicationLevel.AWARDS})

    assert client.get(address("statistics")).status_code == 404
    assert client.get(address("decision")).status_code == 200


def test_correction_counts_from_its_instant_and_what_was_stays(
    client: Client, announced: Round
) -> None:
    corrected(announced)
    announced.at(AMENDED_AT - MINUTES)
    before = {name: client.get(address(name)).content for name in RESULTS}
    names = [row["name"] for row in table(client, "awards-csv")]
    assert names == ["Beispielstadt", "Musterdorf"]
    assert [row["status"] for row in table(client, "awards-csv")] == ["granted"] * 2

    announced.at(AMENDED_AT)

    rows = table(client, "awards-csv")
    assert [(row["name"], row["decision_version"]) for row in rows] == [
        ("Beispielort 3", "2"),
        ("Musterdorf", "1"),
    ]
    [former] = table(client, "former-csv")
    assert (former["name"], former["status"]) == ("Beispielstadt", "revoked")
    assert former["ended_at"] == "2017-07-05T00:00:00+02:00"
    first = body(client, address("decision-version", version=1))
    assert first == before["decision"] != body(client, address("decision"))


def test_answers_do_not_tell_of_a_correction_to_come(client: Client, announced: Round) -> None:
    paths = [address(name) for name in ("call", "catalog", *RESULTS)]
    before = [told(client.get(path), path) for path in paths]

    corrected(announced)

    assert [told(client.get(path), path) for path in paths] == before


def test_declined_award_is_among_the_former_at_once(client: Client, announced: Round) -> None:
    declined(announced)

    [former] = table(client, "former-csv")
    assert (former["name"], former["status"]) == ("Beispielstadt", "declined")
    assert [row["name"] for row in table(client, "awards-csv")] == ["Musterdorf"]


def test_page_names_every_file_with_its_digest(client: Client, announced: Round) -> None:
    succeeded(announced)
    announced.at(AMENDED_AT)
    text = body(client, address("call")).decode()

    for name in RESULTS:
        assert hashlib.sha256(body(client, address(name))).hexdigest() in text
    assert address("decision-version", version=1) in text
    assert "python3 modellkommune-auswahl.pyz decision.json" in text


def test_archive_has_its_awards_and_nothing_that_is_not_known(client: Client, archive: str) -> None:
    rows = table(client, "awards-csv", archive)

    assert len(rows) == 9
    assert {row["synthetic"] for row in rows} == {"false"}
    assert "'05315000" in {row["ags"] for row in rows}
    assert {row["announced_at"] for row in rows} == {"2017-05-17T00:00:00+02:00"}
    assert table(client, "former-csv", archive) == []
    for name in ("decision", "statistics"):
        assert client.get(address(name, archive)).status_code == 404
    package = document(client, "awards-json", archive)
    assert package["attribution"].startswith("Quelle: Statistisches Bundesamt (Destatis)")
    assert "Gebietsstand 30.11.2023, Bevölkerung 31.12.2022" in package["attribution"]
    assert "Destatis" in body(client, address("call", archive)).decode()


def test_catalogue_tells_size_and_digest_of_what_is_sent(client: Client, announced: Round) -> None:
    [dataset] = document(client, "catalog")["dcat:dataset"]

    sent = {}
    for each in dataset["dcat:distribution"]:
        path = each["dcat:downloadURL"]["@id"].removeprefix("http://localhost:8000")
        content = body(client, path)
        sent[path.rsplit("/", 1)[1]] = (
            each["dcat:byteSize"]["@value"] == str(len(content)),
            each["spdx:checksum"]["spdx:checksumValue"]["@value"]
            == hashlib.sha256(content).hexdigest(),
        )
    names = ("awards.csv", "awards.json", "awards-former.csv", "decision.json", "statistics.csv")
    assert sent == dict.fromkeys(names, (True, True))
    assert dataset["synthetic"] is True


def test_catalogue_lists_earlier_decisions(client: Client, announced: Round) -> None:
    corrected(announced)
    announced.at(AMENDED_AT)

    [dataset] = document(client, "catalog")["dcat:dataset"]

    found = [each["@id"].rsplit("#", 1)[1] for each in dataset["dcat:distribution"]]
    assert found[-1] == "decision-1.json"
    assert "decision.json" in found


def test_files_of_an_erased_application_stay(client: Client, announced: Round) -> None:
    before = [told(client.get(address(name)), address(name)) for name in RESULTS]

    for application in Application.objects.filter(call=announced.call):
        erasing.erase(application=application, erasure_id=1, by=None)

    assert [told(client.get(address(name)), address(name)) for name in RESULTS] == before


def test_copy_is_asked_for_again_and_not_sent_twice(client: Client, announced: Round) -> None:
    answer = client.get(address("awards-csv"))

    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    again = client.get(address("awards-csv"), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("Cache-Control", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"):
        assert again[name] == answer[name]


def test_pages_are_for_no_script_of_another_website(client: Client, announced: Round) -> None:
    for path in (reverse("open-data"), address("call")):
        answer = client.get(path, headers={"Origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in answer
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_archive_is_good_for_an_hour(client: Client, archive: str) -> None:
    answer = client.get(address("awards-json", archive))

    assert answer["Cache-Control"] == "public, max-age=3600"


def test_no_cache_keeps_what_a_signed_in_person_was_sent(client: Client, announced: Round) -> None:
    client.force_login(announced.dora)

    answer = client.get(address("awards-csv"))

    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content == Client().get(address("awards-csv")).content


def test_files_are_the_same_in_every_language(client: Client, announced: Round) -> None:
    for name in ("statistics", "catalog", "awards-json"):
        english = client.get(address(name), headers={"Accept-Language": "en"})
        assert english.content == client.get(address(name)).content
        assert english["Content-Language"] == "de"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_are_read_only(client: Client, announced: Round, method: str) -> None:
    assert getattr(client, method)(address("awards-csv")).status_code == 405
    assert getattr(client, method)(address("catalog")).status_code == 405


def test_head_tells_what_get_tells(client: Client, announced: Round) -> None:
    got, head = client.get(address("decision")), client.head(address("decision"))

    assert head.content == b""
    assert head["ETag"] == got["ETag"]
    assert head["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize(("name", "slug"), [("call", SLUG), ("decision", SLUG), ("call", ARCHIVE)])
def test_pages_of_a_round_lead_to_its_data(
    client: Client, announced: Round, archive: str, name: str, slug: str
) -> None:
    page = reverse(name, args=[slug])

    assert body(client, page).decode().count(f'href="{address("call", slug)}"') == 1


@pytest.mark.parametrize("applications", [1, 3])
def test_page_costs_the_same_with_one_applicant_and_with_three(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    applications: int,
) -> None:
    make_round(Stage.ANNOUNCED, applications=applications, fields={"places_count": 1})

    with django_assert_num_queries(7):
        client.get(address("call"))
    with django_assert_num_queries(7):
        client.get(address("awards-csv"))


def test_index_costs_the_same_with_one_round_and_with_three(
    client: Client, make_round: MakeRound, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_round(Stage.OPEN)
    with django_assert_num_queries(3):
        client.get(reverse("open-data"))

    for number in (2, 3):
        make_round(Stage.OPEN, fields={"slug": f"runde-{number}"})
    with django_assert_num_queries(3):
        client.get(reverse("open-data"))
