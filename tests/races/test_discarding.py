"""A draft that is discarded while others write, submit and join: gone as a whole, or not at all."""

from collections.abc import Callable

from competition.models import Answer, Application, Attempt, Municipality, Participant, User
from competition.services import answers, applications, partners
from competition.services.answers import Change
from tests.fixtures.rounds import partner_of, submit
from tests.races.hands import at_once, insisting, refusals

GONE = {"not_found", "unknown_move", "version_conflict", "busy"}


def test_discarding_while_others_write_and_submit_leaves_no_half_a_draft(
    draft: Application, anna: User, berta: User
) -> None:
    def save(number: int) -> Callable[[], object]:
        # A question without an answer: saving it is an insertion, beside no row of its own.
        change = Change("remark", f"Anmerkung {number}", 0)
        return lambda: answers.save_each(
            writing=answers.begin(application=draft, by=anna), changes=[change]
        )

    acts: list[Callable[[], object]] = [save(number) for number in range(20)]
    acts[7:7] = [lambda: applications.discard(application=draft, by=berta)] * 3
    acts[13:13] = [lambda: submit(draft, berta)] * 3

    outcomes = at_once([insisting(act) for act in acts])

    assert set(refusals(outcomes)) <= GONE
    if Application.objects.exists():
        assert Application.objects.get().state == "submitted"
    else:
        assert not Answer.objects.exists()
        assert not Participant.objects.exists()
        assert not Attempt.objects.filter(application__isnull=False).exists()


def test_discarding_while_the_partner_confirms_leaves_it_free(
    draft: Application, anna: User, berta: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    participant = partner_of(draft, other_town)

    outcomes = at_once(
        [
            insisting(lambda: partners.confirm(participant=participant, by=boris)),
            insisting(lambda: applications.discard(application=draft, by=berta)),
            insisting(lambda: partners.confirm(participant=participant, by=boris)),
        ]
    )

    assert set(refusals(outcomes)) <= {"not_found"}
    assert not Participant.objects.exists()
    started = applications.start(call=draft.call, municipality=other_town, by=boris)
    assert started.municipality == other_town


def test_stepping_back_while_the_lead_submits_is_one_or_the_other(
    draft: Application, anna: User, berta: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    participant = partner_of(draft, other_town)
    partners.confirm(participant=participant, by=boris)

    outcomes = at_once(
        [
            insisting(lambda: submit(draft, berta)),
            insisting(lambda: partners.step_back(participant=participant, by=boris)),
        ]
    )

    participant.refresh_from_db()
    draft.refresh_from_db()
    (code,) = refusals(outcomes)
    assert (code, draft.state, participant.confirmed_at is None) in {
        ("unknown_move", "submitted", False),
        ("partner_unconfirmed", "draft", True),
    }
