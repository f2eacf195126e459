"""Workshops: prepared unseen, announced to all, changed or called off with a letter to each."""

from datetime import timedelta

import pytest

from competition.models import Notice, OfficeMember
from competition.models.people import OfficeRole
from programme.services import workshops
from tests.fixtures.programmes import MakeYears
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.workshops import AFTER, PLAN, STARTS_AT, announced, planned

pytestmark = pytest.mark.django_db


def letters(kind: str) -> int:
    return Notice.objects.filter(kind=kind).count()


def test_an_announcement_invites_everybody_once(make_years: MakeYears) -> None:
    years = make_years()
    workshop = planned(years)
    assert letters("workshop_invitation") == 0
    workshops.publish(workshop=workshop, by=years.dora, read=1)
    with unchanged():
        workshops.publish(workshop=workshop, by=years.emil, read=1)
    assert letters("workshop_invitation") == 2
    body = Notice.objects.filter(kind="workshop_invitation").order_by("pk")[0].body
    assert "Die Teilnahme gehört zu den Pflichten" in body
    assert f"/workshops/{workshop.pk}/" in body


def test_a_change_of_what_was_told_is_told(make_years: MakeYears) -> None:
    years = make_years()
    workshop = announced(years)
    changed = workshops.change(
        workshop=workshop, by=years.emil, read=1, fields={"agenda": "Um zehn geht es los."}
    )
    assert (changed.version, letters("workshop_changed")) == (2, 0)
    workshops.change(workshop=workshop, by=years.emil, read=2, fields={"place": "Köln"})
    assert letters("workshop_changed") == 2
    with refused("version_conflict"):
        workshops.change(workshop=workshop, by=years.dora, read=2, fields={"place": "Bonn"})


def test_a_plan_is_whole(make_years: MakeYears) -> None:
    years = make_years()
    for fields, code in (
        ({"title": " "}, "required"),
        ({"place": ""}, "required"),
        ({"title": "x" * 201}, "too_long"),
        ({"agenda": "\x00"}, "control_characters"),
        ({"ends_at": STARTS_AT}, "period_reversed"),
        ({"ends_at": STARTS_AT + timedelta(days=15)}, "period_too_long"),
    ):
        with refused(code):
            planned(years, **fields)


def test_no_workshop_is_there_twice(make_years: MakeYears) -> None:
    years = make_years()
    first, second = planned(years), planned(years)
    with refused("workshop_twice"):
        planned(years, title=first.title)
    with refused("workshop_twice"):
        workshops.change(workshop=second, by=years.dora, read=1, fields={"title": first.title})


def test_only_a_draft_is_discarded_and_only_the_announced_called_off(
    make_years: MakeYears,
) -> None:
    years = make_years()
    draft, shown = planned(years), announced(years)
    with refused("workshop_not_published"):
        workshops.cancel(workshop=draft, by=years.dora, reason="Krank.")
    with refused("workshop_published"):
        workshops.discard(workshop=shown, by=years.dora)
    workshops.discard(workshop=draft, by=years.dora)
    with refused("reason_required"):
        workshops.cancel(workshop=shown, by=years.dora, reason=" ")
    gone = workshops.cancel(workshop=shown, by=years.dora, reason="Krank.")
    assert gone.cancelled_at
    assert letters("workshop_cancelled") == 2
    with unchanged():
        workshops.cancel(workshop=shown, by=years.emil, reason="Noch einmal.")
    with refused("workshop_cancelled"):
        workshops.change(workshop=shown, by=years.dora, read=1, fields={"place": "Köln"})


def test_nothing_moves_once_it_has_begun(make_years: MakeYears) -> None:
    years = make_years()
    draft, shown = planned(years), announced(years)
    years.round.at(AFTER)
    with refused("workshop_begun"):
        workshops.publish(workshop=draft, by=years.dora, read=1)
    with refused("workshop_begun"):
        workshops.cancel(workshop=shown, by=years.dora, reason="Krank.")
    with refused("workshop_begun"):
        workshops.change(workshop=shown, by=years.dora, read=1, fields={"place": "Köln"})


def test_only_who_acts_for_the_office_acts(make_years: MakeYears) -> None:
    years = make_years()
    workshop = announced(years)
    with refused("not_allowed"):
        workshops.cancel(workshop=workshop, by=years.anna, reason="Krank.")
    OfficeMember.objects.filter(user=years.emil).update(role=OfficeRole.AUDITOR)
    with refused("office_reads_only"):
        workshops.create(programme=years.programme, by=years.emil, fields=PLAN)
