"""The table of attacks on the deadline, through the pages: T01–T03, T05, T11–T13 and one night."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition import drafts
from competition.models import Application, ApplicationVersion, Attempt, Notice, Receipt, User
from competition.services import extensions
from tests.fixtures.rounds import DEADLINE_AT, OPEN_AT, MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NIGHT = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def address(application: Application, name: str) -> str:
    return reverse(name, args=[application.public_id])


def send(client: Client, application: Application, **headers: str) -> Any:
    data = {"digest": drafts.digest(application)}
    return client.post(address(application, "application-submit"), data, headers=headers or None)


def form_of(client: Client, application: Application) -> dict[str, Any]:
    """The form of questions as a browser would send it back."""
    form = client.get(address(application, "application-edit")).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value not in (None, False)}


@pytest.fixture
def signed_in(client: Client, draft: Application, berta: User) -> Client:
    client.force_login(berta)
    return client


@pytest.mark.parametrize(
    ("at", "status"),
    [
        pytest.param(DEADLINE_AT - MINUTE, 302, id="t01-before"),
        pytest.param(DEADLINE_AT, 409, id="t01-at"),
        pytest.param(DEADLINE_AT + MINUTE, 409, id="t01-after"),
    ],
)
def test_t01_form_around_the_deadline(
    signed_in: Client, open_round: Round, draft: Application, at: datetime, status: int
) -> None:
    open_round.at(at)
    before = drafts.digest(draft)

    answer = send(signed_in, draft)

    assert answer.status_code == status
    assert ApplicationVersion.objects.count() == (status == 302)
    assert Attempt.objects.count() == (status == 409)
    assert drafts.digest(draft) == before
    if status == 409:
        assert "Ihre Anfrage ging am 22.04.2017, 00:0" in text(answer)
        assert "Vorhaben 1" in text(answer)


def test_t02_deadline_is_shown_as_the_end_of_its_day(signed_in: Client, draft: Application) -> None:
    names = ["application", "application-edit", "application-submit", "application-release"]
    for name in names:
        assert "Freitag, 21. April 2017, 24:00 Uhr" in text(signed_in.get(address(draft, name)))
    public = text(signed_in.get(reverse("call", args=[draft.call.slug])))
    assert "Freitag, 21. April 2017, 24:00 Uhr" in public


def test_t03_a_forged_date_header_decides_nothing(
    signed_in: Client, open_round: Round, draft: Application
) -> None:
    open_round.at(DEADLINE_AT + MINUTE)
    early = {"Date": "Fri, 21 Apr 2017 20:00:00 GMT", "X-Request-Start": "t=1492804800"}

    assert send(signed_in, draft, **early).status_code == 409
    assert Attempt.objects.get().received_at >= DEADLINE_AT + MINUTE


def test_t03_page_counts_from_the_server_s_clock(
    signed_in: Client, open_round: Round, draft: Application
) -> None:
    open_round.at(DEADLINE_AT - 3 * HOUR)

    page = text(signed_in.get(address(draft, "application")))
    now, deadline = instants_of(page)
    assert deadline == DEADLINE_AT
    assert timedelta(0) <= now - (DEADLINE_AT - 3 * HOUR) < MINUTE
    assert "2 Stunden und 59 Minuten" in page


def instants_of(page: str) -> tuple[datetime, datetime]:
    """What a page counts from, and to: the server's time and the deadline."""
    now, deadline = re.findall(r'data-(?:now|deadline)="([^"]+)"', page)[:2]
    return datetime.fromisoformat(now), datetime.fromisoformat(deadline)


def test_t05_second_click_leads_to_the_same_receipt(signed_in: Client, draft: Application) -> None:
    answers = [send(signed_in, draft) for _ in range(2)]

    receipt = address(draft, "application-receipt")
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, receipt)] * 2
    assert Receipt.objects.get().number in text(signed_in.get(receipt))
    assert Notice.objects.filter(kind="receipt").count() == 1
    assert Attempt.objects.count() == 0


def test_t11_saving_after_a_submission_leaves_it_valid_and_says_so(
    signed_in: Client, draft: Application, berta: User
) -> None:
    submit(draft, berta)
    data = form_of(signed_in, draft) | {"title": "Nächste Fassung"}

    signed_in.post(address(draft, "application-edit"), data)

    page = text(signed_in.get(address(draft, "application")))
    assert "Eingereicht: Fassung 1" in page
    assert "NICHT eingereicht" in page
    draft.refresh_from_db()
    assert draft.valid_version
    assert draft.valid_version.title == "Vorhaben 1"


def test_t11_saving_after_the_deadline_is_refused_and_keeps_the_text(
    signed_in: Client, open_round: Round, draft: Application
) -> None:
    data = form_of(signed_in, draft) | {"title": "Zu spät geschrieben"}
    open_round.at(DEADLINE_AT)

    answer = signed_in.post(address(draft, "application-edit"), data)

    assert answer.status_code == 409
    assert "Zu spät geschrieben" in text(answer)
    assert draft.answers.get(question__key="title").value == "Vorhaben 1"


def test_t12_withdrawal_after_the_deadline_is_refused(
    signed_in: Client, open_round: Round, draft: Application, berta: User
) -> None:
    submit(draft, berta)
    open_round.at(DEADLINE_AT)

    answer = signed_in.post(address(draft, "application-withdraw"))

    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_t13_deadline_extended_while_somebody_writes(
    signed_in: Client, open_round: Round, draft: Application
) -> None:
    open_round.at(DEADLINE_AT - MINUTE)
    data = form_of(signed_in, draft) | {"title": "Über Mitternacht geschrieben"}
    extension = extensions.propose(
        call=open_round.call,
        by=open_round.dora,
        deadline_to=DEADLINE_AT + timedelta(days=7),
        reason="Störung",
    )
    extensions.confirm(extension=extension, by=open_round.emil)
    open_round.at(DEADLINE_AT + HOUR)

    answer = signed_in.post(address(draft, "application-edit"), data, follow=True)

    assert "Gespeichert." in text(answer)
    now, deadline = instants_of(text(answer))
    assert deadline == DEADLINE_AT + timedelta(days=7)
    assert deadline - now < timedelta(days=7)
    assert "Freitag, 28. April 2017, 24:00 Uhr" in text(answer)
    assert "6 Tage und 22 Stunden" in text(answer)
    assert send(signed_in, draft).status_code == 302


@pytest.fixture
def october(client: Client, make_round: MakeRound) -> Round:
    """A draft in a round whose deadline is the second 02:30 of 31 October 2027."""
    fields = {"opens_at": OPEN_AT - 30 * HOUR, "deadline_at": NIGHT}
    round_ = make_round(Stage.OPEN, fields=fields)
    client.force_login(round_.draft(0).contact)
    return round_


def test_t01_night_of_october_counts_real_hours(client: Client, october: Round) -> None:
    october.at(NIGHT - HOUR - 15 * MINUTE)  # 02:15, summer time

    page = text(client.get(address(october.applications[0], "application")))

    now, deadline = instants_of(page)
    assert deadline == NIGHT
    assert deadline.utcoffset() == HOUR
    assert now.utcoffset() == 2 * HOUR
    assert "Sonntag, 31. Oktober 2027, 02:30 Uhr (Winterzeit, MEZ)" in page
    assert "Unsere Uhr: Sonntag, 31. Oktober 2027, 02:15 Uhr (Sommerzeit, MESZ)" in page
    assert "1 Stunde und 14 Minuten" in page


def test_t01_night_of_october_after_half_past_two_by_the_wall_is_in_time(
    client: Client, october: Round
) -> None:
    draft = october.applications[0]
    october.at(NIGHT - 45 * MINUTE)  # 02:45, summer time

    assert send(client, draft).status_code == 302
    receipt = text(client.get(address(draft, "application-receipt")))
    assert "02:45:0" in receipt
    assert "(Sommerzeit, MESZ)" in receipt


def test_t01_night_of_october_at_the_second_half_past_two_is_late(
    client: Client, october: Round
) -> None:
    draft = october.applications[0]
    october.at(NIGHT)

    answer = send(client, draft)
    assert answer.status_code == 409
    assert "(Winterzeit, MEZ)" in text(answer)
