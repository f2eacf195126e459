"""The number of a request: in its answer, in its log lines, on the pages that tell of a fault."""

import re

import pytest
from celery import current_app
from celery.app.task import Context
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from competition import request_ids
from config import celery
from config.middleware import refusals
from config.middleware.request_ids import numbered

MADE = re.compile(r"[0-9a-f]{16}")
PROXY_S = "Proxy-1.2_3"


def answer_of(rf: RequestFactory, given: str) -> HttpResponse:
    request = rf.get("/", headers={"X-Request-ID": given})
    answer = numbered(lambda _request: HttpResponse(request_ids.current()))(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_every_answer_names_a_number_of_its_own(client: Client) -> None:
    first, second = (client.get("/health/")["X-Request-ID"] for _ in range(2))
    assert MADE.fullmatch(first)
    assert first != second


def test_the_number_is_that_of_the_whole_request_and_of_nothing_after(rf: RequestFactory) -> None:
    answer = answer_of(rf, "")
    assert answer.content.decode() == answer["X-Request-ID"]
    assert request_ids.current() == ""


def test_without_a_proxy_nobody_chooses_the_number(rf: RequestFactory, settings: Settings) -> None:
    settings.BEHIND_PROXY = False
    assert MADE.fullmatch(answer_of(rf, PROXY_S)["X-Request-ID"])


def test_the_proxy_s_number_is_taken(rf: RequestFactory, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    assert answer_of(rf, PROXY_S)["X-Request-ID"] == PROXY_S


@pytest.mark.parametrize(
    "odd",
    ["short", "a" * 65, "with space", "<b>12345678", "a1b2c3d4\n", "１２３４５６７８", "ä" * 9],
)
def test_i15_a_number_that_is_none_is_not_taken(
    rf: RequestFactory, settings: Settings, odd: str
) -> None:
    settings.BEHIND_PROXY = True
    assert MADE.fullmatch(answer_of(rf, odd)["X-Request-ID"])


@pytest.mark.urls("tests.config.failing_urls")
@pytest.mark.parametrize("path", ["/fail/", "/api/v1/fail/"])
def test_whoever_sees_a_fault_sees_its_number(path: str) -> None:
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/api/v1/public/calls/"])
def test_whoever_finds_the_site_busy_sees_the_number(rf: RequestFactory, path: str) -> None:
    def busy(request: HttpRequest) -> HttpResponse:
        answer = refusals.busy(request, OperationalError("canceling statement due to lock timeout"))
        assert answer
        return answer

    answer = numbered(busy)(rf.get(path))
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 503
    assert answer["X-Request-ID"] in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/gibt-es-nicht/", "/api/v1/nowhere/"])
def test_c09_what_is_not_there_names_no_number(client: Client, path: str) -> None:
    """Foreign and made-up are answered alike; a number in the body would be another each time."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["X-Request-ID"] not in answer.content.decode()


def test_what_a_task_logs_has_the_number_of_the_request_that_nudged_it() -> None:
    task = current_app.tasks["competition.deliver"]
    task.push_request(request_id="ab12cd34")
    celery.take_number(task=task)
    assert request_ids.current() == "ab12cd34"
    celery.lay_number_down(task=task)
    task.pop_request()
    assert request_ids.current() == ""


def test_what_nobody_has_nudged_gets_a_number_of_its_own() -> None:
    assert MADE.fullmatch(celery.number_of(Context()))
