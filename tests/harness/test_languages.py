"""Two languages: German that says "Sie", and English with no German sentence left in it."""

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
import django_filters
import pytest
import rest_framework
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from django.test import Client
from django.urls import reverse
from django.utils import translation

from competition.models import Call
from tests.harness.addresses import ACTS, FILES, PAGES
from tests.harness.world import World
from tools import messages
from tools.programs import ROOT

ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,de;q=0.5"}
PACKAGES = [
    Path(django.__file__).parent / "conf",
    Path(django.__file__).parent / "contrib" / "auth",
    Path(rest_framework.__file__).parent,
    Path(django_filters.__file__).parent,
]
# What only the sentences of somebody who says "du" contain. "Stelle" alone is also a noun.
DU = re.compile(
    r"\b(du|dich|dir|dein\w*|gib|wähle?|nutze|benutze|verwende|stelle sicher|prüfe|überprüfe|lade|"
    r"nimm|erhalte|ändere|versuche es|korrigiere)\b|^erwarte(te)?\b",
    re.IGNORECASE,
)
# Shorter texts may be names, or the same word in both languages.
LONG_ENOUGH = 12
GERMAN_INSIDE = re.compile(r'<(\w+)\b[^>]*\blang="de"[^>]*>')
NOT_TEXT = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)


def texts(language: str) -> dict[str, str]:
    """Text → translation in a catalogue, each form of a plural on its own."""
    return paired(messages.read(messages.catalogue_path(language), language))


def paired(catalogue: Catalog) -> dict[str, str]:
    found: dict[str, str] = {}
    for message in catalogue:
        if isinstance(message.id, str):
            found[message.id] = str(message.string or "")
        else:
            found.update(zip(message.id, message.string or (), strict=True))
    found.pop("", None)
    return found


@cache
def ours() -> dict[str, str]:
    """German text → English text."""
    return texts("en")


def foreign() -> set[str]:
    """The texts of all packages whose messages people may see."""
    found: set[str] = set()
    for package in PACKAGES:
        with (package / "locale" / "de" / "LC_MESSAGES" / "django.mo").open("rb") as file:
            found.update(paired(read_mo(file)))
    return found


def in_german(text: str) -> Iterator[str]:
    """What Django makes of a text in German: as it is, and as the forms of a plural."""
    with translation.override("de"):
        yield translation.gettext(text)
        yield translation.ngettext(text, text, 2)


def test_catalogue_is_complete_and_fits_the_texts() -> None:
    assert messages.check() == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_compiled_catalogue_is_of_today(language: str) -> None:
    with messages.catalogue_path(language).with_suffix(".mo").open("rb") as file:
        assert paired(read_mo(file)) == texts(language)


def test_german_texts_are_not_taken_for_english_ones_of_a_package() -> None:
    with translation.override("de"):
        assert [text for text in ours() if translation.gettext(text) != text] == []


def test_packages_say_sie() -> None:
    said = {found for text in foreign() for found in in_german(text)}
    assert len(said) > 500
    assert sorted(text for text in said if DU.search(text)) == []


def test_packages_ask_whole_sentences() -> None:
    said = {found for text in foreign() for found in in_german(text)}
    asking = {text for text in said if text.startswith("Bitte")}
    assert asking
    assert sorted(text for text in asking if not re.match(r"Bitte \w+ Sie\b", text)) == []


def test_own_german_says_sie() -> None:
    assert sorted(text for text in ours() if DU.search(text)) == []


def test_our_words_for_the_packages_keep_their_placeholders() -> None:
    gap = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    for text, words in texts("de").items():
        assert set(gap.findall(words)) == set(gap.findall(text)), text


def test_our_words_for_the_packages_are_used_by_them() -> None:
    assert sorted(set(texts("de")) - foreign()) == []


@cache
def german_texts() -> list[tuple[str, re.Pattern[str]]]:
    """Texts that must not stand on an English page, with a pattern that knows their gaps.

    A legal term that the English quotes in brackets may.
    """
    found = []
    for text, words in ours().items():
        if len(text) > LONG_ENOUGH and text not in words:
            parts = re.split(r"%\(\w+\)[sd]|%[sd]|\{\w+\}", re.sub(r"<[^>]+>", "", text))
            solid = max(parts, key=len).strip()
            if len(solid) > LONG_ENOUGH:
                pattern = r".{0,200}?".join(re.escape(part) for part in parts)
                found.append((text, re.compile(rf"(?<!\w){pattern}(?!\w)")))
    return found


def without_german_parts(page: str) -> str:
    """The page without what it marks as German itself: texts of the call and of people."""
    while found := GERMAN_INSIDE.search(page, page.index("<body")):
        tag, at, depth = found[1], found.end(), 1
        for each in re.compile(rf"<(/?){tag}\b").finditer(page, at):
            depth += -1 if each[1] else 1
            if depth == 0:
                page = page[: found.start()] + page[page.index(">", each.start()) + 1 :]
                break
    return page


def visible(page: str) -> str:
    """What a page says: its text, and the attributes that are read out."""
    page = NOT_TEXT.sub(" ", without_german_parts(page))
    spoken = re.findall(r'\b(?:aria-label|title|alt|placeholder|value)="([^"]*)"', page)
    text = " ".join([re.sub(r"<[^>]+>", "", page), *spoken])
    return re.sub(r"\s+", " ", html.unescape(text))


def leftovers(page: str) -> list[str]:
    """The German texts that a page shows."""
    shown = visible(page)
    return [text for text, pattern in german_texts() if pattern.search(shown)]


def english_page(world: World, name: str) -> str:
    address = PAGES[name]
    client = Client(headers=ENGLISH)
    if person := world.person(address.viewer):
        client.force_login(person)
    return client.get(address.path(name, world), follow=True).content.decode()


def without_titles(page: str) -> str:
    """The page without the names of the rounds, which are German wherever they stand."""
    for title in Call.objects.order_by("-title").values_list("title", flat=True):
        page = page.replace(title, "…")
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(PAGES) - ACTS - FILES))
def test_english_page_has_no_german_text(name: str, world: World) -> None:
    page = english_page(world, name)

    assert '<html lang="en">' in page
    assert leftovers(without_titles(page)) == []
    assert " Uhr" not in visible(page)


@pytest.mark.django_db
def test_search_for_german_texts_finds_them(world: World, client: Client) -> None:
    page = client.get(PAGES["call"].path("call", world)).content.decode()

    assert '<html lang="de">' in page
    assert "Wer darf sich bewerben?" in leftovers(page)
    assert any("%(" in text for text in leftovers(page))


@pytest.mark.django_db
def test_people_and_calls_are_quoted_as_german(world: World) -> None:
    page = english_page(world, "call")

    assert f'<h1 lang="de">{world.rounds["announced"].call.title}</h1>' in page


@pytest.mark.django_db
def test_letters_stay_german_on_english_pages(world: World) -> None:
    page = english_page(world, "portal-notice")

    assert '<div class="prose" lang="de"><p>Sehr geehrte Damen und Herren' in page


@pytest.mark.django_db
def test_refusal_is_told_in_english(client: Client) -> None:
    answer = client.get("/gibt-es-nicht/", headers=ENGLISH)

    assert answer.status_code == 404
    assert "This page does not exist" in answer.content.decode()


@pytest.mark.django_db
def test_switch_changes_the_language_and_keeps_the_page(client: Client) -> None:
    here = reverse("accessibility") + "?page=2"
    assert f'name="next" value="{here}"' in client.get(here).content.decode()

    answer = client.post(reverse("set_language"), {"language": "en", "next": here})

    assert (answer.status_code, answer["Location"]) == (302, here)
    assert '<html lang="en">' in client.get(here).content.decode()


@pytest.mark.django_db
def test_switch_never_leads_to_another_site(client: Client) -> None:
    elsewhere = {"language": "en", "next": "https://example.org/"}
    assert client.post(reverse("set_language"), elsewhere)["Location"] == "/"


@pytest.mark.django_db
def test_language_does_not_change_by_a_link(client: Client) -> None:
    client.get(reverse("set_language"), {"language": "en"})

    assert '<html lang="de">' in client.get(reverse("start")).content.decode()


def test_every_language_of_the_settings_has_a_catalogue() -> None:
    found = {path.name for path in (ROOT / "locale").iterdir()}
    assert found == {"de", "en"}
