"""What is shed, as who asks sees it; nothing of it costs a query."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from competition.services import availability
from config import load
from config.load import Kind
from config.middleware.overload import kind_of, overload

SAVE = "/portal/bewerbungen/abc/speichern/"
JUROR_SAVE = "/jury/runde/bewerbungen/abc/speichern/"
API_SAVE = "/api/v1/portal/applications/abc/"
SUBMIT = "/portal/bewerbungen/abc/einreichen/"


@pytest.fixture
def waiting() -> Iterator[list[int]]:
    """How many requests wait: the list's one number, which a test may change."""
    before, length = load.gate, [10_000]
    load.watch(4, lambda: length[0])
    yield length
    load.gate = before


@pytest.mark.parametrize(
    ("method", "address", "kind"),
    [
        ("POST", SAVE, Kind.TYPING),
        ("POST", JUROR_SAVE, Kind.TYPING),
        ("PATCH", API_SAVE, Kind.TYPING),
        ("GET", SAVE, Kind.READING),
        ("GET", "/", Kind.READING),
        ("HEAD", "/wettbewerbe/runde/", Kind.READING),
        ("GET", "/open-data/runde/awards.csv", Kind.READING),
        ("GET", "/beteiligung/", Kind.READING),
        ("GET", "/api/v1/public/calls/", Kind.READING),
        ("GET", API_SAVE, Kind.READING),
        ("POST", SUBMIT, Kind.NEEDED),
        ("GET", "/portal/", Kind.NEEDED),
        ("GET", "/portal/bewerbungen/abc/", Kind.NEEDED),
        ("GET", "/portal/bewerbungen/abc/fragen/", Kind.NEEDED),
        ("POST", "/portal/bewerbungen/abc/fragen/", Kind.NEEDED),
        ("POST", "/portal/bewerbungen/abc/freigabe/", Kind.NEEDED),
        ("POST", "/portal/bewerbungen/abc/anlagen/konzept/", Kind.NEEDED),
        ("POST", "/api/v1/portal/applications/", Kind.NEEDED),
        ("DELETE", API_SAVE, Kind.NEEDED),
        ("POST", f"{API_SAVE}submission/", Kind.NEEDED),
        ("POST", f"{API_SAVE}attachments/", Kind.NEEDED),
        ("GET", "/anmelden/", Kind.NEEDED),
        ("POST", "/anmelden/", Kind.NEEDED),
        ("POST", "/anmelden/code/", Kind.NEEDED),
        ("POST", "/stoerung/", Kind.NEEDED),
        ("GET", "/stoerung/", Kind.NEEDED),
        ("POST", "/jury/runde/offline/speichern/", Kind.NEEDED),
        ("POST", "/beteiligung/runde/", Kind.NEEDED),
        ("GET", "/health/", Kind.NEEDED),
        ("GET", "/ready/", Kind.NEEDED),
        ("GET", "/static/saving.js", Kind.NEEDED),
    ],
)
def test_what_a_request_is_is_told_by_its_address(
    rf: RequestFactory, method: str, address: str, kind: Kind
) -> None:
    assert kind_of(rf.generic(method, address)) is kind


def test_the_addresses_of_saves_are_those_of_the_site() -> None:
    names = {resolve(each).view_name for each in (SAVE, JUROR_SAVE, API_SAVE)}
    assert names == {"application-save", "review-save", "api-portal-application"}


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_save_that_somebody_asked_for_is_needed(rf: RequestFactory, method: str) -> None:
    request = rf.generic(method, SAVE, headers={"Saved-By-Hand": "1"})
    assert kind_of(request) is Kind.NEEDED


# No database mark: whoever asked it would fail.
def test_a_save_while_typing_is_put_off_in_a_sentence(client: Client, waiting: list[int]) -> None:
    waiting[0] = 16

    answer = client.post(SAVE)

    assert answer.status_code == 429
    assert 10 <= int(answer["Retry-After"]) <= 30
    assert answer.content.decode().startswith("Gerade ist viel los.")
    assert answer["Content-Security-Policy"]


def test_not_all_come_back_at_once(client: Client, waiting: list[int]) -> None:
    assert len({client.post(SAVE)["Retry-After"] for _ in range(50)}) > 5


def test_reading_is_put_off_with_the_page_in_the_reader_s_language(
    client: Client, waiting: list[int]
) -> None:
    german, english = client.get("/"), client.get("/", headers={"accept-language": "en"})

    assert (german.status_code, english.status_code) == (503, 503)
    assert 3 <= int(german["Retry-After"]) <= 8
    assert "Der Dienst ist gerade ausgelastet" in german.content.decode()
    assert '<html lang="de"' in german.content.decode()
    assert '<html lang="en"' in english.content.decode()


def test_each_reader_who_is_put_off_sees_the_number_of_the_own_request(
    client: Client, waiting: list[int]
) -> None:
    """The page is made once for all; the number is not."""
    first, second = client.get("/"), client.get("/")

    assert first["X-Request-ID"] != second["X-Request-ID"]
    for answer in (first, second):
        assert f"<strong>{answer['X-Request-ID']}</strong>" in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "address"), [("GET", "/api/v1/public/calls/"), ("PATCH", API_SAVE)]
)
def test_programs_are_told_busy(
    client: Client, waiting: list[int], method: str, address: str
) -> None:
    answer = client.generic(method, address)

    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert 3 <= int(answer["Retry-After"]) <= 8


def test_p11_whatever_waits_is_put_off_and_no_fault(
    client: Client,
    waiting: list[int],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Who asks for a hundred pages at once must not make the record say that the site was away."""
    counted: list[str] = []
    monkeypatch.setattr(availability, "note_put_off", lambda: counted.append("put off"))
    monkeypatch.setattr(availability, "note_busy", lambda: counted.append("busy"))

    client.post(SAVE)
    client.get("/")
    client.patch(API_SAVE)

    assert counted == ["put off"] * 3
    assert [each for each in caplog.records if each.name == "django.request"] == []


def test_what_hangs_gives_way_again_once_it_has_ended(
    rf: RequestFactory, waiting: list[int]
) -> None:
    waiting[0] = 0
    seen: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(len(load.gate._begun))
        return HttpResponse()

    overload(view)(rf.post(SAVE))

    assert (seen, len(load.gate._begun)) == ([1], 0)
