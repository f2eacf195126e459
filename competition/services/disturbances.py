"""Disturbances: reported by anybody, stamped by the database's clock, settled by the office.

A report is evidence (of what did not work, and when) and never an extension by itself.
"""

from datetime import datetime, timedelta

from django.db import transaction

from competition import answers, audit, clock, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Call, Disturbance, Notice, User
from competition.origins import origin
from competition.services import brakes

MAX_CHARS = 4_000
MAX_LINE = 300
HOUR = timedelta(hours=1)
DOUBLE_CLICK = timedelta(minutes=1)
# Many people may sit behind one address; one person reports only so much.
PER_PERSON, PER_ADDRESS = 10, 60
CODE = "reported"


def report(
    *,
    text: str,
    received_at: datetime,
    address: str,
    by: User | None = None,
    call: Call | None = None,
    page: str = "",
    contact: str = "",
    browser: str = "",
) -> Disturbance:
    """Keep a report with its number and the instant of its arrival (``received_at``, real time).

    ``address`` is the network address it came from; of it only a digest is kept, to count. A person
    who is signed in gets a letter with number and time, and nobody else: otherwise anybody could
    have mails sent to others. The same text of the same person within a minute is one report.
    Raises ``too_many_reports``, ``required`` and the refusals of ``answers.text``.
    """
    fields = {
        "text": answers.text(text, field="text", max_chars=MAX_CHARS),
        "page": answers.text(page, field="page", max_chars=MAX_LINE),
        "contact": answers.text(contact, field="contact", max_chars=254),
        "browser": browser[:MAX_LINE],
    }
    if not fields["text"]:
        raise Refusal("required", field="text")
    if by and (again := _again(by, fields["text"], received_at)):
        return again
    _require_calm(by, address)
    with transaction.atomic():
        disturbance = Disturbance.objects.create(
            number=receipts.new_number(),
            call=call,
            reported_by=by,
            received_at=received_at,
            **fields,
        )
        if by:
            outbox.owe(_letter(disturbance, by))
        audit.log(
            act="disturbance.reported",
            by=by,
            subject=disturbance.number,
            payload={"received_at": audit.instant(received_at)},
        )
        return disturbance


def _again(by: User, text: str, received_at: datetime) -> Disturbance | None:
    return Disturbance.objects.filter(
        reported_by=by, text=text, received_at__gt=received_at - DOUBLE_CLICK
    ).first()


def _require_calm(by: User | None, address: str) -> None:
    subject = f"person {by.pk}" if by else f"address {origin(address)}"
    brakes.take_from_outside(
        code=CODE,
        subject=subject,
        limit=PER_PERSON if by else PER_ADDRESS,
        window=HOUR,
        refusal="too_many_reports",
    )


def _letter(disturbance: Disturbance, person: User) -> Notice:
    return outbox.written(
        kinds.DISTURBANCE_REPORT,
        call=disturbance.call,
        recipient=person,
        occasion=disturbance.number,
        context={"disturbance": disturbance},
    )


def settle(*, disturbance: Disturbance, remark: str, by: User) -> None:
    """The office closes a report with what it has found.

    Raises ``not_allowed``, ``disturbance_settled``, ``required`` and the refusals of
    ``answers.text``.
    """
    policies.require_office(by)
    written = answers.text(remark, field="remark", max_chars=MAX_CHARS)
    if not written:
        raise Refusal("required", field="remark")
    with transaction.atomic():
        disturbance = Disturbance.objects.select_for_update(of=("self",)).get(pk=disturbance.pk)
        if disturbance.settled_at:
            raise Refusal("disturbance_settled")
        disturbance.remark = written
        disturbance.settled_at, disturbance.settled_by = clock.now(), by
        disturbance.save(update_fields=["remark", "settled_at", "settled_by"])
        audit.log(act="disturbance.settled", by=by, subject=disturbance.number)
