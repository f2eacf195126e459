"""Erasing one application: its content goes, what proves the procedure stays.

Kept: digests, receipts and the log (they prove what was received and say nothing of it), states,
moves and instants, the register's facts, points and frozen documents of the decision. Files are
taken from the store when nobody names them any more (``stray_files``).
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from competition import audit, clock, locks
from competition.models import Application, Correction, LateAdmission, Notice, Publication, User
from competition.models.announcement import PublicationKind
from competition.models.notice import NoticeState
from competition.retention.stubs import GONE, stub

# What other apps keep about an application; each enters its own eraser (in ``ready``).
ERASERS: list[Callable[[Application], object]] = []
# Reserved for addresses that reach nobody (RFC 2606).
NOWHERE = "@geloescht.invalid"


def erase(*, application: Application, erasure_id: int, by: User | None) -> bool:
    """Erase the content of one application, in one transaction; once erased, nothing happens.

    ``by``: who confirmed. Returns whether there was anything to do. Letters that have not left are
    not sent any more.
    """
    with transaction.atomic():
        application = locks.own_application(application.pk)
        if application.erased_at:
            return False
        digests = _erase_versions(application)
        application.answers.all().delete()
        application.attachments.all().delete()
        _erase_texts(application)
        _erase_letters(application)
        for eraser in ERASERS:
            eraser(application)
        application.erased_at = clock.now(application.call)
        application.save(update_fields=["erased_at", "screening_reason"])
        audit.log(
            act=audit.ERASED,
            by=by,
            subject=application.public_id,
            payload={"erasure": erasure_id, "versions": digests},
            chain=application.call,
        )
        return True


def _erase_versions(application: Application) -> dict[str, str]:
    digests = {}
    for version in application.versions.order_by("number"):
        digests[str(version.number)] = version.digest
        version.title, version.content = GONE, stub(version.content, version.digest)
        version.save(update_fields=["title", "content"])
    return digests


def _erase_texts(application: Application) -> None:
    """What people wrote about it: why excluded, what to correct, why so late, what was withheld."""
    application.screening_reason = application.screening_reason and GONE
    application.moves.exclude(reason="").update(reason=GONE)
    Correction.objects.filter(application=application).update(answers={}, reason=GONE)
    LateAdmission.objects.filter(application=application).update(reason=GONE, evidence=GONE)
    application.redacted_copies.update(passages=[], ground=GONE)
    application.awards.exclude(decline_reason="").update(decline_reason=GONE)
    Publication.objects.filter(application=application, kind=PublicationKind.REASONS).update(
        content={"erased": True}
    )


def _erase_letters(application: Application) -> None:
    """Their words and addresses; that, when and to whom they went stays (§ 41 VwVfG)."""
    mine = Notice.objects.filter(application=application)
    mine.filter(state=NoticeState.WAITING).update(state=NoticeState.FAILED, failed_at=clock.now())
    blank_letters(mine)


def blank_letters(letters: Any) -> None:
    """Take words, secrets and addresses from letters; their keys stay unique."""
    letters.update(
        subject=GONE,
        body=GONE,
        secret="",
        last_error="",
        address=Concat(Value("brief-"), Cast(F("pk"), CharField()), Value(NOWHERE)),
    )
