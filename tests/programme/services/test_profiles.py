"""Profiles: a draft over what was read, published as it was seen, taken down with a reason."""

from datetime import timedelta
from typing import Any

import pytest

from competition import clock
from competition.models import Award, Notice, User
from competition.services import awards
from programme.models import ProfileVersion
from programme.queries import profiles as queries
from programme.services import profiles
from tests.fixtures.profiles import CONTENT, published, saved
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def public() -> list[ProfileVersion]:
    return list(queries.public(clock.now()))


def test_a_profile_is_public_from_its_publication_on(years: Years) -> None:
    saved(years)
    assert public() == []
    first = published(years)
    assert public() == [first]
    with unchanged():
        assert published(years) == first
    saved(years, summary="Neu.")
    assert public() == [first]
    second = published(years)
    assert (second.number, public()) == (2, [second])


def test_a_draft_is_written_over_what_was_read(years: Years) -> None:
    saved(years)
    with unchanged():
        profiles.save(award=years.awards[0], by=years.berta, read=0, content=CONTENT)
    with refused("version_conflict"):
        saved(years, read=0, summary="Anders.")
    with refused("version_conflict"):
        profiles.publish(award=years.awards[0], by=years.anna, read="0" * 64)


def test_strangers_and_unknown_awards_are_not_found(years: Years) -> None:
    assert years.boris
    with refused("not_found"):
        profiles.save(award=years.awards[0], by=years.boris, read=0, content=CONTENT)
    with refused("not_found"):
        profiles.take_down(award=years.awards[0], by=years.dora, read=1, reason="Nichts da.")


def test_before_the_announcement_there_is_no_award_to_write_about(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    award = Award.objects.filter(application=round_.applications[0]).get()
    berta = User.objects.get(email="berta@example.org")
    with refused("not_found"):
        profiles.save(award=award, by=berta, read=0, content=CONTENT)


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        ({"summary": "x" * 1501}, "too_long", "summary"),
        ({"stand": "\x00"}, "control_characters", "stand"),
        ({"stand_on": "31.2.2017"}, "not_a_date", "stand_on"),
        ({"measures": [CONTENT["measures"][0]] * 31}, "too_many_measures", "measures"),
        ({"measures": "viele"}, "malformed", "measures"),
        ({"measures": [7]}, "malformed", "measures.0"),
        (
            {"measures": [{**CONTENT["measures"][0], "title": ""}]},
            "measure_title_missing",
            "measures.0.title",
        ),
        (
            {"measures": [{**CONTENT["measures"][0], "perspective": ["data"]}]},
            "unknown_choice",
            "measures.0.perspective",
        ),
        ({"logo": "x"}, "malformed", "logo"),
    ],
)
def test_nothing_wrong_is_stored(
    years: Years, content: dict[str, Any], code: str, field: str
) -> None:
    with refused(code) as caught:
        saved(years, **content)
    assert caught.field == field


def test_gaps_are_stored_but_not_published(years: Years) -> None:
    saved(years, stand="", stand_on="")
    with refused("profile_incomplete") as caught:
        published(years)
    assert "der Stand, der Tag des Standes" in caught.sentence


def test_nobody_knows_the_stand_of_tomorrow(years: Years) -> None:
    saved(years, stand_on="2017-07-03")
    with refused("stand_in_future"):
        published(years)
    years.round.at(clock.now(years.round.call) + timedelta(days=1))
    assert published(years).number == 1


def test_what_the_office_takes_down_is_gone_until_it_is_changed(years: Years) -> None:
    saved(years)
    version = published(years)
    down: dict[str, Any] = {"award": years.awards[0], "by": years.dora}
    with refused("reason_required"):
        profiles.take_down(**down, read=1, reason="")
    with refused("version_conflict"):
        profiles.take_down(**down, read=7, reason="Fremdes Foto.")
    with refused("not_allowed"):
        profiles.take_down(award=years.awards[0], by=years.anna, read=1, reason="Fremdes Foto.")
    profiles.take_down(**down, read=version.number, reason="Fremdes Foto.")
    assert public() == []
    assert "Fremdes Foto." in Notice.objects.get(kind="profile_taken_down").body
    with unchanged():
        profiles.take_down(**down, read=1, reason="Fremdes Foto.")
    with refused("profile_taken_down"):
        profiles.take_down(award=years.awards[0], by=years.emil, read=1, reason="Anderes.")
    with refused("profile_unchanged"):
        published(years)
    saved(years, summary="Ohne Foto.")
    again = published(years)
    assert public() == [again]


def test_with_the_award_the_profile_goes(years: Years) -> None:
    saved(years)
    published(years)
    awards.decline(award=years.awards[0], reason="Kein Eigenanteil.", by=years.berta)
    assert public() == []
    with refused("award_ended"):
        saved(years, summary="Neu.")


def test_the_office_sees_who_is_silent_or_late(years: Years) -> None:
    at = clock.now(years.round.call)
    assert [each.text[:3] for each in queries.due(years.programme, at, years.dora)] == ["2 K"]
    saved(years)
    published(years)
    later = at + timedelta(days=200)
    assert [each.text[:3] for each in queries.due(years.programme, later, years.dora)] == [
        *("Ein", "Ein")
    ]
