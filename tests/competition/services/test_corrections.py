"""Corrections: named answers alone, until a day, by who may sign; nothing else changes."""

from datetime import timedelta

import pytest

from competition import audit, corrections, receipts, signing
from competition.models import (
    Application,
    Attempt,
    AuditEntry,
    Correction,
    Notice,
    Receipt,
    User,
)
from competition.models.application import Occasion
from competition.services import corrections as service
from competition.services import screening
from competition.services.answers import Change
from tests.fixtures import as_read
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    MICROSECOND,
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
)

pytestmark = pytest.mark.django_db
DUE = CLOSED_AT + timedelta(days=14)


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=2)


@pytest.fixture
def application(closed: Round) -> Application:
    return closed.applications[0]


@pytest.fixture
def berta(closed: Round) -> User:
    return closed.applications[0].contact


@pytest.fixture
def anna(closed: Round) -> User:
    return User.objects.get(email="anna@example.org")


def ask(round_: Round, application: Application, **options: object) -> Correction:
    fields: dict[str, object] = {
        "keys": ["own_share", "remark"],
        "reason": "Der Eigenanteil passt nicht zum Konzept.",
        "due_at": DUE,
        "by": round_.dora,
    }
    return as_read.ask(application=application, **{**fields, **options})


def save(correction: Correction, by: User, version: int = 0, **values: object) -> dict[str, int]:
    changes = [Change(key, value, version) for key, value in values.items()]
    return service.save(correction=correction, by=by, changes=changes)


def submit(correction: Correction, by: User, **options: object) -> Receipt:
    correction = Correction.objects.get(pk=correction.pk)
    read = receipts.digest(corrections.content(correction))
    fields: dict[str, object] = {"received_at": CLOSED_AT, "digest": read}
    return service.submit(correction=correction, by=by, **{**fields, **options})  # type: ignore[arg-type]  # one dictionary for all


def test_request_tells_the_contact_what_until_when_and_what_otherwise(
    closed: Round, application: Application, berta: User
) -> None:
    correction = ask(closed, application)

    letter = Notice.objects.get(kind="correction_request")
    assert (letter.recipient, letter.occasion) == (berta, str(correction.pk))
    assert "Montag, 8. Mai 2017, 24:00 Uhr" in letter.body
    assert "- Eigenanteil in Euro" in letter.body
    assert "- Anmerkung" in letter.body
    assert "Wenn Sie nichts tun, bleibt Fassung 1 gültig" in letter.body
    assert f"/portal/bewerbungen/{application.public_id}/berichtigung/" in letter.body


def test_correction_seals_the_valid_version_with_only_these_answers_replaced(
    closed: Round, application: Application, anna: User, berta: User
) -> None:
    before = application.valid_version
    assert before
    # What the draft says since then is nobody's business.
    application.answers.filter(question__key="title").update(value="Nie eingereicht")
    correction = ask(closed, application)
    save(correction, anna, own_share="6.000,00")
    receipt = submit(correction, berta)

    application.refresh_from_db()
    after = receipt.version
    assert (application.valid_version, application.state) == (after, "submitted")
    assert (after.number, after.occasion) == (2, Occasion.CORRECTION)
    changed = [
        (old["key"], old["value"], new["value"])
        for old, new in zip(before.content["answers"], after.content["answers"], strict=True)
        if old != new
    ]
    assert changed == [("own_share", 500_000, 600_000)]
    assert {**after.content, "answers": []} == {**before.content, "answers": []}
    assert (after.released_by, after.submitted_by) == (berta, berta)
    key = signing.receipt_key().public_key()
    assert receipts.is_valid(receipt.document, receipt.signature, key)
    correction.refresh_from_db()
    assert (correction.version, correction.answered_by) == (after, berta)
    assert [state for state in audit.verify() if not state.is_whole] == []


def test_instant_of_the_submission_stays_that_of_the_submission(
    closed: Round, application: Application, berta: User
) -> None:
    submitted_at = application.submitted_at
    submit(ask(closed, application), berta)

    application.refresh_from_db()
    assert application.submitted_at == submitted_at
    assert [move.name for move in application.moves.all()] == ["submit"]
    letter = Notice.objects.filter(kind="receipt", application=application).latest("pk")
    assert "Berichtigung" in letter.body


def test_admitted_application_stays_admitted(
    closed: Round, application: Application, berta: User
) -> None:
    correction = ask(closed, application)
    as_read.admit(application=application, by=closed.dora)
    submit(correction, berta)

    application.refresh_from_db()
    assert application.state == "admitted"


@pytest.mark.parametrize(
    ("late", "is_in"), [(-MICROSECOND, True), (timedelta(0), False), (MICROSECOND, False)]
)
def test_t01_end_of_the_correction_is_exclusive_and_the_arrival_counts(
    closed: Round, application: Application, berta: User, late: timedelta, is_in: bool
) -> None:
    correction = ask(closed, application)
    closed.at(DUE + timedelta(seconds=2))

    if is_in:
        assert submit(correction, berta, received_at=DUE + late).version.number == 2
        return
    with refused("correction_overdue"):
        submit(correction, berta, received_at=DUE + late)
    attempt = Attempt.objects.get()
    assert (attempt.code, attempt.received_at) == ("correction_overdue", DUE + late)
    assert attempt.content_digest == receipts.digest(corrections.content(correction))


def test_who_does_nothing_keeps_the_submitted_version(
    closed: Round, application: Application
) -> None:
    ask(closed, application)
    closed.at(DUE)

    application.refresh_from_db()
    assert application.valid_version
    assert application.valid_version.number == 1
    as_read.admit(application=application, by=closed.dora)
    as_read.admit(application=closed.applications[1], by=closed.dora)
    screening.close(call=closed.call, by=closed.dora)


def test_submitting_again_gives_the_same_receipt(
    closed: Round, application: Application, berta: User
) -> None:
    correction = ask(closed, application)
    first = submit(correction, berta)

    with unchanged():
        assert submit(correction, berta) == first
        with refused("draft_changed"):
            submit(correction, berta, digest="0" * 64)


def test_editor_saves_and_does_not_submit(
    closed: Round, application: Application, anna: User
) -> None:
    correction = ask(closed, application)
    save(correction, anna, remark="Ergänzt")

    with refused("not_allowed"):
        submit(correction, anna)


def test_stranger_learns_nothing(closed: Round, application: Application) -> None:
    correction = ask(closed, application)
    boris = closed.applications[1].contact

    with refused("not_found"):
        save(correction, boris, remark="Fremd")
    with refused("not_found"):
        submit(correction, boris)


def test_second_editor_is_told_and_nothing_is_lost(
    closed: Round, application: Application, anna: User, berta: User
) -> None:
    correction = ask(closed, application)
    assert save(correction, anna, remark="Von Anna") == {"remark": 1}

    with refused("version_conflict") as caught:
        save(correction, berta, remark="Von Berta")
    assert caught.field == "remark"
    assert (caught.details["theirs"], caught.details["mine"]) == ("Von Anna", "Von Berta")
    assert save(correction, berta, own_share="1") == {"own_share": 2}
    assert save(correction, berta, version=1, remark="Beides") == {"remark": 3}


def test_request_about_another_version_than_was_read_is_refused(closed: Round) -> None:
    with refused("version_changed"), unchanged():
        service.ask(
            application=closed.applications[0],
            read="0" * 64,
            by=closed.dora,
            keys=["own_share"],
            reason="Warum?",
            due_at=DUE,
        )


def test_what_was_read_is_what_is_sealed(
    closed: Round, application: Application, anna: User, berta: User
) -> None:
    correction = ask(closed, application)
    read = receipts.digest(corrections.content(correction))
    save(correction, anna, remark="Danach geändert")

    with refused("draft_changed"):
        submit(correction, berta, digest=read)


def test_other_answers_cannot_be_smuggled_in(
    closed: Round, application: Application, anna: User
) -> None:
    correction = ask(closed, application)

    with refused("unknown_question"):
        save(correction, anna, title="Besserer Titel")
    with refused("not_an_amount"):
        save(correction, anna, own_share="viel")


def test_required_answer_cannot_be_emptied(
    closed: Round, application: Application, anna: User, berta: User
) -> None:
    correction = ask(closed, application)
    save(correction, anna, own_share="")

    with refused("incomplete") as caught:
        submit(correction, berta)
    assert caught.field == "own_share"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"reason": "  "}, "reason_required"),
        ({"keys": []}, "required"),
        ({"keys": ["gibt-es-nicht"]}, "unknown_question"),
        ({"due_at": CLOSED_AT - timedelta(days=1)}, "period_past"),
        ({"due_at": CLOSED_AT + timedelta(days=63)}, "period_too_long"),
    ],
)
def test_incomplete_request_is_refused(
    closed: Round, application: Application, options: dict[str, object], code: str
) -> None:
    with refused(code):
        ask(closed, application, **options)


def test_files_and_what_decides_on_other_questions_are_not_corrected(
    make_round: MakeRound,
) -> None:
    questions = [
        *QUESTIONS,
        {"key": "plan", "kind": "files", "label": "Plan", "is_required": False},
        {
            "key": "which",
            "kind": "line",
            "label": "Welche?",
            "is_required": False,
            "condition": {"question": "perspectives", "values": ["participation"]},
        },
    ]
    round_ = make_round(Stage.CLOSED, applications=1, questions=questions)

    for key in ("plan", "perspectives", "which"):  # the last was not asked at all
        with refused("question_not_correctable"):
            ask(round_, round_.applications[0], keys=["remark", key])


def test_request_before_the_deadline_or_for_a_draft_is_refused(open_round: Round) -> None:
    draft = open_round.draft(0)
    with refused("call_not_closed"):
        ask(open_round, draft)
    open_round.at(CLOSED_AT)

    with refused("unknown_move"):
        ask(open_round, draft)


def test_request_once_the_review_is_open_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)

    with refused("reviewing_open"):
        ask(round_, round_.applications[0])


def test_second_request_waits_for_the_first_or_for_its_end(
    closed: Round, application: Application
) -> None:
    first = ask(closed, application)
    with refused("correction_standing"):
        ask(closed, application)
    closed.at(DUE)

    ask(closed, application, due_at=DUE + timedelta(days=7))
    first.refresh_from_db()
    assert first.cancelled_at == DUE or first.cancelled_at is not None
    assert Correction.objects.open().count() == 1


def test_cancelled_request_is_over_and_the_contact_is_told(
    closed: Round, application: Application, berta: User
) -> None:
    correction = ask(closed, application)
    service.cancel(correction=correction, by=closed.emil)

    assert Notice.objects.get(kind="correction_cancelled").recipient == berta
    with refused("correction_settled"):
        submit(correction, berta)
    with refused("correction_settled"):
        save(correction, berta, remark="Zu spät")
    with refused("correction_settled"):
        service.cancel(correction=correction, by=closed.dora)


def test_cancelling_after_its_end_tells_nobody(closed: Round, application: Application) -> None:
    correction = ask(closed, application)
    closed.at(DUE)
    service.cancel(correction=correction, by=closed.dora)

    assert not Notice.objects.filter(kind="correction_cancelled").exists()


def test_only_the_office_asks_and_cancels(
    closed: Round, application: Application, anna: User
) -> None:
    correction = ask(closed, application)

    with refused("not_allowed"):
        ask(closed, closed.applications[1], by=anna)
    with refused("not_allowed"):
        service.cancel(correction=correction, by=anna)


def test_review_waits_for_a_correction_that_runs(closed: Round, application: Application) -> None:
    correction = ask(closed, application)
    for each in closed.applications:
        as_read.admit(application=each, by=closed.dora)

    with refused("periods_running") as caught:
        screening.close(call=closed.call, by=closed.dora)
    assert caught.details["names"] == "Beispielstadt"
    service.cancel(correction=correction, by=closed.dora)
    screening.close(call=closed.call, by=closed.dora)


def test_audit_names_the_questions_and_not_what_was_said(
    closed: Round, application: Application, berta: User
) -> None:
    submit(ask(closed, application), berta)

    asked = AuditEntry.objects.get(act="correction.asked")
    assert asked.payload == {
        "questions": ["own_share", "remark"],
        "due": "2017-05-08T22:00:00.000000Z",
    }
    sealed = AuditEntry.objects.get(act="application.corrected")
    assert sorted(sealed.payload) == ["number", "received_at", "sha256", "version"]


def test_i11_a_reason_turns_nothing(closed: Round) -> None:
    with refused("control_characters"):
        ask(closed, closed.applications[0], reason="Der \u202eEigenanteil")
