"""Feeds and files to subscribe to: what happened in a call, or in all of them."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from competition import atom, calendar_file, call_dates, clock, feed, queries
from competition.errors import Refusal


@require_safe
def of_call(_request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    found = queries.published_round(slug, at)
    if found is None:
        raise Refusal("not_found")
    return _answer(
        atom.written(
            feed.entries([found.call], at),
            tag=feed.tag_of(found.call),
            title=found.call.title,
            path=reverse("feed", args=[slug]),
            page=reverse("call", args=[slug]),
            is_common=False,
        )
    )


@require_safe
def of_all(_request: HttpRequest) -> HttpResponse:
    at = clock.now()
    calls = [each.call for each in queries.published_rounds(at)]
    return _answer(
        atom.written(
            feed.entries(calls, at),
            tag=f"tag:{feed.host()},2017-02-14:wettbewerbe",
            title="Modellkommune: alle Wettbewerbe",
            path=reverse("feed-all"),
            page=reverse("start"),
            is_common=True,
        )
    )


def _answer(content: bytes) -> HttpResponse:
    headers = {"Content-Language": "de"}
    return HttpResponse(content, content_type="application/atom+xml", headers=headers)


@require_safe
def dates(_request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.published_round(slug, clock.now())
    if found is None or found.call.is_archive:
        raise Refusal("not_found")
    call = found.call
    content = calendar_file.written(
        call_dates.of(found), name=call.title, synthetic=call.is_synthetic
    )
    headers = {
        "Content-Language": "de",
        "Content-Disposition": f'attachment; filename="{slug}-termine.ics"',
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
