"""Whose assignment has ended reaches neither content nor the own draft, by no page of the jury."""

from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Application, Attachment
from reviews import cases, queries
from reviews.assignments import assignment_plan, workload
from reviews.assignments.assignment_plan import Act, Wish
from reviews.models import JuryMember, Review
from reviews.services import assignments, conflicts, reviews
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import CRITERIA, QUESTIONS, Round, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
FULL = {criterion["key"]: "4,5" for criterion in CRITERIA}
SECRET = "Meine Bemerkung zum Entwurf"  # what only the juror has written


class Filed(Round):
    """A round whose first application was submitted with a file."""

    def draft(self, number: int, **values: object) -> Application:
        application = super().draft(number, **values)
        if number == 0:
            attach(application, application.contact, pdf())
        return application


@pytest.fixture
def round_() -> Round:
    """Clara has a draft for the first application; then its assignment ends."""
    made = Filed(applications=2, jurors=2, questions=[*QUESTIONS, FILES]).advance(Stage.REVIEWING)
    juror, application = made.jurors[0], made.applications[0]
    made.declare(juror)
    reviews.save(
        juror=juror, application=application, by=juror.user, version=0, scores=FULL, comment=SECRET
    )
    end(made, juror, application)
    return made


def end(round_: Round, juror: JuryMember, application: Application) -> None:
    wishes = [Wish((application.pk, juror.pk), Act.END, "Erkrankt")]
    plan = assignment_plan.planned(workload.of(round_.call), wishes)
    assignments.change(call=round_.call, wishes=wishes, digest=plan.digest, by=round_.dora)


def review_address(round_: Round) -> str:
    return reverse("review", args=[round_.call.slug, round_.applications[0].public_id])


def test_page_of_the_review_is_not_found(client: Client, round_: Round) -> None:
    client.force_login(round_.jurors[0].user)
    for answer in (
        client.get(review_address(round_)),
        client.post(review_address(round_), {"version": "1", "points-idea": "1"}),
    ):
        assert answer.status_code == 404
        assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("name", ["review-save", "review-read", "review-keys", "review-history"])
def test_what_belongs_to_the_review_is_not_found(client: Client, round_: Round, name: str) -> None:
    client.force_login(round_.jurors[0].user)
    address = reverse(name, args=[round_.call.slug, round_.applications[0].public_id])
    for answer in (client.get(address), client.post(address, {"version": "1", "comment": "Neu"})):
        assert answer.status_code in (404, 405)
        assert SECRET not in answer.content.decode()
    assert Review.objects.get().comment == SECRET


def test_workbook_holds_nothing_of_it(client: Client, round_: Round) -> None:
    client.force_login(round_.jurors[0].user)
    answer = client.get(reverse("jury-workbook", args=[round_.call.slug]))
    with ZipFile(BytesIO(answer.content)) as parts:
        told = b"".join(parts.read(name) for name in parts.namelist()).decode(errors="replace")
    assert "Musterdorf" in told
    assert "Beispielstadt" not in told
    assert round_.applications[0].public_id not in told
    assert SECRET not in told


def test_attachment_is_not_found(client: Client, round_: Round) -> None:
    client.force_login(round_.jurors[0].user)
    parts = [round_.call.slug, round_.applications[0].public_id, "resolution"]
    address = reverse("review-attachment", args=[*parts, Attachment.objects.get().sha256])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["jury-call", "jury-matrix"])
def test_lists_do_not_name_it(client: Client, round_: Round, name: str) -> None:
    client.force_login(round_.jurors[0].user)
    answer = client.get(reverse(name, args=[round_.call.slug]))
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Musterdorf" in page
    assert "Beispielstadt" not in page
    assert round_.applications[0].public_id not in page
    assert SECRET not in page


def test_counts_of_the_jurys_start_leave_it_out(client: Client, round_: Round) -> None:
    client.force_login(round_.jurors[0].user)
    (seat,) = client.get(reverse("jury")).context["seats"]
    assert (seat.assigned_count, seat.draft_count) == (1, 0)


def test_no_service_of_the_jury_takes_it(round_: Round) -> None:
    juror, application = round_.jurors[0], round_.applications[0]
    mine: dict[str, Any] = {"juror": juror, "application": application, "by": juror.user}
    with refused("not_assigned"):
        reviews.save(**mine, version=1, scores=FULL, comment="Neu")
    with refused("not_assigned"):
        reviews.finalise(**mine, version=1)
    # Whoever sits in the session declares for every application, assigned or not.
    conflicts.declare(juror=juror, answers={application.public_id: "free"}, by=juror.user)


def test_draft_is_kept_and_counts_nowhere(round_: Round) -> None:
    assert Review.objects.get().comment == SECRET
    assert cases.case_of(round_.call)["reviews"] == []
    assert not queries.assigned(round_.jurors[0]).filter(pk=round_.applications[0].pk).exists()


def test_final_review_leaves_the_case_and_the_other_jurors_stays(round_: Round) -> None:
    application = round_.applications[0]
    other = round_.jurors[1]
    round_.declare(other)
    round_.review(other, application, FULL)
    assert len(cases.case_of(round_.call)["reviews"]) == 1
    end(round_, other, application)
    assert cases.case_of(round_.call)["reviews"] == []


def test_others_go_on_as_before(client: Client, round_: Round) -> None:
    other = round_.jurors[1]
    round_.declare(other)
    client.force_login(other.user)
    assert client.get(review_address(round_)).status_code == 200
