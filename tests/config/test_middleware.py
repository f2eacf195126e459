import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a17_every_answer_has_a_strict_policy(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_c15_pages_are_kept_by_no_cache(client: Client) -> None:
    assert client.get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/?q=%00", "/%00", "/wettbewerbe/%00/"])
def test_i01_nul_is_a_malformed_request(client: Client, address: str) -> None:
    assert client.get(address).status_code in {400, 404}


def test_foreign_host_is_a_malformed_request(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


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


@pytest.mark.parametrize(
    "path", ["/veranstaltungen/anmeldung/", "/beteiligung/bestaetigen/", "/postfach/"]
)
def test_the_token_of_a_link_is_in_no_line_of_the_access_log(client: Client, path: str) -> None:
    """gunicorn logs the address that the request's environment names when it is answered."""
    answer = client.get(f"{path}geheim123/", RAW_URI=f"{path}geheim123/?von=brief")
    assert answer.status_code == 302
    assert answer.wsgi_request.META["RAW_URI"] == f"{path}[...]/"
    other = client.get("/veranstaltungen/", RAW_URI="/veranstaltungen/?seite=2")
    assert other.wsgi_request.META["RAW_URI"] == "/veranstaltungen/?seite=2"
