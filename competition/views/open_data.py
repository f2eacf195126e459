"""Open data of the rounds: the same pages and files for everybody."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from competition import clock, queries
from competition.errors import Refusal
from competition.models.call import PublicationLevel
from competition.open_data import facts, files
from competition.open_data.shapes import File, Results
from competition.views.downloads import ALONE

# An announced round may change at any instant, and how long a copy is good would tell when; an
# archive round changes no more.
ASK_AGAIN = "public, max-age=0, must-revalidate"
AN_HOUR = "public, max-age=3600"
# Scripts of other websites may read the files, and nothing else here (docs/decisions/24).
FOR_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

NAMES = {
    "awards.csv": "open-data-awards-csv",
    "awards.json": "open-data-awards-json",
    "awards-former.csv": "open-data-former-csv",
    "decision.json": "open-data-decision",
    "statistics.csv": "open-data-statistics",
}
WORDS = {
    "awards.csv": {
        "title": _("Förderungen als Tabelle"),
        "what": _(
            "Eine Zeile je geförderter Kommune: Schlüssel (AGS), Name, Art, Land, Größenklasse, "
            "Vorhaben, Betrag in Cent und in Euro, Zeitpunkt der Bekanntgabe."
        ),
    },
    "awards.json": {
        "title": _("Förderungen nach 360Giving"),
        "what": _(
            "Dieselben Förderungen im internationalen Format für Förderdaten, 360Giving 1.4."
        ),
    },
    "awards-former.csv": {
        "title": _("Förderungen, die nicht mehr gelten"),
        "what": _(
            "Was bekannt gegeben war und seitdem endete, weil die Kommune verzichtet hat oder die "
            "Entscheidung geändert wurde. Die Spalten sind dieselben."
        ),
    },
    "decision.json": {
        "title": _("Die Entscheidung"),
        "what": _(
            "Die Entscheidung, wie sie bekannt gegeben wurde, Zeichen für Zeichen. Wer keine "
            "Förderung bekommt, steht darin unter einer zufälligen Kennung oder gar nicht, wie es "
            "vor Beginn der Bewertung festgelegt war; Jurymitglieder stehen nie darin."
        ),
    },
    "statistics.csv": {
        "title": _("Alle Bewerbungen in Summen"),
        "what": _(
            "Bewerbungen und Förderungen nach Land, Art und Größenklasse, und nach Perspektive, "
            "wo der Aufruf danach fragt. Stehen in einer Gruppe weniger als drei Bewerbungen ohne "
            "Förderung, ist sie mit anderen zu „übrige“ zusammengefasst: Niemand lässt sich "
            "herauslesen, auch nicht durch Abziehen."
        ),
    },
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    rounds = queries.published_rounds(at)
    known = facts.with_results([each.call for each in rounds], at)
    context = {
        "rounds": [each for each in rounds if each.call.pk in known],
        "source": facts.source(),
        "synthetic": any(each.call.is_synthetic for each in rounds if each.call.pk in known),
    }
    return render(request, "public/open_data.html", context)


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    found = _published(slug, at)
    results, source, address = facts.of(found, at), facts.source(), _address(slug)
    context = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "results": results,
        "files": [
            {"file": each, "words": WORDS[each.name], "url": reverse(NAMES[each.name], args=[slug])}
            for each in files.listed(results, source, address)
        ],
        "earlier": results.decisions[:-1],
        "recompute": found.call.publication_level == PublicationLevel.BUNDLE and results.decisions,
        "source": source,
    }
    return render(request, "public/open_data_call.html", context)


@require_safe
def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    results = _results(slug)
    return _sent(request, results, files.one(results, facts.source(), _address(slug), name))


@require_safe
def decision(request: HttpRequest, slug: str, version: int) -> HttpResponseBase:
    results = _results(slug)
    return _sent(request, results, files.decision(results, version))


@require_safe
def catalog(request: HttpRequest, slug: str) -> HttpResponseBase:
    results = _results(slug)
    return _sent(request, results, files.catalogue(results, facts.source(), _address(slug)))


def _sent(request: HttpRequest, results: Results, file: File | None) -> HttpResponseBase:
    """The file, or 304 to whoever has it; to a signed-in person kept by no cache, because the
    session may come with it."""
    if file is None:
        raise Refusal("not_found")
    answer = HttpResponse(file.body, content_type=_media_type(file))
    answer.headers["ETag"] = f'"{file.sha256}"'
    answer.headers["Content-Disposition"] = f'inline; filename="{results.slug}-{file.name}"'
    answer.headers["Content-Security-Policy"] = ALONE
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        answer.headers["Cache-Control"] = AN_HOUR if results.is_archive else ASK_AGAIN
    conditional = get_conditional_response(request, etag=answer.headers["ETag"], response=answer)
    sent = conditional or answer
    for name, value in FOR_EVERYBODY.items():
        sent.headers[name] = value
    sent.headers["Content-Language"] = "de"  # as it is written, whoever asks
    return sent


def _media_type(file: File) -> str:
    header = "; header=present" if file.media_type == "text/csv" else ""
    return f"{file.media_type}; charset=utf-8{header}"


def _results(slug: str) -> Results:
    at = clock.now()
    return facts.of(_published(slug, at), at)


def _published(slug: str, at: datetime) -> queries.Round:
    found = queries.published_round(slug, at)
    if found is None:
        raise Refusal("not_found")
    return found


def _address(slug: str) -> str:
    return f"{settings.SITE_ORIGIN}{reverse('open-data-call', args=[slug])}"
