"""The two years of the demo: played by services, in the middle of everything today."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from competition import clock
from competition.models import Award, Call, Notice
from competition.models.audit import AuditEntry
from demo import definition, people, play
from demo.places import PLACES
from demo.years import discussion, funding, gatherings, showing, story
from programme import profiles
from programme.events import agenda_notation
from programme.iban import is_valid
from programme.models import (
    Agreement,
    Attendance,
    Comment,
    PaymentRequest,
    Programme,
    Registration,
    Report,
    Workshop,
)
from reviews.models import SelectionRun
from reviews.services import decision, rubric

# The nine that the demo's points choose, and who moves up.
CHOSEN = (
    *("99101001", "99102000", "99104000", "99104001", "99202000"),
    *("99203000", "99206001", "99206002", "99209001", "99216001"),
)


@pytest.fixture
def run(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> SelectionRun:
    """An announced round of ten applicants and three jurors, played as the demo plays it."""
    settings.REDIS_URL = ""
    monkeypatch.setattr(play, "JURY", people.JURY[:3])
    monkeypatch.setitem(definition.RUBRIC, "quorum", 1)
    office, towns = play.office(), play.settle()
    call = play.announce_call(
        slug="beispielrunde-klein", title="Kleine Runde", opens=-277, deadline=-212, by=office
    )
    play.move_clock(call, call.deadline_at - timedelta(days=4), office)
    for place in PLACES:
        if place.ags in CHOSEN:
            play.submit(call, place, towns[place.ags], towns)
    play.move_clock(call, call.deadline_at + timedelta(days=3), office)
    play.screen(call, office)
    rubric.open_reviewing(call=call, by=office.first)
    play.judge(call, list(call.jury_members.all()), lambda: None)
    rubric.lock_scores(call=call, by=office.first)
    found = play.run_selection(call, office)
    proposal = play.decide(found, office)
    decision.confirm(decision=proposal, read=proposal.digest, by=office.second)
    play.move_clock(call, call.deadline_at + timedelta(days=25), office)
    play.announce(call, office)
    play.wait_for_letters(call)
    return found


def test_the_two_years_are_played_up_to_today(run: SelectionRun, client: Client) -> None:
    call = Call.objects.get(pk=run.call_id)

    told = list(story.tell(call, run, play.office()))

    call.refresh_from_db()
    assert len(told) == 7
    assert call.clock_shift == timedelta(0)
    programme = Programme.objects.public(clock.now()).get(call=call)
    require_agreements(programme)
    require_reports(programme)
    require_money(programme)
    require_workshops(programme)
    require_citizens(programme)
    assert not Notice.objects.filter(call=call, state="waiting").exists()
    assert AuditEntry.objects.filter(subject=call.slug, act="payment.paid").count() == 6
    page = client.get(f"/wettbewerbe/{call.slug}/umsetzung/").content.decode()
    assert funding.TITLE in page
    assert "Profil von Beispielhausen" in page


def require_agreements(programme: Programme) -> None:
    """Nine: seven in force, one to be accepted, one to be confirmed, which is the successor's."""
    agreements = Agreement.objects.filter(programme=programme)
    assert agreements.count() == 9
    assert Agreement.objects.in_force().filter(programme=programme).count() == 7
    assert agreements.filter(confirmed_at__isnull=False, accepted_at=None).count() == 1
    unconfirmed = agreements.get(confirmed_at=None)
    assert unconfirmed.award.amendment is not None
    assert Award.objects.former(clock.now()).filter(call=programme.call).count() == 1


def require_reports(programme: Programme) -> None:
    first = Report.objects.filter(agreement__programme=programme, requirement__key="sachstand")
    assert Counter(first.values_list("state", flat=True)) == {
        "accepted": 3,
        "submitted": 3,
        "open": 1,
    }
    assert all(each.due_at < clock.now() for each in first)
    late = [each for each in first if each.latest and each.latest.submitted_at >= each.due_at]
    assert sorted(each.latest.number for each in late if each.latest) == [1, 2]
    again = next(each for each in late if each.latest and each.latest.number == 2)
    assert set(again.versions.get(number=1).comments) == {"s2-4", "s2-6"}


def require_money(programme: Programme) -> None:
    """The first part is paid to six and waits for one; the second is ordered, certified, and once
    rejected."""
    requests = PaymentRequest.objects.filter(agreement__programme=programme)
    first = requests.filter(tranche__number=1)
    assert first.filter(paid_on__isnull=False).count() == 6
    assert first.filter(checked_at=None).count() == 1
    second = requests.filter(tranche__number=2)
    assert second.filter(approved_at__isnull=False, paid_on=None).count() == 1
    assert second.filter(checked_at__isnull=False, approved_at=None).count() == 1
    assert second.filter(rejected_at__isnull=False).count() == 1


def require_workshops(programme: Programme) -> None:
    """Two are over and recorded, one is ahead; one municipality explains itself afterwards."""
    at = clock.now()
    held = Workshop.objects.filter(programme=programme, ends_at__lt=at)
    assert held.count() == 2
    assert Workshop.objects.filter(programme=programme, starts_at__gt=at).count() == 1
    states = Attendance.objects.filter(workshop__in=held).values_list("state", flat=True)
    assert Counter(states) == {"attended": 12, "excused": 1, "absent": 1}
    assert Attendance.objects.get(state="absent").message


def require_citizens(programme: Programme) -> None:
    """Comments in each state; a full conference with a queue, and a lounge with its link."""
    comments = Comment.objects.filter(section__consultation__programme=programme)
    assert Counter(comments.values_list("state", flat=True)) == {
        "shown": 4,
        "withheld": 1,
        "waiting": 2,
        "unconfirmed": 1,
    }
    assert comments.exclude(answer="").count() == 2
    places = Registration.objects.filter(event__slug=gatherings.CONFERENCE)
    assert Counter(places.values_list("state", flat=True)) == {
        "confirmed": gatherings.PLACES,
        "waiting": 2,
        "cancelled": 1,
    }
    lounge = programme.events.get(slug=gatherings.LOUNGE)
    assert lounge.link
    assert lounge.registrations.filter(state="held").count() == 1


@pytest.mark.parametrize("number", [0, 1, 99206, 99999])
def test_accounts_have_right_check_digits_at_a_bank_that_does_not_exist(number: int) -> None:
    assert is_valid(funding.iban(number))
    assert funding.iban(number)[4:12] == "00000000"


def test_every_speaker_and_commenter_is_recognisably_invented() -> None:
    days = "\n".join(f"0{day}.01.2030\n{text}" for day, text in enumerate(gatherings.DAYS, 1))
    items = [
        *agenda_notation.read(days),
        *agenda_notation.read(f"01.01.2030\n{gatherings.EVENING}"),
    ]
    names = [each["name"] for item in items for each in item["speakers"]]
    said = [*discussion.SHOWN, discussion.WITHHELD, *discussion.WAITING, discussion.UNCONFIRMED]
    assert names
    for name in [*names, *(words[0] for words in said)]:
        assert "Beispiel" in name or "Muster" in name, name


def test_every_perspective_has_its_measures() -> None:
    for place in PLACES:
        assert all(showing.MEASURES[key] for key in place.perspectives)
    assert {state for rows in showing.MEASURES.values() for _, state, _ in rows} <= set(
        profiles.STATES
    )
