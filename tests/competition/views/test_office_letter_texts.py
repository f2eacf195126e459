"""The office's pages on the wording of letters: list, editor, preview per recipient."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.letters import wordings
from competition.models import Call, LetterText, User
from competition.services import letter_texts
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
BODY = "An {kommune}\n\n{eingangsnummer} {eingang}"


def address(call: Call, kind: str = "receipt") -> str:
    return reverse("office-letter-text", args=[call.slug, kind])


def typed(**fields: str) -> dict[str, str]:
    return {"subject": "Da", "body": BODY, "over": "", **fields}


@pytest.fixture
def desk(client: Client, call: Call, dora: User) -> Client:
    client.force_login(dora)
    return client


def stored(call: Call, by: User, **fields: str) -> LetterText:
    return letter_texts.save(call=call, kind="receipt", by=by, **typed(**fields))


def told(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


def test_list_names_each_kind_and_its_wording(desk: Client, call: Call, dora: User) -> None:
    stored(call, dora)

    page = told(desk.get(reverse("office-letter-texts", args=[call.slug])))

    assert page.count("der des Hauses") == 6
    assert "eigener, Fassung 1" in page
    assert "Es fehlt die Rechtsbehelfsbelehrung" in page


def test_list_is_quiet_where_the_remedy_is_there(desk: Client, call: Call) -> None:
    Call.objects.update(facts={"remedy_notice": "Klage."})
    page = told(desk.get(reverse("office-letter-texts", args=[call.slug])))
    assert "Es fehlt die Rechtsbehelfsbelehrung" not in page


def test_editor_begins_with_the_houses_wording_and_its_placeholders(
    desk: Client, call: Call
) -> None:
    page = told(desk.get(address(call)))

    assert "Eingangsbestätigung {eingangsnummer}: {kommune}, {wettbewerb}" in page
    assert "<code>{pruefsumme}</code>" in page
    assert "Alle Angaben in diesem Schreiben sind erfunden." in page
    assert "7QX4-M2ZC-09HD" in page


def test_save_stores_and_says_so(desk: Client, call: Call) -> None:
    answer = desk.post(address(call), typed(act="save"), follow=True)

    assert answer.redirect_chain == [(address(call), 302)]
    assert LetterText.objects.get().subject == "Da"
    assert "Der Wortlaut ist gespeichert." in told(answer)
    assert "Es gilt ein eigener Wortlaut: Fassung 1" in told(answer)


def test_begin_again_fills_the_editor_and_stores_nothing(
    desk: Client, call: Call, dora: User
) -> None:
    stored(call, dora)
    with unchanged():
        page = told(desk.get(f"{address(call)}?begin=1"))
    assert "Eingangsbestätigung {eingangsnummer}" in page
    assert "Noch nicht gespeichert" in page


def test_preview_shows_what_is_typed_and_stores_nothing(desk: Client, call: Call) -> None:
    with unchanged():
        answer = desk.post(address(call), typed(act="preview", body=BODY + " Neuer Satz {{7*7}}"))
    assert answer.status_code == 200
    assert "An Beispielstadt" in told(answer)
    assert "Neuer Satz {7*7}" in told(answer)


@pytest.mark.parametrize("act", ["save", "preview", "", "x"])
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{0.__class__}", "Den Platzhalter {0.__class__} gibt es in diesem Schreiben nicht."),
        ("{% now 'Y' %}", "{% now &#x27;Y&#x27; %} gibt es"),
        ("a\n{kommune", "Zeile 2: Eine geschweifte Klammer steht allein."),
        ("Guten Tag", "Es fehlt {eingangsnummer}."),
        ("", "Bitte füllen Sie dieses Feld aus."),
        ("\x00", "unzulässige Steuerzeichen"),
        ("a" * 20_000, "Höchstens 10.000 Zeichen"),
    ],
)
def test_fault_is_told_at_the_field_and_keeps_what_was_typed(
    desk: Client, call: Call, act: str, body: str, sentence: str
) -> None:
    with unchanged():
        answer = desk.post(address(call), typed(act=act, body=body))
    assert answer.status_code == 400
    assert sentence in told(answer)
    assert answer.context["form"]["body"].value() == body


def test_two_colleagues_see_both_texts(desk: Client, call: Call, emil: User) -> None:
    stored(call, emil, subject="Von Emil")

    answer = desk.post(address(call), typed(act="save", subject="Von Dora"))

    assert answer.status_code == 409
    page = told(answer)
    assert "Von Emil" in page
    assert 'value="Von Dora"' in page
    over = answer.context["form"]["over"].value()
    desk.post(address(call), typed(act="save", subject="Von Dora", over=over))
    assert LetterText.objects.get().subject == "Von Dora"


def test_discard_goes_back_to_the_house(desk: Client, call: Call, dora: User) -> None:
    over = letter_texts.digest(stored(call, dora))
    desk.post(address(call), typed(act="discard", over=over))
    assert not LetterText.objects.exists()


def test_kind_without_placeholders_is_not_found(desk: Client, call: Call) -> None:
    for kind in ("invitation", "gibt-es-nicht"):
        assert desk.get(address(call, kind)).status_code == 404
        assert desk.post(address(call, kind), typed()).status_code == 404


def test_recipient_is_chosen_after_the_deadline(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=2)
    client.force_login(round_.dora)
    second, number = round_.applications[1], round_.receipts[1].number
    named = f"{address(round_.call)}?application={second.public_id}"
    assert client.get(named).status_code == 404
    assert not client.get(address(round_.call)).context["matches"]

    round_.close()

    found = client.get(address(round_.call), {"q": "Musterdorf"}).context["matches"]
    assert found == [second]
    page = told(client.get(named))
    assert "So stünde es jetzt im Schreiben an Musterdorf" in page
    assert number in page
    typed_over = client.post(named, typed(act="preview"))
    assert f"{number} " in told(typed_over)
    assert "An Musterdorf" in told(typed_over)


@pytest.mark.parametrize("value", ["0" * 20, "x" * 500, "\x00", "' OR 1=1", "ä"])
def test_unknown_recipient_is_no_fault_of_the_server(
    client: Client, make_round: MakeRound, value: str
) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    client.force_login(round_.dora)
    for name in ("application", "q"):
        assert client.get(address(round_.call), {name: value}).status_code in (200, 400, 404)


def test_wording_of_a_confirmed_result_is_shown_and_not_edited(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CONFIRMED, applications=2, fields={"places_count": 1})
    client.force_login(round_.dora)

    page = told(client.get(address(round_.call, "award")))

    assert "Dieser Text steht fest" in page
    assert "<textarea" not in page
    subject, body = wordings.house("award")
    with unchanged():
        answer = client.post(
            address(round_.call, "award"), typed(act="save", subject=subject, body=body)
        )
    assert answer.status_code == 409
    assert "nicht mehr zu ändern" in told(answer)


def test_wordings_are_for_the_office(client: Client, call: Call, anna: User, clara: User) -> None:
    for person in (anna, clara):
        client.force_login(person)
        with unchanged():
            assert client.get(address(call)).status_code == 404
            assert client.post(address(call), typed(act="save")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_editor_query_count(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    round_: Round = make_round(Stage.CLOSED, applications=rows)
    client.force_login(round_.dora)
    named = f"{address(round_.call)}?application={round_.applications[0].public_id}"
    with django_assert_num_queries(9):
        client.get(named)
