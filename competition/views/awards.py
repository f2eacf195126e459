"""A page per award, for everybody: what the municipality gets, and what became of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from competition import award_history, clock, linked_data, outcomes, queries
from competition.award_history import AwardHistory
from competition.errors import Refusal
from competition.models import Call
from competition.outcomes import WORDS, Result


@require_safe
def award(request: HttpRequest, slug: str, ags: str) -> HttpResponse:
    at = clock.now()
    found = queries.published_round(slug, at)
    history = award_history.of(found.call, ags, at) if found else None
    if found is None or history is None:
        raise Refusal("not_found")
    context = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "history": history,
        "versions": outcomes.versions_of(found.call, at),
        "linked_data": SafeString(linked_data.written(_data(found.call, history))),
    }
    return render(request, "public/award.html", context)


def _data(call: Call, history: AwardHistory) -> dict[str, object]:
    """The page for programs, in German whatever language it is shown in."""
    place, funder = history.municipality, call.facts.get("funder")
    with translation.override("de"):
        return linked_data.page(
            f"{settings.SITE_ORIGIN}{reverse('award', args=[call.slug, place.ags])}",
            round_=linked_data.Round(
                title=call.title,
                url=f"{settings.SITE_ORIGIN}{reverse('call', args=[call.slug])}",
                funder=funder if isinstance(funder, str) else "",
                synthetic=call.is_synthetic,
            ),
            recipient=linked_data.Recipient(place.name, place.ags, place.get_state_display()),
            grants=_grants(history),
        )


def _grants(history: AwardHistory) -> list[linked_data.Grant]:
    """What was granted, one after the other, each with what ended it."""
    granted = [event for event in history.events if event.result == Result.AWARDED]
    ended = {event.award.pk: event for event in history.events if event.result != Result.AWARDED}
    return [
        linked_data.Grant(
            number=number,
            title=event.award.title,
            amount_cents=event.award.amount_cents,
            result=str(WORDS[end.result if end else Result.AWARDED]),
            granted_at=event.at,
            ended_at=end.at if end else None,
        )
        for number, event in enumerate(granted, start=1)
        for end in (ended.get(event.award.pk),)
    ]
