"""The audit chains: change, removal, insertion, reordering and a cut-off end are found."""

from datetime import timedelta

import pytest

from competition import audit, receipts
from competition.models import AuditEntry, AuditHead, Receipt, User
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage, answer, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(emil: User) -> AuditHead:
    """The internal log with five acts, and nothing else in it."""
    for number in range(1, 6):
        audit.log(act=f"act.{number}", by=emil, subject="s", payload={"number": number})
    return AuditHead.objects.get(call=None)


def entry(head: AuditHead, back: int) -> AuditEntry:
    """An entry counted from the end (0: the last)."""
    return head.entries.get(sequence=head.sequence - back)


def broken(head: AuditHead) -> tuple[int | None, str | None]:
    """Where the internal log breaks, and what was done there."""
    found = audit.verify()[0]
    assert found.broken_at == audit.first_break(head)
    return found.broken_at, found.fault


def test_log_chains_each_entry_to_the_one_before(head: AuditHead) -> None:
    last, before = entry(head, 0), entry(head, 1)

    assert (last.act, last.payload) == ("act.5", {"number": 5})
    assert last.previous_digest == before.digest
    assert head.digest == last.digest == audit.entry_digest(last)


def test_log_of_a_call_and_the_internal_one_are_two_chains(head: AuditHead, call: object) -> None:
    before = AuditHead.objects.get(call=None).sequence

    chained = audit.log(act="a", by=None, subject="s", chain=Round(fields={"slug": "b"}).call)

    assert chained.sequence == 1
    assert chained.previous_digest == "0" * 64
    assert AuditHead.objects.get(call=None).sequence == before + 1  # the call's own creation


def test_whole_chain_has_no_break(head: AuditHead) -> None:
    with unchanged():
        assert audit.first_break(head) is None


def test_empty_chain_has_no_break(db: None) -> None:
    assert audit.first_break(AuditHead.objects.create(digest="0" * 64)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"number": 30}},
        {"act": "act.x"},
        {"subject": "t"},
        {"actor": None},
        {"digest": "f" * 64},
        {"previous_digest": "f" * 64},
    ],
)
def test_changed_entry_is_found(head: AuditHead, change: dict[str, object]) -> None:
    middle = entry(head, 2)
    AuditEntry.objects.filter(pk=middle.pk).update(**change)

    assert broken(head) == (middle.sequence, "changed")


def test_instant_changed_by_a_microsecond_is_found(head: AuditHead) -> None:
    middle = entry(head, 2)
    AuditEntry.objects.filter(pk=middle.pk).update(at=middle.at + timedelta(microseconds=1))

    assert audit.first_break(head) == middle.sequence


def test_changed_entry_with_its_digest_made_to_fit_is_found_by_the_next(head: AuditHead) -> None:
    middle = entry(head, 2)
    middle.subject = "forged"
    middle.digest = audit.entry_digest(middle)
    middle.save()

    assert broken(head) == (middle.sequence, "changed")


def test_removed_entry_is_found(head: AuditHead) -> None:
    middle = entry(head, 2)
    gap = middle.sequence
    middle.delete()

    assert broken(head) == (gap, "removed")


def test_removed_entry_with_the_gap_closed_is_found(head: AuditHead) -> None:
    gap = entry(head, 2).sequence
    entry(head, 2).delete()
    for later in head.entries.filter(sequence__gt=gap).order_by("sequence"):
        later.sequence -= 1
        later.save()

    assert broken(head) == (gap, "removed")


def test_inserted_entry_is_found(head: AuditHead) -> None:
    last = entry(head, 0)
    forged = AuditEntry(
        head=head,
        sequence=last.sequence + 1,
        at=last.at,
        act="forged",
        subject="s",
        previous_digest=last.digest,
    )
    forged.digest = audit.entry_digest(forged)
    forged.save()

    assert broken(head) == (last.sequence + 1, "inserted")


def test_reordered_entries_are_found(head: AuditHead) -> None:
    first, second = entry(head, 3), entry(head, 2)
    for moved, to in ((first, 1_000), (second, first.sequence), (first, second.sequence)):
        AuditEntry.objects.filter(pk=moved.pk).update(sequence=to)

    assert broken(head) == (first.sequence, "reordered")


def test_cut_off_end_is_found(head: AuditHead) -> None:
    entry(head, 0).delete()

    assert broken(head) == (head.sequence, "cut_off")


def test_entry_inserted_into_the_middle_with_the_later_ones_moved_on_is_found(
    head: AuditHead,
) -> None:
    before = entry(head, 2)
    for later in head.entries.filter(sequence__gt=before.sequence).order_by("-sequence"):
        later.sequence += 1
        later.save()
    forged = AuditEntry(
        head=head,
        sequence=before.sequence + 1,
        at=before.at,
        act="forged",
        subject="s",
        previous_digest=before.digest,
    )
    forged.digest = audit.entry_digest(forged)
    forged.save()

    assert broken(head) == (before.sequence + 1, "inserted")


def test_last_entry_changed_with_its_digest_made_to_fit_is_found_by_the_head(
    head: AuditHead,
) -> None:
    last = entry(head, 0)
    last.subject = "forged"
    last.digest = audit.entry_digest(last)
    last.save()

    assert broken(head) == (last.sequence, "changed")


def cut(head: AuditHead) -> str:
    """Take the last entry away and let the head fit; returns the digest it had."""
    last, before = entry(head, 0), entry(head, 1)
    last.delete()
    AuditHead.objects.filter(pk=head.pk).update(sequence=before.sequence, digest=before.digest)
    return last.digest


def test_end_cut_off_with_its_head_is_found_by_a_head_given(head: AuditHead) -> None:
    number, digest = head.sequence, cut(head)
    assert audit.verify()[0].is_whole

    for given in (audit.Elsewhere("s", digest), audit.Elsewhere("s", digest, number)):
        found = audit.verify([given])[0]
        assert (found.broken_at, found.fault, found.witness) == (number, "cut_off", "s")


def test_chain_written_anew_is_found_by_a_head_given(head: AuditHead) -> None:
    given = audit.Elsewhere("s", entry(head, 1).digest, entry(head, 1).sequence)
    assert audit.verify([given])[0].is_whole
    digest = "0" * 64
    for each in head.entries.order_by("sequence"):
        each.previous_digest, each.subject = digest, "forged"
        each.digest = digest = audit.entry_digest(each)
        each.save()
    AuditHead.objects.filter(pk=head.pk).update(digest=digest)

    found = audit.verify([given])[0]
    assert (found.broken_at, found.fault) == (given.number, "changed")


def test_chain_that_went_on_still_holds_an_older_head(head: AuditHead) -> None:
    given = [audit.Elsewhere("s", each.digest, each.sequence) for each in head.entries.all()]

    assert audit.verify(given)[0].is_whole


def test_verify_finds_whole_chains(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=2)

    states = audit.verify()

    assert [(state.call, state.is_whole) for state in states] == [(None, True), (round_.call, True)]
    assert states[1].length == 2


def test_end_cut_off_together_with_its_head_is_found_by_a_receipt(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=2)
    head = AuditHead.objects.get(call=round_.call)
    head.entries.get(sequence=2).delete()
    head.sequence, head.digest = 1, head.entries.get(sequence=1).digest
    head.save()

    assert audit.first_break(head) is None
    found = audit.verify()[1]
    assert (found.broken_at, found.receipt) == (2, round_.receipts[1].number)


def test_chain_removed_altogether_is_found_by_the_receipts(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=2)
    AuditEntry.objects.filter(head__call=round_.call).delete()
    AuditHead.objects.filter(call=round_.call).delete()

    found = audit.verify()[1]
    assert (found.call, found.broken_at) == (round_.call, 1)


def test_chain_written_anew_from_a_forged_entry_is_found_by_a_receipt(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=3)
    head = AuditHead.objects.get(call=round_.call)
    digest = "0" * 64
    for each in head.entries.order_by("sequence"):
        each.previous_digest, each.subject = digest, "forged"
        each.digest = digest = audit.entry_digest(each)
        each.save()
    head.digest = digest
    head.save()

    assert audit.first_break(head) is None
    assert (audit.verify()[1].broken_at, audit.verify()[1].receipt) == (
        1,
        round_.receipts[0].number,
    )


def test_sealed_content_changed_behind_the_services_is_found_by_its_receipt(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=2)
    version = round_.receipts[1].version
    version.content["answers"][0]["value"] = "Nachträglich besser"
    version.digest = receipts.digest(version.content)
    version.save()

    found = audit.verify()[1]
    assert (found.broken_at, found.receipt) == (2, round_.receipts[1].number)


def test_chain_names_what_the_receipt_names(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    application = round_.applications[0]
    answer(application, application.contact, title="Neuer Titel")
    submit(application, application.contact)

    chained = AuditEntry.objects.filter(head__call=round_.call).order_by("sequence")
    signed = [receipt.document for receipt in Receipt.objects.order_by("version__number")]
    assert [each.digest for each in chained] == [each["chain_digest"] for each in signed]
    assert [each.payload["sha256"] for each in chained] == [each["sha256"] for each in signed]
