"""The office reads reported barriers in time, and answers them."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from competition import clock
from competition.models import BarrierReport, User
from competition.services import barrier_reports

pytestmark = pytest.mark.django_db
LIST = "/geschaeftsstelle/barrieren/"


def reported(days_ago: int = 0, text: str = "Ohne Maus geht es nicht.") -> BarrierReport:
    return barrier_reports.report(
        text=text, address="192.0.2.1", received_at=clock.now() - timedelta(days=days_ago)
    )


def test_the_list_tells_what_waits_from_what_is_answered(client: Client, dora: User) -> None:
    client.force_login(dora)
    waiting, late, answered = reported(), reported(40), reported()
    barrier_reports.answer(report=answered, text="Danke.", by=dora)

    shown = client.get(LIST).content.decode()
    assert all(each.number in shown for each in (waiting, late, answered))
    assert "überfällig" in shown
    open_ones = client.get(LIST, {"is_answered": "false"}).content.decode()
    assert late.number in open_ones
    assert answered.number not in open_ones
    assert "überfällig" not in client.get(LIST, {"is_answered": "true"}).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_no_more_for_more_rows(
    client: Client, dora: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(dora)
    for _ in range(rows):
        reported()
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_first_page_says_what_waits(client: Client, dora: User) -> None:
    client.force_login(dora)
    assert (
        "Gemeldete Barrieren beantworten" not in client.get("/geschaeftsstelle/").content.decode()
    )
    reported()
    shown = client.get("/geschaeftsstelle/").content.decode()
    assert "Gemeldete Barrieren beantworten" in shown
    assert "1 ohne Antwort" in shown
    assert "überfällig" not in shown
    reported(40)
    assert "(1 überfällig)" in client.get("/geschaeftsstelle/").content.decode()


def test_a_report_is_answered_once(client: Client, dora: User) -> None:
    client.force_login(dora)
    address = f"{LIST}{reported().number}/"
    assert client.post(address, {"answer": ""}).status_code == 400
    answer = client.post(address, {"answer": "Behoben."}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "Behoben." in answer.content.decode()
    again = client.post(address, {"answer": "Doch nicht."})
    assert again.status_code == 409
    assert "Doch nicht." in again.content.decode()


def test_who_is_late_is_told_so(client: Client, dora: User) -> None:
    client.force_login(dora)
    assert (
        "Die Frist ist abgelaufen" in client.get(f"{LIST}{reported(40).number}/").content.decode()
    )


def test_a_made_up_number_is_not_found(client: Client, dora: User) -> None:
    client.force_login(dora)
    assert client.get(f"{LIST}0000-0000-0000/").status_code == 404
