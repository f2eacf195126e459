"""The office writes the texts of the site: seen before, published at once, kept in versions."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from competition.models import SiteText, User
from competition.services import site_texts

pytestmark = pytest.mark.django_db
LIST = "/geschaeftsstelle/website/"
IMPRINT = f"{LIST}impressum/de/"


@pytest.fixture
def office(client: Client, dora: User) -> Client:
    client.force_login(dora)
    return client


def write(by: User, text: str, number: int = 0) -> SiteText:
    return site_texts.save(page="imprint", language="de", text=text, read=number, by=by)


def test_the_list_says_what_is_missing(office: Client, dora: User) -> None:
    assert office.get(LIST).content.decode().count("fehlt</") == 8
    write(dora, "Amt")
    shown = office.get(LIST).content.decode()
    assert "Fassung 1" in shown
    assert shown.count("fehlt</") == 7
    assert LIST in office.get("/geschaeftsstelle/").content.decode()


def test_a_text_is_saved_and_stands_there_at_once(office: Client) -> None:
    answer = office.post(IMPRINT, {"text": "Amt für Beispiele", "read": "0"})
    assert answer["Location"] == IMPRINT
    assert "Amt für Beispiele" in office.get("/impressum/").content.decode()
    shown = office.get(IMPRINT).content.decode()
    assert 'name="read" value="1"' in shown


def test_a_preview_saves_nothing(office: Client) -> None:
    answer = office.post(IMPRINT, {"text": "# Amt\n- a", "read": "0", "act": "preview"})
    shown = answer.content.decode()
    assert "<h2>Amt</h2>" in shown
    assert "<li>a</li>" in shown
    assert not SiteText.objects.exists()


def test_who_comes_second_sees_both_and_loses_no_text(office: Client, emil: User) -> None:
    write(emil, "Emils Text")
    answer = office.post(IMPRINT, {"text": "Doras Text", "read": "0"})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Doras Text" in shown
    assert "Emils Text" in shown
    assert SiteText.objects.get().text == "Emils Text"
    assert 'name="read" value="1"' in shown  # the next save is a decision over what was seen
    assert office.post(IMPRINT, {"text": "Beides", "read": "1"}).status_code == 302


@pytest.mark.parametrize("read", ["", "-1", "x", "9" * 30])
def test_a_save_names_what_it_was_typed_over(office: Client, read: str) -> None:
    assert office.post(IMPRINT, {"text": "Amt", "read": read}).status_code == 400
    assert not SiteText.objects.exists()


def test_an_older_version_comes_back_into_the_field(office: Client, dora: User) -> None:
    write(dora, "Erste Fassung")
    write(dora, "Zweite Fassung", 1)
    assert "Zweite Fassung" in office.get(IMPRINT).content.decode()
    shown = office.get(IMPRINT, {"fassung": "1"}).content.decode()
    assert "Erste Fassung" in shown
    assert 'name="read" value="2"' in shown
    for made_up in ("7", "x", "²", "9" * 40):
        assert "Zweite Fassung" in office.get(IMPRINT, {"fassung": made_up}).content.decode()


def test_leichte_sprache_begins_with_the_houses_text(office: Client) -> None:
    shown = office.get(f"{LIST}leichte-sprache/de/").content.decode()
    assert "Worum geht es auf dieser Internet-Seite?" in shown


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_asks_no_more_for_more_versions(
    office: Client, dora: User, versions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(versions):
        write(dora, f"Amt {number}", number)
    with django_assert_num_queries(6):
        office.get(IMPRINT)


@pytest.mark.parametrize("path", ["impressum/fr/", "start/de/", "leichte-sprache/en/"])
def test_other_pages_there_are_none(office: Client, path: str) -> None:
    assert office.get(f"{LIST}{path}").status_code == 404
