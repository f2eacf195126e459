"""The Auswahlvermerk: all that a decision rests on, frozen, and as an accessible PDF."""

import pytest
from django.test import Client
from django.urls import reverse

from competition import receipts
from competition.models import AuditEntry
from reviews.decisions import memo_document
from reviews.decisions.scenario import Change
from reviews.models import Decision
from reviews.services import deliberation, selection, session
from tests.fixtures import pdf
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.reviews.services.test_later_decisions import (
    confirm,
    decline,
    ids,
    other,
    propose,
    rule,
    succession,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(make_round: MakeRound) -> Round:
    """Met in session, supposed otherwise, decided otherwise: a record with everything in it."""
    round_ = make_round(Stage.LOCKED, rules=[rule("HE", 1)])
    round_.declare(round_.jurors[1], round_.applications[1], answer="kinship")
    held = session.open(call=round_.call, by=round_.dora, quorum=1)
    for juror in round_.jurors:
        session.come(session=held, member=juror, by=juror.user)
    item = held.items.get(application=round_.applications[1])
    deliberation.open_item(item=item, by=round_.dora)
    deliberation.close_item(item=item, by=round_.dora)
    session.close(session=held, by=round_.dora)
    round_.advance(Stage.COMPUTED)
    supposed = selection.suppose(
        call=round_.call, title="Ohne Regel", change=Change(rule="HE-min"), by=round_.dora
    )
    selection.compute(run_id=supposed.pk)
    round_.decision = confirm(round_, propose(round_, other(round_, 0, 1)))
    return round_


def memo_of(round_: Round) -> Decision:
    return Decision.objects.select_related("call").get(call=round_.call)


def test_record_holds_what_the_decision_rests_on(decided: Round) -> None:
    made = memo_of(decided)
    memo = made.memo

    assert memo
    assert made.memo_digest == receipts.digest(memo)
    assert memo["decision"]["selected"] == ids(decided, 0, 1)
    assert memo["decision"]["sha256"] == made.digest
    assert memo["persons"]["proposed_by"] == "Dora Beispiel"
    assert memo["persons"]["confirmed_by"] == "Emil Beispiel"
    assert [(each["name"], each["chair"]) for each in memo["jury"]] == [
        ("Clara Beispiel", True),
        ("Juror 2 Beispiel", False),
    ]
    assert [each["reason"] for each in memo["conflicts"]] == ["Angehörige"]
    assert [each["scenario"] for each in memo["runs"]] == ["", "Ohne Regel"]
    left = memo["sessions"][0]["left"]
    assert [each["name"] for each in left] == ["Juror 2 Beispiel"]
    assert memo["sessions"][0]["minutes_sha256"]
    confirmed = AuditEntry.objects.get(act="decision.confirmed")
    assert confirmed.payload["memo_sha256"] == made.memo_digest
    granted = AuditEntry.objects.filter(sequence__lt=confirmed.sequence).latest("sequence")
    assert memo["log_head"] == granted.digest


def test_record_says_it_in_words(decided: Round) -> None:
    memo = memo_of(decided).memo

    assert memo
    words = memo["words"]
    assert "Ergebnis der Rechnung: eindeutig." in words["result"]
    assert words["ties"] == ["Es gab keinen Gleichstand."]
    assert len(words["sensitivity"]) == 2
    assert "Hinein kommt: Musterdorf." in words["deviation"]
    assert "Heraus fällt: Beispielort 3." in words["deviation"]
    assert "Preis: 1,50 Punkte mehr als die höchste erreichbare Punktsumme." in words["deviation"]
    assert "Nicht eingehalten: „Regel“." in words["deviation"]
    assert "Begründung: Der Verbund zählt mehr." in words["deviation"]


def test_record_of_a_successor_does_not_say_that_the_computed_was_decided(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.ANNOUNCED, applications=4)
    decline(round_, 0)

    memo = confirm(round_, propose(round_, succession(round_, 0))).memo

    assert memo
    assert memo["words"]["deviation"] == [
        "Nach einem Verzicht rückt jemand nach; alle anderen behalten ihren Platz.",
        "Gegenüber der Rechnung neu dabei: Beispielort 3.",
        "Gegenüber der Rechnung nicht mehr dabei: Beispielstadt.",
    ]


def test_pdf_is_made_of_the_frozen_record_alone(decided: Round) -> None:
    made = memo_of(decided)
    before = memo_document.pdf(made)
    selection.suppose(call=decided.call, title="Spät", change=Change(seats=1), by=decided.dora)
    decided.jurors[0].user.__class__.objects.filter(name="Clara Beispiel").update(name="Anders")
    assert memo_document.pdf(memo_of(decided)) == before


def test_pdf_marks_scenarios_and_names_the_digest(decided: Round) -> None:
    made = memo_of(decided)
    said = " ".join(pdf.read(memo_document.pdf(made)).text.split())
    assert "SZENARIO „Ohne Regel“" in said
    assert "darauf beruht die Entscheidung" in said
    assert made.memo_digest in said.replace(" ", "")
    assert "Juror 2 Beispiel war bei Musterdorf nicht im Raum" in said


def test_office_and_chair_read_it_and_nobody_else(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    assert round_.decision
    args = [round_.call.slug, round_.decision.public_id]
    client.force_login(round_.emil)
    answer = client.get(reverse("office-decision-memo", args=args))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Cache-Control"] == "private, no-store"
    for juror, status in ((round_.jurors[0], 200), (round_.jurors[1], 404)):
        client.force_login(juror.user)
        assert client.get(reverse("jury-decision-memo", args=args)).status_code == status
        assert client.get(reverse("office-decision-memo", args=args)).status_code == 404


def test_chair_who_is_befangen_does_not_read_it(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    assert round_.decision
    round_.declare(round_.jurors[0], round_.applications[2], answer="kinship")
    client.force_login(round_.jurors[0].user)
    args = [round_.call.slug, round_.decision.public_id]
    assert client.get(reverse("jury-decision-memo", args=args)).status_code in (403, 404)


def test_proposal_has_no_record_yet(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    assert round_.decision
    client.force_login(round_.emil)
    args = [round_.call.slug, round_.decision.public_id]
    assert client.get(reverse("office-decision-memo", args=args)).status_code == 404
