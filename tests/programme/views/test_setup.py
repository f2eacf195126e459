"""Setting up the funded years: from the reports of 2017, changed, published, fixed."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from programme.models import Programme
from tests.fixtures.programmes import MakeYears
from tests.fixtures.rounds import MakeRound, Round, Stage


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def page(round_: Round) -> str:
    return reverse("office-programme-setup", args=[round_.call.slug])


def shown(client: Client, address: str) -> dict[str, Any]:
    """The form as it stands: what a browser would send back unchanged."""
    answer = client.get(address)
    assert answer.status_code == 200
    given: dict[str, Any] = {}
    for form in (answer.context["form"], answer.context["reports"], answer.context["tranches"]):
        for each in getattr(form, "forms", [form]):
            given |= {bound.html_name: bound.value() for bound in each}
        if management := getattr(form, "management_form", None):
            given |= {bound.html_name: bound.value() for bound in management}
    kept = {
        name: value for name, value in given.items() if value is not None and value is not False
    }
    return {**kept, "act": "save"}


DAYS = {"title": "Zwei Jahre", "starts_on": "2017-07-01", "ends_on": "2019-06-30"}


def test_the_reports_of_2017_are_a_start(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    given = shown(client, page(round_)) | DAYS | {"tranches-0-amount_cents": "20.000,00"}
    assert client.post(page(round_), given).status_code == 302
    programme = Programme.objects.get()
    keys = [each.key for each in programme.requirements.all()]
    assert keys == ["sachstand", "zwischenbericht", "abschlussbericht", "verwendungsnachweis"]
    first = programme.requirements.earliest("position").outline
    assert first[1] == {
        "key": "s2",
        "label": "2 Ausgangssituation vor Ort",
        "hint": "",
        "max_chars": 6_000,
        "is_required": False,
    }
    assert "veröffentlichen" in client.get(page(round_)).content.decode()


def test_a_report_is_added_another_struck_out_and_all_of_it_published(
    client: Client, round_: Round
) -> None:
    client.force_login(round_.dora)
    client.post(page(round_), shown(client, page(round_)) | DAYS)
    given = shown(client, page(round_)) | {
        "reports-0-DELETE": "on",
        "reports-4-title": "Kurzbericht",
        "reports-4-kind": "progress",
        "reports-4-counted_from": "start",
        "reports-4-offset_months": "6",
        "reports-4-offset_days": "0",
        "reports-4-outline": "1 Stand | Kurz | 500",
    }
    assert client.post(page(round_), given).status_code == 302
    programme = Programme.objects.get()
    assert [each.key for each in programme.requirements.all()][-1] == "kurzbericht"
    assert programme.requirements.count() == 4
    assert client.post(page(round_), given).status_code == 409
    assert client.post(page(round_), {"act": "publish"}).status_code == 400
    assert client.post(page(round_), {"act": "publish", "version": 1}).status_code == 409
    read = Programme.objects.get().version
    assert client.post(page(round_), {"act": "publish", "version": read}).status_code == 302
    assert Programme.objects.get().published_at


def test_a_line_without_number_is_told(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    given = shown(client, page(round_)) | DAYS | {"reports-0-outline": "1 Gut\nOhne Nummer"}
    answer = client.post(page(round_), given)
    assert answer.status_code == 400
    assert "Zeile 2" in answer.content.decode()


def test_nonsense_is_refused_not_answered_with_an_error(client: Client, round_: Round) -> None:
    client.force_login(round_.dora)
    for name, value in {
        "reports-INITIAL_FORMS": "x",
        "reports-TOTAL_FORMS": "9" * 30,
        "starts_on": "9999-12-31",
        "tranches-0-amount_cents": "99.999.999,00",
        "version": "10" * 20,
    }.items():
        given = shown(client, page(round_)) | DAYS | {name: value}
        assert client.post(page(round_), given).status_code == 400, name
    assert not Programme.objects.exists()


def test_what_an_agreement_freezes_is_read_only(client: Client, make_years: MakeYears) -> None:
    years = make_years()
    client.force_login(years.dora)
    text = client.get(page(years.round)).content.decode()
    assert "stehen fest" in text
    due = re.findall(r'<li><span lang="de">[^<]+</span>: ([^<]+)</li>', text)
    assert due == [
        "4 Monate ab Beginn",
        "12 Monate ab Beginn",
        "am letzten Tag",
        "6 Monate ab Ende",
    ]
    assert not re.search(r'name="terms"', text)
    version = Programme.objects.get().version
    given = {"act": "save", "version": version, "title": "Neuer Titel", "summary": ""}
    assert client.post(page(years.round), given).status_code == 302
    assert Programme.objects.get().title == "Neuer Titel"
