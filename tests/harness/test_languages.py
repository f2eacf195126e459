"""Two languages: German that says "Sie", and English with no German sentence left in it."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
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

from competition.models import Call, User
from competition.services import retrievals
from programme.models import Requirement
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
NOT_TEXT = {"script", "style", "svg"}
SPOKEN = ("aria-label", "title", "alt", "placeholder", "value")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


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
def german_texts() -> list[tuple[str, str, re.Pattern[str]]]:
    """Texts that must not stand on an English page, each with its longest part without a gap and
    a pattern that knows its gaps.

    A legal term that the English quotes in brackets may.
    """
    found = []
    for text, words in ours().items():
        if len(text) > LONG_ENOUGH and text not in words:
            parts = re.split(r"%\(\w+\)[sd]|%[sd]|\{\w+\}", re.sub(r"<[^>]+>", "", text))
            solid = max(parts, key=len).strip()
            if len(solid) > LONG_ENOUGH:
                pattern = r".{0,200}?".join(re.escape(part) for part in parts)
                found.append((text, solid, re.compile(rf"(?<!\w){pattern}(?!\w)")))
    return found


class Visible(HTMLParser):
    """What a page says: its text, and the attributes that are read out.

    Left out is what it marks as German itself: texts of the call and of people.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.spoken: list[str] = []
        self.silent: list[str] = []  # the open elements from the outermost silent one on
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_silent = bool(self.silent) or tag in NOT_TEXT
        is_silent = is_silent or (tag != "html" and values.get("lang") == "de")
        if not is_silent:
            self.spoken += [values[name] or "" for name in SPOKEN if name in values]
        if is_silent and tag not in VOID:
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass  # what HTML lets stay open ends with what holds it

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)

    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(["".join(self.said), *self.spoken]))


def visible(page: str) -> str:
    """What a page says in the language that it says it is in."""
    return Visible(page).text()


def leftovers(page: str) -> list[str]:
    """The German texts that a page shows."""
    shown = visible(page)
    return [
        text for text, solid, pattern in german_texts() if solid in shown and pattern.search(shown)
    ]


def english_page(world: World, name: str) -> str:
    address = PAGES[name]
    client = Client(headers=ENGLISH)
    if person := world.person(address.viewer):
        client.force_login(person)
    return client.get(address.path(name, world), follow=True).content.decode()


def without_titles(page: str) -> str:
    """The page without the names of the rounds and of their reports, which are German wherever
    they stand."""
    for model in (Call, Requirement):
        for title in model.objects.order_by("-title").values_list("title", flat=True).distinct():
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
    letter = world.receipt_letter()
    reader = User.objects.get(email="anna@example.org")
    retrievals.open_letter(notice=letter, by=reader)
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
