"""Retention: due by the calendar, two persons, erased once, and the proof stays."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from competition import audit, clock, storage
from competition.models import (
    Answer,
    Application,
    ApplicationVersion,
    AuditEntry,
    Erasure,
    Notice,
    Receipt,
    User,
)
from competition.retention.periods import add_months
from competition.retention.plan import Plan
from competition.retention.stubs import GONE
from competition.services import (
    erasing,
    extensions,
    late_admissions,
    notices,
    people,
    retention,
)
from competition.tasks import sweep
from reviews.models import Review, ReviewSnapshot, Score
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.people import account
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, PUBLIC_AT, QUESTIONS, MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def drafted(make_round: MakeRound) -> Round:
    """A round with a draft of Beispielstadt, whose time has come."""
    round_ = make_round(Stage.OPEN)
    round_.draft(0)
    round_.at(add_months(DEADLINE_AT, 12))
    return round_


def plan_of(round_: Round) -> Plan:
    return Plan(round_.call, clock.now(round_.call))


def proposed(round_: Round, **options: object) -> Erasure:
    digest = plan_of(round_).digest
    return retention.propose(call=round_.call, digest=digest, by=round_.dora, **options)  # type: ignore[arg-type]  # one dictionary for all


def erased(round_: Round) -> Erasure:
    erasure = proposed(round_)
    retention.confirm(erasure=erasure, digest=erasure.digest, by=round_.emil)
    retention.carry_out(erasure_id=erasure.pk)
    erasure.refresh_from_db()
    return erasure


def test_a_draft_falls_due_a_year_after_the_deadline_and_not_a_minute_before(
    drafted: Round,
) -> None:
    assert [item.application for item in plan_of(drafted).due] == drafted.applications
    drafted.at(add_months(DEADLINE_AT, 12) - MINUTE)
    assert plan_of(drafted).due == []
    line = plan_of(drafted).lines[0]
    assert (line.due_count, line.kept_count, line.erased_count) == (0, 1, 0)
    assert line.next_at == add_months(DEADLINE_AT, 12)


def test_nothing_decided_falls_due_before_the_announcement(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=2)
    round_.at(DEADLINE_AT + timedelta(days=9000))
    assert plan_of(round_).due == []
    with refused("nothing_to_erase"):
        proposed(round_)


def test_proposing_erases_nothing_and_is_logged(drafted: Round) -> None:
    erasure = proposed(drafted)
    assert Answer.objects.exists()
    assert [each["id"] for each in erasure.plan["applications"]] == [
        drafted.applications[0].public_id
    ]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.payload["sha256"]) == ("erasure.proposed", erasure.digest)
    assert drafted.applications[0].municipality.name not in str(erasure.plan)


def test_what_was_read_is_what_is_proposed(drafted: Round) -> None:
    with refused("erasure_changed"):
        retention.propose(call=drafted.call, digest="0" * 64, by=drafted.dora)


def test_one_proposal_at_a_time(drafted: Round) -> None:
    proposed(drafted)
    with refused("erasure_standing"):
        proposed(drafted)


def test_something_may_stay_for_now(drafted: Round) -> None:
    with refused("application_unknown") as caught:
        proposed(drafted, left_out=["gibt-es-nicht"])
    assert caught.field == "left_out"
    with refused("nothing_to_erase"):
        proposed(drafted, left_out=[drafted.applications[0].public_id])


def test_two_persons(drafted: Round, stranger: User) -> None:
    erasure = proposed(drafted)
    with refused("same_person"):
        retention.confirm(erasure=erasure, digest=erasure.digest, by=drafted.dora)
    with refused("erasure_changed"):
        retention.confirm(erasure=erasure, digest="0" * 64, by=drafted.emil)
    for by, code in ((stranger, "not_allowed"), (account("Rita"), "office_reads_only")):
        if code == "office_reads_only":
            people.admit_to_office(user=by, by=None, role="auditor")
        for act in (retention.confirm, retention.reject):
            options = {"digest": erasure.digest} if act == retention.confirm else {}
            with refused(code):
                act(erasure=erasure, by=by, **options)
        with refused(code):
            retention.propose(call=drafted.call, digest="", by=by)


def test_longer_periods_stop_what_was_proposed(drafted: Round) -> None:
    erasure = proposed(drafted)
    drafted.call.retention_months = {"draft": 13}
    drafted.call.save()
    with refused("erasure_changed"):
        retention.confirm(erasure=erasure, digest=erasure.digest, by=drafted.emil)


def test_rejected_proposal_erases_nothing(drafted: Round) -> None:
    erasure = proposed(drafted)
    retention.reject(erasure=erasure, by=drafted.dora)
    retention.carry_out(erasure_id=erasure.pk)
    assert Answer.objects.exists()
    with refused("decision_settled"):
        retention.confirm(erasure=erasure, digest=erasure.digest, by=drafted.emil)
    assert proposed(drafted)


def test_the_sweep_erases_what_a_lost_nudge_left_and_does_it_once(drafted: Round) -> None:
    erasure = proposed(drafted)
    retention.confirm(erasure=erasure, digest=erasure.digest, by=drafted.emil)
    assert Answer.objects.exists()
    sweep()
    assert not Answer.objects.exists()
    erasure.refresh_from_db()
    assert erasure.counts["applications"] == 1
    before = AuditEntry.objects.count()
    sweep()
    retention.carry_out(erasure_id=erasure.pk)
    assert AuditEntry.objects.count() == before
    assert retention.confirm(erasure=erasure, digest="", by=drafted.emil) == erasure


def test_an_erased_draft_takes_nobody_in_any_more(drafted: Round) -> None:
    erased(drafted)
    with refused("application_erased"):
        late_admissions.propose(
            application=drafted.applications[0],
            by=drafted.dora,
            reason="x",
            evidence="y",
            until_at=clock.now(drafted.call) + timedelta(days=3),
        )
    with refused("content_opened"):
        extensions.propose(
            call=drafted.call,
            by=drafted.dora,
            reason="x",
            deadline_to=clock.now(drafted.call) + timedelta(days=3),
        )


@pytest.fixture
def announced(make_round: MakeRound, own_store: Path) -> Round:
    """A decided round, three applications with a file each and two places, 24 months later."""
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
    for number in range(3):
        application = round_.draft(number)
        attach(application, application.contact, pdf(f"Beschluss {number}"))
        round_.receipts.append(submit(application, application.contact))
        application.refresh_from_db()
    round_.stage = Stage.SUBMITTED
    round_.advance(Stage.ANNOUNCED)
    round_.at(add_months(PUBLIC_AT, 24))
    for digest in storage.digests():
        os.utime(storage.path_of(digest), (time.time() - 200_000,) * 2)
    return round_


def test_c24_erasing_takes_content_and_leaves_the_proof(announced: Round) -> None:
    gone = announced.applications[2]
    kept = ApplicationVersion.objects.get(application=announced.applications[0]).content
    signed = Receipt.objects.values_list("document", "signature").order_by("pk")
    before = list(signed)
    erasure = erased(announced)
    assert [each["outcome"] for each in erasure.plan["applications"]] == ["rejected"]
    assert erasure.counts == {"applications": 1, "files": 1, "accounts": 0}

    gone.refresh_from_db()
    version = gone.versions.get()
    assert gone.erased_at is not None
    assert (version.title, version.content["answers"]) == (GONE, [])
    assert version.content["municipality"]["ags"] == gone.municipality.ags
    assert version.digest == version.receipt.document["sha256"]
    assert not gone.answers.exists()
    assert not gone.attachments.exists()
    assert set(Notice.objects.filter(application=gone).values_list("body", flat=True)) == {GONE}
    assert not Notice.objects.filter(application=gone, address__contains="@example").exists()
    reviews = Review.objects.filter(application=gone)
    assert set(reviews.values_list("comment", flat=True)) == {""}
    assert Score.objects.filter(review__application=gone).exists()
    assert not ReviewSnapshot.objects.filter(review__application=gone).exists()

    assert list(signed) == before
    assert ApplicationVersion.objects.get(application=announced.applications[0]).content == kept
    assert len(list(storage.digests())) == 2
    assert all(state.is_whole for state in audit.verify())


def test_a_stub_without_an_entry_in_the_chain_is_a_break(announced: Round) -> None:
    version = announced.applications[2].versions.get()
    version.content = {"answers": [], "erased": {"sha256": version.digest}}
    version.save()
    assert [state.is_whole for state in audit.verify()] == [True, False]


def test_a_stub_that_says_something_is_a_break(announced: Round) -> None:
    erased(announced)
    version = announced.applications[2].versions.get()
    version.content["answers"] = [{"key": "concept", "value": "Anderes."}]
    version.save()
    assert not all(state.is_whole for state in audit.verify())


def test_erasing_again_changes_nothing(announced: Round) -> None:
    erased(announced)
    before = AuditEntry.objects.count()
    gone = Application.objects.get(pk=announced.applications[2].pk)
    assert not erasing.erase(application=gone, erasure_id=1, by=None)
    assert AuditEntry.objects.count() == before


def test_erased_letters_are_not_sent_again(announced: Round) -> None:
    Notice.objects.filter(application=announced.applications[2]).update(
        state="waiting", sent_at=None
    )
    erased(announced)
    letter = Notice.objects.filter(application=announced.applications[2]).first()
    assert letter is not None
    assert letter.state == "failed"
    with refused("letter_erased"):
        notices.repeat(notice=letter, by=announced.dora)


def test_what_was_begun_is_gone_on_with(announced: Round) -> None:
    announced.at(add_months(PUBLIC_AT, 120))
    erasure = proposed(announced)
    retention.confirm(erasure=erasure, digest=erasure.digest, by=announced.emil)
    first = announced.applications[0]
    erasing.erase(application=first, erasure_id=erasure.pk, by=announced.emil)
    retention.carry_out(erasure_id=erasure.pk)
    assert Application.objects.filter(erased_at__isnull=True).count() == 0
    assert AuditEntry.objects.filter(act="application.erased").count() == 3
    assert all(state.is_whole for state in audit.verify())
