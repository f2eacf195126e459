"""An application by API: through the one door, and read as an act of its own."""

import pytest

from reviews.models import Reading
from reviews.services import conflicts
from tests.api.caller import Caller, assert_problem
from tests.api.operations import NOWHERE
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import Round

pytestmark = pytest.mark.django_db


def path(round_: Round, number: int = 0, act: str = "") -> str:
    return f"jury/applications/{round_.applications[number].public_id}/{act}"


def test_an_open_application_is_told_as_it_was_sealed(declared: Round, clara: Caller) -> None:
    with unchanged():
        value = clara.get(path(declared)).value
    version = declared.applications[0].valid_version
    assert version
    assert (value["sha256"], value["version"], value["read"]) == (version.digest, 1, False)
    answers = {each["key"]: each["value"] for each in value["content"]["answers"]}
    assert answers["concept"] == "Alle Vorlagen des Rates werden offene Daten."
    assert value["attachments"] == []
    assert "berta" not in str(value).casefold()


def test_reading_is_noted_by_an_act_and_once(declared: Round, clara: Caller) -> None:
    first = clara.post(path(declared, act="reading/")).value
    assert clara.get(path(declared)).value["read"] is True
    with unchanged():
        assert clara.post(path(declared, act="reading/")).value == first
    assert Reading.objects.count() == 1


def test_c20_closed_undeclared_foreign_and_made_up_are_alike(round_: Round, clara: Caller) -> None:
    juror, (closed, undeclared, foreign) = round_.jurors[0], round_.applications
    conflicts.declare(juror=juror, answers={closed.public_id: "kinship"}, by=juror.user)
    round_.declare(juror, foreign)
    juror.assignments.filter(application=foreign).delete()
    for act, method in (("", "GET"), ("reading/", "POST")):
        made_up = clara.call(method, f"jury/applications/{NOWHERE}/{act}")
        assert_problem(made_up, "not_found", 404)
        for each in (closed, undeclared, foreign):
            with unchanged():
                answer = clara.call(method, f"jury/applications/{each.public_id}/{act}")
            assert answer.body == made_up.body
