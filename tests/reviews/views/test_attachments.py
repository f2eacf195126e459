"""Files as jurors read them: through the only door to an application's content."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Application, Attachment
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.rounds import QUESTIONS, Round, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]


class Filed(Round):
    """A round whose first application was submitted with a file."""

    def draft(self, number: int, **values: object) -> Application:
        application = super().draft(number, **values)
        if number == 0:
            attach(application, application.contact, pdf())
        return application


@pytest.fixture
def round_(db: None) -> Round:
    made = Filed(applications=2, jurors=2, questions=[*QUESTIONS, FILES])
    return made.advance(Stage.REVIEWING)


def signed_in(round_: Round, number: int) -> Client:
    client = Client()
    client.force_login(round_.jurors[number].user)
    return client


def address(own: Application) -> str:
    parts = [own.call.slug, own.public_id, "resolution", Attachment.objects.get().sha256]
    return reverse("review-attachment", args=parts)


def test_a_juror_who_has_declared_downloads_what_the_page_lists(round_: Round) -> None:
    clara, own = round_.jurors[0], round_.applications[0]
    round_.declare(clara)
    client = signed_in(round_, 0)
    page = client.get(reverse("review", args=[own.call.slug, own.public_id]))
    assert f'href="{address(own)}"' in page.content.decode()
    answer = client.get(address(own))
    assert b"".join(answer.streaming_content) == pdf()  # type: ignore[attr-defined]  # a stream
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert client.head(address(own))["Content-Length"] == str(len(pdf()))


@pytest.mark.parametrize("method", ["get", "head"])
def test_a02_conflict_hides_a_file_before_it_is_read(round_: Round, method: str) -> None:
    clara, own, other = round_.jurors[0], *round_.applications
    client = signed_in(round_, 0)
    undeclared = getattr(client, method)(address(own))
    round_.declare(clara, own, answer="kinship")
    conflicted = getattr(client, method)(address(own))
    round_.declare(clara, other)
    made_up = getattr(client, method)(address(own).replace("resolution", "gibt-es-nicht"))
    assert [each.status_code for each in (undeclared, conflicted, made_up)] == [404] * 3


def test_who_is_no_juror_learns_nothing(round_: Round) -> None:
    client = Client()
    client.force_login(round_.dora)
    assert client.get(address(round_.applications[0])).status_code == 404
