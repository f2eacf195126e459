"""`{% load rooms %}`: the office's pages of one round, in the order of the procedure."""

from dataclasses import dataclass
from typing import Any

from django.template import Context, Library
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import Call
from kern.tags.navigation import tab, tabs

register = Library()


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the name of its address. ``also``: other addresses that belong to it."""

    label: Any
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Pages that belong together; a room of one page has no second row."""

    label: Any
    pages: tuple[Page, ...]


ROOMS = (
    Room(gettext_lazy("Überblick"), (Page(gettext_lazy("Überblick"), "office-call"),)),
    Room(
        gettext_lazy("Einrichtung"),
        (
            Page(
                gettext_lazy("Eckdaten und Texte"),
                "office-setup",
                ("office-call-publish", "office-revision"),
            ),
            Page(gettext_lazy("Frist"), "office-extension"),
            Page(gettext_lazy("Formular"), "office-questions", ("office-trial",)),
            Page(gettext_lazy("Bewertungsbogen"), "office-rubric", ("office-rules",)),
            Page(gettext_lazy("Schreiben"), "office-letter-texts"),
            Page(gettext_lazy("Aufbewahrung"), "office-retention"),
        ),
    ),
    Room(
        gettext_lazy("Bewerbungen"),
        (
            Page(gettext_lazy("Liste"), "office-applications"),
            Page(gettext_lazy("Formale Prüfung"), "office-screening"),
            Page(gettext_lazy("Rückfragen"), "office-enquiries"),
        ),
    ),
    Room(
        gettext_lazy("Jury"),
        (
            Page(gettext_lazy("Stand"), "office-jury"),
            Page(gettext_lazy("Mitglieder"), "office-appointment"),
            Page(gettext_lazy("Zuteilung"), "office-assignments"),
            Page(gettext_lazy("Befangenheiten"), "office-conflicts"),
            Page(gettext_lazy("Sitzung"), "office-session"),
            Page(gettext_lazy("Auswertung"), "office-evaluation"),
        ),
    ),
    Room(gettext_lazy("Auswahl"), (Page(gettext_lazy("Auswahl"), "office-selection"),)),
    Room(gettext_lazy("Entscheidung"), (Page(gettext_lazy("Entscheidung"), "office-decision"),)),
    Room(gettext_lazy("Bekanntgabe"), (Page(gettext_lazy("Bekanntgabe"), "office-announcement"),)),
    Room(gettext_lazy("Mitteilungen"), (Page(gettext_lazy("Mitteilungen"), "office-notices"),)),
    Room(
        gettext_lazy("Umsetzung"),
        (
            Page(gettext_lazy("Übersicht"), "office-programme"),
            Page(gettext_lazy("Zeitraum"), "office-programme-setup"),
            Page(gettext_lazy("Berichte"), "office-reports"),
            Page(gettext_lazy("Mittel"), "office-payments"),
            Page(gettext_lazy("Workshops"), "office-workshops"),
            Page(gettext_lazy("Projektprofile"), "office-profiles"),
            Page(gettext_lazy("Beteiligungen"), "office-consultations"),
            Page(gettext_lazy("Veranstaltungen"), "office-events"),
        ),
    ),
)


@register.simple_tag(takes_context=True)
def rooms(context: Context, call: Call) -> SafeString:
    """`{% rooms call %}`: a row of rooms, and a row of the pages of the one that is shown."""
    here = _shown(context["request"].path, call)
    first = format_html_join(
        "",
        "{}",
        (
            (tab(str(room.label), _url(room.pages[0], call), current=here in room.pages),)
            for room in ROOMS
        ),
    )
    rows = tabs(first, _("Seiten dieses Wettbewerbs"))
    room = next((room for room in ROOMS if here in room.pages and len(room.pages) > 1), None)
    if room is None:
        return rows
    second = format_html_join(
        "",
        "{}",
        ((tab(str(page.label), _url(page, call), current=page == here),) for page in room.pages),
    )
    return format_html("{}{}", rows, tabs(second, str(room.label)))


def _url(page: Page, call: Call) -> str:
    return reverse(page.name, args=[call.slug])


def _shown(path: str, call: Call) -> Page | None:
    """The page whose address, or one of whose addresses, is the longest beginning of ``path``."""
    starts = {
        reverse(name, args=[call.slug]): page
        for room in ROOMS
        for page in room.pages
        for name in (page.name, *page.also)
    }
    found = [start for start in starts if path.startswith(start)]
    return starts[max(found, key=len)] if found else None
