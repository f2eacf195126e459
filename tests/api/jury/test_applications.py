"""An application by API: through the one door, and read as an act of its own."""

import pytest

from competition.models import Application, Attachment
from reviews.models import Reading
from reviews.services import conflicts
from tests.api.caller import Caller, assert_problem, jury_caller_of
from tests.api.operations import NOWHERE
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import QUESTIONS, Round, Stage

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


class Filed(Round):
    """A round whose first application was submitted with a file."""

    def draft(self, number: int, **values: object) -> Application:
        application = super().draft(number, **values)
        if number == 0:
            attach(application, application.contact, pdf())
        return application


@pytest.mark.usefixtures("own_store")
def test_a02_a_file_is_told_and_sent_where_the_text_is_open(db: None) -> None:
    round_ = Filed(applications=2, jurors=2, questions=[*QUESTIONS, FILES])
    round_.advance(Stage.REVIEWING)
    juror, (own, other) = round_.jurors[0], round_.applications
    clara = jury_caller_of(juror.user, round_.call)
    sha256 = Attachment.objects.get().sha256
    file = path(round_, act=f"attachments/resolution/{sha256}/")
    elsewhere = f"jury/applications/{other.public_id}/attachments/resolution/{sha256}/"
    assert_problem(clara.get(file), "not_found", 404)
    round_.declare(juror)
    (told,) = clara.get(path(round_)).value["attachments"]
    assert (told["sha256"], told["key"]) == (sha256, "resolution")
    assert clara.get(file).body == pdf()
    assert_problem(clara.get(elsewhere), "not_found", 404)
    conflicts.declare(juror=juror, answers={own.public_id: "kinship"}, by=juror.user)
    assert_problem(clara.get(file), "not_found", 404)
