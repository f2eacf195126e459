"""The dates of a call that everybody may know, for a calendar. In German, whatever the reader's
language. The announcement is no date before its instant has come."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.conf import settings
from django.urls import reverse

from competition import feed, queries, wording
from competition.calendar_file import Event
from competition.documents.shapes import in_german
from competition.models import Call
from competition.models.call import QuestionKind


@in_german
def of(found: queries.Round) -> list[Event]:
    """The events of a published round as it stands at its instant. Three queries."""
    call = found.call
    changes = _changes(call, found)
    told = partial(
        Event,
        url=f"{settings.SITE_ORIGIN}{reverse('call', args=[call.slug])}",
        modified_at=max(changes),
        sequence=len(changes) - 1,
    )
    return [
        told(f"{call.slug}-{name}@{feed.host()}", at, f"{title}: {_name(call)}", text, is_end=ends)
        for name, at, title, text, ends in _dates(found)
    ]


def _name(call: Call) -> str:
    return f"{call.title} (Beispielrunde, alles erfunden)" if call.is_synthetic else call.title


def _changes(call: Call, found: queries.Round) -> list[datetime]:
    """When the call was published and changed since: texts, deadline, result."""
    if call.published_at is None:
        raise ValueError("only published calls have dates")
    announced = queries.confirmed_announcement(call) if found.is_announced else None
    extensions = call.extensions.valid().values_list("confirmed_at", flat=True)
    versions = call.versions.filter(number__gt=1).values_list("published_at", flat=True)
    came = [call.published_at, *filter(None, extensions.order_by("pk"))]
    return [*came, *versions.order_by("pk"), *([announced.public_at] if announced else [])]


def _dates(found: queries.Round) -> Iterator[tuple[str, datetime, str, str, bool]]:
    """Name, instant, title, text, and whether it is an end."""
    call = found.call
    opens = f"Bewerbungen sind möglich ab {wording.moment(call.opens_at, start=True)}."
    yield "beginn", call.opens_at, "Bewerbung möglich", opens, False
    if call.enquiries_until_at:
        until = f"Rückfragen zum Aufruf sind möglich bis {wording.moment(call.enquiries_until_at)}."
        yield "rueckfragen", call.enquiries_until_at, "Ende der Rückfragen", until, True
    ends = (
        f"Die Bewerbungsfrist endet am {wording.moment(call.deadline_at)}. "
        "Es zählt der Eingang bei uns, auf die Sekunde genau."
    )
    yield "frist", call.deadline_at, "Bewerbungsschluss", ends, True
    for each in call.questions.filter(kind=QuestionKind.FILES, deadline_at__isnull=False):
        if each.deadline_at:
            text = (
                f"„{each.label}“ kann nachgereicht werden bis {wording.moment(each.deadline_at)}."
            )
            yield f"anlage-{each.key}", each.deadline_at, "Ende der Frist für Anlagen", text, True
    announced = queries.confirmed_announcement(call)
    if found.is_announced and announced:
        text = "Das Ergebnis des Wettbewerbs ist bekannt gegeben."
        yield "bekanntgabe", announced.public_at, "Bekanntgabe", text, False
