"""Comments of citizens: they count once whoever reads the address has confirmed them.

Nobody can use this to write to others: the letter holds no word of what was typed, and there is a
bound for each origin and each address. Instants are by the call's clock.
"""

from datetime import datetime, timedelta

from django.db import transaction

from competition import answers, audit, clock, link_secrets, receipts, wording
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.origins import keyed, origin
from competition.phases import in_time
from competition.services import brakes
from competition.services.invitations import clean_address
from programme import locks
from programme.models import Comment, Consultation, Section
from programme.models.consultation import CommentState

MAX_NAME, MAX_ORGANISATION, MAX_TEXT = 120, 200, 4_000
CONFIRM_WITHIN = timedelta(days=7)
# Between two letters about the same comment.
PAUSE = timedelta(minutes=5)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Many people may sit behind one network address (a library, a town hall), but not a thousand.
PER_ORIGIN_HOUR, PER_ORIGIN_DAY = 30, 100
# Links that wait at one address, and letters that one address gets in a day.
UNCONFIRMED, PER_ADDRESS_DAY, AGAIN_PER_DAY = 3, 20, 2


def submit(
    *,
    section: Section,
    name: str,
    address: str,
    text: str,
    received_at: datetime,
    network_address: str,
    organisation: str = "",
) -> Comment:
    """Take a comment; a link goes to ``address``, and nobody sees anything until it is opened.

    ``received_at`` is the arrival by the database's clock, compared with the end (exclusive) inside
    the transaction. The same text for the same section from the same address is the same comment;
    after five minutes it gets a new link, the old one is void. Raises ``not_found``,
    ``comments_closed``, ``comments_not_taken``, ``too_many_comments``, ``comments_unconfirmed``,
    ``required``, ``address_invalid`` and the refusals of ``answers.text``.
    """
    values = _values(name=name, organisation=organisation, text=text, address=address)
    known = _known(section, values)
    if known is None:
        _require_calm(values["address"], network_address)
    elif not _wants_new_link(known, received_at):
        return known
    else:
        _count(f"link {values['address']}", "comment_link", AGAIN_PER_DAY, DAY)
    with transaction.atomic():
        consultation = locks.own_consultation(section.consultation_id)
        arrived_at = received_at + consultation.programme.call.clock_shift
        section = _open_section(consultation, section, received_at, arrived_at)
        if known is None and (again := _known(section, values)):
            return again  # the other click of two came first
        secret = link_secrets.new_secret()
        if known:
            comment = _renewed(known, secret)
        else:
            comment = _entered(section, values, arrived_at, secret, network_address)
        _send_link(comment, consultation, secret)
        return comment


def confirm(*, secret: str) -> Comment:
    """Whoever reads the address confirms the comment, within seven days and also after the end of
    the consultation: what counts is when the comment came. It then waits for the office.

    Repeating it changes nothing. Raises ``link_used``.
    """
    found = Comment.objects.filter(secret_digest=link_secrets.digest(secret)).first()
    if found is None:
        raise Refusal("link_used")
    with transaction.atomic():
        consultation = locks.own_consultation(found.section.consultation_id)
        comment = (
            Comment.objects.select_related("section")
            .filter(secret_digest=link_secrets.digest(secret))
            .first()
        )
        if comment is None:
            raise Refusal("link_used")
        if comment.confirmed_at:
            return comment
        at = clock.now(consultation.programme.call)
        if at >= comment.confirm_until_at:
            raise Refusal("link_used")
        comment.confirmed_at, comment.state = at, CommentState.WAITING
        comment.save(update_fields=["confirmed_at", "state"])
        audit.log(
            act="comment.confirmed",
            by=None,
            subject=consultation.programme.call.slug,
            payload={"consultation": consultation.slug, "comment": comment.number},
        )
        return comment


def _values(*, name: str, organisation: str, text: str, address: str) -> dict[str, str]:
    values = {
        "name": answers.text(name, field="name", max_chars=MAX_NAME),
        "text": answers.text(text, field="text", max_chars=MAX_TEXT),
    }
    for field, value in values.items():
        if not value:
            raise Refusal("required", field=field)
    return {
        **values,
        "organisation": answers.text(
            organisation, field="organisation", max_chars=MAX_ORGANISATION
        ),
        "address": clean_address(
            answers.text(address, field="address", max_chars=254), field="address"
        ),
    }


def _open_section(
    consultation: Consultation, section: Section, received_at: datetime, arrived_at: datetime
) -> Section:
    """The section, which takes comments at this instant."""
    public = Consultation.objects.public(received_at).filter(pk=consultation.pk)
    current = consultation.sections.filter(pk=section.pk).first()
    if current is None or not public.exists():
        raise Refusal("not_found")
    if consultation.programme.call.is_archive or not in_time(
        received_at=arrived_at, deadline_at=consultation.ends_at
    ):
        raise Refusal(
            "comments_closed",
            until=wording.moment(consultation.ends_at),
            received=clock.spoken(arrived_at),
        )
    if not current.takes_comments:
        raise Refusal("comments_not_taken")
    return current


def _known(section: Section, values: dict[str, str]) -> Comment | None:
    """The same comment, sent before."""
    same = {"section": section, "address": values["address"], "text": values["text"]}
    return Comment.objects.filter(**same).order_by("pk").first()


def _entered(
    section: Section,
    values: dict[str, str],
    arrived_at: datetime,
    secret: str,
    network_address: str,
) -> Comment:
    """A new comment. Raises ``comments_unconfirmed``."""
    _require_few_links(values["address"], arrived_at)
    return Comment.objects.create(
        section=section,
        number=receipts.new_number(),
        secret_digest=link_secrets.digest(secret),
        received_at=arrived_at,
        confirm_until_at=arrived_at + CONFIRM_WITHIN,
        origin_digest=keyed(f"origin {origin(network_address)}"),
        **values,
    )


def _wants_new_link(known: Comment, received_at: datetime) -> bool:
    arrived_at = received_at + known.section.consultation.programme.call.clock_shift
    return (
        known.state == CommentState.UNCONFIRMED
        and known.received_at + PAUSE <= arrived_at < known.confirm_until_at
    )


def _renewed(known: Comment, secret: str) -> Comment:
    """The comment with another link. Raises ``link_used`` where it was confirmed meanwhile."""
    comment = Comment.objects.filter(pk=known.pk, state=CommentState.UNCONFIRMED).first()
    if comment is None:
        raise Refusal("link_used")
    comment.secret_digest = link_secrets.digest(secret)
    comment.save(update_fields=["secret_digest"])
    return comment


def _require_few_links(address: str, arrived_at: datetime) -> None:
    """Raise ``comments_unconfirmed`` where as many links wait at the address as may."""
    waiting = Comment.objects.filter(
        address=address, state=CommentState.UNCONFIRMED, confirm_until_at__gt=arrived_at
    )
    if waiting.count() >= UNCONFIRMED:
        raise Refusal("comments_unconfirmed", limit=UNCONFIRMED)


def _require_calm(address: str, network_address: str) -> None:
    from_here = f"comment {origin(network_address)}"
    _count(from_here, "commented", PER_ORIGIN_HOUR, HOUR)
    _count(from_here, "commented_day", PER_ORIGIN_DAY, DAY)
    _count(f"comment {address}", "comment_mail", PER_ADDRESS_DAY, DAY)


def _count(subject: str, code: str, limit: int, window: timedelta) -> None:
    brakes.take_from_outside(
        code=code, subject=subject, limit=limit, window=window, refusal="too_many_comments"
    )


def _send_link(comment: Comment, consultation: Consultation, secret: str) -> None:
    """The letter holds nothing that was typed: what strangers want to say to others stays here."""
    outbox.owe(
        outbox.written(
            kinds.COMMENT_CONFIRMATION,
            call=consultation.programme.call,
            recipient=None,
            address=comment.address,
            secret=secret,
            occasion=f"{comment.number} {comment.secret_digest[:8]}",
            context={
                "comment": comment,
                "section": comment.section,
                "consultation": consultation,
                "secret": secret,
            },
        )
    )
