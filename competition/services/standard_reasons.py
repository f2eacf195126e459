"""Ready wordings (Textbausteine) for exclusions and corrections.

What is used is copied into the act: changing or deleting a wording changes no letter and no file.
"""

from django.db import IntegrityError, transaction

from competition import answers, audit, clock, policies, receipts
from competition.errors import Refusal
from competition.models import StandardReason, User
from competition.models.standard_reason import ReasonUse

MAX_TITLE_CHARS = 120
MAX_TEXT_CHARS = 2_000


def add(*, use: str, title: str, text: str, by: User) -> StandardReason:
    """Keep a new wording.

    Raises ``unknown_choice``, ``required``, ``too_long``, ``control_characters``,
    ``standard_reason_known`` (the title is taken for this use).
    """
    policies.require_office(by)
    return _save(StandardReason(), use, title, text, by, act="standard_reason.added")


def edit(
    *, reason: StandardReason, use: str, title: str, text: str, read: str, by: User
) -> StandardReason:
    """Change a wording. ``read``: the digest of what the person has read (``digest``).

    Raises ``standard_reason_changed`` where somebody else was faster, and what ``add`` raises.
    """
    policies.require_office(by)
    with transaction.atomic():
        found = _own(reason, read)
        return _save(found, use, title, text, by, act="standard_reason.edited")


def delete(*, reason: StandardReason, read: str, by: User) -> None:
    """Remove a wording; what was written with it stays. Raises ``standard_reason_changed``."""
    policies.require_office(by)
    with transaction.atomic():
        found = _own(reason, read)
        pk, digested = found.pk, digest(found)
        found.delete()
        _log("standard_reason.deleted", pk, digested, by)


def digest(reason: StandardReason) -> str:
    """SHA-256 of the wording as it stands."""
    return receipts.digest({"use": reason.use, "title": reason.title, "text": reason.text})


def _own(reason: StandardReason, read: str) -> StandardReason:
    """The wording, locked, as it was read."""
    found = StandardReason.objects.select_for_update().filter(pk=reason.pk).first()
    if found is None or digest(found) != read:
        raise Refusal("standard_reason_changed")
    return found


def _save(
    reason: StandardReason, use: str, title: str, text: str, by: User, *, act: str
) -> StandardReason:
    if use not in ReasonUse.values:
        raise Refusal("unknown_choice", field="use")
    reason.use = use
    reason.title = _required(title, "title", MAX_TITLE_CHARS)
    reason.text = _required(text, "text", MAX_TEXT_CHARS)
    with transaction.atomic():
        reason.saved_at, reason.saved_by = clock.now(), by
        try:
            with transaction.atomic():
                reason.save()
        except IntegrityError as error:
            raise Refusal("standard_reason_known", field="title") from error
        _log(act, reason.pk, digest(reason), by)
    return reason


def _required(value: str, field: str, limit: int) -> str:
    text = answers.text(value, field=field, max_chars=limit)
    if not text:
        raise Refusal("required", field=field)
    return text


def _log(act: str, pk: int, digested: str, by: User) -> None:
    audit.log(act=act, by=by, subject=f"standard_reason {pk}", payload={"sha256": digested})
