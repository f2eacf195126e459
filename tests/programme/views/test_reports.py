"""A report on its pages: written, filed, returned, filed again, accepted; and who sees what."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import User
from competition.services import erasing
from programme.models import Report, ReportVersion
from tests.fixtures.programmes import MakeYears, Years

pytestmark = pytest.mark.django_db
KEYS = ("s1", "s2", "s3", "s4", "s5")
TYPED = {f"section-{key}": f"Text {key}" for key in KEYS}


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def own(years: Years, name: str = "portal-report", key: str = "zwischenbericht") -> str:
    application = years.awards[0].application
    assert application
    return reverse(name, args=[application.public_id, key])


def office(years: Years) -> str:
    return reverse("office-report", args=[years.call.slug, years.reports[1].pk])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def written(years: Years, revision: int = 0, values: dict[str, str] | None = None) -> Any:
    sent = {"revision": str(revision), **TYPED, **(values or {})}
    return client_of(years.anna).post(own(years), sent)


def file(years: Years) -> Any:
    berta, page = client_of(years.berta), own(years, "portal-report-file")
    digest = berta.get(page).context["digest"]
    return berta.post(page, {"digest": digest})


def test_a_report_is_written_filed_returned_filed_again_and_accepted(years: Years) -> None:
    anna, dora = client_of(years.anna), client_of(years.dora)
    assert "noch nicht" in text(dora, office(years))
    assert written(years, 0, {"then": "file"})["Location"] == own(years, "portal-report-file")
    assert "Einreichen kann nur" in text(anna, own(years, "portal-report-file"))
    assert file(years).status_code == 302
    assert "Die Geschäftsstelle prüft ihn" in text(anna, own(years))
    read = dora.get(office(years)).context["latest"].digest
    returned = {
        "act": "return",
        "read": read,
        "remark": "Bitte Zahlen nennen.",
        "comment-s2": "Wie viele?",
    }
    assert dora.post(office(years), returned).status_code == 302
    page = text(anna, own(years))
    assert "Bitte Zahlen nennen." in page
    assert "Wie viele?" in page
    assert written(years, 1, {"section-s2": "42 Datensätze"}).status_code == 302
    assert "42 Datensätze" in text(anna, own(years, "portal-report-file"))
    assert file(years).status_code == 302
    assert "[neu:]" in text(dora, office(years))
    read = dora.get(office(years)).context["latest"].digest
    assert dora.post(office(years), {"act": "accept", "read": read}).status_code == 302
    assert "angenommen" in text(anna, own(years))


def test_what_somebody_else_has_saved_is_shown_beside_the_typed(years: Years) -> None:
    written(years)
    answer = written(years, 0, {"section-s1": "Mein Text"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mein Text" in page
    assert "Text s1" in page
    assert answer.context["form"]["revision"].value() == "1"


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "٣"])
def test_a_revision_that_is_none_is_refused(years: Years, revision: str) -> None:
    answer = client_of(years.anna).post(own(years), {**TYPED, "revision": revision})
    assert answer.status_code in {400, 428}


def test_what_is_wrong_stays_in_its_field(years: Years) -> None:
    answer = written(years, 0, {"section-s1": "\0"})
    assert answer.status_code == 400
    assert "Es wurde noch nichts gespeichert" in answer.content.decode()
    assert Report.objects.filter(revision__gt=0).count() == 0


def test_a_proof_of_use_is_typed_with_sums_and_says_what_lacks(years: Years) -> None:
    anna, page = client_of(years.anna), own(years, key="verwendungsnachweis")
    sent = {
        "revision": "0",
        "section-s1": "Für die Plattform.",
        "money.expenses.0.label": "Plattform",
        "money.expenses.0.cents": "1.500,00",
        "money.grant.cents": "1.400",
    }
    assert anna.post(page, sent).status_code == 302
    shown = text(anna, page)
    assert "1.500,00" in shown
    assert '<td colspan="2"><span class="kern-hint">Eigenmittel und Mittel Dritter' in shown
    assert "Unterschied" in shown
    reading = text(anna, own(years, "portal-report-file", "verwendungsnachweis"))
    assert "stimmen nicht überein" in reading
    assert "#id_money.expenses.0.label" in reading
    assert "#id_section-s2" in reading
    broken = {**sent, "revision": "1", "money.grant.cents": "viel"}
    answer = anna.post(page, broken)
    assert answer.status_code == 400
    assert "Verbrauchte Förderung" in answer.content.decode()


def test_the_office_gives_more_time(years: Years) -> None:
    dora = client_of(years.dora)
    sent = {"act": "extend", "day": "2018-08-01", "time": "", "reason": "Wahl des Rates."}
    assert dora.post(office(years), {**sent, "reason": ""}).status_code == 400
    assert dora.post(office(years), {**sent, "day": "2017-08-01"}).status_code == 400
    assert dora.post(office(years), sent).status_code == 302
    assert "1. August 2018, 24:00" in text(client_of(years.anna), own(years))
    assert "Neuer Termin" in text(dora, office(years))


def test_a_verdict_needs_its_button_and_a_remark(years: Years) -> None:
    written(years)
    file(years)
    dora = client_of(years.dora)
    read = dora.get(office(years)).context["latest"].digest
    assert dora.post(office(years), {"read": read}).status_code == 400
    answer = dora.post(office(years), {"act": "return", "read": read})
    assert answer.status_code == 400
    assert "Bitte begründen Sie" in answer.content.decode()


def test_strangers_find_nothing(years: Years) -> None:
    boris = User.objects.get(email="boris@example.org")
    for name in ("portal-report", "portal-report-file"):
        assert client_of(boris).get(own(years, name)).status_code == 404
        assert client_of(years.anna).get(own(years, name, "gibt-es-nicht")).status_code == 404
    assert client_of(years.berta).get(office(years)).status_code == 404


def test_the_offices_list_says_what_waits(years: Years) -> None:
    page = reverse("office-reports", args=[years.call.slug])
    dora = client_of(years.dora)
    assert "Zurzeit wartet kein Bericht" in text(dora, page)
    written(years)
    file(years)
    assert "1 Bericht wartet auf Ihre Prüfung" in text(dora, page)
    overview = text(dora, reverse("office-programme", args=[years.call.slug]))
    assert "Zwischenbericht prüfen" in overview
    assert "verspätet eingegangen" not in text(dora, page)
    late = years.reports[1].due_at + timedelta(days=1)
    ReportVersion.objects.update(submitted_at=late)
    assert text(dora, page).count("verspätet eingegangen") == 1


def test_a_filed_version_is_a_document_to_keep(years: Years) -> None:
    written(years)
    file(years)
    kept = reverse("office-report-pdf", args=[years.call.slug, years.reports[1].pk, 1])
    mine = own(years, "portal-report").rstrip("/") + "/fassung-1.pdf"
    for person, address in ((years.anna, mine), (years.dora, kept)):
        answer = client_of(person).get(address)
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF-")
        assert client_of(person).get(address.replace("-1.pdf", "-2.pdf")).status_code == 404


def test_what_was_erased_is_shown_as_erased_and_stays_so(years: Years) -> None:
    written(years)
    file(years)
    application = years.awards[0].application
    assert application
    dora, read = client_of(years.dora), Report.objects.get(pk=years.reports[1].pk).latest
    assert read
    erasing.erase(application=application, erasure_id=1, by=years.dora)
    for client, page in (
        (client_of(years.anna), own(years)),
        (client_of(years.anna), own(years, key="sachstand")),
        (dora, office(years)),
    ):
        assert "Inhalt gelöscht" in text(client, page)
    assert written(years).status_code == 410
    answer = dora.post(office(years), {"act": "accept", "read": read.digest})
    assert answer.status_code == 410
    sent = {"act": "extend", "day": "2018-08-01", "time": "", "reason": "Wahl des Rates."}
    assert dora.post(office(years), sent).status_code == 410
    assert client_of(years.anna).get(own(years, "portal-report-file")).status_code == 200


def test_numbers_that_no_row_can_have_are_not_found(years: Years) -> None:
    huge, dora = "9" * 30, client_of(years.dora)
    assert dora.get(office(years).replace(str(years.reports[1].pk), huge)).status_code == 404
    assert dora.get(f"{office(years)}fassung-{huge}.pdf").status_code == 404
    assert dora.get(f"{office(years)}fassung-0.pdf").status_code == 404
