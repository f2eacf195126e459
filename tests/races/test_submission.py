from collections.abc import Callable

from competition import clock
from competition.errors import Refusal
from competition.models import (
    Answer,
    Application,
    ApplicationMove,
    ApplicationVersion,
    AuditEntry,
    Municipality,
    Notice,
    Participant,
    Receipt,
    User,
)
from competition.models.application import ApplicationState
from competition.models.membership import Role
from competition.services import answers, applications, partners, submission
from competition.services.answers import Change
from tests.fixtures.people import acting, place
from tests.fixtures.rounds import Round, answer, partner_of, submit
from tests.races.hands import at_once, insisting, refusals, successes


def test_t05_200_simultaneous_submits_of_one_draft_give_one_receipt(
    draft: Application, berta: User
) -> None:
    outcomes = at_once([insisting(lambda: submit(draft, berta))] * 200)
    receipts = successes(outcomes)
    assert len(receipts) == 200
    assert {(each.number, each.signature) for each in receipts} == {
        Receipt.objects.values_list("number", "signature").get()
    }
    assert ApplicationVersion.objects.count() == 1
    assert ApplicationMove.objects.filter(name="submit").count() == 1
    assert AuditEntry.objects.filter(act="application.submitted").count() == 1
    assert Notice.objects.filter(kind="receipt").count() == 1


def test_receipts_of_many_applications_at_once_follow_each_other_in_the_chain(
    open_round: Round,
) -> None:
    drafts = [open_round.draft(number) for number in range(2, 34)]
    at_once([insisting(submitting(each)) for each in drafts])
    sequences = Receipt.objects.values_list("document__chain_sequence", flat=True)
    assert sorted(sequences) == list(range(1, 33))
    assert len(set(Receipt.objects.values_list("number", flat=True))) == 32


def submitting(application: Application) -> Callable[[], Receipt]:
    return lambda: submit(application, application.contact)


def test_t12_withdrawing_and_submitting_at_once_leaves_one_way_through_the_moves(
    draft: Application, berta: User
) -> None:
    submit(draft, berta)

    def withdraw() -> None:
        submission.withdraw(application=draft, by=berta, received_at=clock.now(draft.call))

    def submit_again() -> Receipt:
        return submit(draft, berta)

    outcomes = at_once([insisting(withdraw), insisting(submit_again)] * 20, hands=16)
    assert set(refusals(outcomes)) <= {"unknown_move"}
    moves = list(ApplicationMove.objects.order_by("pk"))
    assert [move.source for move in moves[1:]] == [move.target for move in moves[:-1]]
    draft.refresh_from_db()
    assert draft.state == moves[-1].target
    assert (draft.state == ApplicationState.SUBMITTED) == (draft.valid_version is not None)
    assert Receipt.objects.count() == sum(move.name == "submit" for move in moves)
    assert count_of("withdrawal") == sum(move.name == "withdraw" for move in moves)


def count_of(kind: str) -> int:
    return Notice.objects.filter(kind=kind).count()


def test_50_starts_of_one_municipality_give_one_application(
    open_round: Round, own_town: Municipality, anna: User, berta: User
) -> None:
    def starting(by: User) -> Callable[[], Application]:
        return lambda: applications.start(call=open_round.call, municipality=own_town, by=by)

    outcomes = at_once([insisting(starting(anna)), insisting(starting(berta))] * 25)
    assert {each.pk for each in successes(outcomes)} == {Application.objects.get().pk}
    assert refusals(outcomes) == []
    assert Participant.objects.count() == 1


def test_a_municipality_that_confirms_everywhere_at_once_takes_part_once(
    open_round: Round,
) -> None:
    wanted = place("99900001", "Musterwalde")
    signatory = acting("Greta", wanted, Role.SIGNATORY)
    hosts = [open_round.draft(number) for number in range(2, 8)]
    for host in hosts:
        partners.invite(application=host, municipality=wanted, by=host.contact)

    def confirming(host: Application) -> Callable[[], object]:
        participant = partner_of(host, wanted)
        return lambda: partners.confirm(participant=participant, by=signatory)

    def start() -> object:
        return applications.start(call=open_round.call, municipality=wanted, by=signatory)

    acts: list[Callable[[], object]] = [confirming(host) for host in hosts]
    outcomes = at_once([insisting(act) for act in [*acts, start]])
    counted = Participant.objects.filter(municipality=wanted, confirmed_at__isnull=False)
    assert counted.count() == 1
    assert refusals(outcomes) == ["already_applied"] * 6


def test_two_leads_that_confirm_each_other_at_once_stay_apart(open_round: Round) -> None:
    pair = [open_round.draft(2), open_round.draft(3)]
    frida = pair[0].contact
    for host, guest in (pair, reversed(pair)):
        partners.invite(application=host, municipality=guest.municipality, by=frida)

    def confirming(host: Application, guest: Application) -> Callable[[], None]:
        participant = partner_of(host, guest.municipality)
        return lambda: partners.confirm(participant=participant, by=frida)

    outcomes = at_once([confirming(pair[0], pair[1]), confirming(pair[1], pair[0])])
    assert refusals(outcomes) == ["already_applied"] * 2
    for each in pair:
        assert (
            Participant.objects.filter(municipality=each.municipality, confirmed_at__isnull=False)
            .get()
            .application_id
            == each.pk
        )


def test_t09_of_20_who_save_over_the_same_version_one_wins_and_nobody_loses_a_text(
    draft: Application, berta: User
) -> None:
    texts = [f"Fassung {number}" for number in range(20)]
    outcomes = at_once([saving(draft, berta, text, version=1) for text in texts])
    stored = Answer.objects.get(application=draft, question__key="concept")
    assert stored.version == 2
    assert successes(outcomes) == [{"concept": 2}]
    assert conflicts(outcomes) == {(text, stored.value) for text in texts} - {
        (stored.value, stored.value)
    }


def test_of_20_who_write_the_first_text_one_wins_and_nobody_loses_a_text(
    draft: Application, berta: User
) -> None:
    texts = [f"Anmerkung {number}" for number in range(20)]
    outcomes = at_once([saving(draft, berta, text, version=0, key="remark") for text in texts])
    stored = Answer.objects.get(application=draft, question__key="remark")
    assert successes(outcomes) == [{"remark": 1}]
    assert {mine for mine, _ in conflicts(outcomes)} == set(texts) - {stored.value}
    assert {theirs for _, theirs in conflicts(outcomes)} == {stored.value}


def saving(
    application: Application, by: User, text: str, *, version: int, key: str = "concept"
) -> Callable[[], dict[str, int]]:
    change = Change(key, text, version)
    return lambda: answers.save(application=application, by=by, changes=[change])


def conflicts(outcomes: list[dict[str, int] | Refusal]) -> set[tuple[str, str]]:
    """What each loser typed, and what it was shown beside it."""
    refused = [each for each in outcomes if isinstance(each, Refusal)]
    assert {each.code for each in refused} == {"version_conflict"}
    return {(each.details["mine"], each.details["theirs"]) for each in refused}


def test_what_is_sealed_while_others_save_is_one_state_of_the_draft(
    draft: Application, berta: User, anna: User
) -> None:
    def save_both(number: int) -> Callable[[], object]:
        return lambda: answer(draft, anna, concept=f"Text {number}", remark=f"Text {number}")

    def submitting_now() -> object:
        return submit(draft, berta)

    answer(draft, anna, concept="Text 0", remark="Text 0")
    acts: list[Callable[[], object]] = []
    for number in range(1, 17):
        acts += [save_both(number), submitting_now]
    at_once([insisting(act) for act in acts], hands=16)
    for version in ApplicationVersion.objects.all():
        sealed = {each["key"]: each["value"] for each in version.content["answers"]}
        assert sealed["concept"] == sealed["remark"]
