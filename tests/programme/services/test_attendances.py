"""Taking part: announced by the municipality, noted by the office, explained where it is missed."""

import pytest

from competition import clock
from competition.models import Notice
from programme.models import Agreement, Workshop
from programme.queries import workshops as queries
from programme.queries.workshops import Standing
from programme.services import attendances, workshops
from programme.services.attendances import Noted
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.workshops import AFTER, announced, note, planned, say, taking

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


@pytest.fixture
def workshop(years: Years) -> Workshop:
    return announced(years)


def test_people_are_announced_and_changed_until_it_begins(years: Years, workshop: Workshop) -> None:
    assert taking(years).standing == Standing.OPEN
    say(years, 3)
    assert taking(years).standing == Standing.ANNOUNCED
    say(years, 0, "Zeugnistag.")
    assert taking(years).standing == Standing.EXCUSES_ITSELF
    with unchanged():
        say(years, 0, "Zeugnistag.")
    years.round.at(AFTER)
    with refused("workshop_begun"):
        say(years, 2)


def test_nobody_stays_away_without_a_word(years: Years, workshop: Workshop) -> None:
    with refused("reason_required") as caught:
        say(years, 0, " ")
    assert caught.field == "message"
    for count in (-1, 51, 10**30):
        with refused("out_of_range"):
            say(years, count)


def test_nobody_answers_for_others_or_what_is_not_announced(
    years: Years, workshop: Workshop
) -> None:
    own = taking(years)
    assert years.boris
    with refused("not_found"):
        attendances.announce(
            workshop=workshop, agreement=own.agreement, by=years.boris, read=own.digest, count=1
        )
    draft = planned(years)
    with refused("not_found"):
        attendances.announce(
            workshop=draft, agreement=own.agreement, by=years.anna, read="", count=1
        )


def test_what_was_read_is_answered(years: Years, workshop: Workshop) -> None:
    own = taking(years)
    workshops.change(workshop=workshop, by=years.dora, read=1, fields={"place": "Köln"})
    with refused("version_conflict"):
        attendances.announce(
            workshop=workshop, agreement=own.agreement, by=years.anna, read=own.digest, count=1
        )


def test_nobody_announces_to_what_is_called_off(years: Years, workshop: Workshop) -> None:
    workshops.cancel(workshop=workshop, by=years.dora, reason="Krank.")
    with refused("workshop_cancelled"):
        say(years, 1)


def test_without_agreement_nobody_is_expected(years: Years, workshop: Workshop) -> None:
    Agreement.objects.update(accepted_at=None, accepted_by=None)
    with refused("workshop_without_agreement"):
        say(years, 1)
    assert not queries.takings(workshop, clock.now(years.round.call))


def test_the_office_notes_who_came_and_asks_who_did_not(years: Years, workshop: Workshop) -> None:
    with refused("workshop_not_begun"):
        note(years, workshop, **{f"ags_{OWN_TOWN}": Noted("attended", 2)})
    years.round.at(AFTER)
    (waiting,) = queries.due(years.programme, AFTER, years.dora)
    assert waiting.text == "Teilnahme am Workshop eintragen"
    note(
        years,
        workshop,
        **{f"ags_{OWN_TOWN}": Noted("absent"), f"ags_{OTHER_TOWN}": Noted("attended", 2)},
    )
    asked = Notice.objects.get(kind="workshop_missed")
    assert asked.recipient == years.berta
    assert taking(years).is_missed
    assert [each.who for each in queries.due(years.programme, AFTER, years.dora)] == ["applicants"]

    say(years, 0, "Das Auto sprang nicht an.")
    assert [each.who for each in queries.due(years.programme, AFTER, years.dora)] == ["office"]
    note(years, workshop, **{f"ags_{OWN_TOWN}": Noted("excused")})
    assert not list(queries.due(years.programme, AFTER, years.dora))
    with refused("attendance_settled"):
        say(years, 0, "Doch anders.")


def test_what_is_noted_is_whole_and_over_what_was_read(years: Years, workshop: Workshop) -> None:
    years.round.at(AFTER)
    with refused("people_needed"):
        note(years, workshop, **{f"ags_{OWN_TOWN}": Noted("attended")})
    with refused("out_of_range"):
        note(years, workshop, **{f"ags_{OWN_TOWN}": Noted("attended", 99)})
    with refused("unknown_choice"):
        note(years, workshop, **{f"ags_{OWN_TOWN}": Noted("da")})
    with refused("unknown_choice"):
        note(years, workshop, ags_99999999=Noted("excused"))
    note(years, workshop, **{f"ags_{OWN_TOWN}": Noted("excused")})
    with refused("version_conflict"):
        attendances.record(workshop=workshop, by=years.emil, read="0" * 64, rows={})
    draft = planned(years)
    with refused("workshop_not_published"):
        note(years, draft, **{f"ags_{OWN_TOWN}": Noted("excused")})
