"""A first visit: little to fetch, from nobody else, and nothing inline.

Pages count as the application sends them, uncompressed, whatever a proxy makes of them; style
sheets, scripts and pictures as WhiteNoise sends them, compressed where that is less.
"""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kern.finders import OWN_FOLDER
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
MOST = 200_000  # bytes of a first visit
MOST_STATIC = 130_000  # of it what all pages share; the rest is for a page of many rows
ARCHIVE = "modellkommune-open-government-2017"
LATIN = [f"/static/kern/fonts/latin-{weight}.woff2" for weight in (400, 500, 600)]
WHOLE = ("Regular", "Medium", "SemiBold")
FETCHED = r'<(?:link[^>]*rel="(?:stylesheet|preload|icon)"[^>]*|script[^>]*|img[^>]*)>'


@pytest.fixture(autouse=True)
def _as_installed(settings: Settings) -> None:
    """Addresses as names say them: the same files that a manifest would name otherwise."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": static}


@pytest.fixture
def pages(client: Client, make_round: MakeRound) -> dict[str, str]:
    """The pages of a first visit, by name."""
    call_command("import_register", verbosity=0)
    call_command("load_archive", verbosity=0)
    round_ = make_round(Stage.ANNOUNCED)
    slug = round_.call.slug
    addresses = {
        "start": reverse("start"),
        "call": reverse("call", args=[slug]),
        "decision": reverse("decision", args=[slug]),
        "award": reverse("award", args=[slug, round_.applications[0].municipality.ags]),
        "archive": reverse("call", args=[ARCHIVE]),
        "open-data": reverse("open-data"),
    }
    return {name: client.get(url).content.decode() for name, url in addresses.items()}


def fetched(text: str) -> set[str]:
    """The addresses that a browser fetches for a page of its own accord."""
    found = re.findall(FETCHED, text)
    addresses = {match for tag in found for match in re.findall(r'(?:href|src)="([^"]+)"', tag)}
    if beyond_latin(text):
        addresses |= {f"/static/kern/fonts/FiraSans-{weight}.woff2" for weight in WHOLE}
    return addresses | set(LATIN)


def beyond_latin(text: str) -> set[str]:
    """The letters of a page for which a browser fetches the whole font."""
    sheet = (OWN_FOLDER / "fonts.css").read_text()
    ranges = re.search(r"unicode-range: (.*);", sheet)
    assert ranges
    pairs = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges[1])
    latin = {c for low, high in pairs for c in range(int(low, 16), int(high or low, 16) + 1)}
    return {letter for letter in text if ord(letter) not in latin}


def sent(address: str) -> int:
    """The bytes of a static file as it is sent."""
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    content = Path(found).read_bytes()
    return min(len(content), len(gzip.compress(content, compresslevel=9)))


def test_first_visit_is_small_and_asks_nobody_else(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        addresses = fetched(text)
        assert all(re.match(r"/static/[a-z]", each) for each in addresses), name
        static = sum(map(sent, addresses))
        assert static < MOST_STATIC, name
        assert static + len(text.encode()) < MOST, name


def test_other_letters_are_noticed() -> None:
    assert beyond_latin("Łódź, 3 − 2 ≥ 1") == {"Ł", "ź", "≥"}


def test_nothing_is_inline(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert not re.findall(r"<style|\sstyle=|\son[a-z]+=", text), name
        scripts = re.findall(r"<script[^>]*>", text)
        assert all("src=" in each or "application/ld+json" in each for each in scripts), name


def test_without_the_scripts_everything_is_there(pages: dict[str, str]) -> None:
    """No part is hidden, or fetched, or waits for a script; what can be opened is the browser's."""
    for name, text in pages.items():
        assert "<noscript" not in text, name
        assert " hx-" not in text, name
        assert not re.findall(r"<(?:div|section|table|p)[^>]*\shidden[\s>]", text), name
