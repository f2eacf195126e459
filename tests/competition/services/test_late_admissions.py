"""Late admission: a reason, a proof, two persons, a period, and the draft as it stood."""

from datetime import timedelta

import pytest

from competition import drafts, receipts, signing
from competition.models import (
    Application,
    ApplicationVersion,
    Attempt,
    AuditEntry,
    LateAdmission,
    Notice,
    Receipt,
    User,
)
from competition.models.application import Occasion
from competition.services import late_admissions, screening, submission
from tests.fixtures import as_read
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MICROSECOND,
    OPEN_AT,
    MakeRound,
    Round,
    Stage,
    answer,
    submit,
)

pytestmark = pytest.mark.django_db
UNTIL = CLOSED_AT + timedelta(days=14)


@pytest.fixture
def closed(open_round: Round, anna: User, berta: User) -> Round:
    """A closed round: Beispielstadt missed the deadline, Musterdorf submitted."""
    missed, submitted = open_round.draft(0), open_round.draft(1)
    submit(submitted, submitted.contact)
    with refused("deadline_passed"):
        submit(missed, berta, DEADLINE_AT)
    open_round.at(CLOSED_AT)
    return open_round


@pytest.fixture
def missed(closed: Round) -> Application:
    return closed.applications[0]


def propose(round_: Round, application: Application, **options: object) -> LateAdmission:
    fields: dict[str, object] = {
        "reason": "Störung bei uns zur Stunde des Fristendes.",
        "evidence": "Protokoll der Versuche, 21.04.2017.",
        "until_at": UNTIL,
        "by": round_.dora,
    }
    return late_admissions.propose(application=application, **{**fields, **options})  # type: ignore[arg-type]  # one dictionary for all


def admit(round_: Round, application: Application, **options: object) -> LateAdmission:
    admission = propose(round_, application, **options)
    return late_admissions.confirm(admission=admission, by=round_.emil)


def _verifies(receipt: Receipt) -> bool:
    key = signing.receipt_key().public_key()
    return receipts.is_valid(receipt.document, receipt.signature, key)


def test_proposal_lets_nobody_in_yet(closed: Round, missed: Application, berta: User) -> None:
    propose(closed, missed, attempt=Attempt.objects.get())

    with refused("deadline_passed"):
        submit(missed, berta, CLOSED_AT)
    assert not Notice.objects.filter(kind="late_admission").exists()


def test_admitted_draft_is_sealed_as_late_with_a_receipt(
    closed: Round, missed: Application, berta: User
) -> None:
    admit(closed, missed)
    receipt = submit(missed, berta, CLOSED_AT)

    missed.refresh_from_db()
    version = receipt.version
    assert (missed.state, missed.valid_version) == ("submitted", version)
    assert (version.occasion, version.received_at) == (Occasion.LATE, CLOSED_AT)
    assert receipts.is_valid(
        receipt.document, receipt.signature, signing.receipt_key().public_key()
    )
    move = missed.moves.get()
    assert (move.name, move.source, move.target) == ("submit_late", "draft", "submitted")
    acts = AuditEntry.objects.filter(head__call=closed.call).order_by("sequence")
    assert acts.last().act == "application.submitted_late"  # type: ignore[union-attr]  # there is one
    letter = Notice.objects.get(kind="receipt", application=missed)
    assert "Einreichung nach Wiedereinsetzung" in letter.body
    assert "Von jetzt an gilt Fassung 1" in letter.body


def test_contact_is_told_until_when_and_what_happens_otherwise(
    closed: Round, missed: Application
) -> None:
    admission = admit(closed, missed)

    letter = Notice.objects.get(kind="late_admission")
    assert (letter.recipient, letter.occasion) == (missed.contact, str(admission.pk))
    assert "§ 32 VwVfG" in letter.body
    assert "Montag, 8. Mai 2017, 24:00 Uhr" in letter.body
    assert "nimmt Ihre Kommune nicht teil" in letter.body


@pytest.mark.parametrize(
    ("late", "is_in"), [(-MICROSECOND, True), (timedelta(0), False), (MICROSECOND, False)]
)
def test_t01_end_of_the_late_period_is_exclusive(
    closed: Round, missed: Application, berta: User, late: timedelta, is_in: bool
) -> None:
    admit(closed, missed)
    closed.at(UNTIL + timedelta(seconds=2))  # the lock came late; the arrival counts

    if is_in:
        assert submit(missed, berta, UNTIL + late).version.received_at == UNTIL + late
    else:
        with refused("deadline_passed"):
            submit(missed, berta, UNTIL + late)
        assert Attempt.objects.filter(received_at=UNTIL + late).exists()


def test_draft_cannot_be_edited_though_it_is_admitted(
    closed: Round, missed: Application, berta: User
) -> None:
    admit(closed, missed)

    with refused("deadline_passed"):
        answer(missed, berta, title="Nachgebessert")


def test_editor_submits_what_the_signatory_released_late(
    closed: Round, missed: Application, anna: User, berta: User
) -> None:
    admit(closed, missed)
    with refused("not_released"):
        submit(missed, anna, CLOSED_AT)
    submission.release(application=missed, by=berta, digest=drafts.digest(missed))

    version = submit(missed, anna, CLOSED_AT).version
    assert (version.submitted_by, version.released_by) == (anna, berta)


def test_submitting_twice_gives_the_same_receipt(
    closed: Round, missed: Application, berta: User
) -> None:
    admit(closed, missed)
    first = submit(missed, berta, CLOSED_AT)

    with unchanged():
        assert submit(missed, berta, CLOSED_AT) == first
    assert ApplicationVersion.objects.filter(application=missed).count() == 1


def test_late_application_is_not_withdrawn(closed: Round, missed: Application, berta: User) -> None:
    admit(closed, missed)
    submit(missed, berta, CLOSED_AT)

    with refused("deadline_passed"):
        submission.withdraw(application=missed, by=berta, received_at=CLOSED_AT)


def test_withdrawn_application_may_be_admitted_late(open_round: Round) -> None:
    application = open_round.draft(0)
    submit(application, application.contact)
    submission.withdraw(application=application, by=application.contact, received_at=OPEN_AT)
    open_round.at(CLOSED_AT)

    admit(open_round, application)
    submit(application, application.contact, CLOSED_AT)

    application.refresh_from_db()
    assert application.state == "submitted"


def test_others_stay_out(closed: Round, missed: Application) -> None:
    other = closed.draft(2) if closed.call.deadline_at > CLOSED_AT else None
    assert other is None
    admit(closed, missed)
    submitted = closed.applications[1]
    submitted.answers.filter(question__key="title").update(value="Geändert")

    with refused("deadline_passed"):
        submit(submitted, submitted.contact, CLOSED_AT)


def test_who_submitted_has_missed_nothing(closed: Round) -> None:
    with refused("unknown_move"):
        propose(closed, closed.applications[1])


def test_proposal_before_the_deadline_is_refused(draft: Application, open_round: Round) -> None:
    with refused("call_not_closed"):
        propose(open_round, draft)


def test_proposal_once_the_review_is_open_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, applications=1)
    missed = round_.draft(2)
    round_.advance(Stage.REVIEWING)

    with refused("reviewing_open"):
        propose(round_, missed)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"reason": " "}, "reason_required"),
        ({"evidence": ""}, "required"),
        ({"until_at": CLOSED_AT - timedelta(days=1)}, "period_past"),
        ({"until_at": CLOSED_AT + timedelta(days=32)}, "period_too_long"),
    ],
)
def test_incomplete_proposal_is_refused(
    closed: Round, missed: Application, options: dict[str, object], code: str
) -> None:
    with refused(code):
        propose(closed, missed, **options)


def test_attempt_of_another_application_is_no_ground(closed: Round, missed: Application) -> None:
    attempt = Attempt.objects.get()
    attempt.application = closed.applications[1]
    attempt.save()

    with refused("not_found"):
        propose(closed, missed, attempt=attempt)


def test_second_proposal_is_refused_while_one_stands(closed: Round, missed: Application) -> None:
    propose(closed, missed)

    with refused("late_admission_standing"):
        propose(closed, missed)


def test_proposer_cannot_confirm(closed: Round, missed: Application) -> None:
    admission = propose(closed, missed)

    with refused("same_person"):
        late_admissions.confirm(admission=admission, by=closed.dora)


def test_confirming_again_changes_nothing(closed: Round, missed: Application) -> None:
    admission = admit(closed, missed)

    with unchanged():
        late_admissions.confirm(admission=admission, by=closed.emil)
    with refused("decision_settled"):
        late_admissions.reject(admission=admission, by=closed.emil)


def test_rejected_proposal_makes_room_for_another(closed: Round, missed: Application) -> None:
    admission = propose(closed, missed)
    late_admissions.reject(admission=admission, by=closed.emil)

    with refused("decision_settled"):
        late_admissions.confirm(admission=admission, by=closed.emil)
    admit(closed, missed)


def test_confirmation_after_the_period_is_refused(closed: Round, missed: Application) -> None:
    admission = propose(closed, missed)
    closed.at(UNTIL)

    with refused("period_past"):
        late_admissions.confirm(admission=admission, by=closed.emil)


def test_only_the_office_admits(closed: Round, missed: Application, anna: User) -> None:
    admission = propose(closed, missed)

    with refused("not_allowed"):
        propose(closed, missed, by=anna)
    with refused("not_allowed"):
        late_admissions.confirm(admission=admission, by=anna)
    with refused("not_allowed"):
        late_admissions.reject(admission=admission, by=anna)


def test_review_waits_for_a_late_period(closed: Round, missed: Application) -> None:
    admit(closed, missed)
    closed.call.refresh_from_db()
    as_read.admit(application=closed.applications[1], by=closed.dora)

    with refused("periods_running") as caught:
        screening.close(call=closed.call, by=closed.dora)
    assert caught.details["names"] == "Beispielstadt"
    closed.at(UNTIL)
    screening.close(call=closed.call, by=closed.dora)


def test_audit_holds_no_reason(closed: Round, missed: Application) -> None:
    admit(closed, missed)

    entries = AuditEntry.objects.filter(act__startswith="late_admission.").order_by("sequence")
    assert [entry.act for entry in entries] == [
        "late_admission.proposed",
        "late_admission.confirmed",
    ]
    for entry in entries:
        assert sorted(entry.payload) == ["grounds_sha256", "until"]


@pytest.mark.parametrize("name", ["reason", "evidence"])
def test_i11_reason_and_proof_turn_nothing(closed: Round, missed: Application, name: str) -> None:
    with refused("control_characters"):
        propose(closed, missed, **{name: "Protokoll \u202evom Tag"})
