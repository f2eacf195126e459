"""The two rows of the office's pages: rooms, and the pages of the room that is shown."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Call, User
from competition.templatetags.rooms import ROOMS

pytestmark = pytest.mark.django_db


def rows(client: Client, name: str, call: Call) -> list[list[tuple[str, bool]]]:
    """Per row its links, and which of them is current."""
    page = client.get(reverse(name, args=[call.slug])).content.decode()
    found = re.findall(r'<nav class="tabs" aria-label="[^"]*">(.*?)</nav>', page, re.DOTALL)
    return [
        [
            (" ".join(re.sub("<[^>]*>", "", link).split()), "aria-current" in link)
            for link in re.findall(r"<a .*?</a>", row, re.DOTALL)
        ]
        for row in found
    ]


@pytest.mark.parametrize(
    ("name", "room", "page"),
    [
        ("office-call", "Überblick", ""),
        ("office-revision", "Einrichtung", "Eckdaten und Texte"),
        ("office-extension", "Einrichtung", "Frist"),
        ("office-rubric-preview", "Einrichtung", "Bewertungsbogen"),
        ("office-trial", "Einrichtung", "Formular"),
        ("office-applications", "Bewerbungen", "Liste"),
        ("office-appointment", "Jury", "Mitglieder"),
        ("office-selection", "Auswahl", ""),
    ],
)
def test_page_shows_its_room_and_its_place_in_it(
    client: Client, call: Call, dora: User, name: str, room: str, page: str
) -> None:
    client.force_login(dora)
    first, *more = rows(client, name, call)
    assert [label for label, current in first if current] == [room]
    assert [label for label, _current in first] == [str(each.label) for each in ROOMS]
    second = more[0] if page else []
    assert [label for label, current in second if current] == ([page] if page else [])


def test_every_page_of_the_rooms_is_there(client: Client, call: Call, dora: User) -> None:
    client.force_login(dora)
    names = [page.name for room in ROOMS for page in room.pages]
    assert len(names) == len(set(names))
    for name in names:
        assert client.get(reverse(name, args=[call.slug])).status_code == 200
