"""Barriers: reported by anybody, stamped by the database's clock, answered within a month.

§ 12b BGG gives whoever meets a barrier the right to an answer; the month is kept with the report.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from competition import answer_period, answers, audit, clock, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import BarrierReport, Notice, User
from competition.origins import origin
from competition.services import brakes
from competition.services.erasing import blank_letters

MAX_CHARS = 4_000
MAX_LINE = 300
MAX_ADDRESS = 254
HOUR = timedelta(hours=1)
DOUBLE_CLICK = timedelta(minutes=1)
# Many people may sit behind one address; one person reports only so much.
PER_PERSON, PER_ADDRESS = 10, 60
CODE = "reported"
# After so many days an answered report keeps no address: nobody can be asked back any more.
KEPT = timedelta(days=180)


def report(
    *,
    text: str,
    received_at: datetime,
    address: str,
    by: User | None = None,
    page: str = "",
    contact: str = "",
) -> BarrierReport:
    """Keep a report with its number and the month that it opens (``received_at``, real time).

    ``address`` is the network address it came from; of it only a digest is kept, to count. A person
    who is signed in gets a letter with number and day, and nobody else: otherwise anybody could
    have mails sent to others. To ``contact`` goes the answer, written by a person. The same text
    of the same person within a minute is one report.
    Raises ``too_many_reports``, ``required``, ``address_invalid`` and the refusals of
    ``answers.text``.
    """
    fields = {
        "text": answers.text(text, field="text", max_chars=MAX_CHARS),
        "page": answers.text(page, field="page", max_chars=MAX_LINE),
        "contact": answers.text(contact, field="contact", max_chars=MAX_ADDRESS),
    }
    if not fields["text"]:
        raise Refusal("required", field="text")
    _require_address(fields["contact"])
    if by and (again := _again(by, fields["text"], received_at)):
        return again
    _require_calm(by, address)
    with transaction.atomic():
        kept = BarrierReport.objects.create(
            number=receipts.new_number(),
            reported_by=by,
            received_at=received_at,
            answer_by_at=answer_period.answer_by(received_at),
            **fields,
        )
        if by:
            outbox.owe(_letter(kinds.BARRIER_REPORT, kept))
        _log("barrier.reported", kept, by, received_at=audit.instant(received_at))
        return kept


def _require_address(contact: str) -> None:
    """An address is an address: whoever mistypes it would wait for an answer that never comes."""
    if not contact:
        return
    try:
        validate_email(contact)
    except ValidationError as error:
        raise Refusal("address_invalid", field="contact") from error


def _again(by: User, text: str, received_at: datetime) -> BarrierReport | None:
    recent = BarrierReport.objects.filter(received_at__gt=received_at - DOUBLE_CLICK)
    return recent.filter(reported_by=by, text=text).first()


def _require_calm(by: User | None, address: str) -> None:
    subject = f"barrier, person {by.pk}" if by else f"barrier, address {origin(address)}"
    brakes.take_from_outside(
        code=CODE,
        subject=subject,
        limit=PER_PERSON if by else PER_ADDRESS,
        window=HOUR,
        refusal="too_many_reports",
    )


def answer(*, report: BarrierReport, text: str, by: User) -> BarrierReport:
    """The office answers, once: by letter where there is an address, and on the report's page.

    Also after the month, which stays on record. Raises ``not_allowed``, ``barrier_answered``,
    ``required`` and the refusals of ``answers.text``.
    """
    policies.require_office(by)
    written = answers.text(text, field="answer", max_chars=MAX_CHARS)
    if not written:
        raise Refusal("required", field="answer")
    with transaction.atomic():
        report = BarrierReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if report.answered_at:
            raise Refusal("barrier_answered")
        report.answer, report.answered_at, report.answered_by = written, clock.now(), by
        report.save(update_fields=["answer", "answered_at", "answered_by"])
        if report.contact or report.reported_by:
            outbox.owe(_letter(kinds.BARRIER_ANSWER, report))
        _log("barrier.answered", report, by)
        return report


def _letter(kind: kinds.Letter, report: BarrierReport) -> Notice:
    """To the address that was given; what confirms a report, to the account alone."""
    person = report.reported_by
    if person and kind == kinds.BARRIER_ANSWER and report.contact not in ("", person.email):
        person = None
    return outbox.written(
        kind,
        call=None,
        recipient=person,
        address=report.contact,
        occasion=report.number,
        context={"barrier": report},
    )


def forget(*, at: datetime) -> int:
    """Take the addresses from reports that were answered ``KEPT`` before ``at``, and the words of
    their letters; report and answer stay. Returns how many."""
    old = BarrierReport.objects.filter(answered_at__lt=at - KEPT).exclude(contact="")
    with transaction.atomic():
        numbers = list(old.select_for_update(of=("self",)).values_list("number", flat=True))
        sent = Notice.objects.filter(kind=kinds.BARRIER_ANSWER.kind, occasion__in=numbers)
        blank_letters(sent.filter(recipient=None))
        return BarrierReport.objects.filter(number__in=numbers).update(contact="")


def _log(act: str, report: BarrierReport, by: User | None, **payload: str) -> None:
    audit.log(act=act, by=by, subject=report.number, payload=payload)
