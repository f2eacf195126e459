"""The announcement: prepared by one person, confirmed by another, visible at one instant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from competition import audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox, partner_letters, stencils
from competition.models import (
    Announcement,
    Application,
    Award,
    Call,
    Mailbox,
    Notice,
    Publication,
    User,
)
from competition.models.announcement import PublicationKind
from competition.models.application import ApplicationState
from competition.models.award import AwardState
from competition.services import letter_texts
from competition.services.awards import digest_of

# Part of the outbox's unique key: one result letter per applicant and round.
OCCASION = "announcement"
# All that a letter of the result says of its applicant, and to whom it goes.
SAID = (
    *("public_id", "call", "state", "screening_reason", "municipality__name", "municipality__ags"),
    *("contact__email", "valid_version__title"),
)
Partners = Mapping[int, Sequence[partner_letters.Partner]]


class Read(NamedTuple):
    """What somebody has read of an announcement: its instant, and by their digests the awards
    (``awards.digest_of``) and the letters (their wordings, and the documents they rest on)."""

    public_at: datetime
    awards: str
    letters: str


def shown(announcement: Announcement) -> Read:
    """What there is to read now; once confirmed, what was confirmed."""
    call = announcement.call
    awards = announcement.awards_digest if announcement.confirmed_at else digest_of(call)
    return Read(announcement.public_at, awards, _letters_digest(call))


def _letters_digest(call: Call) -> str:
    """Another one as soon as any letter, or the decision that becomes public, would say else."""
    frozen = call.publications.filter(
        amendment=None, kind__in=(PublicationKind.DECISION, PublicationKind.REASONS)
    ).order_by("digest")
    documents = list(frozen.values_list("digest", flat=True))
    return receipts.digest({"texts": letter_texts.results_digest(call), "documents": documents})


def prepare(
    *, call: Call, public_at: datetime, by: User, over: datetime | None = None
) -> Announcement:
    """Set the instant at which the results become visible. May be repeated until confirmed.

    ``public_at`` is by the call's clock and must lie ahead. ``over``: the instant that stood there
    when it was typed; needed where another one stands, so that no colleague's is lost unseen.
    Raises ``decision_missing``, ``public_at_past``, ``announcement_standing``,
    ``precondition_required``, ``announcement_moved``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        at = clock.now(call)
        _require_decision(call)
        standing = Announcement.objects.filter(call=call).first()
        if standing and standing.confirmed_at:
            raise Refusal("announcement_standing")
        _require_over(standing, public_at, over)
        if public_at <= at:
            raise Refusal("public_at_past", field="public_at")
        announcement, _ = Announcement.objects.update_or_create(
            call=call,
            defaults={
                "public_at": public_at,
                "awards_digest": digest_of(call),
                "prepared_at": at,
                "prepared_by": by,
            },
        )
        audit.log(
            act="announcement.prepared",
            by=by,
            subject=call.slug,
            payload={
                "public_at": audit.instant(public_at),
                "sha256": announcement.awards_digest,
            },
        )
        return announcement


def _require_decision(call: Call) -> None:
    if not Publication.objects.filter(call=call, kind=PublicationKind.DECISION).exists():
        raise Refusal("decision_missing")


def _require_over(
    standing: Announcement | None, public_at: datetime, over: datetime | None
) -> None:
    """Whoever moves the instant knows the one that stands; setting the same again loses nothing."""
    stands = standing.public_at if standing else None
    if over is not None and over != stands:
        raise Refusal("announcement_moved", field="over")
    if over is None and stands not in (None, public_at):
        raise Refusal("precondition_required", field="over")


def confirm(*, call: Call, read: Read, by: User) -> Announcement:
    """The second person confirms: one announcement, and every applicant is owed the own letter.

    Letters are rendered and frozen now and leave at the instant; until then they are visible
    nowhere. ``read``: what the person has read (``shown``). Repeating one's own confirmation
    changes nothing. Raises ``announcement_missing``, ``same_person``, ``public_at_past``,
    ``announcement_moved``, ``announcement_changed``, ``letter_texts_changed``,
    ``announcement_standing``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        announcement = Announcement.objects.select_related("call").filter(call=call).first()
        if announcement is None:
            raise Refusal("announcement_missing")
        if announcement.confirmed_at:
            return _confirmed_before(announcement, read, by)
        if announcement.prepared_by_id == by.pk:
            raise Refusal("same_person")
        _require_read(announcement, read)
        at = clock.now(call)
        if announcement.public_at <= at:
            raise Refusal("public_at_past", field="public_at")
        if announcement.awards_digest != digest_of(call):
            raise Refusal("announcement_changed")
        announcement.confirmed_at, announcement.confirmed_by = at, by
        announcement.save(update_fields=["confirmed_at", "confirmed_by"])
        letters = letters_of(announcement, addressees(call).only(*SAID))
        outbox.owe(*letters)
        audit.log(
            act="announcement.confirmed",
            by=by,
            subject=call.slug,
            payload={
                "public_at": audit.instant(announcement.public_at),
                "sha256": announcement.awards_digest,
                "letters": len(letters),
            },
        )
        return announcement


def _confirmed_before(announcement: Announcement, read: Read, by: User) -> Announcement:
    """The same confirmation once more; anybody else's comes too late."""
    if announcement.confirmed_by_id != by.pk:
        raise Refusal("announcement_standing")
    _require_read(announcement, read)
    return announcement


def _require_read(announcement: Announcement, read: Read) -> None:
    """Raise what names the part that is another by now than the one that was read."""
    stands = shown(announcement)
    if read.public_at != stands.public_at:
        raise Refusal("announcement_moved")
    if read.letters != stands.letters:
        raise Refusal("letter_texts_changed")
    if read.awards != stands.awards:
        raise Refusal("announcement_changed")


def addressees(call: Call) -> QuerySet[Application]:
    """The sealed applications of a call, each owed a letter, by name of the municipality."""
    return (
        Application.objects.filter(call=call)
        .sealed()
        .select_related("municipality", "contact", "valid_version")
        .order_by("municipality__name", "municipality__ags")
    )


def letters_of(
    announcement: Announcement,
    applications: Iterable[Application],
    partners: Partners | None = None,
) -> list[Notice]:
    """The letters to these applicants as they are or would be owed; nothing is saved.

    An award, a rejection with the applicant's own reasons, one with a place on the reserve, or an
    exclusion; after it the copies for confirmed partners. Confirming owes what this returns, so a
    preview shows the very same texts. ``partners``: those of the call, where they are known.
    """
    results = list(results_of(announcement, applications))
    if partners is None:
        partners = partner_letters.recipients_of([each.application for each in results])
    written_at, texts = clock.now(), stencils.Stencils(announcement.call)
    letters = []
    for result in results:
        letter = outbox.written(
            result.letter,
            call=announcement.call,
            application=result.application,
            recipient=result.application.contact,
            occasion=OCCASION,
            due_at=announcement.public_at - announcement.call.clock_shift,
            written_at=written_at,
            context=result.context,
            text=texts.text(result.letter, result.application, result.context),
        )
        letters.append(letter)
        letters += partner_letters.copies(letter, partners.get(result.application.pk, ()))
    return letters


def owed_by(announcement: Announcement) -> QuerySet[Notice]:
    """Everything that the confirmation owed: letters, copies for partners and shared mailboxes."""
    for_partners = Q(occasion__startswith=f"{OCCASION} ", kind=kinds.PARTNER_RESULT.kind)
    return Notice.objects.filter(
        Q(occasion=OCCASION) | for_partners, call=announcement.call, repeats__isnull=True
    )


class Extent(NamedTuple):
    """How many copies go out beside the letters: to people of partners, and to mailboxes."""

    partners: int
    mailboxes: int


def partners_of(call: Call) -> Partners:
    """Every confirmed partner in a call that is told its result, by application."""
    return partner_letters.recipients_of(_told(call).only("pk"))


def extent(announcement: Announcement, partners: Partners) -> Extent:
    """The copies as they are owed or, before the confirmation, as they would be."""
    if announcement.confirmed_at:
        owed = owed_by(announcement)
        to_partners = owed.filter(kind=kinds.PARTNER_RESULT.kind, recipient__isnull=False)
        return Extent(to_partners.count(), owed.filter(recipient__isnull=True).count())
    own = Mailbox.objects.filter(
        confirmed_at__isnull=False, municipality__applications__in=_told(announcement.call)
    )
    told = [partner for each in partners.values() for partner in each]
    return Extent(
        sum(len(partner.people) for partner in told),
        own.order_by().count() + sum(len(partner.mailboxes) for partner in told),
    )


def _told(call: Call) -> QuerySet[Application]:
    return addressees(call).select_related(None).order_by()


def counts_of(announcement: Announcement) -> list[tuple[str, int]]:
    """How many applicants get which kind of letter; two queries at most, however many they are."""
    call = announcement.call
    if announcement.confirmed_at:
        owed = owed_by(announcement).filter(occasion=OCCASION, recipient__isnull=False)
        return list(owed.order_by("kind").values_list("kind").annotate(count=Count("pk")))
    awarded = call.awards.filter(state=AwardState.GRANTED).values("application")
    reserve = call.publications.filter(
        kind=PublicationKind.REASONS, amendment=None, content__reserve=True
    ).values("application")
    own = Case(
        When(pk__in=awarded, then=Value(kinds.AWARD.kind)),
        When(state=ApplicationState.EXCLUDED, then=Value(kinds.EXCLUSION.kind)),
        *([When(pk__in=reserve, then=Value(kinds.RESERVE.kind))] if call.names_reserve else []),
        default=Value(kinds.REJECTION.kind),
        output_field=CharField(),
    )
    told = _told(call).annotate(letter=own).order_by("letter").values_list("letter")
    return list(told.annotate(count=Count("pk")))


class Result(NamedTuple):
    """Which letter an applicant is owed, and what it is written from."""

    application: Application
    letter: kinds.Letter
    context: dict[str, Any]


def results_of(announcement: Announcement, applications: Iterable[Application]) -> Iterator[Result]:
    """What each of these applicants is owed; two queries, however many they are."""
    call, chosen = announcement.call, list(applications)
    frozen = call.publications.filter(
        kind=PublicationKind.REASONS, amendment=None, application__in=[each.pk for each in chosen]
    )
    reasons = dict(frozen.values_list("application_id", "content"))
    granted = call.awards.filter(state=AwardState.GRANTED).select_related("municipality")
    awarded = {award.application_id: award for award in granted}
    for application in chosen:
        award, own = awarded.get(application.pk), reasons.get(application.pk)
        context = {"announcement": announcement, "award": award, "reasons": own}
        yield Result(application, _letter_for(call, application, award, own), context)


def _letter_for(
    call: Call, application: Application, award: Award | None, reasons: Mapping[str, Any] | None
) -> kinds.Letter:
    if award:
        return kinds.AWARD
    if application.state == ApplicationState.EXCLUDED:
        return kinds.EXCLUSION
    if call.names_reserve and reasons and reasons.get("reserve") is True:
        return kinds.RESERVE
    return kinds.REJECTION
