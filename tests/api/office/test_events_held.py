"""Events for the office's programs: read, published, called off; and who has registered."""

from typing import Any

import pytest

from programme.services.events import MAX_ITEMS
from tests.api.caller import Caller, assert_problem
from tests.fixtures.events import Held, MakeEvent
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
HOME = "office/calls/beispielrunde/programme/events/"
PAGE = f"{HOME}abschlusskonferenz/"
POINT: dict[str, Any] = {
    "starts_at": "2017-09-05T09:00:00+02:00",
    "ends_at": "2017-09-05T10:00:00+02:00",
    "title": "Begrüßung",
    "room": "Saal 1",
    "speakers": [{"name": "Ada Muster", "role": "Beispielministerium"}],
}
DRAFT: dict[str, Any] = {
    "slug": "abschlusskonferenz",
    "kind": "conference",
    "title": "Abschlusskonferenz",
    "summary": "Was die Kommunen erreicht haben.",
    "starts_at": "2017-09-05T09:00:00+02:00",
    "ends_at": "2017-09-06T16:00:00+02:00",
    "capacity": 100,
    "registration_opens_at": "2017-07-01T02:00:00+02:00",
    "registration_ends_at": "2017-09-02T00:00:00+02:00",
    "agenda": [POINT],
}
NOBODY_REGISTERS = {"registration_opens_at": None, "registration_ends_at": None}


def test_what_was_read_is_published_and_called_off(as_dora: Caller, make_round: MakeRound) -> None:
    Held(Years(make_round(Stage.ANNOUNCED)).set_up())
    assert as_dora.get(HOME).rows[0]["published_at"] is None
    assert_problem(as_dora.post(f"{PAGE}publish/"), "precondition_required", 428, "version")
    assert_problem(as_dora.post(f"{PAGE}publish/", version=7), "version_conflict", 409)
    assert as_dora.post(f"{PAGE}publish/", version=1).value["stage"] == "open"
    answer = as_dora.post(f"{PAGE}cancel/", reason="Hochwasser.")
    assert answer.value["cancel_reason"] == "Hochwasser."
    again = as_dora.post(f"{PAGE}cancel/", reason="Noch einmal.")
    assert_problem(again, "event_cancelled", 409)


def test_an_event_is_prepared_and_changed_with_its_agenda(
    as_dora: Caller, make_round: MakeRound
) -> None:
    Years(make_round(Stage.ANNOUNCED)).set_up()
    made = as_dora.post(HOME, **DRAFT)
    assert (made.status, made.header("Location")) == (201, f"/api/v1/{PAGE}")
    assert made.value["agenda"] == [{**POINT, "text": "", "room": "Saal 1"}]
    assert (made.value["published_at"], made.value["erase_after_days"]) == (None, 30)
    with unchanged():
        assert_problem(as_dora.post(HOME, **DRAFT), "event_slug_taken", 409, "slug")
        unread = as_dora.patch(PAGE, place="Köln")
        assert_problem(unread, "precondition_required", 428, "version")
        assert_problem(as_dora.patch(PAGE, version=7), "version_conflict", 409)
    moved = as_dora.patch(PAGE, version=1, place="Köln", capacity=None, **NOBODY_REGISTERS).value
    assert (moved["place"], moved["capacity"], moved["version"]) == ("Köln", None, 2)
    assert (moved["title"], len(moved["agenda"])) == ("Abschlusskonferenz", 1)
    assert as_dora.patch(PAGE, version=2, agenda=[]).value["agenda"] == []


@pytest.mark.parametrize(
    ("wrong", "code", "status", "field"),
    [
        ({"agenda": [{**POINT, "title": ""}]}, "required", 400, "agenda.1.title"),
        ({"agenda": [POINT, {**POINT, "stage": 1}]}, "unknown_field", 400, "agenda.2.stage"),
        (
            {"agenda": [{**POINT, "speakers": [{"role": "Rat"}]}]},
            "required",
            400,
            "agenda.1.speakers.1.name",
        ),
        ({"agenda": [{**POINT, "ends_at": POINT["starts_at"]}]}, "agenda_reversed", 400, "agenda"),
        (
            {"agenda": [{**POINT, "ends_at": "2018-09-05T10:00:00+02:00"}]},
            "agenda_outside_event",
            400,
            "agenda",
        ),
        ({"agenda": [POINT] * (MAX_ITEMS + 1)}, "out_of_range", 400, "agenda"),
        ({"agenda": {}}, "malformed", 400, "agenda"),
        ({"capacity": 0}, "out_of_range", 400, "capacity"),
        ({"capacity": True}, "malformed", 400, "capacity"),
        ({"capacity": None}, "registration_incomplete", 400, "registration_ends_at"),
        ({"erase_after_days": None}, "required", 400, "erase_after_days"),
        ({"kind": "feast"}, "unknown_choice", 400, "kind"),
        ({"link": "http://konferenz.example"}, "event_link_invalid", 400, "link"),
        ({"slug": "anmeldung"}, "event_slug_invalid", 400, "slug"),
    ],
)
def test_an_event_that_does_not_hold_together_is_refused(
    wrong: dict[str, Any],
    code: str,
    status: int,
    field: str,
    as_dora: Caller,
    make_round: MakeRound,
) -> None:
    Years(make_round(Stage.ANNOUNCED)).set_up()
    with unchanged():
        assert_problem(as_dora.post(HOME, **{**DRAFT, **wrong}), code, status, field)


def test_who_has_registered_is_listed_in_order(as_dora: Caller, make_event: MakeEvent) -> None:
    held = make_event(capacity=1)
    held.register("ida@example.org", access_needs="Untertitel")
    held.register("jon@example.org")
    rows = as_dora.get(f"{PAGE}registrations/").rows
    assert [(row["address"], row["state"]) for row in rows] == [
        ("ida@example.org", "held"),
        ("jon@example.org", "waiting"),
    ]
    assert rows[0]["access_needs"] == "Untertitel"
    assert as_dora.get(PAGE).value["taken_count"] == 1
    waiting = as_dora.get(f"{PAGE}registrations/?state=waiting").rows
    assert [row["address"] for row in waiting] == ["jon@example.org"]
