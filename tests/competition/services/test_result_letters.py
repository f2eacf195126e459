"""Who is owed which letter of the result: the reserve, and copies for confirmed partners."""

from typing import Any

import pytest

from competition import clock
from competition.letters import amendments as texts
from competition.letters import partner_letters
from competition.models import (
    Announcement,
    Application,
    Mailbox,
    Membership,
    Municipality,
    Notice,
    Participant,
    Publication,
    User,
)
from competition.services import (
    amendments,
    announcement,
    letter_previews,
    retrievals,
)
from tests.fixtures import as_read
from tests.fixtures.amendments import AMENDED_AT, award_of
from tests.fixtures.announcing import confirm_as_read
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
FIELDS: dict[str, Any] = {
    "places_count": 1,
    "facts": {"remedy_notice": "Klage binnen eines Monats."},
}


@pytest.fixture
def prepared(make_round: MakeRound) -> Round:
    return make_round(Stage.PREPARED, applications=3, fields=FIELDS)


def letters(round_: Round) -> list[Notice]:
    standing = Announcement.objects.get(call=round_.call)
    return announcement.letters_of(standing, announcement.addressees(standing.call))


def name_reserve(round_: Round, application: Application, reserve: object = True) -> None:
    """The decision's reasons name the application a reserve, and the call tells it."""
    type(round_.call).objects.update(names_reserve=True)
    frozen = Publication.objects.get(application=application, kind="reasons")
    frozen.content = {**frozen.content, "reserve": reserve}
    Publication.objects.filter(pk=frozen.pk).update(content=frozen.content)


def test_reserve_is_told_so_with_points_and_remedy(prepared: Round) -> None:
    second = prepared.applications[1]
    name_reserve(prepared, second)

    found = {each.application_id: each for each in letters(prepared)}

    kinds = [found[each.pk].kind for each in prepared.applications]
    assert kinds == ["award", "reserve", "rejection"]
    body = found[second.pk].body
    for told in (
        "Sie wird jetzt nicht gefördert; sie steht auf einem Nachrückplatz.",
        "verzichtet oder ihre Förderung verliert und die Geschäftsstelle darüber neu entscheidet",
        "Geschieht nichts, bleibt es bei dieser Absage.",
        "- Überzeugungskraft: 4,50 von 5 Punkten, Gewicht 2",
        "Klage binnen eines Monats.",
    ):
        assert told in body


@pytest.mark.parametrize("reserve", [False, None, "true", 1, [True]])
def test_reserve_is_told_for_nothing_but_true(prepared: Round, reserve: object) -> None:
    name_reserve(prepared, prepared.applications[1], reserve)
    assert [each.kind for each in letters(prepared)].count("reserve") == 0


def test_reserve_is_told_only_where_the_call_names_it(prepared: Round) -> None:
    name_reserve(prepared, prepared.applications[1])
    type(prepared.call).objects.update(names_reserve=False)

    assert [each.kind for each in letters(prepared)].count("rejection") == 2


@pytest.mark.parametrize("reserve", [False, True])
def test_candidates_of_a_preview_are_those_who_would_be_told_so(
    make_round: MakeRound, reserve: bool
) -> None:
    round_ = make_round(Stage.CLOSED, applications=4, fields=FIELDS)
    as_read.exclude(application=round_.applications[3], by=round_.dora, reason="Kein Beschluss.")
    round_.advance(Stage.PREPARED)
    if reserve:
        name_reserve(round_, round_.applications[1])
    round_.call.refresh_from_db()

    for kind in ("award", "rejection", "reserve", "exclusion"):
        told = {each.application_id for each in letters(round_) if each.kind == kind}
        found = letter_previews.candidates(round_.call, kind)
        assert {each.pk for each in found} == told


def test_preview_is_the_very_letter_that_is_owed(prepared: Round) -> None:
    second = letter_previews.candidates(prepared.call, "rejection")[0]
    (owed,) = [each for each in letters(prepared) if each.application_id == second.pk]
    prepared.call.refresh_from_db()

    subject, body = "Nein: {kommune}", "{begruendung}\n\n{kriterien}\n\n{rechtsbehelf}"
    shown = letter_previews.of(prepared.call, "rejection", subject, body, second)

    assert shown.subject == f"Nein: {second.municipality.name}"
    inner = [line for line in shown.body.splitlines() if line]
    assert set(inner) <= set(owed.body.splitlines())


# Partners


def join(round_: Round, town: Municipality, by: User | None) -> Participant:
    """The town as a partner of the first application, confirmed where ``by`` confirms."""
    return Participant.objects.create(
        application=round_.applications[0],
        call=round_.call,
        municipality=town,
        role="partner",
        place={},
        invited_at=clock.now(),
        invited_by=round_.dora,
        confirmed_at=clock.now() if by else None,
        confirmed_by=by,
    )


def mailbox(town: Municipality, by: User, *, confirmed: bool = True) -> None:
    Mailbox.objects.create(
        municipality=town,
        address=f"post-{town.ags}@example.org",
        added_at=clock.now(),
        added_by=by,
        confirmed_at=clock.now() if confirmed else None,
        secret_digest=town.ags * 8,
    )


@pytest.fixture
def third(prepared: Round) -> tuple[Municipality, User]:
    """A partner town and who signs for it."""
    return prepared.place(4)


def to_partners(round_: Round) -> list[tuple[str, str]]:
    found = [each for each in letters(round_) if each.kind == "partner_result"]
    return [(each.address, each.occasion) for each in found]


def test_confirmed_partner_gets_the_letter_word_for_word(
    prepared: Round, third: tuple[Municipality, User], emil: User
) -> None:
    town, person = third
    join(prepared, town, person)
    mailbox(town, person)
    type(prepared.call).objects.update(title="Runde {{7*7}}")

    confirm_as_read(prepared.call, emil)

    result = Notice.objects.get(kind="award")
    copies = Notice.objects.filter(kind="partner_result").order_by("pk")
    assert [(each.recipient, each.address) for each in copies] == [
        (person, person.email),
        (None, "post-99005001@example.org"),
    ]
    for copy in copies:
        assert copy.subject == f"Zur Kenntnis: {result.subject}"
        assert copy.body.endswith(result.body)
        assert "Beispielort 5 ist Partner der Bewerbung von Beispielstadt" in copy.body
        assert (copy.due_at, copy.application) == (result.due_at, result.application)


def test_who_never_confirmed_gets_nothing(
    prepared: Round, third: tuple[Municipality, User]
) -> None:
    town, person = third
    join(prepared, town, None)
    mailbox(town, person)

    assert to_partners(prepared) == []


def test_who_acts_for_the_partner_no_more_gets_nothing(
    prepared: Round, third: tuple[Municipality, User], stranger: User
) -> None:
    town, person = third
    join(prepared, town, stranger)
    mailbox(town, person, confirmed=False)

    assert to_partners(prepared) == [(person.email, "announcement 99005001")]


def test_partner_reads_the_copy_in_the_portal_and_nobody_else_of_the_lead(
    prepared: Round, third: tuple[Municipality, User], emil: User
) -> None:
    town, person = third
    lead = prepared.applications[0].contact
    join(prepared, town, person)
    confirm_as_read(prepared.call, emil)
    Notice.objects.filter(kind__in=("award", "partner_result")).update(due_at=clock.now())
    copy = Notice.objects.get(kind="partner_result")
    result = Notice.objects.get(kind="award")

    assert retrievals.open_letter(notice=copy, by=person).user == person
    with refused("not_found"):
        retrievals.open_letter(notice=result, by=person)
    with refused("not_found"):
        retrievals.open_letter(notice=copy, by=lead)
    Membership.objects.filter(user=person, municipality=town).delete()
    with refused("not_found"):
        retrievals.open_letter(notice=copy, by=person)


def test_copies_are_counted_apart_before_and_after_the_confirmation(
    prepared: Round, third: tuple[Municipality, User], emil: User
) -> None:
    town, person = third
    join(prepared, town, person)
    mailbox(town, person)
    mailbox(prepared.applications[0].municipality, emil)
    standing = Announcement.objects.get()
    before = announcement.extent(standing, announcement.partners_of(prepared.call))

    standing = confirm_as_read(prepared.call, emil)

    assert before == announcement.extent(standing, {}) == (1, 2)
    assert announcement.owed_by(standing).count() == 3 + 1 + 2


def test_recipients_of_nobody_ask_for_nothing_more(prepared: Round) -> None:
    assert partner_letters.recipients_of([]) == {}


def test_partners_hear_of_an_amendment_and_of_nothing_that_is_overtaken(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.ANNOUNCED, fields={"places_count": 1})
    town, person = round_.place(4)
    join(round_, town, person)
    award = award_of(round_.applications[0])
    amendment = amendments.make(
        call=round_.call,
        ends=[award],
        grants=[],
        reason="Ein Gutachten war vertauscht.",
        public_at=AMENDED_AT,
        proposed_by=round_.dora,
        proposed_at=PUBLIC_AT,
        by=round_.emil,
    )

    (letter,) = amendments.owe_letters(amendment)

    copy = Notice.objects.get(kind="partner_result")
    assert (copy.recipient, copy.occasion) == (person, "amendment-1 99005001")
    assert copy.due_at == letter.due_at
    assert copy.body.endswith(letter.body)
    award.refresh_from_db()
    texts.forget_revocation(award)
    assert not Notice.objects.filter(kind__in=("revocation", "partner_result")).exists()
