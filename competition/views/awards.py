"""A page per award, for everybody: what the municipality gets, and what became of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from competition import added_links, award_history, clock, linked_data, outcomes, queries
from competition.answers import perspectives
from competition.award_history import AwardHistory
from competition.errors import Refusal
from competition.models import Call
from competition.outcomes import WORDS, Result
from competition.views import documents, funded


@require_safe
def award(request: HttpRequest, slug: str, ags: str) -> HttpResponse:
    at = clock.now()
    found = queries.published_round(slug, at)
    history = award_history.of(found.call, ags, at) if found else None
    if found is None or history is None:
        raise Refusal("not_found")
    versions = outcomes.versions_of(found.call, at)
    line = _line(versions, history)
    labels = _labels(found.call) if line and line.perspectives else {}
    context = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "history": history,
        "versions": versions,
        "reason": funded.reason(line) if line else "",
        "perspectives": [labels.get(each, each) for each in line.perspectives] if line else [],
        "beside": added_links.of_award(found.call, ags, at),
        "linked_data": SafeString(linked_data.written(_data(found.call, history))),
    }
    return render(request, "public/award.html", context)


def _line(versions: list[outcomes.Version], history: AwardHistory) -> documents.Line | None:
    """What the decision in force publishes of an award that stands."""
    application = history.award.application
    if not versions or not history.stands or application is None:
        return None
    lines = documents.tell(versions[-1].publication.content, None, None).lines
    return next((line for line in lines if line.pseudonym == application.public_id), None)


def _labels(call: Call) -> dict[str, str]:
    asked = call.questions.filter(key="perspectives").first()
    return perspectives.labels(asked) if asked else {}


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
