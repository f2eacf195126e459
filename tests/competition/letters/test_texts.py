"""What the letters say."""

import pytest

from competition.letters import kinds
from competition.models import Application, ApplicationVersion, Call, Notice
from tests.fixtures.people import place
from tests.fixtures.rounds import MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db


def letter(kind: str) -> Notice:
    return Notice.objects.get(kind=kind)


@pytest.fixture
def confirmed(make_round: MakeRound) -> Round:
    return make_round(
        Stage.CONFIRMED,
        applications=2,
        fields={"places_count": 1, "facts": {"remedy_notice": "Klage binnen eines Monats."}},
    )


def test_award_names_sum_project_and_own_points(confirmed: Round) -> None:
    body = letter("award").body

    assert "wird im Wettbewerb „Beispielrunde“ mit 50.000,00\u00a0€ gefördert" in body
    assert "„Vorhaben 1“" in body
    assert "- Überzeugungskraft: 5,00 von 5 Punkten, Gewicht 2" in body
    assert "Klage binnen eines Monats." in body


def test_rejection_tells_own_points_and_nobody_elses(confirmed: Round) -> None:
    body = letter("rejection").body

    assert "- Überzeugungskraft: 4,50 von 5 Punkten, Gewicht 2" in body
    assert "Die gewichtete Summe beträgt 13,50 Punkte." in body
    assert "Beispielstadt" not in body
    assert "Clara" not in body


def test_exclusion_gives_the_reason_as_it_was_written(call: Call, draft: Application) -> None:
    draft.screening_reason = "Kein Beschluss des Rates & keine <Unterschrift>."

    _, body = kinds.EXCLUSION.render({"call": call, "application": draft})

    assert "Der Grund: Kein Beschluss des Rates & keine <Unterschrift>." in body


def test_receipt_says_that_the_version_stays_valid(open_round: Round) -> None:
    draft = open_round.draft(0)
    receipt = submit(draft, draft.contact)

    notice = letter("receipt")

    assert receipt.number in notice.subject
    assert "gilt, bis Sie eine neuere einreichen" in notice.body
    assert f"/portal/bewerbungen/{draft.public_id}/eingang/" in notice.body


def test_invitation_leads_to_the_confirmation(call: Call, draft: Application) -> None:
    town = place("99002001", "Musterdorf")

    _, body = kinds.PARTNER_INVITATION.render(
        {"call": call, "application": draft, "municipality": town}
    )

    assert f"/portal/bewerbungen/{draft.public_id}/partner/99002001/bestaetigung/" in body


@pytest.mark.parametrize("kind", sorted(kinds.REGISTRY))
def test_letters_of_example_rounds_say_so(call: Call, draft: Application, kind: str) -> None:
    version = {"number": 1, "received_at": call.opens_at, "title": "T", "digest": "0"}
    version |= {"occasion": "submission", "get_occasion_display": "Einreichung", "reason": "X"}
    version |= {"taken_down_reason": "X"}
    person = {"name": "Anna", "email": "anna@example.org"}
    version |= {"submitted_at": call.opens_at, "submitted_by": person, "remark": "Gut."}
    version |= {"content": {"money": {"unspent_cents": 1}}}
    draft.valid_version = ApplicationVersion(title="T")
    context = {
        "call": call,
        "application": draft,
        "number": "7QX4-M2ZC-09HD",
        "version": version,
        "submitted_by": person,
        "withdrawn_at": call.opens_at,
        "withdrawn_by": person,
        "deadline_at": call.deadline_at,
        "municipality": draft.municipality,
        "award": {
            **{"amount_cents": 50_000_00, "title": "T", "decline_reason": "Grund"},
            **{"declined_at": call.opens_at, "declined_by": person},
        },
        "amendment": {"reason": "Grund", "public_at": call.deadline_at},
        "is_succession": True,
        "announcement": {"public_at": call.deadline_at},
        "reasons": None,
        "original": {"subject": "Absage", "body": "Wortlaut"},
        "finalised_at": call.opens_at,
        "agreement": {
            "form": "agreement",
            "reference": "OG-1",
            "award": {"amount_cents": 50_000_00},
            "accepted_at": call.opens_at,
            "accepted_by": person,
            "content": {"starts_on": "2017-07-01", "ends_on": "2019-06-30", "reports": []},
        },
        "basis": "",
        "evidence": "",
        "payment": {
            "tranche": {"number": 1},
            "amount_cents": 20_000_00,
            "requested_at": call.opens_at,
            "requested_by": person,
            "iban": "DE89370400440532013000",
            "payment_reference": "",
            "rejection_reason": "Grund",
            "digest": "0",
        },
        "workshop": {
            **{"pk": 1, "title": "Auftakt", "place": "Berlin", "agenda": "", "is_duty": True},
            **{"starts_at": call.opens_at, "ends_at": call.deadline_at, "cancel_reason": "X"},
        },
        "event": {
            **{"title": "Konferenz", "slug": "konferenz", "place": "Berlin", "cancel_reason": "X"},
            **{"starts_at": call.opens_at, "ends_at": call.deadline_at},
            **{"link": "https://example.org/video"},
        },
        "registration": {
            **{"name": "Anna", "number": "7QX4-M2ZC-09HD", "state": "confirmed"},
            **{"address_confirmed_at": None, "hold_until_at": call.deadline_at},
        },
        "consultation": {"title": "Entwurf", "slug": "entwurf"},
        "section": {"heading": "1 Ziele", "position": 1},
        "comment": {
            **{"number": "7QX4-M2ZC-09HD", "received_at": call.opens_at, "withheld_reason": "X"},
            **{"confirm_until_at": call.deadline_at, "answer": "A"},
        },
        "is_shown": True,
        "report": {"due_at": call.deadline_at},
        "requirement": {"title": "Zwischenbericht", "key": "zwischenbericht"},
        "is_late": True,
        "commented": [("1 Ziele", "Bitte Zahlen nennen.")],
        "extension": {
            "deadline_from": call.opens_at,
            "deadline_to": call.deadline_at,
            "reason": "Störung",
        },
        "admission": {"until_at": call.deadline_at, "reason": "Störung"},
        "correction": {"due_at": call.deadline_at, "reason": "Summe"},
        "labels": ["Eigenanteil"],
        "question": {"label": "Ratsbeschluss", "key": "resolution"},
        "due_at": call.deadline_at,
        "invitation": {"invited_by": person, "expires_at": call.deadline_at, "role": "editor"},
        "mailbox": {"added_by": person, "address": "post@example.org"},
        "expires_at": call.deadline_at,
        "secret": "geheim",
        "person": person,
        "role": "Bearbeitung",
        "to_office": False,
        "can_sign": False,
        "happened": "joined",
        "address": "",
        "by": person,
        "at": call.opens_at,
        "reason": "",
        "enquiry": {"asked_by": person, "published_text": "F", "answer": "A"},
        "name": "Anna",
        "link": "https://example.org/link/",
        "what": "Ihr Passwort ist geändert.",
        "juror": {"user": person},
        "conflict": {
            "get_reason_display": "Angehörige",
            "get_source_display": "selbst erklärt",
            "get_settlement_display": "bestätigt",
            "settlement": "upheld",
            "settlement_reason": "R",
            "contest_reason": "W",
            "note": "N",
            "declared_at": call.opens_at,
        },
        "barrier": {
            **{"number": "7QX4-M2ZC-09HD", "received_at": call.opens_at, "text": "T"},
            **{"answer_by_at": call.deadline_at, "answer": "A"},
        },
        "disturbance": {"number": "7QX4-M2ZC-09HD", "received_at": call.opens_at, "text": "T"},
    }

    subject, body = kinds.REGISTRY[kind].render(context)

    assert subject
    assert "Dieses Schreiben gehört zu einer Beispielrunde" in body
