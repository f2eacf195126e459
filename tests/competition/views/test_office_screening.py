"""The office's page to screen many at once: what will happen, what will not, then the act."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competition.models import Application, Correction, Notice
from competition.services import standard_reasons
from competition.views.office import screening
from tests.fixtures import as_read
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
WHY = "Die Bewerbung nennt keine Summe."


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=3)


@pytest.fixture
def office(client: Client, closed: Round) -> Client:
    client.force_login(closed.dora)
    return client


def address(round_: Round) -> str:
    return reverse("office-screening", args=[round_.call.slug])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ids(round_: Round) -> list[str]:
    return [each.public_id for each in round_.applications]


def states(round_: Round) -> list[str]:
    rows = Application.objects.filter(call=round_.call).order_by("pk")
    return list(rows.values_list("state", flat=True))


def confirmed(office: Client, round_: Round, typed: dict[str, Any]) -> Any:
    """The plan is read and confirmed."""
    page = text(office.post(address(round_), typed))
    found = re.search('name="digest" value="([0-9a-f]{64})"', page)
    assert found, page
    return office.post(address(round_), {**typed, "digest": found[1]}, follow=True)


def test_the_plan_is_shown_first_and_nothing_has_happened(office: Client, closed: Round) -> None:
    with unchanged():
        page = text(office.post(address(closed), {"act": "admit", "chosen": ids(closed)[:2]}))
    assert "Noch ist nichts geschehen" in page
    assert "2 Bewerbungen" in page
    assert "Beispielort 3" not in page


def test_admitting_what_was_shown(office: Client, closed: Round) -> None:
    answer = confirmed(office, closed, {"act": "admit", "chosen": ids(closed)[:2]})
    assert "2 Bewerbungen sind zugelassen." in text(answer)
    assert states(closed) == ["admitted", "admitted", "submitted"]
    assert "Beispielort 3" in text(answer)
    assert "Musterdorf" not in text(answer)


def test_excluding_with_one_reason_for_all(office: Client, closed: Round) -> None:
    typed = {"act": "exclude", "chosen": ids(closed), "reason": WHY}
    answer = confirmed(office, closed, typed)
    assert "3 Bewerbungen sind ausgeschlossen." in text(answer)
    assert states(closed) == ["excluded"] * 3
    assert set(Application.objects.values_list("screening_reason", flat=True)) == {WHY}
    assert "Alle eingereichten Bewerbungen sind geprüft" in text(answer)


def test_asking_for_corrections_sends_a_letter_to_each(office: Client, closed: Round) -> None:
    typed = {
        "act": "correct",
        "chosen": ids(closed)[:2],
        "reason": WHY,
        "keys": ["own_share"],
        "day": "2017-05-08",
        "time": "",
    }
    page = text(office.post(address(closed), typed))
    assert "Eigenanteil in Euro" in page
    assert "Montag, 8. Mai 2017, 24:00 Uhr" in page

    answer = confirmed(office, closed, typed)

    assert "2 Bitten um Berichtigung sind verschickt." in text(answer)
    assert Correction.objects.count() == 2
    assert Notice.objects.filter(kind="correction_request").count() >= 2
    assert "Berichtigung läuft" in text(answer)


def test_what_will_not_happen_is_named_with_its_reason(office: Client, closed: Round) -> None:
    as_read.admit(application=closed.applications[0], by=closed.emil)
    as_read.ask(
        application=closed.applications[1],
        by=closed.emil,
        keys=["own_share"],
        reason=WHY,
        due_at=CLOSED_AT + timedelta(days=7),
    )
    page = text(office.post(address(closed), {"act": "admit", "chosen": ids(closed)}))
    assert "1 Bewerbung" in page
    assert "Das geschieht nicht" in page
    assert "Diese Bewerbung ist inzwischen geprüft." in page
    assert "Für diese Bewerbung läuft bereits eine Berichtigung." in page


def test_where_nothing_is_possible_there_is_nothing_to_confirm(
    office: Client, closed: Round
) -> None:
    as_read.admit(application=closed.applications[0], by=closed.emil)
    page = text(office.post(address(closed), {"act": "admit", "chosen": ids(closed)[:1]}))
    assert "Es geschieht nichts" in page
    assert 'name="digest"' not in page


def test_what_changed_meanwhile_is_shown_again_and_nothing_done(
    office: Client, closed: Round
) -> None:
    typed = {"act": "admit", "chosen": ids(closed)}
    page = text(office.post(address(closed), typed))
    digest = re.search('name="digest" value="([0-9a-f]{64})"', page)
    as_read.exclude(application=closed.applications[0], by=closed.emil, reason=WHY)
    with unchanged():
        answer = office.post(address(closed), {**typed, "digest": digest and digest[1]})
    assert answer.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in text(answer)
    assert "Diese Bewerbung ist inzwischen geprüft." in text(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"chosen": []}, "Bitte wählen Sie mindestens eine Bewerbung."),
        ({"chosen": ["gibt-es-nicht"]}, "gibt-es-nicht"),
        ({"act": ""}, "Bitte wählen Sie, was geschehen soll."),
        ({"act": "delete"}, "delete"),
        ({"act": "exclude", "reason": " "}, "Bitte begründen Sie diesen Schritt."),
        ({"act": "exclude", "reason": "x" * 2001}, "2.000"),
        ({"act": "correct", "reason": WHY}, "Bitte füllen Sie dieses Feld aus."),
        ({"act": "correct", "reason": WHY, "keys": ["own_share"]}, "Bitte füllen Sie dieses Feld"),
        (
            {"act": "correct", "reason": WHY, "keys": ["own_share"], "day": "2017-04-22"},
            "Der Zeitpunkt muss in der Zukunft liegen.",
        ),
        (
            {"act": "correct", "reason": WHY, "keys": ["own_share"], "day": "2017-09-22"},
            "Höchstens 62 Tage",
        ),
    ],
)
def test_bad_input_is_shown_at_its_field_and_keeps_what_was_typed(
    office: Client, closed: Round, typed: dict[str, Any], sentence: str
) -> None:
    sent = {"act": "admit", "chosen": ids(closed)[:1], **typed}
    with unchanged():
        answer = office.post(address(closed), sent)
    assert answer.status_code == 400
    assert sentence in text(answer)
    if sent["chosen"] == ids(closed)[:1]:
        assert f'id="chosen-{ids(closed)[0]}" checked' in text(answer)


def test_a_ready_wording_is_taken_over_and_may_be_changed(office: Client, closed: Round) -> None:
    wording = standard_reasons.add(use="exclusion", title="Summe", text=WHY, by=closed.dora)
    typed = {"step": "take", "standard": wording.pk, "chosen": ids(closed)[:1], "act": "exclude"}
    with unchanged():
        page = text(office.post(address(closed), typed))
    assert f">\n{WHY}</textarea>" in page or f">{WHY}</textarea>" in page
    assert f'id="chosen-{ids(closed)[0]}" checked' in page
    confirmed(office, closed, {**typed, "step": "plan", "reason": WHY + " Auch fehlt das Datum."})
    assert Application.objects.get(public_id=ids(closed)[0]).screening_reason.endswith("Datum.")


def test_all_can_be_ticked_without_a_script(office: Client, closed: Round) -> None:
    assert text(office.get(address(closed) + "?all=1")).count(" checked>") == 3
    assert " checked>" not in text(office.get(address(closed)))


def test_before_the_deadline_it_is_closed(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    client.force_login(round_.dora)
    page = text(client.get(address(round_)))
    assert "Zurzeit nicht möglich" in page
    assert "Vorhaben 1" not in page
    assert client.post(address(round_), {"act": "admit"}).status_code == 409


def test_a_place_that_may_not_apply_is_marked(office: Client, closed: Round) -> None:
    closed.call.population_max = 10_000
    closed.call.save(update_fields=["population_max"])
    assert "sie hat zu viele Einwohner" in text(office.get(address(closed)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_the_number(
    client: Client, make_round: MakeRound, count: int
) -> None:
    round_ = make_round(Stage.CLOSED, applications=count)
    client.force_login(round_.dora)
    with CaptureQueriesContext(connection) as captured:
        client.get(address(round_))
    assert len(captured) == 9


def test_a_large_round_is_screened_page_by_page(
    office: Client, closed: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "ROWS_PER_PAGE", 2)
    page = text(office.get(address(closed), {"page": "2", "all": "1"}))
    assert page.count('name="chosen"') == 1
    assert page.count(" checked") == 1
    assert 'href="?page=2"' in page
    assert 'href="?all=1&amp;page=2"' in page
    assert "Alle auf dieser Seite ankreuzen" in page
    assert "Beim Blättern geht verloren, was angekreuzt ist" in page
    assert office.get(address(closed), {"page": "3"}).status_code == 404
    assert office.get(address(closed), {"page": "x"}).status_code == 404


def test_what_was_ticked_on_a_later_page_stays_there(
    office: Client, closed: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "ROWS_PER_PAGE", 2)
    page = text(office.get(address(closed), {"page": "2"}))
    last = re.findall('name="chosen" value="(\\w+)"', page)
    answer = office.post(f"{address(closed)}?page=2", {"chosen": last, "act": "exclude"})
    assert f'value="{last[0]}" id="chosen-{last[0]}" checked' in text(answer)
    assert states(closed) == ["submitted"] * 3


def test_what_was_typed_on_a_page_that_others_have_emptied_stays(
    office: Client, closed: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "ROWS_PER_PAGE", 2)
    page = text(office.get(address(closed), {"page": "2"}))
    last = re.findall('name="chosen" value="(\\w+)"', page)
    as_read.admit(application=closed.applications[0], by=closed.emil)
    answer = office.post(f"{address(closed)}?page=2", {"chosen": last, "reason": WHY})
    assert answer.status_code == 400
    assert WHY in text(answer)
    assert f'value="{last[0]}" id="chosen-{last[0]}" checked' in text(answer)
    assert office.get(address(closed), {"page": "2"}).status_code == 404
