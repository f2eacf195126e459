"""Enquiries: asked privately until the cut-off, answered to everybody at once.

All applicants read the same (equal treatment); who asked is known to the office alone. A published
answer stays as it is: what must be corrected is published as a note of its own, beside it.
"""

import math
import re
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from competition import answers, audit, clock, locks, policies, wording
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Call, Enquiry, Membership, User
from competition.phases import Phase, in_time

MAX_CHARS = 2_000
MAX_ANSWER_CHARS = 8_000
PER_HOUR = 10
HOUR = timedelta(hours=1)


def ask(*, call: Call, text: str, by: User, received_at: datetime) -> Enquiry:
    """Ask the office about a call; anybody with an account may, also without a municipality.

    ``received_at``: the arrival by the call's own clock, compared with the cut-off (exclusive)
    inside the transaction. The same unanswered text again (double click) is the same enquiry.
    Raises ``not_found`` (a call that takes none), ``enquiries_closed``, ``too_many_enquiries``,
    ``required`` and the refusals of ``answers.text``.
    """
    cleaned = _written(text, "text", MAX_CHARS)
    with transaction.atomic():
        locks.share_call(call.pk)
        call.refresh_from_db()
        _require_taken(call, received_at)
        mine = Enquiry.objects.filter(call=call, asked_by=by)
        again = mine.unanswered().filter(text=cleaned).first()
        if again:
            return again
        _require_calm(
            mine.filter(asked_at__gt=received_at - HOUR).order_by("asked_at"), received_at
        )
        enquiry = Enquiry.objects.create(call=call, text=cleaned, asked_at=received_at, asked_by=by)
        _log("enquiry.asked", enquiry, by)
        return enquiry


def answer(*, enquiry: Enquiry, published_text: str, answer: str, by: User) -> Enquiry:
    """Publish question and answer, at once and to everybody; whoever asked gets a letter.

    ``published_text`` is the question as everybody reads it: names and places that betray who
    asked are refused (``enquiry_names_somebody``). Raises ``not_allowed``, ``enquiry_answered``,
    ``required`` and the refusals of ``answers.text``.
    """
    policies.require_office(by)
    question = _written(published_text, "published_text", MAX_CHARS)
    written = _written(answer, "answer", MAX_ANSWER_CHARS)
    with transaction.atomic():
        locks.share_call(enquiry.call_id)
        enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
        if enquiry.answered_at:
            raise Refusal("enquiry_answered")
        names = _names_of(enquiry.asked_by)
        _require_nobody_named(question, names, "published_text")
        _require_nobody_named(written, names, "answer")
        _publish(enquiry, question, written, by)
        enquiry.save(update_fields=["published_text", "answer", "answered_at", "answered_by"])
        outbox.owe(
            outbox.written(
                kinds.ENQUIRY_ANSWER,
                call=enquiry.call,
                recipient=enquiry.asked_by,
                occasion=f"enquiry {enquiry.pk}",
                context={"enquiry": enquiry},
            )
        )
        _log("enquiry.answered", enquiry, by)
        return enquiry


def note(*, call: Call, published_text: str, answer: str, by: User) -> Enquiry:
    """Publish a note of the office beside the answers, to everybody at once: a correction of an
    earlier answer, or what was asked by telephone. Bound to no cut-off.

    Raises ``not_allowed``, ``not_found`` (a call that takes no enquiries), ``required`` and the
    refusals of ``answers.text``.
    """
    policies.require_office(by)
    question = _written(published_text, "published_text", MAX_CHARS)
    written = _written(answer, "answer", MAX_ANSWER_CHARS)
    with transaction.atomic():
        locks.share_call(call.pk)
        call.refresh_from_db()
        if call.enquiries_until_at is None:
            raise Refusal("not_found")
        enquiry = Enquiry(call=call, text=question, asked_at=clock.now(call), asked_by=by)
        _publish(enquiry, question, written, by)
        enquiry.save(force_insert=True)
        _log("enquiry.noted", enquiry, by)
        return enquiry


def _written(text: str, field: str, limit: int) -> str:
    cleaned = answers.text(text, field=field, max_chars=limit)
    if not cleaned:
        raise Refusal("required", field=field)
    return cleaned


def _require_taken(call: Call, received_at: datetime) -> None:
    until = call.enquiries_until_at
    if until is None or call.is_archive or call.phase(at=received_at) == Phase.DRAFT:
        raise Refusal("not_found")
    if not in_time(received_at=received_at, deadline_at=until):
        raise Refusal(
            "enquiries_closed", until=wording.moment(until), received=clock.spoken(received_at)
        )


def _require_calm(recent: QuerySet[Enquiry], received_at: datetime) -> None:
    asked = list(recent.values_list("asked_at", flat=True)[:PER_HOUR])
    if len(asked) == PER_HOUR:
        left = asked[0] + HOUR - received_at
        raise Refusal(
            "too_many_enquiries", limit=PER_HOUR, minutes=math.ceil(left / timedelta(minutes=1))
        )


def _names_of(person: User) -> list[str]:
    """What would betray who asked: name, address, and the municipalities they act for."""
    places = Membership.objects.filter(user=person).order_by("pk")
    return [
        person.name,
        person.email,
        *places.values_list("municipality__name", flat=True),
    ]


def _require_nobody_named(text: str, names: list[str], field: str) -> None:
    for name in names:
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            raise Refusal("enquiry_names_somebody", field=field, name=name)


def _publish(enquiry: Enquiry, question: str, answer: str, by: User) -> None:
    enquiry.published_text, enquiry.answer = question, answer
    enquiry.answered_at, enquiry.answered_by = clock.now(enquiry.call), by


def _log(act: str, enquiry: Enquiry, by: User) -> None:
    audit.log(act=act, by=by, subject=f"enquiry {enquiry.pk}", payload={"call": enquiry.call.slug})
