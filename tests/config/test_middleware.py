import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config import middleware

pytestmark = pytest.mark.django_db


def test_every_answer_has_a_strict_policy(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_pages_are_kept_by_no_cache(client: Client) -> None:
    assert client.get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/?q=%00", "/%00", "/wettbewerbe/%00/"])
def test_nul_is_a_malformed_request(client: Client, address: str) -> None:
    assert client.get(address).status_code in {400, 404}


def test_foreign_host_is_a_malformed_request(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("address", ["/", "/api/v1/public/calls/"])
def test_busy_database_is_503_with_a_sentence(rf: RequestFactory, address: str) -> None:
    def busy(request: HttpRequest) -> HttpResponse:
        raise OperationalError("canceling statement due to lock timeout")

    response = middleware.busy(busy)(rf.get(address))
    assert response.status_code == 503
    assert response["Retry-After"] == "5"


@pytest.mark.parametrize("address", ["/portal/bewerbungen/irgendeine/fragen/", "/jury/runde/"])
def test_form_sent_after_the_session_ended_is_not_lost_in_silence(
    client: Client, address: str
) -> None:
    page = client.post(address, {"title": "Ein langer Text"}, follow=True).content.decode()

    assert "es wurde nichts gespeichert" in page


def test_asking_for_a_page_without_a_session_warns_of_nothing(client: Client) -> None:
    page = client.get("/portal/", follow=True).content.decode()

    assert "nichts gespeichert" not in page


def test_address_that_takes_forms_only_answers_with_a_page(client: Client) -> None:
    answer = client.get("/abmelden/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>" in answer.content.decode()
